#include "libmarkings/marking/authority.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

namespace markings {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// --- what the tests write instead of comparing fields ---

std::string DumpDate(const AuthorityDate& date) {
  static constexpr std::string_view kForms[] = {"", "y-", "/", "dM", "Md", "M", "Y"};
  static constexpr std::string_view kDoubts[] = {"", "?d", "?c", "?n", "!"};
  std::string days = date.earliest ? Name(*date.earliest) : "none";
  if (date.latest != date.earliest) days += ".." + Name(*date.latest);
  return fmt::format("{}{}{}", days, kForms[static_cast<int>(date.form)],
                     kDoubts[static_cast<int>(date.doubt)]);
}

std::string DumpInstruction(std::string_view text, const Declassify& one) {
  std::string dump(Name(one.kind));
  if (one.number != 0) dump += fmt::format("#{}", one.number);
  if (one.date) dump += " " + DumpDate(*one.date);
  if (one.event) dump += fmt::format(" [{}]", Slice(text, *one.event));
  for (const Span& name : one.portions) dump += fmt::format(" <{}>", Slice(text, name));
  if (one.source_list) dump += " +list";
  if (one.source_marked) dump += " +marked";
  if (one.source) dump += " of " + DumpDate(*one.source);
  if (one.more) dump += " +more";
  if (one.trailing) dump += " +trailing";
  return dump;
}

std::string DumpReasons(const AuthorityBlock& block) {
  std::string dump;
  for (const AuthorityReason& one : block.reasons) {
    if (!dump.empty()) dump += ' ';
    dump += fmt::format("{}.{}{}{}", one.part, one.section, one.letters, one.trailing ? "+" : "");
  }
  return dump;
}

std::string Dump(std::string_view text, const AuthorityBlock& block) {
  std::string dump;
  const auto add = [&dump](std::string_view what) {
    if (!dump.empty()) dump += " | ";
    dump += what;
  };
  if (block.order) add(fmt::format("order {}", block.order->number));
  if (block.classified_by) add(fmt::format("by {}", Slice(text, *block.classified_by)));
  if (block.derived_from) {
    add(fmt::format("from {}{}", Slice(text, *block.derived_from), block.multiple_sources ? " (many)" : ""));
  }
  if (!block.reasons.empty()) add("reason " + DumpReasons(block));
  for (const AuthorityDowngrade& one : block.downgrades) {
    add(fmt::format("down {}{}{}", Slice(text, one.level), one.date ? " " + DumpDate(*one.date) : "",
                    one.event ? fmt::format(" [{}]", Slice(text, *one.event)) : ""));
  }
  for (const Declassify& one : block.declassify) add(DumpInstruction(text, one));
  return dump;
}

std::string DumpOf(std::string_view text, DateOrder order = DateOrder::kUnknown) {
  const ParsedAuthority parsed = ParseAuthority(text, order);
  return parsed.state == AuthorityState::kFound ? Dump(text, parsed.block) : "none";
}

std::string InstructionOf(std::string_view value, DateOrder order = DateOrder::kUnknown) {
  const std::string text = fmt::format("Declassify On: {}", value);
  const ParsedAuthority parsed = ParseAuthority(text, order);
  return parsed.block.declassify.size() == 1 ? DumpInstruction(text, parsed.block.declassify[0])
                                             : fmt::format("{} instructions", parsed.block.declassify.size());
}

// --- reading ---

struct InstructionCase {
  std::string_view value, dump;
};

constexpr InstructionCase kInstructions[] = {
    // dates
    {"20301231", "date 2030-12-31"},
    {"2030-12-31", "date 2030-12-31y-"},
    {"2030/2/3", "date 2030-02-03y-"},
    {"02/25/2019", "date 2019-02-25/"},
    {"25/02/2019", "date 2019-02-25/"},
    {"01/02/2025", "date 2025-01-02..2025-02-01/?d"},
    {"03/03/2025", "date 2025-03-03/"},
    {"02/25/19", "date 1919-02-25..2019-02-25/?c"},
    {"01/02/05", "date 1905-01-02..2005-02-01/?d"},
    {"31 December 2030", "date 2030-12-31dM"},
    {"31DEC2030", "date 2030-12-31dM"},
    {"31-Dec-30", "date 1930-12-31..2030-12-31dM?c"},
    {"December 31, 2030", "date 2030-12-31Md"},
    {"MAY 1999", "date 1999-05-01..1999-05-31M?n"},
    {"Feb. 2024", "date 2024-02-01..2024-02-29M?n"},
    {"2030", "date 2030-01-01..2030-12-31Y?n"},
    {"20250230", "date none!"},
    {"13/45/2020", "date none/!"},
    {"20301231 (A. ROE)", "date 2030-12-31 +trailing"},
    {"\"20301231\".", "date 2030-12-31"},
    {"20301231\nThe text of the memo begins here", "date 2030-12-31"},
    // events
    {"Completion of the tests", "event [Completion of the tests]"},
    {"AFTER THE TALKS END.", "event [AFTER THE TALKS END]"},
    {"30 days after the exercise", "event [30 days after the exercise]"},
    {"When the exercise\n  has ended\nThe text", "event [When the exercise\n  has ended]"},
    {"20301231 or completion of tests, whichever is later", "date or event 2030-12-31 [completion of tests]"},
    {"20301231 or completion of tests", "date or event 2030-12-31 [completion of tests]"},
    // exemptions
    {"25X1, 20501231", "25X exemption#1 2050-12-31"},
    {"25x9,20501231", "25X exemption#9 2050-12-31"},
    {"25X3", "25X exemption#3"},
    {"25X3, completion of the programme", "25X exemption#3 [completion of the programme]"},
    {"25X1, 25X4, 20501231", "25X exemption#1 2050-12-31 +more"},
    {"50X6, 20601231", "50X exemption#6 2060-12-31"},
    {"75X2, 20801231", "75X exemption#2 2080-12-31"},
    {"50X1-HUM", "50X1-HUM"},
    {"50X1 HUM", "50X1-HUM"},
    {"50X1-HUM, 20601231", "50X1-HUM 2060-12-31"},
    {"50X2-WMD", "50X2-WMD"},
    {"25X1-human", "25X1-human"},
    {"25X1, E.O. 12951", "25X1, EO 12951"},
    {"25X1, EO 12951", "25X1, EO 12951"},
    // portions that bear no date
    {"N/A to AB/CDE portions. See source list for NSI portions.", "N/A statement <AB> <CDE> +list"},
    {"N/A to AB portions", "N/A statement <AB>"},
    {"Not Applicable (or N/A) to AB/CD portions and See source list for NSI portions",
     "N/A statement <AB> <CD> +list"},
    {"N/A to AB/CD and EFGH portions.\nSee source list for NSI portions.",
     "N/A statement <AB> <CD> <EFGH> +list"},
    {"N/A", "N/A"},
    {"NA", "N/A"},
    {"Not applicable", "N/A"},
    {"See source list", "See source list +list"},
    // retired
    {"OADR", "OADR"},
    {"Originating Agency's Determination Required", "OADR"},
    {"Source marked OADR, date of source 19940101", "OADR +marked of 1994-01-01"},
    {"Source Marked: \"OADR\"; Date of Source: 01/13/1994", "OADR +marked of 1994-01-13/"},
    {"MR", "MR"},
    {"Manual Review", "MR"},
    {"X1", "X1-X8#1"},
    {"X-1", "X1-X8#1"},
    {"1.6X1", "X1-X8#1"},
    {"X3, X5", "X1-X8#3 +more"},
    {"Source marked X4, date of source 20010615", "X1-X8#4 +marked of 2001-06-15"},
    {"DNI Only", "DNI Only"},
    {"DCI ONLY", "DNI Only"},
    {"Subject to treaty or international agreement", "Subject to treaty or international agreement"},
    {"GDS", "GDS"},
    {"XGDS-1", "XGDS#1"},
    {"XGDS", "XGDS"},
    {"XGDS (3)", "XGDS#3"},
    {"ADS", "ADS"},
    {"ADS, DECLAS ON COMPLETION OF VISIT", "ADS [COMPLETION OF VISIT]"},
    {"GDS 12/31/84 (ROE, A.) OR-M", "GDS 1984-12-31..2084-12-31/?c"},
    {"RDS-1 12/31/1998 (ROE, A.) OR-P", "RDS#1 1998-12-31/"},
    {"GROUP 4", "GROUP#4"},
    {"GP-3", "GROUP#3"},
    {"Indefinite", "Indefinite"},
    {"NEVER", "Indefinite"},
    // none of them
    {"", "nothing"},
    {"25X12, 20501231", "unreadable"},
    {"25X", "unreadable"},
    {"25X0", "unreadable"},
    {"X9", "unreadable"},
    {"2025021", "unreadable"},
    {"10 YEARS", "unreadable"},
    {"---", "nothing"},
    {"?", "unreadable"},
};

TEST(AuthorityReading, Instructions) {
  for (const InstructionCase& one : kInstructions) EXPECT_EQ(InstructionOf(one.value), one.dump) << one.value;
}

TEST(AuthorityReading, TheCallerMaySayWhichNumberComesFirst) {
  EXPECT_EQ(InstructionOf("01/02/2025", DateOrder::kMonthFirst), "date 2025-01-02/");
  EXPECT_EQ(InstructionOf("01/02/2025", DateOrder::kDayFirst), "date 2025-02-01/");
  EXPECT_EQ(InstructionOf("25/02/2019", DateOrder::kMonthFirst), "date 2019-02-25/");
  EXPECT_EQ(InstructionOf("01/02/05", DateOrder::kMonthFirst), "date 1905-01-02..2005-01-02/?c");
}

struct ReasonCase {
  std::string_view value, dump;
};

TEST(AuthorityReading, Reasons) {
  constexpr ReasonCase kCases[] = {
      {"1.4(c)", "1.4c"},
      {"1.4 (B), (D)", "1.4bd"},
      {"1.4 (b/d)", "1.4bd"},
      {"1.4(B), 1.4(D)", "1.4bd"},
      {"1.5 (b) and (d)", "1.5bd"},
      {"1.5 d", "1.5d"},
      {"1,4 (C)", "1.4c"},
      {"1.4 b,d.", "1.4bd"},
      {"Section 1.4(c), E.O. 13526", "1.4c"},
      {"E.O. 12958, 1.5(d)", "1.5d"},
      {"1.4(a) and 1.5(b)", "1.4a 1.5b"},
      {"1.4", "1.4"},
      {"1.4(z)", "1.4z"},
      {"1.4(b) because of the talks", "1.4b+"},
      {"1.4(b)\nThe text of the memo", "1.4b"},
      {"Foreign relations", "0.0+"},
  };
  for (const ReasonCase& one : kCases) {
    const std::string text = fmt::format("Reason: {}", one.value);
    EXPECT_EQ(DumpReasons(ParseAuthority(text).block), one.dump) << one.value;
  }
}

struct BlockCase {
  std::string_view text, dump;
};

TEST(AuthorityReading, Blocks) {
  constexpr BlockCase kCases[] = {
      {"Classified By: A. Roe, Director\nReason: 1.4(c)\nDowngrade To: LOWER on 20251231\nDeclassify On: "
       "20301231\n",
       "by A. Roe, Director | reason 1.4c | down LOWER 2025-12-31 | date 2030-12-31"},
      {"Classified By: B. Doe\nDerived From: Guide 7, Office of Maps,\n              dtd "
       "20101024\nDeclassify On: 25X1, 20501231",
       "by B. Doe | from Guide 7, Office of Maps,\n              dtd 20101024 | 25X exemption#1 2050-12-31"},
      {"Derived From: Multiple Sources; Declassify On: 20301231",
       "from Multiple Sources (many) | date 2030-12-31"},
      {"Classified By: A. Roe; Derived From: Memo; Declassify On: 20301231",
       "by A. Roe | from Memo | date 2030-12-31"},
      {"Classified By: A. Roe Reason: 1.4(d) Declassify On: 20301231",
       "by A. Roe | reason 1.4d | date 2030-12-31"},
      {"CLASSIFIED BY: AMBASSADOR A. ROE FOR REASONS 1.4 (B), (D).", "by AMBASSADOR A. ROE | reason 1.4bd"},
      {"CLASSIFIED BY DCM A. ROE. REASON: 1.4 (B/D).", "by DCM A. ROE | reason 1.4bd"},
      {"1. (U) CLASSIFIED BY DCM A. ROE, REASON 1.5 (D).", "by DCM A. ROE | reason 1.5d"},
      {"E.O. 12958: DECL: 01/02/2025\nTAGS: AB, CD\nCLASSIFIED BY: A. ROE. REASON: 1.4 (D)",
       "order 12958 | by A. ROE | reason 1.4d | date 2025-01-02..2025-02-01/?d"},
      {"E.O. 12958: N/A", "order 12958 | N/A"},
      {"E.O. 11652: GDS", "order 11652 | GDS"},
      {"E.O. 11652: XGDS-1", "order 11652 | XGDS#1"},
      {"E.O. 11652: ADS, DECLAS 1/31/1977", "order 11652 | ADS 1977-01-31/"},
      {"E.O. 12356: DECL:OADR", "order 12356 | OADR"},
      {"EO 12958 DECL: 2020/02/23", "order 12958 | date 2020-02-23y-"},
      {"E.O. 12958: DECL: X-1", "order 12958 | X1-X8#1"},
      {"E.O. 12958, AS AMENDED: DECL: 25X1", "order 12958 | 25X exemption#1"},
      {"E.O.: 13526", "order 13526"},
      {"Classified by DAS, A/GIS on 06/30/2015 \xe2\x80\x94 Class: LEVEL \xe2\x80\x94 Reason: 1.4(B), 1.4(D) "
       "\xe2\x80\x94 Declassify on: 05/20/2030",
       "by DAS, A/GIS on 06/30/2015 | reason 1.4bd | date 2030-05-20/"},
      {"Review On: 19991231", "RDS 1999-12-31"},
      {"Downgrade To: LOWER upon the end of the visit", "down LOWER [the end of the visit]"},
      {"Downgrade To: LOWER", "down LOWER"},
      {"Declassify On: 20301231\nDeclassify On: 20401231", "date 2030-12-31 | date 2040-12-31"},
      {"Reason: 1.4(c)\n\nThe reason for this is plain", "reason 1.4c"},
      // no lines of a block
      {"", "none"},
      {"The reason is plain, and a class of its own", "none"},
      {"Declassified by A. Roe", "none"},
      {"We declassify on a day to come", "none"},
      {"REASONS WERE GIVEN", "none"},
      {"25X1, EO 12951", "none"},
      {"DOWNGRADED the paper", "none"},
      {"DECL and more", "none"},
  };
  for (const BlockCase& one : kCases) EXPECT_EQ(DumpOf(one.text), one.dump) << one.text;
}

TEST(AuthorityReading, FindsTheBlockInADocument) {
  const std::string_view text =
      "(U) The memo says that papers classified by others stay as they are.\n"
      "It gives a reason 1.4 for it.\n\n"
      "  Classified By: A. Roe\n  Derived From: Multiple Sources\n  Declassify On: 20301231\n\n"
      "1. (U) Text that follows, and nobody may declassify on his own.\n";
  const ParsedAuthority parsed = FindAuthority(text);
  ASSERT_EQ(parsed.state, AuthorityState::kFound);
  EXPECT_EQ(Dump(text, parsed.block), "by A. Roe | from Multiple Sources (many) | date 2030-12-31");
  EXPECT_EQ(Slice(text, parsed.block.where),
            "Classified By: A. Roe\n  Derived From: Multiple Sources\n  Declassify On: 20301231");
  EXPECT_EQ(FindAuthority("Text without any of it.\n").state, AuthorityState::kNone);
}

TEST(AuthorityReading, FindsCableLinesWithOthersBetween) {
  const std::string_view text =
      "E.O. 12958: DECL: 02/25/2019\nTAGS: AB, CD\nSUBJECT: TEXT\n\n"
      "CLASSIFIED BY: DCM A. ROE. REASON: 1.4 (B), (D).\n\n1. (U) Text.\n";
  const ParsedAuthority parsed = FindAuthority(text, DateOrder::kMonthFirst);
  EXPECT_EQ(Dump(text, parsed.block), "order 12958 | by DCM A. ROE | reason 1.4bd | date 2019-02-25/");
  EXPECT_TRUE(parsed.block.declassify[0].cable);
}

TEST(AuthorityReading, FindsTheStampOfALaterReview) {
  const std::string_view text =
      "Dear A. Roe,\n\n   Classified by DAS, A/GIS on 06/30/2015 \xe2\x80\x94 Class: LEVEL \xe2\x80\x94 "
      "Reason: 1.4(B),\n"
      "   1.4(D) \xe2\x80\x94 Declassify on: 05/20/2030\n\nText.\n";
  EXPECT_EQ(Dump(text, FindAuthority(text).block),
            "by DAS, A/GIS on 06/30/2015 | reason 1.4bd | date 2030-05-20/");
}

TEST(AuthorityReading, SpansNameTheBytes) {
  const std::string_view text = "Classified By: A. Roe\nDeclassify On: 25X1, 20501231.\n";
  const AuthorityBlock block = ParseAuthority(text).block;
  ASSERT_THAT(block.fields, SizeIs(2));
  EXPECT_EQ(Slice(text, block.fields[0].label), "Classified By:");
  EXPECT_EQ(Slice(text, block.fields[1].value), "25X1, 20501231");
  EXPECT_EQ(Slice(text, block.declassify[0].where), "25X1, 20501231");
  EXPECT_EQ(Slice(text, block.declassify[0].date->where), "20501231");
}

TEST(AuthorityReading, TooLongIsNotRead) {
  const std::string text = "Classified By: A. Roe" + std::string(kMaxAuthorityBytes, ' ');
  EXPECT_EQ(ParseAuthority(text).state, AuthorityState::kTooLong);
}

// Any bytes at all: no fault, spans within the text, the same result as from a longer text cut off.
TEST(AuthorityReading, AnyBytes) {
  std::mt19937 random(7);
  constexpr std::string_view kPieces[] = {"Classified By",
                                          ":",
                                          " ",
                                          "\n",
                                          "Reason",
                                          "1.4",
                                          "(c)",
                                          "25X",
                                          "1",
                                          ",",
                                          "E.O. 12958",
                                          "DECL",
                                          "20301231",
                                          "\xe2\x80\x94",
                                          "\xff",
                                          "N/A to ",
                                          "AB/",
                                          " portions",
                                          "OADR",
                                          "\0\0",
                                          "02/25/",
                                          "19",
                                          "("};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto i = random() % 24; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    const ParsedAuthority parsed = ParseAuthority(text);
    const auto inside = [&](Span span) { return span.begin <= span.end && span.end <= text.size(); };
    EXPECT_TRUE(inside(parsed.block.where));
    for (const AuthorityField& one : parsed.block.fields) EXPECT_TRUE(inside(one.label) && inside(one.value));
    for (const Declassify& one : parsed.block.declassify) {
      EXPECT_TRUE(inside(one.where));
      EXPECT_TRUE(!one.date || inside(one.date->where));
      EXPECT_TRUE(!one.event || inside(*one.event));
    }
    for (const AuthorityFinding& one : CheckAuthority(parsed.block, text, {.classified = true})) {
      EXPECT_TRUE(inside(one.where)) << one.rule;
    }
    EXPECT_LE(FindAuthority(text).block.where.end, text.size());
  }
}

// The longest blocks that are read, made of what patterns could trip over; quadratic work would take minutes.
TEST(AuthorityReading, LongBlocks) {
  for (const std::string_view piece :
       {" ", "(", "Reason: ", "1.4(", "1.4 b,", "DECL 1", "25X1, ", "Classified By", "\"", "N/A to AB/",
        "Declassify On: a ", "E.O. 12958\n", "\n 1. ", "and ", "20301231 or ", "x\n y", "Source marked "}) {
    for (const std::string_view label : {"Declassify On: ", "Reason: ", "Downgrade To: ", ""}) {
      std::string text(label);
      while (text.size() + piece.size() <= kMaxAuthorityBytes) text += piece;
      const ParsedAuthority parsed = ParseAuthority(text);
      EXPECT_NE(parsed.state, AuthorityState::kTooLong);
      (void)CheckAuthority(parsed.block, text,
                           {.classified = true, .undated = std::vector<std::string>{"AB"}});
      (void)FindAuthority(text);
    }
  }
}

// --- printing ---

std::string WithoutForms(
    std::string dump) {  // the form of a date that is sure is the standard one after printing
  for (const std::string_view form : {"y-", "dM", "Md"}) {
    for (auto at = dump.find(form); at != std::string::npos; at = dump.find(form))
      dump.erase(at, form.size());
  }
  for (auto at = dump.find('/'); at != std::string::npos; at = dump.find('/', at + 1)) {
    if (at > 0 && dump[at - 1] >= '0' && dump[at - 1] <= '9' &&
        (at + 1 == dump.size() || dump[at + 1] != '?')) {
      dump.erase(at, 1);
    }
  }
  return dump;
}

TEST(AuthorityPrinting, StandardForm) {
  const std::string_view text =
      "E.O. 12958: DECL: 02/25/2019\n"
      "CLASSIFIED BY: DCM A.\n  ROE. REASON: 1.4 (B), (D).\nDOWNGRADE TO: LOWER ON 01/31/2015\n";
  EXPECT_EQ(PrintAuthority(text, ParseAuthority(text).block),
            "E.O. 12958: DECL: 20190225\nClassified By: DCM A. ROE\nReason: 1.4(b), 1.4(d)\n"
            "Downgrade To: LOWER on 20150131\n");
  const std::string_view derived =
      "derived from: Guide\ndeclassify on: n/a to ab/cd portions; see source list";
  EXPECT_EQ(PrintAuthority(derived, ParseAuthority(derived).block),
            "Derived From: Guide\nDeclassify On: N/A to AB/CD portions. See source list for NSI portions.\n");
}

TEST(AuthorityPrinting, EveryInstructionReadsBackTheSame) {
  for (const InstructionCase& one : kInstructions) {
    if (one.dump.find("+trailing") != std::string_view::npos ||
        one.dump.find("+more") != std::string_view::npos) {
      continue;  // what is too much is not printed
    }
    const std::string text = fmt::format("Declassify On: {}", one.value);
    const AuthorityBlock block = ParseAuthority(text).block;
    ASSERT_THAT(block.declassify, SizeIs(1));
    const std::string printed = PrintDeclassify(text, block.declassify[0]);
    std::string again = DumpInstruction(text, block.declassify[0]);
    std::replace(again.begin(), again.end(), '\n', ' ');
    for (auto at = again.find("  "); at != std::string::npos; at = again.find("  ")) again.erase(at, 1);
    EXPECT_EQ(WithoutForms(InstructionOf(printed)), WithoutForms(again)) << one.value << " -> " << printed;
    EXPECT_EQ(PrintDeclassify("Declassify On: " + printed,
                              ParseAuthority("Declassify On: " + printed).block.declassify[0]),
              printed);
  }
}

TEST(AuthorityPrinting, Findings) {
  EXPECT_EQ(PrintFinding(
                {"AB-03", Severity::kError, {}, "a 25X exemption without a date or event", "add the date"}),
            "AB-03: error: a 25X exemption without a date or event; add the date");
  EXPECT_EQ(PrintFinding({"AB-25", Severity::kNote, {}, "a message", ""}), "AB-25: note: a message");
}

// --- checking ---

using Undated = std::vector<std::string>;

struct RuleCase {
  std::string_view rule;
  AuthorityFacts facts;
  std::vector<std::string_view> accept,
      refuse;  // `refuse`: this rule is among the findings; `accept`: it is not
};

const std::vector<RuleCase>& RuleCases() {
  static const std::vector<RuleCase> cases = {
      {"AB-01",
       {.dated = 2015y / 1 / 1},
       {"Declassify On: 20301231", "Declassify On: 25X1, 20501231", "E.O. 13526: N/A"},
       {"Declassify On: OADR", "Declassify On: MR", "Declassify On: X4", "Declassify On: DNI Only",
        "Declassify On: GDS", "Declassify On: XGDS-1", "Declassify On: ADS", "Declassify On: RDS-1",
        "Declassify On: GROUP 4", "Declassify On: Subject to treaty or international agreement",
        "Declassify On: Source marked OADR, date of source 19940101"}},
      {"AB-01", {.dated = 1990y / 1 / 1}, {"E.O. 12356: DECL: OADR"}, {"E.O. 12356: GDS"}},
      {"AB-01",
       {.dated = 2002y / 1 / 1},
       {"E.O. 12958: DECL: X1", "Declassify On: Source marked OADR, date of source 19940101"},
       {"E.O. 12958: DECL: OADR"}},
      {"AB-01", {.dated = 2003y / 9 / 21}, {"Declassify On: X1"}, {}},
      {"AB-01", {.dated = 2003y / 9 / 22}, {}, {"Declassify On: X1"}},
      {"AB-01",
       {.dated = 1976y / 1 / 1},
       {"E.O. 11652: GDS", "E.O. 11652: XGDS-3"},
       {"Declassify On: GROUP 3"}},
      {"AB-01",
       {},
       {"E.O. 12356: DECL: OADR", "E.O. 11652: XGDS-1"},
       {"Declassify On: OADR", "E.O. 12958: OADR"}},
      {"AB-02",
       {.dated = 1980y / 1 / 1},
       {"Declassify On: 19860101", "E.O. 12065: RDS-1 12/31/1999"},
       {"Declassify On: 25X1, 20051231", "Declassify On: OADR", "Declassify On: X1",
        "Declassify On: 50X1-HUM"}},
      {"AB-02", {}, {"Declassify On: 25X1, 20501231"}, {"E.O. 11652: OADR", "E.O. 12356: DECL: X1"}},
      {"AB-03",
       {.dated = 2015y / 1 / 1},
       {"Declassify On: 25X1, 20501231", "Declassify On: 25X1, end of the programme",
        "Declassify On: 50X1-HUM", "Declassify On: 25X1, EO 12951"},
       {"Declassify On: 25X1", "Declassify On: 50X6", "Declassify On: 75X1"}},
      {"AB-04",
       {.dated = 2015y / 6 / 30},
       {"Declassify On: 20400630", "Declassify On: 25X1, 20501231", "Declassify On: Completion of the tests"},
       {"Declassify On: 20400701", "Declassify On: 20991231", "Declassify On: May 2041",
        "Derived From: Guide\nDeclassify On: 20400701"}},
      {"AB-04",
       {.dated = 2000y / 6 / 30},
       {"E.O. 12958: DECL: 06/30/2010", "Derived From: Guide\nDeclassify On: 20200101"},
       {"E.O. 12958: DECL: 06/31/2011\nDeclassify On: 20110630", "Declassify On: 20100701"}},
      {"AB-04", {.dated = 1990y / 1 / 1}, {"Declassify On: 20500101"}, {}},
      {"AB-04", {.dated = 2016y / 2 / 29}, {"Declassify On: 20410228"}, {"Declassify On: 20410301"}},
      {"AB-05",
       {.dated = 2015y / 1 / 1},
       {"Declassify On: 25X1, 20650101", "Declassify On: 50X6, 20900101"},
       {"Declassify On: 25X1, 20650102", "Declassify On: 50X6, 20900102"}},
      {"AB-06",
       {},
       {"Reason: 1.4(c)", "Derived From: Guide"},
       {"Derived From: Guide\nReason: 1.4(c)", "Reason: 1.4(c)\nDerived From: Multiple Sources"}},
      {"AB-07",
       {.classified = true},
       {"Classified By: A. Roe\nReason: 1.4(c)", "Classified By: A. Roe\nDerived From: Guide",
        "E.O. 12356: DECL: OADR"},
       {"Classified By: A. Roe\nDeclassify On: 20301231", ""}},
      {"AB-08",
       {.dated = 2015y / 1 / 1},
       {"Reason: 1.4(a), (h)"},
       {"Reason: 1.5(b)", "Reason: 1.4(i)", "Reason: 3.3(b)"}},
      {"AB-08", {.dated = 2000y / 1 / 1}, {"Reason: 1.5 (b) and (d)"}, {"Reason: 1.4(b)", "Reason: 1.5(h)"}},
      {"AB-08", {.dated = 2003y / 6 / 1}, {"Reason: 1.5(b)", "Reason: 1.4(h)"}, {"Reason: 1.6(b)"}},
      {"AB-08", {.dated = 1990y / 1 / 1}, {"Reason: 1.3(a)"}, {}},
      {"AB-09", {}, {"Reason: 1.4(c)"}, {"Reason: 1.4", "Reason: foreign relations"}},
      {"AB-10",
       {.classified = true},
       {"Classified By: A. Roe"},
       {"Derived From: Guide\nDeclassify On: 20301231", ""}},
      {"AB-10", {.dated = 2005y / 1 / 1, .classified = true}, {"Derived From: Guide"}, {"Reason: 1.4(c)"}},
      {"AB-11",
       {.classified = true},
       {"Declassify On: 20301231", "E.O. 12958: DECL: 02/25/2019"},
       {"Classified By: A. Roe\nReason: 1.4(c)", "", "E.O.: 13526"}},
      {"AB-11", {.dated = 1975y / 1 / 1, .classified = true}, {"Classified By: A. Roe"}, {}},
      {"AB-11",
       {.classified = true, .undated = Undated{"AB"}, .others = false},
       {"Classified By: A. Roe"},
       {}},
      {"AB-12",
       {.classified = true, .undated = Undated{"AB"}, .others = false, .edition = "dodm-2012"},
       {"Classified By: A. Roe"},
       {"Classified By: A. Roe\nDeclassify On: N/A to AB portions"}},
      {"AB-12",
       {.classified = true, .undated = Undated{"AB"}, .others = false},
       {"Declassify On: N/A to AB portions"},
       {}},
      {"AB-13",
       {},
       {"Classified By: A. Roe", "E.O.: 13526"},
       {"Classified By:\nReason: 1.4(c)", "Declassify On:"}},
      {"AB-14",
       {},
       {"Declassify On: 20250102", "E.O. 12958: DECL: 02/25/2019", "E.O. 12958: DECL: 03/03/2019"},
       {"E.O. 12958: DECL: 01/02/2025", "Declassify On: 02/25/19", "Declassify On: May 1999",
        "Declassify On: 2030", "Downgrade To: LOWER on 01/02/2025",
        "Declassify On: Source marked OADR, date of source 01/02/1994"}},
      {"AB-15",
       {},
       {"Declassify On: 20301231", "E.O. 13526: DECL: 12/31/2030"},
       {"Declassify On: 12/31/2030", "Declassify On: 2030-12-31", "Declassify On: 31 December 2030",
        "Downgrade To: LOWER on 12/31/2030"}},
      {"AB-15", {.dated = 2000y / 1 / 1}, {"Declassify On: 12/31/2009"}, {}},
      {"AB-16", {}, {"Declassify On: 20240229"}, {"Declassify On: 20250229", "E.O. 12958: DECL: 13/31/2030"}},
      {"AB-17",
       {.classified = true, .undated = Undated{"AB"}},
       {"Declassify On: N/A to AB portions. See source list for NSI portions.", "Declassify On: 50X1-HUM"},
       {"Declassify On: 20301231", "Declassify On: 25X1, 20501231",
        "Declassify On: Completion of the tests"}},
      {"AB-17", {.classified = true, .undated = Undated{}}, {"Declassify On: 20301231"}, {}},
      {"AB-18",
       {.classified = true, .undated = Undated{"AB", "CDEF"}, .others = true},
       {"Declassify On: N/A to AB and CDEF portions. See source list for NSI portions."},
       {"Declassify On: 50X1-HUM", "Declassify On: N/A to AB portions. See source list for NSI portions."}},
      {"AB-19",
       {.classified = true, .undated = Undated{"AB"}},
       {"Declassify On: N/A to ab portions"},
       {"Declassify On: N/A to AB/CD portions"}},
      {"AB-19", {.undated = Undated{}}, {"Declassify On: 20301231"}, {"Declassify On: N/A to AB portions"}},
      {"AB-20",
       {.classified = true, .undated = Undated{"AB"}, .others = true},
       {"Declassify On: N/A to AB portions. See source list for NSI portions."},
       {"Declassify On: N/A to AB portions."}},
      {"AB-20",
       {.classified = true, .undated = Undated{"AB"}, .others = false},
       {"Declassify On: N/A to AB portions."},
       {}},
      {"AB-21",
       {},
       {"Declassify On: 50X1-HUM", "Declassify On: 50X2-WMD"},
       {"Declassify On: 50X1-HUM, 20651231", "Declassify On: 50X2-WMD, end of the programme"}},
      {"AB-22",
       {},
       {"Declassify On: 20301231", "Derived From: Multiple Sources"},
       {"Declassify On: 20301231\nDeclassify On: 20401231", "Declassify On: 25X1, 25X4, 20501231",
        "Derived From: Guide\nDerived From: Memo", "Classified By: A. Roe\nClassified By: B. Doe",
        "E.O. 12958: DECL: 02/25/2019\nDeclassify On: 20190225"}},
      {"AB-23",
       {.dated = 2005y / 1 / 1},
       {"E.O. 12958: N/A", "E.O. 13292: N/A", "Declassify On: 20150101"},
       {"E.O. 13526: N/A", "E.O. 1295: DECL: 02/25/2019", "E.O. 12356: N/A"}},
      {"AB-24",
       {},
       {"Declassify On: Completion of the tests"},
       {"Declassify On: 25X12, 20501231", "Declassify On: X9", "Declassify On: 10 YEARS"}},
      {"AB-25",
       {.dated = 1990y / 1 / 1, .as_of = 2024y / 1 / 1},
       {"Declassify On: 20240101", "Declassify On: 50X1-HUM", "Declassify On: Completion of the tests",
        "Declassify On: 25X1", "E.O. 12356: DECL: 01/02/24"},
       {"Declassify On: 20231231", "E.O. 12356: DECL: OADR", "E.O. 12356: DECL: 01/02/2020",
        "E.O. 12356: DECL: MAY 1999", "Declassify On: 25X1, 20201231"}},
      {"AB-25", {.dated = 1990y / 1 / 1}, {"Declassify On: 20000101"}, {}},
      {"AB-26", {}, {"Declassify On: 50X1-HUM"}, {"Declassify On: 25X1-human"}},
      {"AB-26", {.edition = "dodm-2012"}, {"Declassify On: 25X1-human"}, {}},
      {"AB-26", {.dated = 2005y / 1 / 1}, {"Declassify On: 25X1-human"}, {}},
      {"AB-27", {}, {"Declassify On: 20301231"}, {"Declassify On: Indefinite", "Declassify On: Never"}},
      {"AB-28", {}, {"Declassify On: 25X1, 20501231"}, {"Declassify On: 25X1, EO 12951"}},
      {"AB-28", {.dated = 2014y / 11 / 11}, {"Declassify On: 25X1, EO 12951"}, {}},
      {"AB-29",
       {.never_downgrade = true},
       {"Declassify On: 20301231"},
       {"Downgrade To: LOWER on 20251231\nDeclassify On: 20301231"}},
      {"AB-29", {.never_downgrade = false}, {"Downgrade To: LOWER on 20251231"}, {}},
      {"AB-30",
       {},
       {"Downgrade To: LOWER on 20251231", "Downgrade To: LOWER upon the end of the visit"},
       {"Downgrade To: LOWER", "Downgrade To: LOWER on 99"}},
      {"AB-31",
       {.classified = false},
       {"E.O. 12958: N/A", "E.O.: 13526", "Declassify On: N/A", ""},
       {"Declassify On: 20301231", "Classified By: A. Roe", "Reason: 1.4(c)",
        "E.O. 12958: DECL: 02/25/2019"}},
      {"AB-31", {.classified = true}, {"Declassify On: 20301231"}, {}},
      {"AB-32", {.classified = true}, {"Declassify On: 20301231"}, {"Declassify On: N/A", "E.O. 12958: N/A"}},
      {"AB-32", {}, {"E.O. 12958: N/A"}, {}},
      {"AB-33",
       {},
       {"Declassify On: 20301231.", "Reason: 1.4(c)"},
       {"Declassify On: 20301231 by A. Roe", "Reason: 1.4(c) because of the talks"}},
      {"AB-34",
       {.dated = 2015y / 1 / 1},
       {"Declassify On: 20150102"},
       {"Declassify On: 20150101", "Declassify On: 20050101", "Declassify On: 25X1, 20050101"}},
      {"AB-35",
       {},
       {"Downgrade To: LOWER on 20251231\nDeclassify On: 20301231"},
       {"Downgrade To: LOWER on 20301231\nDeclassify On: 20301231"}},
      {"AB-36",
       {},
       {"Declassify On: N/A to AB portions. See source list for NSI portions."},
       {"Declassify On: See source list"}},
  };
  return cases;
}

std::vector<std::string> RulesFound(std::string_view text, const AuthorityFacts& facts) {
  const ParsedAuthority parsed = ParseAuthority(text);
  std::vector<std::string> rules;
  for (const AuthorityFinding& one : CheckAuthority(parsed.block, text, facts)) rules.emplace_back(one.rule);
  return rules;
}

TEST(AuthorityChecks, EachRuleAcceptsAndRefuses) {
  std::map<std::string_view, std::pair<int, int>> covered;
  for (const RuleCase& one : RuleCases()) {
    for (const std::string_view text : one.accept) {
      ++covered[one.rule].first;
      EXPECT_THAT(RulesFound(text, one.facts), Not(Contains(one.rule))) << text;
    }
    for (const std::string_view text : one.refuse) {
      ++covered[one.rule].second;
      EXPECT_THAT(RulesFound(text, one.facts), Contains(one.rule)) << text;
    }
  }
  for (const AuthorityRule& rule : AuthorityRules()) {
    EXPECT_GT(covered[rule.id].first, 0) << rule.id << " has no accepted case";
    EXPECT_GT(covered[rule.id].second, 0) << rule.id << " has no refused case";
  }
  EXPECT_EQ(covered.size(), AuthorityRules().size());
}

// Blocks of each time with nothing to find.
TEST(AuthorityChecks, GoodBlocks) {
  struct Good {
    std::string_view text;
    AuthorityFacts facts;
  };
  const std::vector<Good> good = {
      {"Classified By: A. Roe, Director\nReason: 1.4(c)\nDeclassify On: 20400101",
       {.dated = 2015y / 1 / 1, .as_of = 2020y / 1 / 1, .classified = true}},
      {"Classified By: A. Roe\nReason: 1.4(b), (d)\nDowngrade To: LOWER on 20200101\nDeclassify On: 20250101",
       {.dated = 2015y / 1 / 1, .classified = true, .undated = Undated{}, .never_downgrade = false}},
      {"Classified By: B. Doe\nDerived From: Multiple Sources\nDeclassify On: 50X1-HUM",
       {.dated = 2015y / 1 / 1, .classified = true, .undated = Undated{}}},
      {"Classified By: B. Doe\nDerived From: Guide 7, dtd 20101024\nDeclassify On: 25X3, 20551231",
       {.dated = 2015y / 1 / 1, .classified = true}},
      {"Classified By: B. Doe\nDerived From: Guide 7\nDeclassify On: N/A to AB/CD portions. See source list "
       "for NSI portions.",
       {.dated = 2015y / 1 / 1, .classified = true, .undated = Undated{"AB", "CD"}, .others = true}},
      {"E.O. 12958: DECL: 02/25/2018\nCLASSIFIED BY: DCM A. ROE. REASON: 1.4 (B), (D).",
       {.dated = 2008y / 2 / 25, .classified = true}},
      {"E.O. 12958: DECL: X1\nCLASSIFIED BY: DCM A. ROE. REASON: 1.5 (D).",
       {.dated = 2001y / 2 / 3, .classified = true}},
      {"E.O. 12356: DECL: OADR", {.dated = 1990y / 2 / 3, .classified = true}},
      {"E.O. 11652: GDS", {.dated = 1975y / 2 / 3, .classified = true}},
      {"E.O. 12958: N/A", {.dated = 2008y / 2 / 25, .classified = false}},
      {"", {.classified = false}},
      {"", {}},
  };
  for (const Good& one : good) EXPECT_THAT(RulesFound(one.text, one.facts), IsEmpty()) << one.text;
}

TEST(AuthorityChecks, WhatTimeDecidesIsAWarningWhenTheTimeIsNotKnown) {
  const std::string_view text = "Declassify On: OADR";
  const AuthorityBlock block = ParseAuthority(text).block;
  EXPECT_EQ(CheckAuthority(block, text, {})[0].severity, Severity::kWarning);
  EXPECT_EQ(CheckAuthority(block, text, {.dated = 2015y / 1 / 1})[0].severity, Severity::kError);
}

TEST(AuthorityChecks, ABareExemptionSaysHowItIsRead) {
  const std::string_view text = "Declassify On: 25X1";
  const AuthorityBlock block = ParseAuthority(text).block;
  const auto findings = CheckAuthority(block, text, {.dated = 2015y / 2 / 3});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].fix, HasSubstr("read as 2065-02-03"));
  const auto term = TermOf(block.declassify[0], 2015y / 2 / 3);
  ASSERT_TRUE(term);
  EXPECT_TRUE(term->computed);
  EXPECT_EQ(term->latest, year_month_day(2065y / 2 / 3));
}

TEST(AuthorityChecks, TermsAreComputedFromTheSourceWhereItIsNamed) {
  const std::string_view text = "Declassify On: Source marked OADR, date of source 01/02/1994";
  const auto term = TermOf(ParseAuthority(text).block.declassify[0], 2015y / 2 / 3);
  ASSERT_TRUE(term);
  EXPECT_EQ(term->earliest, year_month_day(2019y / 1 / 2));
  EXPECT_EQ(term->latest, year_month_day(2019y / 2 / 1));
}

TEST(AuthorityChecks, FindingsStandInOrderAndWithinTheText) {
  const std::string_view text = "Derived From: Guide\nReason: 1.5(z)\nDeclassify On: 25X1, 25X2";
  std::vector<std::size_t> begins;
  for (const AuthorityFinding& one : CheckAuthority(ParseAuthority(text).block, text, {.classified = true})) {
    begins.push_back(one.where.begin);
    EXPECT_LE(one.where.end, text.size());
  }
  EXPECT_TRUE(std::ranges::is_sorted(begins));
  EXPECT_GE(begins.size(), 4U);
}

// What is in the block never shows in a finding.
TEST(AuthorityChecks, FindingsHoldNoWordsOfTheText) {
  for (const std::string_view value :
       {"ZEBRA ends its term", "25X12 ZEBRA", "20301231 ZEBRA", "N/A to ZEBRA portions", "ZEBRA"}) {
    for (const std::string_view form :
         {"Classified By: {0}\nReason: {0}\nDowngrade To: {0}\nDeclassify On: {0}",
          "Reason: 1.4 {0}\nDowngrade To: LOWER on {0}\nDerived From: {0}\nDeclassify On: {0}"}) {
      const std::string text = fmt::format(fmt::runtime(form), value);
      for (const AuthorityFinding& one :
           CheckAuthority(ParseAuthority(text).block, text, {.classified = true, .undated = Undated{"AB"}})) {
        EXPECT_THAT(PrintFinding(one), Not(HasSubstr("ZEBRA")));
      }
    }
  }
}

TEST(AuthorityTables, OrdersFollowEachOther) {
  for (std::size_t i = 1; i < Orders().size(); ++i) {
    const auto last = std::chrono::sys_days(Orders()[i - 1].until);
    EXPECT_EQ(std::chrono::sys_days(Orders()[i].from) - last, std::chrono::days(1)) << Orders()[i].name;
  }
}

TEST(AuthorityTables, EveryRuleSaysWhatAndWhence) {
  std::set<std::string_view> ids;
  for (const AuthorityRule& rule : AuthorityRules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_FALSE(rule.what.empty() || rule.source.empty()) << rule.id;
    EXPECT_FALSE(rule.what.ends_with('.')) << rule.id;
  }
}

// docs/formats/authority.md has a row for each rule, in the same words.
TEST(AuthorityTables, ThePageHasEveryRule) {
  std::ifstream file(MARKINGS_SOURCE_DIR "/docs/formats/authority.md");
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const AuthorityRule& rule : AuthorityRules()) {
    EXPECT_THAT(page, HasSubstr(fmt::format("| {} | {} | {} | {} |", rule.id, Name(rule.severity), rule.what,
                                            rule.source)));
  }
  for (const ExecutiveOrder& order : Orders())
    EXPECT_THAT(page, HasSubstr(fmt::format("| {} | ", order.name)));
}

}  // namespace
}  // namespace markings
