#include "libmarkings/marking/repair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"
#include "tests/marking/mangle.h"
#include "tests/marking/prose.h"

namespace markings {
namespace {

using testing::Damage;
using testing::GeneratedMark;
using testing::kDamages;
using testing::Mangler;
using testing::MarkGenerator;
using testing::ProseGenerator;

std::shared_ptr<const Vocabulary> Regime(std::string_view name) {
  auto vocabulary = Vocabulary::ForRegime(name);
  EXPECT_TRUE(vocabulary.has_value()) << name;
  return *vocabulary;
}

ParsedMarking Parse(const Vocabulary& vocabulary, MarkingKind kind, std::string_view text) {
  return kind == MarkingKind::kBanner ? ParseBanner(vocabulary, text).mark : ParsePortion(vocabulary, text);
}

std::string Repaired(const Vocabulary& vocabulary, std::string_view text) {
  const auto repair = RepairMark(vocabulary, text);
  return repair ? repair->canonical : "-";
}

std::size_t UnknownNames(const Marking& marking) {
  return static_cast<std::size_t>(std::ranges::count_if(
      marking.names, [](const MarkName& name) { return name.control >= MarkName::kUnnamed; }));
}

// Whether a mangled mark still is one: then it is no pair.
bool IsStillMark(const Vocabulary& vocabulary, std::string_view text, const GeneratedMark& mark) {
  const auto fine = [&](const ParsedMarking& parsed) {
    // (What is valid only as a name that nobody knows is to be repaired.)
    return parsed.status == MarkingStatus::kValid && UnknownNames(parsed.value) <= UnknownNames(mark.value);
  };
  return (!text.starts_with('(') && fine(ParseBanner(vocabulary, text).mark)) ||
         fine(ParsePortion(vocabulary, text));
}

TEST(RepairTest, MendsWhatIsNear) {
  struct Row {
    const char* regime;
    const char* text;
    const char* meant;
  };
  const Row rows[] = {
      {"us", "SECERT / / SI//ORCON NOFORN", "SECRET//SI//ORCON/NOFORN"},
      {"us", "SECERT / / HCS-O//ORCON NOFORN", "SECRET//HCS-O//ORCON/NOFORN"},
      {"us", "(5//NF)", "(S//NF)"},
      {"us", "(TS//SI/TK//REL TO USA, FVEY", "(TS//SI/TK//REL TO USA, FVEY)"},
      {"us", "[S//NF]", "(S//NF)"},
      {"us", "SECRET\\\\NOFORN", "SECRET//NOFORN"},
      {"us", "SECRET||NOFORN", "SECRET//NOFORN"},
      {"us", "SECRETNOFORN", "SECRET//NOFORN"},
      {"us", "SECRET/1NOFORN", "SECRET//NOFORN"},
      {"us", "S E C R E T//N O F O R N", "SECRET//NOFORN"},
      {"us", "secret//noforn", "SECRET//NOFORN"},
      {"us", "TOP SECERT//COMINT//NOFORN", "TOP SECRET//SI//NOFORN"},
      {"us", "SECRET//REL TO GBR USA; CAN", "SECRET//REL TO USA, CAN, GBR"},
      {"us", "/JOINT SECRET USA GBR CAN", "//JOINT SECRET CAN GBR USA"},
      {"us", "COSMIC TOP SECRET//ATOMLA", "//COSMIC TOP SECRET//ATOMAL"},
      {"us",
       "\xD0\x85"
       "ECRET//NOFORN",
       "SECRET//NOFORN"},  // a Cyrillic letter
      {"us", "CLASSIFIED", "-"},
      {"us", "CLASSIFIED//NOFORN", "-"},
      {"us", "SECRETS", "-"},
      {"us", "SECRETARY", "-"},
      {"us", "(TS//)", "-"},
      {"us", "NOFORN", "-"},
      {"us", "SECRET//NOFORN", "-"},
      {"us", "TOP SECRET//QZXV//NOFORN", "-"},  // a name that nobody knows, and near to nothing
      {"us", "", "-"},
      {"us", "()", "-"},
      {"us", "(((", "-"},
      {"us", "////", "-"},
      {"state", "(SBU/NOFRON)", "(SBU//NF)"},
      {"state", "UNCLAS SENSITVE NOFORN", "UNCLAS SENSITIVE NOFORN"},
      {"state", "NODIS CONFIDENTAL", "CONFIDENTIAL NODIS"},
      {"cui", "CUI//SP-PRVCY//NOFRON", "CUI//SP-PRVCY//NOFORN"},
      {"uk", "OFFICAL-SENSITIVE", "OFFICIAL-SENSITIVE"},
      {"uk", "TOP SECRET-UK EYES ONYL", "TOP SECRET - UK EYES ONLY"},
      {"nato", "COSMC TOP SECRET//BOHEMIA", "COSMIC TOP SECRET//BOHEMIA"},
      {"au", "PROTECTED//CABNET", "PROTECTED//CABINET"},
      {"tlp", "TLP: AMBER + STRCT", "TLP:AMBER+STRICT"},
  };
  for (const Row& row : rows) EXPECT_EQ(Repaired(*Regime(row.regime), row.text), row.meant) << row.text;
}

TEST(RepairTest, NamesTheChanges) {
  const auto us = Regime("us");
  const auto repair = RepairMark(*us, "SECERT / / SI//noforn/orcon");
  ASSERT_TRUE(repair.has_value());
  EXPECT_EQ(repair->canonical, "SECRET//SI//ORCON/NOFORN");
  EXPECT_EQ(repair->kind, MarkingKind::kBanner);
  const std::vector<RepairEdit> edits = {{{0, 6}, RepairChange::kLetters},
                                         {{6, 11}, RepairChange::kDelimiter},
                                         {{15, 21}, RepairChange::kCase},
                                         {{22, 27}, RepairChange::kCase},
                                         {{22, 27}, RepairChange::kOrder}};
  EXPECT_EQ(repair->edits, edits);
  EXPECT_EQ(Name(RepairChange::kSuperseded), "superseded");
}

// Two readings that are as near: the one that protects more, and the other by its name.
TEST(RepairTest, NamesRivals) {
  const auto us = Regime("us");
  const auto repair = RepairMark(*us, "(D//NF)");
  ASSERT_TRUE(repair.has_value());
  EXPECT_EQ(repair->canonical, "(S//NF)");
  EXPECT_EQ(repair->rivals, std::vector<std::string>{"(C//NF)"});
  EXPECT_LT(repair->confidence, 0.5);
  const auto country = RepairMark(*us, "SECRET//REL TO USA, GBQ");
  ASSERT_TRUE(country.has_value());
  EXPECT_FALSE(country->rivals.empty());
}

struct Rates {
  std::array<std::size_t, kDamages> pairs{}, exact{}, named{}, none{}, higher{}, lower{};
  [[nodiscard]] double Of(std::size_t i) const {
    return pairs[i] == 0 ? 1 : static_cast<double>(exact[i]) / static_cast<double>(pairs[i]);
  }
  [[nodiscard]] std::size_t Sum(const std::array<std::size_t, kDamages>& of) const {
    std::size_t sum = 0;
    for (const std::size_t one : of) sum += one;
    return sum;
  }
  [[nodiscard]] double All() const {
    return static_cast<double>(Sum(exact)) / static_cast<double>(Sum(pairs));
  }
};

// The table of docs/repair.md.
void Print(std::string_view title, const Rates& rates) {
  std::printf(
      "| %.*s | pairs | exact | rate | among rivals | none | protects more | other "
      "|\n|---|---|---|---|---|---|---|---|\n",
      static_cast<int>(title.size()), title.data());
  const auto row = [](std::string_view name, std::size_t pairs, std::size_t exact, std::size_t named,
                      std::size_t none, std::size_t higher, std::size_t lower) {
    std::printf("| %.*s | %zu | %zu | %.3f | %zu | %zu | %zu | %zu |\n", static_cast<int>(name.size()),
                name.data(), pairs, exact, static_cast<double>(exact) / static_cast<double>(pairs), named,
                none, higher, lower);
  };
  for (std::size_t i = 0; i < kDamages; ++i) {
    if (rates.pairs[i] == 0) continue;
    row(Name(static_cast<Damage>(i)), rates.pairs[i], rates.exact[i], rates.named[i], rates.none[i],
        rates.higher[i], rates.lower[i]);
  }
  row("all", rates.Sum(rates.pairs), rates.Sum(rates.exact), rates.Sum(rates.named), rates.Sum(rates.none),
      rates.Sum(rates.higher), rates.Sum(rates.lower));
}

// Mangles marks of a regime, so many of each class, and repairs them. What a repair must always be is checked
// of each.
// The controls whose names stand before their word, where anybody may have one: [ORGANISATION] USE ONLY.
std::uint64_t NamesBefore(const Vocabulary& vocabulary) {
  std::uint64_t set = 0;
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    const Control& row = vocabulary.controls()[i];
    if (row.list_before && row.takes == ListKind::kNames) set |= std::uint64_t{1} << i;
  }
  return set;
}

Rates Measure(const Vocabulary& vocabulary, std::size_t each, bool kind_known) {
  const MarkRepairer repairer(vocabulary);
  MarkGenerator marks(vocabulary, 4194301);
  Mangler mangler(vocabulary, 8388607);
  const std::uint64_t unguessed = NamesBefore(vocabulary);
  Rates rates;
  for (std::size_t i = 0; i < kDamages; ++i) {
    for (std::size_t tries = 0; rates.pairs[i] < each && tries < 60 * each; ++tries) {
      const GeneratedMark mark = marks.Next();
      if ((mark.value.controls & unguessed) != 0) continue;
      const auto mangled = mangler.Mangle(mark, static_cast<Damage>(i));
      if (!mangled || *mangled == mark.text || IsStillMark(vocabulary, *mangled, mark)) continue;
      ++rates.pairs[i];
      const auto repair = repairer.Mend(*mangled, kind_known ? std::optional(mark.kind) : std::nullopt);
      if (!repair) {
        ++rates.none[i];
        continue;
      }
      const ParsedMarking parsed = Parse(vocabulary, repair->kind, repair->canonical);
      EXPECT_EQ(parsed.status, MarkingStatus::kValid) << repair->canonical;
      EXPECT_EQ(parsed.value, repair->value) << repair->canonical;
      EXPECT_GT(repair->confidence, 0);
      EXPECT_LE(repair->confidence, 1);
      for (const RepairEdit& edit : repair->edits) {
        EXPECT_LE(edit.where.begin, edit.where.end);
        EXPECT_LE(edit.where.end, mangled->size());
      }
      for (const std::string& rival : repair->rivals) {
        EXPECT_EQ(Parse(vocabulary, repair->kind, rival).status, MarkingStatus::kValid) << rival;
        EXPECT_NE(rival, repair->canonical);
      }
      if (repair->canonical == mark.text) {
        ++rates.exact[i];
      } else if (std::ranges::find(repair->rivals, mark.text) != repair->rivals.end()) {
        ++rates.named[i];
      } else if (Dominates(vocabulary, repair->value, mark.value)) {
        ++rates.higher[i];
      } else {
        ++rates.lower[i];
      }
    }
  }
  return rates;
}

TEST(RepairRateTest, Us) {
  const auto us = Regime("us");
  const Rates rates = Measure(*us, 2600, true);
  Print("us", rates);
  EXPECT_GE(rates.Sum(rates.pairs), 20000U);
  EXPECT_GE(rates.All(), 0.95);
  const std::array<double, kDamages> floors = {0.90, 0.94, 0.97, 0.98, 0.97, 0.98, 0.97, 0.90};
  for (std::size_t i = 0; i < kDamages; ++i)
    EXPECT_GE(rates.Of(i), floors[i]) << Name(static_cast<Damage>(i));
  // Another mark than was meant, which does not protect as much and does not name what was meant: seldom.
  EXPECT_LE(static_cast<double>(rates.Sum(rates.lower)), 0.005 * static_cast<double>(rates.Sum(rates.pairs)));
}

TEST(RepairRateTest, UsWithoutKind) {
  const Rates rates = Measure(*Regime("us"), 400, false);
  Print("us, kind not given", rates);
  EXPECT_GE(rates.All(), 0.95);
}

TEST(RepairRateTest, OtherRegimes) {
  struct Row {
    const char* regime;
    double floor;
  };
  for (const Row& row : {Row{"state", 0.90}, Row{"cui", 0.92}, Row{"nato", 0.96}, Row{"uk", 0.98},
                         Row{"au", 0.98}, Row{"tlp", 0.94}}) {
    const Rates rates = Measure(*Regime(row.regime), 400, true);
    Print(row.regime, rates);
    EXPECT_GE(rates.All(), row.floor) << row.regime;
  }
}

// Whether a control stands in no valid mark of the edition.
bool IsForbidden(const Vocabulary& vocabulary, std::size_t control) {
  if (vocabulary.grammar() == nullptr) return false;
  return std::ranges::any_of(vocabulary.grammar()->rules, [&](const MarkRule& rule) {
    return rule.kind == MarkRule::Kind::kForbidden && rule.severity == Severity::kError &&
           rule.with.empty() && std::ranges::any_of(rule.on, [&](const Pattern& one) {
             return one.kind == Pattern::Kind::kControl && one.index == control;
           });
  });
}

// A name that nobody can check is not guessed at: the repair names it as it stands, or there is none.
TEST(RepairRateTest, NamesBeforeTheirWordAreNotGuessedAt) {
  const auto uk = Regime("uk");
  const std::uint64_t unguessed = NamesBefore(*uk);
  ASSERT_NE(unguessed, 0U);
  const MarkRepairer repairer(*uk);
  MarkGenerator marks(*uk, 131071);
  Mangler mangler(*uk, 524287);
  std::size_t tried = 0;
  for (int i = 0; i < 8000; ++i) {
    const GeneratedMark mark = marks.Next();
    const auto mangled = mangler.Mangle(mark, static_cast<Damage>(i % static_cast<int>(kDamages)));
    if ((mark.value.controls & unguessed) == 0 || !mangled) continue;
    ++tried;
    const auto repair = repairer.Mend(*mangled, mark.kind);
    if (repair) {
      EXPECT_NE(repair->value.controls & unguessed, 0U) << *mangled << " -> " << repair->canonical;
    }
  }
  EXPECT_GT(tried, 500U);
}

// The generator leaves nothing of the vocabulary out.
TEST(RepairRateTest, MarksOfTheWholeVocabulary) {
  for (const char* regime : {"us", "cui", "nato", "uk", "au", "tlp", "state"}) {
    const auto vocabulary = Regime(regime);
    MarkGenerator marks(*vocabulary, 1);
    std::set<std::size_t> levels;
    std::set<std::pair<std::size_t, std::string>> names;
    std::set<std::size_t> owners;
    std::uint64_t controls = 0;
    for (int i = 0; i < 20000; ++i) {
      const GeneratedMark mark = marks.Next();
      levels.insert(mark.value.level);
      controls |= mark.value.controls;
      owners.insert(mark.value.owner);
      for (const MarkName& name : mark.value.names) names.insert({name.control, name.name});
    }
    EXPECT_EQ(levels.size(), vocabulary->levels().size()) << regime;
    for (std::size_t i = 0; i < vocabulary->controls().size(); ++i) {
      const bool old = vocabulary->controls()[i].deprecated || IsForbidden(*vocabulary, i);
      EXPECT_TRUE(old || ((controls >> i) & 1U) != 0) << regime << " " << vocabulary->controls()[i].id;
    }
    if (vocabulary->grammar() == nullptr) continue;
    EXPECT_EQ(owners.size(), vocabulary->grammar()->owners.size() + 1) << regime;
    for (const Compartment& part : vocabulary->grammar()->compartments) {
      EXPECT_TRUE(names.contains({part.control, part.id})) << regime << " " << part.id;
    }
  }
}

TEST(RepairProseTest, IsLeftAlone) {
  ProseGenerator prose(7);
  std::vector<std::string> pieces;
  for (int i = 0; i < 1000; ++i) (void)prose.Paragraph(pieces);
  for (const char* regime : {"us", "state", "cui", "nato", "uk", "au", "tlp"}) {
    const auto vocabulary = Regime(regime);
    const MarkRepairer repairer(*vocabulary);
    for (const std::string& piece : pieces) {
      const auto repair = repairer.Mend(piece);
      EXPECT_FALSE(repair.has_value())
          << regime << ": " << piece << " -> " << (repair ? repair->canonical : "");
    }
  }
}

// Real documents: each line, paragraph and parenthesis. Nothing of them is printed.
TEST(RepairProseTest, DocumentsAreLeftAlone) {
  const std::filesystem::path corpus = std::filesystem::path(MARKINGS_SHARED_DIR) / "corpus";
  if (!std::filesystem::is_directory(corpus)) GTEST_SKIP() << "no corpus here";
  std::set<std::string> pieces;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path());
    std::string paragraph;
    for (std::string line; std::getline(file, line);) {
      pieces.insert(line);
      if (line.empty()) {
        pieces.insert(std::exchange(paragraph, {}));
      } else {
        paragraph += (paragraph.empty() ? "" : " ") + line;
      }
      for (std::size_t open = line.find('('); open != std::string::npos; open = line.find('(', open + 1)) {
        const std::size_t close = line.find(')', open);
        if (close != std::string::npos) pieces.insert(line.substr(open, close + 1 - open));
      }
    }
    pieces.insert(paragraph);
  }
  EXPECT_GT(pieces.size(), 1000U);
  for (const char* regime : {"us", "state", "cui", "nato", "uk", "au", "tlp"}) {
    const auto vocabulary = Regime(regime);
    const MarkRepairer repairer(*vocabulary);
    std::size_t repairs = 0;
    for (const std::string& piece : pieces) repairs += repairer.Mend(piece) ? 1U : 0U;
    EXPECT_EQ(repairs, 0U) << regime;
  }
}

// A regime that no line of C++ knows.
TEST(RepairTest, OfAnInventedRegime) {
  const auto toml = Buffer::FromBytes(R"(
schema = "markings/vocabulary/1"
regime = "guild"
title = "a guild of clockmakers"
version = "1"
style = "categories"
[syntax]
category = "//"
value = "/"
[[level]]
id = "O"
banner = "WORKSHOP"
long = "WORKSHOP"
portion = "W"
unmarked = true
source = "invented"
[[level]]
id = "V"
banner = "VAULTED"
long = "VAULTED"
portion = "V"
source = "invented"
[[category]]
id = "tools"
field = "dissem"
order = "register"
source = "invented"
[[control]]
id = "MASTERS ONLY"
portion = "MO"
category = "tools"
source = "invented"
[[control]]
id = "ESCAPEMENT"
portion = "EM"
category = "tools"
source = "invented"
)",
                                      "guild.toml");
  ASSERT_TRUE(toml.has_value());
  const auto vocabulary = Vocabulary::Load(*toml);
  ASSERT_TRUE(vocabulary.has_value());
  EXPECT_EQ(Repaired(**vocabulary, "VAULTDE/ESCAPMENT/MASTERSONLY"), "VAULTED//MASTERS ONLY/ESCAPEMENT");
  EXPECT_EQ(Repaired(**vocabulary, "(VAULTED//EM"), "(V//EM)");
  EXPECT_EQ(Repaired(**vocabulary, "(in the workshop)"), "-");
}

TEST(RepairTest, IsBounded) {
  const auto us = Regime("us");
  const MarkRepairer repairer(*us);
  EXPECT_FALSE(repairer.Mend(std::string(4097, 'S')).has_value());
  std::string many = "SECERT";
  for (int i = 0; i < 256; ++i) many += "//NF";
  EXPECT_FALSE(repairer.Mend(many).has_value());
  // The dearest that may be asked.
  std::string list = "SECERT//REL TO USA";
  while (list.size() < 1200) list += ", GBQ";
  std::string words;
  while (words.size() < 4000) words += "SECRETNOFORNORCON";
  for (const std::string& text :
       {list, words, std::string(4096, 'S'), std::string(4096, '/'), std::string(2048, '(')}) {
    const auto repair = repairer.Mend(text);
    EXPECT_TRUE(!repair || ParseBanner(*us, repair->canonical).mark.status == MarkingStatus::kValid);
  }
}

TEST(RepairTest, FixTakesWhatIsSurest) {
  const auto us = Regime("us");
  const MarkRepairer repairer(*us);
  const auto fix = [&](std::string_view text) {
    const auto fixed = repairer.Fix(text, ParseBanner(*us, text).mark);
    return fixed ? fixed->text : std::string("-");
  };
  EXPECT_EQ(fix("SECRET//NOFORN"), "SECRET//NOFORN");
  EXPECT_EQ(fix("SECRET//NOFORN//SI"), "SECRET//SI//NOFORN");  // its own fix
  EXPECT_EQ(fix("SECRET//NOFRON//SI"), "SECRET//SI//NOFORN");  // its repair
  EXPECT_EQ(fix("the talks were secret"), "-");
}

}  // namespace
}  // namespace markings
