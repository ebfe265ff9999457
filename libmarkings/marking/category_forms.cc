#include "libmarkings/marking/internal/category_forms.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

#include "libmarkings/marking/forms.h"

namespace markings::internal {
namespace {

std::uint64_t Bit(std::size_t index) { return std::uint64_t{1} << index; }

template <class Row>
std::string_view FormOf(const Row& row, Form form) {
  return form == Form::kBanner ? row.banner : form == Form::kPortion ? row.portion : row.long_form;
}

// Returns the controls that the owner's spelling says already.
std::uint64_t AppendOwner(std::string& out, const Vocabulary& vocabulary, const Marking& marking, Form form) {
  const Grammar& grammar = *vocabulary.grammar();
  out += grammar.owner_prefix;
  const Compound* spelling = nullptr;
  for (const Compound& row : grammar.compounds) {
    if (row.deprecated || row.owner != marking.owner || row.level != marking.level ||
        (row.controls & ~marking.controls) != 0)
      continue;
    if (spelling == nullptr || std::popcount(row.controls) > std::popcount(spelling->controls))
      spelling = &row;
  }
  if (spelling != nullptr) {
    out += FormOf(*spelling, form);
    return spelling->controls;
  }
  const Owner& owner = grammar.owners[marking.owner];
  const auto codes = [&](bool before) {
    for (const MarkName& name : marking.names) {
      if (name.control != MarkName::kOwnerCode) continue;
      if (!before) out += ' ';
      out += name.name;
      if (before) out += ' ';
    }
  };
  if (!owner.word.empty()) {
    out += owner.word;
    out += ' ';
  }
  if (owner.list == OwnerList::kBefore) codes(true);
  out += FormOf(vocabulary.levels()[marking.level], form);
  if (owner.list == OwnerList::kAfter) codes(false);
  return 0;
}

// A compartment as its row spells it; a path of names keeps what is below.
void AppendCompartment(std::string& out, const Vocabulary& vocabulary, std::size_t control,
                       std::string_view name, Form form) {
  for (const Compartment& row : vocabulary.grammar()->compartments) {
    if (row.control != control || row.id != name) continue;
    out += FormOf(row, form);
    return;
  }
  out += name;
}

// "-G ABCD DEFG-MMM AACD".
void AppendTree(std::string& out, const Vocabulary& vocabulary, const Marking& marking, std::size_t control,
                Form form) {
  const Control& row = vocabulary.controls()[control];
  bool first = true;
  for (const MarkName& name : marking.names) {
    if (name.control != control) continue;
    const std::size_t blank = name.name.rfind(' ');
    const std::size_t hyphen = name.name.rfind('-');
    if (blank != std::string::npos && (hyphen == std::string::npos || blank > hyphen)) {
      out += ' ';
      out.append(name.name, blank + 1);
    } else if (row.chain && hyphen != std::string::npos) {
      out += '-';
      out.append(name.name, hyphen + 1);
    } else if (row.chain && !first) {
      out += vocabulary.grammar()->value_separator;
      out += name.name;
    } else {
      out += '-';
      AppendCompartment(out, vocabulary, control, name.name, form);
    }
    first = false;
  }
}

void AppendNames(std::string& out, const Marking& marking, std::size_t control, std::string_view separator) {
  bool first = true;
  for (const MarkName& name : marking.names) {
    if (name.control != control) continue;
    if (!first) out += separator;
    out += name.name;
    first = false;
  }
}

}  // namespace

void AppendControl(std::string& out, const Vocabulary& vocabulary, const Marking& marking,
                   std::size_t control, Form form) {
  const Control& row = vocabulary.controls()[control];
  if (row.bare) {
    AppendNames(out, marking, control, vocabulary.grammar()->value_separator);
    return;
  }
  const bool names = row.takes != ListKind::kNone && HasNames(marking.names, control);
  if (names && row.list_before && row.takes == ListKind::kNames) {
    // Each name with the word after it.
    std::string word(" ");
    word += FormOf(row, form);
    AppendNames(out, marking, control, word + vocabulary.grammar()->value_separator);
    out += word;
    return;
  }
  if (names && row.list_before) {
    AppendNames(out, marking, control, vocabulary.grammar()->value_separator);
    out += ' ';
  }
  const bool of_banner = form == Form::kPortion && !names && !row.banner_list.empty();
  out += of_banner ? row.banner_list : FormOf(row, form);
  if (!names || row.list_before) return;
  switch (row.takes) {
    case ListKind::kCountries:
    case ListKind::kNumbers:
      out += ' ';
      AppendNames(out, marking, control, row.list_separator);
      break;
    case ListKind::kNames:
      out += '-';
      AppendNames(out, marking, control, vocabulary.grammar()->value_separator);
      break;
    case ListKind::kTree:
      AppendTree(out, vocabulary, marking, control, form);
      break;
    case ListKind::kNone:
      break;
  }
}

void AppendCategories(std::string& out, const Vocabulary& vocabulary, const Marking& marking, Form form) {
  const Grammar& grammar = *vocabulary.grammar();
  const auto& controls = vocabulary.controls();
  const bool own = marking.owner == Marking::kOwn;
  std::uint64_t alone = marking.controls;
  if (own) {
    out += FormOf(vocabulary.levels()[marking.level], form);
  } else {
    alone &= ~AppendOwner(out, vocabulary, marking, form);
  }
  std::uint64_t fused = 0;  // the fused spellings that are written
  for (std::size_t i = 0; i < grammar.fused.size(); ++i) {
    const Fused& row = grammar.fused[i];
    const bool whole = (marking.controls & row.controls) == row.controls;
    if (whole && (marking.fused >> i & 1U) != 0 && (row.levels >> marking.level & 1U) != 0) fused |= Bit(i);
  }
  for (std::uint64_t left = fused; left != 0; left &= left - 1)
    alone &= ~grammar.fused[static_cast<std::size_t>(std::countr_zero(left))].controls;
  for (std::size_t i = 0; i < grammar.fused.size(); ++i) {
    const Fused& row = grammar.fused[i];
    if (row.apart || (alone & row.controls) != row.controls || (row.levels >> marking.level & 1U) == 0)
      continue;
    fused |= Bit(i);
    alone &= ~row.controls;
  }

  std::uint64_t categories = 0;
  std::array<std::uint64_t, kMaxCategories> of_category{};
  for (std::uint64_t left = alone; left != 0; left &= left - 1) {
    const auto control = static_cast<std::size_t>(std::countr_zero(left));
    const std::size_t category = controls[control].CategoryIn(own);
    categories |= Bit(category);
    of_category[category] |= Bit(control);
  }
  for (std::uint64_t left = fused; left != 0; left &= left - 1)
    categories |= Bit(grammar.fused[static_cast<std::size_t>(std::countr_zero(left))].category);
  std::uint64_t unnamed = 0;  // categories that hold names without a control
  for (const MarkName& name : marking.names) {
    if (name.control >= MarkName::kUnnamed) unnamed |= Bit(name.control - MarkName::kUnnamed);
  }
  categories |= unnamed;
  for (; categories != 0; categories &= categories - 1) {
    const auto category = static_cast<std::size_t>(std::countr_zero(categories));
    bool first = true;
    const auto begin = [&] {
      out += first ? grammar.category_separator : grammar.value_separator;
      first = false;
    };
    // Values by name: known ones and those that nobody knows in one order.
    const bool by_name = grammar.categories[category].order == ValueOrder::kName;
    std::uint64_t left = of_category[category];
    std::size_t next_name = (unnamed >> category & 1U) != 0 ? 0 : marking.names.size();
    for (;;) {
      while (next_name < marking.names.size() &&
             marking.names[next_name].control != MarkName::kUnnamed + category)
        ++next_name;
      const bool name_left = next_name < marking.names.size();
      // The fused spelling of the category whose first control stands furthest to the left.
      std::size_t word = 64;
      std::size_t place = 64;
      for (std::uint64_t rest = fused; rest != 0; rest &= rest - 1) {
        const auto one = static_cast<std::size_t>(std::countr_zero(rest));
        if (grammar.fused[one].category != category) continue;
        for (std::uint64_t parts = grammar.fused[one].controls; parts != 0; parts &= parts - 1) {
          const auto part = static_cast<std::size_t>(std::countr_zero(parts));
          if (controls[part].category != category || part >= place) continue;
          place = part;
          word = one;
        }
      }
      if (left == 0 && !name_left && word == 64) break;
      std::size_t control = 64;
      for (std::uint64_t rest = left; rest != 0; rest &= rest - 1) {
        const auto one = static_cast<std::size_t>(std::countr_zero(rest));
        if (control == 64) {
          control = one;
          continue;
        }
        // What is written here only in a mark of the regime's own comes after what belongs here.
        const bool guest = controls[one].category != category;
        const bool other = controls[control].category != category;
        const bool before = by_name ? controls[one].banner < controls[control].banner : one < control;
        if (guest == other ? before : other) control = one;
      }
      const bool guest = control != 64 && controls[control].category != category;
      begin();
      if (word != 64 && (control == 64 || guest || place < control)) {
        out += FormOf(grammar.fused[word], form);
        fused &= ~Bit(word);
        continue;
      }
      const bool take_name =
          name_left &&
          (control == 64 || guest || (by_name && marking.names[next_name].name < controls[control].banner));
      if (take_name) {
        next_name = AppendUnpublished(out, marking, next_name);
      } else {
        AppendControl(out, vocabulary, marking, control, form);
        left &= ~Bit(control);
      }
    }
  }
}

}  // namespace markings::internal
