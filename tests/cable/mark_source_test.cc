#include "libmarkings/cable/mark_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmarkings/text/line_index.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

// "p2 (SBU) parent p1 5:4", a line for each portion; what raises a class line at the end.
std::string Sources(const std::string& cable) {
  const auto document = testing::ParseCable(cable);
  if (!document) return "not parsed";
  std::vector<std::size_t> units;
  for (const Element element : document->elements()) {
    if (IsPortion(element.kind) && element.continues == kNoElement) units.push_back(element.index);
  }
  const LineIndex lines(document->buffer().text());
  std::string dump;
  const std::vector<MarkSource> sources = SourcesOfMarks(*document, units);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const MarkSource& source = sources[i];
    dump += fmt::format("{} {} {} {}", document->elements()[units[i]].id(),
                        source.mark.empty() ? "-" : source.mark, Name(source.origin),
                        source.element.empty() ? "-" : source.element);
    if (source.where != Span{}) {
      const Position at = lines.At(source.where.begin);
      dump += fmt::format(" {}:{}", at.line, at.column);
    }
    if (!source.raised_by.empty()) dump += " raised by " + source.raised_by;
    dump += "\n";
  }
  return dump;
}

TEST(MarkSource, OwnParentAndDocument) {
  EXPECT_EQ(Sources("UNCLAS KALVOR 000123\n\n1. (U) One.\n\n   a. Two.\n\n2. Three.\n\n3. (SBU) Four.\n"),
            "p1 (U) own p1 3:4\n"
            "p1.1 (U) parent p1 3:4\n"
            "p2 (SBU) document banner1 1:1 raised by p3\n"
            "p3 (SBU) own p3 9:4\n");
}

TEST(MarkSource, AClassLineThatNothingRaises) {
  EXPECT_EQ(Sources("C O N F I D E N T I A L KALVOR 000123\n\n1. One.\n\n2. (U) Two.\n"),
            "p1 (C) document banner1 1:1\np2 (U) own p2 5:4\n");
}

TEST(MarkSource, TheWholeTextMarkAbove) {
  EXPECT_EQ(Sources("C O N F I D E N T I A L KALVOR 000123\n\n1. (C - ENTIRE TEXT) One.\n\n2. Two.\n\n   a. "
                    "Three.\n"),
            "p1 (C) own p1 3:4\n"
            "p2 (C) whole-text p1 3:4\n"
            "p2.1 (C) parent p2 3:4\n");
}

TEST(MarkSource, NoneAndOneThatCannotBeRead) {
  EXPECT_EQ(Sources("SUBJECT: ONE\n\n1. One.\n"), "subject - none -\np1 - none -\n");
  EXPECT_EQ(Sources("UNCLAS KALVOR 000123\n\n1. (XQZ) One.\n"), "p1 - own p1 3:4\n");
}

}  // namespace
}  // namespace markings
