#include "tests/support/document_generator.h"

#include <array>
#include <string_view>

namespace markings::testing {
namespace {

template <std::size_t N>
std::string_view OneOf(CableGenerator& words, const std::array<std::string_view, N>& list) {
  return list[words.Below(N)];
}

// Marks and banners of a regime with categories, the plain ones more often than the others.
struct Marks {
  std::string_view regime;
  std::array<std::string_view, 8> portions, banners;
};
constexpr std::array<Marks, 3> kMarksOf = {
    {{"us",
      {"(U) ", "(U) ", "(C//REL TO USA, GBR) ", "(S//NF) ", "(S//REL) ", "(U//FOUO) ", "(TS//SI//NF) ", ""},
      {"UNCLASSIFIED", "UNCLASSIFIED", "SECRET//NOFORN", "SECRET//NOFORN", "SECRET//REL TO USA, GBR",
       "CONFIDENTIAL", "UNCLASSIFIED//FOUO", "TOP SECRET//SI//NOFORN"}},
     {"cui",
      {"(U) ", "(U) ", "(CUI) ", "(CUI) ", "(CUI//SP-PRVCY) ", "(CUI//PRVCY//NF) ", "(CUI//FED ONLY) ", ""},
      {"UNCLASSIFIED", "UNCLASSIFIED", "CUI", "CUI", "CUI", "CUI//SP-PRVCY", "CUI//SP-PRVCY//NOFORN",
       "CUI//FED ONLY"}},
     {"tlp",
      {"(TLP:CLEAR) ", "(TLP:CLEAR) ", "(TLP:GREEN) ", "(TLP:AMBER) ", "(TLP:AMBER+STRICT) ", "(TLP:RED) ",
       "", ""},
      {"TLP:CLEAR", "TLP:CLEAR", "TLP:GREEN", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER", "TLP:AMBER+STRICT",
       "TLP:RED"}}}};

const Marks* MarksOf(std::string_view regime) {
  for (const Marks& one : kMarksOf) {
    if (one.regime == regime) return &one;
  }
  return nullptr;
}

std::string Upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return text;
}

}  // namespace

std::string DocumentGenerator::Next() {
  if (MarksOf(regime_) != nullptr) return words_.Below(4) == 0 ? Mail() : Report();
  switch (words_.Below(12)) {
    case 0:
      return Smart();
    case 1:
      return Archive();
    case 2:
      return Foia();
    case 3:
      return Thread();
    case 4:
      return Memo();
    case 5:
      return Frus();
    case 6:
      return words_.Next().Render();  // a telegram or a web copy
    default:
      return Telegram();
  }
}

std::string DocumentGenerator::Mark() {
  if (const Marks* marks = MarksOf(regime_)) return std::string(OneOf(words_, marks->portions));
  static constexpr std::array<std::string_view, 9> kMarks = {
      "(U) ", "(U) ", "(U) ", "(SBU) ", "(SBU) ", "(SBU//NF) ", "(C) ", "(S/NF) ", ""};
  return std::string(OneOf(words_, kMarks));
}

std::string DocumentGenerator::Surname(bool capitals) {
  std::string name = words_.Name();
  name = name.substr(name.find(' ') + 1);
  return capitals ? Upper(std::move(name)) : name;
}

std::string DocumentGenerator::Line(bool capitals) {
  return words_.Prose({.text = {}, .capitals = capitals, .one_line = true, .begin = 0});
}

// With what rules look for, at times.
std::string DocumentGenerator::Prose(bool capitals) {
  std::string text = words_.Prose({.text = {}, .capitals = capitals, .one_line = false, .begin = 0});
  const auto add = [&](const std::string& words) { text += (Chance(30) ? "\n" : " ") + words; };
  if (Chance(12)) add("call +999 55 " + std::to_string(1000 + words_.Below(9000)) + " 567 at noon,");
  if (Chance(8)) add("or (999) 555-0" + std::to_string(100 + words_.Below(900)) + " later,");
  if (Chance(8)) add("write to " + Surname(false) + "@harbour.example today,");
  if (Chance(8)) add("said " + words_.Name() + " (strictly protect), who left.");
  if (Chance(5)) add("and so did " + words_.Name() + " (protect) again.");
  if (Chance(5)) add("please protect the source of this.");
  if (Chance(4)) add("the fax is 555-0142 or cell: 5501234 there.");
  return capitals ? Upper(std::move(text)) : text;
}

void DocumentGenerator::Items(std::string& text) {
  static constexpr std::array<std::string_view, 4> kForms = {"a. ", "(1) ", "- ", "* "};
  const std::size_t form = words_.Below(kForms.size());
  for (std::size_t i = 0; i < 2 + words_.Below(3); ++i) {
    std::string label(kForms[form]);
    const auto step = static_cast<char>(i);
    if (form == 0) label.front() = static_cast<char>('a' + step);
    if (form == 1) label[1] = static_cast<char>('1' + step);
    text += "   " + label + Mark() + Prose() + (Chance(60) ? "\n\n" : "\n");
  }
  text += "\n";
}

void DocumentGenerator::Quoted(std::string& text) {
  text += "BEGIN TEXT:\n\n" + Prose() + "\n\n";
  if (Chance(40)) text += Prose() + "\n\n";
  text += "END TEXT.\n\n";
}

void DocumentGenerator::Body(std::string& text, const std::string& post, bool page_lines) {
  std::size_t page = 2;
  const bool capitals = Chance(15);
  for (std::size_t number = 1; number < 3 + words_.Below(6); ++number) {
    if (Chance(20)) {
      const std::string heading = Upper(Surname(true) + " " + Surname(true));
      text += heading + "\n";
      if (Chance(40)) text += std::string(heading.size(), '-') + "\n";
      text += "\n";
    }
    text += std::to_string(number) + ". " + Mark() + Prose(capitals);
    if (page_lines && Chance(15)) {
      text +=
          " and\n\n" + post + " 00000123  00" + std::to_string(page++) + " OF 009\n\nso " + Prose(capitals);
    }
    text += Chance(80) ? "\n\n" : "\n\n\n";
    if (Chance(25)) Items(text);
    if (Chance(12)) Quoted(text);
    if (Chance(10)) text += Prose() + "\n\n";
  }
}

std::string DocumentGenerator::TelegramHead(const std::string& post) {
  static constexpr std::array<std::string_view, 5> kLines = {"UNCLAS", "UNCLAS", "UNCLAS",
                                                             "C O N F I D E N T I A L", "S E C R E T"};
  std::string text;
  if (Chance(60)) {
    text +=
        "VZCZCXKV0042\nOO RUEHAA RUEHXX\nDE RUEHKV #0123/01 0661200Z\nZNY CCCCC ZZH\nO R 071200Z MAR 05\nFM "
        "AMEMBASSY " +
        post + "\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 0872\nINFO RUEHXX/AMEMBASSY VELMORA PRIORITY\n";
    if (Chance(50)) text += "RUEHYY/AMCONSUL ST. OSTRAND 0031\n";
    text += "\n";
  }
  const std::string_view line = OneOf(words_, kLines);
  text += std::string(line) + (Chance(20) ? " SECTION 01 OF 02 " : " ") + post + " 000123\n\n";
  if (Chance(50)) text += "SENSITIVE\n";
  if (Chance(20)) text += "NOFORN\n";
  if (Chance(50)) text += "SIPDIS\n";
  if (Chance(4)) text += "STADIS\n";
  text += "\n";
  if (Chance(40)) text += "STATE FOR EUR/NBX, INR AND PM (P. " + Surname(true) + ")\n\n";
  text += Chance(70) ? "E.O. 12958: N/A\n" : "E.O. 12958: DECL: 03/07/2015\n";
  if (Chance(85)) text += "TAGS: PREL, PGOV, OVIP (" + Surname(true) + ", JANE B.), XX\n";
  text += "SUBJECT: " + (Chance(30) ? Mark() : std::string()) + Line(true) + "\n\n";
  if (Chance(40)) text += "REF: A. 04 KALVOR 5459\n     B. STATE 135205\n\n";
  if (Chance(30)) text += "Classified By: DCM " + words_.Name() + " for reasons 1.4 (b) and (d).\n\n";
  return text;
}

std::string DocumentGenerator::Telegram() {
  const std::string post = Chance(70) ? "KALVOR" : "PORT KALVOR";
  std::string text = TelegramHead(post);
  Body(text, post, Chance(60));
  if (Chance(80)) text += Surname(true) + "\n";
  if (Chance(60)) text += "\nNNNN\n";
  return text;
}

std::string DocumentGenerator::Smart() {
  std::string text =
      "                              UNCLASSIFIED\n                                  SBU\n\nMRN:            "
      "12 KALVOR 1208\n";
  text += "Date/DTG:       Jun 17, 2012 / 172335Z JUN 12\nFrom:           AMEMBASSY KALVOR\n";
  text +=
      "Action:         WASHDC, SECSTATE IMMEDIATE\nE.O.:           13526\nTAGS:           PREL, PGOV, XX\n";
  text += "Captions:       SENSITIVE, SIPDIS\nReference:      A) 12 KALVOR 1100\n";
  text += "Pass Line:      STATE FOR EUR/NBX (T. " + Surname(true) + ")\nSubject:        " + Mark() +
          Line(true) + "\n\n";
  Body(text, "KALVOR", false);
  text += "Signature:      " + Surname(true) + "\n\nDrafted By:     POL:" + Surname(false) +
          "\nCleared By:     ECON:" + Surname(false) +
          "\n\n                              UNCLASSIFIED\n                                  SBU\n";
  return text;
}

std::string DocumentGenerator::Archive() {
  std::string text =
      "LIMITED OFFICIAL USE\n\nPAGE 01  KALVOR 00123  01 OF 02  071504Z\n71\nACTION EUR-12  INFO  OCT-01  "
      "ISO-00  SS-15  /150 W\n";
  text +=
      "                     --------------------- 009430\nR 071432Z MAR 77\nFM AMEMBASSY KALVOR\nTO SECSTATE "
      "WASHDC 1234\n\n";
  text += "LIMITED OFFICIAL USE SECTION 01 OF 02 KALVOR 00123\n\nE.O. 11652: N/A\nTAGS: PREL, XX\nSUBJECT: " +
          Line(true) + "\n\n1. " + Prose(true) +
          "\nLIMITED OFFICIAL USE\n\nPAGE 02  KALVOR 00123  01 OF 02  071504Z\n\n" + Prose(true) + "\n\n2. " +
          Prose(true) + " " + Surname(true) + "\n\nLIMITED OFFICIAL USE\n\nNNNN\n\n";
  text +=
      "*** Current Classification *** LIMITED OFFICIAL USE\n\nMessage Attributes\nDocument Number: "
      "1977KALVOR00123\nConcepts: " +
      Surname(true) + "\nDraft Date: 07 Mar 1977\nSubject: " + Line(true) + "\nTAGS: PREL, XX\n";
  return text;
}

std::string DocumentGenerator::Foia() {
  const std::string banner =
      "     UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: 08/31/2015\n";
  std::string text = banner +
                     "\n                                                          RELEASE IN PART "
                     "B6\n\nUNCLAS KALVOR 000123\n\nSENSITIVE\n\n";
  text += "SUBJECT: " + Line(true) + "\n\n1. " + Mark() + Prose() +
          "\n\n[1 paragraph not declassified]\n\n2. " + Mark() + "He left XXXXXXXXXXXX " + Prose() + "\n\n" +
          banner + banner + "\n3. " + Mark() + Prose() + "\n\n" + Surname(true) + "\n" + banner;
  return text;
}

std::string DocumentGenerator::Frus() {
  return "12. Telegram From the Embassy in Kalvor to the Department of State\n\nKalvor, March 7, 1966, "
         "1432Z.\n\n1. " +
         Prose() + "\n\n[4 paragraphs (18 lines of source text) not declassified]\n\n6. " + Prose() +
         "\n\nSource: Invented Archives, RG 0, Harbour Files. Secret; Priority; Nodis. Drafted by " +
         Surname(false) + ".\n";
}

std::string DocumentGenerator::Thread() {
  const auto head = [&] {
    return "From: " + Surname(false) +
           ", Tobias\nSent: Friday, October 1, 2010 8:12 PM\nTo: " + Surname(false) +
           ", June\nSubject: Re: " + Line(false) + "\n\n";
  };
  std::string text = head() + "Classification: UNCLASSIFIED\n\n" + Prose() + "\n\n1. " + Mark() + Prose() +
                     "\n\n2. " + Prose() + "\n\n";
  text += "-----Original Message-----\n" + head() + (Chance(50) ? "UNCLASSIFIED\n\n" : "SECRET\n\n") + "1. " +
          Mark() + Prose() + "\n\n" + Prose() + "\n";
  return text;
}

std::string DocumentGenerator::Memo() {
  return std::string("                         ") +
         (Chance(50) ? "SENSITIVE BUT UNCLASSIFIED" : "UNCLASSIFIED") +
         "\n\nMEMORANDUM FOR THE HARBOUR MASTER\n\nFROM:      EUR - " + words_.Name() +
         "\nSUBJECT:   " + Mark() + Line(false) + "\n\n" + Mark() + Prose() + "\n\n- (U) " + Prose() +
         "\n\n" + Mark() + Prose() + "\n\nDRAFTED: " + Surname(false) + "\n";
}

std::string DocumentGenerator::Banner() { return std::string(OneOf(words_, MarksOf(regime_)->banners)); }

// Pages with banners at head and foot, portions with numbers or without, at times the blocks that say who
// classified or controls it.
std::string DocumentGenerator::Report() {
  std::string banner = Banner();
  std::string text = banner + "\n\n";
  if (Chance(50)) {
    text += "MEMORANDUM FOR THE HARBOUR MASTER\n\nFROM:      EUR - " + words_.Name() +
            "\nSUBJECT:   " + Mark() + Line(false) + "\n\n";
  }
  std::size_t page = 1;
  const bool numbered = Chance(60);
  for (std::size_t number = 1; number < 3 + words_.Below(6); ++number) {
    if (Chance(15)) text += Upper(Surname(true) + " " + Surname(true)) + "\n\n";
    text += (numbered ? std::to_string(number) + ". " : std::string()) + Mark() + Prose();
    // A page ends, in a paragraph or after one.
    if (Chance(20)) {
      const std::string foot = Chance(30) ? "            " + std::to_string(page++) : std::string();
      text += (Chance(50) ? " and\n\n" : "\n\n") + banner + foot + "\n" + (Chance(50) ? "\f" : "\n");
      if (Chance(25)) banner = Banner();
      text += banner + "\n\n" + Prose();
    }
    text += "\n\n";
    if (Chance(25)) Items(text);
    if (Chance(10)) Quoted(text);
  }
  if (regime_ == "us" && Chance(50)) {
    text += "Classified By: " + words_.Name() + ", Harbour Desk\nDerived From: " + Line(false) +
            "\nDeclassify On: 20450101\n\n";
  }
  if (regime_ == "cui" && Chance(50)) {
    text += "Controlled by: Harbour Board\nCUI Category: PRVCY\nPOC: " + words_.Name() + ", 555-0142\n\n";
  }
  return text + banner + "\n";
}

std::string DocumentGenerator::Mail() {
  const auto head = [&] {
    return "From: " + Surname(false) +
           ", Tobias\nSent: Friday, October 1, 2010 8:12 PM\nTo: " + Surname(false) +
           ", June\nSubject: " + Mark() + Line(false) + "\n\n";
  };
  std::string text = head() + "Classification: " + Banner() + "\n\n" + Prose() + "\n\n1. " + Mark() +
                     Prose() + "\n\n2. " + Mark() + Prose() + "\n\n";
  if (Chance(60))
    text += "-----Original Message-----\n" + head() + Banner() + "\n\n" + Mark() + Prose() + "\n\n";
  return text;
}

}  // namespace markings::testing
