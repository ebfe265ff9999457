// What the values of an authority block say: instructions on declassification, reasons, downgrading.
//
// An instruction is read from the front: the first of the forms below that matches says its kind; after it a
// date, an event or what belongs to that form may stand. Whatever is left on the line is reported, what
// stands on the next line is not its own. Words that are none of the forms are an event.

#include <algorithm>
#include <memory>

#include "libmarkings/marking/internal/authority_text.h"

namespace markings::internal {
namespace {

using re2::RE2;
using re2::StringPiece;

// What may stand after the form itself.
enum class After : std::uint8_t { kNothing, kTerm, kSchedule, kPortions };

struct Form {
  DeclassifyKind kind;
  After after;
  std::string_view pattern;  // with one group: a number, or the names of portions
};

// Sources: CAPCO 2016, E.1, E.3-E.6; DoDM 5200.01-V2, encl. 3, 8-9; the schedules of E.O. 11652, 5(A)-(B);
// the forms of cables as they were sent (no public rule at hand: unverified).
constexpr Form kForms[] = {
    {DeclassifyKind::kPortions, After::kPortions,
     R"((?:NOT\s+APPLICABLE|N\s?/\s?A)(?:\s*\(?\s*(?:OR\s+)?\(?N/A\s*\)?)?\s+TO\s+)"
     R"(([A-Z][A-Z0-9/,&\s-]{0,80}?)\s+PORTIONS?\b)"},
    {DeclassifyKind::kNotApplicable, After::kNothing, R"((?:NOT\s+APPLICABLE|N\s?/\s?A|NA)()\b)"},
    {DeclassifyKind::kSourceList, After::kNothing, R"(SEE\s+(?:ATTACHED\s+)?SOURCE\s+LIST()\b)"},
    {DeclassifyKind::kHumanSource25, After::kTerm, R"(25X1\s?-?\s?HUM(?:AN)?()\b)"},
    {DeclassifyKind::kHumanSource, After::kTerm, R"(50X1\s?-?\s?HUM(?:AN)?()\b)"},
    {DeclassifyKind::kMassDestruction, After::kTerm, R"(50X2\s?-?\s?WMD()\b)"},
    {DeclassifyKind::kImagery, After::kNothing, R"(25X1\s*[,-]?\s*E\.?\s?O\.?[\s-]*12951()\b)"},
    {DeclassifyKind::kExemption25, After::kTerm, R"(25X([1-9])\b)"},
    {DeclassifyKind::kExemption50, After::kTerm, R"(50X([1-9])\b)"},
    {DeclassifyKind::kExemption75, After::kTerm, R"(75X([1-9])\b)"},
    {DeclassifyKind::kOadr, After::kNothing,
     R"((?:OADR|ORIGINATING\s+AGENCY(?:'?S)?\s+DETERMINATION\s+REQUIRED)()\b)"},
    {DeclassifyKind::kManualReview, After::kNothing, R"((?:MANUAL\s+REVIEW|MR)()\b)"},
    {DeclassifyKind::kTenYearX, After::kTerm, R"((?:1\.6\s?\(?\s?)?X-?([1-8])\b\)?)"},
    {DeclassifyKind::kDniOnly, After::kNothing, R"(D[NC]I\s+ONLY()\b)"},
    {DeclassifyKind::kTreaty, After::kNothing,
     R"(SUBJECT\s+TO\s+TREATY\s+OR\s+INTERNATIONAL\s+AGREEMENT()\b)"},
    {DeclassifyKind::kXgds, After::kSchedule, R"(XGDS(?:\s?-?\s?\(?([1-4])\b\)?|\b))"},
    {DeclassifyKind::kGds, After::kSchedule, R"(GDS()\b)"},
    {DeclassifyKind::kAds, After::kSchedule, R"(ADS()\b)"},
    {DeclassifyKind::kRds, After::kSchedule, R"([RX]DS(?:\s?-?\s?([1-4])\b|\b))"},
    {DeclassifyKind::kGroup, After::kNothing, R"((?:GROUP|GP)\s?-?\s?([1-4])\b)"},
    {DeclassifyKind::kIndefinite, After::kNothing,
     R"((?:INDEFINITE(?:LY)?|NONE|NEVER|PERMANENT(?:LY)?)()\b)"},
};

struct CompiledForm {
  const Form* form;
  std::unique_ptr<RE2> pattern;
};

const std::vector<CompiledForm>& Forms() {
  static const std::vector<CompiledForm> forms = [] {
    std::vector<CompiledForm> made;
    for (const Form& form : kForms) {
      made.push_back({&form, std::make_unique<RE2>(StringPiece(form.pattern.data(), form.pattern.size()),
                                                   AuthorityPatterns())});
    }
    return made;
  }();
  return forms;
}

// Words of two letters or more.
std::size_t CountWords(std::string_view text, std::size_t enough) {
  std::size_t words = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = IsLetter(c) ? run + 1 : 0;
    if (run == 2 && ++words == enough) break;
  }
  return words;
}

// The names of "A/B and C portions".
std::vector<Span> SplitNames(std::string_view text, Span span) {
  std::vector<Span> names;
  std::size_t begin = span.begin;
  for (std::size_t i = span.begin; i <= span.end; ++i) {
    if (i < span.end && (IsLetter(text[i]) || IsDigit(text[i]) || text[i] == '-')) continue;
    if (i > begin && Upper(text.substr(begin, i - begin)) != "AND") names.push_back({begin, i});
    begin = i + 1;
  }
  return names;
}

// An event: the rest of the line and the lines after it that are set in.
Span EventSpan(std::string_view text, const AuthorityCursor& cursor) {
  const std::size_t limit = cursor.at() + cursor.rest().size();
  std::size_t end = cursor.RestOfLine().end;
  while (end < limit && end + 1 < limit && (text[end + 1] == ' ' || text[end + 1] == '\t')) {
    end = std::min(text.find('\n', end + 1), limit);
  }
  return TrimValue(text, {cursor.at(), end});
}

// Whether words can stand for an event at all: "25X12" and "10 YEARS" cannot, "30 days after the exercise"
// can.
bool IsEvent(std::string_view words) {
  static const RE2 kLikeExemption(R"([(]?\d*X-?\d+\w*\b.*|\d+X\b.*)", AuthorityPatterns());
  const StringPiece piece(words.data(), words.size());
  std::string first_line(words.substr(0, words.find('\n')));
  if (RE2::FullMatch(first_line, kLikeExemption)) return false;
  const bool number_first = !words.empty() && IsDigit(words.front());
  const std::size_t enough = number_first ? 3 : 1;
  return CountWords(words, enough) == enough;
}

void TakeTerm(std::string_view text, AuthorityCursor& cursor, DateOrder order, Declassify& result) {
  static const RE2 kAnother(
      R"((?:\s*[,/&]\s*|\s+AND\s+|[ \t]+)(?:(?:25|50|75)?X-?[1-9](?:\s?-\s?[A-Z]+)?)\b)",
      AuthorityPatterns());
  static const RE2 kComma(R"(\s*[,;:]?\s*(?:DATED?\s+)?)", AuthorityPatterns());
  while (cursor.Take(kAnother)) result.more = true;
  AuthorityCursor ahead = cursor;
  if (!ahead.Take(kComma)) return;
  if (auto date = TakeDate(ahead, order)) {
    result.date = date;
    cursor = ahead;
    return;
  }
  static const RE2 kCommaInLine(R"([ \t]*[,;:][ \t]*)", AuthorityPatterns());
  static const RE2 kSourceDate(R"(DATE\s+OF\s+SOURCE\b)", AuthorityPatterns());
  ahead = cursor;
  if (!ahead.Take(kCommaInLine)) return;
  AuthorityCursor source = ahead;
  if (source.Take(kSourceDate)) return;
  const Span event = EventSpan(text, ahead);
  if (event.empty() || !IsEvent(Slice(text, event))) return;
  result.event = event;
  cursor = ahead;
  cursor.MoveTo(event.end);
}

void TakeSchedule(std::string_view text, AuthorityCursor& cursor, DateOrder order, Declassify& result) {
  static const RE2 kComma(R"([ \t]*[,;:-]?[ \t]*(?:DECLAS(?:SIFY)?(?:[ \t]+ON)?[ \t]*:?[ \t]*)?)",
                          AuthorityPatterns());
  static const RE2 kOfficer(R"([ \t]*\([^()\n]{0,80}\)(?:[ \t]*OR[ \t]?-?[ \t]?[A-Z]\b)?)",
                            AuthorityPatterns());
  AuthorityCursor ahead = cursor;
  if (ahead.Take(kComma)) {
    if (auto date = TakeDate(ahead, order)) {
      result.date = date;
      cursor = ahead;
    } else if (result.kind == DeclassifyKind::kAds) {
      const Span event = EventSpan(text, ahead);
      if (!event.empty() && IsEvent(Slice(text, event))) {
        result.event = event;
        cursor = ahead;
        cursor.MoveTo(event.end);
      }
    }
  }
  (void)cursor.Take(kOfficer);  // the officer's name: "GDS 12/31/84 (ROE, A.) OR-M"
}

void TakeSourceList(AuthorityCursor& cursor, Declassify& result) {
  static const RE2 kList(
      R"([\s.,;"'()\x80-\xff]*(?:AND\s+)?["'\x80-\xff]*SEE\s+(?:ATTACHED\s+)?SOURCE\s+LIST(?:\s+FOR\s+NSI(?:\s+PORTIONS?)?)?\b)",
      AuthorityPatterns());
  result.source_list = cursor.Take(kList);
}

// "20300101 or completion of the tests, whichever is later"
void TakeOrEvent(std::string_view text, AuthorityCursor& cursor, Declassify& result) {
  static const RE2 kOr(R"([ \t]*,?\s+OR\s+)", AuthorityPatterns());
  static const RE2 kLater(R"((.*?)[ \t]*,?\s*WHICHEVER\s+(?:IS|COMES|OCCURS)\s+(?:LATER|LAST))",
                          AuthorityPatterns());
  AuthorityCursor ahead = cursor;
  if (!ahead.Take(kOr)) return;
  Span event = EventSpan(text, ahead);
  if (event.empty() || !IsEvent(Slice(text, event))) return;
  cursor = ahead;
  cursor.MoveTo(event.end);
  StringPiece words;
  if (RE2::FullMatch(StringPiece(text.data() + event.begin, event.size()), kLater, &words)) {
    event.end = event.begin + words.size();
  }
  result.kind = DeclassifyKind::kDateOrEvent;
  result.event = event;
}

// Whether a form matched; then all that belongs to it is read.
bool TakeForm(std::string_view text, AuthorityCursor& cursor, DateOrder order, Declassify& result) {
  for (const CompiledForm& one : Forms()) {
    StringPiece group;
    if (!cursor.Take(*one.pattern, &group)) continue;
    result.kind = one.form->kind;
    switch (one.form->after) {
      case After::kNothing:
        break;
      case After::kTerm:
        TakeTerm(text, cursor, order, result);
        break;
      case After::kSchedule:
        TakeSchedule(text, cursor, order, result);
        break;
      case After::kPortions:
        result.portions = SplitNames(text, cursor.SpanOf(group));
        TakeSourceList(cursor, result);
        return true;
    }
    if (group.size() == 1) result.number = static_cast<std::uint8_t>(group[0] - '0');
    result.source_list = result.kind == DeclassifyKind::kSourceList;
    return true;
  }
  return false;
}

}  // namespace

Declassify ReadDeclassify(std::string_view text, Span value, DateOrder order) {
  static const RE2 kOpening(R"([\s"'(\[]*)", AuthorityPatterns());
  static const RE2 kSourceMarked(R"(SOURCE\s+MARKED\b\s*:?\s*["'\x80-\xff]*\s*)", AuthorityPatterns());
  static const RE2 kSourceDate(R"([\s,;."'\x80-\xff]*DATE\s+OF\s+SOURCE\b\s*:?\s*)", AuthorityPatterns());
  static const RE2 kClosing(R"([ \t\r"'.,;)\]]*)", AuthorityPatterns());

  Declassify result;
  AuthorityCursor cursor(text, value);
  (void)cursor.Take(kOpening);
  result.where.begin = cursor.at();
  result.where.end = cursor.at();
  if (cursor.rest().empty()) return result;
  result.source_marked = cursor.Take(kSourceMarked);

  if (TakeForm(text, cursor, order, result)) {
  } else if (auto date = TakeDate(cursor, order)) {
    result.kind = DeclassifyKind::kDate;
    result.date = date;
    TakeOrEvent(text, cursor, result);
  } else {
    const Span event = EventSpan(text, cursor);
    result.kind = IsEvent(Slice(text, event)) ? DeclassifyKind::kEvent : DeclassifyKind::kUnreadable;
    if (result.kind == DeclassifyKind::kEvent) result.event = event;
    cursor.MoveTo(std::max(event.end, cursor.at()));
  }
  AuthorityCursor ahead = cursor;
  if (ahead.Take(kSourceDate)) {
    result.source = TakeDate(ahead, order);
    if (result.source) cursor = ahead;
  }
  result.where.end = cursor.at();
  (void)cursor.Take(kClosing);
  result.trailing = !cursor.RestOfLine().empty();
  return result;
}

std::vector<AuthorityReason> ReadReasons(std::string_view text, Span value) {
  static const RE2 kSection(R"((\d{1,2})[ \t]?[.,][ \t]?(\d{1,2}))", AuthorityPatterns());
  static const RE2 kOrder(R"(E\.?\s?O\.?\s*\d{4,5}\b)", AuthorityPatterns());
  static const RE2 kBetween(R"((?:AND|OR|SECTIONS?|SEC|PARAGRAPHS?)\b)", AuthorityPatterns());
  static const RE2 kLetter(R"(([A-Z])\b)", AuthorityPatterns());

  std::vector<AuthorityReason> reasons;
  AuthorityCursor cursor(text, value);
  bool new_line = false;  // since the last thing that was read
  const auto number_of = [](StringPiece digits) {
    unsigned number = 0;
    for (const char c : digits) number = number * 10 + static_cast<unsigned>(c - '0');
    return static_cast<std::uint8_t>(number);
  };
  while (!cursor.rest().empty()) {
    const char c = cursor.rest().front();
    StringPiece a;
    StringPiece b;
    const std::size_t begin = cursor.at();
    if (c == '\n') new_line = true;
    if (std::string_view(" \t\r\n,;/&()-.").find(c) != std::string_view::npos) {
      cursor.MoveTo(begin + 1);
    } else if (cursor.Take(kSection, &a, &b)) {
      const std::uint8_t part = number_of(a);
      const std::uint8_t section = number_of(b);
      if (reasons.empty() || reasons.back().part != part || reasons.back().section != section) {
        reasons.push_back({part, section, {}, false, {begin, cursor.at()}});
      }
      reasons.back().where.end = cursor.at();
      new_line = false;
    } else if (cursor.Take(kOrder) || cursor.Take(kBetween)) {
      // belongs to the citation and says nothing by itself
    } else if (!reasons.empty() && cursor.Take(kLetter, &a)) {
      reasons.back().letters += static_cast<char>(a[0] | 0x20);
      reasons.back().where.end = cursor.at() + (text.substr(cursor.at()).starts_with(')') ? 1 : 0);
      new_line = false;
    } else {
      if (reasons.empty()) reasons.push_back({0, 0, {}, true, value});
      reasons.back().trailing = !new_line;
      return reasons;
    }
  }
  if (reasons.empty()) reasons.push_back({0, 0, {}, false, value});
  return reasons;
}

AuthorityDowngrade ReadDowngrade(std::string_view text, Span value, DateOrder order) {
  static const RE2 kOn(R"(([^\n]*?)[ \t,]+(?:ON|UPON|AFTER)[ \t]+)", AuthorityPatterns());
  AuthorityDowngrade result;
  result.where = value;
  AuthorityCursor cursor(text, value);
  StringPiece level;
  if (!cursor.Take(kOn, &level)) {
    result.level = TrimValue(text, cursor.RestOfLine());
    return result;
  }
  result.level = TrimValue(text, cursor.SpanOf(level));
  result.date = TakeDate(cursor, order);
  if (!result.date) {
    const Span event = EventSpan(text, cursor);
    if (!event.empty() && IsEvent(Slice(text, event))) result.event = event;
  }
  return result;
}

}  // namespace markings::internal
