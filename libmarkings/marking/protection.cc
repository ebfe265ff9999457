#include "libmarkings/marking/internal/protection.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "libmarkings/marking/internal/name_order.h"

namespace markings::internal {
namespace {

std::uint64_t Bit(std::size_t index) { return std::uint64_t{1} << index; }

template <class Visit>
void ForEachBit(std::uint64_t bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

void AddName(std::vector<MarkName>& names, std::uint8_t control, std::string_view name) {
  if (!HasName(names, control, name)) names.push_back({control, std::string(name)});
}

// A control whose list may be left out, and then stands for sources that are not named.
bool Conceals(const Control& row) {
  return row.optional_list && row.takes == ListKind::kCountries && row.release == ReleaseRole::kNoPart;
}

bool IsClassified(const Vocabulary& vocabulary, std::size_t level) {
  return (vocabulary.grammar()->classified >> level & 1U) != 0;
}

// Whether lists of disclosure are kept only where they are all the same, and those of release are too.
bool IsSameList(const Vocabulary& vocabulary) {
  return std::ranges::any_of(vocabulary.controls(), &Control::same_list);
}

// `closed` has what the owner rolls into.
Release ReleaseOf(const Vocabulary& vocabulary, const Marking& marking, std::uint64_t closed, bool& nobody) {
  Release release;
  const bool same_list = IsSameList(vocabulary);
  bool stated = false;
  bool officer = false;
  using Unstated = Control::Unstated;
  Unstated unstated = IsClassified(vocabulary, marking.level) ? Unstated::kPlain : Unstated::kNoPart;
  ForEachBit(closed, [&](std::size_t i) {
    switch (vocabulary.controls()[i].release) {
      case ReleaseRole::kNobody:
        nobody = true;
        break;
      case ReleaseRole::kList:
        stated = true;
        release.list |= CountriesOf(marking, i);
        break;
      case ReleaseRole::kDisplay:
        stated = true;
        release.display |= CountriesOf(marking, i);
        break;
      case ReleaseRole::kOfficer:
        stated = officer = true;
        break;
      case ReleaseRole::kNoPart:
        unstated = std::max(unstated, vocabulary.controls()[i].unstated);
        break;
    }
  });
  if (!same_list) release.display |= release.list;  // what may be released may be shown
  release.anyone = release.plain = release.officer = false;
  if (nobody) {
    release.list.reset();
    release.display.reset();
  } else if (stated) {
    release.officer = officer;
  } else if (unstated != Unstated::kNoPart) {
    release.plain = true;
    release.officer = unstated == Unstated::kOfficer;
  } else {
    release.anyone = release.plain = release.officer = true;
    release.list.set();
    release.display.set();
  }
  return release;
}

// Names of a control that another one supersedes go over to that one: SIGMA of FRD beside RD.
void MoveSuperseded(const Vocabulary& vocabulary, std::uint64_t controls, std::vector<MarkName>& names) {
  ForEachBit(controls, [&](std::size_t above) {
    const Control& row = vocabulary.controls()[above];
    if (row.takes != ListKind::kTree || row.supersedes == 0) return;
    for (MarkName& name : names) {
      if (name.control < 64 && (row.supersedes >> name.control & 1U) != 0 &&
          vocabulary.controls()[name.control].takes == ListKind::kTree) {
        name.control = static_cast<std::uint8_t>(above);
      }
    }
  });
}

void Tidy(std::vector<MarkName>& names) {
  std::ranges::sort(names);
  const auto twice = std::ranges::unique(names);
  names.erase(twice.begin(), twice.end());
}

// More names of a control than a roll-up says are said as one. Names are sorted, each there once.
void Gather(const Vocabulary& vocabulary, std::uint64_t controls, std::vector<MarkName>& names) {
  ForEachBit(controls, [&](std::size_t i) {
    const Control& row = vocabulary.controls()[i];
    if (row.most == 0) return;
    const auto first = [&](const MarkName& name) {
      return name.control == i && name.name.find_first_of(" -") == std::string::npos;
    };
    if (!HasName(names, i, row.many) && std::cmp_less_equal(std::ranges::count_if(names, first), row.most))
      return;
    std::erase_if(names, [&](const MarkName& name) { return name.control == i; });
    const MarkName many{static_cast<std::uint8_t>(i), row.many};
    names.insert(std::ranges::lower_bound(names, many), many);
  });
}

}  // namespace

std::uint64_t CloseControls(const Vocabulary& vocabulary, std::uint64_t controls) {
  const auto& all = vocabulary.controls();
  std::uint64_t closed = controls;
  for (std::uint64_t fresh = controls; fresh != 0;) {
    std::uint64_t added = 0;
    ForEachBit(fresh, [&](std::size_t i) {
      if (i < all.size()) added |= all[i].implies | all[i].supersedes;
    });
    fresh = added & ~closed;
    closed |= added;
  }
  ForEachBit(closed, [&](std::size_t i) {
    if (i >= all.size() || (all[i].deprecated && all[i].implies != 0)) closed &= ~Bit(i);
  });
  return closed;
}

std::uint64_t AbsorbedBy(const Vocabulary& vocabulary, std::size_t level) {
  if (vocabulary.grammar() != nullptr) return vocabulary.grammar()->absorbed[level];
  std::uint64_t absorbed = 0;
  const auto& all = vocabulary.controls();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].absorbed_from && *all[i].absorbed_from <= level) absorbed |= Bit(i);
  }
  return CloseControls(vocabulary, absorbed);
}

Countries::Set CountriesOf(const Marking& marking, std::size_t control) {
  const Countries& countries = Countries::Get();
  Countries::Set set;
  for (const MarkName& name : marking.names) {
    if (name.control != control) continue;
    if (const auto code = countries.Find(name.name)) set |= countries.codes()[*code].members;
  }
  return set;
}

Protection ProtectionOf(const Vocabulary& vocabulary, const Marking& marking) {
  const auto& controls = vocabulary.controls();
  const Grammar& grammar = *vocabulary.grammar();
  Protection protection;
  protection.level = marking.level;
  protection.owner = marking.owner;
  std::uint64_t closed = CloseControls(vocabulary, marking.controls);
  const Owner* owner = marking.owner < grammar.owners.size() ? &grammar.owners[marking.owner] : nullptr;
  if (owner != nullptr && owner->rolls_into) closed |= Bit(*owner->rolls_into);
  protection.release = ReleaseOf(vocabulary, marking, closed, protection.nobody);
  ForEachBit(closed, [&](std::size_t i) {
    if (controls[i].release == ReleaseRole::kNoPart) protection.controls |= Bit(i);
  });
  for (const MarkName& name : marking.names) {
    if (name.control < controls.size() && controls[name.control].release != ReleaseRole::kNoPart) continue;
    protection.names.push_back(name);
    // What a sub-compartment is below.
    for (std::size_t cut = name.name.find_last_of(" -"); cut != std::string::npos && cut > 0;
         cut = name.name.find_last_of(" -", cut - 1)) {
      const bool unnamed = name.control >= MarkName::kUnnamed;
      if (unnamed || (name.control < controls.size() && controls[name.control].takes == ListKind::kTree))
        AddName(protection.names, name.control, std::string_view(name.name).substr(0, cut));
    }
  }
  ForEachBit(marking.controls, [&](std::size_t i) {
    const auto control = static_cast<std::uint8_t>(i);
    if (Conceals(controls[i]) && !HasNames(marking.names, i)) AddName(protection.names, control, {});
  });
  if (owner != nullptr && owner->rolls_into) {
    const auto into = static_cast<std::uint8_t>(*owner->rolls_into);
    bool named = false;
    for (const std::string& code : owner->codes) {
      AddName(protection.names, into, code);
      named = true;
    }
    for (const MarkName& name : marking.names) {
      if (name.control != MarkName::kOwnerCode) continue;
      named = true;
      if (name.name != grammar.home) AddName(protection.names, into, name.name);
    }
    if (!named) AddName(protection.names, into, {});
  }
  MoveSuperseded(vocabulary, protection.controls, protection.names);
  Tidy(protection.names);
  Gather(vocabulary, protection.controls, protection.names);
  protection.fused = marking.fused;
  std::uint64_t in_words = 0;
  ForEachBit(marking.fused, [&](std::size_t i) { in_words |= grammar.fused[i].controls; });
  ForEachBit(marking.controls & ~in_words, [&](std::size_t i) {
    protection.said = protection.said || controls[i].release != ReleaseRole::kNoPart;
  });
  return protection;
}

namespace {

std::vector<std::string> OwnerCodes(const Protection& protection) {
  std::vector<std::string> codes;
  for (const MarkName& name : protection.names) {
    if (name.control == MarkName::kOwnerCode) codes.push_back(name.name);
  }
  return codes;
}

bool SameOwner(const Protection& a, const Protection& b) {
  return a.owner == b.owner && OwnerCodes(a) == OwnerCodes(b);
}

// The level as it counts in a document of the regime's own.
std::size_t HomeLevel(const Vocabulary& vocabulary, std::size_t level) {
  return vocabulary.levels()[level].at_home.value_or(level);
}

void MakeOwn(const Vocabulary& vocabulary, Protection& protection) {
  protection.owner = Marking::kOwn;
  protection.level = HomeLevel(vocabulary, protection.level);
  std::erase_if(protection.names, [](const MarkName& name) { return name.control == MarkName::kOwnerCode; });
}

}  // namespace

Protection JoinOf(const Vocabulary& vocabulary, const Protection& a, const Protection& b) {
  Protection joined = a;
  joined.level = std::max(a.level, b.level);
  joined.controls |= b.controls;
  joined.nobody = a.nobody || b.nobody;
  joined.names.insert(joined.names.end(), b.names.begin(), b.names.end());
  if (!SameOwner(a, b)) MakeOwn(vocabulary, joined);
  joined.release.anyone = a.release.anyone && b.release.anyone;
  joined.release.plain = a.release.plain && b.release.plain;
  joined.release.officer = a.release.officer && b.release.officer;
  joined.release.list &= b.release.list;
  joined.release.display &= b.release.display;
  if (IsSameList(vocabulary) && !a.release.anyone && !b.release.anyone &&
      (a.release.list != b.release.list || a.release.display != b.release.display))
    joined.release.display.reset();
  joined.fused |= b.fused;
  joined.said = a.said || b.said;
  MoveSuperseded(vocabulary, joined.controls, joined.names);
  Tidy(joined.names);
  Gather(vocabulary, joined.controls, joined.names);
  return joined;
}

namespace {

// The home country is in every list; nothing is released to it.
bool Reaches(const Vocabulary& vocabulary, Countries::Set set) {
  if (const auto home = Countries::Get().Find(vocabulary.grammar()->home)) set.reset(*home);
  return set.any();
}

// That a level absorbs a control does not absorb what that one leaves behind.
bool LeavesNobody(const Vocabulary& vocabulary, std::uint64_t controls, std::size_t level) {
  bool nobody = false;
  ForEachBit(controls, [&](std::size_t i) {
    const Control& row = vocabulary.controls()[i];
    if (!row.absorbed_from || level < *row.absorbed_from) return;
    ForEachBit(row.leaves, [&](std::size_t left) {
      nobody = nobody || vocabulary.controls()[left].release == ReleaseRole::kNobody;
    });
  });
  return nobody;
}

struct Settled {
  bool nobody, anyone, plain, officer;
  Countries::Set list, display;
};

// To whom it may go once everything is joined.
Settled Settle(const Vocabulary& vocabulary, const Protection& protection) {
  const Release& release = protection.release;
  Settled settled{protection.nobody || LeavesNobody(vocabulary, protection.controls, protection.level),
                  release.anyone,
                  release.plain,
                  release.officer,
                  release.list,
                  release.display};
  if (settled.nobody) settled.anyone = settled.plain = settled.officer = false;
  if (settled.nobody || settled.anyone || settled.plain) {
    settled.list.reset();
    settled.display.reset();
    settled.officer = false;
    return settled;
  }
  if (!Reaches(vocabulary, settled.list)) settled.list.reset();
  settled.display |= settled.list;
  if (!Reaches(vocabulary, settled.display)) settled.display.reset();
  if (settled.list.none() && settled.display.none() && !settled.officer) {
    // Nobody is left. What an edition without such a rule writes then is a mark that says nothing.
    (vocabulary.grammar()->gap_is_plain ? settled.plain : settled.nobody) = true;
  }
  return settled;
}

}  // namespace

bool Covers(const Vocabulary& vocabulary, const Protection& a, const Protection& b) {
  const bool same_owner = SameOwner(a, b);
  if (!same_owner && a.owner != Marking::kOwn) return false;
  const std::size_t level =
      a.owner == Marking::kOwn && !same_owner ? HomeLevel(vocabulary, b.level) : b.level;
  if (a.level < level) return false;
  const std::uint64_t has = a.controls | AbsorbedBy(vocabulary, a.level);
  if ((b.controls & ~has) != 0) return false;
  std::vector<MarkName> names = b.names;
  MoveSuperseded(vocabulary, a.controls, names);
  for (const MarkName& name : names) {
    if (name.control == MarkName::kOwnerCode && !same_owner) continue;
    if (HasName(a.names, name.control, name.name)) continue;
    if (name.control < 64 && vocabulary.controls()[name.control].most > 0 &&
        HasName(a.names, name.control, vocabulary.controls()[name.control].many))
      continue;
    if (name.control < 64 && Conceals(vocabulary.controls()[name.control]) &&
        HasName(a.names, name.control, {}))
      continue;
    return false;
  }
  const Settled mine = Settle(vocabulary, a);
  const Settled other = Settle(vocabulary, b);
  if (mine.nobody || other.anyone) return true;
  if (other.nobody || mine.anyone) return false;
  if (mine.plain && vocabulary.grammar()->gap_is_plain) return true;
  // What counts as left to the officer only beside others is covered by what is.
  if (other.plain && b.release.officer && mine.officer && mine.list.none() && mine.display.none())
    return true;
  if (mine.plain || other.plain) return mine.plain && other.plain;
  return (!mine.officer || other.officer) && (mine.list & ~other.list).none() &&
         (mine.display & ~other.display).none();
}

Marking MarkingOf(const Vocabulary& vocabulary, const Protection& protection) {
  const auto& controls = vocabulary.controls();
  const Countries& countries = Countries::Get();
  const Grammar& grammar = *vocabulary.grammar();
  Marking marking;
  marking.level = protection.level;
  marking.owner = protection.owner;
  std::uint64_t needless = AbsorbedBy(vocabulary, protection.level);
  ForEachBit(protection.controls, [&](std::size_t i) { needless |= controls[i].supersedes; });
  marking.controls = protection.controls & ~needless;
  // The sources of its own owner are said by the owner.
  std::uint8_t into = 63;  // (No vocabulary has so many controls.)
  if (marking.owner < grammar.owners.size() && grammar.owners[marking.owner].rolls_into) {
    into = static_cast<std::uint8_t>(*grammar.owners[marking.owner].rolls_into);
  }
  bool foreign_sources = false;
  for (const MarkName& name : protection.names) {
    if (name.control < controls.size()) {
      if ((marking.controls >> name.control & 1U) == 0) continue;
      const bool own_source =
          name.control == into && (HasName(protection.names, MarkName::kOwnerCode, name.name) ||
                                   std::ranges::find(grammar.owners[marking.owner].codes, name.name) !=
                                       grammar.owners[marking.owner].codes.end() ||
                                   name.name.empty());
      if (own_source) continue;
      foreign_sources = foreign_sources || name.control == into;
      if (Conceals(controls[name.control]) && HasName(protection.names, name.control, {})) continue;
    }
    marking.names.push_back(name);
  }
  if (into < controls.size() && !foreign_sources) marking.controls &= ~Bit(into);
  const Settled settled = Settle(vocabulary, protection);
  const auto home = countries.Find(grammar.home);
  // (What `told` holds, another list says.)
  const auto add = [&](ReleaseRole role, Countries::Set set = {}, const Countries::Set& told = {}) {
    for (std::size_t i = 0; i < controls.size(); ++i) {
      if (controls[i].release != role || controls[i].deprecated || controls[i].list_before) continue;
      marking.controls |= Bit(i);
      if (set.none()) return;
      const auto control = static_cast<std::uint8_t>(i);
      if (home) set.set(*home);  // (a group that the home country is in is whole only with it)
      for (const std::size_t code : countries.CodesOf(set)) {
        if (code != home && (countries.codes()[code].members & ~told).any())
          marking.names.push_back({control, countries.codes()[code].code});
      }
      if (home && controls[i].home_first) marking.names.push_back({control, grammar.home});
      return;
    }
  };
  if (settled.nobody) add(ReleaseRole::kNobody);
  if (settled.list.any()) add(ReleaseRole::kList, settled.list);
  if (Reaches(vocabulary, settled.display & ~settled.list)) {
    Countries::Set told = settled.list;
    if (home) told.set(*home);
    add(ReleaseRole::kDisplay, settled.display, told);
  }
  if (settled.officer) add(ReleaseRole::kOfficer);
  ForEachBit(protection.said ? 0 : protection.fused, [&](std::size_t i) {
    const Fused& row = grammar.fused[i];
    const bool stands = (row.levels >> marking.level & 1U) != 0;
    if (stands && (marking.controls & row.controls) == row.controls) marking.fused |= Bit(i);
  });
  SortNames(vocabulary, marking.names);
  return marking;
}

namespace {

// The controls that a mark needs; those that are read as others are replaced by them.
std::uint64_t KeptControls(const Vocabulary& vocabulary, const Marking& marking) {
  const auto& controls = vocabulary.controls();
  const std::uint64_t closed = CloseControls(vocabulary, marking.controls);
  std::uint64_t needless = AbsorbedBy(vocabulary, marking.level);
  std::uint64_t left = 0;
  ForEachBit(closed, [&](std::size_t i) {
    needless |= controls[i].supersedes;
    if (controls[i].absorbed_from && marking.level >= *controls[i].absorbed_from &&
        (marking.controls >> i & 1U) != 0) {
      left |= controls[i].leaves;
    }
  });
  return (closed & ~needless) | left;
}

}  // namespace

bool HasNeedless(const Vocabulary& vocabulary, const Marking& marking) {
  const std::uint64_t suspects = vocabulary.grammar()->rewriting | AbsorbedBy(vocabulary, marking.level);
  return (marking.controls & suspects) != 0 && KeptControls(vocabulary, marking) != marking.controls;
}

Marking DropNeedless(const Vocabulary& vocabulary, Marking marking) {
  const auto& controls = vocabulary.controls();
  const std::uint64_t kept = KeptControls(vocabulary, marking);
  if (kept == marking.controls) return marking;
  if ((marking.controls & ~kept) != 0) {
    // The lists of deprecated controls go to what those are read as.
    ForEachBit(marking.controls & ~kept, [&](std::size_t i) {
      for (MarkName& name : marking.names) {
        if (name.control != i || !controls[i].deprecated || controls[i].implies == 0) continue;
        name.control = static_cast<std::uint8_t>(std::countr_zero(controls[i].implies));
      }
    });
    MoveSuperseded(vocabulary, kept, marking.names);
    std::erase_if(marking.names, [&](const MarkName& name) {
      return name.control < controls.size() && (kept >> name.control & 1U) == 0;
    });
    SortNames(vocabulary, marking.names);
    const auto twice = std::ranges::unique(marking.names);
    marking.names.erase(twice.begin(), twice.end());
  }
  marking.controls = kept;
  ForEachBit(marking.fused, [&](std::size_t i) {
    const std::uint64_t parts = vocabulary.grammar()->fused[i].controls;
    if ((kept & parts) != parts) marking.fused &= ~Bit(i);
  });
  return marking;
}

}  // namespace markings::internal
