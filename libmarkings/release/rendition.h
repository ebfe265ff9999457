#ifndef LIBMARKINGS_RELEASE_RENDITION_H_
#define LIBMARKINGS_RELEASE_RENDITION_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// What a release may hold beside its derivative: the same text in another form, or what is said of it.
enum class RenditionKind : std::uint8_t { kPdf, kHtml, kDocx, kIndexCsv, kIndexHtml, kIndexPdf, kLetter };

struct MARKINGS_API RenditionForm {
  RenditionKind kind;
  std::string_view suffix;      // of its file, after the stem: ".index.pdf"
  std::string_view media_type;  // "application/pdf"
};
// One for each kind, in the order in which a manifest names them.
[[nodiscard]] MARKINGS_API std::span<const RenditionForm> RenditionForms();
[[nodiscard]] MARKINGS_API const RenditionForm& FormOf(RenditionKind kind);

struct MARKINGS_API Rendition {
  RenditionKind kind = RenditionKind::kPdf;
  std::string bytes;
};

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_RENDITION_H_
