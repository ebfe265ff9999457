// Every rule and check of every vocabulary against its cases in tests/testdata/rules: strings that it
// accepts, strings that it refuses, and roll-ups with the banners that they need and those that are refused.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <toml++/toml.h>
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"

namespace markings {
namespace {

constexpr std::string_view kRegimes[] = {"au", "cui", "nato", "tlp", "uk", "us"};

ParsedMarking Parse(const Vocabulary& vocabulary, std::string_view text) {
  return text.starts_with('(') ? ParsePortion(vocabulary, text) : ParseBanner(vocabulary, text).mark;
}

std::string Findings(const ParsedMarking& mark) {
  std::string text;
  for (const Diagnostic& one : mark.diagnostics)
    text += fmt::format("[{} {} {}] ", one.rule, Name(SeverityOf(one)), one.message);
  return text;
}

std::vector<std::string> Texts(const toml::table& row, std::string_view key) {
  std::vector<std::string> texts;
  if (const toml::array* array = row[key].as_array()) {
    for (const toml::node& item : *array) texts.push_back(item.value_or(std::string()));
  }
  return texts;
}

struct File {
  std::string regime;
  toml::table root;
};

std::vector<File> Files() {
  std::vector<File> files;
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(MARKINGS_TESTDATA_DIR "/rules"))
    paths.insert(entry.path());
  for (const auto& path : paths) {
    const std::string stem = path.stem().string();
    files.push_back({stem.substr(0, stem.find('-')), toml::parse_file(path.string())});
  }
  return files;
}

std::vector<std::string> EditionsOf(std::string_view regime, const toml::table& row) {
  const auto vocabulary = Vocabulary::ForRegime(regime);
  if (!vocabulary) return {};
  if (const auto one = row["edition"].value<std::string>()) return {*one};
  return {(*vocabulary)->edition()};
}

std::shared_ptr<const Vocabulary> Load(std::string_view regime, std::string_view edition) {
  auto vocabulary = Vocabulary::ForRegime(regime, edition);
  EXPECT_TRUE(vocabulary) << regime << " " << edition;
  return vocabulary ? *vocabulary : nullptr;
}

TEST(Rules, Cases) {
  std::size_t accepted = 0;
  std::size_t refused = 0;
  for (const File& file : Files()) {
    const toml::array* rows = file.root["case"].as_array();
    if (rows == nullptr) continue;
    for (const toml::node& node : *rows) {
      const toml::table& row = *node.as_table();
      const std::string rule = row["rule"].value_or(std::string());
      for (const std::string& edition : EditionsOf(file.regime, row)) {
        const auto vocabulary = Load(file.regime, edition);
        if (vocabulary == nullptr) continue;
        for (const std::string& text : Texts(row, "accept")) {
          const ParsedMarking mark = Parse(*vocabulary, text);
          ++accepted;
          EXPECT_EQ(mark.status, MarkingStatus::kValid)
              << rule << " (" << edition << ") accepts " << text << ": " << Findings(mark);
        }
        for (const std::string& text : Texts(row, "refuse")) {
          const ParsedMarking mark = Parse(*vocabulary, text);
          ++refused;
          const bool named =
              std::ranges::any_of(mark.diagnostics, [&](const Diagnostic& one) { return one.rule == rule; });
          EXPECT_TRUE(named) << rule << " (" << edition << ") refuses " << text << ": " << Findings(mark);
        }
      }
    }
  }
  EXPECT_GT(accepted, 80U);
  EXPECT_GT(refused, 80U);
}

TEST(Rules, RollUps) {
  std::size_t count = 0;
  for (const File& file : Files()) {
    const toml::array* rows = file.root["rollup"].as_array();
    if (rows == nullptr) continue;
    for (const toml::node& node : *rows) {
      const toml::table& row = *node.as_table();
      const std::string id = row["id"].value_or(std::string());
      for (const std::string& edition : EditionsOf(file.regime, row)) {
        const auto vocabulary = Load(file.regime, edition);
        if (vocabulary == nullptr) continue;
        std::vector<Marking> portions;
        for (const std::string& text : Texts(row, "portions")) {
          const ParsedMarking mark = ParsePortion(*vocabulary, text);
          EXPECT_EQ(mark.status, MarkingStatus::kValid) << id << " " << text << ": " << Findings(mark);
          portions.push_back(mark.value);
        }
        const RollUpReport report = ExplainRollUp(*vocabulary, portions);
        EXPECT_EQ(report.banner, RollUp(*vocabulary, portions));
        const std::string banner = row["banner"].value_or(std::string());
        EXPECT_EQ(BannerForm(*vocabulary, report.banner), banner) << id << " (" << edition << ")";
        ++count;
        const ParsedMarking right = ParseBanner(*vocabulary, banner).mark;
        EXPECT_EQ(right.status, MarkingStatus::kValid) << id << " " << banner << ": " << Findings(right);
        EXPECT_TRUE(CompareBanner(*vocabulary, right.value, report).empty()) << id << " " << banner;
        for (const std::string& text : Texts(row, "refuse_banner")) {
          const ParsedMarking wrong = ParseBanner(*vocabulary, text).mark;
          const bool differs = wrong.status != MarkingStatus::kValid ||
                               !CompareBanner(*vocabulary, wrong.value, report).empty();
          EXPECT_TRUE(differs) << id << " refuses " << text;
        }
      }
    }
  }
  EXPECT_GT(count, 40U);
}

// Whole strings of the smaller regimes, with their other forms.
TEST(Rules, ValidAndInvalid) {
  for (const File& file : Files()) {
    const auto vocabulary = Load(file.regime, {});
    if (vocabulary == nullptr) continue;
    if (const toml::array* rows = file.root["valid"].as_array()) {
      for (const toml::node& node : *rows) {
        const toml::table& row = *node.as_table();
        const std::string text = row["text"].value_or(std::string());
        const ParsedMarking mark = Parse(*vocabulary, text);
        EXPECT_EQ(mark.status, MarkingStatus::kValid) << file.regime << " " << text << ": " << Findings(mark);
        if (mark.status != MarkingStatus::kValid) continue;
        if (const auto form = row["canonical"].value<std::string>()) {
          EXPECT_EQ(CanonicalForm(*vocabulary, mark), *form) << text;
        }
        if (const auto form = row["portion"].value<std::string>()) {
          EXPECT_EQ(PortionForm(*vocabulary, mark.value), *form) << text;
        }
        if (const auto form = row["long"].value<std::string>()) {
          EXPECT_EQ(LongForm(*vocabulary, mark.value), *form) << text;
        }
      }
    }
    if (const toml::array* rows = file.root["invalid"].as_array()) {
      for (const toml::node& node : *rows) {
        const std::string text = (*node.as_table())["text"].value_or(std::string());
        EXPECT_NE(Parse(*vocabulary, text).status, MarkingStatus::kValid) << file.regime << " " << text;
      }
    }
  }
}

// An older form is never read as less: what two editions accept means the same in both, and what is right by
// the older one alone keeps its level and all that the newer one reads in it. In an edition that has ended,
// an older form draws no more than a note.
TEST(Rules, OlderEditionsProtectAsMuch) {
  const auto older = Load("us", "pre-2012");
  const auto newer = Load("us", "dodm-2012");
  ASSERT_TRUE(older != nullptr && newer != nullptr);
  std::size_t both = 0;
  std::size_t alone = 0;
  for (const File& file : Files()) {
    if (file.regime != "us") continue;
    for (const toml::node& node : *file.root["case"].as_array()) {
      const toml::table& row = *node.as_table();
      std::vector<std::string> texts = Texts(row, "accept");
      const bool own = row["edition"].value_or(std::string()) == older->edition();
      for (const std::string& text : texts) {
        const ParsedMarking then = Parse(*older, text);
        if (own) {
          for (const Diagnostic& one : then.diagnostics)
            EXPECT_EQ(SeverityOf(one), Severity::kNote) << text << ": " << Findings(then);
        }
        if (then.status != MarkingStatus::kValid) continue;
        const ParsedMarking now = Parse(*newer, text);
        if (now.status == MarkingStatus::kValid) {
          ++both;
          EXPECT_EQ(BannerForm(*older, then.value), BannerForm(*newer, now.value)) << text;
        } else {
          ++alone;
          // What it is rewritten to means the same to the newer edition.
          const std::string banner = BannerForm(*older, then.value);
          const ParsedMarking again = ParseBanner(*newer, banner).mark;
          if (again.status == MarkingStatus::kValid) {
            EXPECT_EQ(BannerForm(*newer, again.value), banner) << text;
          }
        }
      }
    }
  }
  EXPECT_GT(both, 80U);
  EXPECT_GT(alone, 4U);
}

// No rule and no check without a string that it accepts and one that it refuses.
TEST(Rules, EachHasItsCases) {
  std::map<std::string, std::set<std::string>> accept;
  std::map<std::string, std::set<std::string>> refuse;
  for (const File& file : Files()) {
    const toml::array* rows = file.root["case"].as_array();
    if (rows == nullptr) continue;
    for (const toml::node& node : *rows) {
      const toml::table& row = *node.as_table();
      const std::string rule = row["rule"].value_or(std::string());
      if (!Texts(row, "accept").empty()) accept[file.regime].insert(rule);
      if (!Texts(row, "refuse").empty()) refuse[file.regime].insert(rule);
    }
  }
  for (const std::string_view regime : kRegimes) {
    const auto vocabulary = Vocabulary::ForRegime(regime);
    ASSERT_TRUE(vocabulary) << regime;
    std::vector<std::string> editions = (*vocabulary)->editions();
    if (editions.empty()) editions.emplace_back();
    for (const std::string& edition : editions) {
      const auto one = Load(regime, edition);
      if (one == nullptr || one->grammar() == nullptr) continue;
      const std::string name(regime);
      for (const MarkRule& rule : one->grammar()->rules) {
        EXPECT_TRUE(accept[name].contains(rule.id)) << rule.id << " has no accepted case";
        EXPECT_TRUE(refuse[name].contains(rule.id)) << rule.id << " has no refused case";
        EXPECT_FALSE(rule.source.empty()) << rule.id;
      }
    }
  }
}

}  // namespace
}  // namespace markings
