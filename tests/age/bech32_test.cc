#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/internal/bech32.h"
#include "tests/age/age_testing.h"

namespace markings {
namespace {

using internal::Bech32Case;

bool Decodes(std::string_view text) {
  const auto form = internal::LookAtBech32(text);
  if (!form) return false;
  std::vector<unsigned char> bytes(form->bytes);
  return internal::DecodeBech32(text, bytes);
}

// BIP173's own lists; of the valid ones, those whose data are whole bytes.
TEST(Bech32, TakesWhatTheStandardTakes) {
  for (const std::string_view text :
       {"A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "?1ezyfcl",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs"}) {
    EXPECT_TRUE(Decodes(text)) << text;
  }
}

TEST(Bech32, RefusesWhatTheStandardRefuses) {
  for (const std::string_view text :
       {"", "1", " 1nwldj5",
        "\x7f"
        "1axkwrx",
        "\x80"
        "1eym55h",
        "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "de1lg7wt\xff", "A1G7SGD8", "10a06t8",
        "1qzzfhee", "A12uel5l", "a12uel5m", "a12UEL5L"}) {
    EXPECT_FALSE(Decodes(text)) << text;
  }
}

// age's texts are longer than BIP173 has them.
TEST(Bech32, HasNoLimitOfLength) {
  for (const std::size_t size : {0U, 1U, 2U, 3U, 4U, 5U, 31U, 32U, 33U, 1216U}) {
    const std::string bytes = testing::SomeBytes(size);
    const std::vector<unsigned char> in(bytes.begin(), bytes.end());
    for (const Bech32Case letters : {Bech32Case::kLower, Bech32Case::kUpper}) {
      std::vector<unsigned char> text(internal::Bech32Size("age1pq", size)), out(size);
      internal::EncodeBech32("age1pq", in, letters, text);
      const std::string shown(text.begin(), text.end());
      const auto form = internal::LookAtBech32(shown);
      ASSERT_TRUE(form) << shown;
      EXPECT_EQ(form->bytes, size);
      ASSERT_TRUE(internal::DecodeBech32(shown, out)) << shown;
      EXPECT_EQ(out, in);
      std::vector<unsigned char> other(size + 1);
      EXPECT_FALSE(internal::DecodeBech32(shown, other));
    }
  }
}

// Another letter anywhere is noticed: that is what the checksum is for.
TEST(Bech32, NoticesEveryChangedLetter) {
  const std::string good(testing::kRecipient);
  std::array<unsigned char, 32> bytes;
  ASSERT_TRUE(internal::DecodeBech32(good, bytes));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const char letter : std::string_view("qpzry9x8gf2tvdw0s3jn54khce6mua7l1b")) {
      std::string changed = good;
      changed[at] = letter;
      if (changed == good) continue;
      EXPECT_FALSE(internal::DecodeBech32(changed, bytes)) << changed;
    }
  }
}

// Any values of five bits with their checksum: BIP173's own definition, letter by letter.
std::string Spell(std::string_view prefix, std::vector<unsigned> values) {
  constexpr std::string_view kLetters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  std::vector<unsigned> all;
  for (const char c : prefix) all.push_back(static_cast<unsigned>(c) >> 5);
  all.push_back(0);
  for (const char c : prefix) all.push_back(static_cast<unsigned>(c) & 31U);
  all.insert(all.end(), values.begin(), values.end());
  all.insert(all.end(), 6, 0U);
  unsigned sum = 1;
  for (const unsigned value : all) {
    const unsigned top = sum >> 25;
    sum = (sum & 0x1ffffffU) << 5 ^ value;
    const unsigned generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    for (unsigned i = 0; i < 5; ++i) {
      if ((top >> i & 1U) != 0) sum ^= generator[i];
    }
  }
  sum ^= 1U;
  for (unsigned i = 0; i < 6; ++i) values.push_back(sum >> (5 * (5 - i)) & 31U);
  std::string text = std::string(prefix) + "1";
  for (const unsigned value : values) text += kLetters[value];
  return text;
}

// Two letters hold a byte and two bits more: those must be zero, or one key had four spellings.
TEST(Bech32, LeftOverBitsAreZero) {
  std::array<unsigned char, 1> byte{};
  for (unsigned rest = 0; rest < 4; ++rest) {
    EXPECT_EQ(internal::DecodeBech32(Spell("a", {31, 28 + rest}), byte), rest == 0) << rest;
  }
  EXPECT_EQ(byte[0], 0xff);
  // A letter more than the bytes need is no spelling of them either.
  EXPECT_FALSE(internal::DecodeBech32(Spell("a", {31, 28, 0}), byte));
}

}  // namespace
}  // namespace markings
