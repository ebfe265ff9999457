#ifndef LIBMARKINGS_TOKEN_INTERNAL_TOKEN_SESSION_H_
#define LIBMARKINGS_TOKEN_INTERNAL_TOKEN_SESSION_H_

// PKCS#11 itself, thin: you should use libmarkings/token/token.h.

#include <p11-kit/pkcs11.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

// A module that was loaded and started; ended with its last session. It stays in memory: some modules leave
// threads and handlers behind that must not lose their code.
class TokenModule {
 public:
  [[nodiscard]] static Result<std::shared_ptr<TokenModule>> Load(const std::string& path);
  TokenModule(const TokenModule&) = delete;
  TokenModule& operator=(const TokenModule&) = delete;
  ~TokenModule();
  [[nodiscard]] CK_FUNCTION_LIST& calls() const { return *calls_; }

 private:
  TokenModule(CK_FUNCTION_LIST* calls, bool ours) : calls_(calls), ours_(ours) {}
  CK_FUNCTION_LIST* calls_;
  bool ours_;  // started here, and not by others in this process
};

// One attribute that is looked for.
struct TokenAttribute {
  CK_ATTRIBUTE_TYPE type = 0;
  std::string value;
};
[[nodiscard]] std::string NumberValue(unsigned long number);  // as attributes hold it

class TokenSession {
 public:
  TokenSession(std::shared_ptr<TokenModule> module, CK_SESSION_HANDLE handle, const CK_TOKEN_INFO& info,
               std::string label)
      : module_(std::move(module)), handle_(handle), flags_(info.flags), label_(std::move(label)) {}
  TokenSession(const TokenSession&) = delete;
  TokenSession& operator=(const TokenSession&) = delete;
  ~TokenSession();
  [[nodiscard]] const std::string& label() const { return label_; }
  [[nodiscard]] CK_FLAGS flags() const { return flags_; }
  [[nodiscard]] Result<void> Login(const SecretBytes* pin);
  // At most `kMostFound`. Errors: kIo.
  static constexpr std::size_t kMostFound = 64;
  [[nodiscard]] Result<std::vector<CK_OBJECT_HANDLE>> Find(std::span<const TokenAttribute> wanted) const;
  // Nothing when the object does not show it, or it is longer than any that is read here.
  [[nodiscard]] std::optional<std::string> Read(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  // One signature of at most `most` bytes.
  [[nodiscard]] Result<std::string> Sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism,
                                         bool asks_each_time, std::span<const unsigned char> data,
                                         std::size_t most) const;

 private:
  [[nodiscard]] CK_RV Authenticate(CK_USER_TYPE user) const;
  std::shared_ptr<TokenModule> module_;
  CK_SESSION_HANDLE handle_;
  CK_FLAGS flags_;
  std::string label_;
  std::optional<SecretBytes> pin_;
};

// What a call of PKCS#11 gave, in words. `what`: "signing".
[[nodiscard]] std::unexpected<Error> TokenFault(CK_RV fault, const char* what);

}  // namespace markings::internal

#endif  // LIBMARKINGS_TOKEN_INTERNAL_TOKEN_SESSION_H_
