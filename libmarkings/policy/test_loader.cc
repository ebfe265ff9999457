#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "libmarkings/policy/internal/policy_loader.h"

namespace markings {

void PolicyLoader::ReadTests(const toml::table& root) {
  for (const toml::table* row : reader_.Rows(root, "test")) {
    if (reader_.error()) return;
    ReadTest(*row);
  }
}

void PolicyLoader::ReadTest(const toml::table& row) {
  reader_.CheckKeys(row, {"name", "text", "file", "as_of", "expect", "banner", "never", "residual"});
  PolicyTest test;
  test.where = reader_.Where(row);
  test.name = reader_.Text(row, "name", true);
  if (!test.name.empty() && !test_names_.insert(test.name).second) {
    reader_.Refuse(*row.get("name"), "two tests have this name", "give each test a name of its own");
  }
  test.text = reader_.Block(row, "text");
  test.file = reader_.Text(row, "file", false);
  if (test.text.empty() == test.file.empty()) {
    reader_.Refuse(row, "a test has either text or file", "write one of the two");
  }
  if (const toml::node* as_of = row.get("as_of")) {
    test.as_of = ReadDay(reader_.Date(row, "as_of"));
    if (!test.as_of) reader_.Refuse(*as_of, "'as_of' is no day", "write as_of = 2031-05-17");
  }
  ForAudiences(row, "expect", [&](const std::string& audience, const toml::node& node) {
    ReadExpectations(test, audience, node);
  });
  ForAudiences(row, "banner", [&](const std::string& audience, const toml::node& node) {
    test.banner[audience] = reader_.TextOf(node, "banner");
  });
  ForAudiences(row, "never", [&](const std::string& audience, const toml::node& node) {
    test.never[audience] = reader_.TextsOf(node, "never");
  });
  ForAudiences(row, "residual", [&](const std::string& audience, const toml::node& node) {
    const auto count = node.value<std::int64_t>();
    if (!node.is_integer() || *count < 0) {
      reader_.Refuse(node, "'residual' must be a number of findings", "write a whole number");
      return;
    }
    test.residual[audience] = static_cast<std::size_t>(*count);
  });
  if (test.expectations.empty() && test.banner.empty() && test.never.empty() && test.residual.empty()) {
    reader_.Refuse(row, "this test expects nothing", "add expect.<audience> = { ... }");
  }
  policy_.tests_.push_back(std::move(test));
}

template <class Read>
void PolicyLoader::ForAudiences(const toml::table& row, std::string_view key, Read read) {
  const toml::table* table = reader_.Table(row, key, false);
  if (table == nullptr) return;
  for (const auto& [audience, node] : *table) {
    CheckAudience(reader_.Where(audience), std::string(audience.str()));
    if (reader_.error()) return;
    read(std::string(audience.str()), node);
  }
}

void PolicyLoader::ReadExpectations(PolicyTest& test, const std::string& audience, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    reader_.Refuse(node, "'expect' must be a table", "write { 1 = \"release\", subject = \"withhold\" }");
    return;
  }
  for (const auto& [key, value] : *table) {
    PolicyTest::Expectation expectation;
    expectation.audience = audience;
    expectation.element = std::string(key.str());
    expectation.where = reader_.Where(value);
    ReadOutcome(expectation, value);
    if (reader_.error()) return;
    test.expectations.push_back(std::move(expectation));
  }
}

// release | drop | mask | mask N | withhold | withhold ? | withhold CODE...
void PolicyLoader::ReadOutcome(PolicyTest::Expectation& expectation, const toml::node& node) {
  const std::string text = reader_.TextOf(node, "expect");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  if (words.empty()) words.emplace_back();
  const std::string& outcome = words.front();
  const auto refuse = [&] {
    reader_.Refuse(node, "this is no outcome",
                   "write release, withhold, withhold (b)(6), withhold ?, mask, mask 1 or drop");
  };
  expectation.outcome = outcome;
  if (outcome == "release" || outcome == "drop") {
    if (words.size() > 1) refuse();
  } else if (outcome == "mask") {
    if (words.size() == 1) return;
    std::size_t count = 0;
    const char* const end = words[1].data() + words[1].size();
    const auto [stop, fault] = std::from_chars(words[1].data(), end, count);
    if (fault != std::errc() || stop != end || count == 0 || words.size() > 2) return refuse();
    expectation.outcome = fmt::format("mask {}", count);
  } else if (outcome == "withhold") {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const bool pending = words[i] == "?" && words.size() == 2;
      if (!pending && FindExemption(node, words[i]) == nullptr) return;
      expectation.codes.push_back(words[i]);
    }
  } else {
    refuse();
  }
}

}  // namespace markings
