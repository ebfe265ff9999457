// The published vectors of age (C2SP/CCTV, age/testdata), from ../shared/vectors/age, whose README tells
// their form. Each ends as it says, by every way in, and what does not end well lets no byte out.

#include <gtest/gtest.h>
#include <openssl/sha.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "tests/age/age_testing.h"

namespace markings {
namespace {

using testing::MemoryFile;
using testing::Secret;
using testing::Shown;
using testing::TheIdentity;

struct Vector {
  std::string expect, payload, passphrase, body;
  std::vector<std::string> identities;
};

std::string Inflate(const std::string& packed) {
  z_stream stream = {};
  EXPECT_EQ(inflateInit(&stream), Z_OK);
  std::string in = packed, out, piece(std::size_t{1} << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(piece, 0, piece.size() - stream.avail_out);
  }
  EXPECT_EQ(state, Z_STREAM_END);
  inflateEnd(&stream);
  return out;
}

Vector Load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const std::size_t end = text.find("\n\n");
  EXPECT_NE(end, std::string::npos);
  Vector vector;
  vector.body = text.substr(end + 2);
  std::istringstream head(text.substr(0, end));
  for (std::string line; std::getline(head, line);) {
    const std::size_t colon = line.find(": ");
    const std::string key = line.substr(0, colon), value = line.substr(colon + 2);
    if (key == "expect") {
      vector.expect = value;
    } else if (key == "payload") {
      vector.payload = value;
    } else if (key == "identity") {
      vector.identities.push_back(value);
    } else if (key == "passphrase") {
      vector.passphrase = value;  // of several, any: the header is refused before one is asked for
    } else if (key == "compressed") {
      EXPECT_EQ(value, "zlib");
      vector.body = Inflate(vector.body);
    } else {
      EXPECT_TRUE(key == "file key" || key == "armored" || key == "comment") << key;
    }
  }
  return vector;
}

std::string Sha256(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

// The published words for an end.
std::string EndOf(const Error& error) {
  const std::string& message = error.message;
  switch (error.code) {
    case ErrorCode::kBadSealed:
      if (message.starts_with("the armor")) return "armor failure";
      if (message.starts_with("the age header")) return "header failure";
      break;
    case ErrorCode::kNotAuthentic:
      if (message.starts_with("the age header")) return "HMAC failure";
      if (message.starts_with("the payload") && message.contains("chunk ")) return "payload failure";
      break;
    case ErrorCode::kNoMatch:
    case ErrorCode::kWrongPassphrase:
      return "no match";
    case ErrorCode::kUnsupported:
      return "unsupported";
    default:
      break;
  }
  return "another error: " + message;
}

// By memory, by descriptors, and into a file that nobody sees; all must say the same.
std::string EndOf(const Vector& vector, std::span<const AgeIdentity> identities,
                  std::string* message = nullptr) {
  AgeKeys keys{.identities = identities};
  if (!vector.passphrase.empty()) {
    keys.passphrase = [&]() -> Result<SecretBytes> { return Secret(vector.passphrase); };
  }
  const auto opened = OpenAgeWith(vector.body, keys);
  std::string end = opened ? "success" : EndOf(opened.error());
  if (!opened && message != nullptr) *message = opened.error().message;

  const MemoryFile in(vector.body), again(vector.body), out, unseen;
  const auto decrypted = DecryptAge(in.get(), out.get(), keys);
  EXPECT_EQ(decrypted ? "success" : EndOf(decrypted.error()), end);
  const auto hidden = DecryptAgeUnseen(again.get(), unseen.get(), keys);
  EXPECT_EQ(hidden ? "success" : EndOf(hidden.error()), end);
  if (opened) {
    EXPECT_EQ(Sha256(Shown(*opened)), vector.payload);
    EXPECT_EQ(Sha256(out.Bytes()), vector.payload);
    EXPECT_EQ(Sha256(unseen.Bytes()), vector.payload);
  } else {
    EXPECT_EQ(out.Bytes().size(), 0U) << "bytes came out of a file that is not authentic";
    EXPECT_EQ(unseen.Bytes().size(), 0U) << "bytes stayed in the output";
  }
  return end;
}

// Where OpenSSL has no ML-KEM: the identity is refused by name, and the header's form is looked at with
// another identity, as far as that can see it.
std::string EndOfHybrid(const std::string& name, const Vector& vector) {
  for (const std::string& identity : vector.identities) {
    const auto parsed = AgeIdentity::Parse(identity);
    if (parsed) continue;
    EXPECT_EQ(parsed.error().code, ErrorCode::kUnsupported);
    EXPECT_TRUE(parsed.error().message.contains("post-quantum")) << parsed.error().message;
  }
  std::string message;
  const std::string end = EndOf(vector, TheIdentity(), &message);
  if (end == "unsupported") {
    EXPECT_TRUE(message.contains("mlkem768x25519")) << message;
  }
  // A share of low order within a hybrid one can only be seen by opening it.
  if (vector.expect == "success" || name == "hybrid_identity") {
    EXPECT_EQ(end, "unsupported");
    return end;
  }
  EXPECT_EQ(end, vector.expect) << message;
  return end;
}

bool IsHybrid(const Vector& vector) {
  return std::ranges::any_of(vector.identities, [](const std::string& key) { return key.contains("-PQ-"); });
}

TEST(AgeVectors, EndAsTheySay) {
  const std::filesystem::path folder = std::filesystem::path(MARKINGS_SHARED_DIR) / "vectors" / "age";
  ASSERT_TRUE(std::filesystem::is_directory(folder))
      << folder << " is missing: put the files of C2SP/CCTV, age/testdata, there";
  std::map<std::string, std::size_t> ends, asked;
  std::size_t hybrid = 0, count = 0;
  const bool has_hybrid = HasPostQuantumAge();
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.insert(entry.path());
  for (const auto& path : paths) {
    const std::string name = path.filename().string();
    if (name == "README.md") continue;
    SCOPED_TRACE(name);
    const Vector vector = Load(path);
    ++count;
    ++asked[vector.expect];
    if (IsHybrid(vector)) ++hybrid;
    if (IsHybrid(vector) && !has_hybrid) {
      ++ends["hybrid, " + EndOfHybrid(name, vector)];
      continue;
    }
    std::vector<AgeIdentity> identities;
    for (const std::string& identity : vector.identities) {
      auto parsed = AgeIdentity::Parse(identity);
      ASSERT_TRUE(parsed) << parsed.error().message;
      identities.push_back(*std::move(parsed));
    }
    std::string message;
    const std::string end = EndOf(vector, identities, &message);
    EXPECT_EQ(end, vector.expect) << message;
    ++ends[end];
  }
  std::cout << count << " vectors, " << hybrid << " of them post-quantum, "
            << (has_hybrid ? "which are opened" : "which are refused by name");
  for (const auto& [end, number] : ends) std::cout << "; " << end << ": " << number;
  std::cout << "\n";
  EXPECT_EQ(count, 71U);
  EXPECT_EQ(hybrid, 10U);
  const std::map<std::string, std::size_t> published = {{"header failure", 28},
                                                        {"success", 14},
                                                        {"armor failure", 13},
                                                        {"payload failure", 12},
                                                        {"no match", 4}};
  EXPECT_EQ(asked, published);
}

}  // namespace
}  // namespace markings
