#include "libmarkings/text/diagnostic.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "libmarkings/text/span.h"

namespace markings {
namespace {

TEST(Diagnostics, EveryRowIsItsOwn) {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < AllDiagnostics().size(); ++i) {
    const DiagnosticInfo& row = AllDiagnostics()[i];
    EXPECT_EQ(static_cast<std::size_t>(row.code), i);
    EXPECT_EQ(Info(row.code).id, row.id);
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    EXPECT_FALSE(row.meaning.empty() || row.meaning.ends_with('.')) << row.id;
    EXPECT_FALSE(row.source.empty()) << row.id;
  }
  EXPECT_EQ(ids.size(), 57U);
}

// Ids are for ever: these stand in people's suppressions.
TEST(Diagnostics, IdsDoNotMove) {
  EXPECT_EQ(Info(DiagnosticCode::kMarkEmpty).id, "MK0101");
  EXPECT_EQ(Info(DiagnosticCode::kMarkUnexpectedText).id, "MK0117");
  EXPECT_EQ(Info(DiagnosticCode::kNoBanner).id, "MK0201");
  EXPECT_EQ(Info(DiagnosticCode::kDateOrder).id, "MK0215");
  EXPECT_EQ(Info(DiagnosticCode::kBannerLacks).id, "MK0301");
  EXPECT_EQ(Info(DiagnosticCode::kParagraphUnmarked).id, "MK0309");
  EXPECT_EQ(Info(DiagnosticCode::kOlderEdition).id, "MK0310");
  EXPECT_EQ(Info(DiagnosticCode::kCorpusRule).id, "MK0401");
  EXPECT_EQ(Info(DiagnosticCode::kTooManyFindings).id, "MK0410");
}

TEST(Diagnostics, WhatLeavesADocumentInDoubt) {
  std::string in_doubt;
  for (const DiagnosticInfo& row : AllDiagnostics()) {
    if (row.in_doubt && row.id.starts_with("MK02")) in_doubt += std::string(row.id) + " ";
  }
  EXPECT_EQ(in_doubt, "MK0202 MK0203 MK0210 MK0211 ");
}

TEST(Severity, Names) {
  EXPECT_EQ(Name(Severity::kNote), "note");
  EXPECT_EQ(Name(Severity::kWarning), "warning");
  EXPECT_EQ(Name(Severity::kError), "error");
  for (const Severity severity : {Severity::kNote, Severity::kWarning, Severity::kError})
    EXPECT_EQ(SeverityNamed(Name(severity)), severity);
  EXPECT_EQ(SeverityNamed("Error"), std::nullopt);
}

TEST(Span, SliceNeverReadsPastTheEnd) {
  EXPECT_EQ(Slice("abcdef", {1, 3}), "bc");
  EXPECT_EQ(Slice("abcdef", {4, 99}), "ef");
  EXPECT_EQ(Slice("abcdef", {99, 100}), "");
  EXPECT_EQ(Slice("abcdef", {3, 1}), "");
}

}  // namespace
}  // namespace markings
