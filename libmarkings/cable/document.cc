#include "libmarkings/cable/document.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>

#include "libmarkings/cable/internal/line_list.h"
#include "libmarkings/cable/internal/lines.h"
#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

// Whether lines can only end at line feeds: nearly every text, and those are found fast.
bool EndsLinesPlainly(std::string_view text) {
  return NoneIs(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const int other_end = static_cast<unsigned char>(byte - '\v') < 3 ? 1 : 0;
    return (other_end | (byte >> 7U)) != 0;
  });
}

// Trimmed, most often of what neither begins nor ends with anything that may be a blank.
std::string_view TrimmedLine(std::string_view line) {
  const auto plain = [](char c) { return static_cast<unsigned char>(c - '!') <= '~' - '!' && c != '&'; };
  return !line.empty() && plain(line.front()) && plain(line.back()) ? line : internal::Trimmed(line);
}

// Adds text as it reads to what begins at `begin`: a line break is a blank, and none after a word broken at
// its hyphen.
void Append(std::string& joined, std::size_t begin, std::string_view text) {
  const auto add = [&](std::string_view line) {
    if (line.empty()) return;
    const bool broken = joined.size() - begin >= 2 && joined.back() == '-' &&
                        IsLetter(joined[joined.size() - 2]) && IsLetter(line.front());
    if (joined.size() > begin && !broken) joined += ' ';
    joined += line;
  };
  if (!EndsLinesPlainly(text)) {
    internal::EachLine(text, [&](const internal::Line& one) { add(Slice(text, one.text)); });
    return;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    add(TrimmedLine(text.substr(at, end - at)));
    at = end + 1;
  }
}

}  // namespace

std::string FormatMrn(const Header& header) {
  return header.mrn ? header.mrn->origin + " " + header.mrn->serial : std::string();
}

Result<Document> Document::Parse(Buffer buffer, std::shared_ptr<const Vocabulary> vocabulary,
                                 ParseOptions options) {
  if (buffer.text().size() > std::numeric_limits<std::uint32_t>::max())
    return Fail(ErrorCode::kUnusableInput, {}, "the text is over 4 GiB",
                "split it into one file for each document");
  std::size_t at = 0;
  for (const SourceRegion& region : options.regions) {
    if (region.span.begin < at || region.span.begin >= region.span.end ||
        region.span.end > buffer.text().size())
      return Fail(ErrorCode::kInternal, region.span, "the regions of the text are out of order",
                  "report this");
    at = region.span.end;
  }
  Document document(std::move(buffer), std::move(vocabulary));
  document.regions_ = std::move(options.regions);
  if (!CableParser(document, options.format).Parse() && !options.any_form) {
    return Fail(
        ErrorCode::kUnusableInput, {},
        "this is no document of a form that is known: it has no class line, no field, no portion mark "
        "and no numbered paragraph",
        "give a cable, a message, a memo or a copy of one, or name its form: --document-format plain");
  }
  return document;
}

std::vector<std::size_t> Document::UnitParts(std::size_t head) const {
  std::vector<std::size_t> parts{head};
  for (const Part& more : std::ranges::equal_range(parts_, head, {}, &Part::head)) parts.push_back(more.part);
  return parts;
}

std::string Document::UnitText(std::size_t element) const {
  std::string joined;
  AppendUnitText(element, joined);
  return joined;
}

void Document::AppendUnitText(std::size_t element, std::string& text) const {
  if (element >= elements_->size()) return;
  const std::size_t begin = text.size();
  const std::size_t head = elements_->HeadOf(element);
  Append(text, begin, Text(elements_->TextSpanAt(head)));
  for (const Part& more : std::ranges::equal_range(parts_, head, {}, &Part::head))
    Append(text, begin, Text(elements_->TextSpanAt(more.part)));
}

std::size_t Document::MessageOf(std::size_t element) const {
  const auto after = std::ranges::upper_bound(messages_, element, {}, &Message::first);
  if (after == messages_.begin()) return kNoElement;
  const auto message = std::prev(after);
  return element < message->end ? static_cast<std::size_t>(message - messages_.begin()) : kNoElement;
}

std::string_view Document::RegionKind(std::size_t element) const {
  if (element >= elements_->size() || !NeverReleased((*elements_)[element].kind)) return {};
  const std::size_t begin = (*elements_)[element].span.begin;
  const auto after =
      std::ranges::upper_bound(regions_, begin, {}, [](const SourceRegion& one) { return one.span.begin; });
  if (after == regions_.begin() || std::prev(after)->span.end <= begin) return {};
  return std::prev(after)->kind;
}

}  // namespace markings
