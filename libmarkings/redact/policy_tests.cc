#include "libmarkings/redact/policy_tests.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "libmarkings/cable/document.h"
#include "libmarkings/redact/internal/test_run.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

// "7" is paragraph 7; anything else an element's id.
std::size_t FindNamed(const Document& document, const std::string& name) {
  std::uint32_t number = 0;
  const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (fault != std::errc() || end != name.data() + name.size()) return document.Find(name);
  const ElementList& elements = document.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const bool first = elements[i].continues == kNoElement;
    if (elements[i].kind == ElementKind::kParagraph && elements[i].number == number && first) return i;
  }
  return kNoElement;
}

std::string Join(const std::vector<std::string>& codes) {
  std::string joined;
  for (const std::string& code : codes) joined += " " + code;
  return joined;
}

// The decision in the words of an expectation, as closely as the expectation asks.
std::string Describe(const Decision& decision, const PolicyTest::Expectation& expected) {
  std::string outcome(Name(decision.outcome));
  if (decision.outcome == Outcome::kMask) {
    if (expected.outcome == outcome) return outcome;
    const auto count =
        std::ranges::count_if(decision.masks, [](const MaskSpan& mask) { return !mask.continued; });
    return outcome + " " + std::to_string(count);
  }
  if (decision.outcome != Outcome::kWithhold) return outcome;
  if (decision.pending) return outcome + " ?";
  return outcome + Join(decision.codes);
}

// One test for one audience.
class TestRun {
 public:
  TestRun(const Policy& policy, const internal::ParsedTest& test, const std::string& audience,
          PolicyTestReport& report)
      : policy_(policy),
        test_(*test.test),
        document_(test.document),
        audience_(audience),
        of_(" for " + audience + ": "),
        report_(report) {}

  void Run() {
    const auto redaction =
        Redact(document_, policy_, audience_, {.overrides = nullptr, .file_stem = {}, .as_of = test_.as_of});
    if (!redaction) {
      Check(test_.where, "the document" + of_, "can be redacted", redaction.error().message);
      return;
    }
    CheckOutcomes(redaction->decisions);
    const Derivative& derivative = redaction->derivative;
    if (const auto banner = test_.banner.find(audience_); banner != test_.banner.end()) {
      Check(test_.where, "banner" + of_, banner->second, derivative.banner_line);
    }
    if (const auto never = test_.never.find(audience_); never != test_.never.end()) {
      const std::string text = Lower(derivative.text);
      for (std::size_t i = 0; i < never->second.size(); ++i) {
        const bool out = text.contains(Lower(never->second[i]));
        Check(test_.where, "never string " + std::to_string(i + 1) + of_, "stays in",
              out ? "comes out" : "stays in");
      }
    }
    const auto residual = test_.residual.find(audience_);
    const std::size_t allowed = residual == test_.residual.end() ? 0 : residual->second;
    Check(test_.where, "residual findings" + of_, std::to_string(allowed),
          std::to_string(redaction->findings.size()));
  }

  void CheckOutcomes(const Decisions& decisions) {
    for (const PolicyTest::Expectation& expectation : test_.expectations) {
      if (expectation.audience == audience_) CheckOutcome(decisions, expectation);
    }
  }

 private:
  void Check(Span where, const std::string& what, const std::string& expected, const std::string& actual) {
    ++report_.expectations;
    if (expected != actual) report_.failures.push_back({test_.name, where, what + expected, what + actual});
  }

  void CheckOutcome(const Decisions& decisions, const PolicyTest::Expectation& expected) {
    const std::string what = expected.element + of_;
    const std::size_t element = FindNamed(document_, expected.element);
    if (element == kNoElement) {
      Check(expected.where, what, expected.outcome + Join(expected.codes), "no such element");
      return;
    }
    std::vector<std::string> codes = expected.codes;
    std::ranges::sort(codes);
    const Decision& decision = decisions.elements[element];
    std::string actual = Describe(decision, expected);
    // "withhold" without a code leaves the codes open.
    if (codes.empty() && decision.outcome == Outcome::kWithhold) actual = Name(decision.outcome);
    Check(expected.where, what, expected.outcome + Join(codes), actual);
  }

  const Policy& policy_;
  const PolicyTest& test_;
  const Document& document_;
  const std::string& audience_;
  std::string of_;
  PolicyTestReport& report_;
};

}  // namespace

namespace internal {

Result<std::vector<ParsedTest>> ParseTests(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file) {
  std::vector<ParsedTest> parsed;
  const auto fail = [](const PolicyTest& test, const Error& error) {
    return Fail(ErrorCode::kBadPolicy, test.where, "the document of a test cannot be used: " + error.message,
                error.fix);
  };
  for (const PolicyTest& test : policy.tests()) {
    std::string text = test.text;
    if (!test.file.empty()) {
      auto bytes = read_file(test.file);
      if (!bytes) return fail(test, bytes.error());
      text = *std::move(bytes);
    }
    auto buffer = Buffer::FromBytes(std::move(text), test.file.empty() ? test.name : test.file);
    if (!buffer) return fail(test, buffer.error());
    auto document = Document::Parse(*std::move(buffer), policy.shared_vocabulary());
    if (!document) return fail(test, document.error());
    parsed.push_back({&test, *std::move(document)});
  }
  return parsed;
}

std::set<std::string> AudiencesOf(const PolicyTest& test) {
  std::set<std::string> audiences;
  for (const PolicyTest::Expectation& expectation : test.expectations) audiences.insert(expectation.audience);
  for (const auto& [audience, unused] : test.banner) audiences.insert(audience);
  for (const auto& [audience, unused] : test.never) audiences.insert(audience);
  for (const auto& [audience, unused] : test.residual) audiences.insert(audience);
  return audiences;
}

void RunTest(const Policy& policy, const ParsedTest& test, const std::string& audience,
             PolicyTestReport& report) {
  TestRun(policy, test, audience, report).Run();
}

bool OutcomesHold(const Policy& policy, const ParsedTest& test, const Decisions& decisions) {
  PolicyTestReport report;
  TestRun(policy, test, decisions.audience->id, report).CheckOutcomes(decisions);
  return report.failures.empty();
}

}  // namespace internal

Result<PolicyTestReport> RunPolicyTests(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file) {
  const auto tests = internal::ParseTests(policy, read_file);
  if (!tests) return std::unexpected(tests.error());
  PolicyTestReport report;
  for (const internal::ParsedTest& test : *tests) {
    for (const std::string& audience : internal::AudiencesOf(*test.test))
      internal::RunTest(policy, test, audience, report);
  }
  return report;
}

}  // namespace markings
