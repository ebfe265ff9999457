// Source: C2SP age.md, "Payload".
//
// The caller's thread reads batches of chunks into a ring, hands them to the workers and writes them in order
// when they are done; a batch is sealed or opened where it lies. One byte is read ahead, since whether a
// chunk is the last goes into its nonce. What fits into one batch is done without any worker.

#include "libmarkings/age/internal/payload.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace markings::internal {
namespace {

constexpr std::size_t kSealedChunk = kChunk + kChunkTag;
constexpr std::size_t kBatchChunks = 8, kMostWorkers = 16;

enum class Direction : std::uint8_t { kSeal, kOpen };

enum class ChunkFault : std::uint8_t { kNone, kNotAuthentic, kInternal };

// ChaCha20-Poly1305 for one chunk after the other; one for each thread.
class ChunkCipher {
 public:
  ChunkCipher(Direction direction, const SecretBytes& key)
      : sealing_(direction == Direction::kSeal), context_(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free) {
    ready_ = context_ != nullptr &&
             EVP_CipherInit_ex2(context_.get(), EVP_chacha20_poly1305(), key.Reveal().data(), nullptr,
                                sealing_ ? 1 : 0, nullptr) == 1;
  }

  // Seals `size` bytes, so that the tag stands behind them, or opens them, the tag included.
  ChunkFault Run(std::span<unsigned char> chunk, std::size_t size, std::uint64_t number, bool last) {
    if (!ready_) return ChunkFault::kInternal;
    // Eleven bytes of a big-endian counter, of which eight are ever needed, and the flag.
    std::array<unsigned char, 12> nonce{};
    for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<unsigned char>(number >> (8 * i));
    nonce[11] = last ? 1 : 0;
    if (EVP_CipherInit_ex2(context_.get(), nullptr, nullptr, nonce.data(), sealing_ ? 1 : 0, nullptr) != 1) {
      return ChunkFault::kInternal;
    }
    const std::size_t text = sealing_ ? size : size - kChunkTag;
    unsigned char* tag = chunk.data() + text;
    if (!sealing_ && EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, kChunkTag, tag) != 1) {
      return ChunkFault::kInternal;
    }
    int done = 0, rest = 0;
    if (text > 0 &&
        EVP_CipherUpdate(context_.get(), chunk.data(), &done, chunk.data(), static_cast<int>(text)) != 1) {
      return ChunkFault::kInternal;
    }
    if (EVP_CipherFinal_ex(context_.get(), tag, &rest) != 1) {
      return sealing_ ? ChunkFault::kInternal : ChunkFault::kNotAuthentic;
    }
    if (sealing_ && EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, kChunkTag, tag) != 1) {
      return ChunkFault::kInternal;
    }
    return ChunkFault::kNone;
  }

 private:
  bool sealing_;
  bool ready_ = false;
  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context_;
};

struct Batch {
  std::vector<unsigned char> bytes = std::vector<unsigned char>(kBatchChunks * kSealedChunk);
  std::size_t chunks = 0;
  std::size_t last_size = 0;  // of the last chunk, as it was read; the others are full
  std::uint64_t first = 0;    // the number of the first chunk
  bool ends = false;          // its last chunk is the payload's
  ChunkFault fault = ChunkFault::kNone;
  std::size_t faulty = 0;
  bool done = false;

  std::span<unsigned char> Chunk(std::size_t i) {
    return std::span(bytes).subspan(i * kSealedChunk, kSealedChunk);
  }
};

class Payload {
 public:
  Payload(Direction direction, const SecretBytes& key, ByteSource& in, ByteSink& out)
      : direction_(direction),
        key_(key),
        in_(in),
        out_(out),
        read_size_(direction == Direction::kSeal ? kChunk : kSealedChunk) {}
  Payload(const Payload&) = delete;
  Payload& operator=(const Payload&) = delete;
  ~Payload() {
    {
      const std::scoped_lock lock(mutex_);
      stop_ = true;
      waiting_.clear();
    }
    work_.notify_all();
    workers_.clear();  // joins
    for (Batch& batch : ring_) sodium_memzero(batch.bytes.data(), batch.bytes.size());
    sodium_memzero(&ahead_, sizeof ahead_);
  }

  Result<void> Run() {
    ring_.resize(1);
    if (auto filled = Fill(ring_[0]); !filled) return filled;
    if (ring_[0].ends) {
      ChunkCipher cipher(direction_, key_);
      Work(cipher, ring_[0]);
      return WriteOut(ring_[0]);
    }
    StartWorkers();
    Hand(ring_[0]);
    std::size_t next = 1, oldest = 0;  // counted on and on; their places in the ring are the remainders
    for (bool ended = false; !ended || oldest < next;) {
      const bool room = !ended && next - oldest < ring_.size();
      // Only when there is nothing else to do is the oldest waited for.
      if (oldest < next && Done(ring_[oldest % ring_.size()], !room)) {
        if (auto written = WriteOut(ring_[oldest % ring_.size()]); !written) return written;
        ++oldest;
        continue;
      }
      if (!room) continue;
      Batch& batch = ring_[next % ring_.size()];
      if (auto filled = Fill(batch); !filled) return filled;
      ended = batch.ends;
      Hand(batch);
      ++next;
    }
    return {};
  }

 private:
  // Reads a batch, and one byte more to know whether it is the last.
  Result<void> Fill(Batch& batch) {
    batch.chunks = 0;
    batch.first = read_;
    batch.ends = false;
    batch.fault = ChunkFault::kNone;
    batch.done = false;
    while (batch.chunks < kBatchChunks) {
      const std::span<unsigned char> chunk = batch.Chunk(batch.chunks).first(read_size_);
      std::size_t size = 0;
      if (ahead_) chunk[size++] = *std::exchange(ahead_, std::nullopt);
      auto got = in_.Read(chunk.subspan(size));
      if (!got) return std::unexpected(std::move(got).error());
      size += *got;
      if (size == read_size_) {
        unsigned char next = 0;
        auto more = in_.Read({&next, 1});
        if (!more) return std::unexpected(std::move(more).error());
        if (*more == 1) ahead_ = next;
      }
      if (read_ == std::numeric_limits<std::uint64_t>::max()) {
        return Fail(ErrorCode::kUnusableInput, {}, "the payload has more chunks than can be counted",
                    "split it");
      }
      ++read_;
      ++batch.chunks;
      batch.last_size = size;
      if (!ahead_) {
        batch.ends = true;
        return {};
      }
    }
    return {};
  }

  void Work(ChunkCipher& cipher, Batch& batch) {
    ERR_set_mark();  // what a tag that is wrong leaves there is nobody's error
    for (std::size_t i = 0; i < batch.chunks && batch.fault == ChunkFault::kNone; ++i) {
      const bool ending = i + 1 == batch.chunks;
      const std::size_t size = ending ? batch.last_size : read_size_;
      const std::uint64_t number = batch.first + i;
      // An empty chunk stands only for an empty payload.
      const std::size_t least = direction_ == Direction::kSeal ? 0 : kChunkTag + (number == 0 ? 0 : 1);
      batch.fault = size < least ? ChunkFault::kNotAuthentic
                                 : cipher.Run(batch.Chunk(i), size, number, ending && batch.ends);
      batch.faulty = i;
    }
    ERR_pop_to_mark();
  }

  // Up to the first chunk that is not authentic: what comes after it never leaves.
  Result<void> WriteOut(Batch& batch) {
    const std::size_t sound = batch.fault == ChunkFault::kNone ? batch.chunks : batch.faulty;
    for (std::size_t i = 0; i < sound; ++i) {
      const std::size_t size = i + 1 == batch.chunks ? batch.last_size : read_size_;
      const std::size_t result = direction_ == Direction::kSeal ? size + kChunkTag : size - kChunkTag;
      if (auto written = out_.Write(batch.Chunk(i).first(result)); !written) return written;
    }
    if (batch.fault == ChunkFault::kNotAuthentic) {
      const bool cut = batch.ends && batch.faulty + 1 == batch.chunks;
      return Fail(ErrorCode::kNotAuthentic, {},
                  fmt::format("the payload was changed{} after it was sealed: chunk {} is not authentic",
                              cut ? " or cut" : "", batch.first + batch.faulty + 1),
                  "nothing of it was let out; get the file again");
    }
    if (batch.fault != ChunkFault::kNone) {
      return Fail(ErrorCode::kInternal, {}, "OpenSSL cannot run ChaCha20-Poly1305",
                  "check that its default provider is installed");
    }
    return {};
  }

  // ---- the workers ----

  void StartWorkers() {
    const std::size_t wanted = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostWorkers);
    // Two batches for each: one that it works on, one that is read or written.
    Batch first = std::move(ring_[0]);
    ring_ = std::vector<Batch>(2 * wanted + 1);
    ring_[0] = std::move(first);
    try {
      for (std::size_t i = 0; i < wanted; ++i) workers_.emplace_back([this] { Serve(); });
    } catch (const std::system_error&) {
      // As many threads as the system lets there be; without any this one does the work.
      if (workers_.empty()) own_.emplace(direction_, key_);
    }
  }

  void Serve() {
    ChunkCipher cipher(direction_, key_);
    std::unique_lock lock(mutex_);
    while (true) {
      work_.wait(lock, [this] { return stop_ || !waiting_.empty(); });
      if (stop_) return;
      Batch& batch = *waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      Work(cipher, batch);
      lock.lock();
      batch.done = true;
      done_.notify_one();
    }
  }

  void Hand(Batch& batch) {
    if (own_) {
      Work(*own_, batch);
      batch.done = true;
      return;
    }
    {
      const std::scoped_lock lock(mutex_);
      waiting_.push_back(&batch);
    }
    work_.notify_one();
  }

  bool Done(const Batch& batch, bool wait) {
    std::unique_lock lock(mutex_);
    if (wait) done_.wait(lock, [&] { return batch.done; });
    return batch.done;
  }

  Direction direction_;
  const SecretBytes& key_;
  ByteSource& in_;
  ByteSink& out_;
  std::size_t read_size_;
  std::uint64_t read_ = 0;              // chunks
  std::optional<unsigned char> ahead_;  // a byte of the next chunk
  std::vector<Batch> ring_;
  std::optional<ChunkCipher> own_;
  std::mutex mutex_;
  std::condition_variable work_, done_;
  std::deque<Batch*> waiting_;
  bool stop_ = false;
  std::vector<std::jthread> workers_;
};

}  // namespace

Result<void> SealPayload(const SecretBytes& key, ByteSource& in, ByteSink& out) {
  return Payload(Direction::kSeal, key, in, out).Run();
}

Result<void> OpenPayload(const SecretBytes& key, ByteSource& in, ByteSink& out) {
  return Payload(Direction::kOpen, key, in, out).Run();
}

}  // namespace markings::internal
