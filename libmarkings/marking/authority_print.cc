// Authority blocks and findings in words.

#include <fmt/format.h>

#include "libmarkings/marking/internal/authority_text.h"

namespace markings {
namespace {

// On one line, with single blanks.
std::string OneLine(std::string_view words) {
  std::string result;
  for (const char c : words) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string PrintDate(std::string_view text, const AuthorityDate& date) {
  const auto day = date.Day();
  if (!day) return OneLine(Slice(text, date.where));
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(day->year()), static_cast<unsigned>(day->month()),
                     static_cast<unsigned>(day->day()));
}

std::string_view Spelling(DeclassifyKind kind) {
  using enum DeclassifyKind;
  switch (kind) {
    case kExemption25:
      return "25X";
    case kExemption50:
      return "50X";
    case kExemption75:
      return "75X";
    case kHumanSource:
      return "50X1-HUM";
    case kMassDestruction:
      return "50X2-WMD";
    case kHumanSource25:
      return "25X1-human";
    case kImagery:
      return "25X1, EO 12951";
    case kNotApplicable:
      return "N/A";
    case kSourceList:
      return "See source list";
    case kOadr:
      return "OADR";
    case kManualReview:
      return "MR";
    case kTenYearX:
      return "X";
    case kDniOnly:
      return "DNI Only";
    case kTreaty:
      return "Subject to treaty or international agreement";
    case kGds:
      return "GDS";
    case kXgds:
      return "XGDS";
    case kAds:
      return "ADS";
    case kRds:
      return "RDS";
    case kGroup:
      return "GROUP";
    case kIndefinite:
      return "Indefinite";
    case kDate:
    case kEvent:
    case kDateOrEvent:
    case kPortions:
    case kEmpty:
    case kUnreadable:
      break;
  }
  return {};
}

// What stands right after the order's number; before everything else stands DECL.
bool IsSchedule(DeclassifyKind kind) {
  using enum DeclassifyKind;
  return kind == kGds || kind == kXgds || kind == kAds || kind == kRds || kind == kGroup ||
         kind == kNotApplicable;
}

}  // namespace

std::string PrintDeclassify(std::string_view text, const Declassify& declassify) {
  using enum DeclassifyKind;
  std::string result = declassify.source_marked ? "Source marked " : "";
  const auto event = [&] {
    return declassify.event ? OneLine(Slice(text, *declassify.event)) : std::string();
  };
  switch (declassify.kind) {
    case kEmpty:
      return {};
    case kUnreadable:
      return OneLine(Slice(text, declassify.where));
    case kDate:
      result += PrintDate(text, *declassify.date);
      break;
    case kEvent:
      result += event();
      break;
    case kDateOrEvent:
      result += fmt::format("{} or {}, whichever is later", PrintDate(text, *declassify.date), event());
      break;
    case kPortions: {
      std::string names;
      for (const Span& span : declassify.portions) {
        if (!names.empty()) names += '/';
        names += Upper(Slice(text, span));
      }
      result += fmt::format("N/A to {} portions.", names);
      if (declassify.source_list) result += " See source list for NSI portions.";
      break;
    }
    default:
      result += Spelling(declassify.kind);
      if (declassify.number != 0) {
        const bool hyphen = declassify.kind == kXgds || declassify.kind == kRds;
        result += fmt::format("{}{}", hyphen ? "-" : declassify.kind == kGroup ? " " : "", declassify.number);
      }
      if (declassify.date) result += ", " + PrintDate(text, *declassify.date);
      if (declassify.event) result += ", " + event();
      break;
  }
  if (declassify.source) result += ", date of source: " + PrintDate(text, *declassify.source);
  return result;
}

std::string PrintAuthority(std::string_view text, const AuthorityBlock& block) {
  std::string result;
  const auto line = [&result](std::string_view label, std::string_view value) {
    result += fmt::format("{}: {}\n", label, value);
  };
  if (block.order) {
    result += fmt::format("E.O. {}:", block.order->number);
    for (const Declassify& one : block.declassify) {
      if (!one.cable) continue;
      result += fmt::format(" {}{}", IsSchedule(one.kind) ? "" : "DECL: ", PrintDeclassify(text, one));
      break;
    }
    result += '\n';
  }
  if (block.classified_by)
    line(Name(AuthorityLine::kClassifiedBy), OneLine(Slice(text, *block.classified_by)));
  if (block.derived_from) line(Name(AuthorityLine::kDerivedFrom), OneLine(Slice(text, *block.derived_from)));
  std::string reasons;
  for (const AuthorityReason& one : block.reasons) {
    if (!reasons.empty()) reasons += ", ";
    if (one.section == 0) {
      reasons += OneLine(Slice(text, one.where));
      continue;
    }
    if (one.letters.empty()) reasons += fmt::format("{}.{}", one.part, one.section);
    for (std::size_t i = 0; i < one.letters.size(); ++i) {
      reasons += fmt::format("{}{}.{}({})", i == 0 ? "" : ", ", one.part, one.section, one.letters[i]);
    }
  }
  if (!block.reasons.empty()) line(Name(AuthorityLine::kReason), reasons);
  for (const AuthorityDowngrade& one : block.downgrades) {
    std::string value = OneLine(Slice(text, one.level));
    if (one.date) value += " on " + PrintDate(text, *one.date);
    if (one.event) value += " on " + OneLine(Slice(text, *one.event));
    line(Name(AuthorityLine::kDowngrade), value);
  }
  for (const Declassify& one : block.declassify) {
    if (!one.cable) line(Name(AuthorityLine::kDeclassify), PrintDeclassify(text, one));
  }
  return result;
}

std::string PrintFinding(const AuthorityFinding& finding) {
  return fmt::format("{}: {}: {}{}{}", finding.rule, Name(finding.severity), finding.message,
                     finding.fix.empty() ? "" : "; ", finding.fix);
}

std::string_view Name(DeclassifyKind kind) {
  using enum DeclassifyKind;
  switch (kind) {
    case kDate:
      return "date";
    case kEvent:
      return "event";
    case kDateOrEvent:
      return "date or event";
    case kExemption25:
      return "25X exemption";
    case kExemption50:
      return "50X exemption";
    case kExemption75:
      return "75X exemption";
    case kPortions:
      return "N/A statement";
    case kTenYearX:
      return "X1-X8";
    case kEmpty:
      return "nothing";
    case kUnreadable:
      return "unreadable";
    default:
      return Spelling(kind);
  }
}

std::string_view Name(AuthorityLine line) {
  switch (line) {
    case AuthorityLine::kClassifiedBy:
      return "Classified By";
    case AuthorityLine::kDerivedFrom:
      return "Derived From";
    case AuthorityLine::kReason:
      return "Reason";
    case AuthorityLine::kDowngrade:
      return "Downgrade To";
    case AuthorityLine::kDeclassify:
      return "Declassify On";
    case AuthorityLine::kReview:
      return "Review On";
    case AuthorityLine::kOrder:
      return "E.O.";
    case AuthorityLine::kLevel:
      return "Class";
  }
  return {};
}

std::string Name(std::chrono::year_month_day day) {
  if (!day.ok()) return {};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

}  // namespace markings
