#include "libmarkings/policy/internal/binding.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::BufferOf;
using testing::PolicyText;
using testing::RuleText;

const std::string kCable = "UNCLAS KALVOR 000123\n\n1. (SBU) One lamp.\n\n2. (U) Two lamps.\n";

std::string Salt() {
  std::string salt;
  for (char c = 0; c < 32; ++c) salt += c;
  return salt;
}

const Policy& ThePolicy() {
  static const std::optional<Policy> policy =
      testing::LoadPolicy(PolicyText(RuleText("out", "release", "when = { at_most = \"U\" }")));
  return *policy;
}

std::string BoundFile(const std::string& binds) {
  return "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000123\"\nsalt = \"" +
         internal::ToHex(Salt()) + "\"\n[[decision]]\nelement = \"p1\"\nbinds = \"" + binds +
         "\"\naction = \"release\"\nreason = \"r\"\nauthority = \"a\"\n";
}

std::string Decided(const std::string& toml, const std::string& cable) {
  const auto overrides = Overrides::Load(BufferOf(toml), ThePolicy());
  if (!overrides) return testing::ShowError(overrides.error(), toml);
  const auto document = testing::ParseCable(cable);
  const auto decisions = Decide(ThePolicy(), "x", *document, &*overrides);
  return decisions ? testing::Dump(*document, *decisions) : testing::ShowError(decisions.error(), toml);
}

// The form that docs/formats/decisions.md states, worked out with another HMAC (Python's hmac):
//   HMAC-SHA-256(00..1f, "markings/decision/v1\0" 00000002 "p1" 00000001 0000000000000013 "1. (SBU) One
//   lamp.\n"
//                        00000005 "(SBU)")
constexpr char kKnown[] = "e5b9bcf8c4ff5b686dde54772c1064047ee7752e912c68e9733bf25c78096536";

TEST(Binding, KnownAnswer) {
  const auto document = testing::ParseCable(kCable);
  ASSERT_TRUE(document);
  EXPECT_EQ(internal::Binding(Salt(), *document, document->Find("p1")), kKnown);
}

TEST(Binding, HexBothWays) {
  EXPECT_EQ(internal::ToHex(std::string("\x00\x9f\xff", 3)), "009fff");
  EXPECT_EQ(internal::FromHex("009fff"), std::string("\x00\x9f\xff", 3));
  for (const char* bad : {"0", "009", "0G", "FF", " 0", "0x"}) EXPECT_FALSE(internal::FromHex(bad)) << bad;
  EXPECT_EQ(internal::NewSalt().size(), internal::kSaltBytes);
  EXPECT_NE(internal::NewSalt(), internal::NewSalt());
}

// Anything of the unit that changes makes another commitment; what stands elsewhere does not.
TEST(Binding, ChangesWithAllThatWasDecidedOn) {
  const auto binding = [](const std::string& cable, const std::string& id = "p1") {
    const auto document = testing::ParseCable(cable);
    return internal::Binding(Salt(), *document, document->Find(id));
  };
  const std::string first = binding(kCable);
  const struct {
    const char* name;
    std::string cable;
  } changed[] = {
      {"a word", "UNCLAS KALVOR 000123\n\n1. (SBU) One lump.\n\n2. (U) Two lamps.\n"},
      {"the mark", "UNCLAS KALVOR 000123\n\n1. (U) One lamp.\n\n2. (U) Two lamps.\n"},
      {"a blank", "UNCLAS KALVOR 000123\n\n1. (SBU) One  lamp.\n\n2. (U) Two lamps.\n"},
      {"a page line that splits it",
       "UNCLAS KALVOR 000123\n\n1. (SBU) One\n\nKALVOR 00000123  002 OF 002\n\nlamp.\n\n2. (U) Two lamps.\n"},
  };
  for (const auto& row : changed) EXPECT_NE(binding(row.cable), first) << row.name;
  EXPECT_EQ(binding("UNCLAS KALVOR 000123\n\n1. (SBU) One lamp.\n\n2. (U) Three lamps.\n"), first);
  // The mark that governs counts where none is written.
  EXPECT_NE(binding("UNCLAS KALVOR 000123\n\n1. One.\n"),
            binding("C O N F I D E N T I A L KALVOR 000123\n\n1. One.\n"));
  // The same text under another id, or another salt.
  EXPECT_NE(internal::Binding(std::string(32, 'x'), *testing::ParseCable(kCable), 2), first);
}

TEST(Binding, AStaleDecisionIsRefusedWithItsPlace) {
  EXPECT_EQ(Decided(BoundFile(kKnown), kCable), "p1 release by override\np2 release by out\n");
  EXPECT_EQ(
      Decided(BoundFile(kKnown), "UNCLAS KALVOR 000123\n\n1. (SBU) One lump.\n\n2. (U) Two lamps.\n"),
      "5:11 the text of 'p1' has changed since this was decided: look at it, and bind it anew with markings "
      "decisions bind --element p1");
  EXPECT_TRUE(
      Decided(BoundFile(std::string(64, '0')), kCable).starts_with("5:11 the text of 'p1' has changed"));
}

TEST(Binding, RefusesWhatIsNoBinding) {
  const std::string salt_line = "salt = \"" + internal::ToHex(Salt()) + "\"\n";
  std::string without = BoundFile(kKnown);
  without.erase(without.find(salt_line), salt_line.size());
  EXPECT_EQ(Decided(without, kCable),
            "5:9 'binds' stands without the salt of the file: take it out, and bind the file with markings "
            "decisions "
            "bind");
  EXPECT_EQ(
      Decided(BoundFile("91D2"), kCable),
      "6:9 'binds' is not 64 hexadecimal digits in small letters: take it as markings decisions wrote it, or "
      "bind the file anew");
  std::string salt = BoundFile(kKnown);
  salt.replace(salt.find("000102"), 2, "Ab");
  EXPECT_TRUE(Decided(salt, kCable).starts_with("3:8 'salt' is not 64 hexadecimal digits"));
}

}  // namespace
}  // namespace markings
