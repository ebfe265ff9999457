// The text of a keyring: fixed lines, then one for each root and one for each key.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "libmarkings/keyring/keyring.h"
#include "libmarkings/text/day.h"
#include "libmarkings/text/digits.h"

namespace markings {
namespace {

constexpr std::string_view kFirstLine = "markings-keyring/v1", kNoEnd = "-";
constexpr std::size_t kMostRoots = 16, kMostKeys = 1000, kMostBytes = std::size_t{1} << 19;
constexpr std::array<std::string_view, 4> kPurposes = {"original", "release", "register", "witness"};
constexpr std::array<std::string_view, 3> kStatuses = {"active", "retired", "revoked"};

// Lines in turn, with their places.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  [[nodiscard]] bool done() const { return next_ == text_.size(); }
  // The next line without its LF; false when there is none.
  bool Next() {
    const std::size_t end = text_.find('\n', next_);
    if (end == std::string_view::npos) return false;
    where_ = {next_, end};
    next_ = end + 1;
    return true;
  }
  // What follows a word and a blank in this line.
  [[nodiscard]] std::optional<std::string_view> After(std::string_view word) const {
    std::string_view line = Slice(text_, where_);
    if (!line.starts_with(word) || line.substr(word.size(), 1) != " ") return std::nullopt;
    line.remove_prefix(word.size() + 1);
    return line;
  }
  [[nodiscard]] std::string_view line() const { return Slice(text_, where_); }
  [[nodiscard]] std::unexpected<Error> Bad(std::string message) const {
    return Fail(ErrorCode::kBadRegister, where_, std::move(message), "take the keyring as it was published");
  }

 private:
  std::string_view text_;
  std::size_t next_ = 0;
  Span where_;
};

template <std::size_t N>
std::optional<std::size_t> IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::vector<std::string_view> Words(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t blank = line.find(' ');
    words.push_back(line.substr(0, blank));
    if (blank == std::string_view::npos) return words;
    line.remove_prefix(blank + 1);
  }
}

// Whether a key of that form can serve the purpose.
bool Serves(const KeyReference& key, KeyPurpose purpose) {
  const bool note = purpose == KeyPurpose::kRegister || purpose == KeyPurpose::kWitness;
  if (note != (key.kind() == KeyReference::Kind::kNote)) return false;
  if (!note) return true;
  const auto type = NoteVerifier::Parse(key.text())->type();
  return (type == NoteKeyType::kCosignature) == (purpose == KeyPurpose::kWitness);
}

// What follows "key ".
Result<KeyringEntry> ParseKey(const Reader& reader, std::string_view rest) {
  const auto words = Words(rest);
  if (words.size() != 6) return reader.Bad("a key has a name, a purpose, itself, two days and a status");
  const auto purpose = IndexOf(kPurposes, words[1]), status = IndexOf(kStatuses, words[5]);
  auto key = KeyReference::Parse(words[2]);
  if (!IsNoteKeyName(words[0])) return reader.Bad("the name of the key is none");
  if (!purpose || !status) return reader.Bad("the purpose or the status of the key is not known");
  if (!key) return reader.Bad("the line names no key");
  const bool open = words[4] == kNoEnd;
  if (!ReadDay(words[3]) || (!open && (!ReadDay(words[4]) || words[4] < words[3]))) {
    return reader.Bad("the days of the key are none, or the last is before the first");
  }
  if (open && static_cast<KeyStatus>(*status) == KeyStatus::kRetired) {
    return reader.Bad("a key that is retired has a last day");
  }
  if (!Serves(*key, static_cast<KeyPurpose>(*purpose))) {
    return reader.Bad("a key of this form does not serve this purpose");
  }
  return KeyringEntry{std::string(words[0]),
                      static_cast<KeyPurpose>(*purpose),
                      *std::move(key),
                      std::string(words[3]),
                      open ? std::string() : std::string(words[4]),
                      static_cast<KeyStatus>(*status)};
}

}  // namespace

std::string_view Name(KeyPurpose purpose) { return kPurposes[static_cast<std::size_t>(purpose)]; }
std::string_view Name(KeyStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

Result<KeyPurpose> ReadKeyPurpose(std::string_view name) {
  if (const auto index = IndexOf(kPurposes, name)) return static_cast<KeyPurpose>(*index);
  return Fail(ErrorCode::kUnusableInput, {}, "the purpose is not known",
              "write original, release, register or witness");
}

std::string Keyring::Format() const {
  std::string text = fmt::format("{}\nkeyring {}\nversion {}\nroots {} of {}\n", kFirstLine, name, version,
                                 threshold, roots.size());
  for (const NoteVerifier& root : roots) text += fmt::format("root {}\n", root.Format());
  for (const KeyringEntry& key : keys) {
    text += fmt::format("key {} {} {} {} {} {}\n", key.name, Name(key.purpose), key.key.text(), key.from,
                        key.to.empty() ? kNoEnd : std::string_view(key.to), Name(key.status));
  }
  return text;
}

Result<Keyring> Keyring::Parse(std::string_view text) {
  Reader reader(text);
  if (text.size() > kMostBytes) return reader.Bad("the keyring is larger than any");
  if (!reader.Next() || reader.line() != kFirstLine) return reader.Bad("it is no keyring of this version");
  Keyring ring;
  const auto name = reader.Next() ? reader.After("keyring") : std::nullopt;
  if (!name || !IsNoteKeyName(*name)) return reader.Bad("the keyring has no name");
  ring.name = *name;
  const auto version = reader.Next() ? reader.After("version") : std::nullopt;
  const auto number = version ? ReadDecimal(*version) : std::nullopt;
  if (!number || *number == 0) return reader.Bad("the keyring has no version");
  ring.version = *number;
  const auto counts = reader.Next() ? reader.After("roots") : std::nullopt;
  const auto words = counts ? Words(*counts) : std::vector<std::string_view>();
  const auto needed = words.size() == 3 && words[1] == "of" ? ReadDecimal(words[0]) : std::nullopt;
  const auto roots = needed ? ReadDecimal(words[2]) : std::nullopt;
  if (!roots || *needed == 0 || *needed > *roots || *roots > kMostRoots) {
    return reader.Bad("it does not say how many of how many roots must sign");
  }
  ring.threshold = static_cast<std::size_t>(*needed);

  std::vector<KeyReference> seen;
  const auto is_new = [&](const KeyReference& key) {
    if (std::ranges::any_of(seen, [&](const KeyReference& other) { return other.SameKeyAs(key); }))
      return false;
    seen.push_back(key);
    return true;
  };
  for (std::size_t i = 0; i < *roots; ++i) {
    const auto line = reader.Next() ? reader.After("root") : std::nullopt;
    auto root = line ? NoteVerifier::Parse(*line) : Result<NoteVerifier>(std::unexpected(Error{}));
    if (!root || root->type() != NoteKeyType::kNote || root->Format() != *line) {
      return reader.Bad("the line is no root, which is a key of signed notes");
    }
    if (!is_new(*KeyReference::Parse(*line))) return reader.Bad("the key stands in the keyring already");
    ring.roots.push_back(*std::move(root));
  }
  while (!reader.done()) {
    const auto line = reader.Next() ? reader.After("key") : std::nullopt;
    if (!line) return reader.Bad("the line is no key");
    if (ring.keys.size() == kMostKeys) return reader.Bad("the keyring has over 1000 keys");
    auto key = ParseKey(reader, *line);
    if (!key) return std::unexpected(std::move(key).error());
    // One key for two purposes could be made to sign the one for the other.
    if (!is_new(key->key)) return reader.Bad("the key stands in the keyring already");
    ring.keys.push_back(*std::move(key));
  }
  return ring;
}

}  // namespace markings
