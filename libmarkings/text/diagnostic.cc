#include "libmarkings/text/diagnostic.h"

#include <array>
#include <cstddef>
#include <utility>

namespace markings {
namespace {

using enum DiagnosticCode;
using enum Severity;

constexpr bool kInDoubt = true;
constexpr bool kClear = false;

// One row for each code, in the order of the enum; the static checks below fail when one is out of place.
constexpr std::array kTable = {
    DiagnosticInfo{kMarkEmpty, "MK0101", kError, kInDoubt, "a marking with nothing in it", "5 FAH-1 H-246.2"},
    DiagnosticInfo{kMarkUnclosed, "MK0102", kError, kInDoubt, "a portion mark that is cut off or not closed",
                   "5 FAH-1 H-246.2; CAPCO 2016, C.1"},
    DiagnosticInfo{kMarkUnknownToken, "MK0103", kError, kInDoubt, "a token that the vocabulary does not hold",
                   "CAPCO 2016, D.1"},
    DiagnosticInfo{kMarkDeceptive, "MK0104", kError, kInDoubt,
                   "a look-alike or invisible character in a marking", "Unicode Technical Standard 39"},
    DiagnosticInfo{kMarkTooLong, "MK0105", kError, kInDoubt, "a marking over 4 KiB or over 256 tokens",
                   "limit of this library"},
    DiagnosticInfo{kMarkNoLevel, "MK0106", kError, kInDoubt, "no level where one is required",
                   "5 FAH-1 H-246.2; CAPCO 2016, C.1"},
    DiagnosticInfo{kMarkTwoLevels, "MK0107", kError, kInDoubt, "more than one level in one marking",
                   "DoDM 5200.01-V2, encl. 4, 1.d"},
    DiagnosticInfo{kMarkDuplicateToken, "MK0108", kWarning, kClear, "the same token twice",
                   "CAPCO 2016, A.6"},
    DiagnosticInfo{kMarkOldSeparator, "MK0109", kNote, kClear,
                   "a separator that is accepted but not standard", "CAPCO 2016, A.6"},
    DiagnosticInfo{kMarkNotCanonical, "MK0110", kNote, kClear,
                   "an accepted spelling that is not the canonical one",
                   "CAPCO 2016, C.1, D.1; 5 FAH-2 H-222"},
    DiagnosticInfo{kMarkOrder, "MK0111", kError, kInDoubt, "tokens out of order", "CAPCO 2016, A.6, C.1"},
    DiagnosticInfo{kMarkLevelLimit, "MK0112", kError, kInDoubt, "a control that does not go with that level",
                   "CAPCO 2016, H.8, H.9"},
    DiagnosticInfo{kMarkExcludes, "MK0113", kError, kInDoubt, "two tokens that exclude each other",
                   "CAPCO 2016, H.8, H.9"},
    DiagnosticInfo{kMarkRequires, "MK0114", kError, kInDoubt, "a token without the one it requires",
                   "CAPCO 2016, H.8, H.9"},
    DiagnosticInfo{kMarkDeprecated, "MK0115", kWarning, kClear, "a token that has been replaced",
                   "00 STATE 018029"},
    DiagnosticInfo{kMarkDelimiter, "MK0116", kError, kInDoubt, "an empty category or a stray separator",
                   "CAPCO 2016, A.6"},
    DiagnosticInfo{kMarkUnexpectedText, "MK0117", kError, kInDoubt, "text beside the marking",
                   "5 FAH-1 H-246.2; 5 FAH-2 H-222"},
    DiagnosticInfo{kMarkForm, "MK0118", kError, kInDoubt,
                   "the form of a banner in a portion mark, or the other way", "CAPCO 2016, C.1, D.1"},
    DiagnosticInfo{kMarkList, "MK0119", kError, kInDoubt, "a list that is not as it must be",
                   "CAPCO 2016, A.6"},
    DiagnosticInfo{kMarkUnknownCountry, "MK0120", kError, kInDoubt, "a country code that nobody knows",
                   "ODNI ISM.XML controlled vocabularies"},
    DiagnosticInfo{kMarkOwner, "MK0121", kError, kInDoubt, "a mark that may not stand in that owner's name",
                   "DoDM 5200.01-V2, encl. 4, 1.d"},
    DiagnosticInfo{kMarkForbidden, "MK0122", kError, kInDoubt, "a token that may not stand there",
                   "CAPCO 2016, H"},
    DiagnosticInfo{kNoBanner, "MK0201", kWarning, kClear, "no class line", "5 FAH-2 H-222"},
    DiagnosticInfo{kUnknownClassLine, "MK0202", kError, kInDoubt,
                   "a class line that the vocabulary does not hold", "5 FAH-2 H-222"},
    DiagnosticInfo{kContradictoryBanners, "MK0203", kError, kInDoubt, "class lines that do not agree",
                   "5 FAH-2 H-222"},
    // The join of banner and roll-up governs, so nothing is in doubt: the higher of the two counts.
    DiagnosticInfo{kBannerBelowRollup, "MK0204", kError, kClear, "a banner below the roll-up of the portions",
                   "CAPCO 2016, D.2; 00 STATE 018029"},
    DiagnosticInfo{kBannerAboveRollup, "MK0205", kNote, kClear, "a banner above the roll-up of the portions",
                   "CAPCO 2016, D.2"},
    DiagnosticInfo{kUnknownCaption, "MK0206", kWarning, kClear, "an unknown caption in caption position",
                   "5 FAH-2 H-442"},
    DiagnosticInfo{kNumberRepaired, "MK0207", kWarning, kClear, "a paragraph number with a stray leading 1",
                   "5 FAH-1 H-246.1"},
    DiagnosticInfo{kNumberOutOfSequence, "MK0208", kWarning, kClear,
                   "a paragraph number that does not follow the one before", "5 FAH-1 H-246.1"},
    DiagnosticInfo{kUnknownTag, "MK0209", kNote, kClear, "a TAGS item that is no TAGS code",
                   "5 FAH-3 (from memory)"},
    DiagnosticInfo{kPortionMalformed, "MK0210", kError, kInDoubt,
                   "a portion mark that is malformed or cut off", "5 FAH-1 H-246.2"},
    DiagnosticInfo{kPortionUnknown, "MK0211", kError, kInDoubt,
                   "a portion mark that is not in the vocabulary", "5 FAH-1 H-246.2"},
    DiagnosticInfo{kPortionUnmarked, "MK0212", kNote, kClear,
                   "a numbered paragraph without a mark of its own", "5 FAH-1 H-246.2"},
    DiagnosticInfo{kHeaderOddity, "MK0213", kNote, kClear, "a header line with an accepted but odd label",
                   "5 FAH-1 H-246"},
    DiagnosticInfo{kUnclosedQuote, "MK0214", kWarning, kClear, "a quoted text that is not closed",
                   "5 FAH-1 H-246"},
    DiagnosticInfo{kDateOrder, "MK0215", kWarning, kClear,
                   "a declassification date that cannot be read for sure", "CAPCO 2016, E.1"},
    DiagnosticInfo{kBannerLacks, "MK0301", kError, kClear, "a banner without a token that its portions need",
                   "CAPCO 2016, D.2"},
    DiagnosticInfo{kBannerExceeds, "MK0302", kWarning, kClear, "a token of the banner that no portion needs",
                   "CAPCO 2016, D.2"},
    DiagnosticInfo{kBannerCompilation, "MK0303", kNote, kClear, "a banner above the level of every portion",
                   "CAPCO 2016, B.7, D.2"},
    DiagnosticInfo{kBannersDisagree, "MK0304", kError, kClear, "banners of one page that do not agree",
                   "CAPCO 2016, D; DoDM 5200.01-V2, encl. 3"},
    DiagnosticInfo{kNoBannerLine, "MK0305", kError, kClear, "portion marks without a banner",
                   "CAPCO 2016, D"},
    DiagnosticInfo{kPageWithoutBanner, "MK0306", kWarning, kClear, "a page without a banner",
                   "CAPCO 2016, D; DoDM 5200.01-V2, encl. 3"},
    DiagnosticInfo{kNothingMarked, "MK0307", kNote, kClear, "no banner and no portion mark",
                   "CAPCO 2016, B.1"},
    DiagnosticInfo{kAuthority, "MK0308", kError, kClear, "a fault of the classification authority block",
                   "CAPCO 2016, E"},
    DiagnosticInfo{kParagraphUnmarked, "MK0309", kNote, kClear,
                   "a paragraph without a mark beside others with one", "CAPCO 2016, C.1"},
    DiagnosticInfo{kOlderEdition, "MK0310", kNote, kClear,
                   "a text of a time when another edition was in force", "CAPCO 2016, F"},
    DiagnosticInfo{kCorpusRule, "MK0401", kError, kClear, "what a rule of the policy for a corpus finds",
                   "the policy"},
    DiagnosticInfo{kFileUnreadable, "MK0402", kError, kClear, "a file that cannot be checked", "docs/ci.md"},
    DiagnosticInfo{kFileGone, "MK0403", kNote, kClear, "a file that was gone when it was to be checked",
                   "docs/ci.md"},
    DiagnosticInfo{kSuppressionBare, "MK0404", kError, kClear,
                   "an inline suppression without a code or a reason", "docs/ci.md"},
    DiagnosticInfo{kSuppressionRefused, "MK0405", kError, kClear,
                   "an inline suppression in a document's own text", "docs/ci.md"},
    DiagnosticInfo{kSuppressionUnused, "MK0406", kNote, kClear, "an inline suppression of nothing",
                   "docs/ci.md"},
    DiagnosticInfo{kBaselineExpired, "MK0407", kNote, kClear, "an entry of the baseline that has expired",
                   "docs/ci.md"},
    DiagnosticInfo{kBaselineDead, "MK0408", kNote, kClear, "an entry of the baseline that no finding has",
                   "docs/ci.md"},
    DiagnosticInfo{kBaselineRefused, "MK0409", kError, kClear,
                   "an entry of the baseline for what may not be accepted", "docs/ci.md"},
    DiagnosticInfo{kTooManyFindings, "MK0410", kError, kClear, "more findings in one file than are reported",
                   "docs/ci.md"},
};

consteval bool RowsAreInPlace() {
  std::size_t first = 0;  // of the group that the id's hundreds name
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    const std::string_view id = kTable[i].id;
    if (std::to_underlying(kTable[i].code) != i || id.size() != 6 || id.substr(0, 3) != "MK0") return false;
    if (i > 0 && id[3] != kTable[i - 1].id[3]) first = i;
    const std::size_t number =
        static_cast<std::size_t>(id[4] - '0') * 10 + static_cast<std::size_t>(id[5] - '0');
    if (number != i - first + 1) return false;
    if (kTable[i].in_doubt && kTable[i].severity != kError) return false;
  }
  return true;
}
static_assert(RowsAreInPlace(), "a row of the diagnostics table is out of place");
static_assert(kTable.size() == std::to_underlying(kTooManyFindings) + 1U, "a diagnostic has no row");

}  // namespace

const DiagnosticInfo& Info(DiagnosticCode code) { return kTable[std::to_underlying(code)]; }

const std::vector<DiagnosticInfo>& AllDiagnostics() {
  static const std::vector<DiagnosticInfo> all(kTable.begin(), kTable.end());
  return all;
}

Severity SeverityOf(const Diagnostic& diagnostic) {
  return diagnostic.severity.value_or(Info(diagnostic.code).severity);
}

std::string_view SourceOf(const Diagnostic& diagnostic) {
  return diagnostic.source.empty() ? Info(diagnostic.code).source : std::string_view(diagnostic.source);
}

std::string_view Name(Severity severity) {
  switch (severity) {
    case kNote:
      return "note";
    case kWarning:
      return "warning";
    case kError:
      return "error";
  }
  return "error";
}

std::optional<Severity> SeverityNamed(std::string_view name) {
  for (const Severity severity : {kNote, kWarning, kError}) {
    if (Name(severity) == name) return severity;
  }
  return std::nullopt;
}

}  // namespace markings
