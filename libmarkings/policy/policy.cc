#include "libmarkings/policy/policy.h"

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/policy/internal/pattern_set.h"
#include "libmarkings/policy/internal/policy_loader.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings {

Policy::Policy() : pattern_sets_(std::make_shared<internal::PatternSets>()) {}

Result<Policy> Policy::Load(const Buffer& toml, std::shared_ptr<const Vocabulary> vocabulary) {
  try {
    return PolicyLoader(toml, std::move(vocabulary)).Load();
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the policy failed", "report this");
  }
}

Result<const Audience*> Policy::FindAudience(std::string_view id) const {
  std::string all;
  std::vector<std::string_view> known;
  for (const Audience& audience : audiences_) {
    if (audience.id == id) return &audience;
    all += (all.empty() ? "" : ", ") + audience.id;
    known.emplace_back(audience.id);
  }
  return Fail(ErrorCode::kUnknownAudience, {}, "the policy has no such audience",
              internal::TomlReader::DidYouMean(id, known, "use one of: " + all));
}

Policy Policy::WithRules(std::vector<Rule> rules) const {
  Policy other = *this;
  other.rules_ = std::move(rules);
  other.source_text_.clear();
  other.pattern_sets_ = std::make_shared<internal::PatternSets>();
  return other;
}

}  // namespace markings
