// Where something was cut out of a derivative, and what stands around it.

#include <algorithm>
#include <array>

#include "libmarkings/redact/internal/fit_parts.h"
#include "libmarkings/redact/internal/placeholder.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr std::string_view kWithheld = "withheld";

// The words for whole units, which any text may have filled: "1 paragraph", "subject".
bool IsHoleWord(std::string_view unit) {
  for (int kind = 0; kind <= static_cast<int>(ElementKind::kUnread); ++kind) {
    for (const bool merged : {false, true}) {
      const std::string_view words = AmountWords(static_cast<ElementKind>(kind), merged);
      if (!words.empty() && words == unit) return true;
    }
  }
  return false;
}

// docs/formats/derivative.md: unit = a-z ( a-z | "-" | " " )*
bool IsUnitWord(std::string_view unit) {
  return std::ranges::all_of(unit, [](char c) { return IsLower(c) || c == '-' || c == ' '; });
}

// Whether a line holds nothing but the words from `begin` on, but for a number, a label and a mark before.
// With amount = "none" fixed words do not say what they stand for; those of a whole unit stand alone.
bool StandsAlone(std::string_view text, Span words) {
  const std::size_t line = text.rfind('\n', words.begin) + 1;  // (npos + 1 is 0)
  const std::size_t end = std::min(text.find('\n', words.end), text.size());
  if (!TrimStart(text.substr(words.end, end - words.end)).empty()) return false;
  for (std::string_view rest = TrimStart(text.substr(line, words.begin - line)); !rest.empty();
       rest = TrimStart(rest)) {
    const std::string_view first = FirstWord(rest);
    const bool label =
        first.ends_with('.') || first.ends_with(':') || first.ends_with(')') || first.size() < 3;
    if (!label) return false;
    rest.remove_prefix(first.size());
  }
  return true;
}

constexpr std::array<std::string_view, 8> kNameUnits = {"name",      "person",  "source",    "official",
                                                        "signature", "officer", "informant", "author"};
constexpr std::array<std::string_view, 7> kPostUnits = {"post",     "place",   "city",   "country",
                                                        "location", "mission", "embassy"};
constexpr std::array<std::string_view, 4> kDateUnits = {"date", "day", "date of birth", "birth date"};
constexpr std::array<std::string_view, 7> kOrganisationUnits = {
    "organisation", "organization", "company", "firm", "agency", "office", "ministry"};
// Numbers and addresses: no candidate of any kind.
constexpr std::array<std::string_view, 15> kOtherUnits = {
    "e-mail",          "telephone",      "social security number",
    "passport number", "visa number",    "network address",
    "coordinates",     "account number", "card number",
    "reference",       "case number",    "number",
    "address",         "amount",         "time"};

template <class Words>
bool Has(const Words& words, std::string_view unit) {
  return std::ranges::find(words, unit) != words.end();
}

}  // namespace

bool MayStand(CandidateKind kind, std::string_view unit) {
  if (Has(kNameUnits, unit)) return kind == CandidateKind::kName;
  if (Has(kPostUnits, unit)) return kind == CandidateKind::kPost;
  if (Has(kDateUnits, unit)) return kind == CandidateKind::kDate;
  if (Has(kOrganisationUnits, unit)) return kind == CandidateKind::kOrganisation;
  return !Has(kOtherUnits, unit);
}

CutsFound FindCuts(std::string_view text) {
  CutsFound found;
  constexpr std::size_t kLongest = 512;  // of fixed words, with their codes and statute
  for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
    const std::size_t close = text.find_first_of("[]\n", open + 1);
    if (close == std::string_view::npos || text[close] != ']' || close - open > kLongest) continue;
    const std::string_view words = text.substr(open + 1, close - open - 1);
    const std::size_t at = words.find(kWithheld);
    if (at == std::string_view::npos || (at > 0 && words[at - 1] != ' ')) continue;
    const std::string_view rest = words.substr(at + kWithheld.size());
    if (!rest.empty() && !rest.starts_with(": ")) continue;
    const std::string_view unit = at == 0 ? std::string_view() : words.substr(0, at - 1);
    const Span where{open, close + 1};
    if (IsHoleWord(unit) || (unit.empty() && StandsAlone(text, where))) {
      ++found.holes;
    } else if (IsUnitWord(unit)) {
      found.cuts.push_back({where, std::string(unit)});
    }
  }
  return found;
}

std::vector<Block> BlocksAround(std::string_view text, const std::vector<CutWords>& cuts) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < cuts.size();) {
    const std::size_t gap = text.rfind("\n\n", cuts[i].where.begin);
    Block block;
    block.where = {gap == std::string_view::npos ? 0 : gap + 2,
                   std::min(text.find("\n\n", cuts[i].where.end), text.size())};
    block.first = i;
    std::size_t at = block.where.begin;
    const auto copy = [&](std::size_t end) {
      for (; at < end; ++at) block.text += text[at] == '\n' || text[at] == kCutByte ? ' ' : text[at];
    };
    for (; i < cuts.size() && cuts[i].where.begin < block.where.end; ++i) {
      copy(cuts[i].where.begin);
      block.at.push_back(block.text.size());
      block.text += kCutByte;
      at = cuts[i].where.end;
    }
    copy(block.where.end);
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace markings::internal
