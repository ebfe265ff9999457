// Holds the figures of docs/recognisers.md, two points below what was reached.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/entity_scores.h"

namespace markings::testing {
namespace {

const std::vector<LabelledDocument>& Labelled() {
  static const auto documents = ReadLabelled(std::string(MARKINGS_TESTDATA_DIR) + "/recognise/entities.txt");
  static const std::vector<LabelledDocument> none;
  return documents ? *documents : none;
}

TEST(Scores, TheSetIsLargeEnough) {
  std::size_t entities = 0;
  for (const LabelledDocument& document : Labelled()) entities += document.entities.size();
  EXPECT_GE(entities, 2000U);
}

struct Floor {
  const char* set;
  bool capitals;
  EntityKind kind;
  double precision, recall;  // of the very spans
};

TEST(Scores, DoNotFall) {
  const Floor floors[] = {
      {"dev", false, EntityKind::kPerson, 0.947, 0.978},
      {"dev", true, EntityKind::kPerson, 0.93, 0.974},
      {"heldout", false, EntityKind::kPerson, 0.919, 0.937},
      {"heldout", true, EntityKind::kPerson, 0.93, 0.938},
      {"heldout", false, EntityKind::kBirthDate, 0.847, 0.828},
      {"heldout", true, EntityKind::kBirthDate, 0.909, 0.877},
      {"heldout", false, EntityKind::kCoordinates, 0.98, 0.949},
      {"heldout", true, EntityKind::kCoordinates, 0.98, 0.913},
      {"heldout", false, EntityKind::kSsn, 0.98, 0.957},
      {"heldout", true, EntityKind::kSsn, 0.98, 0.93},
      {"heldout", false, EntityKind::kCaseNumber, 0.98, 0.906},
      {"heldout", true, EntityKind::kMrn, 0.98, 0.965},
  };
  for (const Floor& floor : floors) {
    const Score score = Measure(Labelled(), floor.set, floor.capitals)[static_cast<std::size_t>(floor.kind)];
    EXPECT_GE(score.strict_precision(), floor.precision) << floor.set << floor.capitals << Name(floor.kind);
    EXPECT_GE(score.strict_recall(), floor.recall) << floor.set << floor.capitals << Name(floor.kind);
  }
}

TEST(Scores, OfNumbersDoNotFall) {
  for (int i = 0; i < kEntityKinds; ++i) {
    const auto kind = static_cast<EntityKind>(i);
    for (const char* set : {"dev", "heldout"}) {
      for (const bool capitals : {false, true}) {
        const Score score = Measure(Labelled(), set, capitals)[static_cast<std::size_t>(i)];
        EXPECT_GT(score.labelled, 0U) << set << capitals << Name(kind);
        if (kind == EntityKind::kPerson) continue;
        EXPECT_GE(score.precision(), 0.98) << set << capitals << Name(kind);
        EXPECT_GE(score.recall(), std::string_view(set) == "dev" ? 0.98 : 0.9)
            << set << capitals << Name(kind);
      }
    }
  }
}

}  // namespace
}  // namespace markings::testing
