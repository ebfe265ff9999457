#include "libmarkings/levels/readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "libmarkings/marking/clearance.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings {
namespace {

constexpr std::string_view kSchema = "markings/recipients/1";
constexpr std::size_t kMostLevels = 64;

class Loader {
 public:
  explicit Loader(const Buffer& toml) : reader_(toml, ErrorCode::kBadKey) {}

  Result<Recipients> Load() {
    const toml::table root = reader_.Parse();
    if (!reader_.error()) ReadRoot(root);
    if (reader_.error()) return std::unexpected(*reader_.error());
    return std::move(result_);
  }

 private:
  void ReadRoot(const toml::table& root) {
    reader_.CheckKeys(root, {"schema", "policy", "levels", "reader"});
    if (reader_.Text(root, "schema", true) != kSchema) {
      reader_.Refuse(root, "the schema is not markings/recipients/1",
                     "begin the file with schema = \"markings/recipients/1\"");
    }
    result_.policy = reader_.Text(root, "policy", false);
    result_.levels = reader_.Texts(root, "levels");
    if (result_.levels.empty()) {
      reader_.Refuse(root, "there are no levels",
                     "name audiences of the policy: levels = [\"public\", \"partner\"]");
    }
    if (result_.levels.size() > kMostLevels)
      reader_.Refuse(*root.get("levels"), "there are more than 64 levels", "use fewer");
    for (std::size_t i = 0; i < result_.levels.size(); ++i) {
      if (std::ranges::count(result_.levels, result_.levels[i]) > 1) {
        reader_.Refuse(*root.get("levels"), fmt::format("the level {} stands there twice", result_.levels[i]),
                       "name it once");
      }
    }
    for (const toml::table* row : reader_.Rows(root, "reader")) ReadReader(*row);
    if (result_.readers.empty() && !reader_.error()) {
      reader_.Refuse(root, "there are no readers", "add a [[reader]] with name, key and clearance");
    }
  }

  void ReadReader(const toml::table& row) {
    reader_.CheckKeys(row, {"name", "key", "clearance", "nationality", "levels"});
    Reader reader;
    reader.where = reader_.Where(row);
    reader.name = reader_.Text(row, "name", true);
    const std::string key = reader_.Text(row, "key", true);
    reader.clearance = reader_.Text(row, "clearance", true);
    reader.nationality = reader_.Text(row, "nationality", false);
    if (row.contains("levels")) reader.levels = reader_.Texts(row, "levels");
    if (reader_.error()) return;
    auto recipient = AgeRecipient::Parse(key);
    if (!recipient) {
      reader_.Refuse(*row.get("key"), recipient.error().message, recipient.error().fix);
      return;
    }
    reader.key = *recipient;
    for (const Reader& other : result_.readers) {
      if (other.name == reader.name || other.key == reader.key) {
        reader_.Refuse(row, fmt::format("{} has the name or the key of another reader", reader.name),
                       "give each reader a name and a key of their own");
      }
    }
    for (const std::string& level : reader.levels) {
      if (std::ranges::find(result_.levels, level) == result_.levels.end()) {
        reader_.Refuse(*row.get("levels"), fmt::format("{} is none of the levels", level),
                       "name one of `levels`");
      }
    }
    result_.readers.push_back(std::move(reader));
  }

  internal::TomlReader reader_;
  Recipients result_;
};

// Why a reader may not open a level; empty: the reader may.
std::string Refusal(const Vocabulary& vocabulary, const Clearance& clearance, const Audience& audience) {
  const Access access = MayRead(vocabulary, clearance, audience.clears);
  if (!access.granted) return fmt::format("{}", fmt::join(access.reasons, "; "));
  if (clearance.nationality.empty() || Dominates(vocabulary, Marking{}, audience.clears)) return {};
  if (std::ranges::find(audience.countries, clearance.nationality) != audience.countries.end()) return {};
  return fmt::format("{} is none of the countries of this audience", clearance.nationality);
}

std::unexpected<Error> Refuse(Span where, std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, where, std::move(message), std::move(fix));
}

}  // namespace

Result<Recipients> Recipients::Load(const Buffer& toml) { return Loader(toml).Load(); }

Result<std::vector<LevelPlan>> PlanLevels(const Recipients& recipients, const Policy& policy) {
  const Vocabulary& vocabulary = policy.vocabulary();
  std::vector<LevelPlan> levels;
  levels.reserve(recipients.levels.size());
  for (const std::string& id : recipients.levels) {
    const auto audience = policy.FindAudience(id);
    if (!audience) return std::unexpected(audience.error());
    levels.push_back({*audience, 0, {}});
  }
  for (LevelPlan& level : levels) {
    for (const LevelPlan& other : levels) {
      if (&other != &level && Dominates(vocabulary, level.audience->clears, other.audience->clears))
        ++level.below;
    }
  }
  for (std::size_t i = 0; i < recipients.readers.size(); ++i) {
    const Reader& reader = recipients.readers[i];
    const auto clearance = ParseClearance(vocabulary, reader.clearance, reader.nationality);
    if (!clearance) {
      return Refuse(reader.where, fmt::format("{}: {}", reader.name, clearance.error().message),
                    clearance.error().fix);
    }
    bool any = false;
    std::string reason;
    for (LevelPlan& level : levels) {
      const bool asked = std::ranges::find(reader.levels, level.audience->id) != reader.levels.end();
      if (!reader.levels.empty() && !asked) continue;
      const std::string refusal = Refusal(vocabulary, *clearance, *level.audience);
      if (refusal.empty()) {
        level.readers.push_back(i);
        any = true;
      } else if (asked) {
        return Refuse(
            reader.where,
            fmt::format("{} may not open the level {}: {}", reader.name, level.audience->id, refusal),
            "take the level off this reader, or correct the clearance");
      } else {
        reason = refusal;
      }
    }
    if (!any) {
      return Refuse(reader.where, fmt::format("{} may open no level: {}", reader.name, reason),
                    "take the reader out, or correct the clearance");
    }
  }
  for (const LevelPlan& level : levels) {
    if (level.readers.empty()) {
      return Refuse({}, fmt::format("nobody may open the level {}", level.audience->id),
                    "take it off `levels`, or add a reader who is cleared for it");
    }
  }
  std::ranges::stable_sort(levels, {}, &LevelPlan::below);
  return levels;
}

}  // namespace markings
