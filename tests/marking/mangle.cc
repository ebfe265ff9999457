// What typists, scanners and word processors make of marks.

#include "tests/marking/mangle.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "libmarkings/marking/internal/spelling_table.h"

namespace markings::testing {

using internal::Meaning;

namespace {

// How an owner's spelling is written now: an old one that holds controls as its owner, level and those.
std::string Current(const Vocabulary& vocabulary, const Compound& row, MarkingKind kind) {
  if (!row.deprecated) return FormOf(row, kind);
  const Grammar& grammar = *vocabulary.grammar();
  std::string now;
  for (const Compound& one : grammar.compounds) {
    if (!one.deprecated && one.owner == row.owner && one.level == row.level && one.controls == 0)
      now = FormOf(one, kind);
  }
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    if ((row.controls >> i & 1U) != 0)
      now += grammar.category_separator + FormOf(vocabulary.controls()[i], kind);
  }
  return now;
}

}  // namespace

std::string_view Name(Damage damage) {
  static constexpr std::array<std::string_view, kDamages> kNames = {
      "typing", "scan", "delimiter", "order", "case", "superseded", "blanks", "several"};
  return kNames[static_cast<std::size_t>(damage)];
}

Mangler::Mangler(const Vocabulary& vocabulary, std::uint64_t seed) : vocabulary_(vocabulary), random_(seed) {
  for (const Level& row : vocabulary.levels()) forms_.insert(forms_.end(), {row.banner, row.portion});
  for (const Control& row : vocabulary.controls()) forms_.insert(forms_.end(), {row.banner, row.portion});
  if (vocabulary.grammar() == nullptr) {
    const auto add = [&](const std::string& now, const std::string& then, MarkingKind kind) {
      if (!now.empty() && !then.empty() && now != then) old_.push_back({now, then, kind, false});
    };
    for (const Level& row : vocabulary.levels()) {
      add(row.banner, row.long_form, MarkingKind::kBanner);
      add(row.portion, row.long_form, MarkingKind::kPortion);
      for (const std::string& alias : row.aliases) add(row.banner, alias, MarkingKind::kBanner);
    }
    for (const Control& row : vocabulary.controls()) {
      add(row.portion, row.long_form, MarkingKind::kPortion);
      add(row.portion, row.id, MarkingKind::kPortion);
      for (const std::string& alias : row.aliases) add(row.portion, alias, MarkingKind::kPortion);
    }
    return;
  }
  const Grammar& grammar = *vocabulary.grammar();
  for (const Compound& row : grammar.compounds) forms_.insert(forms_.end(), {row.banner, row.portion});
  for (const Fused& row : grammar.fused) forms_.insert(forms_.end(), {row.banner, row.portion});
  for (const bool levels : {true, false}) {
    for (const auto& row : levels ? vocabulary.spellings().levels() : vocabulary.spellings().controls()) {
      for (const MarkingKind kind : {MarkingKind::kBanner, MarkingKind::kPortion}) {
        std::string now;
        switch (row.meaning.kind) {
          case Meaning::Kind::kLevel:
            now = FormOf(vocabulary.levels()[row.meaning.index], kind);
            break;
          case Meaning::Kind::kCompound:
            now = Current(vocabulary, grammar.compounds[row.meaning.index], kind);
            break;
          case Meaning::Kind::kControl:
            // (Such a spelling alone means nothing.)
            if (row.meaning.with_compartment) continue;
            now = FormOf(vocabulary.controls()[row.meaning.index], kind);
            break;
          case Meaning::Kind::kFused:
            now = FormOf(grammar.fused[row.meaning.index], kind);
            break;
        }
        if (!row.meaning.name.empty()) now += '-' + row.meaning.name;
        if (now != row.text && !now.empty()) old_.push_back({now, row.text, kind, levels});
      }
    }
  }
}

// The letters and digits of the tokens that the vocabulary knows.
std::vector<std::size_t> Mangler::Letters(const GeneratedMark& mark, std::string_view text) const {
  std::vector<bool> free(text.size(), false);
  for (const std::string& name : mark.names) {
    for (const std::size_t at : PlacesOf(name, text))
      std::fill_n(free.begin() + static_cast<std::ptrdiff_t>(at), name.size(), true);
  }
  std::vector<std::size_t> letters;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::isalpha(static_cast<unsigned char>(text[i])) != 0 && !free[i]) letters.push_back(i);
  }
  return letters;
}

// Struck a neighbouring key, swapped, left out, doubled; one slip, sometimes two.
std::optional<std::string> Mangler::Type(const GeneratedMark& mark, std::string text) {
  static constexpr std::array<std::string_view, 3> kRows = {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"};
  for (std::size_t slips = random_.Chance(20) ? 2 : 1; slips > 0; --slips) {
    const std::vector<std::size_t> letters = Letters(mark, text);
    if (letters.empty()) return std::nullopt;
    const std::size_t at = random_.Of(letters);
    switch (random_.Below(4)) {
      case 0: {
        for (std::size_t row = 0; row < kRows.size(); ++row) {
          const std::size_t place =
              kRows[row].find(static_cast<char>(std::toupper(static_cast<unsigned char>(text[at]))));
          if (place == std::string_view::npos) continue;
          std::string near;
          if (place > 0) near += kRows[row][place - 1];
          if (place + 1 < kRows[row].size()) near += kRows[row][place + 1];
          if (row > 0) near += kRows[row - 1][place];
          if (row > 0 && place + 1 < kRows[row - 1].size()) near += kRows[row - 1][place + 1];
          if (row + 1 < kRows.size() && place < kRows[row + 1].size()) near += kRows[row + 1][place];
          text[at] = near[random_.Below(near.size())];
          break;
        }
        break;
      }
      case 1:
        if (at + 1 < text.size() && IsWord(text[at + 1])) {
          std::swap(text[at], text[at + 1]);
        } else if (at > 0 && IsWord(text[at - 1])) {
          std::swap(text[at], text[at - 1]);
        }
        break;
      case 2:
        text.erase(at, 1);
        break;
      default:
        text.insert(at, 1, text[at]);
        break;
    }
  }
  return text;
}

// One to three characters of like shape.
std::optional<std::string> Mangler::Scan(const GeneratedMark& mark, std::string text) {
  static constexpr std::array<std::string_view, 22> kShapes = {"O0", "OQ", "OD", "I1", "IL", "S5", "B8", "G6",
                                                               "Z2", "T7", "A4", "E3", "D0", "Q0", "L1", "UV",
                                                               "EF", "CG", "MN", "HN", "RB", "KX"};
  std::size_t done = 0;
  std::size_t last = text.size();
  const std::size_t wanted = random_.Chance(75) ? 1 : 2;
  for (std::size_t tries = 0; tries < 20 && done < wanted; ++tries) {
    const std::vector<std::size_t> letters = Letters(mark, text);
    if (letters.empty()) return std::nullopt;
    const std::size_t at = random_.Of(letters);
    std::string like;
    for (const std::string_view pair : kShapes) {
      if (pair[0] == text[at]) like += pair[1];
      if (pair[1] == text[at]) like += pair[0];
    }
    if (like.empty() || at == last) continue;
    last = at;
    // Digits are by far the more frequent.
    std::string digits = like;
    std::erase_if(digits, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) == 0; });
    const std::string& from = !digits.empty() && random_.Chance(70) ? digits : like;
    text[at] = from[random_.Below(from.size())];
    ++done;
  }
  if (done == 0) return std::nullopt;
  return text;
}

// One delimiter is garbled, lost or doubled, or a parenthesis is.
std::optional<std::string> Mangler::Delimit(std::string text) {
  struct Place {
    std::size_t at, size;
  };
  std::vector<Place> places;
  for (std::size_t i = 0; i < text.size();) {
    if (IsWord(text[i]) || text[i] == ' ') {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && !IsWord(text[end]) && (text[end] != '(' || end == i)) ++end;
    places.push_back({i, end - i});
    i = end;
  }
  if (places.empty()) return std::nullopt;
  const auto [at, size] = random_.Of(places);
  const std::string was = text.substr(at, size);
  const auto put = [&](std::vector<std::string> instead) {
    text.replace(at, size, random_.Of(instead));
    return text;
  };
  if (was == "(") return put({"", "((", "[", "{"});
  if (was == ")") return put({"", "))", "]", "}"});
  if (was.starts_with("(")) return put({was.substr(1), "[" + was.substr(1), "((" + was.substr(1)});
  if (was == "//") {
    return put({"/", "///", "////", "/ /", " // ", " / / ", "\\\\", "||", "|",  "\\", "/\\", " ",  "",
                ";", "; ",  " - ",  "-",   ", ",   ":",     "//;",  "/ ", " /", "1/", "/l",  "I/", "__"});
  }
  if (was == "/") return put({"//", "\\", "|", " / ", "; ", ", ", " ", "", "-", "/ ", " /", ".", ";"});
  if (was == ", ") return put({",", " ", " , ", ",,", "; ", ";", ". ", "/", ",  ", "", " ,"});
  if (was == "-") return put({" ", " - ", "--", "_", "", "- ", " -", "~", "="});
  if (was == " - ") return put({"-", " ", " -- ", "- ", " -", "_", " / ", ""});
  return put({" ", "", was + was});
}

// Categories and their values in another order, also the level; lists in another order.
std::optional<std::string> Mangler::Disorder(const std::string& text) {
  const Grammar* grammar = vocabulary_.grammar();
  const bool parentheses = text.starts_with('(');
  std::string inner = parentheses ? text.substr(1, text.size() - 2) : text;
  std::string prefix;
  if (grammar != nullptr && !grammar->owner_prefix.empty() && inner.starts_with(grammar->owner_prefix)) {
    prefix = grammar->owner_prefix;
    inner.erase(0, prefix.size());
  }
  const auto split = [](std::string_view all, std::string_view delimiter) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= all.size();) {
      const std::size_t end = std::min(all.find(delimiter, at), all.size());
      parts.emplace_back(all.substr(at, end - at));
      at = end + delimiter.size();
    }
    return parts;
  };
  const auto join = [](const std::vector<std::string>& parts, std::string_view delimiter) {
    std::string all;
    for (const std::string& part : parts) {
      if (&part != &parts.front()) all += delimiter;
      all += part;
    }
    return all;
  };
  const auto shuffle = [&](std::vector<std::string>& parts, std::size_t from) {
    for (std::size_t i = parts.size(); i > from + 1; --i)
      std::swap(parts[i - 1], parts[from + random_.Below(i - from)]);
  };
  const std::string between = grammar != nullptr ? grammar->category_separator : parentheses ? "//" : " ";
  std::vector<std::string> categories = split(inner, between);
  if (grammar == nullptr && !parentheses) {
    // A level of two words stays one.
    for (const Level& row : vocabulary_.levels()) {
      if (!inner.starts_with(row.banner) || !row.banner.contains(' ')) continue;
      categories = split(inner.substr(std::min(row.banner.size() + 1, inner.size())), between);
      categories.insert(categories.begin(), row.banner);
    }
  }
  for (std::string& category : categories) {
    // Values that belong together stay so: a chain of trees, a list before its word.
    bool whole = grammar == nullptr;
    for (const Control& row : vocabulary_.controls()) {
      const std::string& form = parentheses ? row.portion : row.banner;
      if (!form.empty() && (row.chain || row.list_before) && category.find(form) != std::string::npos)
        whole = true;
    }
    if (whole) continue;
    std::vector<std::string> values = split(category, grammar->value_separator);
    shuffle(values, 0);
    for (std::string& value : values) {
      if (!value.contains(", ") || random_.Chance(50)) continue;
      const std::size_t blank = value.substr(0, value.find(", ")).rfind(' ');
      if (blank == std::string::npos) continue;
      std::vector<std::string> codes = split(std::string_view(value).substr(blank + 1), ", ");
      shuffle(codes, 0);
      value = value.substr(0, blank + 1) + join(codes, ", ");
    }
    category = join(values, grammar->value_separator);
  }
  shuffle(categories, prefix.empty() && random_.Chance(10) ? 0 : 1);
  const std::string mangled = prefix + join(categories, between);
  return parentheses ? '(' + mangled + ')' : mangled;
}

std::optional<std::string> Mangler::ChangeCase(std::string text) {
  const std::size_t way = random_.Below(4);
  bool first = true;
  bool word = random_.Chance(50);
  for (char& c : text) {
    if (!IsWord(c)) {
      first = true;
      word = random_.Chance(50);
      continue;
    }
    const bool small =
        way == 0 || (way == 1 && !first) || (way == 2 && word) || (way == 3 && random_.Chance(40));
    if (small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    first = false;
  }
  return text;
}

// An old spelling, a long one, or that of the other kind of mark.
std::optional<std::string> Mangler::Age(const GeneratedMark& mark, std::string text) {
  struct Fit {
    const Old* old;
    std::size_t at;
  };
  std::vector<Fit> fitting;
  for (const Old& old : old_) {
    if (old.kind != mark.kind) continue;
    for (const std::size_t at : PlacesOf(old.now, text)) {
      // Not within a longer token: SECRET in TOP SECRET.
      const bool within = std::ranges::any_of(forms_, [&](const std::string& longer) {
        const std::size_t offset = longer.find(old.now);
        return longer.size() > old.now.size() && offset != std::string::npos && at >= offset &&
               text.compare(at - offset, longer.size(), longer) == 0;
      });
      // An owner's word is no control.
      const bool owner = !old.level && at >= 2 && at <= 3 && text.compare(at - 2, 2, "//") == 0;
      if (!within && !owner) fitting.push_back({&old, at});
    }
  }
  if (fitting.empty()) return std::nullopt;
  const auto [old, at] = random_.Of(fitting);
  text.replace(at, old->now.size(), old->then);
  return text;
}

// Blanks where none should be, and none where they should.
std::optional<std::string> Mangler::Blank(const GeneratedMark& mark, std::string text) {
  for (std::size_t slips = 1 + random_.Below(2); slips > 0; --slips) {
    if (text.empty()) return std::nullopt;
    const std::size_t at = random_.Below(text.size());
    const bool in_name = std::ranges::any_of(mark.names, [&](const std::string& name) {
      return std::ranges::any_of(PlacesOf(name, text),
                                 [&](std::size_t place) { return at > place && at < place + name.size(); });
    });
    if (in_name) continue;
    if (text[at] == ' ') {
      if (random_.Chance(50)) {
        text.erase(at, 1);
      } else {
        text.insert(at, 1, ' ');
      }
    } else if (at > 0) {
      text.insert(at, 1, random_.Chance(90) ? ' ' : '\t');
    }
  }
  return text;
}

std::optional<std::string> Mangler::Once(const GeneratedMark& mark, std::string text, Damage damage) {
  switch (damage) {
    case Damage::kTyping:
      return Type(mark, std::move(text));
    case Damage::kScan:
      return Scan(mark, std::move(text));
    case Damage::kDelimiter:
      return Delimit(std::move(text));
    case Damage::kOrder:
      return Disorder(text);
    case Damage::kCase:
      return ChangeCase(std::move(text));
    case Damage::kSuperseded:
      return Age(mark, std::move(text));
    case Damage::kBlanks:
      return Blank(mark, std::move(text));
    case Damage::kSeveral:
      break;
  }
  return std::nullopt;
}

std::optional<std::string> Mangler::Mangle(const GeneratedMark& mark, Damage damage) {
  if (damage != Damage::kSeveral) {
    auto once = Once(mark, mark.text, damage);
    return once && !once->empty() ? once : std::nullopt;
  }
  // Two or three of different kinds; what needs the mark as it was comes first.
  static constexpr std::array<Damage, 7> kOrder = {Damage::kOrder, Damage::kSuperseded, Damage::kTyping,
                                                   Damage::kScan,  Damage::kDelimiter,  Damage::kBlanks,
                                                   Damage::kCase};
  std::vector<std::size_t> chosen;
  const std::size_t wanted = random_.Chance(70) ? 2 : 3;
  while (chosen.size() < wanted) {
    const std::size_t one = random_.Below(kOrder.size());
    if (std::ranges::find(chosen, one) == chosen.end()) chosen.push_back(one);
  }
  std::ranges::sort(chosen);
  std::string text = mark.text;
  for (const std::size_t one : chosen) {
    auto next = Once(mark, text, kOrder[one]);
    if (!next || next->empty()) return std::nullopt;
    text = std::move(*next);
  }
  return text;
}

}  // namespace markings::testing
