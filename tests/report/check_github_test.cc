// What GitHub's runner takes for a command, and what it reads out of it: read here as it reads.

#include "libmarkings/report/check_github.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "tests/report/check_results.h"

namespace markings {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Command {
  std::string name, message;
  std::map<std::string, std::string> properties{};
};

std::string Unescaped(std::string text) {
  for (const auto& [escape, character] :
       {std::pair("%0D", "\r"), std::pair("%0A", "\n"), std::pair("%3A", ":"), std::pair("%2C", ","),
        std::pair("%25", "%")}) {
    for (std::size_t at = 0; (at = text.find(escape, at)) != std::string::npos; ++at)
      text.replace(at, 3, character);
  }
  return text;
}

// A line as the runner reads it: blanks before :: do not matter, ##[ makes a command anywhere.
std::optional<Command> Read(std::string line) {
  line.erase(0, line.find_first_not_of(" \t\r\v\f"));
  if (!line.starts_with("::")) {
    if (line.find("##[") == std::string::npos) return std::nullopt;
    return Command{"old", line};
  }
  const std::size_t end = line.find("::", 2);
  if (end == std::string::npos) return std::nullopt;
  const std::string head = line.substr(2, end - 2);
  Command command{head.substr(0, head.find(' ')), Unescaped(line.substr(end + 2))};
  std::istringstream properties(head.substr(command.name.size()));
  for (std::string one; std::getline(properties, one, ',');) {
    const std::size_t equals = one.find('=');
    command.properties[one.substr(one.find_first_not_of(' '), equals - one.find_first_not_of(' '))] =
        Unescaped(one.substr(equals + 1));
  }
  return command;
}

TEST(CheckGithubTest, WritesCommands) {
  EXPECT_THAT(
      Lines(CheckGithub(MixedResult())),
      ElementsAre(
          "::error file=reports/a.txt,line=1,endLine=1,col=3,title=MK0301 US-BAN-01::the banner lacks TOP "
          "SECRET: TOP SECRET//SI//NOFORN",
          "::error file=reports/a.txt,line=9,endLine=9,col=3,title=MK0301 US-BAN-01::the banner lacks TOP "
          "SECRET: TOP SECRET//SI//NOFORN",
          "::warning file=reports/b.txt,line=9,endLine=9,col=3,title=MK0302::a mark that is out of order",
          "::notice file=reports/b.txt,line=8,endLine=8,col=3,title=MK0308 AB-25::the date has passed",
          "::error file=reports/c.bin,line=1,endLine=1,col=1,title=MK0402::the file is no text: name text "
          "files"));
  EXPECT_EQ(CheckGithub({"us", "", "", 3}), "");
}

TEST(CheckGithubTest, TakesRegionsWhereThereAreSome) {
  CheckResult result{"us", "", "", 1};
  result.findings = {FindingAt("a.txt", 2, DiagnosticCode::kMarkOrder),
                     FindingAt("b.txt", 2, DiagnosticCode::kMarkOrder)};
  GithubOptions options;
  options.region = [](const CheckFinding& one) {
    return TextRegion{{2, 4}, {one.file == "a.txt" ? 2U : 5U, 9}};
  };
  EXPECT_THAT(Lines(CheckGithub(result, options)),
              ElementsAre(HasSubstr("line=2,endLine=2,col=4,endColumn=9,"),
                          HasSubstr("line=2,endLine=5,col=4,title")));
}

// Each finding is one command with the file's name in it, or no command at all.
TEST(CheckGithubTest, NoNameMakesACommand) {
  const CheckResult result = HostileResult();
  GithubOptions options;
  options.max_of_severity = result.findings.size();
  const auto lines = Lines(CheckGithub(result, options));
  ASSERT_EQ(lines.size(), HostileNames().size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto command = Read(lines[i]);
    ASSERT_TRUE(command.has_value()) << lines[i];
    EXPECT_EQ(command->name, "error");
    EXPECT_EQ(command->properties.size(), 5U) << lines[i];
    // What is no text is replaced; all else is as it was.
    const std::string name = HostileNames()[i];
    if (command->properties["file"].find("\xEF\xBF\xBD") == std::string::npos) {
      EXPECT_EQ(command->properties["file"], name);
      EXPECT_EQ(command->message, "message: " + name + ": fix: " + name);
    }
  }
  options.max_of_severity = 0;
  const auto plain = Lines(CheckGithub(result, options));
  EXPECT_EQ(plain.size(), HostileNames().size() + 1);
  for (const std::string& line : plain) EXPECT_FALSE(Read(line).has_value()) << line;
}

TEST(CheckGithubTest, SaysWhatIsOverTheLimit) {
  const auto lines = Lines(CheckGithub(LargeResult(30000, 100)));
  std::size_t commands = 0;
  for (const std::string& line : lines) commands += Read(line) ? 1U : 0U;
  EXPECT_EQ(commands, 20U);  // ten errors, ten warnings
  // 30,000, of which each seventh is suppressed
  EXPECT_EQ(lines[20],
            "25694 more findings, without annotations, since GitHub shows 10 of each severity in a step:");
  EXPECT_EQ(lines.size(), 21 + 25694U);
}

}  // namespace
}  // namespace markings
