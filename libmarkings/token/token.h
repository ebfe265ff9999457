#ifndef LIBMARKINGS_TOKEN_TOKEN_H_
#define LIBMARKINGS_TOKEN_TOKEN_H_

// Signing keys in a token (smart card, HSM, SoftHSM) through PKCS#11. The private key never leaves it. An
// Ed25519 key makes minisign signatures that the stock `minisign -V` takes; a P-256 or P-384 key with its
// certificate makes CMS ones.
//
//     auto token = Token::Open("/usr/lib/softhsm/libsofthsm2.so", "");    // the only token there
//     auto done = token->Login(&pin);
//     auto key = token->FindKey("office", TokenKeyKind::kEd25519);
//     auto text = key->SignMinisign(message, "harbour office");
//
// Source: OASIS PKCS#11 v3.0 (base, current mechanisms). Modules are code that runs in this process: load
// only one that you trust. See docs/tokens.md.
//
// Thread-safety: one thread at a time for a Token and its keys. Lifetime: a TokenKey keeps its token open.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/export.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

namespace internal {
class TokenSession;
}

enum class TokenKeyKind : std::uint8_t { kEd25519, kEc };

class MARKINGS_API TokenKey {
 public:
  // The public half, as the token has it: of Ed25519 keys alone. Its key id is made from the key itself
  // (MinisignPublicKey::FromKey), so that each machine prints the same. Errors: kBadKey when the token has no
  // public key beside the private one.
  [[nodiscard]] Result<MinisignPublicKey> public_key() const;
  // The text of a .minisig file, verified before it is given out. Two signatures are made. Errors: kBadKey,
  // kIo (the token is gone or refuses), those of SignMinisign.
  [[nodiscard]] Result<std::string> SignMinisign(std::string_view message,
                                                 std::string_view trusted_comment) const;
  // A signer by this EC key and its certificate. Errors: those of CmsSigner::OpenExternal, kBadKey when the
  // certificate is of another key.
  [[nodiscard]] Result<CmsSigner> SignerFor(std::string_view certificate_pem,
                                            std::string_view chain_pem = {}) const;

 private:
  friend class Token;
  TokenKey(std::shared_ptr<internal::TokenSession> session, std::string name, TokenKeyKind kind,
           unsigned long handle, bool asks_each_time, std::string point)
      : session_(std::move(session)),
        name_(std::move(name)),
        point_(std::move(point)),
        handle_(handle),
        kind_(kind),
        asks_each_time_(asks_each_time) {}
  std::shared_ptr<internal::TokenSession> session_;
  std::string name_, point_;  // the point: empty when the token does not show it
  unsigned long handle_;
  TokenKeyKind kind_;
  bool asks_each_time_;
};

class MARKINGS_API Token {
 public:
  // Loads a module by its path (with a slash) and opens one session with one token. `label`: the token's;
  // empty: the only one there is. Errors: kUnusableInput (no such module, no module, no such token, several),
  // kIo.
  [[nodiscard]] static Result<Token> Open(const std::string& module, std::string_view label);
  [[nodiscard]] const std::string& label() const;
  // Whether Login wants a PIN: not when the reader has keys of its own to type it on, or the token asks for
  // none.
  [[nodiscard]] bool needs_pin() const;
  // The next wrong PIN locks the token.
  [[nodiscard]] bool last_try() const;
  // `pin` null: for tokens that want none. The PIN is kept, in guarded memory, for keys that ask for it at
  // each use. Errors: kWrongPassphrase; kBadKey (locked); kIo. Tried once, never again by itself.
  [[nodiscard]] Result<void> Login(const SecretBytes* pin);
  // A private key (after Login), by its label, or by its id as "id:" and hexadecimal digits. Errors: kBadKey
  // for none, several, or one of another kind.
  [[nodiscard]] Result<TokenKey> FindKey(std::string_view name, TokenKeyKind kind) const;
  // The public half of an Ed25519 key, which most tokens show without Login. Errors as for FindKey.
  [[nodiscard]] Result<MinisignPublicKey> FindPublicKey(std::string_view name) const;

 private:
  explicit Token(std::shared_ptr<internal::TokenSession> session) : session_(std::move(session)) {}
  std::shared_ptr<internal::TokenSession> session_;
};

}  // namespace markings

#endif  // LIBMARKINGS_TOKEN_TOKEN_H_
