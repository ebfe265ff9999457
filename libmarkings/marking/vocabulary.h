#ifndef LIBMARKINGS_MARKING_VOCABULARY_H_
#define LIBMARKINGS_MARKING_VOCABULARY_H_

// A vocabulary is the data of one marking regime: levels with their order, controls, captions, TAGS.
// It is a TOML file (policies/vocabulary/<regime>.toml); those files are compiled in and can be
// replaced at run time. The engine knows no token by name: a level or control exists because a row
// of the vocabulary says so, and each row cites its source.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/grammar.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings {

namespace internal {
class GrammarLoader;
class SpellingTable;
class VocabularyLoader;
}  // namespace internal

// A classification level. Levels are ordered as in the file, lowest first.
struct MARKINGS_API Level {
  std::string id;                    // "U"
  std::string banner;                // canonical class line word: "UNCLAS"
  std::string long_form;             // "UNCLASSIFIED"
  std::string portion;               // "U"
  std::vector<std::string> aliases;  // other accepted spellings, banner or portion
  std::string source;
  // In regimes with categories:
  std::uint64_t owners = 0;            // bit i: stands in marks of owner i; none set: of any
  std::optional<std::size_t> at_home;  // the level that it counts as in a document of the regime's own
};

// A control: a protection beside the level (SBU, NOFORN, EXDIS). A vocabulary has at most 64.
struct MARKINGS_API Control {
  std::string id;         // "SBU", the name that policies use
  std::string portion;    // "SBU"; what stands in a portion mark
  std::string caption;    // "SENSITIVE"; what stands under the class line, empty: none
  std::string long_form;  // "SENSITIVE BUT UNCLASSIFIED"
  std::vector<std::string> aliases;
  std::string field;  // the list of `markings mark`'s "fields" that it belongs to: "dissem", "nonic"
  // The level (index) that it is written instead of in a portion: (SBU), not (U//SBU).
  std::optional<std::size_t> stands_for;
  std::optional<std::size_t> max_level;      // highest level it may stand on (index), absent: any
  std::optional<std::size_t> absorbed_from;  // from this level up the level itself protects as much
  std::uint64_t supersedes = 0;  // controls that this one makes needless; transitive after loading
  std::uint64_t implies = 0;     // controls that come with it (LOU -> SBU): added on parsing; transitive
  std::uint64_t excludes = 0;
  std::uint64_t requires_all = 0;
  bool deprecated = false;  // accepted, reported, rewritten to what it implies
  std::string source;
  // In regimes with categories:
  std::string banner;        // "NOFORN"; what stands in a banner
  std::size_t category = 0;  // index into Grammar::categories
  ListKind takes = ListKind::kNone;
  ReleaseRole release = ReleaseRole::kNoPart;
  std::string list_separator = " ";
  std::uint64_t leaves = 0;        // controls that stay when a level absorbs it
  std::vector<std::string> known;  // the names that its list can hold, when they are a closed set
  bool access = false;             // who reads it must hold it by name
  bool bare = false;               // its names stand without its own word
  bool chain = false;          // of trees: a second one follows after the value separator, without its word
  bool word_again = false;     // in older forms with its word
  bool home_first = false;     // the list begins with the regime's own country, and holds another
  bool home_never = false;     // the regime's own country never stands in the list
  bool optional_list = false;  // it may stand without its list
  std::string banner_list;     // what stands in a portion when its list is that of the banner; empty: nothing
  // What an unclassified portion with it counts as in the roll-up when it says nothing of release, each
  // narrower than the one before: it takes no part; it is left to the officer, beside others that say
  // something; it is as a classified one that says nothing.
  enum class Unstated : std::uint8_t { kNoPart, kOfficer, kPlain };
  Unstated unstated = Unstated::kNoPart;
  bool undated = false;      // no date or event ends its protection: N/A in an authority block
  bool list_before = false;  // the list stands before its word: USA/GBR EYES ONLY
  // The category where it stands in a mark of the regime's own, after the controls of that category.
  std::optional<std::size_t> home_category;
  bool same_list = false;  // of a list of release: the roll-up keeps it only where all lists are the same
  std::size_t most = 0;    // of a tree: how many names a roll-up says; more are said by `many`; 0: all
  std::string many;        // the id of the compartment that stands for them
  std::vector<std::string> type_words;  // words before a compartment that are never written: ECI

  // Where it stands in a mark of the regime's own, or of another owner.
  [[nodiscard]] std::size_t CategoryIn(bool own) const {
    return own ? home_category.value_or(category) : category;
  }
};

enum class CaptionEffect : std::uint8_t {
  kControl,  // carries a control: SENSITIVE -> SBU
  kRouting,  // says where the message goes, protects nothing: SIPDIS
  kChannel,  // restricts handling to a channel; treated as restricting
};

struct MARKINGS_API Caption {
  std::string name;
  std::vector<std::string> aliases;
  CaptionEffect effect = CaptionEffect::kRouting;
  std::uint64_t controls = 0;  // with kControl; deprecated ones as written, for Normalise to rewrite
  std::string source;
};

// Thread-safety: const after Load; safe for concurrent use.
class MARKINGS_API Vocabulary {
 public:
  // Reads a vocabulary file, in the edition named, or its default one. Errors: kUnknownEdition with those
  // that there are; kBadVocabulary with the place of the fault: a TOML error, an unknown or missing key, a
  // name that is used twice, a reference to a name that does not exist.
  [[nodiscard]] static Result<std::shared_ptr<const Vocabulary>> Load(const Buffer& toml,
                                                                      std::string_view edition = {});

  // The compiled-in vocabulary of a regime ("state"; "auto" is the default regime). Each edition is loaded
  // once and shared. Errors: kUnknownRegime, kUnknownEdition, with those that there are in the fix.
  [[nodiscard]] static Result<std::shared_ptr<const Vocabulary>> ForRegime(std::string_view regime,
                                                                           std::string_view edition = {});
  // The names of the compiled-in regimes, sorted.
  [[nodiscard]] static std::vector<std::string_view> Regimes();

  [[nodiscard]] const std::string& regime() const { return regime_; }
  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  // The edition that was chosen, and all of them, newest first. Empty where the file knows none.
  [[nodiscard]] const std::string& edition() const { return edition_; }
  [[nodiscard]] const std::vector<std::string>& editions() const { return editions_; }
  // The last day of an edition that ended; nothing for one that did not, or whose end nobody gives.
  [[nodiscard]] std::optional<std::chrono::year_month_day> EditionUntil(std::string_view edition) const;
  // The edition that was in force on a day and has ended since; empty where none has.
  [[nodiscard]] std::string_view EditionOf(std::chrono::year_month_day day) const;
  // What regimes with banner categories have beside levels and controls; null in others.
  [[nodiscard]] const Grammar* grammar() const { return grammar_.get(); }
  [[nodiscard]] const std::string& source_text() const { return source_text_; }  // the file's bytes
  [[nodiscard]] const std::vector<Level>& levels() const { return levels_; }
  [[nodiscard]] const std::vector<Control>& controls() const { return controls_; }
  [[nodiscard]] const std::vector<Caption>& captions() const { return captions_; }
  // What follows a level when the mark governs the whole text: "ENTIRE TEXT". The first is canonical.
  [[nodiscard]] const std::vector<std::string>& whole_text_phrases() const { return whole_text_; }
  // The longest spelling, in words and bytes: what a longest match has to look at.
  [[nodiscard]] std::size_t max_spelling_words() const { return max_spelling_words_; }
  [[nodiscard]] std::size_t max_spelling_bytes() const { return max_spelling_bytes_; }

  // Exact look-ups of an upper-case spelling (any alias, single blanks). Nothing when not found.
  [[nodiscard]] std::optional<std::size_t> FindLevel(std::string_view spelling) const;
  [[nodiscard]] std::optional<std::size_t> FindControl(std::string_view spelling) const;
  [[nodiscard]] std::optional<std::size_t> FindCaption(std::string_view spelling) const;
  // Whether a TAGS item, in upper case, is a code by its form (a number of letters that the vocabulary
  // gives), by the list, or a code of the list that takes a name after it: "OVIP (SURNAME, GIVEN)".
  [[nodiscard]] bool IsTag(std::string_view item) const;
  // Whether it is one of the codes that are sure to be codes, whatever stands beside it.
  [[nodiscard]] bool IsSubjectTag(std::string_view item) const { return subject_tags_.contains(item); }

  // For the parsers of this room: every spelling of a regime with categories, with what it means.
  [[nodiscard]] const internal::SpellingTable& spellings() const { return *spellings_; }

 private:
  Vocabulary() = default;
  friend class internal::VocabularyLoader;
  friend class internal::GrammarLoader;

  // Look-ups by a view, without a copy.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class T>
  using Map = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  std::string regime_, title_, version_, edition_, source_text_;
  std::vector<std::string> editions_;
  std::vector<std::pair<std::string, std::chrono::year_month_day>> edition_until_;
  std::shared_ptr<const Grammar> grammar_;
  std::shared_ptr<const internal::SpellingTable> spellings_;
  std::vector<Level> levels_;
  std::vector<Control> controls_;
  std::vector<Caption> captions_;
  std::vector<std::string> whole_text_;
  std::size_t max_spelling_words_ = 1, max_spelling_bytes_ = 1;
  Map<std::size_t> level_by_name_, control_by_name_, caption_by_name_;
  Map<bool> tags_;  // whether a name may follow
  Map<bool> subject_tags_;
  std::vector<std::size_t> tag_lengths_;
};

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_VOCABULARY_H_
