#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/repair.h"
#include "tests/marking/mark_dump.h"

namespace markings {
namespace {

const Vocabulary& Australian() {
  static const std::shared_ptr<const Vocabulary> au = *Vocabulary::ForRegime("au");
  return *au;
}

ParsedMarking Parse(std::string_view text) { return ParseBanner(Australian(), text).mark; }

struct Row {
  std::string text;
  std::string_view dump;
};

// The rules with an id of their own have their strings in tests/testdata/rules/au.toml.
TEST(FieldMark, MeansWhatTheBannerMeans) {
  const Row rows[] = {
      {"[SEC=UNOFFICIAL]", "valid UNOFFICIAL MK0110"},
      {"[SEC=OFFICIAL]", "valid OFFICIAL MK0110"},
      {"[SEC=OFFICIAL:Sensitive]", "valid OFFICIAL: Sensitive MK0110"},
      {"[SEC=TOP-SECRET]", "valid TOP SECRET MK0110"},
      {"[SEC=SECRET, CAVEAT=RI:AUSTEO, CAVEAT=SH:ORCON]", "valid SECRET//ORCON//AUSTEO MK0110"},
      {"[SEC=SECRET, CAVEAT=RI:REL AUS/GBR/NZL]", "valid SECRET//REL AUS/GBR/NZL MK0110"},
      {"[SEC=PROTECTED, EXPIRES=2030-07-01, DOWNTO=OFFICIAL]", "valid PROTECTED MK0110"},
      {"VER=2018.4, NS=gov.au, SEC=PROTECTED, ACCESS=Legal-Privilege",
       "valid PROTECTED//Legal privilege MK0110"},
      {"x-protective-marking: VER=2018.4, NS=gov.au, SEC=PROTECTED", "valid PROTECTED MK0110"},
      {"[SEC=PROTECTED, CAVEAT=SH:CABINET, CAVEAT=SH:CABINET]", "valid PROTECTED//CABINET MK0108"},
      {"[SEC=PROTECTED, ACCESS=Legal-Privilege, CAVEAT=SH:CABINET]",
       "valid PROTECTED//CABINET//Legal privilege MK0111"},
      {"[sec=protected]", "valid PROTECTED MK0110 MK0110"},
  };
  for (const Row& row : rows) {
    const ParsedMarking mark = Parse(row.text);
    EXPECT_EQ(Dump(Australian(), mark), row.dump) << row.text;
    EXPECT_EQ(mark.span, (Span{0, row.text.size()})) << row.text;
    if (mark.status != MarkingStatus::kValid) continue;
    const ParsedMarking banner = Parse(CanonicalForm(Australian(), mark));
    EXPECT_EQ(banner.status, MarkingStatus::kValid) << row.text;
    EXPECT_EQ(banner.value, mark.value) << row.text;
    EXPECT_EQ(ParsePortion(Australian(), row.text).value, mark.value) << row.text;
  }
}

TEST(FieldMark, WhatIsNotUnderstoodIsNeverValid) {
  const std::string long_note(200, 'x');
  std::string many = "[SEC=SECRET";
  for (int i = 0; i < 300; ++i) many += ", ACCESS=Legal-Privilege";
  const Row rows[] = {
      {"[SEC=SECRET, COLOUR=red]", "unknown MK0103"},
      {"[SEC=SECRET, red]", "unknown MK0103"},
      {"[SEC=SECRET, CAVEAT=C:LANTERN]", "unknown MK0103"},
      {"[SEC=SECRET, CAVEAT=SH:EXCLUSIVE-FOR A Person]", "unknown MK0103"},
      {"[SEC=SECRET, CAVEAT=SH:CABINETS]", "unknown MK0103"},
      {"[SEC=SECRET, CAVEAT=SH\\:CABINET]", "unknown MK0103"},
      {"[SEC=SECRET, CAVEAT=]", "unknown MK0101"},
      {"[SEC=SECRETS]", "malformed MK0103"},
      {"[SEC=]", "malformed MK0101"},
      {"[CAVEAT=SH:CABINET]", "malformed MK0106"},
      {"[SEC=OFFICIAL, SEC=SECRET]", "malformed MK0107"},
      {"[SEC=SECRET, CAVEAT=RI:REL]", "malformed MK0119"},
      {"[SEC=SECRET, CAVEAT=RI:REL AUS/XYQ]", "unknown MK0120"},
      {"[SEC=SECRET, CAVEAT=RI:REL AUS/GBR, CAVEAT=RI:REL AUS/NZL]", "malformed MK0108"},
      {"[SEC=OFFICIAL, CAVEAT=RI:AUSTEO]", "malformed MK0112"},
      {"[SEC=SECRET", "malformed MK0102"},
      {"SEC=SECRET]", "malformed MK0102 MK0114 MK0114"},
      {"[SEC=SECRET] and text", "malformed MK0117"},
      {"[SEC=SECRET,]", "malformed MK0116"},
      {"[SEC=SECRET, EXPIRES=2030-07-01]", "malformed MK0114"},
      {"[SEC=SECRET, EXPIRES=2030-07-01, DOWNTO=SECRET]", "malformed MK0112"},
      {"[SEC=SECRET, EXPIRES=2030-13-01, DOWNTO=OFFICIAL]", "malformed MK0118"},
      {"[SEC=SECRET, EXPIRES=" + long_note + ", DOWNTO=OFFICIAL]", "malformed MK0105"},
      {"VER=2018.4, NS=gov.au, SEC=SECRET, NOTE=a\\b", "malformed MK0116"},
      {"VER=2018.4, NS=elsewhere, SEC=SECRET", "unknown MK0103"},
      {"X-Protective-Marking:", "malformed MK0116 MK0114 MK0114 MK0106"},
      {"[SEC=SECRET\x01]", "malformed MK0104"},
      {"[SEC=S\xD0\x95"
       "CRET]",
       "malformed MK0104"},  // a Cyrillic letter
      {"[SEC=\xEF\xBC\xB3"
       "ECRET]",
       "malformed MK0104"},  // a full-width one
      {"[SEC=SECRET, NOTE=caf\xC3\xA9]", "malformed MK0118 MK0104"},
      {many, "malformed MK0105"},
      {"[SEC=SECRET, NOTE=" + std::string(5000, 'x') + "]", "malformed MK0105"},
  };
  for (const Row& row : rows) {
    const ParsedMarking mark = Parse(row.text);
    EXPECT_EQ(Dump(Australian(), mark), row.dump) << row.text.substr(0, 80);
    for (const Diagnostic& one : mark.diagnostics) {
      EXPECT_LE(one.where.begin, one.where.end);
      EXPECT_LE(one.where.end, row.text.size());
      EXPECT_FALSE(one.message.empty() || one.fix.empty() || SourceOf(one).empty()) << row.text.substr(0, 80);
    }
    // What a caller who forgets the status would use protects as much as anything.
    EXPECT_EQ(mark.value.level, Australian().levels().size() - 1) << row.text.substr(0, 80);
    EXPECT_FALSE(RepairMark(Australian(), row.text))
        << "a field is not guessed at: " << row.text.substr(0, 80);
  }
}

// What is found stands where the field says it, not where the banner would.
TEST(FieldMark, PlacesAreThoseOfTheField) {
  struct Place {
    std::string_view text, where;
  };
  const Place rows[] = {
      {"[SEC=SECRET, COLOUR=red]", "COLOUR"},
      {"[SEC=SECRET, CAVEAT=C:LANTERN]", "C:LANTERN"},
      {"[ACCESS=Legal-Privilege, SEC=SECRET]", "SEC"},
      {"[SEC=SECRET, CAVEAT=SH:ORCON, CAVEAT=RI:REL AUS/XYQ/NZL]", "XYQ"},
      {"[SEC=SECRET, CAVEAT=RI:REL AUS/nzl]", "nzl"},
      {"[SEC=SECRET, EXPIRES=2030-07-01, DOWNTO=TOP-SECRET]", "TOP-SECRET"},
      {"[SEC=SECRET] more", " more"},
      {"[SEC=SECRET, CAVEAT=SH:ORCON, CAVEAT=SH:ORCON]", "SH:ORCON"},
  };
  for (const Place& row : rows) {
    const ParsedMarking mark = Parse(row.text);
    ASSERT_FALSE(mark.diagnostics.empty()) << row.text;
    EXPECT_EQ(Slice(row.text, mark.diagnostics.front().where), row.where) << row.text;
  }
}

// The fix is the banner that says the same, where all that protects was understood.
TEST(FieldMark, FixIsTheBanner) {
  EXPECT_EQ(Parse("[SEC=SECRET, EXPIRES=2030-07-01]").diagnostics.front().fix, "SECRET");
  EXPECT_EQ(Parse("[CAVEAT=SH:ORCON, SEC=SECRET]").diagnostics.front().fix, "SECRET//ORCON");
  for (const std::string_view text : {"[SEC=SECRET, COLOUR=red]", "[SEC=SECRET", "[SEC=SECRET, SEC=OFFICIAL]",
                                      "[SEC=SECRET, EXPIRES=2030-07-01, DOWNTO=SECRET]"}) {
    for (const Diagnostic& one : Parse(text).diagnostics)
      EXPECT_EQ(ParseBanner(Australian(), one.fix).mark.status, MarkingStatus::kNone)
          << text << " " << one.fix;
  }
}

TEST(FieldMark, ProseIsNone) {
  for (const std::string_view text : {"[a = b]", "[see below]", "[1]", "x=1", "a note = a text", "[Note 1]"})
    EXPECT_EQ(Parse(text).status, MarkingStatus::kNone) << text;
  // In parentheses, or within a banner, it is no field.
  EXPECT_NE(ParsePortion(Australian(), "([SEC=OFFICIAL])").status, MarkingStatus::kValid);
  EXPECT_NE(Parse("SECRET//[SEC=OFFICIAL]").status, MarkingStatus::kValid);
  // A regime without the table knows no fields.
  EXPECT_EQ(ParseBanner(**Vocabulary::ForRegime("tlp"), "[SEC=OFFICIAL]").mark.status, MarkingStatus::kNone);
}

// Cut off or with one character changed, a field is the same mark, protects more, or is not valid.
TEST(FieldMark, DamageNeverLowersProtection) {
  const std::string whole =
      "[SEC=SECRET, CAVEAT=RI:AUSTEO, EXPIRES=2030-07-01, DOWNTO=OFFICIAL, ACCESS=Legal-Privilege]";
  const Marking meant = Parse(whole).value;
  for (std::size_t size = 1; size < whole.size(); ++size)
    EXPECT_NE(Parse(whole.substr(0, size)).status, MarkingStatus::kValid) << size;
  std::mt19937 random(20261125);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same strings every time
  std::uniform_int_distribution<int> character(0x20, 0x7E);
  std::size_t valid = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int i = 0; i < 40; ++i) {
      std::string text = whole;
      text[at] = static_cast<char>(character(random));
      const ParsedMarking mark = Parse(text);
      if (mark.status != MarkingStatus::kValid) continue;
      ++valid;
      EXPECT_EQ(mark.value, meant) << text;
    }
  }
  EXPECT_GT(valid, 100U);
}

// Nothing of the form is in the engine: another regime's fields look otherwise.
constexpr std::string_view kMill = R"(
schema = "markings/vocabulary/1"
regime = "mill"
version = "1"
style = "categories"
[syntax]
category = "//"
[[level]]
id = "O"
banner = "OPEN"
long = "OPEN"
portion = "O"
unmarked = true
source = "invented"
[[level]]
id = "K"
banner = "KEPT"
long = "KEPT"
portion = "K"
source = "invented"
[[category]]
id = "things"
field = "sap"
source = "invented"
[[control]]
id = "WHEEL"
category = "things"
portion = "WH"
source = "invented"
[field]
open = "<<"
close = ">>"
separator = ";"
equals = ":"
escape = "^"
escaped = ";"
max_value = 8
source = "invented"
[[field.key]]
id = "Grade"
holds = "level"
required = true
source = "invented"
[[field.key]]
id = "Part"
holds = "control"
source = "invented"
[[field.key]]
id = "Word"
holds = "word"
words = ["grist"]
source = "invented"
[[field.key]]
id = "Free"
holds = "text"
source = "invented"
[[field.value]]
key = "Grade"
text = "1"
means = "O"
source = "invented"
[[field.value]]
key = "Grade"
text = "2"
means = "K"
source = "invented"
[[field.value]]
key = "Part"
text = "wheel"
means = "WHEEL"
source = "invented"
)";

Result<std::shared_ptr<const Vocabulary>> Load(std::string_view toml) {
  return Vocabulary::Load(*Buffer::FromBytes(std::string(toml), "mill.toml"));
}

TEST(FieldMark, TheFormIsData) {
  const auto mill = Load(kMill);
  ASSERT_TRUE(mill) << mill.error().message;
  const auto dump = [&](std::string_view text) { return Dump(**mill, ParseBanner(**mill, text).mark); };
  EXPECT_EQ(dump("<<Grade:2; Part:wheel; Word:grist; Free:a^;b>>"), "valid KEPT//WHEEL MK0110");
  EXPECT_EQ(dump("Grade:2; Part:wheel"), "valid KEPT//WHEEL MK0110");
  EXPECT_EQ(dump("<<Grade:1; Free:12345678>>"), "valid OPEN MK0110");
  EXPECT_EQ(dump("<<Grade:1; Free:123456789>>"), "malformed MK0105");
  EXPECT_EQ(dump("<<Grade:1; Word:chaff>>"), "unknown MK0103");
  EXPECT_EQ(dump("<<Grade:1; Part:wheel; Part:wheel>>"), "malformed MK0108");
  EXPECT_EQ(Dump(**mill, ParsePortion(**mill, "<<Grade:2; Part:wheel>>")), "valid (K//WH) MK0110");
}

TEST(FieldMark, BadTablesAreRefused) {
  struct Fault {
    std::string_view from, to, message;
  };
  const Fault rows[] = {
      {"max_value = 8\n", "", "no limit"},
      {"max_value = 8", "max_value = \"8\"", "number"},
      {"separator = \";\"", "separator = \"; \"", "one character"},
      {"open = \"<<\"", "opens = \"<<\"", "opens"},
      {"holds = \"text\"", "holds = \"prose\"", "prose"},
      {"holds = \"text\"\n", "", "what the key holds"},
      {"words = [\"grist\"]\n", "", "words"},
      {"id = \"Word\"", "id = \"Part\"", "twice"},
      {"holds = \"level\"\nrequired = true", "holds = \"level\"", "level of the mark"},
      {"holds = \"level\"\nrequired = true", "holds = \"text\"", "level of the mark"},
      {"id = \"Free\"\nholds = \"text\"", "id = \"Free\"\nholds = \"text\"\nwith = \"Bound\"", "Bound"},
      {"id = \"Free\"\nholds = \"text\"", "id = \"Free\"\nholds = \"text\"\nbelow = \"Grade\"",
       "only a level"},
      {"key = \"Part\"\ntext", "key = \"Parts\"\ntext", "Parts"},
      {"key = \"Part\"\ntext", "key = \"Free\"\ntext", "belongs"},
      {"means = \"WHEEL\"", "means = \"WHEELS\"", "WHEELS"},
      {"means = \"WHEEL\"\n", "", "what it means"},
      {"means = \"K\"", "means = \"Q\"", "no level 'Q'"},
      {"text = \"2\"", "text = \"1\"", "twice"},
      {"id = \"Word\"\nholds = \"word\"\nwords = [\"grist\"]\nsource = \"invented\"",
       "id = \"Word\"\nholds = \"word\"\nwords = [\"grist\"]", "source"},
  };
  for (const Fault& row : rows) {
    std::string text(kMill);
    const std::size_t at = text.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.from;
    text.replace(at, row.from.size(), row.to);
    const auto loaded = Load(text);
    ASSERT_FALSE(loaded) << row.to;
    EXPECT_EQ(loaded.error().code, ErrorCode::kBadVocabulary);
    EXPECT_THAT(loaded.error().message + loaded.error().fix, ::testing::HasSubstr(std::string(row.message)));
  }
}

}  // namespace
}  // namespace markings
