#include "libmarkings/report/sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "libmarkings/redact/redaction.h"
#include "libmarkings/report/derivative_sheet.h"
#include "libmarkings/report/sheet_html.h"
#include "libmarkings/report/sheet_json.h"
#include "libmarkings/report/vaughn_report.h"
#include "tests/support/cable_generator.h"

namespace markings {
namespace {

using testing::CableGenerator;
using ::testing::HasSubstr;
using ::testing::Not;

Policy ShippedPolicy(const std::string& name) {
  std::ifstream file(MARKINGS_SOURCE_DIR "/policies/" + name + ".toml", std::ios::binary);
  return *Policy::Load(*Buffer::FromBytes(std::string(std::istreambuf_iterator<char>(file), {}), name));
}

std::string TextOf(const Sheet& sheet) {
  std::string text;
  for (const Sheet::Block& block : sheet.blocks) {
    text.append(block.line_ends, '\n');
    for (const Sheet::Run& run : block.runs) text += run.text;
  }
  return text + "\n";
}

// Whatever the cable: the blocks are the text, and the boxes are the places of deletion.
TEST(Sheet, HoldsTheDerivativeToTheByte) {
  std::size_t boxes = 0;
  std::size_t headings = 0;
  for (const std::string audience : {"public", "partner"}) {
    const Policy policy = ShippedPolicy("state-" + audience);
    CableGenerator generator(91);
    for (std::size_t i = 0; i < 300; ++i) {
      auto buffer = Buffer::FromBytes(generator.Next().Render(), "cable.txt");
      const auto document = Document::Parse(*std::move(buffer), policy.shared_vocabulary());
      ASSERT_TRUE(document);
      const auto redaction = Redact(*document, policy, audience, {});
      if (!redaction) continue;
      const Derivative& derivative = redaction->derivative;
      const Sheet sheet = DerivativeSheet(*document, derivative, "cable", "2026-01-01T00:00:00Z");
      ASSERT_EQ(TextOf(sheet), derivative.text) << "cable " << i;
      std::vector<std::string> found;
      std::vector<std::string> wanted;
      for (const Sheet::Block& block : sheet.blocks) {
        headings += block.kind == Sheet::Block::Kind::kText ? 0 : 1;
        for (const Sheet::Run& run : block.runs) {
          if (run.box) found.push_back(run.text);
        }
      }
      for (const Deletion& deletion : derivative.deletions) {
        wanted.push_back(derivative.text.substr(deletion.words.begin, deletion.words.size()));
        ASSERT_TRUE(wanted.back().starts_with('[') && wanted.back().ends_with(']')) << "cable " << i;
      }
      ASSERT_EQ(found, wanted) << "cable " << i;
      // As many holes as the manifest has, and a masked span for each placeholder of a masked unit.
      const auto holes = std::ranges::count(derivative.deletions, Outcome::kWithhold, &Deletion::outcome);
      ASSERT_EQ(holes, std::ranges::count(derivative.units, Outcome::kWithhold, &Unit::outcome));
      boxes += found.size();
      const auto again = ReadSheet(SheetJson(sheet));
      ASSERT_TRUE(again);
      ASSERT_EQ(SheetJson(*again), SheetJson(sheet));
    }
  }
  EXPECT_GE(boxes, 1000U);
  EXPECT_GE(headings, 300U);
}

TEST(Sheet, ShowsWhatWouldDoSomething) {
  struct Row {
    std::string_view text, shown;
  };
  const Row rows[] = {
      {"plain \xC3\xA9\n\ttext", "plain \xC3\xA9\n\ttext"},
      {"a\x07"
       "b\x7F",
       "a\xEF\xBF\xBD"
       "b\xEF\xBF\xBD"},
      {"\xE2\x80\xAE"
       "c\xE2\x81\xA6",
       "\xEF\xBF\xBD"
       "c\xEF\xBF\xBD"},
      {"\xEF\xBF\xBC\xEF\xBB\xBF\xEF\xBF\xBE", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xC2\x85\r", "\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xE2\x80\x8F", "\xE2\x80\x8F"},
  };
  for (const Row& row : rows) EXPECT_EQ(Showable(row.text), row.shown);
}

TEST(Sheet, IsReadOnlyInItsForm) {
  Sheet sheet;
  sheet.blocks.emplace_back();
  const std::string good = SheetJson(sheet);
  ASSERT_TRUE(ReadSheet(good));
  for (const std::string_view bad : {"", "{}", "[]", "1", "{\"schema\":\"markings/sheet/1\"}"})
    EXPECT_FALSE(ReadSheet(bad)) << bad;
  const std::pair<std::string_view, std::string_view> changes[] = {{"sheet/1", "sheet/2"},
                                                                   {"\"text\"", "\"song\""},
                                                                   {"\"line_ends\":2", "\"line_ends\":\"2\""},
                                                                   {"\"rows\":[]", "\"rows\":[[\"a\"]]"},
                                                                   {"\"head\":[]", "\"head\":[\"a\"]"}};
  for (const auto& [from, to] : changes) {
    std::string changed = good;
    ASSERT_NE(changed.find(from), std::string::npos) << from;
    changed.replace(changed.find(from), from.size(), to);
    EXPECT_FALSE(ReadSheet(changed)) << to;
  }
}

TEST(SheetHtml, EscapesEverything) {
  const std::string hostile = "\"><script>alert('x')</script>&amp;";
  Sheet sheet;
  sheet.title = sheet.banner = sheet.stamp = sheet.date = sheet.language = hostile;
  Sheet::Block text;
  text.runs = {{hostile, false}, {hostile, true}};
  Sheet::Block table = text;
  table.kind = Sheet::Block::Kind::kTable;
  table.head = {hostile};
  table.rows = {{hostile}};
  table.widths = {1};
  sheet.blocks = {text, table};
  const std::string html = SheetHtml(sheet);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("alert('")));
  EXPECT_THAT(html, HasSubstr("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;"));
}

TEST(VaughnIndexCsv, CellsAreSafe) {
  struct Row {
    std::string reason, cell;
  };
  const Row rows[] = {
      {"plain", "plain"},
      {"a,b", "\"a,b\""},
      {"a \"b\"", "\"a \"\"b\"\"\""},
      {"a\nb", "\"a\nb\""},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@a", "'@a"},
      {"\t=1", "'\t=1"},
      {"=\"a\",b", "\"'=\"\"a\"\",b\""},
      {" =1", "' =1"},
      {"a=1", "a=1"},
  };
  for (const Row& row : rows) {
    VaughnIndex index;
    VaughnIndex::Cut cut;
    cut.element = "p1";
    cut.reasons = {row.reason};
    index.cuts = {cut};
    EXPECT_EQ(VaughnIndexCsv(index),
              "number,element,place,cut,mark,codes,statute,reason,officer,date\r\n1,p1,,,,none,," + row.cell +
                  ",,\r\n");
  }
}

}  // namespace
}  // namespace markings
