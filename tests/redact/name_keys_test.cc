#include "libmarkings/redact/internal/name_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace markings::internal {
namespace {

bool SoundAlike(std::string_view a, std::string_view b) {
  const std::vector<std::string> keys = SoundKeys(a);
  const std::vector<std::string> others = SoundKeys(b);
  return std::ranges::any_of(
      keys, [&](const std::string& key) { return std::ranges::find(others, key) != others.end(); });
}

struct Pair {
  const char* a;
  const char* b;
};

TEST(NameKeys, SpellingsOfOneNameMeet) {
  const Pair pairs[] = {
      {"mohammed", "muhammad"},  {"mohamed", "muhammad"},     {"qadhafi", "gaddafi"},
      {"qadhafi", "kaddafi"},    {"gaddafi", "kaddafi"},      {"relkov", "relkoff"},
      {"relkow", "relkov"},      {"torviev", "torvyev"},      {"torvev", "torveff"},
      {"relkova", "relkowa"},    {"maschenko", "mashenko"},   {"tchelidze", "chelidze"},
      {"czelidze", "chelidze"},  {"torvic", "torvich"},       {"khalidov", "halidov"},
      {"yusupova", "jusupova"},  {"torvsky", "torvskii"},     {"mahmoud", "mahmud"},
      {"philippos", "filippos"}, {"walkenov", "valkenov"},    {"relleman", "releman"},
      {"alrelkov", "relkov"},    {"elrashidi", "alrashidi"},  {"abdulrahman", "abdelrahman"},
      {"abdullah", "abdulla"},   {"mueller", "muller"},       {"jamalov", "djamalov"},
      {"yelenova", "elenova"},   {"alexander", "aleksander"}, {"daoudi", "dawoudi"},
      {"husseini", "husayni"},   {"natalia", "nataliya"},
  };
  for (const Pair& pair : pairs) {
    EXPECT_TRUE(SoundAlike(pair.a, pair.b)) << pair.a << " " << pair.b;
    EXPECT_TRUE(SoundAlike(pair.b, pair.a)) << pair.a << " " << pair.b;
  }
}

TEST(NameKeys, OtherNamesDoNot) {
  const Pair pairs[] = {
      {"hassan", "hussein"}, {"karimov", "rahimov"},   {"relkov", "relkin"},   {"gamal", "kamal"},
      {"relkov", "relkova"}, {"torvelan", "torvelin"}, {"salimov", "karimov"}, {"marina", "moreno"},
  };
  for (const Pair& pair : pairs) EXPECT_FALSE(SoundAlike(pair.a, pair.b)) << pair.a << " " << pair.b;
}

TEST(NameKeys, ShortNamesHaveNone) {
  for (const char* name :
       {"", "a", "omar", "umar", "relk", "aoeui", "eieio", "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD"})
    EXPECT_TRUE(SoundKeys(name).empty()) << name;
}

}  // namespace
}  // namespace markings::internal
