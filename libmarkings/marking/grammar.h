#ifndef LIBMARKINGS_MARKING_GRAMMAR_H_
#define LIBMARKINGS_MARKING_GRAMMAR_H_

// The part of a vocabulary that regimes with banner categories have (CLASS//SCI//...//DISSEM): owners,
// categories, lists, compartments, and the rules that hold between the tokens of one mark. Plain rows of the
// vocabulary file; docs/formats/vocabulary.md describes each key. The indices are into the vectors of the
// Vocabulary that the grammar belongs to.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/diagnostic.h"

namespace markings {

// What stands beside a control.
enum class ListKind : std::uint8_t { kNone, kCountries, kNumbers, kNames, kTree };

// A control's part in the roll-up of foreign release.
enum class ReleaseRole : std::uint8_t {
  kNoPart,
  kNobody,   // no foreign release at all
  kList,     // release to the countries of its list
  kDisplay,  // disclosure, but no release, to the countries of its list
  kOfficer,  // a disclosure officer decides
};

enum class ValueOrder : std::uint8_t { kRegister, kName };

struct MARKINGS_API Category {
  std::string id, field, source;
  ValueOrder order = ValueOrder::kRegister;
  bool access = false;  // who reads it must hold each of its controls by name
  bool open =
      false;  // a token that nobody knows is a warning here, not an error: unpublished names are legal
  // The category whose values these stood among in older forms: one separator of values between the two is
  // right.
  std::optional<std::size_t> among = std::nullopt;
};

inline constexpr std::size_t kMaxCategories = 16;

enum class OwnerList : std::uint8_t { kNone, kBefore, kAfter };

// In whose name a mark stands when it is not the regime's own.
struct MARKINGS_API Owner {
  std::string id, word, source;
  std::vector<std::string> codes;  // what it is a source by, when it has no list
  OwnerList list = OwnerList::kNone;
  bool undated = false;      // no date or event ends the protection of its marks
  bool banner_list = false;  // a portion may leave out its list when that is the banner's
  std::optional<std::size_t>
      rolls_into;  // the control that its sources join in a document of the regime's own
};

// One spelling for an owner and a level.
struct MARKINGS_API Compound {
  std::string banner, portion, long_form, source;
  std::size_t level = 0;
  std::size_t owner = 0;
  std::uint64_t controls = 0;  // those that it says besides
  bool deprecated = false;     // read, and never written
};

// One spelling for several controls.
struct MARKINGS_API Fused {
  std::string banner, portion, long_form, source;
  std::size_t category = 0;
  std::uint64_t controls = 0;
  std::uint64_t levels = 0;  // bit i: it may stand at level i
  // Its controls stay apart beside another control of release, or where they are said one by one: a mark says
  // which it is (Marking::fused). Otherwise it is written wherever its controls meet.
  bool apart = false;
};

// A known part of a control with compartments.
struct MARKINGS_API Compartment {
  std::string id, banner, portion, long_form, source;
  std::size_t control = 0;
};

// What the engine checks in the form of a mark. A vocabulary's [[check]] row gives each its id and source.
enum class FormCheck : std::uint8_t {
  kCategoryOrder,
  kValueOrder,
  kSeparator,
  kPortionSlash,  // one slash between the categories of a portion mark
  kCompartmentHyphen,
  kTreeOrder,
  kListOrder,
  kListSeparator,
  kListEmpty,
  kListOfBanner,  // a portion leaves out a list that is the banner's
  kHomeAlone,
  kOwnerOne,
  kOwnerListOrder,
  kLevelFirst,
  kLevelSpelled,
  kPortionForm,
  kBannerForm,
  kParentheses,
  kCapitals,
  kUnknownToken,
  kUnknownCountry,
  kDuplicate,
  kTwoLevels,
  kDeprecated,
  kTooLong,
  kDeceptiveCharacter,
  kSuperseded,
  kAbsorbed,
  kRollupLevel,
  kRollupUnion,
  kRollupRelease,
  kRollupAbsorbed,
  kRollupSuperseded,
  kRollupFgi,
  kRollupJoint,
  kRollupOwnerLevel,
  kRollupTree,
  kRollupGap,  // nobody is left to release to: the mark says so
  kBannerMissing,
  kBannerExcessive,
  kBannerCompilation,
  kFieldBrackets,
  kFieldSeparator,
  kFieldKey,   // a key that nobody knows
  kFieldForm,  // a key that stands in the other form only
  kFieldOrder,
  kFieldMissing,
  kFieldRepeat,
  kFieldValue,
  kFieldSpelling,  // other letters are capitals, or there are other blanks, than should be
  kFieldLength,
  kFieldEscape,
  kFieldPair,   // a key without the one that it stands together with
  kFieldLower,  // a level that is not lower than that of another key
  kFieldDate,
};
inline constexpr std::size_t kCheckCount = static_cast<std::size_t>(FormCheck::kFieldDate) + 1;
// "category-order". Static storage.
[[nodiscard]] MARKINGS_API std::string_view Name(FormCheck check);

struct MARKINGS_API CheckRow {
  std::string id, source;
  Severity severity = Severity::kError;
  bool off = false;  // the edition that was chosen does not ask for it
  // "edition X", "editions X, Y": those that ask for it, when not all do.
  std::string editions{};  // NOLINT(readability-redundant-member-init): an aggregate written without it
};

// A token that a rule speaks of.
struct MARKINGS_API Pattern {
  enum class Kind : std::uint8_t {
    kControl,
    kCompartment,     // `name` of the control
    kAnyCompartment,  // any of the control
    kSubcompartment,  // any below `name` of the control
    kCategory,        // any control of it, or an unknown token there
    kOwner,
    kOwn,  // the regime's own
    kLevel,
  };
  Kind kind = Kind::kControl;
  std::size_t index = 0;
  std::string name;
};

// What holds between the tokens of one mark.
struct MARKINGS_API MarkRule {
  enum class Kind : std::uint8_t {
    kLevels,
    kRequires,
    kRequiresAny,
    kExcludes,
    kOwners,
    kCodesRequired,
    kCodesExcluded,
    kCodesAllowed,
    kCodesOfOwners,
    kNames,
    kNumbers,
    kNameLength,
    kForbidden,
  };
  std::string id, what, source;
  Kind kind = Kind::kForbidden;
  Severity severity = Severity::kError;
  std::string editions;  // "edition X", "editions X, Y": those that have it, when not all do
  bool banner = true, portion = true;
  std::vector<Pattern> on, with, without, objects;
  std::uint64_t at = ~std::uint64_t{0};  // bit i: it applies at level i
  std::uint64_t levels = 0;              // kLevels: those allowed
  std::vector<std::string> codes;        // kCodesRequired, kCodesExcluded, kCodesAllowed
  std::size_t min = 0, max = 0;          // kNames, kNumbers, kNameLength
  bool letters = false;                  // kNameLength: and they are letters all
};

// What a key of a field holds.
enum class FieldHolds : std::uint8_t {
  kLevel,
  kControl,
  kWord,  // one of the words that its row lists
  kDate,  // a day, a day and a time, or an event in words
  kText,
};

struct MARKINGS_API FieldKey {
  std::string id, source;
  FieldHolds holds = FieldHolds::kText;
  bool required = false;     // in each form in which it stands
  bool repeats = false;      // it may stand more than once
  bool header_only = false;  // it stands in the header's form, not between brackets
  std::vector<std::string> words;
  std::optional<std::size_t> with;   // the key without which it does not stand
  std::optional<std::size_t> below;  // the key whose level is higher than its own
};

// How a key spells a level or a control.
struct MARKINGS_API FieldValue {
  std::string text, source;
  std::vector<std::string> aliases;
  std::size_t key = 0;
  std::size_t index = 0;  // of the level or control that it means
  std::string unread;     // or what it is, when what begins so protects in a way that no row holds
};

// A mark written as keys and values, for machines: [SEC=PROTECTED, ACCESS=Legal-Privilege], or the same as
// the value of a header, without brackets.
struct MARKINGS_API FieldForm {
  std::string open, close, source;
  std::string header;  // the name of that header, which may stand before it
  char separator = ',', equals = '=', escape = '\\';
  std::string escaped;  // the characters that may stand after an escape
  std::size_t max_value = 0;
  std::vector<FieldKey> keys;  // in the order in which they are written
  std::vector<FieldValue> values;
  std::size_t level = 0;  // the key whose level is the mark's
};

// Thread-safety: const once its vocabulary is loaded; safe for concurrent use.
struct MARKINGS_API Grammar {
  std::string category_separator, value_separator, owner_prefix, home;
  std::vector<std::string> prefixes;  // words before the level that mean nothing more
  bool authority_block = false;       // a classified document says who classified it, and until when
  bool exact_case = false;            // spelled as the rows spell it, not in capitals throughout
  std::vector<Category> categories;
  std::vector<Owner> owners;
  std::vector<Compound> compounds;
  std::vector<Fused> fused;
  std::vector<Compartment> compartments;
  std::vector<CheckRow> checks;    // one for each FormCheck
  std::optional<FieldForm> field;  // where the regime writes marks as a field as well
  std::vector<MarkRule> rules;
  // The rules on each control, and the others, for one kind of mark and one level, without those that these
  // settle. What the controls and the owner of a mark settle of a rule stands beside it, bit i for control i:
  // most rules need no look at their patterns.
  struct ListedRule {
    std::uint64_t before = 0;   // with one of them it is judged there
    std::uint64_t with = 0;     // without one of them it does not apply
    std::uint64_t without = 0;  // with one of them it does not apply, or is kept
    std::uint64_t all = 0;      // with all of them it is kept, where there are any
    std::uint64_t none = 0;     // with none of them it is kept, where there are any
    // Bit i for owner i, the highest for the regime's own: in marks of others it does not apply, or is kept.
    std::uint64_t owners = ~std::uint64_t{0};
    std::uint16_t rule = 0;
  };
  struct RuleLists {
    std::vector<std::vector<ListedRule>> by_control;
    std::vector<ListedRule> of_all;
  };
  std::vector<RuleLists> rule_lists;  // of banners by level, then of portion marks
  [[nodiscard]] const RuleLists& RulesAt(bool banner, std::size_t level) const {
    return rule_lists[banner ? level : rule_lists.size() / 2 + level];
  }
  // Where marks have no common release the banner says nothing of it, rather than that nobody may have it:
  // the edition has no such rule, or the regime no such control. A mark that says nothing is then the
  // narrower one.
  bool gap_is_plain = false;
  std::uint64_t classified = 0;  // bit i: level i is a classified one
  // Sets of controls, bit i for control i, so that a mark without any of them need not look at their rows:
  std::uint64_t bare = 0, list_before = 0;  // as Control has them
  std::uint64_t rewriting = 0;              // deprecated, or they imply or supersede others
  std::vector<std::uint64_t> absorbed;      // by level: what it absorbs

  [[nodiscard]] const CheckRow& row(FormCheck check) const { return checks[static_cast<std::size_t>(check)]; }
};

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_GRAMMAR_H_
