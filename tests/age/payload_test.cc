// The payload against one that is put together here chunk by chunk, with libsodium in OpenSSL's place.

#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/internal/payload.h"
#include "tests/age/age_testing.h"

namespace markings {
namespace {

using internal::kChunk;
using internal::kChunkTag;
using internal::SecretSink;
using internal::StringSink;
using internal::ViewSource;
using testing::SomeBytes;

const SecretBytes& Key() {
  static const SecretBytes key = testing::Secret("0123456789abcdef0123456789abcdef");
  return key;
}

std::string Chunk(std::string_view text, std::uint64_t number, bool last) {
  std::array<unsigned char, 12> nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<unsigned char>(number >> (8 * i));
  nonce[11] = last ? 1 : 0;
  std::string sealed(text.size() + kChunkTag, '\0');
  crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(sealed.data()), nullptr,
                                            reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                            nullptr, 0, nullptr, nonce.data(), Key().Reveal().data());
  return sealed;
}

std::string Payload(std::string_view text) {
  std::string sealed;
  for (std::uint64_t number = 0;; ++number) {
    const std::string_view chunk = text.substr(0, kChunk);
    text.remove_prefix(chunk.size());
    sealed += Chunk(chunk, number, text.empty());
    if (text.empty()) return sealed;
  }
}

Result<std::string> Opened(std::string_view sealed, std::string* out = nullptr) {
  ViewSource in(sealed);
  StringSink sink;
  auto opened = internal::OpenPayload(Key(), in, sink);
  if (out != nullptr) *out = sink.bytes();
  if (!opened) return std::unexpected(std::move(opened).error());
  return sink.bytes();
}

// Around one chunk, one batch of eight, and more batches than the ring holds.
TEST(PayloadTest, AgreesWithOneMadeByHand) {
  std::vector<std::size_t> sizes;
  for (const std::size_t chunks : {0U, 1U, 7U, 8U, 9U, 16U, 17U, 64U, 300U}) {
    for (const int more : {-1, 0, 1}) {
      if (chunks > 0 || more >= 0) sizes.push_back(chunks * kChunk + static_cast<std::size_t>(more));
    }
  }
  const std::string bytes = SomeBytes(301 * kChunk);
  for (const std::size_t size : sizes) {
    const std::string_view text = std::string_view(bytes).substr(0, size);
    const std::string expected = Payload(text);
    ViewSource in(text);
    StringSink out;
    ASSERT_TRUE(internal::SealPayload(Key(), in, out));
    EXPECT_TRUE(out.bytes() == expected) << size;
    const auto opened = Opened(expected);
    ASSERT_TRUE(opened) << size << ' ' << opened.error().message;
    EXPECT_TRUE(*opened == text) << size;
  }
}

TEST(PayloadTest, RefusesOtherOrdersAndEnds) {
  const std::string full = SomeBytes(kChunk), some = "some";
  std::string many;
  for (std::uint64_t i = 0; i < 20; ++i) many += Chunk(full, i, false);
  struct Row {
    std::string sealed;
    std::size_t chunk;   // from 1
    std::size_t before;  // chunks that were authentic by themselves
  };
  const Row rows[] = {
      {"", 1, 0},
      {std::string(15, '\0'), 1, 0},
      {std::string(16, '\0'), 1, 0},
      {Chunk(some, 0, false), 1, 0},
      {Chunk(some, 1, true), 1, 0},
      {Chunk("", 0, false), 1, 0},
      {Chunk(full, 0, false), 1, 0},
      {Chunk(full, 0, true) + "x", 1, 0},
      {Chunk(some, 0, true) + Chunk(some, 1, true), 1, 0},
      {Chunk(full, 0, true) + Chunk(some, 1, true), 1, 0},
      // An empty chunk ends nothing but an empty payload.
      {Chunk(full, 0, false) + Chunk("", 1, true), 2, 1},
      {Chunk(full, 0, false) + Chunk(some, 2, true), 2, 1},
      {Chunk(full, 0, false) + Chunk(some, 1, true).substr(0, 10), 2, 1},
      {Chunk(full, 0, false) + Chunk(some, 1, false), 2, 1},
      {Chunk(full, 0, false) + Chunk(full, 0, false) + Chunk(some, 2, true), 2, 1},
      {Chunk(full, 1, false) + Chunk(full, 0, false) + Chunk(some, 2, true), 1, 0},
      {many, 20, 19},
      {many + Chunk(some, 21, true), 21, 20},
      {many + Chunk("", 20, true), 21, 20},
      {many + Chunk(full, 20, true) + std::string(20 * (kChunk + kChunkTag), 'x'), 21, 20},
  };
  for (const Row& row : rows) {
    std::string out;
    const auto opened = Opened(row.sealed, &out);
    ASSERT_FALSE(opened) << row.chunk;
    EXPECT_EQ(opened.error().code, ErrorCode::kNotAuthentic);
    EXPECT_TRUE(opened.error().message.contains("chunk " + std::to_string(row.chunk) + " "))
        << opened.error().message;
    // Not even the sink, which nobody sees, gets what is not authentic by itself.
    EXPECT_EQ(out.size(), row.before * kChunk);
  }
}

// A fault far behind in a long payload, in whichever batch and place.
TEST(PayloadTest, EveryChunkIsLookedAt) {
  std::string sealed = Payload(SomeBytes(40 * kChunk + 100));
  for (std::size_t chunk = 0; chunk <= 40; ++chunk) {
    const std::size_t at = chunk * (kChunk + kChunkTag) + 50;
    sealed[at] = static_cast<char>(sealed[at] ^ 1);
    const auto opened = Opened(sealed);
    ASSERT_FALSE(opened);
    EXPECT_TRUE(opened.error().message.contains("chunk " + std::to_string(chunk + 1) + " "))
        << opened.error().message;
    sealed[at] = static_cast<char>(sealed[at] ^ 1);
  }
}

class FailingSource final : public internal::ByteSource {
 public:
  explicit FailingSource(std::size_t after) : left_(after) {}
  Result<std::size_t> Read(std::span<unsigned char> room) override {
    if (room.size() > left_) return Fail(ErrorCode::kIo, {}, "reading it failed (test)", "");
    left_ -= room.size();
    return room.size();
  }

 private:
  std::size_t left_;
};

class FailingSink final : public internal::ByteSink {
 public:
  explicit FailingSink(std::size_t after) : left_(after) {}
  Result<void> Write(std::span<const unsigned char> bytes) override {
    if (bytes.size() > left_) return Fail(ErrorCode::kIo, {}, "writing it failed (test)", "");
    left_ -= bytes.size();
    return {};
  }

 private:
  std::size_t left_;
};

// Whatever the workers are at, an error of either side ends the run.
TEST(PayloadTest, ErrorsOfSourceAndSinkEndIt) {
  const std::string text = SomeBytes(40 * kChunk);
  for (const std::size_t after : {0U, 1000U, 500000U, 1000000U, 2500000U}) {
    FailingSource source(after);
    StringSink out;
    const auto read = internal::SealPayload(Key(), source, out);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message, "reading it failed (test)");
    ViewSource in(text);
    FailingSink sink(after);
    const auto written = internal::SealPayload(Key(), in, sink);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message, "writing it failed (test)");
  }
}

}  // namespace
}  // namespace markings
