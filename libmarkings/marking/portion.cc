// Portion marks that are one as a whole. A mark is a level, or a control that stands for one, then controls,
// parted by double slashes; the older single slash, hyphen and blank are read as well. Words are matched
// longest first, so that long forms may hold blanks. Where a mark begins and ends in running text is
// find_portion.cc's business.

#include "libmarkings/marking/portion.h"

#include <utility>

#include "libmarkings/marking/internal/category_parser.h"
#include "libmarkings/marking/internal/mark_builder.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/portion_content.h"

namespace markings {
namespace internal {

using enum DiagnosticCode;

ParsedMarking ParsePortionContent(const Vocabulary& vocabulary, std::string_view text, Span outer,
                                  Span content) {
  if (vocabulary.grammar() != nullptr)
    return ParseCategories(vocabulary, MarkingKind::kPortion, text, outer, content);
  const auto broken = [&](DiagnosticCode code, std::string message, std::string fix) {
    return BrokenMark(vocabulary, MarkingKind::kPortion, outer, code, outer, std::move(message),
                      std::move(fix));
  };
  if (outer.size() > kMaxMarkBytes) return broken(kMarkTooLong, {}, "write the mark alone");
  if (auto deceptive = FindDeceptive(Slice(text, outer))) {
    ParsedMarking mark = broken(kMarkDeceptive, std::move(deceptive->message), std::move(deceptive->fix));
    mark.diagnostics.front().where = {outer.begin + deceptive->where.begin,
                                      outer.begin + deceptive->where.end};
    return mark;
  }
  const MarkText split(text, content);
  if (split.too_many()) return broken(kMarkTooLong, {}, "write the mark alone");
  std::span<const Word> words = split.words();
  if (words.empty() && split.stray().empty())
    return broken(kMarkEmpty, {}, "write the level between the parentheses");

  ParsedMarking mark;
  mark.kind = MarkingKind::kPortion;
  mark.span = outer;
  mark.entire_text = TakeWholeText(vocabulary, words);
  MarkBuilder builder(vocabulary, mark, true);
  if (!split.stray().empty()) builder.Break(kMarkDelimiter, split.stray(), {}, !words.empty());
  bool old_separator = false;
  for (const Token& token : ReadTokens(vocabulary, words)) {
    if (token.before == Separator::kBroken) builder.Break(kMarkDelimiter, token.span, {}, true);
    const bool standard = token.before == Separator::kStart || token.before == Separator::kDoubleSlash;
    if (!standard && token.before != Separator::kBroken && !old_separator) {
      old_separator = true;
      Report(mark, kMarkOldSeparator, token.span);
    }
    switch (token.kind) {
      case Token::Kind::kLevel:
        builder.AddLevel(token.index, token.span);
        break;
      case Token::Kind::kControl:
        builder.AddControl(token.index, token.span);
        break;
      case Token::Kind::kUnknown:
        builder.AddUnknown(token.span);
        break;
    }
  }
  // Bare marks, as batch input gives them, are compared without parentheses.
  const std::string_view written = Slice(text, outer);
  builder.Finish(outer, written.starts_with('(') ? std::string(written) : "(" + std::string(written) + ")");
  return mark;
}

}  // namespace internal

ParsedMarking ParsePortion(const Vocabulary& vocabulary, std::string_view text) {
  std::string_view kept = text;
  while (!kept.empty() && kept.back() == '\n') kept.remove_suffix(1);
  const Span outer = internal::Trim(kept, {0, kept.size()});
  const std::string_view mark = Slice(kept, outer);
  const auto broken = [&](DiagnosticCode code, Span where, std::string fix) {
    return internal::BrokenMark(vocabulary, MarkingKind::kPortion, outer, code, where, {}, std::move(fix));
  };
  if (!mark.starts_with('(') && !mark.ends_with(')')) {
    return internal::ParsePortionContent(vocabulary, kept, outer, outer);
  }
  const bool closed_once = mark.find(')') == mark.size() - 1;
  if (mark.starts_with('(') && mark.find('(', 1) == std::string_view::npos && closed_once) {
    return internal::ParsePortionContent(vocabulary, kept, outer, {outer.begin + 1, outer.end - 1});
  }
  if (mark.size() > internal::kMaxMarkBytes)
    return broken(DiagnosticCode::kMarkTooLong, outer, "write the mark alone");
  const std::size_t close = mark.find(')');
  if (mark.starts_with('(') && close != std::string_view::npos && close + 1 < mark.size()) {
    return broken(DiagnosticCode::kMarkUnexpectedText, {outer.begin + close + 1, outer.end},
                  "end the string after the parenthesis");
  }
  // One parenthesis: when what is beside it is a mark, that is the fix.
  const Span content =
      mark.starts_with('(') ? Span{outer.begin + 1, outer.end} : Span{outer.begin, outer.end - 1};
  return broken(DiagnosticCode::kMarkUnclosed, outer, internal::MarkMeant(vocabulary, Slice(kept, content)));
}

}  // namespace markings
