#include "libmarkings/policy/overrides.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::BufferOf;
using testing::PolicyText;
using testing::RuleText;

const std::string kRules =
    RuleText("out", "release", "when = { at_most = \"U\" }") +
    RuleText("w", "withhold", "when = { text = 'clerk' }\ncode = [\"(b)(6)\"]") +
    RuleText("m", "mask", "pattern = '[0-9]{4}'\nas = \"number\"\ncode = [\"(b)(6)\"]");
const std::string kHead = "UNCLAS KALVOR 000123\n\n";
const std::string kTop = "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000123\"\n";
const std::string kSigned = "reason = \"Announced.\"\nauthority = \"Ada Roe, Release Officer\"\n";

std::string Decision(const std::string& element, const std::string& action,
                     const std::string& more = kSigned) {
  return "[[decision]]\nelement = \"" + element + "\"\naction = \"" + action + "\"\n" + more;
}

const Policy& ThePolicy() {
  static const std::optional<Policy> policy = testing::LoadPolicy(PolicyText(kRules));
  return *policy;
}

std::string Decided(const std::string& toml, const std::string& cable) {
  const auto overrides = Overrides::Load(BufferOf(toml), ThePolicy());
  if (!overrides) return "not loaded: " + testing::ShowError(overrides.error(), toml);
  const auto document = testing::ParseCable(cable);
  if (!document) return "not parsed";
  const auto decisions = Decide(ThePolicy(), "x", *document, &*overrides);
  if (decisions) return testing::Dump(*document, *decisions);
  const bool of_file = decisions.error().code == ErrorCode::kBadOverrides;
  return testing::ShowError(decisions.error(), of_file ? toml : cable);
}

TEST(Overrides, ReadsEveryKey) {
  const auto overrides = Overrides::Load(
      BufferOf(kTop + "[document_mark]\nmark = \"SBU\"\n" + kSigned +
               "[[decision]]\nelement = \"p1\"\naction = \"release\"\nmark = \"U\"\ndate = 2026-11-20\n" +
               kSigned +
               "[[decision]]\nelement = \"p2\"\naction = \"withhold\"\ncode = [\"(b)(3)\"]\nstatute = \"INA "
               "222(f)\"\ndate = "
               "\"20 November\"\nreason = \"A visa.\"\n"
               "[[waive]]\nfinding = \"subject:10\"\n" +
               kSigned),
      ThePolicy());
  ASSERT_TRUE(overrides) << overrides.error().message;
  EXPECT_EQ(overrides->document, "KALVOR 000123");
  ASSERT_EQ(overrides->decisions.size(), 2U);
  EXPECT_EQ(overrides->decisions[0].action, Override::Action::kRelease);
  EXPECT_EQ(overrides->decisions[0].date, "2026-11-20");
  EXPECT_EQ(overrides->decisions[0].mark, (Marking{0, 0}));
  EXPECT_EQ(overrides->decisions[1].statute, "INA 222(f)");
  EXPECT_EQ(overrides->decisions[1].date, "20 November");
  EXPECT_TRUE(overrides->decisions[1].authority.empty());
  ASSERT_EQ(overrides->waivers.size(), 1U);
  EXPECT_EQ(overrides->waivers[0].finding, "subject:10");
  EXPECT_TRUE(overrides->document_mark);
}

TEST(Overrides, RefusesWithPlaceAndWayOut) {
  const struct {
    std::string toml;
    const char* error;
  } rows[] = {
      {"schema = 1", "1:10 'schema' must be a string"},
      {"schema = \"markings/decisions/2\"\ndocument = \"x\"", "1:10 the schema is not markings/decisions/1"},
      {"schema = \"markings/decisions/1\"", "1:1 the key 'document' is missing"},
      {kTop + "decisions = 1", "3:1 unknown key 'decisions': did you mean 'decision'?"},
      {kTop + Decision("p1", "relase"),
       "5:10 this is no action: write \"release\", \"withhold\" or \"mask\""},
      {kTop + Decision("p1", "release", "reason = \"x\""), "3:1 the key 'authority' is missing"},
      {kTop + Decision("p1", "release", "authority = \"x\""), "3:1 the key 'reason' is missing"},
      {kTop + Decision("p1", "release", "reason = \"\"\nauthority = \"x\""),
       "6:10 'reason' must be a string that is not empty"},
      {kTop + Decision("p1", "withhold", "authority = \"x\""), "3:1 the key 'reason' is missing"},
      {kTop + Decision("p1", "release", "mark = \"Q\"\n" + kSigned), "6:8 this is no mark of the vocabulary"},
      {kTop + Decision("p1", "release", "code = [\"(b)(6)\"]\n" + kSigned),
       "6:8 what is released has no exemption code"},
      {kTop + Decision("p1", "withhold", "mark = \"U\"\n" + kSigned), "6:8 what is withheld keeps its mark"},
      {kTop + Decision("p1", "withhold", "code = [\"(b)(9)\"]\n" + kSigned),
       "6:8 the policy has no exemption '(b)(9)'"},
      {kTop + Decision("p1", "withhold", "code = [\"(b)(3)\"]\n" + kSigned), "6:8 this code needs a statute"},
      {kTop + Decision("p1", "withhold", "statute = \"x\"\n" + kSigned),
       "6:11 a statute goes with an exemption code"},
      {kTop + Decision("p1", "withhold", "date = 3\n" + kSigned), "6:8 'date' must be a date"},
      {kTop + Decision("p1", "release") + Decision("p1", "withhold"), "9:11 'p1' is decided twice"},
      {kTop + "[[waive]]\nfinding = \"a\"\nreason = \"x\"", "3:1 the key 'authority' is missing"},
      {kTop + "[[waive]]\nfinding = \"a\"\n" + kSigned + "[[waive]]\nfinding = \"a\"\n" + kSigned,
       "8:11 'a' is decided twice"},
      {kTop + "[document_mark]\n" + kSigned, "3:1 the key 'mark' is missing"},
      {kTop + "[document_mark]\nmark = \"U\"\nreason = \"x\"", "3:1 the key 'authority' is missing"},
  };
  for (const auto& row : rows) {
    const auto overrides = Overrides::Load(BufferOf(row.toml), ThePolicy());
    ASSERT_FALSE(overrides) << row.error;
    EXPECT_EQ(overrides.error().code, ErrorCode::kBadOverrides);
    const std::string shown = testing::ShowError(overrides.error(), row.toml);
    EXPECT_TRUE(shown.starts_with(row.error)) << "got:  " << shown << "\nwant: " << row.error;
    EXPECT_FALSE(overrides.error().fix.empty());
  }
}

TEST(Overrides, Decide) {
  const struct {
    const char* name;
    std::string toml;
    std::string cable;
    const char* dump;
  } rows[] = {
      {"release above the clearance", kTop + Decision("p1", "release"),
       kHead + "1. (SBU) One.\n\n2. (SBU) Two.\n", "p1 release by override\np2 withhold ? by clearance\n"},
      {"release what a rule withholds; masks still apply", kTop + Decision("p1", "release"),
       kHead + "1. (U) A clerk, 1234.\n", "p1 mask 1 (b)(6) by override\n"},
      {"release under an unknown caption", kTop + Decision("p1", "release"),
       kHead + "QUXDIS\n\n1. (U) One.\n\n2. (U) Two.\n",
       "passing1 withhold ? by unknown-caption\np1 release by override\np2 withhold ? by unknown-caption\n"},
      {"withhold what a rule releases",
       kTop + Decision("p1", "withhold", "code = [\"(b)(6)\"]\nreason = \"Names her.\""),
       kHead + "1. (U) One.\n\n   a. Sub.\n\n2. (U) Two.\n",
       "p1 withhold (b)(6) by override\np1.1 withhold (b)(6) by parent\np2 release by out\n"},
      {"withhold without a code is pending", kTop + Decision("p1", "withhold", "reason = \"x\""),
       kHead + "1. (U) One.\n", "p1 withhold ? by override\n"},
      {"a released parent does not lift its child", kTop + Decision("p1", "release"),
       kHead + "1. (SBU) One.\n\n   a. Sub.\n", "p1 release by override\np1.1 withhold ? by clearance\n"},
      {"another document", "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000124\"\n",
       kHead + "1. (U) One.\n",
       "2:12 these decisions are for another document: write the MRN of this document, as its class line has "
       "it"},
      {"an element that is not there", kTop + Decision("p9", "withhold"), kHead + "1. (U) One.\n",
       "4:11 the document has no element 'p9': name an element that `markings redact --explain` lists"},
      {"an element that is no portion", kTop + Decision("banner1", "withhold"), kHead + "1. (U) One.\n",
       "4:11 'banner1' is no portion: nothing is decided on it: take the decision out"},
      {"no MRN: the file's name",
       "schema = \"markings/decisions/1\"\ndocument = \"cable.txt\"\n" + Decision("p1", "withhold"),
       "SUBJECT: ONE\n\n1. (U) One.\n", "subject withhold ? by unmarked\np1 withhold ? by override\n"},
  };
  for (const auto& row : rows) EXPECT_EQ(Decided(row.toml, row.cable), row.dump) << row.name;
}

TEST(Overrides, AReleasedElementSaysSo) {
  const auto overrides =
      Overrides::Load(BufferOf(kTop + Decision("p1", "release", "mark = \"U\"\n" + kSigned)), ThePolicy());
  const auto document = testing::ParseCable(kHead + "1. (SBU) One.\n");
  ASSERT_TRUE(overrides && document);
  const auto decisions = Decide(ThePolicy(), "x", *document, &*overrides);
  ASSERT_TRUE(decisions);
  const auto& decision = decisions->elements[document->Find("p1")];
  EXPECT_TRUE(decision.overridden);
  EXPECT_TRUE(decision.mark_known);
  EXPECT_EQ(decision.marking, (Marking{0, 0})) << "regraded";
  EXPECT_EQ(decision.reason, "Announced.");
}

// A document whose marking is in doubt is not decided on before an officer has settled it.
TEST(Overrides, Doubts) {
  const std::string malformed = kHead + "1. (SB\n\n2. (U) Two.\n\n3. Three.\n";
  const std::string unknown = "R E S T R I C T I V E KALVOR 000123\n\n1. (U) One.\n\n2. Two.\n";
  const std::string contradictory =
      "UNCLAS SECTION 01 OF 02 KALVOR 000123\n\n1. (U) One.\n\nC O N F I D E N T I A L SECTION 02 OF 02 "
      "KALVOR 000123\n\n2. Two.\n";
  const auto mark = [](const std::string& word) {
    return "[document_mark]\nmark = \"" + word + "\"\n" + kSigned;
  };
  // An unreadable class line gives no MRN either: the file's name stands for the document.
  const std::string file = "schema = \"markings/decisions/1\"\ndocument = \"cable.txt\"\n";
  const struct {
    const char* name;
    std::string toml;
    std::string cable;
    const char* dump;  // begins with
  } rows[] = {
      {"a malformed mark", kTop, malformed,
       "3:4 a portion mark that is malformed or cut off: mend the mark, or decide element 'p1' in the "
       "overrides"},
      {"document_mark does not settle it", kTop + mark("U"), malformed,
       "3:4 a portion mark that is malformed"},
      {"withheld: what inherits stays unknown", kTop + Decision("p1", "withhold"), malformed,
       "p1 withhold ? by override\np2 release by out\np3 withhold ? by unknown-mark\n"},
      {"withheld and the document's mark given", kTop + Decision("p1", "withhold") + mark("U"), malformed,
       "p1 withhold ? by override\np2 release by out\np3 release by out\n"},
      {"released without a mark", kTop + Decision("p1", "release"), malformed,
       "4:11 an element whose mark cannot be read is released without one: add mark = \"...\" to this "
       "decision"},
      {"released with a mark", kTop + Decision("p1", "release", "mark = \"U\"\n" + kSigned), malformed,
       "p1 release by override\np2 release by out\np3 withhold ? by unknown-mark\n"},
      {"an unknown class line", file, unknown,
       "1:1 a class line that the vocabulary does not hold: mend the line, or settle it with "
       "[document_mark]"},
      {"settled", file + mark("U"), unknown, "p1 release by out\np2 release by out\n"},
      {"settled higher", file + mark("C"), unknown, "p1 release by out\np2 withhold ? by clearance\n"},
      {"contradictory class lines", kTop, contradictory, "5:1 class lines that do not agree: "},
      {"contradictory, settled", kTop + mark("U"), contradictory, "p1 release by out\np2 release by out\n"},
      {"a class line that can be read is never lowered", kTop + mark("U"),
       "C O N F I D E N T I A L KALVOR 000123\n\n1. (U) One.\n\n2. Two.\n",
       "p1 release by out\np2 withhold ? by clearance\n"},
      {"nor a caption", file + mark("U"),
       "R E S T R I C T I V E KALVOR 000123\n\nSENSITIVE\n\n1. (U) One.\n\n2. Two.\n",
       "p1 release by out\np2 withhold ? by clearance\n"},
      {"nor the portions", file + mark("U"),
       "R E S T R I C T I V E KALVOR 000123\n\n1. (SBU) One.\n\n2. Two.\n",
       "p1 withhold ? by clearance\np2 withhold ? by clearance\n"},
  };
  for (const auto& row : rows) {
    const std::string dump = Decided(row.toml, row.cable);
    EXPECT_TRUE(dump.starts_with(row.dump)) << row.name << "\ngot:  " << dump << "\nwant: " << row.dump;
  }
  const auto document = testing::ParseCable(malformed);
  ASSERT_TRUE(document);
  const auto decisions = Decide(ThePolicy(), "x", *document, nullptr);
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().code, ErrorCode::kInDoubt);
}

TEST(Overrides, ACodeForAllPendingElements) {
  Overrides overrides;
  overrides.code_for_pending = CodeForPending{"(b)(6)", "Privacy.", "Ada Roe"};
  const auto document = testing::ParseCable(kHead + "1. (SBU) One.\n\n2. (U) A clerk.\n\n3. (U) Three.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(testing::DumpFor(ThePolicy(), "x", *document, &overrides),
            "p1 withhold (b)(6) by clearance\np2 withhold (b)(6) by w\np3 release by out\n");
  const struct {
    CodeForPending code;
    const char* error;
  } rows[] = {
      {{"(b)(9)", "x", "y"}, "error: the code for pending elements is no exemption of the policy: "},
      {{"(b)(3)", "x", "y"}, "error: (b)(3) needs a statute: "},
      {{"(b)(6)", "", "y"}, "error: a code for pending elements needs a reason and an authority: "},
      {{"(b)(6)", "x", ""}, "error: a code for pending elements needs a reason and an authority: "},
  };
  for (const auto& row : rows) {
    overrides.code_for_pending = row.code;
    EXPECT_TRUE(testing::DumpFor(ThePolicy(), "x", *document, &overrides).starts_with(row.error))
        << row.error;
  }
}

}  // namespace
}  // namespace markings
