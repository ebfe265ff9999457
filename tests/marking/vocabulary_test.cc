#include "libmarkings/marking/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/marking/mark_dump.h"
#include "tests/marking/small_regime.h"

namespace markings {
namespace {

using testing::HasSubstr;

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

TEST(Vocabulary, CompiledInRegimes) {
  EXPECT_EQ(Vocabulary::Regimes(),
            (std::vector<std::string_view>{"au", "cui", "nato", "state", "tlp", "uk", "us"}));
  const auto state = Vocabulary::ForRegime("state");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->get(), Vocabulary::ForRegime("auto")->get()) << "loaded once, shared";
  EXPECT_EQ((*state)->regime(), "state");
  EXPECT_THAT((*state)->source_text(), HasSubstr("[[level]]"));
  const auto other = Vocabulary::ForRegime("fr");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kUnknownRegime);
  EXPECT_THAT(other.error().fix, HasSubstr("state"));
}

TEST(Vocabulary, EveryRowCitesItsSource) {
  for (const Level& row : StateVocabulary().levels()) EXPECT_FALSE(row.source.empty()) << row.id;
  for (const Control& row : StateVocabulary().controls()) EXPECT_FALSE(row.source.empty()) << row.id;
  for (const Caption& row : StateVocabulary().captions()) EXPECT_FALSE(row.source.empty()) << row.name;
}

TEST(Vocabulary, Tags) {
  const Vocabulary& state = StateVocabulary();
  for (const std::string_view tag : {"PGOV", "PREL", "UZ", "KDEM", "HUMAN RIGHTS", "UNESCO", "OVIP",
                                     "OVIP (SURNAME, GIVEN NAME)", "OVIP SURNAME GIVEN"}) {
    EXPECT_TRUE(state.IsTag(tag)) << tag;
  }
  for (const std::string_view tag :
       {"", "POLITICAL", "PGOVPREL", "pgov", "P1", "PGO", "PGOV (SURNAME)", "P GOV"}) {
    EXPECT_FALSE(state.IsTag(tag)) << tag;
  }
}

TEST(Vocabulary, Captions) {
  const Vocabulary& state = StateVocabulary();
  for (const std::string_view name :
       {"SIPDIS", "SENSITIVE", "NOFORN", "EXDIS", "NODIS", "STADIS", "LIMDIS", "TM CHANNEL", "ROGER CHANNEL",
        "DISSENT CHANNEL", "AGREMENT CHANNEL", "DIRGEN CHANNEL", "TERREP", "EAGLES ONLY", "CODEL",
        "INFORM CONSULS", "EFTO"}) {
    EXPECT_TRUE(state.FindCaption(name)) << name;
  }
  EXPECT_FALSE(state.FindCaption("SENSTIVE"));
  EXPECT_FALSE(state.FindCaption("sensitive"));
}

// The error that a file is refused with. Its message holds `message`, and it has a way out.
Error Refused(const std::string& text, std::string_view message) {
  const auto vocabulary = Vocabulary::Load(*Buffer::FromBytes(text, "bad.toml"));
  EXPECT_FALSE(vocabulary) << message;
  if (vocabulary) return {};
  EXPECT_EQ(vocabulary.error().code, ErrorCode::kBadVocabulary);
  EXPECT_THAT(vocabulary.error().message, HasSubstr(message));
  EXPECT_FALSE(vocabulary.error().fix.empty());
  return vocabulary.error();
}

// Each fault, put into a good file, is refused at its line.
TEST(Vocabulary, RefusesFaults) {
  const std::string good = kSmallRegime;
  struct Row {
    std::string_view from, to, message;
    std::string_view at;  // text on whose line the error stands; empty: anywhere
  };
  const Row rows[] = {
      {"markings/vocabulary/1", "markings/vocabulary/9", "schema", ""},
      {"regime = \"small\"", "", "'regime' is missing", ""},
      {"regime = \"small\"", "regime = 5", "'regime' must be a string", "regime = 5"},
      {"version = \"1\"", "version = \"1\"\ncolour = \"red\"", "unknown key 'colour'", "colour"},
      {"banner = \"GREY\"", "banner = \"GREY\"\nshade = 1", "unknown key 'shade'", "shade"},
      {"id = \"G\"", "id = \"W\"", "used twice", ""},
      {"banner = \"GREY\"", "banner = \"Grey\"", "can never be matched", ""},
      {"long = \"SOFTLY\"", "long = \"SOFT/LY\"", "can never be matched", ""},
      {"portion = \"H\"", "portion = \"B\"", "level and a control", ""},
      {"absorbed_from = \"B\"", "absorbed_from = \"X\"", "no level 'X'", "absorbed_from = \"X\""},
      {"supersedes = [\"ROOM\"]", "supersedes = [\"HALL\"]", "no control 'HALL'", "HALL"},
      {"supersedes = [\"HOUSE\"]", "supersedes = [\"DESK\"]", "back to itself", ""},
      {"deprecated = true", "deprecated = 1", "true or false", "deprecated = 1"},
      {"implies = [\"SOFT\"]", "", "what it is read as", ""},
      {"field = \"sci\"", "field = \"colour\"", "unknown field", "colour"},
      {"effect = \"routing\"", "effect = \"loud\"", "unknown effect", "loud"},
      {"effect = \"routing\"", "effect = \"control\"", "if and only if", ""},
      {"whole_text = [\"ALL OF IT\"]", "whole_text = 5", "list of strings", "whole_text"},
      {"version = \"1\"", "version = \"1", "", "version"},
  };
  for (const Row& row : rows) {
    const std::string text = Replaced(good, row.from, row.to);
    const Error error = Refused(text, row.message);
    if (row.at.empty()) continue;
    const auto line = [&](std::size_t at) {
      return std::count(text.begin(), text.begin() + static_cast<long>(at), '\n');
    };
    EXPECT_EQ(line(error.where.begin), line(text.find(row.at))) << row.at;
  }
}

// The keys of regimes with categories, each put into the one of the United States.
TEST(Vocabulary, RefusesFaultsOfCategories) {
  std::ifstream file(MARKINGS_SOURCE_DIR "/policies/vocabulary/us.toml");
  const std::string good(std::istreambuf_iterator<char>(file), {});
  struct Row {
    std::string_view from, to, message;
  };
  const Row rows[] = {
      {"unstated = \"plain\"", "unstated = \"loud\"", "nothing is called 'loud'"},
      {"unstated = \"plain\"", "unstated = \"plain\"\nunstated_editions = [\"capco-1999\"]", "no edition"},
      {"unstated = \"plain\"", "unstated_editions = [\"capco-2016\"]", "no 'unstated'"},
      {"release = \"officer\"", "release = \"officer\"\nunstated = \"plain\"", "a control of release"},
      {"name_length = [0, 0]", "name_length = 3", "two numbers"},
      {"numbers = [1, 99]", "numbers = [1, 99]\nletters_only = true", "how names are spelled"},
      {"banner_list = \"REL\"", "banner_list = 5", "'banner_list' must be a string"},
      {"banner_list = true", "banner_list = \"yes\"", "true or false"},
      {"home_category = \"aea\"", "home_category = \"aerial\"", "no category 'aerial'"},
      {"beyond = 3\neditions = [\"dodm-2012\", \"pre-2012\"]", "beyond = 0", "above 0"},
      {"beyond = 3\neditions = [\"dodm-2012\", \"pre-2012\"]", "beyond = \"3\"", "must be a number"},
      {"word = \"ECI\"", "word = \"ECI\"\nlong = \"X\"", "unknown key 'long'"},
      {"of = \"SI\"\nword = \"ECI\"", "of = \"NOFORN\"\nword = \"ECI\"", "'NOFORN' with compartments"},
      {"means = \"TK\"\nwith_compartment = true", "means = \"NOFORN\"\nwith_compartment = true",
       "has no compartments"},
      {"controls = [\"SBU\", \"NOFORN\"]", "controls = [\"SBU\", \"LES\"]", "a control of release"},
      {"on = [\"REL TO\"]\nwith = [\"JOINT\"]", "on = [\"NOFORN\"]\nwith = [\"JOINT\"]",
       "a list of countries"},
      {"codes_of_owners = true", "codes_of_owners = false", "can only be true"},
      {"codes_allowed = [\"USA\"", "codes_allowed = [\"QQQ\"", "the country code 'QQQ'"},
  };
  for (const Row& row : rows) Refused(Replaced(good, row.from, row.to), row.message);
}

// A key of a hundred thousand parts would end the stack of the TOML library.
TEST(Vocabulary, RefusesDeepKeys) {
  std::string text = "a";
  for (int i = 0; i < 100'000; ++i) text += ".a";
  Refused(text + " = 1\n", "parts");
}

TEST(Vocabulary, Editions) {
  const auto newest = Vocabulary::ForRegime("us");
  ASSERT_TRUE(newest);
  ASSERT_GE((*newest)->editions().size(), 2U);
  EXPECT_EQ((*newest)->edition(), (*newest)->editions().front());
  EXPECT_EQ(newest->get(), Vocabulary::ForRegime("us", (*newest)->editions().front())->get());
  const auto older = Vocabulary::ForRegime("us", (*newest)->editions().back());
  ASSERT_TRUE(older);
  EXPECT_NE(newest->get(), older->get());
  using std::chrono::year_month_day;
  using namespace std::chrono_literals;
  EXPECT_EQ((*older)->EditionUntil((*older)->edition()), year_month_day(2012y / 2 / 23));
  EXPECT_EQ((*newest)->EditionUntil((*newest)->edition()), std::nullopt);
  EXPECT_EQ((*newest)->EditionOf(2012y / 2 / 23), (*older)->edition());
  EXPECT_EQ((*newest)->EditionOf(2012y / 2 / 24), "");
  const auto none = Vocabulary::ForRegime("us", "1789");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kUnknownEdition);
  EXPECT_THAT(none.error().fix, HasSubstr((*newest)->edition()));
}

// A row that names a control of another edition belongs to that edition; a name that nobody knows is a fault.
TEST(Vocabulary, RowsOfAnotherEditionAreLeftOut) {
  constexpr std::string_view kMill = R"(
schema = "markings/vocabulary/1"
regime = "mill"
version = "1"
style = "categories"
editions = ["new", "old"]
[syntax]
category = "//"
[[level]]
id = "O"
banner = "OPEN"
long = "OPEN"
portion = "O"
source = "invented"
[[category]]
id = "things"
field = "sap"
source = "invented"
[[control]]
id = "WHEEL"
category = "things"
takes = "tree"
editions = ["new"]
source = "invented"
[[control]]
id = "STONE"
category = "things"
supersedes = ["WHEEL"]
source = "invented"
[[compartment]]
of = "WHEEL"
id = "SPOKE"
source = "invented"
[[fused]]
banner = "WHEELSTONE"
portion = "WS"
category = "things"
controls = ["WHEEL", "STONE"]
source = "invented"
[[deprecated]]
spelling = "RING"
means = "WHEEL-SPOKE"
source = "invented"
[[rule]]
id = "M-1"
on = ["WHEEL-SPOKE"]
requires = ["STONE"]
source = "invented"
)";
  const auto load = [](std::string_view text, std::string_view edition) {
    return Vocabulary::Load(*Buffer::FromBytes(std::string(text), "mill.toml"), edition);
  };
  const auto now = load(kMill, "new");
  ASSERT_TRUE(now) << now.error().message;
  EXPECT_EQ((*now)->controls().size(), 2U);
  EXPECT_EQ((*now)->grammar()->fused.size(), 1U);
  const auto then = load(kMill, "old");
  ASSERT_TRUE(then) << then.error().message;
  EXPECT_EQ((*then)->controls().size(), 1U);
  EXPECT_TRUE((*then)->grammar()->fused.empty());
  EXPECT_TRUE((*then)->grammar()->compartments.empty());
  EXPECT_TRUE((*then)->grammar()->rules.empty());
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"supersedes = [\"WHEEL\"]", "supersedes = [\"WHEAL\"]"},
           {"of = \"WHEEL\"", "of = \"WHEAL\""},
           {"controls = [\"WHEEL\"", "controls = [\"WHEAL\""},
           {"means = \"WHEEL", "means = \"WHEAL"},
           {"on = [\"WHEEL", "on = [\"WHEAL"}}) {
    for (const std::string_view edition : {"new", "old"})
      EXPECT_FALSE(load(Replaced(std::string(kMill), from, to), edition)) << to;
  }
}

// One row, another severity by edition; ends of editions; older places and words.
TEST(Vocabulary, WhatDiffersByEdition) {
  constexpr std::string_view kMill = R"(
schema = "markings/vocabulary/1"
regime = "mill"
version = "1"
style = "categories"
editions = ["new", "mid", "old"]
edition_until = { old = 1950-01-31, mid = 1960-01-31 }
[syntax]
category = "//"
[[level]]
id = "O"
banner = "OPEN"
long = "OPEN"
portion = "O"
source = "invented"
[[category]]
id = "things"
field = "sap"
source = "invented"
[[category]]
id = "wares"
field = "dissem"
among = "things"
among_editions = ["old"]
source = "invented"
[[control]]
id = "WHEEL"
category = "things"
takes = "tree"
chain = true
word_again = ["old"]
source = "invented"
[[control]]
id = "FLOUR"
category = "wares"
source = "invented"
[[check]]
check = "portion-slash"
id = "M-1"
severity_in = { old = "note", mid = "off" }
source = "invented"
)";
  const auto load = [](std::string_view text, std::string_view edition) {
    return Vocabulary::Load(*Buffer::FromBytes(std::string(text), "mill.toml"), edition);
  };
  using namespace std::chrono_literals;
  const auto newest = load(kMill, "");
  const auto middle = load(kMill, "mid");
  const auto oldest = load(kMill, "old");
  ASSERT_TRUE(newest && middle && oldest) << newest.error().message;
  EXPECT_EQ((*newest)->EditionOf(1950y / 1 / 31), "old");
  EXPECT_EQ((*newest)->EditionOf(1950y / 2 / 1), "mid");
  EXPECT_EQ((*newest)->EditionOf(1960y / 2 / 1), "");
  EXPECT_EQ((*newest)->grammar()->row(FormCheck::kPortionSlash).severity, Severity::kWarning);
  EXPECT_TRUE((*middle)->grammar()->row(FormCheck::kPortionSlash).off);
  EXPECT_EQ((*oldest)->grammar()->row(FormCheck::kPortionSlash).severity, Severity::kNote);
  EXPECT_FALSE((*newest)->grammar()->categories[1].among);
  EXPECT_EQ((*oldest)->grammar()->categories[1].among, 0U);
  EXPECT_FALSE((*middle)->controls()[0].word_again);
  EXPECT_TRUE((*oldest)->controls()[0].word_again);
  for (const auto& [from, to, fault] : std::vector<std::array<std::string, 3>>{
           {"edition_until = { old", "edition_until = { odd", "there is no edition 'odd'"},
           {"= 1950-01-31", "= \"1950-01-31\"", "no day"},
           {"among = \"things\"", "among = \"thongs\"", "there is no category 'thongs'"},
           {"among_editions = [\"old\"]", "among_editions = [\"odd\"]", "there is no edition 'odd'"},
           {"word_again = [\"old\"]", "word_again = [\"odd\"]", "there is no edition 'odd'"},
           {"mid = \"off\"", "odd = \"off\"", "there is no edition 'odd'"},
           {"old = \"note\"", "old = \"nod\"", "no such severity"}}) {
    const auto broken = load(Replaced(std::string(kMill), from, to), "old");
    ASSERT_FALSE(broken) << to;
    EXPECT_THAT(broken.error().message, HasSubstr(fault)) << to;
  }
}

TEST(Vocabulary, AtMostSixtyFourControls) {
  std::string text = kSmallRegime;
  for (int i = 0; i < 64; ++i) {
    const std::string name = "X" + std::to_string(i);
    text += "[[control]]\nid = \"" + name + "\"\nportion = \"" + name + "\"\nlong = \"LONG " + name +
            "\"\nfield = \"nonic\"\nsource = \"invented\"\n";
  }
  const auto buffer = Buffer::FromBytes(text, "many.toml");
  EXPECT_FALSE(Vocabulary::Load(*buffer));
}

}  // namespace
}  // namespace markings
