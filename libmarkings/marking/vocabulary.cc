// Look-ups in a vocabulary, and the regimes that are compiled in. vocabulary_loader.cc reads the files.

#include "libmarkings/marking/vocabulary.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <utility>

#include "libmarkings/marking/internal/vocabulary_loader.h"

namespace markings {

namespace internal {
extern const std::string_view kAuVocabulary;
extern const std::string_view kCuiVocabulary;
extern const std::string_view kNatoVocabulary;
extern const std::string_view kStateVocabulary;
extern const std::string_view kTlpVocabulary;
extern const std::string_view kUkVocabulary;
extern const std::string_view kUsVocabulary;
}  // namespace internal

namespace {

struct Builtin {
  std::string_view regime;
  std::string_view toml;
};

// The compiled-in regimes, sorted by name.
const auto& Builtins() {
  static const std::array builtins = {
      Builtin{"au", internal::kAuVocabulary},     Builtin{"cui", internal::kCuiVocabulary},
      Builtin{"nato", internal::kNatoVocabulary}, Builtin{"state", internal::kStateVocabulary},
      Builtin{"tlp", internal::kTlpVocabulary},   Builtin{"uk", internal::kUkVocabulary},
      Builtin{"us", internal::kUsVocabulary}};
  return builtins;
}
constexpr std::string_view kDefaultRegime = "state";

}  // namespace

Result<std::shared_ptr<const Vocabulary>> Vocabulary::Load(const Buffer& toml, std::string_view edition) {
  try {
    return internal::VocabularyLoader(toml).Load(edition);
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the vocabulary failed", "report this");
  }
}

Result<std::shared_ptr<const Vocabulary>> Vocabulary::ForRegime(std::string_view regime,
                                                                std::string_view edition) {
  if (regime == "auto") regime = kDefaultRegime;
  const auto builtin = std::ranges::find(Builtins(), regime, &Builtin::regime);
  if (builtin == Builtins().end()) {
    std::string names;
    for (const Builtin& one : Builtins()) names += std::string(one.regime) + ", ";
    return Fail(ErrorCode::kUnknownRegime, {}, "this version has no such regime",
                "use one of: " + names + "auto");
  }
  using Loaded = Result<std::shared_ptr<const Vocabulary>>;
  static std::mutex mutex;
  static std::map<std::pair<std::string, std::string>, Loaded> loaded;
  const std::scoped_lock lock(mutex);
  const auto key = std::pair(std::string(regime), std::string(edition));
  if (const auto found = loaded.find(key); found != loaded.end()) return found->second;
  auto buffer = Buffer::FromBytes(std::string(builtin->toml), "vocabulary/" + key.first + ".toml");
  auto result = buffer ? Load(*buffer, edition) : Loaded(std::unexpected(buffer.error()));
  if (result) {
    // The default edition has two names.
    loaded.emplace(key, result);
    const auto& editions = (*result)->editions();
    if (edition.empty() && !editions.empty()) loaded.emplace(std::pair(key.first, editions.front()), result);
    if (!editions.empty() && edition == editions.front()) loaded.emplace(std::pair(key.first, ""), result);
  }
  return result;
}

std::vector<std::string_view> Vocabulary::Regimes() {
  std::vector<std::string_view> names;
  for (const Builtin& builtin : Builtins()) names.push_back(builtin.regime);
  return names;
}

namespace {
template <class Names>
std::optional<std::size_t> Find(const Names& names, std::string_view spelling) {
  const auto found = names.find(spelling);
  if (found == names.end()) return std::nullopt;
  return found->second;
}
}  // namespace

std::optional<std::size_t> Vocabulary::FindLevel(std::string_view spelling) const {
  return Find(level_by_name_, spelling);
}
std::optional<std::size_t> Vocabulary::FindControl(std::string_view spelling) const {
  return Find(control_by_name_, spelling);
}
std::optional<std::size_t> Vocabulary::FindCaption(std::string_view spelling) const {
  return Find(caption_by_name_, spelling);
}

std::optional<std::chrono::year_month_day> Vocabulary::EditionUntil(std::string_view edition) const {
  for (const auto& [name, until] : edition_until_) {
    if (name == edition) return until;
  }
  return std::nullopt;
}

std::string_view Vocabulary::EditionOf(std::chrono::year_month_day day) const {
  const std::pair<std::string, std::chrono::year_month_day>* found = nullptr;
  for (const auto& one : edition_until_) {
    if (day <= one.second && (found == nullptr || one.second < found->second)) found = &one;
  }
  return found == nullptr ? std::string_view() : std::string_view(found->first);
}

bool Vocabulary::IsTag(std::string_view item) const {
  const bool letters = std::ranges::all_of(item, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (letters && std::ranges::find(tag_lengths_, item.size()) != tag_lengths_.end()) return true;
  if (tags_.contains(item)) return true;
  const std::size_t blank = std::min(item.find_first_of(" ("), item.size());
  const auto code = tags_.find(item.substr(0, blank));
  return code != tags_.end() && code->second;
}

}  // namespace markings
