#include "tests/support/cable_generator.h"

#include <array>
#include <string_view>
#include <utility>

namespace markings::testing {
namespace {

constexpr std::array<std::string_view, 20> kSyllables = {"tor", "vel", "mas", "kin", "dra", "lun", "bre",
                                                         "sol", "gar", "nim", "pel", "rov", "hes", "tam",
                                                         "quo", "fen", "jor", "lak", "wyn", "zub"};
constexpr std::array<std::string_view, 12> kPlain = {"the",  "ministry", "said", "that", "talks", "about",
                                                     "fees", "will",     "go",   "on",   "in",    "spring"};
constexpr std::array<std::string_view, 8> kMarks = {"(U) ",       "(SBU) ", "(SBU) ", "(U) ",
                                                    "(SBU//NF) ", "(C) ",   "(U) ",   ""};

std::string Upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return text;
}

}  // namespace

std::string GeneratedCable::Render() {
  std::string text;
  for (const Part& part : parts_) {
    text += part.fixed;
    if (part.slot == kNoSlot) continue;
    slots_[part.slot].begin = text.size();
    text += slots_[part.slot].text;
  }
  return text;
}

std::string CableGenerator::Word(std::size_t syllables) {
  std::string word;
  for (std::size_t i = 0; i < syllables; ++i) word += kSyllables[Below(kSyllables.size())];
  return word;
}

std::string CableGenerator::Capitalised(std::size_t syllables) {
  std::string word = Word(syllables);
  word[0] = static_cast<char>(word[0] - 0x20);
  return word;
}

std::string CableGenerator::Name() { return Capitalised(2) + " " + Capitalised(3); }

// Begins with a long lower-case tail so that no text looks like a number, a label, a mark or a heading.
std::string CableGenerator::Prose(const GeneratedCable::Slot& slot) {
  std::string text = Capitalised(2 + Below(2)) + " " + Word(2);
  const std::size_t words = 3 + Below(slot.one_line ? 6 : 60);
  std::size_t line = text.size();
  for (std::size_t i = 0; i < words; ++i) {
    std::string word;
    const std::size_t kind = Below(20);
    if (kind < 2) {
      word = Name();
    } else if (kind < 3) {
      word = std::to_string(10000 + Below(900000));
    } else if (kind < 8) {
      word = Word(1 + Below(3));
    } else {
      word = kPlain[Below(kPlain.size())];
    }
    if (kind >= 3 && Chance(6)) word += ",";
    // Lines are broken before a lower-case word only: a line that begins like a label would be structure.
    const bool breaks = !slot.one_line && line > 40 && kind >= 3;
    text += breaks ? "\n" : " ";
    line = breaks ? word.size() : line + 1 + word.size();
    text += word;
  }
  if (!slot.one_line) text += " " + Word(2) + ".";
  return slot.capitals ? Upper(text) : text;
}

void CableGenerator::Fixed(GeneratedCable& cable, const std::string& text) {
  cable.parts_.push_back({text, GeneratedCable::kNoSlot});
}

void CableGenerator::Slot(GeneratedCable& cable, bool capitals, bool one_line) {
  GeneratedCable::Slot slot{{}, capitals, one_line, 0};
  slot.text = Prose(slot);
  cable.parts_.push_back({{}, cable.slots_.size()});
  cable.slots_.push_back(std::move(slot));
}

void CableGenerator::Header(GeneratedCable& cable, bool telegram, const std::string& post) {
  if (!telegram && Chance(40)) Fixed(cable, "This record is a part of an invented cable.\n\n");
  if (telegram) {
    Fixed(cable,
          "VZCZCXRO1234\nRR RUEHC\nDE RUEHXX #0123 0231530\nZNR UUUUU ZZH\nR 231530Z JAN 06\nFM AMEMBASSY " +
              post + "\nTO RUEHC/SECSTATE WASHDC PRIORITY 0872\nINFO RUEHXY/AMEMBASSY VELMORA 0044\n\n");
  }
  Fixed(cable, "UNCLAS " + post + " 000123\n\n");
  if (Chance(60)) Fixed(cable, "SIPDIS\n\n");
  Fixed(cable, "SENSITIVE\n\n");
  if (Chance(40)) {
    Fixed(cable, "STATE FOR EUR/NBX (");
    Slot(cable, true, true);
    Fixed(cable, ")\n\n");
  }
  Fixed(cable, "E.O. 12958: N/A\n");
  if (Chance(80)) Fixed(cable, telegram ? "TAGS: PREL, PGOV, PHUM\n" : "TAGS: [PREL](#) [PGOV](#)\n");
  Fixed(cable, "SUBJECT: ");
  Slot(cable, true, true);
  Fixed(cable, "\n\n");
  if (Chance(30)) Fixed(cable, "REF: A. VELMORA 5459\n\n");
}

void CableGenerator::Paragraph(GeneratedCable& cable, bool telegram, const std::string& post,
                               std::size_t number) {
  const auto mark = [&] { return std::string(kMarks[Below(kMarks.size())]); };
  Fixed(cable, std::to_string(number) + ". " + mark());
  Slot(cable, false, false);
  if (telegram && Chance(15)) {  // a page line in the middle of a sentence
    Fixed(cable, "\n\n" + post + " 00000123  002 OF 003\n\n");
    Slot(cable, false, true);
    cable.slots_.back().text = "and " + Word(3) + " " + cable.slots_.back().text + ".";
  }
  Fixed(cable, "\n\n");
  if (!Chance(20)) return;
  for (char letter = 'a'; letter < 'c' + static_cast<char>(Below(3)); ++letter) {
    Fixed(cable, std::string(1, letter) + ". " + mark());
    Slot(cable, false, false);
    Fixed(cable, Chance(50) ? "\n\n" : "\n");
  }
  Fixed(cable, "\n");
}

GeneratedCable CableGenerator::Next() {
  GeneratedCable cable;
  const bool telegram = Chance(50);
  const std::string post = Chance(70) ? "KALVOR" : "PORT KALVOR";
  Header(cable, telegram, post);
  const std::size_t paragraphs = 1 + Below(8);
  for (std::size_t i = 1; i <= paragraphs; ++i) {
    if (Chance(20)) {
      Fixed(cable, telegram ? "" : "#### ");
      Slot(cable, true, true);
      Fixed(cable, !telegram && Chance(40) ? "\n\n-----\n\n" : "\n\n");
    }
    Paragraph(cable, telegram, post, i);
  }
  if (Chance(80)) Fixed(cable, Upper(Word(2)) + "\n");
  if (Chance(70)) Fixed(cable, "\nNNNN");
  // Plant one name in several places, so that there is something to find.
  cable.names_.push_back(Name());
  for (GeneratedCable::Slot& slot : cable.slots_) {
    if (!Chance(25)) continue;
    slot.text += slot.one_line ? " " : " Also ";
    slot.text += slot.capitals ? Upper(cable.names_.front())
                               : cable.names_.front() + (slot.one_line ? "" : " agreed.");
  }
  return cable;
}

}  // namespace markings::testing
