// Whatever goes out is searched: each kind of element of a derivative, and each text that a person wrote and
// that the derivative, its name or its manifest shows.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "libmarkings/redact/redaction.h"
#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

using testing::LoadPolicy;
using testing::ParseCable;

// Portions marked (SBU) stay in, all else goes out.
constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Readers", clears = "SBU", stamp = { full = "ALL OF IT", part = "PART OF IT", none = "NONE OF IT" } }
[exemptions]
"(b)(3)" = { title = "Statute", needs = "statute" }
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "around"
release = ["public"]
when = { kind = ["subject", "tags", "passing", "reference", "heading", "classified_by", "signature", "eo", "end"] }
reason = "Around the text."
[[rule]]
id = "masks"
mask = ["public"]
pattern = 'pier [0-9]+'
as = "place"
code = ["(b)(3)"]
statute = "the Piers Act"
reason = "Piers."
)toml";

std::string Cable() {
  return "UNCLAS KALVOR 000123\n\nSTATE FOR EUR/NBX\n\nSENSITIVE\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: "
         "HARBOUR FEES\nREF: A. TIRSK 872\n\nClassified By: the desk\n\n1. (SBU) The clerk Tamas Relkov "
         "wept.\n\nThe Harbour\n-----------\n\n2. (U) It is late. It is pier 4.\n\n3. (SBU) It is early.\n\n"
         "WREN\n\nNNNN\n";
}

std::string Places(const std::vector<ResidualFinding>& findings) {
  std::string places;
  for (const ResidualFinding& finding : findings) places += (places.empty() ? "" : " ") + finding.place;
  return places;
}

// `from` becomes `to` in the first place where it stands; the test fails when it stands nowhere.
std::string With(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) {
    ADD_FAILURE() << "not in the text: " << from;
    return text;
  }
  return text.replace(at, from.size(), to);
}

struct Edit {
  const char* place;
  const char* from;
  const char* to;
};

TEST(ResidualPlaces, EveryKindOfElement) {
  const Edit edits[] = {
      {"passing1", "EUR/NBX", "EUR/NBX (RELKOV)"},
      {"tags", "PREL", "PREL, RELKOV"},
      {"subject", "HARBOUR FEES", "RELKOV"},
      {"reference", "TIRSK 872", "RELKOV LETTER"},
      {"classified1", "the desk", "Relkov"},
      {"heading1", "The Harbour", "Relkov"},
      {"p2", "It is late", "Relkov"},
      {"signature", "WREN", "RELKOV"},
  };
  const auto policy = LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  const auto places = [&](const std::string& cable) -> std::string {
    const auto document = ParseCable(cable);
    if (!document) return "no document";
    const auto redaction = Redact(*document, *policy, "public", {});
    return redaction ? Places(redaction->findings) : redaction.error().message;
  };
  EXPECT_EQ(places(Cable()), "");
  for (const Edit& edit : edits) EXPECT_EQ(places(With(Cable(), edit.from, edit.to)), edit.place);
}

TEST(ResidualPlaces, EveryTextOfThePolicyThatGoesOut) {
  const Edit edits[] = {
      {"audience:title", "Readers", "Relkov"}, {"audience:stamp", "PART OF IT", "RELKOV"},
      {"policy:name", "for-tests", "relkov"},  {"rule2:id", "\"around\"", "\"relkov\""},
      {"rule3:as", "\"place\"", "\"relkov\""}, {"rule3:statute", "the Piers Act", "Relkov"},
  };
  const auto document = ParseCable(Cable());
  ASSERT_TRUE(document);
  for (const Edit& edit : edits) {
    const auto policy = LoadPolicy(With(kPolicy, edit.from, edit.to));
    ASSERT_TRUE(policy) << edit.place;
    const auto redaction = Redact(*document, *policy, "public", {});
    ASSERT_TRUE(redaction) << edit.place;
    EXPECT_EQ(Places(redaction->findings), edit.place);
    EXPECT_TRUE(redaction->blocked());
  }
}

TEST(ResidualPlaces, EveryTextOfTheOfficer) {
  struct Row {
    const char* place;
    std::function<std::string&(Overrides&)> field;
  };
  const Row rows[] = {
      {"override:p3:reason", [](Overrides& o) -> std::string& { return o.decisions[0].reason; }},
      {"override:p3:authority", [](Overrides& o) -> std::string& { return o.decisions[0].authority; }},
      {"override:p3:date", [](Overrides& o) -> std::string& { return o.decisions[0].date; }},
      {"override:p3:statute", [](Overrides& o) -> std::string& { return o.decisions[0].statute; }},
      {"document-mark:reason", [](Overrides& o) -> std::string& { return o.document_mark_reason; }},
      {"document-mark:authority", [](Overrides& o) -> std::string& { return o.document_mark_authority; }},
      {"code:reason", [](Overrides& o) -> std::string& { return o.code_for_pending->reason; }},
      {"code:authority", [](Overrides& o) -> std::string& { return o.code_for_pending->authority; }},
  };
  const auto policy = LoadPolicy(kPolicy);
  const auto document = ParseCable(Cable());
  ASSERT_TRUE(policy && document);
  for (const Row& row : rows) {
    Overrides overrides;
    overrides.document = "KALVOR 000123";
    Override decision;
    decision.element = "p3";
    decision.codes = {"(b)(3)"};
    overrides.decisions.push_back(decision);
    overrides.code_for_pending = CodeForPending{"(b)(6)", "privacy", "an officer"};
    row.field(overrides) = "as Relkov asked";
    const auto redaction = Redact(*document, *policy, "public", {.overrides = &overrides, .file_stem = {}});
    ASSERT_TRUE(redaction) << row.place << redaction.error().message;
    EXPECT_EQ(Places(redaction->findings), row.place);
    EXPECT_TRUE(redaction->blocked());
  }
}

TEST(ResidualPlaces, TheFileNameAndTheTextsOfAWaiver) {
  const auto policy = LoadPolicy(kPolicy);
  const auto document = ParseCable(Cable());
  ASSERT_TRUE(policy && document);
  const auto named = Redact(*document, *policy, "public", {.overrides = nullptr, .file_stem = "to-relkov"});
  ASSERT_TRUE(named);
  EXPECT_EQ(Places(named->findings), "file-name");
  // A waiver does not wave itself through.
  for (std::string Waiver::* field : {&Waiver::reason, &Waiver::authority, &Waiver::date}) {
    Overrides overrides;
    overrides.document = "KALVOR 000123";
    Waiver waiver;
    waiver.finding = "file-name:4";
    waiver.*field = "Relkov knows";
    overrides.waivers.push_back(waiver);
    const auto waived =
        Redact(*document, *policy, "public", {.overrides = &overrides, .file_stem = "to-relkov"});
    ASSERT_TRUE(waived) << waived.error().message;
    ASSERT_EQ(waived->findings.size(), 2U);
    EXPECT_TRUE(waived->findings[0].waived);
    EXPECT_TRUE(waived->findings[1].place.starts_with("waiver:file-name:4:"));
    EXPECT_TRUE(waived->blocked());
  }
}

}  // namespace
}  // namespace markings
