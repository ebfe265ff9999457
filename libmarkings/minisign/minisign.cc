// Keys and signatures of minisign. The layouts are those of minisign 0.12, src/minisign.h (SigStruct,
// PubkeyStruct, SeckeyStruct); every integer is little-endian.

#include "libmarkings/minisign/minisign.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "libmarkings/minisign/internal/minisign_form.h"
#include "libmarkings/secret/internal/sodium_ready.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

using internal::SodiumReady;

// Public key: "Ed", key id 8, key 32.
constexpr std::size_t kPublicSize = 2 + 8 + 32;

// Secret key: "Ed", KDF "Sc" or 00 00, "B2", salt 32, ops 8, memory 8, then the box: key id 8, key 64,
// checksum 32.
constexpr std::size_t kSaltAt = 6, kSaltSize = 32, kOpsAt = 38, kMemoryAt = 46, kBoxAt = 54;
constexpr std::size_t kIdSize = 8, kKeySize = 64, kChecksumSize = 32;
constexpr std::size_t kBoxSize = kIdSize + kKeySize + kChecksumSize;
constexpr std::size_t kSecretSize = kBoxAt + kBoxSize;
static_assert(kSaltSize == crypto_pwhash_scryptsalsa208sha256_SALTBYTES);
static_assert(kKeySize == crypto_sign_SECRETKEYBYTES);

// What the stock tool writes; a file that asks for more is refused rather than obeyed.
constexpr std::uint64_t kOps = crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE;
constexpr std::uint64_t kMemory = crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE;
static_assert(kOps == 33554432 && kMemory == 1073741824);

std::unexpected<Error> BadKey(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> NoSodium() {
  return Fail(ErrorCode::kInternal, {}, "libsodium could not be started",
              "check the system's source of randomness");
}

std::unexpected<Error> NoMemory() {
  return Fail(ErrorCode::kInternal, {}, "the key's passphrase needs 1 GiB of memory, which cannot be had",
              "run it where there is more, or use a key without a passphrase in a safe place");
}

std::span<const unsigned char> Bytes(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

std::string_view Text(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.Reveal().data()), bytes.size()};
}

std::uint64_t ReadNumber(std::span<const unsigned char> bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 8; i-- > 0;) number = number << 8 | bytes[i];
  return number;
}

void WriteNumber(std::uint64_t number, std::span<unsigned char> bytes) {
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(number >> (8 * i));
}

// BLAKE2b-256 over "Ed", key id and key.
void Checksum(std::span<const unsigned char> id_and_key, std::span<unsigned char> checksum) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, kChecksumSize);
  constexpr std::array<unsigned char, 2> kAlgorithm = {'E', 'd'};
  crypto_generichash_update(&state, kAlgorithm.data(), kAlgorithm.size());
  crypto_generichash_update(&state, id_and_key.data(), id_and_key.size());
  crypto_generichash_final(&state, checksum.data(), kChecksumSize);
  sodium_memzero(&state, sizeof state);
}

// Seals or opens the box: the same operation. False when there is not enough memory.
bool ApplyPassphrase(std::span<unsigned char> file, const SecretBytes& passphrase) {
  SecretBytes stream(kBoxSize);
  if (crypto_pwhash_scryptsalsa208sha256(
          stream.RevealForWriting().data(), kBoxSize,
          reinterpret_cast<const char*>(passphrase.Reveal().data()), passphrase.size(),
          file.subspan(kSaltAt).data(), ReadNumber(file.subspan(kOpsAt)),
          static_cast<std::size_t>(ReadNumber(file.subspan(kMemoryAt)))) != 0) {
    return false;
  }
  const std::span<unsigned char> box = file.subspan(kBoxAt, kBoxSize);
  for (std::size_t i = 0; i < kBoxSize; ++i) box[i] ^= stream.Reveal()[i];
  return true;
}

// The decoded bytes of a key file whose fixed fields are as they must be.
Result<SecretBytes> DecodeSecret(const SecretBytes& text) {
  const auto line = internal::KeyLineOf(Text(text));
  SecretBytes bytes(kSecretSize);
  const std::span<unsigned char> file = bytes.RevealForWriting();
  if (!line || !DecodeBase64(*line, file)) {
    if (line && line->size() == Base64Size(kPublicSize)) {
      return BadKey("this is a public key, not a secret one", "name the .key file");
    }
    return BadKey("this is no minisign secret key", "name a .key file of markings keygen or minisign -G");
  }
  const bool encrypted = file[2] == 'S' && file[3] == 'c';
  const bool plain = file[2] == 0 && file[3] == 0;
  if (file[0] != 'E' || file[1] != 'd' || (!encrypted && !plain) || file[4] != 'B' || file[5] != '2') {
    return BadKey("the secret key is of an unknown algorithm", "use a key of markings keygen or minisign -G");
  }
  const std::uint64_t ops = ReadNumber(file.subspan(kOpsAt)), memory = ReadNumber(file.subspan(kMemoryAt));
  if (ops > kOps || memory > kMemory) {
    return BadKey("opening the secret key would take more work or memory than minisign ever asks for",
                  "use a key of markings keygen or minisign -G");
  }
  return bytes;
}

bool IsEncrypted(const SecretBytes& file) { return file.Reveal()[2] == 'S'; }

// Whether the key's public half is the one that belongs to its seed.
bool HalvesAgree(std::span<const unsigned char> key) {
  SecretBytes again(kKeySize);
  std::array<unsigned char, 32> public_half;
  crypto_sign_seed_keypair(public_half.data(), again.RevealForWriting().data(), key.data());
  return sodium_memcmp(again.Reveal().data(), key.data(), kKeySize) == 0;
}

// BLAKE2b-512 of a message: what is signed.
std::array<unsigned char, 64> Prehash(std::string_view message) {
  std::array<unsigned char, 64> digest;
  crypto_generichash(digest.data(), digest.size(), Bytes(message).data(), message.size(), nullptr, 0);
  return digest;
}

// What the second signature covers: the first one and the trusted comment.
std::string GlobalMessage(std::span<const unsigned char> signature, std::string_view trusted_comment) {
  std::string message(reinterpret_cast<const char*>(signature.data()), signature.size());
  message += trusted_comment;
  return message;
}

// The text of a signature file, its two signatures made by `sign`.
Result<std::string> Compose(std::string_view message, std::string_view trusted_comment,
                            const internal::KeyId& key_id, const MinisignSigner& sign) {
  if (!internal::IsPlainComment(trusted_comment)) {
    return Fail(ErrorCode::kUnusableInput, {}, "the trusted comment holds control characters or is not UTF-8",
                "write it as one line of plain text");
  }
  if (internal::kTrustedPrefix.size() + trusted_comment.size() > internal::kMaxTrustedLine) {
    return Fail(
        ErrorCode::kUnusableInput, {}, "the trusted comment is longer than minisign reads",
        fmt::format("keep it within {} bytes", internal::kMaxTrustedLine - internal::kTrustedPrefix.size()));
  }
  const auto digest = Prehash(message);
  const auto signature = sign(digest);
  if (!signature) return std::unexpected(signature.error());
  const std::string covered = GlobalMessage(*signature, trusted_comment);
  const auto global = sign(Bytes(covered));
  if (!global) return std::unexpected(global.error());
  std::array<unsigned char, 74> first = {'E', 'D'};
  std::ranges::copy(key_id, first.begin() + 2);
  std::ranges::copy(*signature, first.begin() + 10);
  return fmt::format("{}signature by markings key {}\n{}\n{}{}\n{}\n", internal::kUntrustedPrefix,
                     internal::FormatKeyId(key_id), EncodeBase64(first), internal::kTrustedPrefix,
                     trusted_comment, EncodeBase64(*global));
}

}  // namespace

// ---- public keys ----

Result<MinisignPublicKey> MinisignPublicKey::Parse(std::string_view text) {
  const auto line = internal::KeyLineOf(text);
  std::array<unsigned char, kPublicSize> bytes;
  if (!line || !DecodeBase64(*line, bytes)) {
    if (line && line->size() == Base64Size(kSecretSize)) {
      return BadKey("this is a secret key, not a public one", "name the .pub file");
    }
    return BadKey("this is no minisign public key", "name a .pub file of markings keygen or minisign -G");
  }
  if (bytes[0] != 'E' || bytes[1] != 'd') {
    return BadKey("the public key is of an unknown algorithm", "use a key of markings keygen or minisign -G");
  }
  MinisignPublicKey key;
  std::copy_n(bytes.begin() + 2, kIdSize, key.key_id_.begin());
  std::copy_n(bytes.begin() + 10, key.key_.size(), key.key_.begin());
  return key;
}

MinisignPublicKey MinisignPublicKey::FromKey(std::span<const unsigned char, 32> key) {
  MinisignPublicKey made;
  std::ranges::copy(key, made.key_.begin());
  using namespace std::string_view_literals;
  constexpr std::string_view kUse = "markings/minisign-key-id/v1\0"sv;
  std::array<unsigned char, 32> digest;
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, digest.size());
  crypto_generichash_update(&state, Bytes(kUse).data(), kUse.size());
  crypto_generichash_update(&state, key.data(), key.size());
  crypto_generichash_final(&state, digest.data(), digest.size());
  std::copy_n(digest.begin(), made.key_id_.size(), made.key_id_.begin());
  return made;
}

std::string MinisignPublicKey::KeyLine() const {
  std::array<unsigned char, kPublicSize> bytes = {'E', 'd'};
  std::ranges::copy(key_id_, bytes.begin() + 2);
  std::ranges::copy(key_, bytes.begin() + 10);
  return EncodeBase64(bytes);
}

std::string MinisignPublicKey::KeyId() const { return internal::FormatKeyId(key_id_); }

std::string MinisignPublicKey::Format() const {
  return fmt::format("{}minisign public key {}\n{}\n", internal::kUntrustedPrefix, KeyId(), KeyLine());
}

// ---- secret keys ----

Result<MinisignSecretKey> MinisignSecretKey::Generate() {
  if (!SodiumReady()) return NoSodium();
  MinisignSecretKey key;
  std::array<unsigned char, 32> public_half;
  crypto_sign_keypair(public_half.data(), key.key_.RevealForWriting().data());
  randombytes_buf(key.key_id_.data(), key.key_id_.size());
  return key;
}

Result<bool> MinisignSecretKey::NeedsPassphrase(const SecretBytes& text) {
  if (!SodiumReady()) return NoSodium();
  auto file = DecodeSecret(text);
  if (!file) return std::unexpected(std::move(file).error());
  return IsEncrypted(*file);
}

Result<MinisignSecretKey> MinisignSecretKey::Parse(const SecretBytes& text, const SecretBytes* passphrase) {
  if (!SodiumReady()) return NoSodium();
  auto decoded = DecodeSecret(text);
  if (!decoded) return std::unexpected(std::move(decoded).error());
  const bool encrypted = IsEncrypted(*decoded);
  if (encrypted && passphrase == nullptr) {
    return Fail(ErrorCode::kWrongPassphrase, {}, "the secret key needs its passphrase",
                "give it on the terminal or with --passphrase-file");
  }
  if (encrypted && !ApplyPassphrase(decoded->RevealForWriting(), *passphrase)) return NoMemory();

  const std::span<const unsigned char> box = decoded->Reveal().subspan(kBoxAt, kBoxSize);
  const std::span<const unsigned char> found = box.subspan(kIdSize + kKeySize);
  SecretBytes checksum(kChecksumSize);
  Checksum(box.first(kIdSize + kKeySize), checksum.RevealForWriting());
  bool right = sodium_memcmp(checksum.Reveal().data(), found.data(), kChecksumSize) == 0;
  // minisign -W writes no checksum but zeros (0.11); then the halves of the key speak for each other.
  if (!encrypted) right = right || sodium_is_zero(found.data(), kChecksumSize) == 1;
  if (!right && encrypted) {
    return Fail(ErrorCode::kWrongPassphrase, {}, "the passphrase does not open the secret key", "try again");
  }
  if (!right || !HalvesAgree(box.subspan(kIdSize, kKeySize))) {
    return BadKey("the secret key is damaged", "take it from a backup");
  }
  MinisignSecretKey key;
  std::copy_n(box.begin(), kIdSize, key.key_id_.begin());
  std::copy_n(box.begin() + kIdSize, kKeySize, key.key_.RevealForWriting().begin());
  return key;
}

Result<SecretBytes> MinisignSecretKey::Format(const SecretBytes* passphrase) const {
  SecretBytes bytes(kSecretSize);
  const std::span<unsigned char> file = bytes.RevealForWriting();
  std::ranges::copy(Bytes("Ed"), file.begin());
  std::ranges::copy(Bytes("B2"), file.begin() + 4);
  const std::span<unsigned char> box = file.subspan(kBoxAt, kBoxSize);
  std::ranges::copy(key_id_, box.begin());
  std::ranges::copy(key_.Reveal(), box.begin() + kIdSize);
  Checksum(box.first(kIdSize + kKeySize), box.subspan(kIdSize + kKeySize));
  if (passphrase != nullptr) {
    std::ranges::copy(Bytes("Sc"), file.begin() + 2);
    randombytes_buf(file.subspan(kSaltAt).data(), kSaltSize);
    WriteNumber(kOps, file.subspan(kOpsAt, 8));
    WriteNumber(kMemory, file.subspan(kMemoryAt, 8));
    if (!ApplyPassphrase(file, *passphrase)) return NoMemory();
  }

  const std::string head = fmt::format("{}minisign encrypted secret key\n", internal::kUntrustedPrefix);
  constexpr std::size_t kLine = Base64Size(kSecretSize);
  SecretBytes text(head.size() + kLine + 1);
  const std::span<unsigned char> out = text.RevealForWriting();
  std::ranges::copy(Bytes(head), out.begin());
  sodium_bin2base64(reinterpret_cast<char*>(out.subspan(head.size()).data()), kLine + 1, file.data(),
                    file.size(), sodium_base64_VARIANT_ORIGINAL);
  out.back() = '\n';  // where sodium put its NUL
  return text;
}

MinisignPublicKey MinisignSecretKey::public_key() const {
  MinisignPublicKey key;
  key.key_id_ = key_id_;
  std::copy_n(key_.Reveal().begin() + 32, key.key_.size(), key.key_.begin());
  return key;
}

Result<std::string> MinisignSecretKey::Sign(std::string_view message,
                                            std::string_view trusted_comment) const {
  return Compose(message, trusted_comment, key_id_,
                 [&](std::span<const unsigned char> bytes) -> Result<std::array<unsigned char, 64>> {
                   std::array<unsigned char, 64> signature;
                   crypto_sign_detached(signature.data(), nullptr, bytes.data(), bytes.size(),
                                        key_.Reveal().data());
                   return signature;
                 });
}

Result<std::string> SignMinisign(std::string_view message, std::string_view trusted_comment,
                                 const MinisignPublicKey& key, const MinisignSigner& sign) {
  if (!SodiumReady()) return NoSodium();
  auto text = Compose(message, trusted_comment, key.key_id_, sign);
  if (text && !VerifyMinisign(message, *text, key)) {
    return Fail(ErrorCode::kInternal, {}, "the signature that was made is not one by the public key",
                "check that both halves belong together, and the token");
  }
  return text;
}

Result<std::array<unsigned char, 64>> MinisignSecretKey::SignNoteText(std::string_view text) const {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  if (!text.ends_with('\n') || FindInvalidUtf8(text) != std::string_view::npos ||
      std::ranges::any_of(text, is_control)) {
    return Fail(ErrorCode::kUnusableInput, {}, "it is no text that a note may have",
                "give lines of UTF-8 that end in LF, without control characters");
  }
  std::array<unsigned char, 64> signature;
  crypto_sign_detached(signature.data(), nullptr, Bytes(text).data(), text.size(), key_.Reveal().data());
  return signature;
}

// ---- verifying ----

Result<std::string> VerifyMinisign(std::string_view message, std::string_view signature,
                                   const MinisignPublicKey& key) {
  if (!SodiumReady()) return NoSodium();
  const auto form = internal::ParseSignatureForm(signature);
  if (!form) return std::unexpected(form.error());
  const auto bad = [](std::string what, std::string fix) {
    return Fail(ErrorCode::kBadSignature, {}, std::move(what), std::move(fix));
  };
  // The id is random and proves nothing; it only tells another key from a wrong signature.
  if (form->key_id != key.key_id_) {
    return bad(fmt::format("it was made with another key, {}", internal::FormatKeyId(form->key_id)),
               "give that key if you trust it");
  }
  const auto digest = Prehash(message);
  if (crypto_sign_verify_detached(form->signature.data(), digest.data(), digest.size(), key.key_.data()) !=
      0) {
    return bad("the signature is not that of the key over these bytes", "get both files again");
  }
  const std::string covered = GlobalMessage(form->signature, form->trusted_comment);
  if (crypto_sign_verify_detached(form->global.data(), Bytes(covered).data(), covered.size(),
                                  key.key_.data()) != 0) {
    return bad("the trusted comment is not the one that was signed", "get the signature file again");
  }
  return std::string(form->trusted_comment);
}

}  // namespace markings
