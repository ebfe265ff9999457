// The one form of a baseline.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "libmarkings/corpus/baseline.h"

namespace markings {
namespace {

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// Each row changes one thing in a line that is accepted as it stands.
TEST(BaselineText, OneFormOnly) {
  FindingIdentity identity{"MK0401", "names", "a.txt", "p1", 2, std::string(32, 'a')};
  const std::string print = FingerprintOf(identity);
  const std::string line =
      "{\"fingerprint\":\"" + print +
      "\",\"code\":\"MK0401\",\"rule\":\"names\",\"path\":\"a.txt\",\"element\":\"p1\"," +
      "\"ordinal\":2,\"tag\":\"" + identity.tag +
      "\",\"reason\":\"r\",\"by\":\"b\",\"added\":\"2026-11-27\",\"expires\":\"2027-01-01\"}\n";
  ASSERT_TRUE(Baseline::Parse(line)) << Baseline::Parse(line).error().message;
  ASSERT_TRUE(Baseline::Parse(""));
  struct Row {
    const char *from, *to;
  };
  const Row rows[] = {
      {"{\"f", "{ \"f"},
      {"{\"f", " {\"f"},
      {"}\n", "} \n"},
      {"}\n", "}"},
      {"}\n", "}\r\n"},
      {"}\n", "}\n\n"},
      {"}\n", ",\"x\":1}\n"},
      {"\"by\":\"b\"", "\"by\":\"b\",\"by\":\"b\""},
      {"\"reason\":\"r\",\"by\":\"b\"", "\"by\":\"b\",\"reason\":\"r\""},
      {"\"reason\":\"r\",", ""},
      {"\"reason\":\"r\"", "\"reason\":\"\""},
      {"\"reason\":\"r\"", "\"reason\":\"  \""},
      {"\"reason\":\"r\"", "\"reason\":\"\\u0072\""},
      {"\"reason\":\"r\"", "\"reason\":\"\\u001b\""},
      {"\"reason\":\"r\"", "\"reason\":null"},
      {"\"reason\":\"r\"", "\"reason\":\"\xFF\""},
      {"\"by\":\"b\"", "\"by\":\"\""},
      {"2026-11-27", "2026-11-31"},
      {"2027-01-01", "2027-1-1"},
      {"2027-01-01", ""},
      {"MK0401", "MK0402"},
      {"MK0401", "MK9999"},
      {"names", "other"},
      {"a.txt", "b.txt"},
      {"a.txt", ""},
      {"p1", "p2"},
      {":2,", ":3,"},
      {":2,", ":1,"},
      {":2,", ":2.0,"},
      {":2,", ":-2,"},
      {":2,", ":\"2\","},
      {"aaaa", "baaa"},
      {"aaaa", "Aaaa"},
      {"{\"f", "// c\n{\"f"},
      {"{\"f", "[{\"f"},
      {"{\"f", "<<<<<<< ours\n{\"f"},
  };
  for (const Row& row : rows) {
    const auto parsed = Baseline::Parse(Replaced(line, row.from, row.to));
    ASSERT_FALSE(parsed) << row.from << " -> " << row.to;
    EXPECT_FALSE(parsed.error().fix.empty());
  }
  EXPECT_FALSE(Baseline::Parse(line + line));
  EXPECT_FALSE(Baseline::Parse(std::string(100000, '[') + "\n"));
  EXPECT_FALSE(Baseline::Parse(std::string(60000, '[') + "\n"));
  // The place of what is in another form.
  const auto parsed = Baseline::Parse(Replaced(line, "\"by\":\"b\"", "\"by\" :\"b\""));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().where.begin, line.find("\"by\"") + 4);
}

// The example of the format's page is one.
TEST(BaselineText, TheDocumentedExample) {
  std::ifstream page(MARKINGS_SOURCE_DIR "/docs/formats/baseline.md");
  std::string example;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("{\"fingerprint\"")) example += line + "\n";
  }
  const auto baseline = Baseline::Parse(example);
  ASSERT_TRUE(baseline) << baseline.error().message;
  EXPECT_EQ(baseline->entries().size(), 2U);
  EXPECT_EQ(baseline->Format(), example);
}

}  // namespace
}  // namespace markings
