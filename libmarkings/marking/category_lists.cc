// What stands beside a control: lists of countries, numbers and names, compartments with what is below them.

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "libmarkings/marking/internal/category_parser.h"
#include "libmarkings/marking/internal/name_order.h"

namespace markings::internal {

using enum DiagnosticCode;

// "REL TO USA, GBR"; "SI-G ABCD": a control with what it takes.
bool CategoryParser::TakeList(const Piece& piece, std::string_view text) {
  const SpellingTable& spellings = vocabulary_.spellings();
  const Control* row = nullptr;
  const Meaning* meaning = nullptr;
  std::size_t cut = 0;
  for (const std::uint16_t index : spellings.WithList(text.front())) {
    const SpellingTable::Spelling& spelling = spellings.controls()[index];
    cut = spelling.text.size();
    if (cut >= text.size() || (text[cut] != ' ' && text[cut] != '-') ||
        !SameText(text.substr(0, cut), spelling.text))
      continue;
    meaning = &spelling.meaning;
    row = &vocabulary_.controls()[meaning->index];
    break;
  }
  const std::size_t control = meaning == nullptr ? 0 : meaning->index;
  if (row == nullptr) {
    // A second tree of a chain: SAR-ABC/DEF.
    if (last_control_ == kNoCategory || piece.category || !vocabulary_.controls()[last_control_].chain)
      return false;
    // (A slip of a known control is no name of this one's: what it protects would be lost.)
    if (!IsName(text) || IsNearKnown(vocabulary_, text)) return false;
    Enter(category_, piece);
    if (vocabulary_.controls()[last_control_].takes == ListKind::kNames) {
      ReadNames(last_control_, text, piece);
    } else {
      ReadTree(last_control_, text, piece);
    }
    return true;
  }
  Enter(row->CategoryIn(value_.owner == Marking::kOwn), piece);
  CheckForm(*meaning, At(piece.begin, piece.begin + cut), text.substr(0, cut));
  const std::string_view list = text.substr(cut + 1);
  const Span separator = At(piece.begin + cut, piece.begin + cut + 1);
  const bool hyphen = text[cut] == '-';
  if (row->takes == ListKind::kTree || row->takes == ListKind::kNames) {
    if (!hyphen)
      Fault(FormCheck::kCompartmentHyphen, kMarkDelimiter, separator,
            "a hyphen joins a control to its compartment");
  } else if (hyphen) {
    Fault(FormCheck::kListSeparator, kMarkList, separator, "a blank stands before the list");
  }
  if (row->chain && (value_.controls >> control & 1U) != 0)
    Fault(FormCheck::kCompartmentHyphen, kMarkDelimiter, At(piece.begin, piece.begin + cut),
          fmt::format("{} is said once", text.substr(0, cut)), true,
          row->word_again ? std::optional(Severity::kNote) : std::nullopt);
  AddControl(control, piece, row->chain || !meaning->name.empty());
  switch (row->takes) {
    case ListKind::kCountries:
      ReadCountries(control, list, piece.begin + cut + 1, piece);
      break;
    case ListKind::kNumbers:
      ReadNumbers(control, list, piece);
      break;
    case ListKind::kNames:
      ReadNames(control, list, piece);
      break;
    case ListKind::kTree:
      known_compartment_ = meaning->with_compartment;
      if (!meaning->name.empty()) {
        // KDK-BLFH ABC: the old name holds a compartment already.
        ReadTree(control, meaning->name + (hyphen ? "-" : " ") + std::string(list), piece);
      } else {
        ReadTree(control, list, piece);
      }
      known_compartment_ = false;
      break;
    case ListKind::kNone:
      break;
  }
  return true;
}

// "USA/GBR EYES ONLY": the codes are values of their own until the control's word is met.
bool CategoryParser::TakeListBefore(const Piece& piece, std::string_view text) {
  const auto& controls = vocabulary_.controls();
  if (grammar_.list_before == 0) return false;
  for (std::uint64_t left = grammar_.list_before; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    const Control& row = controls[i];
    for (const std::string* word : {&row.banner, &row.portion}) {
      // (Most texts end in another letter: no call for those.)
      if (word->empty() || text.size() <= word->size() + 1 || text.back() != word->back() ||
          !text.ends_with(*word) || text[text.size() - word->size() - 1] != ' ')
        continue;
      if (row.takes == ListKind::kNames) {  // "ORGANISATION USE ONLY", each a value of its own
        Enter(row.category, piece);
        AddControl(i, piece, true);
        ReadNames(i, text.substr(0, text.size() - word->size() - 1), piece);
        return true;
      }
      const std::size_t end = piece.end - word->size() - 1;
      const Piece& first = pending_count_ > 0 ? pending_[0] : piece;
      pending_count_ = 0;
      Enter(row.category, first);
      AddControl(i, piece);
      const std::string_view list(upper_.data() + first.begin, end - first.begin);
      ReadCountries(i, list, first.begin, piece);
      return true;
    }
  }
  if (!countries_.Find(text)) return false;
  const bool any = std::ranges::any_of(
      controls, [](const Control& row) { return row.list_before && row.takes == ListKind::kCountries; });
  if (!any || pending_count_ == pending_.size()) return false;
  pending_[pending_count_++] = piece;
  return true;
}

// Codes that no control's word came after.
void CategoryParser::FlushPending() {
  for (std::size_t i = 0; i < pending_count_; ++i) TakeUnknown(pending_[i], Text(pending_[i]));
  pending_count_ = 0;
}

void CategoryParser::ReadCountries(std::size_t control, std::string_view list, std::size_t at,
                                   const Piece& piece) {
  const Control& row = vocabulary_.controls()[control];
  const std::string_view separator = row.list_separator;
  const bool comma = separator.starts_with(',');
  std::string_view before;
  bool home = false;
  std::size_t count = 0;
  bool separators = true;
  bool ascending = true;
  const bool alone = !HasNames(value_.names, control);  // (no other list of the control stands before)
  for (std::size_t from = 0; from < list.size();) {
    const std::size_t end = FindAny<',', ' ', '/'>(list, from);
    const std::string_view code = list.substr(from, end - from);
    std::size_t next = end;
    while (next < list.size() && (list[next] == ',' || list[next] == ' ' || list[next] == '/')) ++next;
    if (end < list.size() && !SameText(list.substr(end, next - end), separator)) separators = false;
    if (!code.empty()) {
      const Span where = At(at + from, at + end);
      if (!countries_.Find(code)) {
        unknown_ = true;
        Fault(FormCheck::kUnknownCountry, kMarkUnknownCountry, where, "no such country code", false);
      }
      if (grammar_.exact_case && Slice(text_, where) != code)
        Fault(FormCheck::kCapitals, kMarkNotCanonical, where, "a country code is in capitals");
      const bool is_home = SameText(code, grammar_.home);
      if (is_home && row.home_never)
        Fault(FormCheck::kListOrder, kMarkList, where, "the own country never stands in this list");
      home = home || is_home;
      const std::string_view first = row.home_first ? std::string_view(grammar_.home) : std::string_view();
      const int order = before.empty() ? 1 : CompareCodes(code, before, first);
      if (order < 0) Fault(FormCheck::kListOrder, kMarkList, where, "the codes are out of order");
      ascending = ascending && order > 0;
      before = code;
      ++count;
      AddName(static_cast<std::uint8_t>(control), code, where, ascending && alone);
    }
    from = next;
  }
  if (!separators && !row.list_before)
    Fault(FormCheck::kListSeparator, kMarkList, At(piece),
          comma              ? "a comma and a blank part the codes"
          : separator == "/" ? "one slash parts the codes"
                             : "one blank parts the codes");
  if (count == 0) {
    Fault(FormCheck::kListEmpty, kMarkList, At(piece), fmt::format("the list of {} is missing", row.id),
          false);
  } else if (row.home_first && !home) {
    Fault(FormCheck::kListOrder, kMarkList, At(piece),
          fmt::format("the list of {} begins with {}", row.id, grammar_.home));
    AddName(static_cast<std::uint8_t>(control), grammar_.home, At(piece));
  } else if (row.home_first && count == 1) {
    Fault(FormCheck::kHomeAlone, kMarkList, At(piece),
          fmt::format("{} {} alone says nothing", row.id, grammar_.home), false);
  }
}

void CategoryParser::ReadNumbers(std::size_t control, std::string_view list, const Piece& piece) {
  std::size_t last = 0;
  while (!list.empty()) {
    const std::size_t end = FindAny<' ', ','>(list);
    const std::string_view number = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (number.empty()) continue;
    if (!AllDigits(number)) {
      unknown_ = true;
      Fault(FormCheck::kUnknownToken, kMarkUnknownToken, At(piece), "a number must stand here", false);
      return;
    }
    std::size_t value = 0;
    for (const char c : number.substr(0, 9)) value = value * 10 + static_cast<std::size_t>(c - '0');
    if (value < last) Fault(FormCheck::kListOrder, kMarkList, At(piece), "the numbers are out of order");
    last = value;
    AddName(static_cast<std::uint8_t>(control), number, At(piece));
  }
}

// Names of a program or group, each of any words: ACCM-NAME/NAME.
void CategoryParser::ReadNames(std::size_t control, std::string_view list, const Piece& piece) {
  if (!IsName(list)) {
    unknown_ = true;
    Fault(FormCheck::kUnknownToken, kMarkUnknownToken, At(piece), "no name stands here", false);
    return;
  }
  AddName(static_cast<std::uint8_t>(control), list, At(piece));
}

// A word that grouped compartments, before one.
std::string_view CategoryParser::DropTypeWord(const Control& row, std::string_view part, const Piece& piece) {
  for (const std::string& word : row.type_words) {
    if (part.size() <= word.size() || !part.starts_with(word) || part[word.size()] != ' ') continue;
    Fault(FormCheck::kDeprecated, kMarkDeprecated, At(piece),
          fmt::format("{} groups compartments and is not written", word));
    return part.substr(word.size() + 1);
  }
  return part;
}

// A system that nobody has published, with what is below it: "FGH-AAA 123-LLL SSS".
void CategoryParser::ReadUnnamed(std::size_t category, std::string_view text, const Piece& piece) {
  const auto control = static_cast<std::uint8_t>(MarkName::kUnnamed + category);
  const Span where = At(piece);
  const std::size_t end = std::min(text.find('-'), text.size());
  const std::string_view system = text.substr(0, end);
  if (HasName(value_.names, control, system)) {
    Fault(FormCheck::kDuplicate, kMarkDuplicateToken, where,
          fmt::format("{} stands once, with all its compartments", system));
  } else {
    if (!last_name_.empty() && system < last_name_)
      Fault(FormCheck::kValueOrder, kMarkOrder, where, "the values are out of order");
    AddName(control, system, where);
  }
  last_name_ = system;
  std::string_view before;
  for (std::size_t at = end; at < text.size();) {
    const std::size_t begin = at + 1;
    at = std::min(text.find('-', begin), text.size());
    std::string_view part = text.substr(begin, at - begin);
    if (part.empty()) {
      Fault(FormCheck::kCompartmentHyphen, kMarkDelimiter, where, "nothing stands beside a hyphen");
      continue;
    }
    std::string path(system);
    char joint = '-';
    std::string_view last = before;
    for (bool compartment = true; compartment || !part.empty(); compartment = false) {
      const std::size_t blank = std::min(part.find(' '), part.size());
      const std::string_view word = part.substr(0, blank);
      part.remove_prefix(std::min(blank + 1, part.size()));
      if (word.empty()) {
        Fault(FormCheck::kListSeparator, kMarkList, where, "one blank parts sub-compartments");
        continue;
      }
      if (!last.empty() && CompareWords(word, last) < 0)
        Fault(FormCheck::kTreeOrder, kMarkOrder, where,
              compartment ? "the compartments are out of order" : "the sub-compartments are out of order");
      last = compartment ? std::string_view() : word;
      if (compartment) before = word;
      AddName(control, path + joint + std::string(word), where);
      if (compartment) (path += '-') += word;
      joint = ' ';
    }
  }
}

// "G ABCD DEFG-MMM AACD": compartments joined by hyphens, each with sub-compartments after blanks.
void CategoryParser::ReadTree(std::size_t control, std::string_view tree, const Piece& piece) {
  const Control& row = vocabulary_.controls()[control];
  const auto index = static_cast<std::uint8_t>(control);
  std::string program;  // of a chain: the compartments are below it
  std::string_view before_part;
  bool first = true;
  while (first || !tree.empty()) {
    const std::size_t hyphen = FindAny<'-'>(tree);
    std::string_view part = tree.substr(0, hyphen);
    tree.remove_prefix(std::min(hyphen + 1, tree.size()));
    if (part.empty()) {
      Fault(FormCheck::kCompartmentHyphen, kMarkDelimiter, At(piece), "nothing stands beside a hyphen");
      first = false;
      continue;
    }
    part = DropTypeWord(row, part, piece);
    // The longest known compartment that the part begins with; a name of several words is one too.
    std::size_t taken = part.size();
    const Meaning* known = vocabulary_.spellings().FindCompartment(control, part);
    while (known == nullptr && taken > 0) {
      taken = part.rfind(' ', taken - 1);
      if (taken == std::string_view::npos) break;
      known = vocabulary_.spellings().FindCompartment(control, part.substr(0, taken));
    }
    std::string name;
    if (known != nullptr) {
      name = grammar_.compartments[known->index].id;
      const Meaning& form = *known;
      const std::uint8_t own = OwnForm();
      if ((form.forms & own) == 0) {
        const Span where = At(piece);
        if ((form.forms & Meaning::kDeprecated) != 0) {
          Fault(FormCheck::kDeprecated, kMarkDeprecated, where, "an old spelling of a compartment");
        } else if ((form.forms & (Meaning::kAlias | Meaning::kLong)) == 0 ||
                   mark_.kind == MarkingKind::kPortion) {
          Fault(mark_.kind == MarkingKind::kBanner ? FormCheck::kBannerForm : FormCheck::kPortionForm,
                kMarkForm, where, "a compartment in the form of the other kind of mark");
        }
        canonical_ = false;
      }
    } else {
      taken = FindAny<' '>(part);
      name = part.substr(0, taken);
      const bool open = grammar_.categories[row.category].open || row.chain;
      // (A slip of a known one is no name of its own: its rules would be lost.)
      if (!IsName(part) || !open || known_compartment_ ||
          std::ranges::find(row.type_words, name) != row.type_words.end() ||
          IsNearCompartment(vocabulary_, control, name)) {
        unknown_ = true;
        Fault(FormCheck::kUnknownToken, kMarkUnknownToken, At(piece),
              fmt::format("no such compartment of {}", row.id), false);
        first = false;
        continue;
      }
    }
    if (row.chain && first) {
      program = name;
      if (!last_program_.empty() && name < last_program_)
        Fault(FormCheck::kTreeOrder, kMarkOrder, At(piece), "the programs are out of order");
      last_program_ = name;
    } else if (row.chain) {
      name.insert(0, 1, '-');
      name.insert(0, program);
    }
    if (!before_part.empty() && part.substr(0, taken) < before_part)
      Fault(FormCheck::kTreeOrder, kMarkOrder, At(piece), "the compartments are out of order");
    before_part = (row.chain && first) ? std::string_view() : part.substr(0, taken);
    AddName(index, name, At(piece));
    std::string_view subs = part.substr(std::min(taken + 1, part.size()));
    std::string_view last_sub;
    bool after_comma = false;
    while (!subs.empty()) {
      const std::size_t end = FindAny<' ', ','>(subs);
      const std::string_view sub = subs.substr(0, end);
      const bool comma = end < subs.size() && subs[end] == ',';
      subs.remove_prefix(std::min(end + 1, subs.size()));
      if (comma || (sub.empty() && !after_comma))
        Fault(FormCheck::kListSeparator, kMarkList, At(piece), "one blank parts sub-compartments");
      after_comma = comma;
      if (sub.empty()) continue;
      if (!last_sub.empty() && CompareWords(sub, last_sub) < 0)
        Fault(FormCheck::kTreeOrder, kMarkOrder, At(piece), "the sub-compartments are out of order");
      last_sub = sub;
      std::string path = name;
      path += ' ';
      path += sub;
      AddName(index, path, At(piece));
    }
    first = false;
  }
}

}  // namespace markings::internal
