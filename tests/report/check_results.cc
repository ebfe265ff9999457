#include "tests/report/check_results.h"

#include <fmt/format.h>

#include <random>

namespace markings {

using enum DiagnosticCode;

CheckFinding FindingAt(std::string_view file, std::size_t line, DiagnosticCode code,
                       std::string_view message) {
  return {std::string(file), {line, 3}, {code, {10 * line, 10 * line + 4}, std::string(message), ""}};
}

std::vector<std::string> HostileNames() {
  return {
      "a,b:c%d.txt",
      "line\nbreak\r.txt",
      "::error file=x::injected",
      " ::stop-commands::word",
      "##[error]old",
      "pipe|`tick`*star*_under_.txt",
      "<script>alert(1)</script>",
      "<!--\"'&]]>",
      "![x](http://example.org/x.png) @someone #1 www.example.org",
      std::string("nul\0bell\a.txt", 13),
      "\x1b[31mred",
      "latin\xE9.txt",
      "cut\xF0\x9F",
      "\xEF\xBF\xBE\xEF\xBF\xBF.txt",
      "\xE2\x80\xAEtxt.exe",
      "sep\xE2\x80\xA8.txt",
      "umlaut \xC3\xBC.txt",
      "/absolute/path.txt",
      "//host/share.txt",
      "./dot/./x.txt",
      "C:\\back\\slash.txt",
      "-",
      "{0} {{x}} %s %n",
  };
}

CheckResult MixedResult() {
  CheckResult result{"us", "capco-2016", "reports 1.0.0", 5};
  CheckFinding banner = FindingAt("reports/a.txt", 1, kBannerLacks, "the banner lacks TOP SECRET");
  banner.diagnostic.fix = "TOP SECRET//SI//NOFORN";
  banner.diagnostic.rule = "US-BAN-01";
  banner.element = "b1";
  banner.fingerprint = "0123456789abcdef0123456789abcdef";
  CheckFinding again = banner;
  again.at.line = 9;
  again.fingerprint = "0123456789abcdef0123456789abcde0";
  CheckFinding accepted = FindingAt("reports/a.txt", 4, kMarkOrder);
  accepted.suppressed = CheckFinding::Suppressed::kBaseline;
  accepted.justification = "a copy of 1997, kept as it is";
  accepted.fingerprint = "ffffffffffffffffffffffffffffffff";
  CheckFinding beside = FindingAt("reports/b.txt", 7, kBannerExceeds);
  beside.suppressed = CheckFinding::Suppressed::kInline;
  beside.justification = "the annex needs it";
  CheckFinding date = FindingAt("reports/b.txt", 8, kAuthority, "the date has passed");
  date.diagnostic.severity = Severity::kNote;
  date.diagnostic.rule = "AB-25";
  date.diagnostic.source = "CAPCO 2016, E.9";
  CheckFinding unreadable{
      "reports/c.bin", {1, 1}, {kFileUnreadable, {}, "the file is no text", "name text files"}};
  result.findings = {banner, again,     accepted, beside, FindingAt("reports/b.txt", 9, kBannerExceeds),
                     date,   unreadable};
  return result;
}

CheckResult HostileResult() {
  CheckResult result{"us", "", "", HostileNames().size()};
  for (const std::string& name : HostileNames()) {
    CheckFinding one = FindingAt(name, 2, kMarkOrder, "message: " + name);
    one.diagnostic.fix = "fix: " + name;
    one.diagnostic.rule = name;
    one.element = name;
    result.findings.push_back(one);
    one.suppressed = CheckFinding::Suppressed::kBaseline;
    one.justification = "because: " + name;
    result.findings.push_back(one);
  }
  return result;
}

CheckResult LargeResult(std::size_t count, std::size_t per_file) {
  CheckResult result{"us", "capco-2016", "", (count + per_file - 1) / per_file};
  for (std::size_t i = 0; i < count; ++i) {
    CheckFinding one = FindingAt(fmt::format("reports/{:05}.txt", i / per_file), 1 + i % per_file,
                                 i % 3 == 0 ? kBannerExceeds : kBannerLacks,
                                 "the banner lacks TOP SECRET: the highest level, of the portion on line 5");
    one.diagnostic.fix = "TOP SECRET//SI//NOFORN";
    one.diagnostic.rule = "US-BAN-01";
    one.element = fmt::format("p{}", i % per_file);
    one.fingerprint = fmt::format("{:032x}", std::mt19937_64(i)());
    if (i % 7 == 0) one.suppressed = CheckFinding::Suppressed::kBaseline;
    result.findings.push_back(std::move(one));
  }
  return result;
}

CheckResult RandomResult(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  const std::vector<std::string> names = HostileNames();
  const auto text = [&] {
    std::string made;
    for (std::size_t i = below(4); i > 0; --i) made += names[below(names.size())].substr(0, below(9));
    return made;
  };
  CheckResult result{text(), text(), text(), below(100)};
  for (std::size_t i = below(12); i > 0; --i) {
    const DiagnosticCode code = AllDiagnostics()[below(AllDiagnostics().size())].code;
    const std::size_t begin = below(1000);
    CheckFinding one{
        text(), {1 + below(100), 1 + below(100)}, {code, {begin, begin + below(50)}, text(), text()}};
    one.diagnostic.rule = text();
    one.diagnostic.source = text();
    if (below(2) == 0) one.diagnostic.severity = static_cast<Severity>(below(3));
    one.element = text();
    if (below(2) == 0) one.fingerprint = fmt::format("{:016x}{:016x}", random(), random());
    one.suppressed = static_cast<CheckFinding::Suppressed>(below(3));
    if (!one.counts()) one.justification = text();
    result.findings.push_back(std::move(one));
  }
  return result;
}

}  // namespace markings
