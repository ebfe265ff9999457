#include "libmarkings/release/rendition.h"

#include <algorithm>
#include <array>

namespace markings {
namespace {

constexpr std::array<RenditionForm, 7> kForms = {{
    {RenditionKind::kPdf, ".pdf", "application/pdf"},
    {RenditionKind::kHtml, ".html", "text/html"},
    {RenditionKind::kDocx, ".docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {RenditionKind::kIndexCsv, ".index.csv", "text/csv"},
    {RenditionKind::kIndexHtml, ".index.html", "text/html"},
    {RenditionKind::kIndexPdf, ".index.pdf", "application/pdf"},
    {RenditionKind::kLetter, ".letter.txt", "text/plain"},
}};

}  // namespace

std::span<const RenditionForm> RenditionForms() { return kForms; }

const RenditionForm& FormOf(RenditionKind kind) {
  return *std::ranges::find(kForms, kind, &RenditionForm::kind);
}

}  // namespace markings
