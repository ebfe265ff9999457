// Findings as cases of a test. That it is XML whose counts agree is tested by validate_reports.py.

#include "libmarkings/report/check_junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/report/check_results.h"

namespace markings {
namespace {

using ::testing::HasSubstr;

TEST(CheckJunitTest, WritesASuiteForEachFile) {
  const std::vector<std::string> files = {"reports/a.txt", "reports/b.txt", "reports/d.txt"};
  JunitOptions options;
  options.files = files;
  EXPECT_EQ(CheckJunit(MixedResult(), options),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="markings check" tests="8" failures="3" errors="1" skipped="2" time="0">
  <testsuite name="reports/a.txt" tests="3" failures="2" errors="0" skipped="1" time="0">
    <testcase classname="reports/a.txt" name="MK0301 US-BAN-01 b1" file="reports/a.txt" time="0">
      <failure message="the banner lacks TOP SECRET" type="MK0301">reports/a.txt:1:3: error: the banner lacks TOP SECRET: TOP SECRET//SI//NOFORN</failure>
    </testcase>
    <testcase classname="reports/a.txt" name="MK0301 US-BAN-01 b1 #2" file="reports/a.txt" time="0">
      <failure message="the banner lacks TOP SECRET" type="MK0301">reports/a.txt:9:3: error: the banner lacks TOP SECRET: TOP SECRET//SI//NOFORN</failure>
    </testcase>
    <testcase classname="reports/a.txt" name="MK0111" file="reports/a.txt" time="0">
      <skipped message="baseline: a copy of 1997, kept as it is">baseline: a copy of 1997, kept as it is</skipped>
    </testcase>
  </testsuite>
  <testsuite name="reports/b.txt" tests="3" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="reports/b.txt" name="MK0302" file="reports/b.txt" time="0">
      <skipped message="inline: the annex needs it">inline: the annex needs it</skipped>
    </testcase>
    <testcase classname="reports/b.txt" name="MK0302 #2" file="reports/b.txt" time="0">
      <failure message="a mark that is out of order" type="MK0302">reports/b.txt:9:3: warning: a mark that is out of order</failure>
    </testcase>
    <testcase classname="reports/b.txt" name="MK0308 AB-25" file="reports/b.txt" time="0">
      <system-out>reports/b.txt:8:3: note: the date has passed</system-out>
    </testcase>
  </testsuite>
  <testsuite name="reports/d.txt" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="reports/d.txt" name="marks" file="reports/d.txt" time="0"/>
  </testsuite>
  <testsuite name="reports/c.bin" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="reports/c.bin" name="MK0402" file="reports/c.bin" time="0">
      <error message="the file is no text" type="MK0402">reports/c.bin:1:1: error: the file is no text: name text files</error>
    </testcase>
  </testsuite>
</testsuites>
)");
}

// What fails here is what fails the command; a file that cannot be checked is never green.
TEST(CheckJunitTest, FailsAsTheExitCodeDoes) {
  JunitOptions options;
  const auto counts = [&] {
    const std::string xml = CheckJunit(MixedResult(), options);
    return xml.substr(xml.find("tests="), xml.find(" time") - xml.find("tests="));
  };
  options.fail_on = Severity::kNote;
  EXPECT_EQ(counts(), R"(tests="7" failures="4" errors="1" skipped="2")");
  options.fail_on = Severity::kError;
  EXPECT_EQ(counts(), R"(tests="7" failures="2" errors="1" skipped="2")");
  options.fail_on = std::nullopt;
  EXPECT_EQ(counts(), R"(tests="7" failures="0" errors="1" skipped="2")");
}

TEST(CheckJunitTest, AResultWithoutFindingsIsWhole) {
  EXPECT_THAT(CheckJunit({"us", "", "", 3}), HasSubstr(R"(tests="0" failures="0" errors="0" skipped="0")"));
}

}  // namespace
}  // namespace markings
