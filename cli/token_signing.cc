#include "cli/token_signing.h"

#include <utility>

#include "cli/io.h"
#include "cli/terminal.h"

namespace markings::cli {
namespace {

std::unexpected<Error> InModule(Error error, const TokenOptions& options) {
  if (error.file.empty()) error.file = options.module;
  return std::unexpected(std::move(error));
}

Result<void> Login(Token& token, const TokenOptions& options) {
  if (!token.needs_pin()) {
    if (auto done = token.Login(nullptr); !done) return InModule(std::move(done).error(), options);
    return {};
  }
  if (token.last_try()) Caution("one more wrong PIN locks the token " + Printable(token.label()));
  auto pin = ReadPassphrase("PIN of token " + Printable(token.label()) + ": ", options.pin_file, false);
  if (!pin) {
    // The words of ReadPassphrase are for passphrases.
    if (options.pin_file.empty() && pin.error().message.contains("terminal")) {
      return std::unexpected(
          Unusable("a PIN is needed and there is no terminal to ask for it on", "give --pin-file FILE"));
    }
    return std::unexpected(std::move(pin).error());
  }
  if (auto done = token.Login(&*pin); !done) return InModule(std::move(done).error(), options);
  return {};
}

}  // namespace

Result<Token> OpenToken(const TokenOptions& options) {
  auto token = Token::Open(options.module, options.token);
  if (!token) return InModule(std::move(token).error(), options);
  return token;
}

Result<TokenKey> UnlockTokenKey(Token& token, const TokenOptions& options, TokenKeyKind kind) {
  if (auto done = Login(token, options); !done) return std::unexpected(std::move(done).error());
  auto key = token.FindKey(options.key, kind);
  if (!key) return InModule(std::move(key).error(), options);
  return key;
}

Result<MinisignPublicKey> ReadTokenPublicKey(Token& token, const TokenOptions& options) {
  auto shown = token.FindPublicKey(options.key);
  if (shown) return shown;
  if (options.pin_file.empty()) return InModule(std::move(shown).error(), options);
  const auto key = UnlockTokenKey(token, options, TokenKeyKind::kEd25519);
  if (!key) return std::unexpected(key.error());
  auto half = key->public_key();
  if (!half) return InModule(std::move(half).error(), options);
  return half;
}

std::string Describe(const Token& token, const TokenOptions& options) {
  return "key " + Printable(options.key) + " of token " + Printable(token.label());
}

}  // namespace markings::cli
