// Reading a list of candidates. What is in it is secret, so what is said of a fault is its place and which
// key it is about, never a word of the file: not an unknown key either, which may be a name.

#include "libmarkings/redact/candidates.h"

#include <algorithm>
#include <array>
#include <exception>
#include <set>
#include <utility>

#include "libmarkings/text/day.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings {
namespace {

using internal::TomlReader;

constexpr std::array<std::pair<std::string_view, CandidateKind>, 4> kLists = {{
    {"names", CandidateKind::kName},
    {"posts", CandidateKind::kPost},
    {"dates", CandidateKind::kDate},
    {"organisations", CandidateKind::kOrganisation},
}};
constexpr std::array<CandidateKind, 4> kKinds = {CandidateKind::kName, CandidateKind::kPost,
                                                 CandidateKind::kDate, CandidateKind::kOrganisation};

class CandidateReader {
 public:
  explicit CandidateReader(const Buffer& buffer) : reader_(buffer, ErrorCode::kUnusableInput) {}

  Result<std::vector<Candidate>> Read() {
    const toml::table root = reader_.Parse();
    if (reader_.error()) {
      // (Its words may quote the file.)
      return Fail(ErrorCode::kUnusableInput, reader_.error()->where, "this is no TOML", "mend the file here");
    }
    CheckKeys(root, {"schema", "names", "posts", "dates", "organisations", "candidate"});
    const toml::node* schema = root.get("schema");
    if (schema == nullptr || schema->value_or(std::string_view()) != "markings/candidates/1") {
      Refuse(schema == nullptr ? Span{} : reader_.Where(*schema), "the schema is not markings/candidates/1",
             "write schema = \"markings/candidates/1\"");
    }
    for (const auto& [key, kind] : kLists) ReadList(root, key, kind);
    ReadRows(root);
    if (fault_) return std::unexpected(*fault_);
    if (all_.empty()) {
      return Fail(ErrorCode::kUnusableInput, {}, "the list holds no candidate",
                  "write names = [\"...\"], posts, dates or organisations");
    }
    return std::move(all_);
  }

 private:
  void Refuse(Span where, std::string message, std::string fix) {
    if (!fault_) fault_ = Error{ErrorCode::kUnusableInput, where, std::move(message), std::move(fix), {}};
  }

  void CheckKeys(const toml::table& table, std::initializer_list<std::string_view> known) {
    std::string all;
    for (const std::string_view one : known) all += (all.empty() ? "" : ", ") + std::string(one);
    for (const auto& [key, node] : table) {
      if (std::ranges::find(known, key.str()) == known.end())
        Refuse(reader_.Where(key), "this key is not known here", "use one of: " + all);
    }
  }

  // Empty, and refused, when it is no text of one line.
  std::string Text(const toml::node& node, std::string_view key) {
    std::string text = node.value_or(std::string());
    const bool controls =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
    if (text.empty() || controls || text.front() == ' ' || text.back() == ' ') {
      Refuse(reader_.Where(node),
             "'" + std::string(key) + "' must be a text of one line without blanks around it",
             "write \"...\"");
      return {};
    }
    return text;
  }

  void Add(Candidate candidate, const toml::node& value) {
    if (candidate.kind == CandidateKind::kDate) {
      if (const auto* date = value.as_date()) {
        candidate.date = std::chrono::year_month_day{std::chrono::year(date->get().year),
                                                     std::chrono::month(date->get().month),
                                                     std::chrono::day(date->get().day)};
      } else {
        candidate.date = ReadDay(value.value_or(std::string_view()));
      }
      if (!candidate.date || !candidate.date->ok()) {
        Refuse(reader_.Where(value), "a date is not written as one", "write it as 2031-05-17");
        return;
      }
    } else {
      candidate.value = Text(value, "value");
      if (candidate.value.empty()) return;
    }
    const auto day = candidate.date ? std::chrono::sys_days(*candidate.date).time_since_epoch().count() : 0;
    if (known_.emplace(candidate.kind, candidate.value, day).second) all_.push_back(std::move(candidate));
  }

  void ReadList(const toml::table& root, std::string_view key, CandidateKind kind) {
    const toml::node* node = root.get(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      Refuse(reader_.Where(*node), "'" + std::string(key) + "' must be a list", "write [\"...\", \"...\"]");
      return;
    }
    for (const toml::node& one : *list) {
      Candidate candidate;
      candidate.kind = kind;
      Add(std::move(candidate), one);
    }
  }

  void ReadRows(const toml::table& root) {
    const toml::node* node = root.get("candidate");
    if (node == nullptr) return;
    const toml::array* rows = node->as_array();
    if (rows == nullptr || !rows->is_array_of_tables()) {
      Refuse(reader_.Where(*node), "'candidate' must be tables", "write [[candidate]]");
      return;
    }
    for (const toml::node& row : *rows) ReadRow(*row.as_table());
  }

  void ReadRow(const toml::table& row) {
    CheckKeys(row, {"value", "kind", "gender", "number", "titles"});
    Candidate candidate;
    const std::array<std::string_view, 4> kinds = {"name", "post", "date", "organisation"};
    candidate.kind = kKinds.at(Choice(row, "kind", kinds).value_or(0));
    const std::array<std::string_view, 2> genders = {"female", "male"};
    if (const auto gender = Choice(row, "gender", genders))
      candidate.gender = *gender == 0 ? Candidate::Gender::kFemale : Candidate::Gender::kMale;
    const std::array<std::string_view, 2> numbers = {"singular", "plural"};
    if (const auto number = Choice(row, "number", numbers))
      candidate.number = *number == 0 ? Candidate::Number::kSingular : Candidate::Number::kPlural;
    if (const toml::node* titles = row.get("titles")) {
      const toml::array* list = titles->as_array();
      if (list == nullptr) {
        Refuse(reader_.Where(*titles), "'titles' must be a list", "write [\"Ambassador\"]");
        return;
      }
      for (const toml::node& title : *list) candidate.titles.push_back(Text(title, "titles"));
    }
    const toml::node* value = row.get("value");
    if (value == nullptr) {
      Refuse(reader_.Where(static_cast<const toml::node&>(row)), "the key 'value' is missing",
             "write value = \"...\"");
      return;
    }
    Add(std::move(candidate), *value);
  }

  std::optional<std::size_t> Choice(const toml::table& row, std::string_view key,
                                    std::span<const std::string_view> words) {
    const toml::node* node = row.get(key);
    if (node == nullptr) return std::nullopt;
    const auto found = std::ranges::find(words, node->value_or(std::string_view()));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string all;
    for (const std::string_view one : words) all += (all.empty() ? "" : ", ") + std::string(one);
    Refuse(reader_.Where(*node), "'" + std::string(key) + "' is none of its words", "write one of: " + all);
    return std::nullopt;
  }

  TomlReader reader_;
  std::optional<Error> fault_;
  std::vector<Candidate> all_;
  std::set<std::tuple<CandidateKind, std::string, long>> known_;
};

}  // namespace

std::string_view Name(CandidateKind kind) {
  switch (kind) {
    case CandidateKind::kName:
      return "name";
    case CandidateKind::kPost:
      return "post";
    case CandidateKind::kDate:
      return "date";
    case CandidateKind::kOrganisation:
      break;
  }
  return "organisation";
}

Result<Candidates> Candidates::Load(const Buffer& toml) {
  try {
    auto read = CandidateReader(toml).Read();
    if (!read) return std::unexpected(read.error());
    Candidates candidates;
    candidates.all_ = *std::move(read);
    return candidates;
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the list of candidates failed", "report this");
  }
}

}  // namespace markings
