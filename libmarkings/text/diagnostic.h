#ifndef LIBMARKINGS_TEXT_DIAGNOSTIC_H_
#define LIBMARKINGS_TEXT_DIAGNOSTIC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

enum class Severity : std::uint8_t { kNote, kWarning, kError };

// What was found about a marking (MK01..) or a document (MK02..). One row of the table in
// diagnostic.cc for each, in this order; a static check there fails when a row is out of place.
enum class DiagnosticCode : std::uint8_t {
  // MK01: one marking string
  kMarkEmpty,           // MK0101 nothing between the parentheses, or an empty string
  kMarkUnclosed,        // MK0102 a portion mark that is cut off or not closed
  kMarkUnknownToken,    // MK0103 a token the vocabulary does not hold
  kMarkDeceptive,       // MK0104 a look-alike or invisible character
  kMarkTooLong,         // MK0105 over 4 KiB or over 256 tokens
  kMarkNoLevel,         // MK0106 no level where one is required
  kMarkTwoLevels,       // MK0107 more than one level
  kMarkDuplicateToken,  // MK0108 the same token twice
  kMarkOldSeparator,    // MK0109 single slash, hyphen or blank where the double slash is standard
  kMarkNotCanonical,    // MK0110 another accepted spelling: alias, case, letter-spacing
  kMarkOrder,           // MK0111 tokens not in the order of the vocabulary
  kMarkLevelLimit,      // MK0112 a control that does not go with that level
  kMarkExcludes,        // MK0113 two tokens that exclude each other
  kMarkRequires,        // MK0114 a token without the one it requires
  kMarkDeprecated,      // MK0115 a token that has been replaced (LOU)
  kMarkDelimiter,       // MK0116 empty category, stray slash or blank inside
  kMarkUnexpectedText,  // MK0117 text after the marking
  kMarkForm,            // MK0118 the form of the other kind: a title in a portion, a letter in a banner
  kMarkList,            // MK0119 a list that is out of order, empty, or holds what it may not
  kMarkUnknownCountry,  // MK0120 a country code that nobody knows
  kMarkOwner,           // MK0121 a mark that may not stand in that owner's name
  kMarkForbidden,       // MK0122 a token that may not stand there
  // MK02: one document
  kNoBanner,              // MK0201 no class line at all
  kUnknownClassLine,      // MK0202 a class line nobody knows
  kContradictoryBanners,  // MK0203 class lines that do not agree
  kBannerBelowRollup,     // MK0204 the banner is lower than the roll-up of the portions
  kBannerAboveRollup,     // MK0205 the banner is higher than the roll-up of the portions
  kUnknownCaption,        // MK0206 an unknown caption in caption position
  kNumberRepaired,        // MK0207 a paragraph number with a stray leading 1
  kNumberOutOfSequence,   // MK0208 a paragraph number that does not follow the one before
  kUnknownTag,            // MK0209 a TAGS item that is no TAGS code
  kPortionMalformed,      // MK0210 a portion mark that is malformed or cut off
  kPortionUnknown,        // MK0211 a portion mark that is not in the vocabulary
  kPortionUnmarked,       // MK0212 a numbered paragraph without a mark of its own in a marked document
  kHeaderOddity,          // MK0213 a header line with an accepted but odd label
  kUnclosedQuote,         // MK0214 BEGIN TEXT without END TEXT
  kDateOrder,             // MK0215 a declassification date that cannot be read for sure
  // MK03: banners and portions of one text, by page and as a whole (check/mark_checker.h)
  kBannerLacks,        // MK0301 the portions need a token that the banner does not have
  kBannerExceeds,      // MK0302 a token of the banner that no portion needs
  kBannerCompilation,  // MK0303 a level above that of every portion
  kBannersDisagree,    // MK0304 the banners of one page do not agree
  kNoBannerLine,       // MK0305 portion marks, and no banner anywhere
  kPageWithoutBanner,  // MK0306 a page without a banner among others with one
  kNothingMarked,      // MK0307 neither banners nor portion marks
  kAuthority,          // MK0308 a fault of the classification authority block; the rule says which
  kParagraphUnmarked,  // MK0309 a paragraph without a mark beside others with one
  kOlderEdition,       // MK0310 dates of a time when another edition of the vocabulary was in force
  // MK04: a corpus (corpus/check_result.h)
  kCorpusRule,          // MK0401 what a rule of the policy finds in a file
  kFileUnreadable,      // MK0402 a file that cannot be checked
  kFileGone,            // MK0403 a file that was there when its folder was listed, and then was not
  kSuppressionBare,     // MK0404 an inline suppression without a code or a reason
  kSuppressionRefused,  // MK0405 an inline suppression in a document's own text
  kSuppressionUnused,   // MK0406 an inline suppression of nothing
  kBaselineExpired,     // MK0407 an entry of the baseline that has expired
  kBaselineDead,        // MK0408 an entry of the baseline that no finding has
  kBaselineRefused,     // MK0409 an entry of the baseline for what may not be accepted
  kTooManyFindings,     // MK0410 more findings in one file than a report takes
};

struct MARKINGS_API DiagnosticInfo {
  DiagnosticCode code;
  std::string_view id;  // "MK0101", stable for ever
  Severity severity;
  bool in_doubt;             // true: nothing is released from the document before it is settled
  std::string_view meaning;  // one line
  std::string_view source;   // the rule's citation
};

// The row of a code. Static storage.
[[nodiscard]] MARKINGS_API const DiagnosticInfo& Info(DiagnosticCode code);
// All rows, in order. Static storage.
[[nodiscard]] MARKINGS_API const std::vector<DiagnosticInfo>& AllDiagnostics();
[[nodiscard]] MARKINGS_API std::string_view Name(Severity severity);  // "note", "warning", "error"
// The severity of that name, or nothing.
[[nodiscard]] MARKINGS_API std::optional<Severity> SeverityNamed(std::string_view name);

// One finding. `where` is a byte span into the text that was parsed. `message` and `fix` never quote
// that text; `fix` is what to write there instead, or empty.
struct MARKINGS_API Diagnostic {
  DiagnosticCode code;
  Span where;
  std::string message;
  std::string fix;
  // Of the rule of a vocabulary that gave it: its id, source and severity. Empty: those of the code.
  std::string rule{};    // NOLINT(readability-redundant-member-init): an aggregate that is written without it
  std::string source{};  // NOLINT(readability-redundant-member-init)
  std::optional<Severity> severity{};  // NOLINT(readability-redundant-member-init)
};

// The severity and source of one finding.
[[nodiscard]] MARKINGS_API Severity SeverityOf(const Diagnostic& diagnostic);
[[nodiscard]] MARKINGS_API std::string_view SourceOf(const Diagnostic& diagnostic);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_DIAGNOSTIC_H_
