#include "libmarkings/marking/clearance.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/banner_mark.h"
#include "libmarkings/marking/internal/category_parser.h"
#include "libmarkings/marking/internal/protection.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"

namespace markings {
namespace {

bool Has(std::uint64_t set, std::size_t index) { return (set >> index & 1U) != 0; }

std::string ControlName(const Vocabulary& vocabulary, std::size_t control) {
  return vocabulary.controls()[control].id;
}

// "SI-G ABCD" of the control and the path below it.
std::string PathName(const Vocabulary& vocabulary, const MarkName& name) {
  return ControlName(vocabulary, name.control) + "-" + name.name;
}

bool Holds(const Marking& held, const MarkName& name) {
  return std::ranges::any_of(held.names, [&](const MarkName& one) { return one == name; });
}

void CheckAccesses(const Vocabulary& vocabulary, const Clearance& reader, const Marking& mark,
                   std::vector<std::string>& reasons) {
  const auto& controls = vocabulary.controls();
  const Grammar& grammar = *vocabulary.grammar();
  for (std::uint64_t left = mark.controls; left != 0; left &= left - 1) {
    const auto control = static_cast<std::size_t>(std::countr_zero(left));
    const Control& row = controls[control];
    if (!row.access && !grammar.categories[row.CategoryIn(mark.owner == Marking::kOwn)].access) continue;
    if (!Has(reader.held.controls, control))
      reasons.push_back(fmt::format("the access {} is not held", ControlName(vocabulary, control)));
  }
  for (const MarkName& name : mark.names) {
    if (name.control >= MarkName::kUnnamed) {
      const bool asked = grammar.categories[name.control - MarkName::kUnnamed].access;
      if (asked && !Holds(reader.held, name))
        reasons.push_back(fmt::format("the access {} is not held", name.name));
      continue;
    }
    if (name.control >= controls.size()) continue;
    const Control& row = controls[name.control];
    const bool tree = row.takes == ListKind::kTree || row.takes == ListKind::kNames;
    if (!tree || (!row.access && !grammar.categories[row.CategoryIn(mark.owner == Marking::kOwn)].access))
      continue;
    if (Has(reader.held.controls, name.control) && !Holds(reader.held, name))
      reasons.push_back(fmt::format("the access {} is not held", PathName(vocabulary, name)));
  }
}

// Release to a reader from abroad.
void CheckRelease(const Vocabulary& vocabulary, const Clearance& reader, const Marking& mark,
                  std::vector<std::string>& reasons) {
  const Grammar& grammar = *vocabulary.grammar();
  if (reader.nationality.empty() || reader.nationality == grammar.home) return;
  const auto country = Countries::Get().Find(reader.nationality);
  if (!country) {
    reasons.emplace_back("the reader's nationality is no code of the country list");
    return;
  }
  // What an owner marked is its own nation's to read.
  for (const MarkName& name : mark.names) {
    if (name.control != MarkName::kOwnerCode) continue;
    const auto code = Countries::Get().Find(name.name);
    if (code && Countries::Get().codes()[*code].members.test(*country)) return;
  }
  if (mark.owner < grammar.owners.size()) {
    for (const std::string& one : grammar.owners[mark.owner].codes) {
      const auto code = Countries::Get().Find(one);
      if (code && Countries::Get().codes()[*code].members.test(*country)) return;
    }
  }
  const internal::Protection protection = internal::ProtectionOf(vocabulary, mark);
  const internal::Release& release = protection.release;
  if (release.anyone) return;
  if (protection.nobody) {
    reasons.emplace_back("the mark lets nobody abroad have it");
  } else if (release.plain) {
    reasons.emplace_back("the mark is classified and says nothing of foreign release");
  } else if (!release.list.test(*country)) {
    reasons.emplace_back(release.display.test(*country)
                             ? "the mark lets it be shown to the reader's nation, not given"
                         : release.officer ? "a disclosure officer has to decide for the reader's nation"
                                           : "the reader's nation is not on the list of release");
  }
}

// What a mark protects beside release abroad.
Marking WithoutRelease(const Vocabulary& vocabulary, Marking mark) {
  const auto& controls = vocabulary.controls();
  const auto of_release = [&](std::size_t control) {
    return control < controls.size() && controls[control].release != ReleaseRole::kNoPart;
  };
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (of_release(i)) mark.controls &= ~(std::uint64_t{1} << i);
  }
  std::erase_if(mark.names, [&](const MarkName& name) { return of_release(name.control); });
  mark.fused = 0;  // of how it is written
  return mark;
}

}  // namespace

Result<Clearance> ParseClearance(const Vocabulary& vocabulary, std::string_view text,
                                 std::string_view nationality) {
  Clearance clearance;
  if (vocabulary.grammar() != nullptr) {
    const auto held = internal::ReadHeld(vocabulary, text);
    if (!held) {
      return Fail(ErrorCode::kUnusableInput, {}, "the clearance is no level with accesses of the vocabulary",
                  "write it as a mark, such as the level and after // the accesses held");
    }
    clearance.held = *held;
    if (!nationality.empty() && !Countries::Get().Find(nationality)) {
      return Fail(ErrorCode::kUnusableInput, {}, "the nationality is no code of the country list",
                  "write the code of three letters, in capitals");
    }
  } else {
    ParsedMarking mark = internal::ParseBannerMark(vocabulary, text);
    if (mark.status != MarkingStatus::kValid) mark = ParsePortion(vocabulary, text);
    if (mark.status != MarkingStatus::kValid) {
      return Fail(ErrorCode::kUnusableInput, {}, "the clearance is no valid mark of the vocabulary",
                  "write it as a class line or a portion mark");
    }
    clearance.held = mark.value;
  }
  clearance.nationality = nationality;
  return clearance;
}

Access MayRead(const Vocabulary& vocabulary, const Clearance& reader, const Marking& mark) {
  Access access;
  const auto& levels = vocabulary.levels();
  if (mark.level > reader.held.level) {
    access.reasons.push_back(
        fmt::format("the level {} is above {}", levels[mark.level].banner, levels[reader.held.level].banner));
  }
  if (vocabulary.grammar() != nullptr) {
    CheckAccesses(vocabulary, reader, mark, access.reasons);
    CheckRelease(vocabulary, reader, mark, access.reasons);
  } else {
    const Marking held = Normalise(vocabulary, reader.held);
    for (std::uint64_t left = mark.controls; left != 0; left &= left - 1) {
      const auto control = static_cast<std::size_t>(std::countr_zero(left));
      if (!Dominates(vocabulary, Marking{held.level, held.controls}, Marking{0, std::uint64_t{1} << control}))
        access.reasons.push_back(
            fmt::format("the control {} is not cleared", ControlName(vocabulary, control)));
    }
  }
  access.granted = access.reasons.empty();
  return access;
}

bool HasReleaseLists(const Vocabulary& vocabulary) {
  return std::ranges::any_of(vocabulary.controls(),
                             [](const Control& row) { return row.release == ReleaseRole::kList; });
}

bool SaysRelease(const Vocabulary& vocabulary, const Marking& mark) {
  return WithoutRelease(vocabulary, mark).controls != mark.controls;
}

Access MayRelease(const Vocabulary& vocabulary, const Marking& mark, std::string_view to) {
  Access access;
  const auto& codes = Countries::Get().codes();
  const auto found = Countries::Get().Find(to);
  if (!HasReleaseLists(vocabulary)) {
    access.reasons.emplace_back("the vocabulary has no lists of release");
  } else if (!found) {
    access.reasons.emplace_back("the code is none of the country list");
  } else if (std::ranges::any_of(mark.names,
                                 [](const MarkName& one) { return one.control >= MarkName::kUnnamed; })) {
    access.reasons.emplace_back("the mark holds a token that nobody knows");
  } else if (mark.controls != 0 && mark.owner == Marking::kOwn && !SaysRelease(vocabulary, mark) &&
             to != vocabulary.grammar()->home) {
    // (In a roll-up such a mark has no part; that is no leave to give its text away.)
    access.reasons.emplace_back("the mark holds a control and says nothing of foreign release");
  } else {
    // Of a group whose members are public each country of them counts; another one stands for itself.
    bool countries = false;
    for (std::size_t i = 0; i < codes.size() && access.reasons.empty(); ++i) {
      if (!codes[*found].members.test(i) || codes[i].group) continue;
      countries = true;
      CheckRelease(vocabulary, {.held = {}, .nationality = codes[i].code}, mark, access.reasons);
    }
    if (!countries)
      CheckRelease(vocabulary, {.held = {}, .nationality = std::string(to)}, mark, access.reasons);
  }
  access.granted = access.reasons.empty();
  return access;
}

bool IsWithin(const Vocabulary& vocabulary, const Marking& ceiling, std::span<const std::string> countries,
              const Marking& mark) {
  if (countries.empty()) return Dominates(vocabulary, ceiling, mark);
  // To whom it goes abroad is the countries' to say, not the ceiling's.
  return Dominates(vocabulary, ceiling, WithoutRelease(vocabulary, mark)) &&
         std::ranges::all_of(countries, [&](const std::string& country) {
           return MayRead(vocabulary, {.held = ceiling, .nationality = country}, mark).granted &&
                  MayRelease(vocabulary, mark, country).granted;
         });
}

}  // namespace markings
