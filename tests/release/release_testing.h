#ifndef TESTS_RELEASE_RELEASE_TESTING_H_
#define TESTS_RELEASE_RELEASE_TESTING_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "libmarkings/minisign/minisign.h"
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

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline void WriteFile(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// A file that the stock tool made once.
inline std::string Vector(const std::string& name) {
  return ReadFile(std::string(MARKINGS_TESTDATA_DIR) + "/minisign/" + name);
}

// The stock tool's key without a passphrase: signatures with it are the same in every run.
inline const MinisignSecretKey& PlainKey() {
  static const MinisignSecretKey key = *MinisignSecretKey::Parse(Secret(Vector("plain.key")), nullptr);
  return key;
}

}  // namespace markings::testing

#endif  // TESTS_RELEASE_RELEASE_TESTING_H_
