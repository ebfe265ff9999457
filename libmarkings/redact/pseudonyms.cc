#include "libmarkings/redact/internal/pseudonyms.h"

#include <algorithm>
#include <set>

#include "libmarkings/text/ascii.h"
#include "libmarkings/text/compared.h"

namespace markings::internal {
namespace {

// One masked span, over a page line or not.
struct Masked {
  std::pair<std::size_t, std::size_t> place;  // part, index of the mask
  std::string label;                          // "PERSON"
  std::string text;                           // as it is compared
  bool person = false;
};

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (blank > 0) words.emplace_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return words;
}

std::string LabelOf(const MaskSpan& mask) {
  return mask.found == EntityKind::kPerson && mask.as == "name" ? "PERSON" : Upper(mask.as);
}

std::vector<Masked> Collect(const Document& document, const Decisions& decisions,
                            const std::vector<UnitParts>& units) {
  std::vector<Masked> all;
  for (const UnitParts& unit : units) {
    if (unit.outcome != Outcome::kMask) continue;
    for (const std::size_t part : unit.parts) {
      const std::vector<MaskSpan>& masks = decisions.elements[part].masks;
      for (std::size_t i = 0; i < masks.size(); ++i) {
        const std::string text = Compared(document.Text(masks[i].span));
        if (masks[i].continued && !all.empty()) {
          all.back().text += " " + text;
        } else {
          all.push_back({{part, i}, LabelOf(masks[i]), text, masks[i].found == EntityKind::kPerson});
        }
      }
    }
  }
  return all;
}

}  // namespace

Pseudonyms::Pseudonyms(const Document& document, const Decisions& decisions,
                       const std::vector<UnitParts>& units) {
  const std::vector<Masked> all = Collect(document, decisions, units);
  using Name = std::pair<std::string, std::string>;  // label, text
  // Of each word of a person's full name: the full names that have it.
  std::map<Name, std::set<std::string>> having;
  for (const Masked& one : all) {
    if (!one.person || !one.text.contains(' ')) continue;
    for (std::string& word : WordsOf(one.text)) having[{one.label, std::move(word)}].insert(one.text);
  }
  std::map<Name, std::size_t> numbers;
  std::map<std::string, std::size_t> last;
  for (const Masked& one : all) {
    Name name{one.label, one.text};
    if (const auto found = having.find(name); one.person && found != having.end()) {
      if (found->second.size() > 1) {
        words_.emplace(one.place, one.label);
        continue;
      }
      name.second = *found->second.begin();
    }
    const auto [number, added] = numbers.try_emplace(std::move(name), 0);
    if (added) number->second = ++last[one.label];
    words_.emplace(one.place, one.label + " " + std::to_string(number->second));
  }
}

}  // namespace markings::internal
