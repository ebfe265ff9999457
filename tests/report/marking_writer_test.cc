// The writer of many marks says of each what the writer of single marks says, whatever came before it.

#include "libmarkings/report/marking_writer.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/marking/detect.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/buffer.h"
#include "tests/marking/mangle.h"

namespace markings {
namespace {

std::shared_ptr<const Vocabulary> Regime(std::string_view name, std::string_view edition = {}) {
  auto vocabulary = Vocabulary::ForRegime(name, edition);
  EXPECT_TRUE(vocabulary.has_value()) << name;
  return *vocabulary;
}

std::string Single(const Vocabulary& vocabulary, std::string_view text, const ParsedMarking& mark) {
  std::string out = "before ";
  AppendMarkingJson(out, vocabulary, text, mark);
  return out;
}

std::string Written(MarkingWriter& writer, std::string_view text, const ParsedMarking& mark) {
  std::string out = "before ";
  writer.Append(out, text, mark);
  return out;
}

class WriterTest : public ::testing::TestWithParam<std::pair<std::string_view, std::string_view>> {};

TEST_P(WriterTest, SaysWhatTheSingleWriterSays) {
  const auto vocabulary = Regime(GetParam().first, GetParam().second);
  MarkingWriter writer(vocabulary);
  testing::MarkGenerator marks(*vocabulary, 65537);
  testing::Mangler mangler(*vocabulary, 257);
  for (std::size_t i = 0; i < 12000; ++i) {
    const testing::GeneratedMark made = marks.Next();
    for (const std::string& text :
         {made.text,
          mangler.Mangle(made, static_cast<testing::Damage>(i % testing::kDamages)).value_or("")}) {
      const ParsedMarking mark = ParseMark(*vocabulary, text, std::nullopt);
      ASSERT_EQ(Written(writer, text, mark), Single(*vocabulary, text, mark)) << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AllRegimes, WriterTest,
                         ::testing::Values(std::pair("us", ""), std::pair("us", "dodm-2012"),
                                           std::pair("us", "pre-2012"), std::pair("cui", ""),
                                           std::pair("nato", ""), std::pair("uk", ""), std::pair("au", ""),
                                           std::pair("tlp", ""), std::pair("state", "")),
                         [](const auto& one) {
                           std::string name(one.param.first);
                           for (const char c : one.param.second) name += c == '-' ? '_' : c;
                           return name;
                         });

// Marks that have the same controls and differ in what is beside them, in the order in which one could be
// taken for the other.
TEST(MarkingWriterTest, NamesThatAreWrittenInOtherWays) {
  const auto us = Regime("us");
  MarkingWriter writer(us);
  for (const std::string_view text :
       {"TOP SECRET//SI-ABC//NOFORN",
        "TOP SECRET//SI-G//ORCON/NOFORN",
        "TOP SECRET//SI-G ABCD//ORCON/NOFORN",
        "TOP SECRET//SI-G EFGH//ORCON/NOFORN",
        "TOP SECRET//SI-ABC DEFG//NOFORN",
        "TOP SECRET//SI-ABC-DEF//NOFORN",
        "SECRET//SAR-ABC//NOFORN",
        "SECRET//SAR-ABC-D12//NOFORN",
        "SECRET//SAR-ABC-D12 X//NOFORN",
        "SECRET//SAR-ABC/DEF//NOFORN",
        "SECRET//REL TO USA, GBR",
        "SECRET//REL TO USA, NATO",
        "SECRET//REL TO USA, AUS, GBR",
        "//DEU SECRET//REL TO USA, DEU",
        "//JOINT SECRET GBR USA//REL TO USA, GBR",
        "SECRET//FGI DEU//NOFORN",
        "SECRET//FGI//NOFORN",
        "(S//REL TO USA, GBR)",
        "(TS//SI-G ABCD//OC/NF)",
        "  SECRET//REL TO USA, FRA  ",
        "TOP SECRET//SAR-A NAME OF FORTY AND MORE LETTERS AND DIGITS1//NOFORN"}) {
    const ParsedMarking mark = ParseMark(*us, text, std::nullopt);
    EXPECT_EQ(Written(writer, text, mark), Single(*us, text, mark)) << text;
    EXPECT_EQ(Written(writer, text, mark), Single(*us, text, mark)) << text << " again";
  }
}

std::string Listed(std::size_t count, std::string_view separator, std::string_view first,
                   std::string_view names) {
  std::string list(first);
  for (std::size_t i = 0; i < count; ++i) {
    if (!list.empty()) list += separator;
    list += names.substr(4 * i, 3);
  }
  return list;
}

// (It holds 2,048 forms, of marks with up to 24 names.)
TEST(MarkingWriterTest, MoreFormsAndNamesThanItHolds) {
  constexpr std::string_view kPrograms = "ABC BCD CDE DEF EFG FGH GHJ HJK JKL KLM LMN MNP NPQ PQR";
  constexpr std::string_view kCountries = "ALB AUS AUT BEL BGR BRA CAN CHE CHL CZE DEU DNK ESP";
  const auto us = Regime("us");
  MarkingWriter writer(us);
  std::size_t valid = 0;
  for (int round = 0; round < 2; ++round) {
    for (std::size_t programs = 1; programs < 15; ++programs) {
      for (std::size_t countries = 1; countries < 14; ++countries) {
        for (const std::string_view head :
             {"SECRET", "TOP SECRET", "SECRET//SI", "TOP SECRET//SI", "TOP SECRET//SI/TK", "SECRET//TK",
              "TOP SECRET//TK", "SECRET//SI/TK"}) {
          for (const std::string_view orcon : {"", "ORCON/"}) {
            const std::string text = std::string(head) + "//SAR-" + Listed(programs, "/", "", kPrograms) +
                                     "//" + std::string(orcon) + "REL TO " +
                                     Listed(countries, ", ", "USA", kCountries);
            const ParsedMarking mark = ParseMark(*us, text, std::nullopt);
            valid += mark.status == MarkingStatus::kValid ? 1 : 0;
            ASSERT_EQ(Written(writer, text, mark), Single(*us, text, mark)) << text;
          }
        }
      }
    }
  }
  EXPECT_GT(valid, 4096U);
}

// A regime whose name holds what stands for names while a form is made.
TEST(MarkingWriterTest, PrivateCharacters) {
  const std::string text = Regime("us")->source_text();
  const std::string_view plain = "regime = \"us\"";
  const std::size_t at = text.find(plain);
  ASSERT_NE(at, std::string::npos);
  for (const std::string_view odd : {R"(regime = "u\uE000s")", R"(regime = "u\uE001s")",
                                     R"(regime = "u\uE018")", R"(regime = "\uE7FF")"}) {
    std::string changed = text;
    changed.replace(at, plain.size(), odd);
    const auto buffer = Buffer::FromBytes(changed, "odd.toml");
    ASSERT_TRUE(buffer.has_value());
    const auto vocabulary = Vocabulary::Load(*buffer);
    ASSERT_TRUE(vocabulary.has_value()) << vocabulary.error().message;
    MarkingWriter writer(*vocabulary);
    for (const std::string_view banner : {"TOP SECRET//SI-ABC//NOFORN", "TOP SECRET//SI-DEF//NOFORN"}) {
      const ParsedMarking mark = ParseMark(**vocabulary, banner, std::nullopt);
      ASSERT_EQ(mark.status, MarkingStatus::kValid);
      EXPECT_EQ(Written(writer, banner, mark), Single(**vocabulary, banner, mark));
    }
  }
}

// What is asked for beside the mark is said.
TEST(MarkingWriterTest, Extras) {
  const auto us = Regime("us");
  MarkingWriter writer(us);
  const std::string_view text = "SECRET//REL TO USA, GBR";
  const ParsedMarking mark = ParseMark(*us, text, std::nullopt);
  const Access access{.granted = false, .reasons = {"a reason"}};
  std::string out;
  writer.Append(out, text, mark, {.access = &access});
  EXPECT_NE(out.find(R"("access":{"granted":false,"reasons":["a reason"]})"), std::string::npos) << out;
}

}  // namespace
}  // namespace markings
