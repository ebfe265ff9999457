// The rules of authority blocks. One table says what each is, whence it comes, and the days and editions that
// it holds for; CheckAuthority makes them one after another and puts what they find in the order of the text.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "libmarkings/marking/internal/authority_orders.h"
#include "libmarkings/marking/internal/authority_text.h"

namespace markings {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr year_month_day kNoBound = 0y / 0 / 0;
constexpr year_month_day kFirstReasons = 1995y / 10 / 14;  // E.O. 12958
constexpr year_month_day kLatestOrder = 2010y / 6 / 27;    // E.O. 13526
constexpr year_month_day kLatestDay = 9999y / 12 / 31;
constexpr Severity kNote = Severity::kNote;
constexpr Severity kWarning = Severity::kWarning;
constexpr Severity kError = Severity::kError;

constexpr std::array kRules = {
    AuthorityRule{
        "AB-01", kError, "a declassification instruction that was retired before the document's date",
        "CAPCO 2016, E.6; DoDM 5200.01-V2, encl. 3, 9.a; each order in Orders()", "", kNoBound, kNoBound},
    AuthorityRule{"AB-02", kError,
                  "a declassification instruction that did not exist yet at the document's date",
                  "each order in Orders(); 32 CFR 2001 (2010)", "", kNoBound, kNoBound},
    AuthorityRule{"AB-03", kError, "a 25X, 50X or 75X exemption without a date or event",
                  "CAPCO 2016, E.1, E.3, E.6; DoDM 5200.01-V2, encl. 3, 8.b(5)(c)", "", 2003y / 9 / 22,
                  kNoBound},
    AuthorityRule{"AB-04", kError, "a date later than the order's longest term after the document's date",
                  "CAPCO 2016, E.1; DoDM 5200.01-V2, encl. 3, 8.b(5) and 8.c(4); E.O. 12958, 1.6", "",
                  1972y / 6 / 1, kNoBound},
    AuthorityRule{"AB-05", kError,
                  "a 25X date over 50 years, or a 50X date over 75 years, after the document's date",
                  "E.O. 13526, 3.3(h); CAPCO 2016, E.3", "", kLatestOrder, kNoBound},
    AuthorityRule{"AB-06", kError, "a reason on a derivatively classified document",
                  "CAPCO 2016, E.2; ISM-ID-00221", "", kFirstReasons, kNoBound},
    AuthorityRule{
        "AB-07", kError, "a classified document with neither a reason nor a source it is derived from",
        "CAPCO 2016, E.1, E.2; ISM-ID-00017, ISM-ID-00142, ISM-ID-00143", "", kFirstReasons, kNoBound},
    AuthorityRule{"AB-08", kError, "a reason of a section or letter that the order does not have",
                  "DoDM 5200.01-V2, encl. 3, 8.b(4); E.O. 12958, 1.5; E.O. 13292, 1.4", "", kNoBound,
                  kNoBound},
    AuthorityRule{"AB-09", kError, "a reason that cites no section and letter",
                  "CAPCO 2016, E.1; DoDM 5200.01-V2, encl. 3, 8.b(4)", "", kFirstReasons, kNoBound},
    AuthorityRule{"AB-10", kError, "a classified document that does not say who classified it",
                  "CAPCO 2016, E.1, E.2; ISM-ID-00142; DoDM 5200.01-V2, encl. 3, 8.b(1)(a), 8.c(1)(a)", "",
                  kFirstReasons, kNoBound},
    AuthorityRule{"AB-11", kError, "a classified document without declassification instructions",
                  "CAPCO 2016, E.1; ISM-ID-00014, ISM-ID-00141; DoDM 5200.01-V2, encl. 3, 8.a(3)", "",
                  1978y / 12 / 1, kNoBound},
    AuthorityRule{"AB-12", kWarning,
                  "an instruction for a document with information that is declassified by others only",
                  "DoDM 5200.01-V2, encl. 3, 8.a(3)", "dodm-2012 pre-2012", kLatestOrder, kNoBound},
    AuthorityRule{"AB-13", kError, "a line without a value", "CAPCO 2016, E.1, E.2", "", kNoBound, kNoBound},
    AuthorityRule{"AB-14", kWarning, "a date that can mean more than one day",
                  "CAPCO 2016, E.1 (YYYYMMDD); DoDM 5200.01-V2, encl. 3, 8.a(2)", "", kNoBound, kNoBound},
    AuthorityRule{"AB-15", kWarning, "a date that is not written YYYYMMDD",
                  "CAPCO 2016, E.1; DoDM 5200.01-V2, encl. 3, 8.a(2)", "", kLatestOrder, kNoBound},
    AuthorityRule{"AB-16", kError, "a date that does not exist", "the calendar", "", kNoBound, kNoBound},
    AuthorityRule{"AB-17", kError, "a date or event on a document with portions that never bear one",
                  "CAPCO 2016, E.4, E.5; ISM-ID-00176", "", kLatestOrder, kNoBound},
    AuthorityRule{"AB-18", kError, "portions that never bear a date, and no N/A statement that names them",
                  "CAPCO 2016, E.3-E.5; ISM-ID-00246, ISM-ID-00315; DoDM 5200.01-V2, encl. 3, 8.a(3)", "",
                  kLatestOrder, kNoBound},
    AuthorityRule{"AB-19", kError, "an N/A statement for portions that the document does not have",
                  "ISM-ID-00316, ISM-ID-00317", "", kLatestOrder, kNoBound},
    AuthorityRule{"AB-20", kError,
                  "an N/A statement that does not point to the source list for the other portions",
                  "CAPCO 2016, E.4, E.5; DoDM 5200.01-V2, encl. 3, 8.a(3)", "", kLatestOrder, kNoBound},
    AuthorityRule{"AB-21", kError, "50X1-HUM or 50X2-WMD with a date or event",
                  "ISM-ID-00133; DoDM 5200.01-V2, encl. 3, 8.b(5)(a)", "", kNoBound, kNoBound},
    AuthorityRule{"AB-22", kError, "more than one value where only one may stand", "CAPCO 2016, E.2", "",
                  kNoBound, kNoBound},
    AuthorityRule{"AB-23", kWarning,
                  "an Executive Order that nobody knows, or that was not in force at that date", "Orders()",
                  "", kNoBound, kNoBound},
    AuthorityRule{"AB-24", kError, "a declassification instruction that cannot be read", "CAPCO 2016, E.1",
                  "", kNoBound, kNoBound},
    AuthorityRule{"AB-25", kNote, "a declassification date that has passed",
                  "DoDM 5200.01-V2, encl. 3, 10.a; CAPCO 2016, E.6", "", kNoBound, kNoBound},
    AuthorityRule{"AB-26", kError, "25X1-human, which 50X1-HUM has replaced",
                  "CAPCO 2016, E.3, E.6; ISOO Notice 2012-02", "capco-2016", kLatestOrder, kNoBound},
    AuthorityRule{"AB-27", kError, "a term without end", "E.O. 12958, 1.6; E.O. 13526, 1.5(d)", "",
                  kFirstReasons, kNoBound},
    AuthorityRule{"AB-28", kWarning, "25X1, EO 12951, which only original imagery may bear",
                  "CAPCO 2016, E.1, E.3 (DNI memorandum ES 2014-00696)", "capco-2016", 2014y / 11 / 12,
                  kNoBound},
    AuthorityRule{"AB-29", kError,
                  "a downgrading instruction on information that may not be downgraded by date",
                  "DoDM 5200.01-V2, encl. 3, 8.a(4)", "", kNoBound, kNoBound},
    AuthorityRule{"AB-30", kError, "a downgrading instruction without a level, or without a date or event",
                  "DoDM 5200.01-V2, encl. 3, 8.b(1)(c)", "", kNoBound, kNoBound},
    AuthorityRule{"AB-31", kWarning, "lines of an authority block on a document that is not classified",
                  "CAPCO 2016, E; DoDM 5200.01-V2, encl. 3, 8.a", "", kNoBound, kNoBound},
    AuthorityRule{"AB-32", kError, "N/A alone on a classified document", "CAPCO 2016, E.1; ISM-ID-00141", "",
                  kNoBound, kNoBound},
    AuthorityRule{"AB-33", kWarning, "words after the instruction", "CAPCO 2016, E.2 (a single value)", "",
                  kNoBound, kNoBound},
    AuthorityRule{"AB-34", kError, "a date that is not after the document's date", "CAPCO 2016, E.1", "",
                  kNoBound, kNoBound},
    AuthorityRule{"AB-35", kWarning, "a downgrading that does not come before declassification",
                  "DoDM 5200.01-V2, encl. 3, 8.a(4)", "", kNoBound, kNoBound},
    AuthorityRule{"AB-36", kWarning, "a source list without a statement for which portions it stands",
                  "CAPCO 2016, E.3-E.5", "", kLatestOrder, kNoBound},
};

constexpr bool InOrder() {
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    const std::string_view id = kRules[i].id;
    if (id.size() != 5 || id.substr(0, 3) != "AB-") return false;
    const int number = (id[3] - '0') * 10 + (id[4] - '0');
    if (number != static_cast<int>(i) + 1) return false;
  }
  return true;
}
static_assert(InOrder(), "a row of kRules is out of place");

// A day some years on; the last day of February where that year has no 29th.
year_month_day Later(year_month_day day, unsigned number) {
  const year_month_day later = day + years(static_cast<int>(number));
  return later.ok() ? later : year_month_day(later.year() / later.month() / std::chrono::last);
}

// The days between which the document was written.
struct Era {
  year_month_day from, until;
  bool known = true;  // by its date or by the order that it cites
};

Era EraOf(const AuthorityBlock& block, const AuthorityFacts& facts) {
  if (facts.dated) return {*facts.dated, *facts.dated, true};
  std::optional<Era> era;
  for (const ExecutiveOrder& one : Orders()) {
    if (!block.order || one.number != block.order->number) continue;
    era = Era{era ? era->from : one.from, one.until, true};
  }
  if (era) return *era;
  if (facts.not_after) return {Orders().front().from, *facts.not_after, false};
  return {kLatestOrder, kLatestDay, false};
}

class Checker {
 public:
  Checker(const AuthorityBlock& block, std::string_view text, const AuthorityFacts& facts)
      : block_(block), text_(text), facts_(facts), era_(EraOf(block, facts)) {}

  std::vector<AuthorityFinding> Run() {
    if (facts_.classified == false) {
      CheckUnclassified();
      return std::move(findings_);
    }
    CheckOrder();
    CheckEmptyFields();
    CheckWho();
    CheckReasons();
    for (const Declassify& one : block_.declassify) CheckInstruction(one);
    CheckDeclassifyLines();
    CheckUndated();
    for (const AuthorityDowngrade& one : block_.downgrades) CheckDowngrade(one);
    std::ranges::sort(findings_, {}, [](const AuthorityFinding& one) {
      return std::tuple<std::size_t, std::string_view, std::string_view>(one.where.begin, one.rule,
                                                                         one.message);
    });
    return std::move(findings_);
  }

 private:
  // Keeps a finding if its rule holds for this document's days and edition.
  void Report(std::size_t number, Span where, std::string message, std::string fix,
              std::optional<Severity> severity = {}) {
    const AuthorityRule& rule = kRules[number - 1];
    if (rule.from.year() != 0y && era_.until < rule.from) return;
    if (rule.until.year() != 0y && era_.from > rule.until) return;
    if (!rule.editions.empty() &&
        rule.editions.find(facts_.edition.empty() ? "capco-2016" : facts_.edition) ==
            std::string_view::npos) {
      return;
    }
    // (A rule that is younger than the document may be is no fault of it for sure.)
    const bool doubtful = facts_.not_after && !era_.known && era_.from < rule.from;
    findings_.push_back({rule.id, doubtful ? kNote : severity.value_or(rule.severity), where,
                         std::move(message), std::move(fix)});
  }
  void Report(std::size_t number, Span where, std::string fix, std::optional<Severity> severity = {}) {
    Report(number, where, std::string(kRules[number - 1].what), std::move(fix), severity);
  }
  // What the time of the document decides is sure only when the time is.
  [[nodiscard]] Severity ByEra() const { return era_.known ? kError : kWarning; }
  [[nodiscard]] bool Derivative() const { return block_.derived_from.has_value(); }
  [[nodiscard]] bool HoldsUndated() const { return facts_.undated && !facts_.undated->empty(); }

  void CheckUnclassified() {
    for (const AuthorityField& field : block_.fields) {
      if (field.line == AuthorityLine::kOrder || field.line == AuthorityLine::kLevel) continue;
      const bool nothing =
          field.value.empty() || std::ranges::any_of(block_.declassify, [&](const Declassify& one) {
            return one.kind == DeclassifyKind::kNotApplicable && field.value.Contains(one.where.begin);
          });
      if (!nothing) {
        Report(31, field.label,
               fmt::format("a \"{}\" line on a document that is not classified", Name(field.line)),
               "take the line out, or mark the document as classified");
      }
    }
    for (const Declassify& one : block_.declassify) {
      const bool in_order_line =
          one.cable && std::ranges::none_of(block_.fields, [&](const AuthorityField& field) {
            return field.line != AuthorityLine::kOrder && field.value.Contains(one.where.begin);
          });
      if (in_order_line && one.kind != DeclassifyKind::kNotApplicable && one.kind != DeclassifyKind::kEmpty) {
        Report(31, one.where, "write N/A after the order, or mark the document as classified");
      }
    }
  }

  void CheckOrder() {
    if (!block_.order) return;
    bool known = false;
    bool in_force = false;
    const ExecutiveOrder* then = nullptr;
    for (const ExecutiveOrder& one : Orders()) {
      const bool covers = facts_.dated && one.from <= *facts_.dated && *facts_.dated <= one.until;
      if (covers) then = &one;
      if (one.number != block_.order->number && !(one.number == 12958 && block_.order->number == 13292))
        continue;
      known = true;
      in_force = in_force || covers;
    }
    if (!known) {
      Report(23, block_.order->where, "the number is that of no order on classification",
             "write the number of the order in force at the document's date");
    } else if (facts_.dated && !in_force) {
      Report(23, block_.order->where, "the order was not in force at the document's date",
             then != nullptr ? fmt::format("the order in force then was {}", then->name) : std::string());
    }
  }

  void CheckEmptyFields() {
    for (std::size_t i = 0; i < block_.fields.size(); ++i) {
      const AuthorityField& field = block_.fields[i];
      if (!field.value.empty() || field.line == AuthorityLine::kOrder) continue;
      Report(13, field.label, fmt::format("the \"{}\" line is empty", Name(field.line)), "write its value");
    }
  }

  void CheckWho() {
    std::array<std::size_t, 2> seen{};
    for (const AuthorityField& field : block_.fields) {
      const bool by = field.line == AuthorityLine::kClassifiedBy;
      if (!by && field.line != AuthorityLine::kDerivedFrom) continue;
      if (++seen[by ? 0 : 1] == 2) {
        Report(22, field.label, fmt::format("a second \"{}\" line", Name(field.line)),
               by ? "leave one" : "write Multiple Sources, and list them apart");
      }
    }
    if (facts_.classified != true) return;
    if (!block_.classified_by && !(Derivative() && era_.until < kLatestOrder)) {
      Report(10, block_.where, "add a \"Classified By\" line with a name and position, or an identifier");
    }
    if (!Derivative() && block_.reasons.empty()) {
      Report(7, block_.where,
             "add a \"Reason\" line when it is original, a \"Derived From\" line when it is derivative");
    }
  }

  void CheckReasons() {
    for (const AuthorityReason& one : block_.reasons) {
      if (Derivative()) {
        Report(6, one.where, "take the reason out; it stays on the source");
        break;
      }
    }
    for (const AuthorityReason& one : block_.reasons) {
      if (one.section == 0) {
        if (!one.where.empty()) Report(9, one.where, "write the section and the letter, such as 1.4(c)");
        continue;
      }
      if (one.letters.empty())
        Report(9, one.where, "the reason has a section and no letter", "add the letter");
      if (one.trailing)
        Report(33, one.where, "words after the reason", "leave the section and its letters alone");
      CheckReason(one);
    }
  }

  // Sections changed on 25 March 2003, markings on 22 September 2003: between them both may stand.
  void CheckReason(const AuthorityReason& one) {
    constexpr year_month_day kFirstNew = 2003y / 3 / 25;
    constexpr year_month_day kLastOld = 2003y / 9 / 21;
    char last = 0;
    if (one.part == 1 && one.section == 4 && era_.until >= kFirstNew) last = 'h';
    if (one.part == 1 && one.section == 5 && era_.from <= kLastOld && era_.until >= kFirstReasons) last = 'g';
    if (last == 0) {
      if (era_.until < kFirstReasons) return;  // no order asked for one
      Report(8, one.where, "the reason cites a section that is not the list of reasons of its order",
             era_.from > kLastOld ? "cite section 1.4" : "cite section 1.5 before 2003, 1.4 from then on",
             ByEra());
      return;
    }
    if (std::ranges::any_of(one.letters, [last](char c) { return c > last; })) {
      Report(8, one.where, fmt::format("the letters of that section end with ({})", last),
             "cite a letter of the list", kError);
    }
  }

  void CheckDate(const AuthorityDate& date, bool cable) {
    switch (date.doubt) {
      case DateDoubt::kNoSuchDay:
        Report(16, date.where, "write the date as YYYYMMDD");
        return;
      case DateDoubt::kDayOrMonth:
        Report(14, date.where, "day and month of the date can be either way round",
               "write the date as YYYYMMDD");
        return;
      case DateDoubt::kCentury:
        Report(14, date.where, "the year of the date has no century", "write the date as YYYYMMDD");
        return;
      case DateDoubt::kNoDay:
        Report(14, date.where, "the date names no day", "write the date as YYYYMMDD");
        return;
      case DateDoubt::kNone:
        break;
    }
    if (date.form != DateForm::kCompact && !cable) {
      Report(15, date.where, "write the date as YYYYMMDD");
    }
  }

  void CheckInstruction(const Declassify& one) {
    using enum DeclassifyKind;
    if (one.kind == kEmpty) return;
    if (one.kind == kUnreadable) {
      Report(24, one.where, "write a date as YYYYMMDD, an event, or an exemption such as 25X1 with its date");
      return;
    }
    if (one.date) CheckDate(*one.date, one.cable);
    if (one.source) CheckDate(*one.source, one.cable);
    if (one.trailing) Report(33, one.where, "leave the instruction alone on its line");
    if (one.more) Report(22, one.where, "more than one exemption", "leave the one that lasts longest");
    CheckWindow(one);
    CheckTerm(one);
    switch (one.kind) {
      case kExemption25:
      case kExemption50:
      case kExemption75:
        if (!one.date && !one.event) CheckBareExemption(one);
        break;
      case kHumanSource:
      case kMassDestruction:
        if (one.date || one.event) Report(21, one.where, "take the date or event out");
        break;
      case kHumanSource25:
        Report(26, one.where, "write 50X1-HUM");
        break;
      case kIndefinite:
        Report(27, one.where, "write a date, an event or an exemption");
        break;
      case kImagery:
        Report(28, one.where, "write a date 25 years after the document's, unless it is original imagery");
        break;
      case kNotApplicable:
        if (facts_.classified == true) Report(32, one.where, "write a declassification instruction");
        break;
      case kSourceList:
        Report(36, one.where, "say for which portions the instruction does not apply");
        break;
      default:
        break;
    }
  }

  void CheckWindow(const Declassify& one) {
    for (const internal::KindWindow& window : internal::KindWindows()) {
      if (window.kind != one.kind) continue;
      const year_month_day until =
          one.source_marked ? std::max(window.marked_until, window.until) : window.until;
      const year_month_day from = window.from;
      if (era_.from > until) {
        Report(1, one.where, fmt::format("{} ended on {}", Name(one.kind), Name(until)),
               std::string(window.fix), ByEra());
      } else if (from.year() != 0y && era_.until < from) {
        Report(2, one.where, fmt::format("{} began on {}", Name(one.kind), Name(from)),
               "write what the order of that time allowed", ByEra());
      }
    }
  }

  void CheckBareExemption(const Declassify& one) {
    std::string fix = "add the date or event after a comma";
    if (one.kind == DeclassifyKind::kExemption25) {
      if (const auto term = TermOf(one, facts_.dated); term && !Derivative()) {
        fix = fmt::format("add the date after a comma; without one it is read as {}", Name(term->latest));
      } else {
        fix += "; without one it is read as 50 years after the date of the source";
      }
    }
    Report(3, one.where, fmt::format("a {} without a date or event", Name(one.kind)), fix);
  }

  // Dates against the document's date and the day of the check.
  void CheckTerm(const Declassify& one) {
    if (facts_.dated && one.date && one.date->earliest) {
      if (*one.date->latest <= *facts_.dated && one.kind != DeclassifyKind::kRds) {
        Report(34, one.date->where, "write a date after the document's");
      }
      if (one.kind == DeclassifyKind::kDate || one.kind == DeclassifyKind::kDateOrEvent) CheckLongest(one);
      const unsigned most = one.kind == DeclassifyKind::kExemption25   ? 50
                            : one.kind == DeclassifyKind::kExemption50 ? 75
                                                                       : 0;
      if (most != 0 && *one.date->earliest > Later(*facts_.dated, most)) {
        Report(5, one.date->where,
               fmt::format("the date of the {} is over {} years after the document's", Name(one.kind), most),
               fmt::format("write a date up to {}", Name(Later(*facts_.dated, most))));
      }
    }
    const auto term = TermOf(one, facts_.dated);
    if (term && facts_.as_of && term->latest < *facts_.as_of) {
      Report(25, one.where,
             fmt::format("the declassification date{} passed by {}",
                         term->computed ? " that the rules compute has" : " has", Name(*facts_.as_of)),
             "ask the originator; the document stays classified until it is declassified");
    }
  }

  void CheckLongest(const Declassify& one) {
    for (const ExecutiveOrder& order : Orders()) {
      if (*facts_.dated < order.from || *facts_.dated > order.until || order.years == 0) continue;
      // Before 2003 a derivative document carried over what older orders had allowed.
      if (order.from < 2003y / 3 / 25 && Derivative()) continue;
      const year_month_day last = Later(*facts_.dated, order.years);
      if (*one.date->earliest <= last) continue;
      Report(4, one.date->where,
             fmt::format("the date is over {} years after the document's, the longest term of E.O. {}",
                         order.years, order.name),
             fmt::format("write a date up to {}, or an exemption", Name(last)),
             order.from < kFirstReasons ? kWarning : kError);
    }
  }

  void CheckDeclassifyLines() {
    if (block_.declassify.size() > 1) {
      Report(22, block_.declassify[1].where, "a second declassification instruction",
             "leave the one that lasts longest");
    }
    if (facts_.classified != true) return;
    const bool others_only = HoldsUndated() && facts_.others == false;
    if (block_.declassify.empty() && !others_only) {
      Report(11, block_.where, "add a \"Declassify On\" line");
    }
    if (others_only && !block_.declassify.empty()) {
      Report(12, block_.declassify[0].where, "take the \"Declassify On\" line out");
    }
  }

  // Portions that are never declassified by date: Restricted Data and its kin, and what belongs to an
  // alliance.
  void CheckUndated() {
    if (!facts_.undated) return;
    std::vector<std::string> named;
    const Declassify* statement = nullptr;
    for (const Declassify& one : block_.declassify) {
      if (one.kind != DeclassifyKind::kPortions) continue;
      statement = &one;
      for (const Span& span : one.portions) named.push_back(Upper(Slice(text_, span)));
    }
    bool dated = false;
    for (const Declassify& one : block_.declassify) {
      if (HoldsUndated() && (one.date || one.event)) {
        dated = true;
        Report(17, one.where,
               "write N/A to those portions, and give the dates of the others in a source list");
      }
    }
    const auto lacks = [](const std::vector<std::string>& list, const std::string& name) {
      return std::ranges::find(list, Upper(name)) == list.end();
    };
    std::vector<std::string> held;
    for (const std::string& name : *facts_.undated) held.push_back(Upper(name));
    const bool wanted = HoldsUndated() && facts_.others != false && facts_.classified != false;
    if (wanted && statement == nullptr && !dated && !block_.declassify.empty()) {
      Report(18, block_.declassify[0].where, "write N/A to those portions, and add the source list");
    }
    if (statement == nullptr) return;
    if (wanted && std::ranges::any_of(held, [&](const std::string& name) { return lacks(named, name); })) {
      Report(18, statement->where, "the N/A statement leaves out portions that never bear a date",
             "name them too");
    }
    if (std::ranges::any_of(named, [&](const std::string& name) { return lacks(held, name); })) {
      Report(19, statement->where, "name only what the portions are marked with");
    }
    if (facts_.others == true && !statement->source_list) {
      Report(20, statement->where, "add: See source list for NSI portions");
    }
  }

  void CheckDowngrade(const AuthorityDowngrade& one) {
    if (one.where.empty()) return;  // AB-13
    if (facts_.never_downgrade == true) Report(29, one.where, "take the line out");
    if (one.level.empty() || (!one.date && !one.event)) {
      Report(30, one.where, "write the level, and after it \"on\" and the date");
    }
    if (!one.date) return;
    CheckDate(*one.date, false);
    if (!one.date->earliest) return;
    for (const Declassify& end : block_.declassify) {
      const auto term = TermOf(end, facts_.dated);
      if (term && *one.date->earliest >= term->latest) {
        Report(35, one.where, "write a date before that of declassification");
      }
    }
  }

  const AuthorityBlock& block_;
  std::string_view text_;
  const AuthorityFacts& facts_;
  Era era_;
  std::vector<AuthorityFinding> findings_;
};

}  // namespace

std::span<const AuthorityRule> AuthorityRules() { return kRules; }

std::vector<AuthorityFinding> CheckAuthority(const AuthorityBlock& block, std::string_view text,
                                             const AuthorityFacts& facts) {
  return Checker(block, text, facts).Run();
}

std::optional<DeclassifyTerm> TermOf(const Declassify& declassify, std::optional<year_month_day> dated) {
  using enum DeclassifyKind;
  unsigned computed = 0;
  switch (declassify.kind) {
    case kDate:
    case kGds:
    case kXgds:
    case kAds:
    case kExemption50:
    case kExemption75:
      break;
    case kExemption25:
      computed = 50;
      break;
    case kOadr:
    case kManualReview:
    case kTenYearX:
      computed = 25;
      break;
    default:
      return std::nullopt;
  }
  if (declassify.event) return std::nullopt;
  if (declassify.date) {
    if (!declassify.date->earliest) return std::nullopt;
    return DeclassifyTerm{*declassify.date->earliest, *declassify.date->latest, false};
  }
  if (computed == 0) return std::nullopt;
  std::optional<year_month_day> first = dated;
  std::optional<year_month_day> last = dated;
  if (declassify.source && declassify.source->earliest) {
    first = declassify.source->earliest;
    last = declassify.source->latest;
  }
  if (!first) return std::nullopt;
  return DeclassifyTerm{Later(*first, computed), Later(*last, computed), true};
}

}  // namespace markings
