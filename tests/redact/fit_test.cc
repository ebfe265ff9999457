#include "libmarkings/redact/fit.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "libmarkings/redact/internal/fit_parts.h"

namespace markings {
namespace {

std::optional<Candidates> Load(const std::string& toml) {
  auto buffer = Buffer::FromBytes("schema = \"markings/candidates/1\"\n" + toml, "candidates.toml");
  if (!buffer) return std::nullopt;
  auto candidates = Candidates::Load(*buffer);
  if (candidates) return *std::move(candidates);
  ADD_FAILURE() << candidates.error().message << ": " << candidates.error().fix;
  return std::nullopt;
}

// "4: title 2, article 1" for each cut: candidates of its kind, and what each test leaves; "-" when it is not
// measured.
std::string Shown(const Fit& fit) {
  std::string all;
  for (const FitCut& cut : fit.cuts) {
    all += all.empty() ? "" : "; ";
    if (!cut.measured()) {
      all += "-";
      continue;
    }
    all += fmt::format("{}:", cut.before);
    for (const FitCut::Step& step : cut.steps)
      all += fmt::format("{} {} {}", &step == cut.steps.data() ? "" : ",", Name(step.test), step.left);
    EXPECT_EQ(cut.left, cut.steps.empty() ? cut.before : cut.steps.back().left);
  }
  return all;
}

// Four people, two of them women, one of unknown gender; two posts; three dates; two organisations.
constexpr char kList[] = R"(
posts = ["Kalvor", "Istrel"]
dates = [2031-05-13, 2031-05-14, "2031-06-11"]
organisations = ["Torvel Harbours"]
[[candidate]]
value = "Anna Maskin"
gender = "female"
titles = ["Ambassador"]
[[candidate]]
value = "Torvel Brandsen"
gender = "male"
titles = ["Minister", "Deputy Minister"]
[[candidate]]
value = "Helga Voss"
gender = "female"
titles = ["Deputy Minister"]
[[candidate]]
value = "Unquist"
[[candidate]]
value = "Al-Rasvid Lines"
kind = "organisation"
number = "plural"
)";

struct Row {
  const char* name;
  std::string text;
  const char* shown;
};

TEST(Fit, EachTest) {
  const auto candidates = Load(kList);
  ASSERT_TRUE(candidates);
  const Row rows[] = {
      {"the kind is that of the fixed words",
       "1. (U) It is [name withheld: (b)(6)], [post withheld], [date withheld] or [telephone withheld] "
       "there.\n",
       "4:; 2:; 3:; -"},
      {"words that say nothing: any kind", "1. (U) He saw [word withheld] there.\n", "11:"},
      {"no words at all, with amount none", "1. (U) He saw [withheld: (b)(6)] there.\n", "11:"},
      {"whole units are not measured", "1. (U) [1 paragraph withheld: (b)(1)]\n\n2. (U) [withheld]\n", ""},
      {"a title of the list", "1. (U) He saw Ambassador [name withheld] there.\n", "4: title 2"},
      {"the longest title", "1. (U) He saw Deputy Minister [name withheld] there.\n", "4: title 3"},
      {"no title of the list", "1. (U) He saw Sergeant [name withheld] there.\n", "4:"},
      {"a form of address", "1. (U) He saw Ms. [name withheld] there.\n", "4: honorific 3"},
      {"a word of kinship", "1. (U) He saw his brother [name withheld] there.\n", "4: honorific 2"},
      {"an address of either gender says that it is a person", "1. (U) He saw Dr. [word withheld] there.\n",
       "11: honorific 4"},
      {"in a place, on a day, but not in a person", "1. (U) It was in [word withheld] there.\n",
       "11: context 7"},
      {"what has a port is a place", "1. (U) It was in the port of [word withheld].\n", "11: context 2"},
      {"based there", "1. (U) He saw a clerk of a [word withheld]-based firm.\n", "11: context 4, article 2"},
      {"a", "1. (U) He is a [name withheld] man.\n", "4: article 3"},
      {"an", "1. (U) He is an [name withheld] man.\n", "4: article 2"},
      {"'s says little", "1. (U) He saw [organisation withheld]'s office.\n", "2: possessive 1"},
      {"an apostrophe alone is that of a word in s", "1. (U) He saw [name withheld]' office.\n",
       "4: possessive 1"},
      {"no possessive: a quotation ends", "1. (U) He said 'it is [name withheld]'.\n", "4:"},
      {"one", "1. (U) [organisation withheld] was there.\n", "2: verb 1"},
      {"many", "1. (U) [organisation withheld] also have ships.\n", "2: verb 2"},
      {"many are no person", "1. (U) [word withheld] were there.\n", "11: verb 5"},
      {"the verb of somebody else", "1. (U) The friends of [word withheld] were there.\n", "11:"},
      {"he", "1. (U) [name withheld] said that he had gone.\n", "4: pronoun 2"},
      {"she, in the next sentence", "1. (U) [name withheld] had gone. She had paid.\n", "4: pronoun 3"},
      {"somebody else may be meant", "1. (U) [name withheld] told Kelmor that he had gone.\n", "4:"},
      {"so may who was cut out too", "1. (U) [name withheld] told [name withheld] that he had gone.\n",
       "4:; 4:"},
      {"so may an officer", "1. (U) [name withheld] told the clerk that he had gone.\n", "4:"},
      {"of an object nobody says he", "1. (U) They told [name withheld] that he had gone.\n", "4:"},
      {"an initial", "1. (U) He saw H. [name withheld] there.\n", "4: initial 2"},
      {"a letter of a list is none", "A. [name withheld] is there.\n", "4: verb 4"},
      {"letters joined to it", "1. (U) He saw Un[name withheld] there.\n", "4: joined 1"},
      {"a particle", "1. (U) He saw Al-[organisation withheld] there.\n", "2: joined 1"},
      {"a prefix of anything", "1. (U) He saw ex-[name withheld] there.\n", "4:"},
      {"a day of the week", "1. (U) It was Tuesday, [date withheld].\n", "3: calendar 1"},
      {"a month", "1. (U) It was on [date withheld] May 2031.\n", "3: calendar 2"},
      {"a month before", "1. (U) It was on June [date withheld].\n", "3: calendar 1"},
      {"a year that does not fit", "1. (U) It was on [date withheld] 2030.\n", "3: calendar 0"},
      {"an ending", "1. (U) It was on the [date withheld]th.\n", "3: calendar 3"},
      {"no day has it", "1. (U) It was on the [date withheld]st.\n", "3: calendar 0"},
      {"the day of another sentence", "1. (U) It was Tuesday. [date withheld] is a day.\n", "3: verb 3"},
      {"named beside it, by the surname", "1. (U) He saw Brandsen and [name withheld] there.\n", "4: list 3"},
      {"named after it", "1. (U) He saw [name withheld], Ms. Voss and a clerk.\n", "4: list 3"},
      {"named elsewhere does not count", "1. (U) Voss saw [name withheld] there.\n", "4:"},
  };
  for (const Row& row : rows) {
    const Fit fit = FindFits(row.text, *candidates);
    EXPECT_EQ(Shown(fit), row.shown) << row.name;
  }
  EXPECT_EQ(FindFits(rows[3].text, *candidates).holes, 2U);
}

TEST(Fit, HowAWordBeginsToSound) {
  // Letters read one by one (an em) or not, u and ho: both. Eight and eleven, not one.
  const auto candidates = Load(
      "organisations = [\"MFA\", \"Harbour Board\", \"Union\", \"8 Piers\", \"11 Piers\", \"1 Pier\"]\n");
  ASSERT_TRUE(candidates);
  EXPECT_EQ(Shown(FindFits("He saw a [organisation withheld] clerk.\n", *candidates)), "6: article 4");
  EXPECT_EQ(Shown(FindFits("He saw an [organisation withheld] clerk.\n", *candidates)), "6: article 4");
}

TEST(Fit, Case) {
  const auto candidates = Load("names = [\"Maskin\", \"M\xC3\xBCskin\", \"\xD0\x9C\xD0\xB0\xD1\x81\"]\n");
  ASSERT_TRUE(candidates);
  const std::string text = "THE CLERK OF THE PORT SAW [name withheld] THERE.\n";
  EXPECT_EQ(Shown(FindFits(text, *candidates)), "3: case 2");
  EXPECT_EQ(Shown(FindFits("SUBJECT: Port\n" + text, *candidates)), "3:");
}

TEST(Fit, CutsOfOneListAreDifferent) {
  const auto candidates = Load(kList);
  ASSERT_TRUE(candidates);
  const Fit fit = FindFits(
      "1. (U) He saw Ambassador [name withheld], Ambassador [name withheld] and [name withheld] there.\n",
      *candidates);
  EXPECT_EQ(Shown(fit), "4: title 2, list 2; 4: title 2; 4:") << "each of the last two has another to choose";
  const Fit apart = FindFits("1. (U) He saw Un[name withheld] and [name withheld] there.\n", *candidates);
  EXPECT_EQ(Shown(apart), "4: joined 1; 4: count 3");
}

TEST(Fit, KeepDifferentIsExact) {
  const auto kept = [](std::vector<std::vector<std::size_t>> sets) {
    std::vector<std::vector<std::size_t>*> pointers;
    for (auto& set : sets) pointers.push_back(&set);
    internal::KeepDifferent(pointers);
    return sets;
  };
  using Sets = std::vector<std::vector<std::size_t>>;
  EXPECT_EQ(kept({{1}, {1, 2}, {1, 2, 3, 4}}), (Sets{{1}, {2}, {3, 4}}));
  EXPECT_EQ(kept({{1, 2}, {1, 2}, {1, 2, 3}}), (Sets{{1, 2}, {1, 2}, {3}}));
  EXPECT_EQ(kept({{1}, {1}}), (Sets{{}, {}}));
  EXPECT_EQ(kept({{1, 2, 3}, {1, 2, 3}, {1, 2, 3}}), (Sets{{1, 2, 3}, {1, 2, 3}, {1, 2, 3}}));
}

// Lines as somebody set them at 40 columns, or all on one.
std::string Lines(bool kept) {
  std::string text = "1. (U) ";
  std::size_t column = text.size();
  for (int i = 0; i < 120; ++i) {
    const std::string word(3 + static_cast<std::size_t>(i * 7 % 6), static_cast<char>('a' + i % 26));
    if (kept && column + word.size() > 40) {
      text.back() = '\n';
      column = 0;
    }
    text += word + " ";
    column += word.size() + 1;
  }
  text.back() = '\n';
  return text;
}

TEST(Fit, RoomOnALineThatWasKept) {
  const auto candidates =
      Load("names = [\"Li\", \"Maskin\", \"Torvel Brandsen\", \"Bartholomea Torvelkindsen\"]\n");
  ASSERT_TRUE(candidates);
  // Lines of at most 38 columns.
  const std::string cut =
      "\n2. (U) They say that it was\n[name withheld] who told them to\ncomes again and again\n";
  // 17 are kept: 21 at most; "comes" and a blank would have taken six more: 16 at least.
  EXPECT_EQ(Shown(FindFits(Lines(true) + cut, *candidates)), "4: wrapping 0");
  const std::string shorter =
      "\n2. (U) They say that it was\n[name withheld] who told them to be\nunreasonably again\n";
  // 20 are kept: 18 at most; 13 more: 6 at least.
  EXPECT_EQ(Shown(FindFits(Lines(true) + shorter, *candidates)), "4: wrapping 2");
  EXPECT_EQ(Shown(FindFits(Lines(false) + cut, *candidates)), "4:") << "set anew: no room to be seen";
  // A masked paragraph of the project's own is one line.
  EXPECT_EQ(Shown(FindFits(Lines(true) + "\n2. (U) It was [name withheld] who told them.\n", *candidates)),
            "4:");
}

TEST(Fit, BitsAndTheGate) {
  const auto candidates = Load(kList);
  ASSERT_TRUE(candidates);
  const Fit fit = FindFits(
      "1. (U) Voss saw Ambassador [name withheld] and a clerk, and [name withheld] there on [date withheld] "
      "2030.\n",
      *candidates);
  ASSERT_EQ(fit.cuts.size(), 3U);
  EXPECT_EQ(fit.cuts[0].bits(), 1.0);
  EXPECT_EQ(fit.cuts[0].bits_before(), 2.0);
  EXPECT_EQ(fit.cuts[1].bits(), 2.0);
  EXPECT_EQ(fit.cuts[1].named, 0U) << "the list has the whole name, the text the surname alone";
  EXPECT_EQ(fit.cuts[2].bits(), std::nullopt);
  EXPECT_EQ(fit.least(), 1.0);
  EXPECT_EQ(fit.Below(1.0), (std::vector<std::size_t>{2})) << "what none fits is below any bound";
  EXPECT_EQ(fit.Below(2.0), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(FindFits("1. (U) Helga Voss saw [name withheld].\n", *candidates).cuts[0].named, 1U);
}

TEST(Candidates, FaultsAreShownWithoutTheirWords) {
  struct Fault {
    const char* toml;
    const char* message;
  };
  const Fault faults[] = {
      {"names = [\"Torvel\"", "this is no TOML"},
      {"names = []", "the list holds no candidate"},
      {"\"Torvel\" = 1", "this key is not known here"},
      {"names = \"Torvel\"", "'names' must be a list"},
      {"names = [\" Torvel\"]", "'value' must be a text of one line without blanks around it"},
      {"dates = [\"Torvel\"]", "a date is not written as one"},
      {"dates = [\"2031-02-30\"]", "a date is not written as one"},
      {"[[candidate]]\nvalue = \"Torvel\"\nkind = \"Torvel\"", "'kind' is none of its words"},
      {"[[candidate]]\nkind = \"name\"", "the key 'value' is missing"},
      {"[[candidate]]\nvalue = \"Torvel\"\nTorvel = 2", "this key is not known here"},
  };
  for (const Fault& fault : faults) {
    const auto buffer = Buffer::FromBytes(
        "schema = \"markings/candidates/1\"\n" + std::string(fault.toml) + "\n", "candidates.toml");
    ASSERT_TRUE(buffer);
    const auto candidates = Candidates::Load(*buffer);
    ASSERT_FALSE(candidates) << fault.toml;
    EXPECT_EQ(candidates.error().message, fault.message);
    EXPECT_TRUE(fault.message != faults[0].message || candidates.error().fix == "mend the file here");
    EXPECT_FALSE((candidates.error().message + candidates.error().fix).contains("Torvel")) << fault.toml;
  }
  const auto other = Buffer::FromBytes("schema = \"x\"\nnames = [\"A\"]\n", "candidates.toml");
  ASSERT_TRUE(other);
  EXPECT_FALSE(Candidates::Load(*other));
  const auto twice =
      Load("names = [\"Maskin\", \"Maskin\"]\nposts = [\"Maskin\"]\ndates = [2031-05-13, \"2031-05-13\"]\n");
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->all().size(), 3U);
}

}  // namespace
}  // namespace markings
