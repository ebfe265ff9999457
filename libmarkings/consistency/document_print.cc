#include "libmarkings/consistency/document_print.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "libmarkings/consistency/passage_text.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/shingle/grams.h"
#include "libmarkings/shingle/winnow.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

// "TEL AVIV 004462" -> "TELAVIV 4462": blanks and leading zeros differ between forms of one number. The year
// is left out, for most copies do not say it; what is under one number is compared, not believed to be one.
std::string ComparableMrn(const Header& header) {
  if (!header.mrn) return {};
  std::string mrn;
  for (const char c : header.mrn->origin) {
    if (IsLetter(c)) mrn += Capital(c);
  }
  std::string_view serial = header.mrn->serial;
  while (serial.starts_with('0')) serial.remove_prefix(1);
  if (mrn.empty() || serial.empty()) return {};
  return mrn.append(" ").append(serial);
}

// The marks of a document, each once.
class Marks {
 public:
  explicit Marks(std::vector<PrintedMark>& marks) : marks_(marks) {}
  std::uint32_t Of(const Document& document, const Element& element) {
    if (!element.mark_known) return kNoMark;
    const auto number = static_cast<std::uint32_t>(marks_.size());
    const std::string form = PortionForm(document.vocabulary(), element.marking());
    const auto [place, added] = places_.emplace(form, number);
    if (added) marks_.push_back({form, element.marking()});
    return place->second;
  }

 private:
  std::vector<PrintedMark>& marks_;
  std::unordered_map<std::string, std::uint32_t> places_;
};

}  // namespace

Result<DocumentPrint> DocumentPrint::Of(const Document& document, std::string name) {
  auto hasher = GramHasher::Unkeyed();
  if (!hasher) return std::unexpected(std::move(hasher).error());
  const PassageText text(document);
  DocumentPrint print;
  print.name = std::move(name);
  print.mrn = ComparableMrn(document.header());
  Marks marks(print.marks);
  for (const PassageText::Of& one : text.passages()) {
    const Element element = document.elements()[one.element];
    print.passages.push_back({one.begin, one.end, 0, 0, marks.Of(document, element), element.mark_origin});
    print.letters = one.end;
  }
  for (const PassageText::Cut& one : text.cuts()) print.holes.push_back({one.at, one.passage});
  std::uint32_t passage = 0;
  const auto count = [&] { return static_cast<std::uint32_t>(print.grams.size()); };
  for (const PassageText::Run& run : text.runs()) {
    for (; passage < run.passage; ++passage) {
      print.passages[passage].end_gram = count();
      print.passages[passage + 1].first_gram = count();
    }
    auto hashes = hasher->HashAll(run.letters->letters());
    if (!hashes) return std::unexpected(std::move(hashes).error());
    for (const Fingerprint& one : Winnow(*hashes, kWindow)) {
      // (The low bits: of hashes that were chosen since they are small the high ones are all alike.)
      print.grams.push_back(
          {static_cast<std::uint32_t>(one.hash), static_cast<std::uint32_t>(run.begin + one.at)});
    }
  }
  for (; passage < print.passages.size(); ++passage) {
    print.passages[passage].end_gram = count();
    if (passage + 1 < print.passages.size()) print.passages[passage + 1].first_gram = count();
  }
  print.grams.shrink_to_fit();
  return print;
}

}  // namespace markings
