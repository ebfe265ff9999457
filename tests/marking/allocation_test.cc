// A valid mark of a regime with categories allocates its value and nothing else: the vector of its names, and
// each name that is longer than what a string holds in itself. A program of its own, since it replaces
// operator new.

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/vocabulary.h"

namespace {
std::size_t allocations = 0;  // (Each case is one thread.)
}  // namespace

// (Inlined into GoogleTest's code, these look to the compiler like free of what another new gave.)
[[gnu::noinline]] void* operator new(std::size_t size);
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept;
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept;
// (The analyzer takes what malloc gave operator new for freed twice.)
// NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete)
void operator delete(void* memory) noexcept { std::free(memory); }
// NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete)
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace markings {
namespace {

const Vocabulary& Us() {
  static const auto us = *Vocabulary::ForRegime("us");
  return *us;
}

struct Case {
  std::string_view mark;
  std::size_t names;
};

// What the value of a mark needs: one vector, and long names.
std::size_t Needed(const Marking& value) {
  std::size_t needed = value.names.empty() ? 0 : 1;
  for (const MarkName& name : value.names) needed += name.name.size() > std::string().capacity() ? 1U : 0U;
  return needed;
}

class Allocation : public ::testing::TestWithParam<Case> {};

TEST_P(Allocation, OnlyTheValue) {
  const auto [text, names] = GetParam();
  const bool portion = text.starts_with('(');
  // (Tables that are made at first use are made here.)
  (void)(portion ? ParsePortion(Us(), text) : ParseBanner(Us(), text).mark);
  allocations = 0;
  const ParsedMarking mark = portion ? ParsePortion(Us(), text) : ParseBanner(Us(), text).mark;
  const std::size_t counted = allocations;
  ASSERT_EQ(mark.status, MarkingStatus::kValid);
  ASSERT_TRUE(mark.diagnostics.empty());
  EXPECT_EQ(mark.value.names.size(), names);
  EXPECT_EQ(counted, Needed(mark.value));
}

INSTANTIATE_TEST_SUITE_P(
    Us, Allocation,
    ::testing::Values(Case{"UNCLASSIFIED", 0}, Case{"SECRET//NOFORN", 0}, Case{"(S//OC/NF)", 0},
                      Case{"TOP SECRET//SI/TK//ORCON/NOFORN", 0}, Case{"SECRET//REL TO USA, GBR", 2},
                      Case{"(S//REL TO USA, GBR)", 2},
                      // More names than a vector begins with.
                      Case{"SECRET//REL TO USA, AUS, AUT, BEL, CAN, DEU, DNK, ESP, FRA, GBR, ITA", 11},
                      Case{"TOP SECRET//SI-G ABCD//ORCON/NOFORN", 2}, Case{"SECRET//SAR-ABC/DEF//NOFORN", 2},
                      Case{"SECRET//FGI DEU FRA//NOFORN", 2}, Case{"//DEU SECRET//REL TO USA, DEU", 3}));

// That the counter counts.
TEST(AllocationCounter, SeesAnAllocation) {
  allocations = 0;
  const std::string text(100, 'x');
  EXPECT_EQ(allocations, 1U);
  EXPECT_EQ(text.size(), 100U);
}

}  // namespace
}  // namespace markings
