// [[corpus]] of a policy.

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "libmarkings/policy/internal/policy_loader.h"

namespace markings {
namespace {

// Ends of the whole text, which a paragraph has none of. (A backslash escapes the next byte.)
bool AsksForEnds(std::string_view pattern) {
  for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
    if (pattern[i] != '\\') continue;
    if (pattern[i + 1] == 'A' || pattern[i + 1] == 'z') return true;
    ++i;
  }
  return false;
}

}  // namespace

void PolicyLoader::ReadCorpus(const toml::table& root) {
  for (const toml::table* row : reader_.Rows(root, "corpus")) {
    reader_.CheckKeys(*row, {"id", "text", "severity", "reason", "fix", "baseline"});
    CorpusRule rule;
    rule.where = reader_.Where(*row);
    rule.id = reader_.Name(*row, "id");
    rule.reason = reader_.Text(*row, "reason", true);
    rule.fix = reader_.Text(*row, "fix", false);
    constexpr std::array kSeverities = {Severity::kError, Severity::kWarning, Severity::kNote};
    rule.severity = kSeverities.at(OneOf(*row, "severity", {"error", "warning", "note"}));
    if (const toml::node* baseline = row->get("baseline")) {
      if (!baseline->is_boolean()) {
        reader_.Refuse(*baseline, "'baseline' is true or false", "write baseline = false, or take it out");
      }
      rule.baseline = baseline->value_or(true);
    }
    // (Those of a policy that it extends are among them.)
    if (std::ranges::find(policy_.corpus_rules_, rule.id, &CorpusRule::id) != policy_.corpus_rules_.end()) {
      reader_.Refuse(rule.where, fmt::format("there is a corpus rule '{}' already", rule.id), "rename one");
    }
    const toml::node* text = row->get("text");
    if (text == nullptr) {
      reader_.Refuse(*row, "the key 'text' is missing", "write the pattern to look for: text = '...'");
      return;
    }
    rule.text = CorpusPattern(*text);
    if (reader_.error()) return;
    policy_.corpus_rules_.push_back(std::move(rule));
  }
}

std::shared_ptr<const re2::RE2> PolicyLoader::CorpusPattern(const toml::node& node) {
  auto pattern = Pattern(node, "text", "(?m)");
  if (pattern == nullptr) return nullptr;
  if (AsksForEnds(pattern->pattern())) {
    reader_.Refuse(node, "'text' asks for the ends of the text, \\A or \\z",
                   "write ^ or $, the ends of a line");
    return nullptr;
  }
  if (re2::RE2::PartialMatch("", *pattern)) {
    reader_.Refuse(node, "'text' is found in nothing at all", "let it match at least one character");
    return nullptr;
  }
  return pattern;
}

}  // namespace markings
