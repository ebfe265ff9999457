// Marks of regimes with banner categories. The level, or an owner and a level, stands first; then values,
// parted by category separators and value separators. Each value is looked up as a whole, then as a control
// with its list or compartments. What is out of place is reported and read all the same, so that the
// canonical form is its fix; the mark is valid only when nothing is. Source: CAPCO 2016, A.6, C.1, D.1; DoDM
// 5200.01-V2, encl. 4, 1.

#include "libmarkings/marking/internal/category_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/field_mark.h"
#include "libmarkings/marking/internal/mark_builder.h"
#include "libmarkings/marking/internal/mark_rules.h"
#include "libmarkings/marking/internal/name_order.h"
#include "libmarkings/marking/internal/protection.h"
#include "libmarkings/text/edit_distance.h"

namespace markings::internal {
namespace {

using enum DiagnosticCode;

// Whether a word is a slip of the typist for one of these spellings.
bool IsNear(const std::vector<SpellingTable::Spelling>& spellings, std::string_view word) {
  constexpr std::size_t kShortest = 4;
  if (word.size() < kShortest) return false;
  return std::ranges::any_of(spellings, [&](const SpellingTable::Spelling& row) {
    if (row.text.size() < kShortest) return false;
    const std::size_t most = row.text.size() < 6 ? 1 : 2;
    return word.size() <= row.text.size() + most && EditDistance(word, row.text) <= most;
  });
}

// Whether a token begins with a known compartment, whose control is missing before it.
bool IsCompartment(const Vocabulary& vocabulary, std::string_view token) {
  const std::string_view first = token.substr(0, token.find_first_of(" -"));
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    if (vocabulary.spellings().FindCompartment(i, first) != nullptr) return true;
  }
  return false;
}

}  // namespace

bool IsNearKnown(const Vocabulary& vocabulary, std::string_view token) {
  const SpellingTable& spellings = vocabulary.spellings();
  const auto near = [&](std::string_view word) {
    return IsNear(spellings.controls(), word) || IsNear(spellings.levels(), word);
  };
  const auto known = [&](std::string_view words) {
    return words.size() > 1 &&
           (spellings.FindControl(words) != nullptr || spellings.FindLevel(words) != nullptr);
  };
  constexpr std::string_view kBetween = " -";
  if (near(token)) return true;
  if (token.find_first_of(kBetween) == std::string_view::npos) return false;
  std::vector<Span> words;
  for (std::size_t from = 0; from <= token.size();) {
    const std::size_t end = std::min(token.find_first_of(kBetween, from), token.size());
    words.push_back({from, end});
    from = end + 1;
  }
  for (std::size_t first = 0; words.size() > 1 && first < words.size(); ++first) {
    if (near(Slice(token, words[first]))) return true;
    for (std::size_t last = first; last < words.size(); ++last) {
      const Span run{words[first].begin, words[last].end};
      if (run.size() < token.size() && known(Slice(token, run))) return true;
    }
  }
  return false;
}

bool IsNearCompartment(const Vocabulary& vocabulary, std::size_t control, std::string_view name) {
  return IsNear(vocabulary.spellings().compartments(control), name);
}

bool CategoryParser::IsName(std::string_view text) {
  constexpr std::size_t kMaxBytes = 48;
  constexpr std::ptrdiff_t kMaxBlanks = 3;
  const auto solid = [](char c) { return IsUpper(c) || IsDigit(c); };
  return !text.empty() && text.size() <= kMaxBytes && std::ranges::count(text, ' ') <= kMaxBlanks &&
         solid(text.front()) && solid(text.back()) &&
         std::ranges::all_of(text, [&](char c) { return solid(c) || c == '-' || c == ' '; });
}

CategoryParser::CategoryParser(const Vocabulary& vocabulary, MarkingKind kind, std::string_view text,
                               Span outer, Span content)
    : vocabulary_(vocabulary), grammar_(*vocabulary.grammar()), text_(text), content_(Trim(text, content)) {
  mark_.kind = kind;
  mark_.span = outer;
  if (kind == MarkingKind::kPortion && content_ != content) {
    content_ = content_.empty() ? content : content_;
    Fault(FormCheck::kParentheses, kMarkDelimiter, content, "blanks inside the parentheses");
  }
}

void CategoryParser::Fault(FormCheck check, DiagnosticCode code, Span where, std::string message,
                           bool mendable, std::optional<Severity> severity) {
  const CheckRow& row = grammar_.row(check);
  if (row.off) return;
  canonical_ = false;
  // (A mark that is broken in one place says all the same what else is wrong with it.)
  if (severity.value_or(row.severity) == Severity::kError) {
    broken_ = true;
    mendable_ = mendable_ && mendable;
  }
  if (!row.editions.empty()) message += fmt::format(" ({} only)", row.editions);
  mark_.diagnostics.push_back(
      {code, where, std::move(message), {}, row.id, row.source, severity.value_or(row.severity)});
}

bool CategoryParser::AddPiece(std::size_t begin, std::size_t end, bool category, bool odd) {
  if (piece_count_ == pieces_.size()) return false;
  const char* const upper = upper_.data();
  while (begin < end && IsBlank(upper[begin])) ++begin, odd = true;
  while (end > begin && IsBlank(upper[end - 1])) --end, odd = true;
  pieces_[piece_count_++] = {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(end), category,
                             odd};
  return true;
}

// Slashes: two part categories, one parts values. "/ /" and "///" are meant as two.
bool CategoryParser::SplitAtSlashes(std::size_t from) {
  const std::size_t size = content_.size();
  const char* const upper = upper_.data();
  const std::string_view text(upper, size);
  bool category = true;
  bool odd = false;
  for (std::size_t at = from;;) {
    const std::size_t slash = std::min(text.find('/', at), size);
    if (slash == size) return AddPiece(at, size, category, odd);
    std::size_t slashes = 0;
    std::size_t next = slash;
    std::size_t last = slash;
    for (; next < size && (upper[next] == '/' || IsBlank(upper[next])); ++next) {
      if (upper[next] != '/') continue;
      ++slashes;
      last = next;
    }
    // (Blanks after the last slash belong to the value, which finds them odd.)
    if (!AddPiece(at, slash, category, odd)) return false;
    odd = slashes > 2 || (slashes == 2 && last != slash + 1);
    category = slashes > 1;
    at = last + 1;
  }
}

bool CategoryParser::Split(std::size_t from) {
  if (grammar_.category_separator == "//" && grammar_.value_separator == "/") return SplitAtSlashes(from);
  const std::string_view text(upper_.data(), content_.size());
  bool category = true;
  for (std::size_t at = from;;) {
    const std::size_t one = std::min(text.find(grammar_.category_separator, at), text.size());
    const std::size_t two = std::min(text.find(grammar_.value_separator, at), text.size());
    const std::size_t end = std::min(one, two);
    if (!AddPiece(at, end, category, false)) return false;
    if (end == text.size()) return true;
    // A category separator may hold the value separator: the longer one at the same place is meant.
    category = one <= two;
    at = end + (category ? grammar_.category_separator : grammar_.value_separator).size();
  }
}

// Reads the whole content. False when it has too many tokens.
bool CategoryParser::ReadTokens() {
  const std::string_view content = Slice(text_, content_);
  lower_ = !NoneIs(content, [](char c) { return IsLower(c); });
  if (lower_) {
    std::ranges::transform(content, upper_.begin(), Capital);
  } else {
    std::ranges::copy(content, upper_.begin());
  }
  std::size_t from = 0;
  const std::string_view all(upper_.data(), content_.size());
  const bool owned = !grammar_.owner_prefix.empty() && all.starts_with(grammar_.owner_prefix);
  if (owned) from = grammar_.owner_prefix.size();
  owned_ = owned;
  if (!Split(from)) return false;
  std::size_t first = 1;
  if (owned) {
    if (!TakeOwnedLevel(Text(pieces_[0]), At(pieces_[0]))) {
      unknown_ = true;
      Fault(FormCheck::kUnknownToken, kMarkUnknownToken, At(pieces_[0]), "no such owner and level", false);
    }
  } else if (!TakeLevel(pieces_[0])) {
    first = 0;
  }
  if (piece_count_ > 0 && pieces_[0].odd)
    Fault(FormCheck::kSeparator, kMarkDelimiter, At(pieces_[0]), "a blank beside a separator");
  for (std::size_t i = first; i < piece_count_; ++i) TakeValue(pieces_[i]);
  FlushPending();
  if (!names_in_order_) SortNames(vocabulary_, value_.names);
  return true;
}

std::optional<Marking> CategoryParser::ReadValue() {
  if (!ReadTokens() || !has_level_ || unknown_) return std::nullopt;
  return std::move(value_);
}

ParsedMarking CategoryParser::Parse() {
  if (!ReadTokens()) {
    return BrokenMark(vocabulary_, mark_.kind, mark_.span, kMarkTooLong, mark_.span, {},
                      "write the marking alone");
  }
  const bool nothing = !has_level_ && value_.controls == 0 && value_.names.empty();
  if (nothing && mark_.kind == MarkingKind::kBanner && !owned_) {
    ParsedMarking none;
    none.kind = mark_.kind;
    none.span = mark_.span;
    return none;
  }
  return Finish();
}

// As many names as the mark can hold, of three letters and what parts them from the next: names are then
// allocated once. (Shorter ones may take more.)
std::size_t CategoryParser::MostNames() const { return content_.size() / 4 + 2; }

void CategoryParser::AddName(std::uint8_t control, std::string_view name, Span where, bool fresh) {
  if (!fresh && HasName(value_.names, control, name)) {
    Fault(FormCheck::kDuplicate, kMarkDuplicateToken, where, "the same name twice");
    return;
  }
  if (value_.names.empty()) {
    value_.names.reserve(MostNames());
  } else {
    const std::uint8_t last = value_.names.back().control;
    names_in_order_ = names_in_order_ && (last < control || (last == control && fresh));
  }
  // (Made where it stays: to move a short string is to copy it.)
  MarkName& added = value_.names.emplace_back();
  added.control = control;
  added.name.append(name);
}

// Enters the category of a value, and reports when it stands in another place than it should.
void CategoryParser::Enter(std::size_t category, const Piece& piece) {
  const Category& row = grammar_.categories[category];
  const bool banner = mark_.kind == MarkingKind::kBanner;
  if (piece.odd)
    Fault(FormCheck::kSeparator, kMarkDelimiter, At(piece), "a blank or slash too many in a separator");
  const bool same = category == category_;
  if (piece.category && same && grammar_.category_separator != grammar_.value_separator) {
    Fault(FormCheck::kSeparator, kMarkDelimiter, At(piece),
          fmt::format("{} parts the values of one category", grammar_.value_separator));
  } else if (!piece.category && !same && &piece != pieces_.data()) {
    // The older form of portion marks: accepted, and rewritten.
    const bool joined = category_ != kNoCategory &&
                        (row.among == category_ || grammar_.categories[category_].among == category);
    Fault(banner ? FormCheck::kSeparator : FormCheck::kPortionSlash,
          banner ? kMarkDelimiter : kMarkOldSeparator, At(piece),
          fmt::format("{} parts categories", grammar_.category_separator), true,
          joined ? std::optional(Severity::kNote) : std::nullopt);
  }
  if (same) return;
  // What stands to the right of a category comes after it.
  const bool out_of_order =
      (category_ != kNoCategory && category < category_) || (seen_categories_ >> category) > 1;
  if (out_of_order)
    Fault(FormCheck::kCategoryOrder, kMarkOrder, At(piece),
          fmt::format("{} stands further to the left", row.id));
  seen_categories_ |= std::uint64_t{1} << category;
  category_ = category;
  last_control_ = kNoCategory;
  last_name_ = {};
  last_bare_ = kNoCategory;
}

void CategoryParser::AddControl(std::size_t control, const Piece& piece, bool repeats) {
  const Control& row = vocabulary_.controls()[control];
  const std::uint64_t bit = std::uint64_t{1} << control;
  const bool own = value_.owner == Marking::kOwn;
  said_ |= bit;
  if ((value_.controls & bit) != 0) {
    if (!repeats) Fault(FormCheck::kDuplicate, kMarkDuplicateToken, At(piece), "the same token twice");
  } else if (grammar_.categories[row.CategoryIn(own)].order == ValueOrder::kRegister) {
    const auto place = [&](std::size_t one) {
      return one + (own && vocabulary_.controls()[one].home_category ? vocabulary_.controls().size() : 0);
    };
    if (last_control_ != kNoCategory && place(control) < place(last_control_))
      Fault(FormCheck::kValueOrder, kMarkOrder, At(piece),
            fmt::format("{} stands further to the left", row.id));
    last_control_ = control;
  } else {
    const bool guest = own && row.home_category;  // comes after all that are of the category
    const bool after_guest = last_control_ != kNoCategory && own &&
                             vocabulary_.controls()[last_control_].home_category.has_value();
    if (guest == after_guest ? !last_name_.empty() && row.banner < last_name_ : after_guest)
      Fault(FormCheck::kValueOrder, kMarkOrder, At(piece),
            fmt::format("{} stands further to the left", row.id));
    last_name_ = row.banner;
    last_control_ = control;
  }
  value_.controls |= bit;
  if (row.deprecated)
    Fault(FormCheck::kDeprecated, kMarkDeprecated, At(piece), fmt::format("{} has been replaced", row.id));
}

void CategoryParser::TakeValue(const Piece& piece) {
  const std::string_view text = Text(piece);
  if (text.empty()) {
    Fault(FormCheck::kSeparator, kMarkDelimiter,
          At(piece.begin, std::min<std::size_t>(piece.end + 1, content_.size())),
          "nothing stands beside a separator", false);
    return;
  }
  if (TakeKnown(piece, text) || TakeListBefore(piece, text) || TakeList(piece, text)) return;
  // A level among the values.
  if (const Meaning* level = vocabulary_.spellings().FindLevel(text); level != nullptr) {
    if (!has_level_ && value_.controls != 0)
      Fault(FormCheck::kLevelFirst, kMarkOrder, At(piece), "the level stands first");
    SetLevel(*level, At(piece));
    return;
  }
  if (TakeBare(piece, text)) return;
  TakeUnknown(piece, text);
}

bool CategoryParser::TakeKnown(const Piece& piece, std::string_view text) {
  const Meaning* meaning = vocabulary_.spellings().FindControl(text);
  if (meaning == nullptr) return false;
  if (meaning->kind == Meaning::Kind::kFused) {
    const Fused& row = grammar_.fused[meaning->index];
    Enter(row.category, piece);
    CheckForm(*meaning, At(piece), text);
    fused_ = true;
    if (row.apart) value_.fused |= std::uint64_t{1} << meaning->index;
    if ((value_.controls & row.controls) == row.controls)
      Fault(FormCheck::kDuplicate, kMarkDuplicateToken, At(piece), "the same token twice");
    value_.controls |= row.controls;
    if (((row.levels >> value_.level) & 1U) == 0) canonical_ = false;
    return true;
  }
  const Control& row = vocabulary_.controls()[meaning->index];
  Enter(row.CategoryIn(value_.owner == Marking::kOwn), piece);
  if (meaning->with_compartment) {
    unknown_ = true;
    Fault(FormCheck::kDeprecated, kMarkDeprecated, At(piece),
          fmt::format("{} has been replaced by compartments of {}, and which one is not said", text, row.id),
          false, Severity::kError);
    return true;
  }
  const bool may_leave_list = !row.banner_list.empty() && mark_.kind == MarkingKind::kPortion;
  if (!may_leave_list || text != row.banner_list) CheckForm(*meaning, At(piece), text);
  if (row.bare && row.known.empty()) return false;
  AddControl(meaning->index, piece);
  if (!meaning->name.empty()) {
    ReadTree(meaning->index, meaning->name, piece);
  } else if (may_leave_list) {
    Fault(FormCheck::kListOfBanner, kMarkList, At(piece),
          fmt::format("{} means the list of the banner, which is not here", text));
  } else if ((row.takes == ListKind::kCountries || row.takes == ListKind::kNumbers ||
              row.takes == ListKind::kNames || row.chain) &&
             !row.optional_list) {
    Fault(FormCheck::kListEmpty, kMarkList, At(piece), fmt::format("the list of {} is missing", row.id),
          false);
  }
  return true;
}

bool CategoryParser::TakeBare(const Piece& piece, std::string_view text) {
  const auto& controls = vocabulary_.controls();
  for (std::uint64_t left = grammar_.bare; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    const Control& row = controls[i];
    const Meaning* known = vocabulary_.spellings().FindCompartment(i, text);
    if (known == nullptr) continue;
    Enter(row.category, piece);
    AddControl(i, piece, true);
    if (last_bare_ != kNoCategory && known->index < last_bare_)
      Fault(FormCheck::kValueOrder, kMarkOrder, At(piece), "the values are out of order");
    last_bare_ = known->index;
    if (grammar_.exact_case && Slice(text_, At(piece)) != row.known[known->index])
      Fault(FormCheck::kCapitals, kMarkNotCanonical, At(piece), "other letters are capitals than should be");
    AddName(static_cast<std::uint8_t>(i), text, At(piece));
    return true;
  }
  return false;
}

// A token that nobody knows. Where names are kept unpublished it is legal, if it is no slip of a known one.
void CategoryParser::TakeUnknown(const Piece& piece, std::string_view text) {
  std::size_t open = kNoCategory;
  const std::size_t from = category_ == kNoCategory ? 0 : category_;
  const std::size_t to =
      piece.category ? grammar_.categories.size() : std::min(from + 1, grammar_.categories.size());
  for (std::size_t i = from; i < to && open == kNoCategory; ++i) {
    if (grammar_.categories[i].open && !(piece.category && i == category_)) open = i;
  }
  // (A country code that no list holds is a list that lost its word, or an owner that lost its prefix.)
  const bool code = countries_.Find(text.substr(0, text.find(' '))).has_value();
  if (open != kNoCategory && has_level_ && IsName(text) && !lower_ && !code &&
      !IsNearKnown(vocabulary_, text) && !IsCompartment(vocabulary_, text)) {
    Enter(open, piece);
    ReadUnnamed(open, text, piece);
    const CheckRow& row = grammar_.row(FormCheck::kUnknownToken);
    mark_.diagnostics.push_back({kMarkUnknownToken, At(piece),
                                 fmt::format("a token of {} that the vocabulary does not hold: it may be an "
                                             "unpublished one",
                                             grammar_.categories[open].id),
                                 "see that it is spelled as its register has it", row.id, row.source,
                                 Severity::kWarning});
    return;
  }
  unknown_ = true;
  Fault(FormCheck::kUnknownToken, kMarkUnknownToken, At(piece),
        fmt::format("no such token in the vocabulary of {}", vocabulary_.regime()), false);
}

void CategoryParser::CheckMark() {
  for (BrokenRule& broken : BrokenRules(vocabulary_, value_, mark_.kind)) {
    const MarkRule& rule = *broken.rule;
    DiagnosticCode code = kMarkForbidden;
    switch (rule.kind) {
      case MarkRule::Kind::kLevels:
        code = kMarkLevelLimit;
        break;
      case MarkRule::Kind::kRequires:
      case MarkRule::Kind::kRequiresAny:
        code = kMarkRequires;
        break;
      case MarkRule::Kind::kExcludes:
        code = kMarkExcludes;
        break;
      case MarkRule::Kind::kOwners:
        code = kMarkOwner;
        break;
      case MarkRule::Kind::kForbidden:
        break;
      default:
        code = kMarkList;
        break;
    }
    if (rule.severity == Severity::kError) {
      broken_ = true;
      // The canonical form drops what a level or another control makes needless, so it may mend the mark.
      mendable_ = mendable_ && rule.kind != MarkRule::Kind::kForbidden;
    }
    if (!rule.editions.empty()) broken.message += fmt::format(" ({} only)", rule.editions);
    mark_.diagnostics.push_back(
        {code, mark_.span, std::move(broken.message), {}, rule.id, rule.source, rule.severity});
  }
}

// A fused spelling stays one where its controls are said by nothing else, at a level where it may stand.
void CategoryParser::SettleFused() {
  for (std::uint64_t left = value_.fused; left != 0; left &= left - 1) {
    const Fused& row = grammar_.fused[static_cast<std::size_t>(std::countr_zero(left))];
    for (std::uint64_t parts = row.controls; parts != 0; parts &= parts - 1) {
      const auto control = static_cast<std::size_t>(std::countr_zero(parts));
      const bool release = vocabulary_.controls()[control].release != ReleaseRole::kNoPart;
      if (release && (said_ >> control & 1U) != 0) value_.fused = 0;
    }
    if ((row.levels >> value_.level & 1U) == 0) value_.fused = 0;
  }
}

ParsedMarking CategoryParser::Finish() {
  if (!has_level_ && !unknown_) {
    Fault(FormCheck::kLevelFirst, kMarkNoLevel, mark_.span, "no level stands first", false);
    broken_ = true;
  }
  if (lower_ && !grammar_.exact_case)
    Fault(FormCheck::kCapitals, kMarkNotCanonical, mark_.span, "a marking is in capitals");
  const Level& level = vocabulary_.levels()[value_.level];
  if (has_level_ && level.owners != 0 &&
      (value_.owner == Marking::kOwn || ((level.owners >> value_.owner) & 1U) == 0)) {
    broken_ = true;
    mark_.diagnostics.push_back({kMarkOwner,
                                 mark_.span,
                                 fmt::format("{} stands in marks of other owners only", level.banner),
                                 {},
                                 {},
                                 level.source,
                                 {}});
    mendable_ = false;
  }
  const bool check = has_level_ && !unknown_;
  SettleFused();
  if (check) CheckMark();
  mark_.status = broken_ && !(unknown_ && has_level_) ? MarkingStatus::kMalformed
                 : unknown_                           ? MarkingStatus::kUnknown
                                                      : MarkingStatus::kValid;
  Marking normal;
  bool same = true;
  if (check && HasNeedless(vocabulary_, value_)) {
    normal = DropNeedless(vocabulary_, value_);
    same = normal.controls == value_.controls && normal.level == value_.level;
  }
  if (!same) {
    canonical_ = false;
    const std::uint64_t dropped = value_.controls & ~normal.controls;
    for (std::uint64_t left = dropped; left != 0; left &= left - 1) {
      const Control& row = vocabulary_.controls()[static_cast<std::size_t>(std::countr_zero(left))];
      if (row.deprecated) continue;
      const bool absorbed = row.absorbed_from && value_.level >= *row.absorbed_from;
      Fault(absorbed ? FormCheck::kAbsorbed : FormCheck::kSuperseded, kMarkNotCanonical, mark_.span,
            absorbed ? fmt::format("{} already protects as {} does", level.banner, row.id)
                     : fmt::format("another control makes {} needless", row.id));
    }
    if (broken_ && mark_.status == MarkingStatus::kValid) mark_.status = MarkingStatus::kMalformed;
  }
  mark_.value = same ? std::move(value_) : std::move(normal);
  const Marking& value = mark_.value;
  const bool may_differ =
      !canonical_ || fused_ || !mark_.diagnostics.empty() ||
      std::ranges::any_of(
          grammar_.fused,
          [&](const Fused& row) { return !row.apart && (value.controls & row.controls) == row.controls; }) ||
      (value.owner != Marking::kOwn && std::ranges::any_of(grammar_.compounds, [&](const Compound& row) {
         return row.controls != 0 && !row.deprecated && (value.controls & row.controls) == row.controls;
       }));
  if (may_differ && check) {
    std::string canonical = mendable_ ? CanonicalForm(vocabulary_, mark_) : std::string();
    // A fix that is no valid marking itself is none.
    if (broken_ &&
        std::ranges::any_of(BrokenRules(vocabulary_, mark_.value, mark_.kind),
                            [](const BrokenRule& one) { return one.rule->severity == Severity::kError; })) {
      canonical.clear();
    }
    std::string written(Slice(text_, mark_.span));
    if (mark_.kind == MarkingKind::kPortion && !written.starts_with('(')) written = "(" + written + ")";
    // (What is canonical as it stands is no way out of what was found.)
    const bool mends = !canonical.empty() && written != canonical;
    bool told = false;
    for (Diagnostic& diagnostic : mark_.diagnostics) {
      if (!diagnostic.fix.empty()) continue;
      diagnostic.fix = mends ? canonical : std::string(HintFor(diagnostic.code));
      told = told || mends;
    }
    if (mark_.status == MarkingStatus::kValid && !told && written != canonical)
      Report(mark_, kMarkNotCanonical, mark_.span, {}, canonical);
  } else {
    for (Diagnostic& diagnostic : mark_.diagnostics) {
      if (diagnostic.fix.empty()) diagnostic.fix = HintFor(diagnostic.code);
    }
  }
  for (Diagnostic& diagnostic : mark_.diagnostics) {
    if (diagnostic.source.empty()) diagnostic.source = vocabulary_.title();
  }
  if (mark_.status != MarkingStatus::kValid) mark_.value = HighestMarking(vocabulary_);
  return std::move(mark_);
}

std::optional<Marking> ReadHeld(const Vocabulary& vocabulary, std::string_view text) {
  Span span = Trim(text, {0, text.size()});
  if (span.empty() || span.size() > kMaxMarkBytes) return std::nullopt;
  const bool portion = text[span.begin] == '(' && text[span.end - 1] == ')';
  if (portion) span = {span.begin + 1, span.end - 1};
  for (const MarkingKind kind :
       {portion ? MarkingKind::kPortion : MarkingKind::kBanner, MarkingKind::kPortion}) {
    auto held = CategoryParser(vocabulary, kind, text, span, span).ReadValue();
    if (held) return held;
  }
  return std::nullopt;
}

ParsedMarking ParseCategories(const Vocabulary& vocabulary, MarkingKind kind, std::string_view text,
                              Span outer, Span content) {
  const auto broken = [&](DiagnosticCode code, Span where, std::string message, std::string fix) {
    ParsedMarking mark = BrokenMark(vocabulary, kind, outer, code, where, std::move(message), std::move(fix));
    const CheckRow& row = vocabulary.grammar()->row(code == kMarkTooLong     ? FormCheck::kTooLong
                                                    : code == kMarkDeceptive ? FormCheck::kDeceptiveCharacter
                                                                             : FormCheck::kLevelFirst);
    mark.diagnostics.front().rule = row.id;
    mark.diagnostics.front().source = row.source;
    return mark;
  };
  if (outer.size() > kMaxMarkBytes) return broken(kMarkTooLong, outer, {}, "write the mark alone");
  const std::string_view mark = Slice(text, outer);
  if (!IsPrintable(mark)) {
    if (auto deceptive = FindDeceptive(mark)) {
      return broken(kMarkDeceptive,
                    {outer.begin + deceptive->where.begin, outer.begin + deceptive->where.end},
                    std::move(deceptive->message), std::move(deceptive->fix));
    }
  }
  if (Trim(text, content).empty()) return broken(kMarkEmpty, outer, {}, "write the level");
  if (outer == content && IsFieldMark(vocabulary, mark)) return ParseFieldMark(vocabulary, kind, text, outer);
  return CategoryParser(vocabulary, kind, text, outer, content).Parse();
}

}  // namespace markings::internal
