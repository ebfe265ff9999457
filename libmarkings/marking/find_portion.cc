// Finds a portion mark at the start of running text. Prose in parentheses competes with every mark: what is
// all known tokens is a mark; what has the form of one (short, in capitals, with a slash) is an unknown one;
// what begins with a token and never closes is a broken one; the rest is prose. Doubt goes to "unknown",
// never to "prose".

#include <algorithm>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/mark_builder.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/portion_content.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/ascii.h"

namespace markings {

using enum DiagnosticCode;
using internal::MarkText;
using internal::Token;

namespace internal {

std::string MarkMeant(const Vocabulary& vocabulary, std::string_view content) {
  const ParsedMarking meant =
      ParsePortionContent(vocabulary, content, {0, content.size()}, {0, content.size()});
  if (meant.status == MarkingStatus::kValid) return CanonicalForm(vocabulary, meant);
  return "write the mark between a pair of parentheses";
}

}  // namespace internal

namespace {

// A parenthesis in capitals that holds no token counts as a mark up to this size; longer ones are prose in
// capitals.
constexpr std::size_t kShortMark = 12;
// A closed parenthesis that begins with a token and goes on in small letters is prose up to this many words,
// as in a title; longer, it is a mark that lost its own parenthesis.
constexpr std::size_t kTitleWords = 3;

// How much of a stretch of text the vocabulary knows.
struct Known {
  bool all = false;
  bool any = false;
  bool first = false;
};

Known Recognise(const Vocabulary& vocabulary, std::span<const internal::Word> words) {
  const std::vector<Token> tokens = internal::ReadTokens(vocabulary, words);
  const auto known = [](const Token& token) { return token.kind != Token::Kind::kUnknown; };
  return {.all = !tokens.empty() && std::ranges::all_of(tokens, known),
          .any = std::ranges::any_of(tokens, known),
          .first = !tokens.empty() && known(tokens.front())};
}

// Whether a word may begin a mark: a level, or a control that stands for one. `partly`: or begins the
// spelling of one.
bool Leads(const Vocabulary& vocabulary, std::string_view word, bool partly) {
  if (word.empty()) return false;
  const auto fits = [&](const std::string& spelling) {
    return partly ? spelling.starts_with(word) : spelling == word;
  };
  const auto leads = [&](const auto& row) {
    return fits(row.portion) || fits(row.long_form) || std::ranges::any_of(row.aliases, fits);
  };
  return std::ranges::any_of(vocabulary.levels(), leads) ||
         std::ranges::any_of(vocabulary.controls(),
                             [&](const Control& row) { return row.stands_for && leads(row); });
}

ParsedMarking Unclosed(const Vocabulary& vocabulary, Span span, std::string fix) {
  return internal::BrokenMark(vocabulary, MarkingKind::kPortion, span, kMarkUnclosed, span, {},
                              std::move(fix));
}

// "(SB", "(SBU The text goes on", "(SBU] Text": opened, not closed before the line's end or before another
// opens. `line` begins with the parenthesis.
ParsedMarking FindUnclosed(const Vocabulary& vocabulary, std::string_view line) {
  const std::size_t limit = std::min<std::size_t>(line.size(), internal::kMaxMarkBytes);
  const std::size_t chunk = std::min(line.substr(0, limit).find_first_of(" \t\r", 1), limit);
  const std::size_t end = std::min(line.substr(0, chunk).find_first_of("[]{}<>(),.;:", 1), chunk);
  // A full stop inside a word is an abbreviation, after a single letter an initial; anything else ends a
  // token.
  if (line[end < chunk ? end : 0] == '.' && (end + 1 < chunk || end == 2)) return {};
  if (end == 1)
    return line.size() == 1 ? Unclosed(vocabulary, {0, 1}, "write the whole mark") : ParsedMarking{};
  const std::string_view piece = line.substr(1, end - 1);
  if (HasLower(piece)) return {};
  const MarkText split(line, {1, end});
  if (split.words().empty()) return {};
  const std::string_view first = split.words().front().upper;
  const bool cut = chunk == line.size() && piece.size() <= kShortMark;  // the line ends inside the mark
  const bool known = Recognise(vocabulary, split.words()).first || Leads(vocabulary, first, false);
  if (!known && !(cut && Leads(vocabulary, first, true))) return {};
  if (first.size() == 1 && !cut && !Leads(vocabulary, first, false)) return {};
  const std::string meant = internal::MarkMeant(vocabulary, piece);
  return Unclosed(vocabulary, {0, end}, meant);
}

// "SBU) Text", "SBU/N) Text", "[SBU] Text": not opened by a parenthesis.
ParsedMarking FindUnopened(const Vocabulary& vocabulary, std::string_view line) {
  const bool bracket = line.front() == '[' || line.front() == '{' || line.front() == '<';
  const std::size_t begin = bracket ? 1 : 0;
  // (Small letters before any bracket: nearly every line of prose, of which no more is looked at.)
  const std::string_view near = line.substr(0, internal::kMaxMarkBytes);
  std::size_t close = begin;
  while (close < near.size() && !IsLower(near[close]) && !std::string_view("()[]{}<>").contains(near[close]))
    ++close;
  if (close == near.size() || close == begin || IsLower(near[close])) return {};
  const bool closes = line[close] == ')' || (bracket && line[close] != '(');
  const std::string_view content = line.substr(begin, close - begin);
  if (!closes || content.size() > vocabulary.max_spelling_bytes() * 4) return {};
  const MarkText split(line, {begin, close});
  if (split.words().empty() || split.too_many()) return {};
  const Known known = Recognise(vocabulary, split.words());
  const bool slash = content.contains('/');
  if (!Leads(vocabulary, internal::JoinWords(vocabulary, split.words(), 0, 1), false) && !known.all)
    return {};
  if (!known.all && !(known.first && slash)) return {};
  if (content.size() == 1 && !vocabulary.FindLevel(content)) return {};
  return Unclosed(vocabulary, {0, close + 1}, internal::MarkMeant(vocabulary, content));
}

// Whether the last letters are those of the last word of some phrase of the whole text: quickly, since most
// text is prose.
bool EndsInPhrase(const Vocabulary& vocabulary, std::string_view text) {
  while (!text.empty() && !IsLetter(text.back())) text.remove_suffix(1);
  return std::ranges::any_of(vocabulary.whole_text_phrases(), [&](std::string_view phrase) {
    const std::string_view word = phrase.substr(phrase.find_last_of(" -/") + 1);
    return text.size() >= word.size() &&
           std::ranges::equal(text.substr(text.size() - word.size()), word, {}, Capital, Capital);
  });
}

// "CONFIDENTIAL - ENTIRE TEXT.": the one mark that stands without parentheses.
ParsedMarking FindBareWholeText(const Vocabulary& vocabulary, std::string_view line) {
  const std::string_view near = line.substr(0, vocabulary.max_spelling_bytes() * 4);
  const std::size_t stop = std::min(near.find_first_of(".,;:()"), near.size());
  const Span span = internal::Trim(line, {0, stop});
  if (!EndsInPhrase(vocabulary, Slice(line, span))) return {};
  const MarkText split(line, span);
  std::span<const internal::Word> words = split.words();
  const std::size_t all = words.size();
  if (split.too_many() || !internal::TakeWholeText(vocabulary, words) || !Recognise(vocabulary, words).first)
    return {};
  if (split.words()[words.size()].before == internal::Separator::kBlank && all > words.size()) return {};
  return internal::ParsePortionContent(vocabulary, line, span, span);
}

// "(...)" closed on its line: a mark or prose.
bool HasFormOfMark(const Vocabulary& vocabulary, std::string_view line, Span content) {
  const std::string_view inner = Slice(line, content);
  const MarkText split(line, content);
  std::span<const internal::Word> words = split.words();
  if (words.empty()) return internal::Trim(line, content).empty() || inner.contains('/');  // "()", "(/)"
  const bool whole_text = internal::TakeWholeText(vocabulary, words);
  const Known known = Recognise(vocabulary, words);
  const std::string_view first = words.front().upper;
  if (internal::Trim(line, content).size() == 1) {  // "(a)", "(c)", "(A)": a label; "(C)": a level
    return !HasLower(inner) && vocabulary.FindLevel(first).has_value();
  }
  if (known.all || (whole_text && known.any)) return true;
  if (!internal::HasLetter(inner)) return false;  // "(1973)"
  if (!HasLower(inner)) return known.any || inner.size() <= kShortMark;
  // Small letters: "(SBU/xy)" has the form, "(and/or)" and "(see below)" have not.
  return known.first && words.size() > 1 && words[1].before != internal::Separator::kBlank;
}

ParsedMarking FindAscii(const Vocabulary& vocabulary, std::string_view line) {
  if (line.empty()) return {};
  if (line.front() != '(') {
    ParsedMarking bare = FindBareWholeText(vocabulary, line);
    return bare.status != MarkingStatus::kNone ? bare : FindUnopened(vocabulary, line);
  }
  const std::string_view near = line.substr(0, internal::kMaxMarkBytes);
  const std::size_t close = near.find_first_of("()", 1);
  if (close == std::string_view::npos || line[close] == '(') return FindUnclosed(vocabulary, line);
  const Span content{1, close};
  if (HasFormOfMark(vocabulary, line, content)) {
    return internal::ParsePortionContent(vocabulary, line, {0, close + 1}, content);
  }
  const MarkText split(line, content);
  return split.words().size() > kTitleWords ? FindUnclosed(vocabulary, line) : ParsedMarking{};
}

}  // namespace

ParsedMarking FindPortion(const Vocabulary& vocabulary, std::string_view text) {
  const std::size_t indent = std::min(text.find_first_not_of(" \t"), text.size());
  const std::string_view line = text.substr(0, text.find_first_of("\r\n", indent)).substr(indent);
  ParsedMarking mark;
  // Look-alikes: judge the text by what it looks like, then refuse it by what it is.
  const std::string_view near = line.substr(0, internal::kMaxMarkBytes);
  const bool plain = std::ranges::all_of(near, [](char c) { return c >= 0x20 && c < 0x7F; });
  const auto deceptive = plain ? std::nullopt : internal::FindDeceptive(near);
  if (deceptive) {
    const internal::SkeletonText seen = internal::Skeleton(near);
    mark = FindAscii(vocabulary, seen.text);
    if (mark.status == MarkingStatus::kNone) return mark;
    const std::size_t end = mark.span.empty() ? 0 : seen.ends[mark.span.end - 1];
    if (deceptive->where.begin < end) {
      mark = internal::BrokenMark(vocabulary, MarkingKind::kPortion, {0, end}, kMarkDeceptive,
                                  deceptive->where, deceptive->message, deceptive->fix);
    } else {
      mark = FindAscii(vocabulary, line);
    }
  } else {
    mark = FindAscii(vocabulary, line);
  }
  if (mark.status == MarkingStatus::kNone) return {};
  mark.span = {mark.span.begin + indent, mark.span.end + indent};
  for (Diagnostic& diagnostic : mark.diagnostics) {
    diagnostic.where = {diagnostic.where.begin + indent, diagnostic.where.end + indent};
  }
  return mark;
}

}  // namespace markings
