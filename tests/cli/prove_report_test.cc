#include <gtest/gtest.h>

#include <string>

#include "cli/findings.h"
#include "cli/io.h"

namespace markings::cli {
namespace {

struct Said {
  ExitCode code;
  std::string text;
};

Said Report(const Proof& proof) {
  ::testing::internal::CaptureStderr();
  const ExitCode code = ReportProof(proof, 77, "cable.txt");
  return {code, ::testing::internal::GetCapturedStderr()};
}

Proof ProofOf(std::size_t redraws, std::size_t compared, std::size_t in_part = 0) {
  Proof proof;
  proof.redraws = redraws;
  proof.compared = compared;
  proof.stretches = 4;
  proof.in_part = in_part;
  return proof;
}

TEST(ProveReport, ADifferenceIsAFinding) {
  Proof proof = ProofOf(100, 3);
  proof.difference = ProofDifference{ProofDifference::What::kText, 9, 12, "p4", "p3", 7};
  const Said said = Report(proof);
  EXPECT_EQ(said.code, ExitCode::kFindings);
  EXPECT_EQ(said.text,
            "markings: cable.txt: not proved: line 9, column 12 of the derivative (p4) changes with withheld "
            "text of "
            "p3 in redraw 7: report this; --prove 100 --prove-seed 77 shows it again\n");
}

TEST(ProveReport, ADecisionIsOneToo) {
  Proof proof = ProofOf(10, 3);
  proof.difference = ProofDifference{ProofDifference::What::kDecision, 9, 1, "p4", "", 2};
  const Said said = Report(proof);
  EXPECT_EQ(said.code, ExitCode::kFindings);
  EXPECT_TRUE(said.text.starts_with(
      "markings: cable.txt: not proved: the decision on line 9, column 1 of the derivative "
      "(p4) changes with withheld text of several elements together, at which no rule "
      "looks, in redraw 2: "))
      << said.text;
}

TEST(ProveReport, WithoutAComparisonNothingIsProved) {
  const Said said = Report(ProofOf(100, 0));
  EXPECT_EQ(said.code, ExitCode::kFindings);
  EXPECT_TRUE(said.text.starts_with("markings: cable.txt: nothing was proved: in none of 100 redraws"))
      << said.text;
}

TEST(ProveReport, SaysWhatWasProved) {
  const Said said = Report(ProofOf(100, 98, 1));
  EXPECT_EQ(said.code, ExitCode::kDone);
  EXPECT_EQ(said.text,
            "markings: note: cable.txt: proved with 98 redraws, 4 stretches, 1 drawn in part, 0 undrawn; "
            "seed 77; 2 "
            "more redraws could not be compared\n");
}

TEST(ProveReport, WhatWasNotTriedIsSaidInQuietRunsToo) {
  SetQuiet(true);
  const Said quiet = Report(ProofOf(5, 5));
  Proof left = ProofOf(5, 5);
  left.undrawn = 1;
  left.undrawn_elements = {"field4"};
  const Said said = Report(left);
  SetQuiet(false);
  EXPECT_EQ(quiet.text, "");
  EXPECT_EQ(said.code, ExitCode::kDone);
  EXPECT_TRUE(said.text.ends_with("1 undrawn; seed 77; not drawn anew: field4\n")) << said.text;
}

}  // namespace
}  // namespace markings::cli
