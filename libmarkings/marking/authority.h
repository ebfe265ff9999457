#ifndef LIBMARKINGS_MARKING_AUTHORITY_H_
#define LIBMARKINGS_MARKING_AUTHORITY_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/diagnostic.h"
#include "libmarkings/text/span.h"

// The classification authority block: who classified a document, why, from what, and until when.
//
// READING
//   const ParsedAuthority parsed = FindAuthority(text);        // in a whole document
//   const ParsedAuthority parsed = ParseAuthority(lines);      // lines that are known to be the block
//   if (parsed.state == AuthorityState::kFound) use(parsed.block);
// Block form (one line each, or all in one line) and cable form are read alike:
//   Classified By: A. Roe, Director          CLASSIFIED BY: DCM A. ROE. REASON: 1.4 (B), (D).
//   Derived From: Multiple Sources           E.O. 12958: DECL: 02/25/2019
//   Reason: 1.4(c)                           E.O. 12356: DECL: OADR
//   Downgrade To: LEVEL on 20301231          E.O. 11652: XGDS-1
//   Declassify On: 25X1, 20601231
//
// CHECKING
//   AuthorityFacts facts;  facts.dated = ...;  facts.classified = true;
//   for (const AuthorityFinding& one : CheckAuthority(parsed.block, facts)) ...
// What an order allowed is judged by the day of the document; where that is not known, by the order that the
// block cites; where that is not known either, by the order in force, and then no worse than a warning. Of a
// document that is only known to be old, what some order in force until then allowed is right, and what some
// of them asked for is a note.
//
// PRINTING
//   PrintAuthority(text, block): the block in its standard form; parsing that gives the same values again.
//
// All functions are pure, linear in the text, and safe for concurrent use. All spans are bytes of the text
// that was passed in, which the caller keeps. Nothing throws across this API but std::bad_alloc. Findings
// never hold words of the text. Sources: CAPCO 2016, E.1-E.6; DoDM 5200.01-V2, encl. 3, 8-9; the Executive
// Orders in Orders().

namespace markings {

// How a date is written.
enum class DateForm : std::uint8_t {
  kCompact,     // 20301231, the standard form (DoDM 5200.01-V2, encl. 3, 8.a(2))
  kYearFirst,   // 2030-12-31, 2030/12/31
  kSlashed,     // 12/31/2030, 31.12.2030
  kDayAndName,  // 31 December 2030, 31DEC2030
  kNameAndDay,  // December 31, 2030
  kMonth,       // December 2030
  kYear,        // 2030
};

// Why a date says less than one day. A doubtful date is never settled by a guess: `earliest` and `latest` are
// the first and the last day that it can mean.
enum class DateDoubt : std::uint8_t {
  kNone,
  kDayOrMonth,  // 01/02/2025
  kCentury,     // 02/25/19
  kNoDay,       // May 1999
  kNoSuchDay,   // 20250230; no readings at all
};

// Which of two numbers a writer puts first. State Department cables put the month first.
enum class DateOrder : std::uint8_t { kUnknown, kMonthFirst, kDayFirst };

struct MARKINGS_API AuthorityDate {
  DateForm form = DateForm::kCompact;
  DateDoubt doubt = DateDoubt::kNone;
  std::optional<std::chrono::year_month_day> earliest, latest;  // both or neither
  Span where;

  // The day, when there is only one.
  [[nodiscard]] std::optional<std::chrono::year_month_day> Day() const {
    return doubt == DateDoubt::kNone ? earliest : std::nullopt;
  }
};

// What an instruction says of the end of classification. The names in quotes are its spelling.
enum class DeclassifyKind : std::uint8_t {
  kDate,             // a date alone
  kEvent,            // an event, in words
  kDateOrEvent,      // both, whichever is later
  kExemption25,      // "25X1" to "25X9"
  kExemption50,      // "50X1" to "50X9"
  kExemption75,      // "75X1" to "75X9"
  kHumanSource,      // "50X1-HUM"
  kMassDestruction,  // "50X2-WMD"
  kHumanSource25,    // "25X1-human", replaced by 50X1-HUM
  kImagery,          // "25X1, EO 12951"
  kPortions,         // "N/A to ... portions": see `portions`
  kNotApplicable,    // "N/A" alone: nothing to declassify
  kSourceList,       // "See source list" alone
  kOadr,             // "OADR"
  kManualReview,     // "MR"
  kTenYearX,         // "X1" to "X8"
  kDniOnly,          // "DNI Only", "DCI Only"
  kTreaty,           // "Subject to treaty or international agreement"
  kGds,              // "GDS"
  kXgds,             // "XGDS-1" to "XGDS-4"
  kAds,              // "ADS"
  kRds,              // "RDS-1", "XDS-1": review instead of declassification
  kGroup,            // "GROUP 1" to "GROUP 4", "GP-3"
  kIndefinite,       // "Indefinite", "None", "Never"
  kEmpty,            // the line says nothing
  kUnreadable,       // none of these, and no event in words
};

// One instruction of a "Declassify On" line, or of an order line.
struct MARKINGS_API Declassify {
  DeclassifyKind kind = DeclassifyKind::kEmpty;
  std::uint8_t number = 0;              // of the exemption or category; 0: none
  std::optional<AuthorityDate> date;    // beside whatever the kind is
  std::optional<Span> event;            // words that stand for an event
  std::vector<Span> portions;           // the names in "N/A to A/B portions"
  bool source_list = false;             // "See source list" follows
  bool source_marked = false;           // "Source marked ...": what a source said, carried over
  std::optional<AuthorityDate> source;  // "Date of source"
  bool more = false;                    // another exemption follows the first: "25X1, 25X4"
  bool trailing = false;                // other words follow on the same line
  bool cable = false;                   // from an order line (E.O. ...), where month first is the custom
  Span where;
};

// The section of an order and the letters of its list that a "Reason" line cites.
struct MARKINGS_API AuthorityReason {
  std::uint8_t part = 0, section = 0;  // 1.4 is part 1, section 4; 0: none was read
  std::string letters;                 // lower case, as listed
  bool trailing = false;               // words that are no citation follow
  Span where;
};

struct MARKINGS_API AuthorityDowngrade {
  Span level;                         // the words for the level
  std::optional<AuthorityDate> date;  // when
  std::optional<Span> event;          // or upon what
  Span where;
};

enum class AuthorityLine : std::uint8_t {
  kClassifiedBy,
  kDerivedFrom,
  kReason,
  kDowngrade,
  kDeclassify,
  kReview,  // "Review On" of E.O. 12065
  kOrder,   // "E.O. 12958:"
  kLevel,   // "Class:", in the stamps of later reviews
};

// One line as it stands: what introduces it and what it says, without blanks and closing punctuation.
struct MARKINGS_API AuthorityField {
  AuthorityLine line = AuthorityLine::kClassifiedBy;
  Span label, value;
};

struct MARKINGS_API AuthorityOrder {
  std::uint32_t number = 0;  // 12958
  Span where;
};

struct MARKINGS_API AuthorityBlock {
  std::vector<AuthorityField> fields;  // in the order of the text
  std::optional<Span> classified_by, derived_from;
  bool multiple_sources = false;  // "Derived From: Multiple Sources"
  std::vector<AuthorityReason> reasons;
  std::vector<AuthorityDowngrade> downgrades;
  std::vector<Declassify> declassify;  // one, when all is well
  std::optional<AuthorityOrder> order;
  Span where;  // from the first label to the end of the last value
};

enum class AuthorityState : std::uint8_t {
  kNone,     // no line of a block
  kFound,    // `block` holds it; what is wrong in it CheckAuthority says
  kTooLong,  // over kMaxAuthorityBytes of lines: not read
};

inline constexpr std::size_t kMaxAuthorityBytes = std::size_t{64} * 1024;

struct MARKINGS_API ParsedAuthority {
  AuthorityState state = AuthorityState::kNone;
  AuthorityBlock block;
};

// Reads lines that are the block and nothing else. Labels are known in any case, at the start of a line or
// after punctuation in it. A value runs to the next label or to an empty line.
[[nodiscard]] MARKINGS_API ParsedAuthority ParseAuthority(std::string_view lines,
                                                          DateOrder order = DateOrder::kUnknown);

// Looks for the first block in a whole text: the first line that begins with a label (after blanks, a
// paragraph number or a mark in parentheses) and has a colon after it or after another one in the line, and
// what follows, as far as at most six lines that belong to none stand between. A mention in running text is
// none. Spans are of `text`. The form that a cable's own line "CLASSIFIED BY NAME, REASON 1.4 (D)" takes
// without any colon is not found so; a caller who knows the line gives it to ParseAuthority.
[[nodiscard]] MARKINGS_API ParsedAuthority FindAuthority(std::string_view text,
                                                         DateOrder order = DateOrder::kUnknown);

// What is known about the document from outside its block. All of it may be left out: a check that needs what
// is not known is not made.
struct MARKINGS_API AuthorityFacts {
  // The day of the document.
  std::optional<std::chrono::year_month_day> dated = std::nullopt;
  // A day that it is no younger than, where its own is not known: the last one of an edition that has ended.
  std::optional<std::chrono::year_month_day> not_after = std::nullopt;
  // The day to judge overdue dates by. The library has no clock.
  std::optional<std::chrono::year_month_day> as_of = std::nullopt;
  // Its banner or its portions are classified.
  std::optional<bool> classified = std::nullopt;
  // The names, as "N/A to ... portions" spells them, of the kinds of information in the document that never
  // bear a date; empty: there are none. The library knows none by itself: the caller has them from the
  // vocabulary.
  std::optional<std::vector<std::string>> undated = std::nullopt;
  // Classified portions of other kinds stand beside those.
  std::optional<bool> others = std::nullopt;
  // It holds information that may not be downgraded by date.
  std::optional<bool> never_downgrade = std::nullopt;
  // Of the rules: "capco-2016", "dodm-2012" or "pre-2012".
  std::string_view edition = "capco-2016";
};

// A rule of CheckAuthority. `from` and `until` bound the days of the documents that it is for (year 0: no
// bound).
struct MARKINGS_API AuthorityRule {
  std::string_view id;    // "AB-01", stable for ever
  Severity severity;      // the worst that it reports
  std::string_view what;  // one line
  std::string_view source;
  std::string_view editions;  // separated by blanks; empty: all
  std::chrono::year_month_day from, until;
};

// All rules, by id. Static storage.
[[nodiscard]] MARKINGS_API std::span<const AuthorityRule> AuthorityRules();

// One Executive Order on classification, and what it allowed.
struct MARKINGS_API ExecutiveOrder {
  std::uint32_t number;
  std::string_view name;                    // "12958, as amended by 13292"
  std::chrono::year_month_day from, until;  // days on which it was in force, both included
  std::uint8_t years;                       // the longest term of a date without exemption; 0: no limit
  std::uint8_t reason;                      // the section of part 1 that a reason cites; 0: it asks for none
  char last_letter;                         // of that section
  std::string_view source;
};

// The orders, oldest first; two rows for one number when it was amended. Static storage.
[[nodiscard]] MARKINGS_API std::span<const ExecutiveOrder> Orders();

// `message` and `fix` are one line each without a full stop, and hold no words of the text.
struct MARKINGS_API AuthorityFinding {
  std::string_view rule;  // "AB-03"
  Severity severity = Severity::kError;
  Span where;  // where the line stands; of a missing line, the whole block
  std::string message;
  std::string fix;
};

// What is wrong with the block, in the order of the text, then by rule. An empty block is that of a document
// without one: it is faulted only when the document is known to be classified.
[[nodiscard]] MARKINGS_API std::vector<AuthorityFinding> CheckAuthority(const AuthorityBlock& block,
                                                                        std::string_view text,
                                                                        const AuthorityFacts& facts);

// When the classification ends, as far as the block says it or the rules compute it: a 25X without a date is
// 50 years from the source or the document, OADR, MR and X1-X8 are 25 (CAPCO 2016, E.6).
struct MARKINGS_API DeclassifyTerm {
  std::chrono::year_month_day earliest, latest;  // the same, unless the date is in doubt
  bool computed = false;                         // by the rules, not written there
};
[[nodiscard]] MARKINGS_API std::optional<DeclassifyTerm> TermOf(
    const Declassify& declassify, std::optional<std::chrono::year_month_day> dated);

// The standard form of an instruction: dates YYYYMMDD where the day is sure, as written otherwise.
[[nodiscard]] MARKINGS_API std::string PrintDeclassify(std::string_view text, const Declassify& declassify);
// The standard form of the block: one line for each, "Classified By: ...", each ended by a line feed.
[[nodiscard]] MARKINGS_API std::string PrintAuthority(std::string_view text, const AuthorityBlock& block);
// "AB-03: error: message" and, after "; ", the fix.
[[nodiscard]] MARKINGS_API std::string PrintFinding(const AuthorityFinding& finding);

[[nodiscard]] MARKINGS_API std::string_view Name(DeclassifyKind kind);  // "date", "25X exemption"
[[nodiscard]] MARKINGS_API std::string_view Name(AuthorityLine line);   // "Classified By"
// YYYY-MM-DD, or empty for a day that does not exist.
[[nodiscard]] MARKINGS_API std::string Name(std::chrono::year_month_day day);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_AUTHORITY_H_
