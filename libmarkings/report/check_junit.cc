#include "libmarkings/report/check_junit.h"

#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/report/internal/one_line.h"

namespace markings {
namespace {

// The text as the content of an element or an attribute in double quotes.
std::string Xml(std::string_view text) {
  std::string xml;
  for (const char c : internal::OneLine(text)) {
    switch (c) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      case '"':
        xml += "&quot;";
        break;
      default:
        xml += c;
    }
  }
  return xml;
}

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;

  void operator+=(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
  }
  [[nodiscard]] std::string Attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", tests, failures, errors,
                       skipped);
  }
};

// One file's cases, as they are put together.
struct Suite {
  std::string file;  // in XML
  std::string cases{};
  Counts counts{};
  std::unordered_map<std::string, std::size_t> names{};  // of cases so far

  void Add(std::string_view name, const std::string& content) {
    ++counts.tests;
    cases += fmt::format(R"(    <testcase classname="{0}" name="{1}" file="{0}" time="0")", file, name);
    cases += content.empty() ? "/>\n" : ">\n      " + content + "\n    </testcase>\n";
  }
};

std::string Described(const CheckFinding& one) {
  const Diagnostic& found = one.diagnostic;
  std::string text = fmt::format("{}:{}:{}: {}: {}", one.file, one.at.line, one.at.column,
                                 Name(SeverityOf(found)), found.message);
  if (!found.fix.empty()) text += ": " + found.fix;
  return Xml(text);
}

void AddFinding(const CheckFinding& one, const JunitOptions& options, Suite& suite) {
  const Diagnostic& found = one.diagnostic;
  std::string name(one.code());
  for (const std::string_view part : {std::string_view(found.rule), std::string_view(one.element)}) {
    if (!part.empty()) name += fmt::format(" {}", part);
  }
  name = Xml(name);
  if (const std::size_t before = suite.names[name]++; before > 0) name += fmt::format(" #{}", before + 1);

  if (!one.counts()) {
    ++suite.counts.skipped;
    const std::string why = Xml(fmt::format("{}: {}", Name(one.suppressed), one.justification));
    suite.Add(name, fmt::format(R"(<skipped message="{0}">{0}</skipped>)", why));
    return;
  }
  const bool is_error = found.code == DiagnosticCode::kFileUnreadable;
  if (!is_error && (!options.fail_on || SeverityOf(found) < *options.fail_on)) {
    suite.Add(name, fmt::format("<system-out>{}</system-out>", Described(one)));
    return;
  }
  ++(is_error ? suite.counts.errors : suite.counts.failures);
  suite.Add(name, fmt::format(R"(<{0} message="{1}" type="{2}">{3}</{0}>)", is_error ? "error" : "failure",
                              Xml(found.message), one.code(), Described(one)));
}

}  // namespace

std::string CheckJunit(const CheckResult& result, const JunitOptions& options) {
  std::vector<Suite> suites;
  std::unordered_map<std::string_view, std::size_t> of_file;
  const auto suite_of = [&](std::string_view file) -> Suite& {
    const auto [at, is_new] = of_file.try_emplace(file, suites.size());
    if (is_new) suites.push_back({Xml(file)});
    return suites[at->second];
  };
  for (const std::string& file : options.files) (void)suite_of(file);
  for (const CheckFinding& one : result.findings) AddFinding(one, options, suite_of(one.file));

  Counts all;
  for (Suite& suite : suites) {
    if (suite.counts.tests == 0) suite.Add("marks", "");
    all += suite.counts;
  }
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>)";
  xml += fmt::format("\n<testsuites name=\"markings check\" {} time=\"0\">\n", all.Attributes());
  for (const Suite& suite : suites)
    xml += fmt::format("  <testsuite name=\"{}\" {} time=\"0\">\n{}  </testsuite>\n", suite.file,
                       suite.counts.Attributes(), suite.cases);
  return xml + "</testsuites>\n";
}

}  // namespace markings
