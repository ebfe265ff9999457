// Valid marks: tokens put together at random, kept when the parser takes them.

#include "tests/marking/mangle.h"

#include <algorithm>
#include <utility>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/ascii.h"

namespace markings::testing {
namespace {

ParsedMarking Parse(const Vocabulary& vocabulary, MarkingKind kind, std::string_view text) {
  return kind == MarkingKind::kBanner ? ParseBanner(vocabulary, text).mark : ParsePortion(vocabulary, text);
}

}  // namespace

bool IsWord(char c) { return IsLetter(c) || IsDigit(c); }

std::vector<std::size_t> PlacesOf(std::string_view word, std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !IsWord(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !IsWord(text[at + word.size()]);
    if (begins && ends) places.push_back(at);
  }
  return places;
}

// SplitMix64, by Sebastiano Vigna, in the public domain.
std::uint64_t Random::Next() {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

MarkGenerator::MarkGenerator(const Vocabulary& vocabulary, std::uint64_t seed)
    : vocabulary_(vocabulary), random_(seed) {
  Countries::Set joined;
  for (const Countries::Code& code : Countries::Get().codes()) {
    if (code.group) joined |= code.members;
  }
  for (std::size_t i = 0; i < Countries::Get().codes().size(); ++i) {
    const Countries::Code& code = Countries::Get().codes()[i];
    if (!code.deprecated.empty()) continue;
    codes_.push_back(code.code);
    if (joined.test(i)) common_.push_back(code.code);
  }
}

// Half of the lists that one sees name countries of the well-known groups.
std::string MarkGenerator::Codes(const Control& row, std::size_t most, std::string_view separator) {
  std::vector<std::string> list;
  const std::size_t count = 1 + random_.Below(most);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& code = random_.Of(random_.Chance(50) ? common_ : codes_);
    if (code != vocabulary_.grammar()->home && std::ranges::find(list, code) == list.end())
      list.push_back(code);
  }
  if (row.home_first) list.insert(list.begin(), vocabulary_.grammar()->home);
  std::string text;
  for (const std::string& code : list) {
    if (!text.empty()) text += separator;
    text += code;
  }
  return text;
}

// Three or four letters without a vowel, or a number of three.
std::string MarkGenerator::Name() {
  static constexpr std::string_view kLetters = "BCDFGHJKLMNPQRSTVWXZ";
  std::string name;
  if (random_.Chance(30)) {
    name = std::to_string(100 + random_.Below(900));
  } else {
    const std::size_t size = 3 + random_.Below(2);
    while (name.size() < size) name += kLetters[random_.Below(kLetters.size())];
  }
  names_.push_back(name);
  return name;
}

std::string MarkGenerator::Tree(std::size_t control, MarkingKind kind) {
  const Control& row = vocabulary_.controls()[control];
  const Grammar& grammar = *vocabulary_.grammar();
  std::vector<const Compartment*> known;
  for (const Compartment& part : grammar.compartments) {
    if (part.control == control) known.push_back(&part);
  }
  const bool open = grammar.categories[row.category].open || row.chain;
  std::string text = FormOf(row, kind);
  std::size_t parts = row.chain ? 1 + random_.Below(2) : random_.Below(3);
  for (std::size_t i = 0; i < parts; ++i) {
    if (!open && known.empty()) break;
    text += '-';
    const bool made_up = known.empty() || (open && random_.Chance(20));
    text += made_up ? Name() : FormOf(*random_.Of(known), kind);
    if (random_.Chance(75)) continue;
    for (std::size_t sub = 0; sub < 1 + random_.Below(2); ++sub)
      text += ' ' + (open ? Name() : std::to_string(1 + random_.Below(20)));
  }
  return text;
}

std::string MarkGenerator::Value(std::size_t choice, MarkingKind kind) {
  const auto& controls = vocabulary_.controls();
  const Grammar& grammar = *vocabulary_.grammar();
  if (choice >= controls.size()) return FormOf(grammar.fused[choice - controls.size()], kind);
  const Control& row = controls[choice];
  if (row.deprecated) return {};
  if (row.bare) return row.known.empty() ? std::string() : random_.Of(row.known);
  const std::string& form = FormOf(row, kind);
  switch (row.takes) {
    case ListKind::kNone:
      return form;
    case ListKind::kCountries:
      if (row.optional_list && random_.Chance(30)) return form;
      if (row.list_before) return Codes(row, 3, grammar.value_separator) + ' ' + form;
      return form + ' ' + Codes(row, 4, row.list_separator);
    case ListKind::kNumbers:
      return form + ' ' + std::to_string(1 + random_.Below(99));
    case ListKind::kNames:
      return row.list_before ? Name() + ' ' + form : form + '-' + Name();
    case ListKind::kTree:
      return Tree(choice, kind);
  }
  return form;
}

std::string MarkGenerator::Head(MarkingKind kind) {
  const Grammar& grammar = *vocabulary_.grammar();
  const std::string& level = FormOf(random_.Of(vocabulary_.levels()), kind);
  if (grammar.owner_prefix.empty() || !random_.Chance(12)) return level;
  const std::size_t choice = random_.Below(grammar.owners.size() + 1);
  if (choice == grammar.owners.size()) {
    return grammar.compounds.empty() ? level
                                     : grammar.owner_prefix + FormOf(random_.Of(grammar.compounds), kind);
  }
  const Owner& owner = grammar.owners[choice];
  std::string text = grammar.owner_prefix;
  if (owner.word.empty() && owner.list == OwnerList::kNone) return level;  // spelled through compounds only
  if (!owner.word.empty()) text += owner.word + ' ';
  Control any;
  if (owner.list == OwnerList::kBefore) text += random_.Of(codes_) + ' ';
  text += level;
  if (owner.list == OwnerList::kAfter) text += ' ' + grammar.home + ' ' + Codes(any, 3, " ");
  return text;
}

std::optional<GeneratedMark> MarkGenerator::Valid(const std::string& text, MarkingKind kind) const {
  std::string mark = kind == MarkingKind::kPortion ? '(' + text + ')' : text;
  for (int pass = 0; pass < 3; ++pass) {
    const ParsedMarking parsed = Parse(vocabulary_, kind, mark);
    if (parsed.status == MarkingStatus::kValid) {
      std::string canonical = CanonicalForm(vocabulary_, parsed);
      if (canonical == mark) return GeneratedMark{std::move(mark), kind, parsed.value, {}};
      mark = std::move(canonical);
      continue;
    }
    if (parsed.diagnostics.empty() || parsed.diagnostics.front().fix.empty()) return std::nullopt;
    mark = parsed.diagnostics.front().fix;
  }
  return std::nullopt;
}

GeneratedMark MarkGenerator::NextPlain() {
  const auto& controls = vocabulary_.controls();
  for (;;) {
    Marking value;
    value.level = random_.Below(vocabulary_.levels().size());
    for (std::size_t i = random_.Below(4); i > 0; --i)
      value.controls |= std::uint64_t{1} << random_.Below(controls.size());
    value = Normalise(vocabulary_, value);
    if (value.controls == 0 && !random_.Chance(10)) continue;
    const MarkingKind kind = random_.Chance(50) ? MarkingKind::kBanner : MarkingKind::kPortion;
    std::string text =
        kind == MarkingKind::kBanner ? BannerForm(vocabulary_, value) : PortionForm(vocabulary_, value);
    const ParsedMarking parsed = Parse(vocabulary_, kind, text);
    if (parsed.status == MarkingStatus::kValid && parsed.value == value &&
        CanonicalForm(vocabulary_, parsed) == text)
      return {std::move(text), kind, value, {}};
  }
}

GeneratedMark MarkGenerator::Next() {
  if (vocabulary_.grammar() == nullptr) return NextPlain();
  const Grammar& grammar = *vocabulary_.grammar();
  const std::size_t choices = vocabulary_.controls().size() + grammar.fused.size();
  for (;;) {
    const MarkingKind kind = random_.Chance(50) ? MarkingKind::kBanner : MarkingKind::kPortion;
    names_.clear();
    std::string text = Head(kind);
    std::optional<GeneratedMark> mark = Valid(text, kind);
    std::vector<std::string> names;
    const std::size_t wanted = choices == 0 ? 0 : random_.Chance(5) ? 0 : 1 + random_.Below(4);
    std::size_t taken = 0;
    for (std::size_t tries = 0; taken < wanted && tries < 24; ++tries) {
      // Some controls cannot stand without others, so up to three are tried together.
      names_ = names;
      std::string more = text;
      for (std::size_t i = 1 + random_.Below(3); i > 0; --i) {
        const std::string value = Value(random_.Below(choices), kind);
        if (!value.empty()) more += grammar.category_separator + value;
      }
      auto longer = Valid(more, kind);
      if (!longer || (mark && longer->text == mark->text)) continue;
      mark = std::move(longer);
      text = kind == MarkingKind::kPortion ? mark->text.substr(1, mark->text.size() - 2) : mark->text;
      names = names_;
      ++taken;
    }
    if (!mark || (wanted > 0 && taken == 0 && !random_.Chance(10))) continue;
    std::ranges::copy_if(names, std::back_inserter(mark->names),
                         [&](const std::string& name) { return !PlacesOf(name, mark->text).empty(); });
    return *mark;
  }
}

}  // namespace markings::testing
