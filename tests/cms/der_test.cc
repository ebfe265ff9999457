#include "libmarkings/cms/internal/der.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace markings::internal {
namespace {

using namespace std::string_literals;

constexpr DerLimits kLimits{.bytes = 4096, .depth = 4, .elements = 8};

std::string Fault(const std::string& der) {
  const auto checked = CheckDer(der, kLimits, ErrorCode::kBadSealed);
  if (checked) return "";
  EXPECT_EQ(checked.error().code, ErrorCode::kBadSealed);
  EXPECT_FALSE(checked.error().fix.empty());
  EXPECT_LE(checked.error().where.end, der.size());
  return checked.error().message;
}

TEST(Der, TakesWhatIsWellFormed) {
  for (const std::string& der :
       {"\x05\x00"s, "\x30\x00"s, "\x30\x03\x02\x01\x07"s, "\x30\x04\x30\x02\x30\x00"s,
        "\x30\x06\x04\x00\x31\x02\x05\x00"s, "\x04\x81\x80"s + std::string(128, 'x'),
        "\x04\x82\x01\x00"s + std::string(256, 'x')}) {
    EXPECT_EQ(Fault(der), "");
  }
}

TEST(Der, RefusesWhatIsNot) {
  struct Row {
    std::string der;
    const char* message;
  };
  const Row rows[] = {
      {"", "ends within"},
      {"\x30", "ends within"},
      {"\x04\x81"s, "ends within"},
      {"\x04\x02x"s, "longer than what holds it"},
      {"\x30\x03\x04\x02x"s, "longer than what holds it"},
      {"\x30\x80\x05\x00\x00\x00"s, "indefinite"},
      {"\x30\x04\x24\x80\x00\x00"s, "indefinite"},
      {"\x04\x81\x7f"s + std::string(127, 'x'), "shortest"},
      {"\x04\x82\x00\x80"s + std::string(128, 'x'), "shortest"},
      {"\x04\x85\x00\x00\x00\x00\x01x"s, "longer than any"},
      {"\x04\xff\x01"s, "longer than any"},
      {"\x1f\x81\x00\x00"s, "tag number"},
      {"\x00\x00"s, "without a type"},
      {"\x05\x00\x05\x00"s, "follows"},
      {"\x30\x00x"s, "follows"},
      {"\x30\x0a\x30\x08\x30\x06\x30\x04\x30\x02\x05\x00"s, "deep"},
      {"\x30\x10\x05\x00\x05\x00\x05\x00\x05\x00\x05\x00\x05\x00\x05\x00\x05\x00"s, "more than 8 elements"},
      {std::string(4097, 'x'), "more than 4096 bytes"},
  };
  for (const Row& row : rows)
    EXPECT_TRUE(Fault(row.der).contains(row.message)) << row.message << ": " << Fault(row.der);
}

// A million levels: neither the walk nor its memory follows them down.
TEST(Der, DepthIsBounded) {
  std::string der(2000000, '\x30');
  EXPECT_NE(Fault(der), "");
  std::string deep;
  for (int i = 0; i < 30; ++i) deep = "\x30"s + static_cast<char>(deep.size()) + deep;
  const auto checked = CheckDer(deep, {.bytes = 4096, .depth = 24}, ErrorCode::kBadSealed);
  ASSERT_FALSE(checked);
  EXPECT_TRUE(checked.error().message.contains("24 deep"));
}

TEST(DerReader, ReadsWhatIsAskedForOrStays) {
  const std::string der = "\x02\x01\x07\x04\x02xy\x05\x00"s;
  DerReader reader(der);
  EXPECT_FALSE(reader.Content(kOctetString));
  EXPECT_EQ(reader.Number(), 7U);
  EXPECT_FALSE(reader.Number());
  EXPECT_TRUE(reader.NextIs(kOctetString));
  const auto element = reader.Read();
  ASSERT_TRUE(element);
  EXPECT_EQ(element->content, "xy");
  EXPECT_EQ(element->whole, "\x04\x02xy");
  EXPECT_FALSE(reader.AtEnd());
  EXPECT_EQ(reader.Content(kNull), "");
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_FALSE(reader.Read());
}

TEST(DerReader, NumbersInTheirShortestForm) {
  struct Row {
    std::string der;
    std::optional<std::uint32_t> number;
  };
  const Row rows[] = {
      {"\x02\x01\x00"s, 0},
      {"\x02\x02\x00\x80"s, 128},
      {"\x02\x04\x7f\xff\xff\xff"s, 0x7fffffff},
      {"\x02\x00"s, std::nullopt},
      {"\x02\x01\x80"s, std::nullopt},
      {"\x02\x02\x00\x7f"s, std::nullopt},
      {"\x02\x05\x00\xff\xff\xff\xff"s, std::nullopt},
      {"\x04\x01\x01"s, std::nullopt},
      {""s, std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(DerReader(row.der).Number(), row.number);
}

}  // namespace
}  // namespace markings::internal
