// Modules and sessions of PKCS#11. Everything that a module gives back is measured before it is used.

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "libmarkings/token/internal/token_session.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMaxAttribute = 4096;

// OpenSSL's and others' names of a fault are for programmers; these are for who holds the token.
std::unexpected<Error> Refuse(ErrorCode code, std::string message, std::string fix) {
  return Fail(code, {}, std::move(message), std::move(fix));
}

}  // namespace

std::unexpected<Error> TokenFault(CK_RV fault, const char* what) {
  switch (fault) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
      return Refuse(ErrorCode::kWrongPassphrase, "the PIN is wrong",
                    "try again; after some wrong ones the token locks itself");
    case CKR_PIN_LOCKED:
      return Refuse(ErrorCode::kBadKey, "the token is locked after too many wrong PINs",
                    "unlock it with the tools of its maker");
    case CKR_PIN_EXPIRED:
    case CKR_USER_PIN_NOT_INITIALIZED:
      return Refuse(ErrorCode::kBadKey, "the token's PIN is not set, or has expired",
                    "set one with the tools of its maker");
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_DEVICE_REMOVED:
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_KEY_HANDLE_INVALID:
      return Refuse(ErrorCode::kIo, fmt::format("the token or its key is gone ({})", what),
                    "put it back and run it again");
    case CKR_USER_NOT_LOGGED_IN:
      return Refuse(ErrorCode::kBadKey, "the token wants its PIN first",
                    "give it with --pin-file, or on the terminal");
    case CKR_MECHANISM_INVALID:
    case CKR_KEY_TYPE_INCONSISTENT:
    case CKR_KEY_FUNCTION_NOT_PERMITTED:
      return Refuse(ErrorCode::kBadKey, "the token does not sign so with this key",
                    "use an Ed25519 key for minisign, a P-256 or P-384 key for CMS");
    default:
      return Refuse(ErrorCode::kIo, fmt::format("the token failed ({}, CKR 0x{:x})", what, fault),
                    "see the documentation of its module");
  }
}

std::string NumberValue(unsigned long number) {
  std::string value(sizeof number, '\0');
  std::memcpy(value.data(), &number, sizeof number);
  return value;
}

// ---- modules ----

Result<std::shared_ptr<TokenModule>> TokenModule::Load(const std::string& path) {
  // Without a slash the system would look for it in places of its own.
  if (!path.contains('/')) {
    return Refuse(ErrorCode::kUnusableInput, "a module is named by its path",
                  "write it with its folder, as /usr/lib/softhsm/libsofthsm2.so");
  }
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return Refuse(ErrorCode::kUnusableInput, "the module cannot be loaded",
                  "name the shared library of the token's maker, for this machine");
  }
  const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST* calls = nullptr;
  if (get == nullptr || get(&calls) != CKR_OK || calls == nullptr || calls->version.major < 2) {
    if (get == nullptr) dlclose(library);
    return Refuse(ErrorCode::kUnusableInput, "it is no module of PKCS#11",
                  "name the shared library of the token's maker");
  }
  // Two tokens of one module share its start and its end.
  static std::mutex guard;
  static std::map<CK_FUNCTION_LIST*, std::weak_ptr<TokenModule>> started_here;
  const std::scoped_lock lock(guard);
  std::weak_ptr<TokenModule>& known = started_here[calls];
  if (auto running = known.lock()) return running;
  CK_C_INITIALIZE_ARGS arguments = {};
  arguments.flags = CKF_OS_LOCKING_OK;
  const CK_RV started = calls->C_Initialize(&arguments);
  if (started != CKR_OK && started != CKR_CRYPTOKI_ALREADY_INITIALIZED)
    return TokenFault(started, "starting its module");
  std::shared_ptr<TokenModule> module(new TokenModule(calls, started == CKR_OK));
  known = module;
  return module;
}

TokenModule::~TokenModule() {
  if (ours_) static_cast<void>(calls_->C_Finalize(nullptr));
}

// ---- sessions ----

TokenSession::~TokenSession() { static_cast<void>(module_->calls().C_CloseSession(handle_)); }

CK_RV TokenSession::Authenticate(CK_USER_TYPE user) const {
  if (!pin_) return module_->calls().C_Login(handle_, user, nullptr, 0);
  // PKCS#11 takes it as what may be written to; no module does.
  auto* bytes =
      const_cast<unsigned char*>(pin_->Reveal().data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return module_->calls().C_Login(handle_, user, bytes, pin_->size());
}

Result<void> TokenSession::Login(const SecretBytes* pin) {
  if ((flags_ & CKF_USER_PIN_LOCKED) != 0) return TokenFault(CKR_PIN_LOCKED, "the PIN");
  pin_.reset();
  if (pin != nullptr) {
    pin_.emplace(pin->size());
    std::ranges::copy(pin->Reveal(), pin_->RevealForWriting().begin());
  }
  const CK_RV done = Authenticate(CKU_USER);
  if (done == CKR_OK || done == CKR_USER_ALREADY_LOGGED_IN) return {};
  pin_.reset();
  return TokenFault(done, "the PIN");
}

Result<std::vector<CK_OBJECT_HANDLE>> TokenSession::Find(std::span<const TokenAttribute> wanted) const {
  CK_FUNCTION_LIST& calls = module_->calls();
  std::vector<CK_ATTRIBUTE> attributes;
  attributes.reserve(wanted.size());
  for (const TokenAttribute& one : wanted) {
    // Read only, whatever the type says.
    attributes.push_back({one.type, const_cast<char*>(one.value.data()), one.value.size()});  // NOLINT
  }
  if (const CK_RV begun = calls.C_FindObjectsInit(handle_, attributes.data(), attributes.size());
      begun != CKR_OK) {
    return TokenFault(begun, "looking for the key");
  }
  std::vector<CK_OBJECT_HANDLE> found(kMostFound);
  unsigned long total = 0;
  CK_RV fault = CKR_OK;
  while (total < found.size()) {
    unsigned long count = 0;
    fault = calls.C_FindObjects(handle_, found.data() + total, found.size() - total, &count);
    if (fault != CKR_OK || count == 0 || count > found.size() - total) break;
    total += count;
  }
  static_cast<void>(calls.C_FindObjectsFinal(handle_));
  if (fault != CKR_OK) return TokenFault(fault, "looking for the key");
  found.resize(total);
  return found;
}

std::optional<std::string> TokenSession::Read(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  CK_ATTRIBUTE attribute{type, nullptr, 0};
  CK_FUNCTION_LIST& calls = module_->calls();
  if (calls.C_GetAttributeValue(handle_, object, &attribute, 1) != CKR_OK ||
      attribute.ulValueLen > kMaxAttribute) {
    return std::nullopt;
  }
  std::string value(attribute.ulValueLen, '\0');
  attribute.pValue = value.data();
  if (calls.C_GetAttributeValue(handle_, object, &attribute, 1) != CKR_OK ||
      attribute.ulValueLen > value.size()) {
    return std::nullopt;
  }
  value.resize(attribute.ulValueLen);
  return value;
}

Result<std::string> TokenSession::Sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism, bool asks_each_time,
                                       std::span<const unsigned char> data, std::size_t most) const {
  CK_FUNCTION_LIST& calls = module_->calls();
  CK_MECHANISM how{mechanism, nullptr, 0};
  if (const CK_RV begun = calls.C_SignInit(handle_, &how, key); begun != CKR_OK)
    return TokenFault(begun, "signing");
  if (asks_each_time) {
    if (const CK_RV again = Authenticate(CKU_CONTEXT_SPECIFIC); again != CKR_OK)
      return TokenFault(again, "the PIN");
  }
  std::string signature(most, '\0');
  unsigned long size = signature.size();
  auto* bytes = const_cast<unsigned char*>(data.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  const CK_RV done =
      calls.C_Sign(handle_, bytes, data.size(), reinterpret_cast<unsigned char*>(signature.data()), &size);
  if (done != CKR_OK) return TokenFault(done, "signing");
  if (size > signature.size()) return TokenFault(CKR_GENERAL_ERROR, "signing");
  signature.resize(size);
  return signature;
}

}  // namespace markings::internal
