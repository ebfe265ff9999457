// Policies and documents for C.

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "libmarkings/c/internal/handles.h"
#include "libmarkings/policy/extends.h"
#include "libmarkings/report/json.h"

namespace {

using markings::Buffer;
using markings::Error;
using markings::ErrorCode;
using markings::Result;
using markings::internal::BadArgument;
using markings::internal::ErrorForC;
using markings::internal::Guarded;
using markings::internal::NameOr;

std::unexpected<Error> CannotRead(const std::string& path, int number) {
  const bool unusable = number == ENOENT || number == EISDIR || number == ENOTDIR;
  return std::unexpected(
      Error{unusable ? ErrorCode::kUnusableInput : ErrorCode::kIo,
            {},
            std::string("it cannot be read (") + std::generic_category().message(number) + ")",
            "see to its name and permissions",
            path});
}

Result<Buffer> ReadText(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
  if (file == nullptr) return CannotRead(path, errno);
  std::string bytes;
  char piece[65536];
  for (;;) {
    const std::size_t got = std::fread(piece, 1, sizeof(piece), file.get());
    bytes.append(piece, got);
    // (One byte more than a text may have: the buffer says so.)
    if (bytes.size() > markings::TextLimits{}.max_bytes) break;
    if (got == sizeof(piece)) continue;
    if (std::ferror(file.get()) != 0) return CannotRead(path, errno);
    break;
  }
  return Buffer::FromBytes(std::move(bytes), path);
}

std::optional<markings_error> Load(const Buffer& text, const markings::PolicyReader& read,
                                   markings_policy** policy) {
  auto loaded = markings::LoadPolicy(text, read);
  if (!loaded) return ErrorForC(loaded.error(), text.name(), text.text());
  *policy = new markings_policy{std::make_shared<const markings::Policy>(*std::move(loaded))};
  return std::nullopt;
}

std::optional<markings_error> Missing(const char* what) {
  return BadArgument(std::string(what) + " is NULL", "give it");
}

}  // namespace

extern "C" {

markings_status markings_policy_load_file(const char* path, markings_policy** policy,
                                          markings_error** error) {
  if (policy != nullptr) *policy = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (path == nullptr || policy == nullptr) return Missing(path == nullptr ? "path" : "policy");
    const std::filesystem::path file(path);
    const auto text = ReadText(path);
    if (!text) return ErrorForC(text.error(), path);
    const auto beside = [&](std::string_view name) { return ReadText((file.parent_path() / name).string()); };
    return Load(*text, beside, policy);
  });
}

markings_status markings_policy_load(const char* bytes, size_t size, const char* name,
                                     markings_policy** policy, markings_error** error) {
  if (policy != nullptr) *policy = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (bytes == nullptr || policy == nullptr) return Missing(bytes == nullptr ? "bytes" : "policy");
    const auto text = Buffer::FromBytes(std::string(bytes, size), NameOr(name));
    if (!text) return ErrorForC(text.error(), NameOr(name), std::string_view(bytes, size));
    const auto refuse = [](std::string_view) -> Result<Buffer> {
      return std::unexpected(Error{ErrorCode::kUnusableInput,
                                   {},
                                   "there is no folder to find it in",
                                   "load the policy by its file: markings_policy_load_file",
                                   {}});
    };
    return Load(*text, refuse, policy);
  });
}

const char* markings_policy_name(const markings_policy* policy) {
  return policy == nullptr ? "" : policy->policy->name().c_str();
}
const char* markings_policy_version(const markings_policy* policy) {
  return policy == nullptr ? "" : policy->policy->version().c_str();
}
size_t markings_policy_audience_count(const markings_policy* policy) {
  return policy == nullptr ? 0 : policy->policy->audiences().size();
}
const char* markings_policy_audience(const markings_policy* policy, size_t index) {
  if (index >= markings_policy_audience_count(policy)) return nullptr;
  return policy->policy->audiences()[index].id.c_str();
}
void markings_policy_free(markings_policy* policy) { delete policy; }

markings_status markings_document_parse(const markings_policy* policy, const char* bytes, size_t size,
                                        const char* name, markings_document** document,
                                        markings_error** error) {
  if (document != nullptr) *document = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (policy == nullptr || bytes == nullptr || document == nullptr)
      return Missing(policy == nullptr ? "policy" : bytes == nullptr ? "bytes" : "document");
    const std::string_view input(bytes, size);
    auto text = Buffer::FromInput(std::string(input), NameOr(name));
    if (!text) return ErrorForC(text.error(), NameOr(name), input);
    auto parsed = markings::Document::Parse(*std::move(text), policy->policy->shared_vocabulary());
    if (!parsed) return ErrorForC(parsed.error(), NameOr(name));
    *document = new markings_document{std::make_shared<const markings::Document>(*std::move(parsed))};
    return std::nullopt;
  });
}

markings_status markings_document_json(const markings_document* document, markings_text** json,
                                       markings_error** error) {
  if (json != nullptr) *json = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (document == nullptr || json == nullptr) return Missing(document == nullptr ? "document" : "json");
    *json = new markings_text{markings::DocumentJson(*document->document, -1)};
    return std::nullopt;
  });
}

void markings_document_free(markings_document* document) { delete document; }

}  // extern "C"
