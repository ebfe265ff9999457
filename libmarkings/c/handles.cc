#include "libmarkings/c/internal/handles.h"

#include "libmarkings/text/encoding.h"

namespace markings::internal {
namespace {

// (Without a default, so that the compiler names a code that has none here.)
markings_status StatusOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUnusableInput:
      return MARKINGS_UNUSABLE_INPUT;
    case ErrorCode::kBadVocabulary:
      return MARKINGS_BAD_VOCABULARY;
    case ErrorCode::kUnknownRegime:
      return MARKINGS_UNKNOWN_REGIME;
    case ErrorCode::kUnknownEdition:
      return MARKINGS_UNKNOWN_EDITION;
    case ErrorCode::kBadPolicy:
      return MARKINGS_BAD_POLICY;
    case ErrorCode::kUnknownAudience:
      return MARKINGS_UNKNOWN_AUDIENCE;
    case ErrorCode::kBadOverrides:
      return MARKINGS_BAD_OVERRIDES;
    case ErrorCode::kInDoubt:
      return MARKINGS_IN_DOUBT;
    case ErrorCode::kBadKey:
      return MARKINGS_BAD_KEY;
    case ErrorCode::kUnsupported:
      return MARKINGS_UNSUPPORTED;
    case ErrorCode::kIo:
      return MARKINGS_IO;
    // No function of this interface gives these.
    case ErrorCode::kPending:
    case ErrorCode::kResidual:
    case ErrorCode::kBadManifest:
    case ErrorCode::kBadSignature:
    case ErrorCode::kWrongPassphrase:
    case ErrorCode::kBadSealed:
    case ErrorCode::kNoMatch:
    case ErrorCode::kNotAuthentic:
    case ErrorCode::kBadProof:
    case ErrorCode::kBadRegister:
    case ErrorCode::kInternal:
      return MARKINGS_INTERNAL;
  }
  return MARKINGS_INTERNAL;
}

}  // namespace

markings_error ErrorForC(const Error& error, std::string_view name, std::optional<std::string_view> text) {
  markings_error made{.status = StatusOf(error.code),
                      .message = error.message,
                      .fix = error.fix,
                      .file = error.file.empty() ? std::string(name) : error.file};
  // (A fault at the very beginning has a place, an empty span there has none.)
  if (text && error.file.empty() && error.where != Span{}) {
    const Position at = InputPosition(*text, error.where.begin);
    made.line = at.line;
    made.column = at.column;
  }
  return made;
}

markings_error BadArgument(std::string message, std::string fix) {
  return {MARKINGS_BAD_ARGUMENT, std::move(message), std::move(fix), {}, 0, 0};
}

std::string JoinWords(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ", ") + word;
  return joined;
}

}  // namespace markings::internal

extern "C" {

const char* markings_version(void) { return MARKINGS_VERSION; }
int32_t markings_c_abi(void) { return MARKINGS_C_ABI; }

markings_status markings_error_status(const markings_error* error) {
  return error == nullptr ? MARKINGS_OK : error->status;
}
const char* markings_error_message(const markings_error* error) {
  return error == nullptr ? "" : error->message.c_str();
}
const char* markings_error_fix(const markings_error* error) {
  return error == nullptr ? "" : error->fix.c_str();
}
const char* markings_error_file(const markings_error* error) {
  return error == nullptr ? "" : error->file.c_str();
}
size_t markings_error_line(const markings_error* error) { return error == nullptr ? 0 : error->line; }
size_t markings_error_column(const markings_error* error) { return error == nullptr ? 0 : error->column; }
void markings_error_free(markings_error* error) { delete error; }

const char* markings_text_data(const markings_text* text) {
  return text == nullptr ? "" : text->bytes.c_str();
}
size_t markings_text_size(const markings_text* text) { return text == nullptr ? 0 : text->bytes.size(); }
void markings_text_free(markings_text* text) { delete text; }

}  // extern "C"
