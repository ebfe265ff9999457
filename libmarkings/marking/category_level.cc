// The level, and in whose name a mark stands: a level alone, a compound spelling, an owner's word or codes.

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/marking/internal/category_parser.h"
#include "libmarkings/marking/internal/name_order.h"

namespace markings::internal {

using enum DiagnosticCode;

namespace {

// Whether a row spells itself so, letter by letter. Old spellings have no row of their own: in capitals.
bool IsSpelled(const Vocabulary& vocabulary, const Meaning& meaning, std::string_view written) {
  const auto of = [&](const auto& row) {
    return written == row.banner || written == row.portion || written == row.long_form;
  };
  const auto among = [&](const auto& row) {
    return of(row) || std::ranges::find(row.aliases, written) != row.aliases.end();
  };
  if ((meaning.forms & Meaning::kDeprecated) != 0) return !HasLower(written);
  switch (meaning.kind) {
    case Meaning::Kind::kLevel:
      return among(vocabulary.levels()[meaning.index]);
    case Meaning::Kind::kControl:
      return among(vocabulary.controls()[meaning.index]);
    case Meaning::Kind::kCompound:
      return of(vocabulary.grammar()->compounds[meaning.index]) || !HasLower(written);
    case Meaning::Kind::kFused:
      return of(vocabulary.grammar()->fused[meaning.index]) || !HasLower(written);
  }
  return false;
}

}  // namespace

void CategoryParser::CheckForm(const Meaning& meaning, Span where, std::string_view upper) {
  const std::uint8_t own = OwnForm();
  const bool banner = mark_.kind == MarkingKind::kBanner;
  if ((meaning.forms & own) == 0) {
    canonical_ = false;
    if ((meaning.forms & Meaning::kDeprecated) != 0) {
      Fault(FormCheck::kDeprecated, kMarkDeprecated, where,
            meaning.deprecated.empty() ? "an old spelling" : "an old spelling: " + meaning.deprecated);
    } else if (banner && (meaning.forms & (Meaning::kLong | Meaning::kAlias)) == 0) {
      const bool level = meaning.kind == Meaning::Kind::kLevel || meaning.kind == Meaning::Kind::kCompound;
      Fault(level ? FormCheck::kLevelSpelled : FormCheck::kBannerForm, kMarkForm, where,
            level ? "the level is spelled out in a banner" : "the form of a portion mark in a banner");
    } else if (!banner && (meaning.forms & Meaning::kAlias) == 0) {
      Fault(FormCheck::kPortionForm, kMarkForm, where, "the form of a banner in a portion mark");
    }
  }
  // The row's own spelling, letter by letter.
  if (!grammar_.exact_case) return;
  const std::string_view written = Slice(text_, where);
  if (written.size() == upper.size() && !IsSpelled(vocabulary_, meaning, written))
    Fault(FormCheck::kCapitals, kMarkNotCanonical, where, "other letters are capitals than should be");
}

void CategoryParser::SetLevel(const Meaning& meaning, Span where) {
  if (has_level_) {
    Fault(FormCheck::kTwoLevels, kMarkTwoLevels, where, "a second level", false);
    return;
  }
  has_level_ = true;
  value_.level = meaning.index;
  if (meaning.kind == Meaning::Kind::kCompound) {
    const Compound& row = grammar_.compounds[meaning.index];
    value_.level = row.level;
    value_.owner = static_cast<std::uint8_t>(row.owner);
    value_.controls |= row.controls;
  }
}

// The level of the regime's own mark. A compound here lacks the owner's prefix.
bool CategoryParser::TakeLevel(Piece piece) {
  std::string_view text = Text(piece);
  const Meaning* meaning = vocabulary_.spellings().FindLevel(text);
  for (std::size_t i = 0; meaning == nullptr && i < grammar_.prefixes.size(); ++i) {
    const std::string& prefix = grammar_.prefixes[i];
    if (text.size() <= prefix.size() || !text.starts_with(prefix) || text[prefix.size()] != ' ') continue;
    meaning = vocabulary_.spellings().FindLevel(text.substr(prefix.size() + 1));
    if (meaning == nullptr) continue;
    piece.begin = static_cast<std::uint16_t>(piece.begin + prefix.size() + 1);
    canonical_ = false;
    text = Text(piece);
  }
  if (meaning != nullptr) {
    SetLevel(*meaning, At(piece));
    if (meaning->kind == Meaning::Kind::kCompound && !grammar_.owner_prefix.empty())
      Fault(FormCheck::kOwnerOne, kMarkDelimiter, At(piece),
            fmt::format("a mark of another owner begins with {}", grammar_.owner_prefix));
    CheckForm(*meaning, At(piece), text);
    return true;
  }
  // "JOINT SECRET CAN GBR USA" without the prefix.
  if (grammar_.owner_prefix.empty() || piece_count_ == 0) return false;
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return false;
  const bool word = std::ranges::any_of(grammar_.owners, [&](const Owner& owner) {
    return !owner.word.empty() && owner.word == text.substr(0, space);
  });
  const bool code = countries_.Find(text.substr(0, space)).has_value();
  if ((!word && !code) || !TakeOwnedLevel(text, At(piece))) return false;
  Fault(FormCheck::kOwnerOne, kMarkDelimiter, At(piece),
        fmt::format("a mark of another owner begins with {}", grammar_.owner_prefix));
  return true;
}

bool CategoryParser::TakeOwnedLevel(std::string_view text, Span where) {
  const SpellingTable& spellings = vocabulary_.spellings();
  if (const Meaning* meaning = spellings.FindLevel(text)) {
    if (meaning->kind == Meaning::Kind::kLevel) {
      SetLevel(*meaning, where);
      Fault(FormCheck::kOwnerOne, kMarkOwner, where,
            "the regime's own level after the prefix of another owner");
      return true;
    }
    SetLevel(*meaning, where);
    CheckForm(*meaning, where, text);
    return true;
  }
  for (std::size_t i = 0; i < grammar_.owners.size(); ++i) {
    const Owner& owner = grammar_.owners[i];
    std::string_view rest = text;
    if (!owner.word.empty()) {
      if (!rest.starts_with(owner.word) || rest.size() <= owner.word.size() || rest[owner.word.size()] != ' ')
        continue;
      rest.remove_prefix(owner.word.size() + 1);
    } else if (owner.list == OwnerList::kNone) {
      continue;  // spelled through compounds only
    }
    // The level is at the other end of the list: the longest spelling there.
    const bool before = owner.list == OwnerList::kBefore;
    std::size_t cut = before ? 0 : rest.size();
    for (const Meaning* meaning = nullptr; meaning == nullptr;) {
      const std::string_view level = before ? rest.substr(cut) : rest.substr(0, cut);
      meaning = spellings.FindLevel(level);
      if (meaning != nullptr && meaning->kind == Meaning::Kind::kLevel && !(before && cut == 0)) {
        const std::string_view codes =
            before ? rest.substr(0, cut - 1) : rest.substr(std::min(cut + 1, rest.size()));
        if (owner.list == OwnerList::kNone && !codes.empty()) break;
        if (before && codes.empty()) break;
        SetLevel(*meaning, where);
        const Span level_span = At(static_cast<std::size_t>(level.data() - upper_.data()),
                                   static_cast<std::size_t>(level.data() - upper_.data()) + level.size());
        CheckForm(*meaning, level_span, level);
        value_.owner = static_cast<std::uint8_t>(i);
        if (owner.list != OwnerList::kNone && !TakeCodes(codes, where, i)) unknown_ = true;
        return true;
      }
      meaning = nullptr;
      const std::size_t blank = before ? rest.find(' ', cut) : (cut == 0 ? cut : rest.rfind(' ', cut - 1));
      if (blank == std::string_view::npos || (!before && blank == 0)) break;
      cut = before ? blank + 1 : blank;
    }
  }
  return false;
}

// The codes of an owner's list, parted by blanks.
bool CategoryParser::TakeCodes(std::string_view codes, Span where, std::size_t owner) {
  const std::string_view written = codes;
  bool good = true;
  std::string_view before;
  bool commas = false;
  bool blanks = false;
  while (!codes.empty()) {
    const std::size_t end = std::min(codes.find_first_of(" ,"), codes.size());
    const std::string_view code = codes.substr(0, end);
    if (end < codes.size() && codes[end] == ',') commas = true;
    codes.remove_prefix(std::min(end + 1, codes.size()));
    if (code.empty()) {
      blanks = true;
      continue;
    }
    const std::size_t at = static_cast<std::size_t>(code.data() - upper_.data());
    if (!countries_.Find(code)) {
      good = false;
      Fault(FormCheck::kUnknownCountry, kMarkUnknownCountry, At(at, at + code.size()), "no such country code",
            false);
    }
    // All in the alphabet's order, the own country among them.
    if (!before.empty() && CompareCodes(code, before, {}) < 0)
      Fault(FormCheck::kOwnerListOrder, kMarkList, At(at, at + code.size()), "the codes are out of order");
    before = code;
    AddName(MarkName::kOwnerCode, code, At(at, at + code.size()));
  }
  for (const Owner& one : grammar_.owners) {
    if (one.list != OwnerList::kNone || one.codes.size() != 1 || one.codes.front() != written) continue;
    Fault(FormCheck::kUnknownToken, kMarkUnknownToken, where,
          fmt::format("{} has levels of its own, and this is none of them", written), false);
    good = false;
  }
  if (commas || blanks)
    Fault(FormCheck::kListSeparator, kMarkList, where,
          commas ? "blanks part the codes here, not commas" : "one blank parts the codes");
  if (before.empty() && grammar_.owners[owner].banner_list && mark_.kind == MarkingKind::kPortion)
    Fault(FormCheck::kListOfBanner, kMarkList, where,
          "the owners are those of the banner, which is not here");
  else if (before.empty() && grammar_.owners[owner].list != OwnerList::kNone)
    Fault(FormCheck::kListEmpty, kMarkList, where, "the list of countries is missing",
          grammar_.owners[owner].list == OwnerList::kAfter);
  return good;
}

}  // namespace markings::internal
