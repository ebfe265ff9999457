#ifndef LIBMARKINGS_C_INTERNAL_HANDLES_H_
#define LIBMARKINGS_C_INTERNAL_HANDLES_H_

// What the handles of libmarkings/c/markings.h are, and how its functions end. You should use that header.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/c/markings.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/release/verify.h"
#include "libmarkings/text/error.h"

struct markings_error {
  markings_status status = MARKINGS_INTERNAL;
  std::string message, fix, file;
  std::size_t line = 0, column = 0;
};

struct markings_text {
  std::string bytes;
};

// Shared, so that what was made from one may outlive it.
struct markings_policy {
  std::shared_ptr<const markings::Policy> policy;
};

struct markings_document {
  std::shared_ptr<const markings::Document> document;
};

struct markings_redaction {
  struct DecisionStrings {
    std::string element, marking, rules, codes;
  };
  // What `redaction` points into stands before it.
  std::shared_ptr<const markings::Policy> policy;
  std::shared_ptr<const markings::Document> document;
  std::optional<markings::Overrides> overrides;
  markings::Redaction redaction;
  std::vector<DecisionStrings> decisions;
  std::vector<std::string> from;  // of findings
};

struct markings_verification {
  markings::Verification verification;
  std::string manifest_name;
};

namespace markings::internal {

// The error for C: `text` is what its span counts in, `name` what that is called.
[[nodiscard]] markings_error ErrorForC(const Error& error, std::string_view name = {},
                                       std::optional<std::string_view> text = std::nullopt);
[[nodiscard]] markings_error BadArgument(std::string message, std::string fix);

// Does the work of one function. Nothing is thrown out of it. `*error` is set where it fails, but where no
// memory is left, and where something threw that nobody expected.
template <class Work>
markings_status Guarded(markings_error** error, const Work& work) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    std::optional<markings_error> failed = work();
    if (!failed) return MARKINGS_OK;
    const markings_status status = failed->status;
    if (error != nullptr) *error = new markings_error(*std::move(failed));
    return status;
  } catch (const std::bad_alloc&) {
    return MARKINGS_NO_MEMORY;
  } catch (...) {
    // (What it says may hold text of a document.)
    return MARKINGS_INTERNAL;
  }
}

[[nodiscard]] inline bool Given(const markings_bytes& bytes) { return bytes.data != nullptr; }
[[nodiscard]] inline std::string_view View(const markings_bytes& bytes) { return {bytes.data, bytes.size}; }
[[nodiscard]] inline std::string NameOr(const char* name) { return name == nullptr ? "-" : name; }

[[nodiscard]] std::string JoinWords(const std::vector<std::string>& words);

// A struct of the caller: as much of it as the caller knows, the rest with its defaults. Nothing when its
// size is none, or when it holds a member of a later version: what it asks for would not be done.
template <class T>
[[nodiscard]] std::optional<T> TakeStruct(const T* given) {
  if (given == nullptr || given->struct_size <= sizeof(std::size_t)) return std::nullopt;
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof(T); i < given->struct_size; ++i) {
    if (bytes[i] != 0) return std::nullopt;
  }
  T taken = {};
  std::memcpy(&taken, given, std::min(given->struct_size, sizeof(T)));
  return taken;
}

// The other way: fills what the caller knows, and with zeros what only the caller knows.
template <class T>
[[nodiscard]] markings_status GiveStruct(T filled, T* to) {
  const std::size_t size = to == nullptr ? 0 : to->struct_size;
  if (size <= sizeof(std::size_t)) return MARKINGS_BAD_ARGUMENT;
  filled.struct_size = size;
  std::memset(static_cast<void*>(to), 0, size);
  std::memcpy(to, &filled, std::min(size, sizeof(T)));
  return MARKINGS_OK;
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_C_INTERNAL_HANDLES_H_
