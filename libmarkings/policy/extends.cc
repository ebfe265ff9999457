// How a policy builds on another. The base is loaded by itself, with its own checks; the file that extends it
// is read on top. What it takes over it cannot weaken: an ID is defined once, a rule is replaced only by one
// of the same effect for as many audiences, and what a base stops stays stopped.

#include "libmarkings/policy/extends.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "libmarkings/policy/internal/pattern_set.h"
#include "libmarkings/policy/internal/policy_loader.h"
#include "libmarkings/text/ascii.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

constexpr std::size_t kMostBases = 8;

bool IsFileBeside(std::string_view name) {
  return name.size() > 5 && name.ends_with(".toml") && !name.starts_with('.') && IsPrintable(name) &&
         name.find_first_of("/\\:") == std::string_view::npos;
}

// All of `these` are among `those`.
bool AreAmong(const std::vector<std::string>& these, const std::vector<std::string>& those) {
  return std::ranges::all_of(
      these, [&](const std::string& one) { return std::ranges::find(those, one) != those.end(); });
}

}  // namespace

void PolicyLoader::ReadBase(const toml::table& root) {
  const toml::node* node = root.get("extends");
  if (node == nullptr) {
    if (root.contains("replace")) {
      reader_.Refuse(*root.get("replace"), "'replace' goes with extends only", "take it out");
    }
    return;
  }
  const std::string file = reader_.Text(root, "extends", true);
  if (reader_.error()) return;
  if (!IsFileBeside(file)) {
    return reader_.Refuse(*node, "'extends' names no file beside this one",
                          "write a name such as \"base.toml\", without a folder");
  }
  if (read_ == nullptr) {
    return reader_.Refuse(*node, "the policy that this one extends cannot be read from here",
                          "name the policy by its file, beside the other");
  }
  if (depth_ >= kMostBases) {
    return reader_.Refuse(*node, "policies extend each other, or more than eight do one after another",
                          "let one of them stand by itself");
  }
  const auto text = (*read_)(file);
  if (!text)
    return reader_.Refuse(*node, "the policy that it extends: " + text.error().message, text.error().fix);
  PolicyLoader base(*text, policy_.vocabulary_, read_, depth_ + 1);
  auto loaded = base.Load();
  if (!loaded) {
    // (Of a chain the file that has the fault.)
    constexpr std::string_view kOfBase = "the policy that it extends, ";
    const Error& error = loaded.error();
    if (error.message.starts_with(kOfBase)) return reader_.Refuse(*node, error.message, error.fix);
    const Position at = LineIndex(text->text()).At(error.where.begin);
    return reader_.Refuse(
        *node, fmt::format("{}{}:{}:{}: {}", kOfBase, file, at.line, at.column, error.message), error.fix);
  }
  TakeOver(*std::move(loaded), reader_.Where(*node));
}

// Places in another file say nothing here: what was taken over stands where `extends` does.
void PolicyLoader::TakeOver(Policy base, Span where) {
  policy_ = std::move(base);
  policy_.pattern_sets_ = std::make_shared<internal::PatternSets>();
  policy_.tests_.clear();
  for (Audience& audience : policy_.audiences_) audience.where = where;
  for (Rule& rule : policy_.rules_) {
    rule.where = where;
    rule_ids_.insert(rule.id);
    spoken_of_.insert(rule.audiences.begin(), rule.audiences.end());
  }
  extended_ = true;
  base_where_ = where;
  base_source_ = policy_.source_text_;
}

void PolicyLoader::ReadReplaced(const toml::table& root) {
  const toml::node* node = root.get("replace");
  if (node == nullptr || !extended_) return;
  const std::vector<std::string> ids = reader_.TextsOf(*node, "replace");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto found = std::ranges::find(policy_.rules_, ids[i], &Rule::id);
    if (found == policy_.rules_.end()) {
      return reader_.Refuse(internal::TomlReader::ItemOf(*node, i),
                            fmt::format("the policy that it extends has no rule '{}'", ids[i]),
                            "name one of its rules, once");
    }
    rule_ids_.erase(ids[i]);
    replaced_.push_back(std::move(*found));
    policy_.rules_.erase(found);
  }
}

void PolicyLoader::CheckReplaced(const toml::table& root) {
  for (const Rule& old : replaced_) {
    const auto now = std::ranges::find(policy_.rules_, old.id, &Rule::id);
    if (now == policy_.rules_.end()) {
      return reader_.Refuse(*root.get("replace"),
                            fmt::format("'replace' names rule '{}', and this file has none such", old.id),
                            "add the rule, or leave that of the base");
    }
    const bool releases = old.effect == RuleEffect::kRelease;
    if (now->effect != old.effect ||
        !(releases ? AreAmong(now->audiences, old.audiences) : AreAmong(old.audiences, now->audiences))) {
      return reader_.Refuse(now->where,
                            fmt::format("rule '{}' would be weaker than the one that it replaces", old.id),
                            releases ? "release to no other audiences than that does"
                                     : "keep its effect, for all of its audiences");
    }
  }
}

// What the base asks for, this file asks for at least.
void PolicyLoader::CheckAsStrict(const toml::table& root, Unmarked base_unmarked, NoCode base_no_code) {
  const auto weaker = [&](std::string_view key, std::string_view fix) {
    reader_.Refuse(*root.get(key), fmt::format("'{}' is weaker than that of the policy that it extends", key),
                   std::string(fix));
  };
  if (!root.contains("unmarked")) policy_.unmarked_ = base_unmarked;
  if (!root.contains("no_code")) policy_.no_code_ = base_no_code;
  if (policy_.unmarked_ == Unmarked::kBanner && base_unmarked == Unmarked::kWithhold)
    return weaker("unmarked", "write unmarked = \"withhold\", or take it out");
  if (policy_.no_code_ == NoCode::kMark && base_no_code == NoCode::kStop)
    return weaker("no_code", "write no_code = \"stop\", or take it out");
  if (policy_.no_code_ == base_no_code) return;
  for (const Rule& rule : policy_.rules_) {
    if (rule.effect != RuleEffect::kMask || !rule.codes.empty()) continue;
    return reader_.Refuse(
        *root.get("no_code"),
        fmt::format("mask rule '{}' of the policy that it extends has no exemption code", rule.id),
        "replace that rule by one with a code, or take 'no_code' out");
  }
}

Result<Policy> LoadPolicy(const Buffer& toml, const PolicyReader& read,
                          std::shared_ptr<const Vocabulary> vocabulary) {
  try {
    return PolicyLoader(toml, std::move(vocabulary), &read, 0).Load();
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the policy failed", "report this");
  }
}

Result<std::string> PolicySource(const Buffer& toml, const PolicyReader& read) {
  try {
    std::string source(toml.text());
    std::string last = source;
    for (std::size_t bases = 0;; ++bases) {
      const auto text = Buffer::FromBytes(last, toml.name());
      if (!text) return source;
      const toml::table root = internal::TomlReader(*text, ErrorCode::kBadPolicy).Parse();
      const auto file = root["extends"].value<std::string>();
      if (!file || !IsFileBeside(*file)) return source;
      if (bases >= kMostBases) {
        return Fail(ErrorCode::kBadPolicy, {},
                    "policies extend each other, or more than eight do one after another",
                    "let one of them stand by itself");
      }
      auto base = read(*file);
      if (!base) return std::unexpected(std::move(base).error());
      last = std::string(base->text());
      source += last;
    }
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the policy failed", "report this");
  }
}

}  // namespace markings
