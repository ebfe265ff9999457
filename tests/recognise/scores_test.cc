// Holds the figures of docs/recognisers.md, two points below what was reached.

#include <gtest/gtest.h>

#include <string>
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
      {"heldout", false, EntityKind::kPerson, 0.919, 0.943},
      {"heldout", true, EntityKind::kPerson, 0.909, 0.932},
      {"dev", false, EntityKind::kPerson, 0.943, 0.98},
      {"dev", true, EntityKind::kPerson, 0.924, 0.974},
      {"heldout", false, EntityKind::kPassport, 0.98, 0.82},
      {"heldout", true, EntityKind::kPassport, 0.98, 0.92},
      {"heldout", false, EntityKind::kCoordinates, 0.98, 0.83},
      {"heldout", true, EntityKind::kCoordinates, 0.98, 0.87},
  };
  for (const Floor& floor : floors) {
    const Score score = Measure(Labelled(), floor.set, floor.capitals)[static_cast<std::size_t>(floor.kind)];
    EXPECT_GE(score.strict_precision(), floor.precision) << floor.set << floor.capitals << Name(floor.kind);
    EXPECT_GE(score.strict_recall(), floor.recall) << floor.set << floor.capitals << Name(floor.kind);
  }
}

TEST(Scores, OfNumbersDoNotFall) {
  for (const EntityKind kind : {EntityKind::kEmail, EntityKind::kTelephone, EntityKind::kSsn,
                                EntityKind::kVisa, EntityKind::kIp, EntityKind::kBirthDate, EntityKind::kIban,
                                EntityKind::kCard, EntityKind::kMrn, EntityKind::kCaseNumber}) {
    for (const char* set : {"dev", "heldout"}) {
      for (const bool capitals : {false, true}) {
        const Score score = Measure(Labelled(), set, capitals)[static_cast<std::size_t>(kind)];
        EXPECT_GE(score.strict_precision(), 0.98) << set << capitals << Name(kind);
        EXPECT_GE(score.strict_recall(), kind == EntityKind::kCaseNumber ? 0.94 : 0.98)
            << set << capitals << Name(kind);
      }
    }
  }
}

}  // namespace
}  // namespace markings::testing
