#include "libmarkings/leaks/leak_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace markings {
namespace {

SecretBytes Secret(std::string_view text) {
  SecretBytes bytes(text.size());
  std::ranges::copy(text, bytes.RevealForWriting().begin());
  return bytes;
}

std::string Text(const SecretBytes& bytes) { return {bytes.Reveal().begin(), bytes.Reveal().end()}; }

const std::string kFile =
    "markings-leak-key/1\n000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

TEST(LeakKey, HasOneForm) {
  const auto key = LeakKey::Parse(Secret(kFile));
  ASSERT_TRUE(key);
  EXPECT_EQ(Text(key->Format()), kFile);
  const auto made = LeakKey::Generate();
  const auto other = LeakKey::Generate();
  ASSERT_TRUE(made && other);
  EXPECT_NE(Text(made->Format()), Text(other->Format()));
  const auto again = LeakKey::Parse(made->Format());
  ASSERT_TRUE(again);
  EXPECT_EQ(Text(again->Format()), Text(made->Format()));
}

TEST(LeakKey, RefusesEverythingElse) {
  std::string upper = kFile;
  upper[upper.find("0a") + 1] = 'A';
  for (const std::string& text :
       {std::string(), kFile + "\n", kFile.substr(0, kFile.size() - 1), kFile.substr(1), upper,
        std::string("markings-leak-key/2") + kFile.substr(19), kFile + kFile,
        std::string("markings-leak-key/1\r\n") + kFile.substr(20)}) {
    const auto key = LeakKey::Parse(Secret(text));
    ASSERT_FALSE(key) << text;
    EXPECT_EQ(key.error().code, ErrorCode::kBadKey);
    EXPECT_FALSE(key.error().message.contains("0001"));
  }
}

// No part of the key serves two ends.
TEST(LeakKey, AKeyForEachUse) {
  const auto key = LeakKey::Parse(Secret(kFile));
  ASSERT_TRUE(key);
  std::vector<std::string> derived;
  for (const LeakKeyUse use :
       {LeakKeyUse::kGrams, LeakKeyUse::kPassages, LeakKeyUse::kNonce, LeakKeyUse::kSeal, LeakKeyUse::kName})
    derived.push_back(Text(key->Derive(use)));
  for (std::size_t i = 0; i < derived.size(); ++i) {
    EXPECT_EQ(derived[i].size(), LeakKey::kBytes);
    EXPECT_EQ(std::ranges::count(derived, derived[i]), 1);
    EXPECT_FALSE(kFile.contains(derived[i]));
  }
}

}  // namespace
}  // namespace markings
