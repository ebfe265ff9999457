#ifndef LIBMARKINGS_MARKING_INTERNAL_VOCABULARY_LOADER_H_
#define LIBMARKINGS_MARKING_INTERNAL_VOCABULARY_LOADER_H_

// Reads a vocabulary file. VocabularyLoader reads what every regime has; GrammarLoader what those with banner
// categories have beside it. Users want marking/vocabulary.h.

#include <toml++/toml.h>

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/internal/spelling_table.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings::internal {

using Table = toml::table;

class VocabularyLoader {
 public:
  explicit VocabularyLoader(const Buffer& toml) : text_(toml.text()), in_(toml, ErrorCode::kBadVocabulary) {}

  [[nodiscard]] Result<std::shared_ptr<const Vocabulary>> Load(std::string_view edition);

 private:
  friend class GrammarLoader;

  bool ChooseEdition(const Table& root, std::string_view edition);
  // Refuses an edition that the file does not name.
  void CheckEdition(const toml::node& node, std::string_view edition);
  void ReadEditionEnds(const Table& root);
  std::vector<const Table*> RowsOf(const Table& root, std::string_view key, bool required);
  std::optional<std::size_t> LevelIndex(const Table& row, std::string_view key);
  std::uint64_t LevelSet(const Table& row, std::string_view key);
  std::uint64_t ControlSet(const Table& row, std::string_view key);
  void AddName(Vocabulary::Map<std::size_t>& names, const Table& row, const std::string& name,
               std::size_t index);
  void Measure(const toml::node& row, const std::string& name);
  void ReadLevels(const Table& root);
  void ReadControls(const Table& root);
  // supersedes, implies, excludes, requires: made transitive where that is their meaning.
  void ReadRelations(const std::vector<const Table*>& rows);
  void CloseRelation(const std::vector<const Table*>& rows, std::uint64_t Control::* relation,
                     std::string_view key);
  void ReadCaptions(const Table& root);
  void ReadTags(const Table& root);

  std::string_view text_;
  TomlReader in_;
  Vocabulary vocabulary_;
  bool categories_ = false;
  // Ids, and spellings in capitals, of controls of other editions only. No mark of this one holds them.
  std::set<std::string, std::less<>> elsewhere_, spelled_elsewhere_;
};

class GrammarLoader {
 public:
  GrammarLoader(VocabularyLoader& loader, const Table& root)
      : loader_(loader), in_(loader.in_), vocabulary_(loader.vocabulary_), root_(root) {}

  void Load();

 private:
  // Whether a row belongs to the edition that was chosen. `named` gets the words for its editions when there
  // are others: "editions X, Y".
  bool InEdition(const Table& row, std::string* named = nullptr, std::string_view key = "editions");
  // The place of a row's text in `names`; 0 without one, and when it is refused.
  std::size_t OneOf(const Table& row, std::string_view key, std::span<const std::string_view> names,
                    std::string_view fix);
  void ReadUnstated(const Table& row, Control& control);
  std::string Form(const Table& row, std::string_view key, const std::string& otherwise);
  void AddSpelling(const Table& row, std::string_view text, const Meaning& meaning);
  void ReadSyntax();
  void ReadLevels();
  void ReadCategories();
  void ReadOwners();
  void ReadCompounds();
  void ReadControls();
  void ReadCompartments();
  void ReadTypeWords();
  void ReadFused();
  void ReadDeprecated();
  void ReadChecks();
  void ReadRules();
  void ReadField();
  void ReadFieldKeys(const Table& table, FieldForm& field);
  void ReadFieldValues(const Table& table, FieldForm& field);
  std::optional<std::size_t> FieldKeyIndex(const Table& row, std::string_view key, const FieldForm& field);
  char OneCharacter(const Table& row, std::string_view key, char usual);
  MarkRule ReadRule(const Table& row);
  void SummariseControls();
  [[nodiscard]] Grammar::ListedRule ListRule(std::size_t index) const;
  void ListRules();
  void ReadObjects(const Table& row, MarkRule& rule);
  std::vector<Pattern> Patterns(const Table& row, std::string_view key);
  Pattern PatternOf(const toml::node& node, std::string_view text);
  std::size_t CategoryIndex(const Table& row, std::string_view key = "category");
  std::optional<std::size_t> OwnerIndex(std::string_view id) const;
  std::optional<std::size_t> ControlIndex(std::string_view id) const;
  std::size_t Number(const toml::node& node, std::string_view key);
  std::uint16_t RowIndex(const Table& row, std::size_t count);
  void CheckCodes(const Table& row, std::string_view key, std::span<const std::string> codes);
  // Whether `words` holds a name, or that of the control which it is a compartment of.
  static bool HoldsName(const std::set<std::string, std::less<>>& words, std::string_view name);
  // Refuses a row whose id one of the first `count` rows has.
  template <class Row>
  void RefuseTwin(const Table& row, const std::vector<Row>& rows, std::size_t count, const std::string& id) {
    for (std::size_t i = 0; i < count && i < rows.size(); ++i) {
      if (rows[i].id == id) in_.Refuse(row, "the id '" + id + "' stands twice", "give each row its own id");
    }
  }

  VocabularyLoader& loader_;
  TomlReader& in_;
  Vocabulary& vocabulary_;
  const Table& root_;
  Grammar grammar_;
  SpellingTable spellings_;
  std::vector<std::vector<std::size_t>> rules_by_control_;  // those whose `on` names the control
  std::vector<std::size_t> rules_of_all_;                   // the others
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_VOCABULARY_LOADER_H_
