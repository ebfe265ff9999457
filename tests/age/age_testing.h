#ifndef TESTS_AGE_AGE_TESTING_H_
#define TESTS_AGE_AGE_TESTING_H_

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/secret/secret_bytes.h"

namespace markings::testing {

inline SecretBytes Secret(std::string_view text) {
  SecretBytes secret(text.size());
  std::ranges::copy(text, secret.RevealForWriting().begin());
  return secret;
}

inline std::string Shown(const SecretBytes& secret) {
  return {reinterpret_cast<const char*>(secret.Reveal().data()), secret.size()};
}

// The identity of C2SP age.md's example: 32 times 0x42.
inline constexpr std::string_view kIdentity =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
inline constexpr std::string_view kRecipient =
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

inline std::vector<AgeIdentity> TheIdentity() {
  std::vector<AgeIdentity> identities;
  identities.push_back(*AgeIdentity::Parse(kIdentity));
  return identities;
}

inline std::vector<AgeRecipient> TheRecipient() { return {*AgeRecipient::Parse(kRecipient)}; }

// A regular file without a name, read and written by its descriptor.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes = {}) : descriptor_(memfd_create("markings-test", MFD_CLOEXEC)) {
    EXPECT_GE(descriptor_, 0);
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t written =
          pwrite(descriptor_, bytes.substr(at).data(), bytes.size() - at, static_cast<off_t>(at));
      if (written <= 0) {
        ADD_FAILURE() << "cannot write";
        break;
      }
      at += static_cast<std::size_t>(written);
    }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(descriptor_); }
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] std::string Bytes() const {
    std::string bytes;
    std::vector<char> piece(std::size_t{1} << 20);
    while (true) {
      const ssize_t got = pread(descriptor_, piece.data(), piece.size(), static_cast<off_t>(bytes.size()));
      if (got <= 0) return bytes;
      bytes.append(piece.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  int descriptor_;
};

// Bytes that do not repeat soon, the same in every run.
inline std::string SomeBytes(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint64_t state = 0x9e3779b97f4a7c15;
  for (char& byte : bytes) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<char>(state);
  }
  return bytes;
}

}  // namespace markings::testing

#endif  // TESTS_AGE_AGE_TESTING_H_
