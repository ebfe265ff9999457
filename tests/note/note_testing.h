#ifndef TESTS_NOTE_NOTE_TESTING_H_
#define TESTS_NOTE_NOTE_TESTING_H_

#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/note/note_key.h"
#include "libmarkings/text/base64.h"
#include "tests/release/release_testing.h"

namespace markings::testing {

// The key of a seed, by way of a key file without a passphrase.
inline MinisignSecretKey KeyOfSeed(std::span<const unsigned char> seed) {
  std::array<unsigned char, 32> half;
  std::array<unsigned char, 64> whole;
  crypto_sign_seed_keypair(half.data(), whole.data(), seed.data());
  std::array<unsigned char, 158> file = {'E', 'd', 0, 0, 'B', '2'};
  std::ranges::copy(whole, file.begin() + 62);
  return *MinisignSecretKey::Parse(Secret(EncodeBase64(file)), nullptr);
}

// One of any number of keys that are the same in every run.
inline MinisignSecretKey TestKey(unsigned char number) {
  std::array<unsigned char, 32> seed = {number};
  return KeyOfSeed(seed);
}

// A witness's signature line over a checkpoint's text. (The program only reads them.)
inline std::string CosignatureLine(const std::string& name, unsigned char seed_number, std::uint64_t time,
                                   std::string_view text) {
  std::array<unsigned char, 32> seed = {seed_number}, half;
  std::array<unsigned char, 64> whole;
  crypto_sign_seed_keypair(half.data(), whole.data(), seed.data());
  const auto verifier =
      NoteVerifier::Create(name, TestKey(seed_number).public_key(), NoteKeyType::kCosignature);
  std::vector<unsigned char> bytes(verifier->id().begin(), verifier->id().end());
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<unsigned char>(time >> shift));
  const std::string message = "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
  std::array<unsigned char, 64> signature;
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(message.data()),
                       message.size(), whole.data());
  bytes.insert(bytes.end(), signature.begin(), signature.end());
  return "\xE2\x80\x94 " + name + " " + EncodeBase64(bytes) + "\n";
}

}  // namespace markings::testing

#endif  // TESTS_NOTE_NOTE_TESTING_H_
