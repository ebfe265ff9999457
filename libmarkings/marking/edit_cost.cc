// Slips and what they cost. Keyboard: neighbouring keys of a QWERTY board, by distance. Scanner: characters
// of like shape. The figures are in the ratio of how often such slips happen; docs/repair.md says how they
// were set.

#include "libmarkings/marking/internal/edit_cost.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "libmarkings/marking/internal/mark_text.h"

namespace markings::internal {
namespace {

constexpr Cost kScanned = 40;        // a digit for a letter
constexpr Cost kScannedLetter = 60;  // a letter for another of like shape
constexpr Cost kNeighbour = 75;
constexpr Cost kAnyLetter = 140;
constexpr Cost kOmission = 95;
constexpr Cost kFirstLetter = 110;
constexpr Cost kDoubled = 50;
constexpr Cost kUndoubled = 70;
constexpr Cost kBlankWithin = 35;
constexpr Cost kSlashWithin = 100;

// What parts values seldom stands within one.
constexpr bool Parts(char c) { return c == '/' || c == '\\' || c == '|' || c == ',' || c == ';'; }

// Pairs of like shape, in capitals.
constexpr std::string_view kShapes =
    "0O 0D 0Q OQ OD 1I 1L IL 1T IT 5S 8B 6G 2Z CG 3B UV VY EF PR 7T 8S 6B 4A 9G MN HN KX CO QG 3E BR";

struct Point {
  float x = -9, y = -9;
};

struct Table {
  // By what was meant, then by what is written: characters 0x20 to 0x5F, and all others.
  std::array<std::array<std::uint8_t, kCostIndices>, kCostIndices> cost{};

  constexpr Table() {
    constexpr std::array<std::string_view, 4> kRows = {"1234567890-", "QWERTYUIOP", "ASDFGHJKL;",
                                                       "ZXCVBNM,./"};
    constexpr std::array<float, 4> kShift = {0, 0.5F, 0.75F, 1.25F};
    std::array<Point, kCostIndices> keys{};
    for (std::size_t row = 0; row < kRows.size(); ++row) {
      for (std::size_t i = 0; i < kRows[row].size(); ++i)
        keys[CostIndex(kRows[row][i])] = {static_cast<float>(i) + kShift[row], static_cast<float>(row)};
    }
    for (std::size_t a = 0; a < kCostIndices; ++a) {
      for (std::size_t b = 0; b < kCostIndices; ++b) {
        const float x = keys[a].x - keys[b].x;
        const float y = keys[a].y - keys[b].y;
        const bool near = keys[a].x > -1 && keys[b].x > -1 && x * x + y * y < 1.7F;
        const char meant = static_cast<char>(a + 0x20);
        const char written = static_cast<char>(b + 0x20);
        Cost one = near ? kNeighbour : kAnyLetter;
        // A mark of punctuation for another, or for a blank, within a token: "ORCON USGOV".
        if (!IsWord(meant) && !IsWord(written)) one = Parts(written) || b == 64 ? kSlashWithin : kBlankWithin;
        cost[a][b] = static_cast<std::uint8_t>(a == b && a < 64 ? 0 : one);
      }
    }
    for (std::size_t i = 0; i + 1 < kShapes.size(); i += 3) {
      const std::size_t a = CostIndex(kShapes[i]);
      const std::size_t b = CostIndex(kShapes[i + 1]);
      const bool letters = IsUpper(kShapes[i]) && IsUpper(kShapes[i + 1]);
      cost[a][b] = cost[b][a] = static_cast<std::uint8_t>(letters ? kScannedLetter : kScanned);
    }
  }
};
constexpr Table kTable;

// What a delimiter is made of.
enum Class : std::uint8_t { kNothing, kBlanks, kSlash, kDash, kComma, kOther };

struct Run {
  Class what = kNothing;
  std::size_t count = 0;  // of the characters that part, blanks left out
  std::size_t blanks = 0;
  bool garbled = false;  // a character of like shape stands for one of them
};

Run Read(std::string_view text) {
  Run run;
  std::array<std::size_t, 6> seen{};
  for (const char c : text) {
    Class what = kOther;
    if (IsBlank(c)) {
      ++run.blanks;
      continue;
    }
    if (c == '/' || c == '\\' || c == '|' || IsLetter(c) || IsDigit(c)) {
      what = kSlash;
      run.garbled = run.garbled || c != '/';
    } else if (c == '-' || c == '_' || c == '=' || c == '~') {
      what = kDash;
      run.garbled = run.garbled || c != '-';
    } else if (c == ',') {
      what = kComma;
    }
    ++seen[what];
    ++run.count;
  }
  if (run.count == 0) {
    run.what = run.blanks > 0 ? kBlanks : kNothing;
    return run;
  }
  // What is there most often; a slash before all.
  run.what = seen[kSlash] > 0 ? kSlash : seen[kComma] > 0 ? kComma : seen[kDash] > 0 ? kDash : kOther;
  run.garbled = run.garbled || seen[run.what] != run.count;
  return run;
}

// Found (row) where another was meant (column): nothing, blanks, slash, dash, comma, other.
constexpr std::array<std::array<Cost, 6>, 6> kInstead = {{{0, 55, 120, 65, 60, 60},
                                                          {30, 0, 85, 50, 25, 50},
                                                          {110, 95, 0, 80, 80, 50},
                                                          {90, 50, 90, 0, 70, 50},
                                                          {90, 35, 90, 80, 0, 40},
                                                          {90, 50, 55, 45, 35, 0}}};

// Whether two keys are neighbours on a keyboard, or the characters of like shape.
bool AreNeighbours(char a, char b) { return a != b && SubstitutionCost(a, b) <= kNeighbour; }

}  // namespace

Cost SubstitutionCost(char written, char meant) {
  if (written == meant) return 0;
  return kTable.cost[CostIndex(meant)][CostIndex(written)];
}

const std::array<std::uint8_t, kCostIndices>& SubstitutionCosts(char meant) {
  return kTable.cost[CostIndex(meant)];
}

Cost OmissionCost(char meant, char before) {
  if (!IsWord(meant)) return kBlankWithin;
  if (before == 0) return kFirstLetter;
  return meant == before ? kUndoubled : kOmission;
}

Cost InsertionCost(char written, char before, char after) {
  if (!IsWord(written)) return Parts(written) ? kSlashWithin : kBlankWithin;
  if (written == before || written == after) return kDoubled;
  const bool slid = AreNeighbours(written, before) || AreNeighbours(written, after);
  return slid ? kNeighbour : kOmission;
}

Cost DelimiterCost(std::string_view written, std::string_view meant) {
  if (written == meant) return 0;
  const Run found = Read(written);
  const Run wanted = Read(meant);
  Cost cost = kInstead[found.what][wanted.what];
  if (found.what == wanted.what && found.count != wanted.count)
    cost += found.count < wanted.count
                ? 55
                : std::min<Cost>(25 * static_cast<Cost>(found.count - wanted.count), 60);
  if (found.garbled) cost += 30;
  if (found.blanks != wanted.blanks && found.what != kBlanks) cost += 15;
  if (found.what == kBlanks && wanted.what == kBlanks) cost += 10;
  return cost;
}

}  // namespace markings::internal
