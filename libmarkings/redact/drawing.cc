#include "libmarkings/redact/internal/drawing.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "libmarkings/text/ascii.h"
#include "libmarkings/text/compared.h"

namespace markings::internal {
namespace {

constexpr std::array<std::string_view, 20> kSyllables = {"tor", "vel", "mas", "kin", "dra", "lun", "bre",
                                                         "sol", "gar", "nim", "pel", "rov", "hes", "tam",
                                                         "quo", "fen", "jor", "lak", "wyn", "zub"};
constexpr std::array<std::string_view, 12> kPlain = {"the",  "of",   "said", "that", "was", "about",
                                                     "fees", "will", "go",   "on",   "in",  "spring"};

bool IsLeadByte(char c) { return static_cast<unsigned char>(c) >= 0xC0U; }
bool IsTrailByte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

char Lower(Draw& draw) { return static_cast<char>('a' + draw.Below(26)); }
char Upper(Draw& draw) { return static_cast<char>('A' + draw.Below(26)); }
char Digit(Draw& draw) { return static_cast<char>('0' + draw.Below(10)); }

std::string Capitals(std::string text) {
  for (char& c : text) {
    if (IsLower(c)) c = static_cast<char>(c - 0x20);
  }
  return text;
}

std::string Word(Draw& draw, std::size_t syllables) {
  std::string word;
  for (std::size_t i = 0; i < syllables; ++i) word += kSyllables[draw.Below(kSyllables.size())];
  return word;
}

std::string Capitalised(Draw& draw, std::size_t syllables) {
  std::string word = Word(draw, syllables);
  word.front() = static_cast<char>(word.front() - 0x20);
  return word;
}

std::string Number(Draw& draw) {
  std::string number;
  for (std::size_t digits = 1 + draw.Below(8); digits > 0; --digits) number += Digit(draw);
  return number;
}

std::string WildWord(Draw& draw) {
  switch (draw.Below(16)) {
    case 0:
      return Capitalised(draw, 2) + " " + Capitalised(draw, 3);
    case 1:
      return Number(draw);
    case 2:
      return Capitals(Word(draw, 1));
    case 3:
      return Word(draw, 1) + "-" + Word(draw, 2);
    case 4:
      return "\"" + Word(draw, 2) + "\"";
    case 5:
      return Word(draw, 1) + "\xC3\xA9" + Word(draw, 1);
    case 6:
      return Capitalised(draw, 2) + "'s";
    case 7:
    case 8:
      return std::string(kPlain[draw.Below(kPlain.size())]);
    default:
      return Word(draw, 1 + draw.Below(3));
  }
}

std::string_view Mark(Draw& draw) {
  static constexpr std::array<std::string_view, 6> kMarks = {",", ";", ".", ",", "?", " --"};
  return kMarks[draw.Below(kMarks.size())];
}

std::size_t WordCount(Draw& draw, const ProseShape& shape) {
  if (shape.length == Length::kShortest) return 0;
  if (shape.length == Length::kLongest) return shape.one_line ? 14 : 120 + draw.Below(200);
  return draw.Chance(20) ? draw.Below(3) : draw.Below(shape.one_line ? 9 : 70);
}

// The end of a run of letters, those beyond ASCII included. (Above U+1FFF there are dashes, bullets and
// bars.)
std::size_t LettersEnd(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0xC3U && byte < 0xE2U) {
      ++at;
      while (at < text.size() && IsTrailByte(text[at])) ++at;
    } else if (IsLetter(text[at])) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

std::string LettersLike(Draw& draw, std::string_view run, bool same_size) {
  const std::size_t size = same_size ? run.size() : 1 + draw.Below(run.size() + 4);
  const bool capitals = MostlyCapitals(run) && (run.size() > 1 || size == 1);
  const bool first = capitals || IsUpper(run.front());
  std::string drawn;
  for (std::size_t i = 0; i < size; ++i) {
    const bool upper = same_size ? IsUpper(run[i]) : i == 0 ? first : capitals;
    drawn += upper ? Upper(draw) : Lower(draw);
  }
  return drawn;
}

std::string DigitsLike(Draw& draw, std::size_t count, bool same_size) {
  std::string drawn;
  for (std::size_t size = same_size ? count : 1 + draw.Below(count + 3); size > 0; --size)
    drawn += Digit(draw);
  return drawn;
}

// A run of three or more of what blackens a text: X, or a full block.
std::string_view BlackRun(std::string_view text) {
  for (const std::string_view one : {std::string_view("X"), std::string_view("\xE2\x96\x88")}) {
    std::size_t end = 0;
    while (text.substr(end).starts_with(one)) end += one.size();
    if (end >= 3 * one.size()) return text.substr(0, end);
  }
  return {};
}

}  // namespace

namespace {

// A word of a name that is drawn: no initial, no particle, nothing that stands between words. Empty: none
// begins there.
std::string_view NameWordAt(std::string_view name, std::size_t at) {
  if (at > 0 && LettersEnd(name, at - 1) > at) return {};  // within a word
  const std::string_view word = name.substr(at, LettersEnd(name, at) - at);
  return word.size() < 2 || IsLower(word.front()) ? std::string_view() : word;
}

std::string NameKey(std::string_view word) { return Capitals(std::string(word)); }

// Another word for one of a name, in small letters but for the first.
std::string OtherName(Draw& draw, std::string_view word, bool surname, bool same_size) {
  static constexpr std::array<std::string_view, 12> kGiven = {"Anna",  "Maria", "Peter",  "David",
                                                              "Elena", "Ahmed", "Ivan",   "Fatima",
                                                              "John",  "Mary",  "Carlos", "Olga"};
  static constexpr std::array<std::string_view, 12> kSurnames = {"Novak",  "Jansen", "Silva",     "Okafor",
                                                                 "Hansen", "Petrov", "Lindqvist", "Moreau",
                                                                 "Keller", "Tanaka", "Kowalski",  "Brandt"};
  const std::string key = NameKey(word);
  const std::size_t hash = std::hash<std::string>()(key) ^ draw.names();
  const auto listed = [&](std::size_t attempt) {
    const std::size_t at = (hash + attempt) % kGiven.size();
    return std::string(surname ? kSurnames.at(at) : kGiven.at(at));
  };
  if (!draw.tells_apart()) return listed(0);
  return draw.Apart(key, [&](std::size_t attempt) {
    if (same_size) return LettersLike(draw, word, true);
    return attempt < kGiven.size() ? listed(attempt) : Capitalised(draw, 3);
  });
}

}  // namespace

std::string DrawName(Draw& draw, std::string_view name, bool same_size) {
  if (same_size && !draw.tells_apart()) return DrawAlike(draw, name, Keep::kSize);
  std::string drawn;
  for (std::size_t at = 0; at < name.size();) {
    const std::string_view word = NameWordAt(name, at);
    if (word.empty()) {
      drawn += name[at++];
      continue;
    }
    const std::size_t end = at + word.size();
    const bool last =
        LettersEnd(name, end) == end && name.find_first_of(" -\n", end) == std::string_view::npos;
    const std::string other = OtherName(draw, word, last, same_size);
    drawn += MostlyCapitals(word) ? Capitals(other) : other;
    at = end;
  }
  return drawn;
}

std::vector<std::string> KeysOf(std::string_view text, bool name) {
  if (!name) return {"=" + Compared(text)};
  std::vector<std::string> keys;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view word = NameWordAt(text, at);
    if (!word.empty()) keys.push_back(NameKey(word));
    at += std::max<std::size_t>(word.size(), 1);
  }
  return keys;
}

std::string DrawMasked(Draw& draw, std::string_view text, Keep keep) {
  if (!draw.tells_apart()) return DrawAlike(draw, text, keep);
  return draw.Apart(KeysOf(text, false).front(), [&](std::size_t) { return DrawAlike(draw, text, keep); });
}

bool MostlyCapitals(std::string_view text) {
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (const char c : text) {
    upper += IsUpper(c) ? 1U : 0U;
    lower += IsLower(c) ? 1U : 0U;
  }
  return upper > 4 * lower;
}

std::string DrawProse(Draw& draw, const ProseShape& shape) {
  std::string text = shape.tame ? Capitalised(draw, 2) + " " + Word(draw, 2) : Capitalised(draw, 1);
  if (shape.length == Length::kShortest && !shape.tame) text.resize(1 + draw.Below(3));
  std::size_t line = text.size();
  const std::size_t width = 30 + draw.Below(50);
  for (std::size_t words = WordCount(draw, shape); words > 0; --words) {
    std::string word = shape.tame ? Word(draw, 1 + draw.Below(3)) : WildWord(draw);
    // A line that begins with a digit or a mark would be read as a number or a list.
    const bool breaks = !shape.one_line && line > width && IsLetter(word.front());
    if (!shape.tame && draw.Chance(10)) word += Mark(draw);
    if (breaks && !shape.tame && draw.Chance(10)) text += " ";
    text += breaks ? "\n" : !shape.tame && draw.Chance(4) ? "  " : " ";
    line = breaks ? word.size() : line + 1 + word.size();
    text += word;
  }
  if (!shape.one_line && (shape.tame || draw.Chance(70))) text += ".";
  return shape.capitals ? Capitals(std::move(text)) : text;
}

std::string DrawTags(Draw& draw) {
  std::string tags;
  for (std::size_t count = 1 + draw.Below(7); count > 0; --count) {
    if (!tags.empty()) tags += ", ";
    for (std::size_t letters = 2 + draw.Below(3); letters > 0; --letters) tags += Upper(draw);
    if (draw.Chance(10)) tags += " (" + Capitals(Word(draw, 2) + ", " + Word(draw, 2)) + ")";
  }
  return tags;
}

std::string DrawPassing(Draw& draw) {
  std::string text = Word(draw, 1 + draw.Below(2)) + " for " + Word(draw, 1) + "/" + Word(draw, 1);
  if (draw.Chance(60)) text += " (" + Word(draw, 1) + ". " + Word(draw, 2) + ")";
  return Capitals(std::move(text));
}

std::string DrawAlike(Draw& draw, std::string_view text, Keep keep) {
  std::string drawn;
  bool line_begins = true;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t letters = LettersEnd(text, at);
    if (const std::string_view black = BlackRun(text.substr(at)); keep == Keep::kLetters && !black.empty()) {
      const std::string_view one = black.front() == 'X' ? black.substr(0, 1) : black.substr(0, 3);
      for (std::size_t count = 4 + draw.Below(30); count > 0; --count) drawn += one;
      at += black.size();
    } else if (letters > at) {
      const std::string_view run = text.substr(at, letters - at);
      const bool stays = keep == Keep::kLetters || (keep == Keep::kFirstWord && line_begins);
      drawn += stays ? std::string(run) : LettersLike(draw, run, keep == Keep::kSize);
      at = letters;
      line_begins = false;
    } else if (IsDigit(c)) {
      std::size_t end = at;
      while (end < text.size() && IsDigit(text[end])) ++end;
      drawn += DigitsLike(draw, end - at, keep == Keep::kSize || keep == Keep::kLetters);
      at = end;
      line_begins = false;
    } else {
      std::size_t end = at + 1;
      while (IsLeadByte(c) && end < text.size() && IsTrailByte(text[end])) ++end;
      drawn += text.substr(at, end - at);
      if (c == '\n') line_begins = true;
      at = end;
    }
  }
  return drawn;
}

}  // namespace markings::internal
