#include "libmarkings/token/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "libmarkings/text/utf8.h"
#include "libmarkings/token/internal/token_session.h"

namespace markings {

using internal::NumberValue;
using internal::TokenAttribute;
using internal::TokenFault;
using internal::TokenModule;
using internal::TokenSession;

namespace {

constexpr std::size_t kMaxSlots = 256;

std::unexpected<Error> Unusable(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> BadKey(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

// A token's label: padded with blanks to 32 bytes.
std::string LabelOf(const CK_TOKEN_INFO& info) {
  std::string label(reinterpret_cast<const char*>(info.label), sizeof info.label);
  label.resize(label.find_last_not_of(std::string_view(" \0", 2)) + 1);
  return label;
}

// For a message: it is text of whoever set the token up.
std::string Shown(std::string_view label) {
  if (FindInvalidUtf8(label) != std::string_view::npos) return "(a name that is no text)";
  std::string shown;
  for (const char c : label) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  return shown;
}

struct Present {
  CK_SLOT_ID slot = 0;
  CK_TOKEN_INFO info{};
  std::string label;
};

Result<std::vector<Present>> ListTokens(CK_FUNCTION_LIST& calls) {
  std::vector<CK_SLOT_ID> slots(kMaxSlots);
  unsigned long count = slots.size();
  if (const CK_RV listed = calls.C_GetSlotList(CK_TRUE, slots.data(), &count); listed != CKR_OK) {
    return TokenFault(listed, "listing tokens");
  }
  slots.resize(std::min<std::size_t>(count, kMaxSlots));
  std::vector<Present> tokens;
  tokens.reserve(slots.size());
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO info{};
    if (calls.C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
    tokens.push_back({slot, info, LabelOf(info)});
  }
  return tokens;
}

Result<Present> Choose(const std::vector<Present>& tokens, std::string_view label) {
  if (tokens.empty())
    return Unusable("the module has no token", "put it in, or set one up with the tools of its maker");
  std::string names;
  std::vector<Present> fit;
  for (const Present& one : tokens) {
    names += (names.empty() ? "" : ", ") + Shown(one.label);
    if (label.empty() || one.label == label) fit.push_back(one);
  }
  if (fit.empty()) return Unusable("the module has no token of that name", fmt::format("it has {}", names));
  if (fit.size() > 1) {
    return label.empty() ? Unusable(fmt::format("the module has {} tokens", fit.size()),
                                    fmt::format("name one with --token: {}", names))
                         : Unusable("several tokens have that name", "leave one in");
  }
  return fit.front();
}

std::optional<std::string> FromHex(std::string_view digits) {
  if (digits.empty() || digits.size() % 2 != 0) return std::nullopt;
  const auto value = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = value(digits[i]), low = value(digits[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

// The attribute that a name asks for.
Result<TokenAttribute> NameAttribute(std::string_view name) {
  constexpr std::string_view kId = "id:";
  if (!name.starts_with(kId)) return TokenAttribute{CKA_LABEL, std::string(name)};
  auto id = FromHex(name.substr(kId.size()));
  if (!id)
    return Unusable("the key's id is not in hexadecimal digits",
                    "write it as id:01af, or name the key by its label");
  return TokenAttribute{CKA_ID, *std::move(id)};
}

CK_KEY_TYPE TypeOf(TokenKeyKind kind) { return kind == TokenKeyKind::kEd25519 ? CKK_EC_EDWARDS : CKK_EC; }
const char* WordsOf(TokenKeyKind kind) {
  return kind == TokenKeyKind::kEd25519 ? "Ed25519" : "P-256 or P-384";
}

// The one object of a class and kind under a name.
Result<CK_OBJECT_HANDLE> FindOne(const TokenSession& session, std::string_view name,
                                 CK_OBJECT_CLASS object_class, TokenKeyKind kind) {
  const auto named = NameAttribute(name);
  if (!named) return std::unexpected(named.error());
  const std::array<TokenAttribute, 3> wanted = {TokenAttribute{CKA_CLASS, NumberValue(object_class)}, *named,
                                                TokenAttribute{CKA_KEY_TYPE, NumberValue(TypeOf(kind))}};
  const auto found = session.Find(wanted);
  if (!found) return std::unexpected(found.error());
  if (found->size() == 1) return found->front();
  if (found->size() > 1) {
    return BadKey(fmt::format("{} {} keys of the token have that name", found->size(), WordsOf(kind)),
                  "name the one by its id, as id:01af");
  }
  const auto any = session.Find(std::span(wanted).first(2));
  if (any && !any->empty()) {
    return BadKey(fmt::format("the token's key of that name is no {} key", WordsOf(kind)),
                  "use an Ed25519 key for minisign, a P-256 or P-384 key with --cms-cert");
  }
  return BadKey("the token has no key of that name",
                fmt::format("check it; the token is {}", Shown(session.label())));
}

// The point of a public key: an OCTET STRING (PKCS#11 2.40 and what most modules do) or BIT STRING around it,
// or bare. Empty when it is neither.
std::string PointOf(std::string_view value, TokenKeyKind kind) {
  const auto is_point = [&](std::string_view bytes) {
    if (kind == TokenKeyKind::kEd25519) return bytes.size() == 32;
    return (bytes.size() == 65 || bytes.size() == 97) && bytes.front() == '\x04';
  };
  if (is_point(value)) return std::string(value);
  if (value.size() < 3 || static_cast<unsigned char>(value[1]) != value.size() - 2) return {};
  std::string_view inner = value.substr(2);
  if (value.front() == '\x03') {
    if (inner.front() != '\0') return {};
    inner.remove_prefix(1);
  } else if (value.front() != '\x04') {
    return {};
  }
  return is_point(inner) ? std::string(inner) : std::string();
}

// The point of the public key that goes with a private one: of its own attributes, or of the public object
// with its id.
std::string FindPoint(const TokenSession& session, CK_OBJECT_HANDLE key, TokenKeyKind kind) {
  if (const auto own = session.Read(key, CKA_EC_POINT)) {
    if (std::string point = PointOf(*own, kind); !point.empty()) return point;
  }
  const auto id = session.Read(key, CKA_ID);
  if (!id || id->empty()) return {};
  const std::array<TokenAttribute, 3> wanted = {TokenAttribute{CKA_CLASS, NumberValue(CKO_PUBLIC_KEY)},
                                                TokenAttribute{CKA_ID, *id},
                                                TokenAttribute{CKA_KEY_TYPE, NumberValue(TypeOf(kind))}};
  const auto found = session.Find(wanted);
  if (!found || found->size() != 1) return {};
  const auto value = session.Read(found->front(), CKA_EC_POINT);
  return value ? PointOf(*value, kind) : std::string();
}

}  // namespace

Result<Token> Token::Open(const std::string& module, std::string_view label) {
  auto loaded = TokenModule::Load(module);
  if (!loaded) return std::unexpected(std::move(loaded).error());
  CK_FUNCTION_LIST& calls = (*loaded)->calls();
  const auto tokens = ListTokens(calls);
  if (!tokens) return std::unexpected(tokens.error());
  const auto chosen = Choose(*tokens, label);
  if (!chosen) return std::unexpected(chosen.error());
  CK_SESSION_HANDLE handle = 0;
  if (const CK_RV opened = calls.C_OpenSession(chosen->slot, CKF_SERIAL_SESSION, nullptr, nullptr, &handle);
      opened != CKR_OK) {
    return TokenFault(opened, "opening a session");
  }
  return Token(std::make_shared<TokenSession>(*std::move(loaded), handle, chosen->info, chosen->label));
}

const std::string& Token::label() const { return session_->label(); }

bool Token::needs_pin() const {
  return (session_->flags() & CKF_LOGIN_REQUIRED) != 0 &&
         (session_->flags() & CKF_PROTECTED_AUTHENTICATION_PATH) == 0;
}

bool Token::last_try() const { return (session_->flags() & CKF_USER_PIN_FINAL_TRY) != 0; }

Result<void> Token::Login(const SecretBytes* pin) {
  if ((session_->flags() & CKF_LOGIN_REQUIRED) == 0) return {};
  return session_->Login(pin);
}

Result<TokenKey> Token::FindKey(std::string_view name, TokenKeyKind kind) const {
  const auto handle = FindOne(*session_, name, CKO_PRIVATE_KEY, kind);
  if (!handle) return std::unexpected(handle.error());
  const auto asks = session_->Read(*handle, CKA_ALWAYS_AUTHENTICATE);
  return TokenKey(session_, std::string(name), kind, *handle, asks == std::string("\1"),
                  FindPoint(*session_, *handle, kind));
}

Result<MinisignPublicKey> Token::FindPublicKey(std::string_view name) const {
  const auto handle = FindOne(*session_, name, CKO_PUBLIC_KEY, TokenKeyKind::kEd25519);
  if (!handle) return std::unexpected(handle.error());
  const auto value = session_->Read(*handle, CKA_EC_POINT);
  const std::string point = value ? PointOf(*value, TokenKeyKind::kEd25519) : std::string();
  if (point.empty())
    return BadKey("the token's public key is no Ed25519 key", "use an Ed25519 key for minisign");
  return MinisignPublicKey::FromKey(
      std::span<const unsigned char, 32>(reinterpret_cast<const unsigned char*>(point.data()), 32));
}

}  // namespace markings
