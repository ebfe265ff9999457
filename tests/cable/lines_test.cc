// The forms of single lines: what is one, what is not.

#include "libmarkings/cable/internal/lines.h"
#include "libmarkings/cable/internal/line_list.h"

#include <gtest/gtest.h>

namespace markings::internal {
namespace {

TEST(Lines, PageLines) {
  for (const char* line :
       {"PAGE 02        KALVOR   023763  071504Z", "PAGE 01 KALVOR 08226 01 OF 02 211747Z", "PAGE 02",
        "KALVOR 00002503  002 OF 003", "KAL 0000001 003.2 OF 39", "TEL KALVOR 00000123  002 OF 002"}) {
    EXPECT_TRUE(IsPageLine(line)) << line;
  }
  for (const char* line : {"PAGE TWO OF THE REPORT", "On page 02 of 03", "KALVOR 123",
                           "KALVOR 00002503 was signed", "page 02"}) {
    EXPECT_FALSE(IsPageLine(line)) << line;
  }
  EXPECT_TRUE(IsPageLineHead("KALVOR 00000402"));
  EXPECT_TRUE(IsPageLineTail("001.2 OF 003"));
  EXPECT_FALSE(IsPageLineTail("1 OF THE 3"));
}

TEST(Lines, Transmission) {
  for (const char* line : {"VZCZCXYZ0001", "DE RUEHKV #0123 0661200Z", "ZNR UUUUU ZZH", "R 021647Z FEB 00",
                           "P R 281848Z DEC 66", "BT"}) {
    EXPECT_TRUE(IsTransmission(line)) << line;
  }
  for (const char* line : {"DE JANE ROE", "ZNR Jane", "R 021647Z FEB 00 FROM JANE", "BTW", ""})
    EXPECT_FALSE(IsTransmission(line)) << line;
  EXPECT_EQ(FindDtg("R 021647Z FEB 00"), "R 021647Z FEB 00");
  EXPECT_EQ(FindDtg("021647Z FEB 00"), "");
}

TEST(Lines, Numbers) {
  const std::pair<const char*, int> rows[] = {{"1. Text", 1},
                                              {"17.(SBU) Text", 17},
                                              {"111. Text", 111},
                                              {"1.", 1},
                                              {"1.2 OF 3", 0},
                                              {"3.5 per cent", 0},
                                              {"1234. Text", 1234},
                                              {"12345. Text", 0},
                                              {"1) Text", 0},
                                              {"Text", 0},
                                              {"", 0}};
  for (const auto& [line, number] : rows) {
    const auto label = FindNumber(line);
    EXPECT_EQ(label ? static_cast<int>(label->number) : 0, number) << line;
  }
}

TEST(Lines, ListLabels) {
  for (const char* line : {"a. text", "A. text", "(a) text", "(1) text", "iv. text", "-- text", "- text",
                           "* text", "-- (U) text", "\xE2\x80\xA2 text"}) {
    EXPECT_GT(FindListItem(line).label, 0U) << line;
  }
  for (const char* line : {"text", "U.S. policy", "-5 degrees", "--", "a.text", "", "(SBU) text"})
    EXPECT_EQ(FindListItem(line).label, 0U) << line;
}

TEST(Lines, QuotesAndHeadings) {
  for (const char* line : {"BEGIN TEXT:", "Begin text", "BEGIN QUOTE", "QUOTE", "BEGIN TEXT OF LETTER:"})
    EXPECT_NE(BeginsQuoted(line), Quote::kNone) << line;
  for (const char* line : {"END TEXT.", "End text", "UNQUOTE", "UNQTE."})
    EXPECT_NE(EndsQuoted(line), Quote::kNone) << line;
  EXPECT_EQ(BeginsQuoted("QUOTE from the press"), Quote::kNone);
  EXPECT_EQ(HeadingLabel("#### HEADING"), 5U);
  EXPECT_EQ(HeadingLabel("#heading"), 0U);
  EXPECT_TRUE(IsUnderline("-----"));
  EXPECT_TRUE(IsUnderline("- - - -"));
  EXPECT_FALSE(IsUnderline("--"));
  EXPECT_FALSE(IsUnderline("--- a ---"));
  EXPECT_TRUE(IsCapitalHeading("POST ACTION"));
  EXPECT_FALSE(IsCapitalHeading("IT ENDED."));
}

TEST(Lines, Signature) {
  for (const char* line : {"WREN", "Wren", "June Wren", "O'WREN", "WREN-HALE", "WREN HALE", "WREN #"})
    EXPECT_TRUE(IsSignature(line)) << line;
  for (const char* line : {"wren", "Fees rose", "WREN SAID NO MORE TODAY", "WREN.", "1984", ""})
    EXPECT_FALSE(IsSignature(line)) << line;
}

TEST(Lines, CutCoversEveryByte) {
  for (const std::string_view text : {"a\nb\r\n\f c \n\n", "\n", "a",
                                      "\xEF\xBB\xBF"
                                      "a\n",
                                      "\f\f"}) {
    std::size_t at = 0;
    const Lines lines = CutLines(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Line line = lines[i];
      EXPECT_EQ(line.all.begin, at);
      EXPECT_LE(line.all.begin, line.text.begin);
      EXPECT_LE(line.text.begin, line.text.end);
      EXPECT_LE(line.text.end, line.all.end);
      at = line.all.end;
    }
    EXPECT_EQ(at, text.size());
  }
}

}  // namespace
}  // namespace markings::internal
