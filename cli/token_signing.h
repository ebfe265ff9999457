#ifndef CLI_TOKEN_SIGNING_H_
#define CLI_TOKEN_SIGNING_H_

// Signing keys in tokens, as the options name them. Errors name the module in Error::file.

#include <string>

#include "libmarkings/text/error.h"
#include "libmarkings/token/token.h"

namespace markings::cli {

struct TokenOptions {
  std::string module, token, key, pin_file;  // token: empty for the only one there is
};

// Loads the module and finds the token, before anything is asked for. Errors: those of Token::Open.
[[nodiscard]] Result<Token> OpenToken(const TokenOptions& options);
// Asks for the PIN where one is wanted, once, and finds the key. Errors: those of ReadPassphrase,
// Token::Login, Token::FindKey.
[[nodiscard]] Result<TokenKey> UnlockTokenKey(Token& token, const TokenOptions& options, TokenKeyKind kind);
// The public half of an Ed25519 key; with the PIN only when the token hides it. Errors: as above.
[[nodiscard]] Result<MinisignPublicKey> ReadTokenPublicKey(Token& token, const TokenOptions& options);
// "key office of token signing", safe for a terminal.
[[nodiscard]] std::string Describe(const Token& token, const TokenOptions& options);

}  // namespace markings::cli

#endif  // CLI_TOKEN_SIGNING_H_
