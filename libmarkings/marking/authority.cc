#include "libmarkings/marking/authority.h"

#include <algorithm>

#include "libmarkings/marking/internal/authority_text.h"

// Reads a block in two steps: first the labels, line by line, which cut the text into fields; then what each
// field says (authority_instruction.cc). One pattern finds every label; whether what it found is one depends
// on where it stands: at the start of a line, before a colon, after a full stop.

namespace markings {

namespace internal {

using re2::RE2;
using re2::StringPiece;

const RE2::Options& AuthorityPatterns() {
  static const RE2::Options options = [] {
    RE2::Options made;
    made.set_encoding(RE2::Options::EncodingLatin1);
    made.set_case_sensitive(false);
    made.set_log_errors(false);
    return made;
  }();
  return options;
}

std::string_view View(StringPiece piece) { return {piece.data(), piece.size()}; }

Span AuthorityCursor::RestOfLine() const {
  const std::size_t line_end = rest().find('\n');
  return {at_, line_end == std::string_view::npos ? end_ : at_ + line_end};
}

Span TrimValue(std::string_view text, Span span) {
  constexpr std::string_view kBlanks = " \t\r\n";
  while (span.begin < span.end && kBlanks.find(text[span.begin]) != std::string_view::npos) ++span.begin;
  while (span.begin < span.end) {
    const std::string_view value = Slice(text, span);
    if (kBlanks.find(value.back()) != std::string_view::npos ||
        std::string_view(".,;:|-").find(value.back()) != std::string_view::npos) {
      --span.end;
    } else if (value.ends_with("\xe2\x80\x93") || value.ends_with("\xe2\x80\x94")) {  // dashes
      span.end -= 3;
    } else {
      break;
    }
  }
  return span;
}

namespace {

struct Label {
  AuthorityLine line;
  Span span;           // the words, the colon included
  std::size_t start;   // of the line that it stands in
  bool first = false;  // at the start of its line
  bool colon = false;
  bool words = false;  // more than one word
  std::uint32_t order = 0;
};

// Blanks, a paragraph number or bullet, a mark in parentheses: what may stand before the first label of a
// line.
const RE2& LinePrefix() {
  static const RE2 pattern(R"([ \t]*(?:\d{1,3}\.?[ \t]+|[-*][ \t]*)?(?:\([^()\n]{1,40}\)[ \t]*)?)",
                           AuthorityPatterns());
  return pattern;
}

// One group for each kind of label, in the order of kLines.
const RE2& LabelPattern() {
  static const RE2 pattern(
      R"(\b(?:((?:DERIVATIVELY[ \t]+|ORIGINALLY[ \t]+)?CLASSIFIED[ \t]+BY)|(DERIVED[ \t]+FROM)|)"
      R"(((?:FOR[ \t]+)?(?:CLASSIFICATION[ \t]+)?REASONS?(?:[ \t]+FOR[ \t]+CLASSIFICATION)?)|)"
      R"((DOWNGRADED?(?:[ \t]+(?:TO|ON|INSTRUCTIONS?))?)|)"
      R"((DECL(?:AS(?:SIFY|SIFICATION)?)?(?:[ \t]+(?:ON|DATE))?)|(REVIEW[ \t]+ON)|(CLASS))\b\.?[ \t]*(:?))",
      AuthorityPatterns());
  return pattern;
}

constexpr AuthorityLine kLines[] = {
    AuthorityLine::kClassifiedBy, AuthorityLine::kDerivedFrom, AuthorityLine::kReason,
    AuthorityLine::kDowngrade,    AuthorityLine::kDeclassify,  AuthorityLine::kReview,
    AuthorityLine::kLevel,
};

// "E.O. 12958:", "EO 12356", "E.O.: 13526". Only at the start of a line: "25X1, EO 12951" is none.
std::optional<Label> OrderLabel(std::string_view text, Span line) {
  static const RE2 kOrder(
      R"((?:E\.?[ \t]?O\.?|EXECUTIVE[ \t]+ORDER)[ \t]*:?[ \t]*(\d{4,5})(?:,?[ \t]+AS[ \t]+AMENDED)?\b[ \t]*[:.]?)",
      AuthorityPatterns());
  AuthorityCursor cursor(text, line);
  (void)cursor.Take(LinePrefix());
  const std::size_t begin = cursor.at();
  StringPiece digits;
  if (!cursor.Take(kOrder, &digits)) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : digits) number = number * 10 + static_cast<std::uint32_t>(c - '0');
  return Label{AuthorityLine::kOrder, {begin, cursor.at()}, line.begin, true, true, true, number};
}

// Whether words that look like a label are one, by what stands before and after them.
bool IsLabel(std::string_view text, Span line, std::size_t line_text, const Label& label) {
  constexpr std::string_view kBlanks = " \t";
  if (label.colon) return true;
  std::size_t next = label.span.end;
  while (next < line.end && kBlanks.find(text[next]) != std::string_view::npos) ++next;
  const bool digit_next = next < line.end && text[next] >= '0' && text[next] <= '9';
  std::size_t before = label.span.begin;
  while (before > line.begin && kBlanks.find(text[before - 1]) != std::string_view::npos) --before;
  const char c = before > line.begin ? text[before - 1] : ' ';

  switch (label.line) {
    case AuthorityLine::kReason:
      return digit_next;
    case AuthorityLine::kLevel:
      return false;
    case AuthorityLine::kDeclassify:
      // "ADS, DECLAS ON ...": the words go on with the schedule
      if (before >= line.begin + 4 && Upper(text.substr(before - 4, 3)) == "ADS" && c == ',') return false;
      if (digit_next) return true;
      break;
    default:
      break;
  }
  if (!label.words) return false;  // one word alone is prose
  if (label.span.begin == line_text) return true;
  return std::string_view(".,;|)-").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
}

void FindLabels(std::string_view text, Span line, std::vector<Label>& labels) {
  AuthorityCursor cursor(text, line);
  (void)cursor.Take(LinePrefix());
  std::size_t line_text = cursor.at();
  if (auto order = OrderLabel(text, line)) {
    labels.push_back(*order);
    line_text = order->span.end;
    while (line_text < line.end && text[line_text] == ' ') ++line_text;
  }
  constexpr int kGroups = 1 + static_cast<int>(std::size(kLines)) + 1;
  std::size_t from = line_text;
  while (from < line.end) {
    StringPiece groups[kGroups];
    if (!LabelPattern().Match(StringPiece(text.data(), text.size()), from, line.end, RE2::UNANCHORED, groups,
                              kGroups)) {
      break;
    }
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    Label label{
        AuthorityLine::kClassifiedBy, {begin, begin + groups[0].size()}, line.begin, false, false, false, 0};
    for (std::size_t i = 0; i < std::size(kLines); ++i) {
      if (groups[i + 1].empty()) continue;
      label.line = kLines[i];
      label.words = View(groups[i + 1]).find_first_of(" \t") != std::string_view::npos;
    }
    label.first = begin == cursor.at();
    label.colon = !groups[kGroups - 1].empty();
    if (IsLabel(text, line, line_text, label)) labels.push_back(label);
    from = label.span.end;
  }
}

bool IsBlankLine(std::string_view text, Span line) {
  return Slice(text, line).find_first_not_of(" \t\r") == std::string_view::npos;
}

Span LineAt(std::string_view text, std::size_t begin, std::size_t limit) {
  const std::size_t end = text.substr(begin, limit - begin).find('\n');
  return {begin, end == std::string_view::npos ? limit : begin + end};
}

// Where the value after a label ends: at the next label, at an empty line, at the end.
std::size_t ValueEnd(std::string_view text, const Label& label, std::size_t limit) {
  Span line = LineAt(text, label.span.end, limit);
  while (line.end < limit) {
    line = LineAt(text, line.end + 1, limit);
    if (IsBlankLine(text, line)) return line.begin;
  }
  return limit;
}

void ReadField(std::string_view text, const Label& label, Span value, bool in_order_line, DateOrder order,
               AuthorityBlock& block) {
  static const RE2 kMultiple(R"(MULTIPLE\s+SOURCES?\b)", AuthorityPatterns());
  switch (label.line) {
    case AuthorityLine::kClassifiedBy:
      if (!block.classified_by) block.classified_by = value;
      break;
    case AuthorityLine::kDerivedFrom: {
      AuthorityCursor cursor(text, value);
      if (cursor.Take(kMultiple)) block.multiple_sources = true;
      if (!block.derived_from) block.derived_from = value;
      break;
    }
    case AuthorityLine::kReason:
      std::ranges::move(ReadReasons(text, value), std::back_inserter(block.reasons));
      break;
    case AuthorityLine::kDowngrade:
      block.downgrades.push_back(ReadDowngrade(text, value, order));
      break;
    case AuthorityLine::kOrder:
      if (!block.order) block.order = AuthorityOrder{label.order, label.span};
      if (value.empty()) break;
      block.declassify.push_back(ReadDeclassify(text, value, order));
      block.declassify.back().cable = true;
      break;
    case AuthorityLine::kDeclassify:
    case AuthorityLine::kReview: {
      Declassify read = ReadDeclassify(text, value, order);
      read.cable = in_order_line;
      if (label.line == AuthorityLine::kReview && read.kind == DeclassifyKind::kDate)
        read.kind = DeclassifyKind::kRds;
      block.declassify.push_back(std::move(read));
      break;
    }
    case AuthorityLine::kLevel:
      break;
  }
}

ParsedAuthority Read(std::string_view text, Span range, DateOrder order) {
  ParsedAuthority parsed;
  if (range.size() > kMaxAuthorityBytes) {
    parsed.state = AuthorityState::kTooLong;
    parsed.block.where = range;
    return parsed;
  }
  std::vector<Label> labels;
  for (std::size_t at = range.begin; at < range.end;) {
    const Span line = LineAt(text, at, range.end);
    FindLabels(text, line, labels);
    at = line.end + 1;
  }
  if (labels.empty()) return parsed;
  parsed.state = AuthorityState::kFound;
  AuthorityBlock& block = parsed.block;
  std::size_t order_line = std::string_view::npos;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Label& label = labels[i];
    const std::size_t limit = i + 1 < labels.size() ? labels[i + 1].span.begin : range.end;
    // What stands before the first label of the next line, such as its paragraph number, is no part of this
    // value.
    const std::size_t cut =
        i + 1 < labels.size() && labels[i + 1].first ? std::max(labels[i + 1].start, label.span.end) : limit;
    const Span value = TrimValue(text, {label.span.end, ValueEnd(text, label, cut)});
    if (label.line == AuthorityLine::kOrder) order_line = label.start;
    block.fields.push_back({label.line, label.span, value});
    ReadField(text, label, value, label.start == order_line, order, block);
  }
  block.where = {labels.front().span.begin,
                 std::max(block.fields.back().value.end, block.fields.back().label.end)};
  return parsed;
}

}  // namespace
}  // namespace internal

ParsedAuthority ParseAuthority(std::string_view lines, DateOrder order) {
  return internal::Read(lines, {0, lines.size()}, order);
}

ParsedAuthority FindAuthority(std::string_view text, DateOrder order) {
  constexpr std::size_t kMostLinesBetween = 6;
  constexpr std::size_t kNowhere = std::string_view::npos;
  std::size_t begin = kNowhere;
  std::size_t end = 0;      // of what surely belongs to the block
  std::size_t between = 0;  // lines since the last label
  bool value_runs_on = false;
  std::vector<internal::Label> labels;
  for (std::size_t at = 0; at < text.size();) {
    if (begin == kNowhere) {
      // No line opens a block without a colon.
      const std::size_t colon = text.find(':', at);
      if (colon == kNowhere) break;
      const std::size_t before = text.substr(0, colon).rfind('\n');
      at = std::max(at, before == kNowhere ? 0 : before + 1);
    }
    const Span line = internal::LineAt(text, at, text.size());
    at = line.end + 1;
    labels.clear();
    internal::FindLabels(text, line, labels);
    const bool opens = !labels.empty() && labels.front().first &&
                       labels.front().line != AuthorityLine::kLevel &&
                       std::ranges::any_of(labels, &internal::Label::colon);
    if (opens || (begin != kNowhere && value_runs_on && !labels.empty())) {
      if (begin == kNowhere) begin = line.begin;
      end = line.end;
      between = 0;
      value_runs_on = true;
    } else if (begin != kNowhere) {
      if (internal::IsBlankLine(text, line)) value_runs_on = false;
      if (value_runs_on) end = line.end;
      if (++between > kMostLinesBetween) break;
    }
  }
  if (begin == kNowhere) return {};
  return internal::Read(text, {begin, end}, order);
}

}  // namespace markings
