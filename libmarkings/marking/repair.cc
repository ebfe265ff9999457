// The likeliest reading of a mangled mark, if it is likelier than plain text. A text is brought to capitals,
// look-alikes to what they look like; repair_search.cc finds its readings, repair_reading.cc the valid
// marking that each stands for. Here they are weighed against each other and against the hypothesis that the
// text is no mark at all.

#include "libmarkings/marking/repair.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "libmarkings/marking/detect.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/field_mark.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/repair_model.h"
#include "libmarkings/marking/internal/repair_reading.h"
#include "libmarkings/marking/internal/repair_search.h"
#include "libmarkings/marking/internal/spelling_table.h"
#include "libmarkings/marking/lattice.h"

namespace markings {
namespace {

using internal::Cost;
using internal::IsBlank;
using internal::Reading;
using internal::RepairStep;
using Role = internal::RepairEntry::Role;
using enum RepairChange;

constexpr std::array<std::string_view, 8> kNames = {"letters", "delimiter",  "order",   "case",
                                                    "form",    "superseded", "dropped", "added"};

constexpr std::size_t kReadings = 16;  // that are judged
constexpr Cost kNear = 100;            // a rival costs at most so much more than the repair
constexpr Cost kTie = 12;              // readings so near are equal: the one that protects more is taken
constexpr double kScale = 45;          // a reading that costs so much more is e times less likely
constexpr Cost kParenthesis = 40;      // one that is missing
constexpr Cost kOtherBracket = 20;     // another one, or a second
constexpr Cost kSaysNothing = 40;      // a token of the reading that its mark drops

// What speaks against plain text, in the same measure as what slips cost.
constexpr Cost kPerLetter = 25;  // of the tokens that were found
constexpr Cost kMostLetters = 600;
constexpr Cost kPerSlip = 40;   // less for a token that is not spelled right
constexpr Cost kPerToken = 50;  // after the first
constexpr Cost kPerDoubleSlash = 100;
constexpr Cost kPerSlash = 40;
constexpr Cost kInParentheses = 20;
constexpr Cost kCapitals = 30;
constexpr Cost kSmallLetters = -80;
constexpr Cost kPlainText = -40;    // most strings are no marks
constexpr Cost kUnknownAsIs = 130;  // a name that nobody knows may be one that is unpublished

// The text as it is read: in capitals, look-alikes as what they look like, without its parentheses.
struct Normal {
  std::string text;
  std::vector<std::uint32_t> at;  // where each character begins in the original; one more for the end
  bool opened = false, closed = false;
  Cost brackets = 0;
  std::vector<RepairEdit> edits;
  bool lower = false, upper = false, digit = false;
  bool spaced = false;  // was letter-spaced
};

bool IsOpening(char c) { return c == '(' || c == '[' || c == '{'; }
bool IsClosing(char c) { return c == ')' || c == ']' || c == '}'; }

// Joins "S E C R E T": single letters, one blank between them.
void JoinSpaced(Normal& normal) {
  const std::string& text = normal.text;
  std::size_t single = 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!IsLetter(text[i]) || (i > 0 && IsLetter(text[i - 1]))) continue;
    ++words;
    if (i + 1 == text.size() || !IsLetter(text[i + 1])) ++single;
  }
  if (single < 5 || single * 4 < words * 3) return;
  Normal joined = normal;
  joined.text.clear();
  joined.at.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between =
        text[i] == ' ' && i > 0 && i + 1 < text.size() && text[i - 1] != ' ' && text[i + 1] != ' ';
    if (between) continue;
    joined.text += text[i];
    joined.at.push_back(normal.at[i]);
  }
  joined.at.push_back(normal.at.back());
  joined.edits.push_back({{normal.at.front(), normal.at.back()}, kDelimiter});
  joined.spaced = true;
  normal = std::move(joined);
}

std::optional<Normal> Normalised(std::string_view text) {
  Normal normal;
  std::string seen;
  std::vector<std::size_t> ends;
  if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    seen = text;
    ends.resize(text.size());
    for (std::size_t i = 0; i < ends.size(); ++i) ends[i] = i + 1;
  } else {
    internal::SkeletonText skeleton = internal::Skeleton(text);
    seen = std::move(skeleton.text);
    ends = std::move(skeleton.ends);
  }
  std::size_t begin = 0;
  std::size_t end = seen.size();
  const auto blank = [&](std::size_t i) { return IsBlank(seen[i]) || seen[i] == '\n'; };
  while (begin < end && blank(begin)) ++begin;
  while (end > begin && blank(end - 1)) --end;
  const auto place = [&](std::size_t i) { return i == 0 ? std::size_t{0} : ends[i - 1]; };
  // What ends a sentence may stand after a parenthesis.
  if (end > begin + 1 && (seen[end - 1] == '.' || seen[end - 1] == ',') && IsClosing(seen[end - 2])) {
    normal.edits.push_back({{place(end - 1), place(end)}, kDropped});
    normal.brackets += kOtherBracket;
    --end;
  }
  const std::size_t outer_begin = begin;
  const std::size_t outer_end = end;
  while (begin < end && IsOpening(seen[begin])) ++begin;
  while (end > begin && IsClosing(seen[end - 1])) --end;
  const std::size_t open = begin - outer_begin;
  const std::size_t close = outer_end - end;
  normal.opened = open > 0;
  normal.closed = close > 0;
  if (open > 0 || close > 0) {
    const bool right_open = open == 1 && seen[outer_begin] == '(';
    const bool right_close = close == 1 && seen[outer_end - 1] == ')';
    const auto cost = [](std::size_t count) { return count == 0 ? kParenthesis : kOtherBracket; };
    if (!right_open) normal.edits.push_back({{place(outer_begin), place(begin)}, kDelimiter});
    if (!right_close) normal.edits.push_back({{place(end), place(outer_end)}, kDelimiter});
    normal.brackets += (right_open ? 0 : cost(open)) + (right_close ? 0 : cost(close));
  }
  for (std::size_t i = begin; i < end; ++i) {
    char c = seen[i];
    if (IsOpening(c) || IsClosing(c) || c == '\n') return std::nullopt;  // more than one mark
    normal.lower = normal.lower || IsLower(c);
    normal.upper = normal.upper || IsUpper(c);
    normal.digit = normal.digit || IsDigit(c);
    c = Capital(c);
    if (IsBlank(c) || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    normal.text += c;
    normal.at.push_back(static_cast<std::uint32_t>(place(i)));
  }
  normal.at.push_back(static_cast<std::uint32_t>(place(end)));
  if (normal.text.empty()) return std::nullopt;
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : normal.text) {
    const bool word = IsUpper(c) || IsDigit(c);
    if (word && !in_word) ++words;
    in_word = word;
  }
  if (words == 0 || words > internal::kMaxMarkTokens) return std::nullopt;
  JoinSpaced(normal);
  return normal;
}

struct Candidate {
  const Reading* reading = nullptr;
  internal::RepairedMark mark;
  Cost cost = 0;
};

// Whether a reading takes a name that anybody may have for a slip of a known one: a control that ends in the
// word before which such names stand is read, and what stands before that word is not its own.
bool GuessesName(const Vocabulary& vocabulary, std::string_view text, const Reading& reading) {
  const auto& controls = vocabulary.controls();
  return std::ranges::any_of(reading.steps, [&](const RepairStep& step) {
    if (step.entry == nullptr || step.entry->role != Role::kControl || step.letters == 0) return false;
    const std::string_view banner = controls[step.entry->index].banner;
    const std::string_view written = text.substr(step.begin, step.end - step.begin);
    return std::ranges::any_of(controls, [&](const Control& row) {
      return row.list_before && row.takes == ListKind::kNames && banner.ends_with(row.banner) &&
             !written.starts_with(banner.substr(0, banner.size() - row.banner.size()));
    });
  });
}

// How dear a repair may be before plain text is likelier.
Cost AgainstPlainText(const Normal& normal, bool exact_case, const Reading& reading) {
  Cost cost = kPlainText;
  Cost letters = 0;
  Cost tokens = -1;
  for (const RepairStep& step : reading.steps) {
    if (step.entry == nullptr) continue;
    // A short token that is not even spelled right says nothing.
    const Cost gain = kPerLetter * static_cast<Cost>(step.entry->weight) - (step.letters > 0 ? kPerSlip : 0);
    letters += std::max(gain, 0);
    if (step.letters == 0 || step.entry->weight >= 4) ++tokens;
  }
  cost += std::min(letters, kMostLetters) + kPerToken * std::clamp(tokens, 0, 4);
  std::size_t doubles = 0;
  std::size_t singles = 0;
  for (std::size_t i = 0; i < normal.text.size(); ++i) {
    const auto slash = [&](std::size_t j) {
      return j < normal.text.size() &&
             (normal.text[j] == '/' || normal.text[j] == '\\' || normal.text[j] == '|');
    };
    if (!slash(i)) continue;
    std::size_t next = i + 1;
    while (next < normal.text.size() && normal.text[next] == ' ') ++next;
    if (slash(next)) {
      ++doubles;
      i = next;
    } else {
      ++singles;
    }
  }
  cost += kPerDoubleSlash * static_cast<Cost>(std::min<std::size_t>(doubles, 3));
  cost += kPerSlash * static_cast<Cost>(std::min<std::size_t>(singles, 2));
  if (normal.opened && normal.closed) cost += kInParentheses;
  cost += !normal.lower ? kCapitals : exact_case ? 0 : kSmallLetters;
  return cost;
}

// Words in small letters with nothing of a mark between them are a sentence's. A short word alone is an
// abbreviation of something else, unless a digit in it says that it was mis-scanned.
bool IsOrdinaryText(const Normal& normal, const Vocabulary& vocabulary, const Reading& reading) {
  if (normal.lower && !normal.upper) {
    const bool parted =
        normal.text.find_first_of("/\\|:") != std::string::npos ||
        (vocabulary.grammar() != nullptr && normal.text.contains(vocabulary.grammar()->category_separator));
    if (!parted) return true;
  }
  if (reading.steps.size() != 1) return false;
  const RepairStep& only = reading.steps.front();
  if (only.entry == nullptr || only.entry->weight > 4) return false;
  if (normal.lower && only.entry->weight < 2) return true;
  return only.letters > 0 && (!normal.digit || only.entry->weight < 2);
}

std::vector<RepairEdit> EditsOf(const Normal& normal, std::string_view original, const Vocabulary& vocabulary,
                                const Candidate& candidate) {
  std::vector<RepairEdit> edits = normal.edits;
  const bool exact_case = vocabulary.grammar() != nullptr && vocabulary.grammar()->exact_case;
  const auto span = [&](std::size_t begin, std::size_t end) {
    return Span{normal.at[begin], normal.at[end]};
  };
  std::size_t end = 0;
  for (const RepairStep& step : candidate.reading->steps) {
    const Span where = span(step.begin, step.end);
    const std::string_view written = Slice(original, where);
    if (&step == candidate.reading->steps.data()) {
      // (The prefix of another owner stands before the first token.)
      const std::string_view lead = std::string_view(normal.text).substr(0, step.begin);
      const bool owned = candidate.mark.value.owner != Marking::kOwn;
      const std::string_view meant =
          owned ? std::string_view(vocabulary.grammar()->owner_prefix) : std::string_view();
      if (lead != meant)
        edits.push_back({span(0, step.begin), lead.empty() ? kAdded : meant.empty() ? kDropped : kDelimiter});
    }
    if (step.delimiter > 0) edits.push_back({span(step.before, step.begin), kDelimiter});
    const bool looks = !normal.spaced &&
                       written.size() != step.end - std::size_t{step.begin};  // of more bytes than it shows
    if (step.letters > 0 || step.digits || looks) edits.push_back({where, kLetters});
    const bool lower = std::ranges::any_of(written, IsLower);
    if (lower && (!exact_case || candidate.mark.canonical.find(written) == std::string::npos))
      edits.push_back({where, kCase});
    if (step.late) edits.push_back({where, kOrder});
    bool dropped = step.twice;
    if (step.kind == RepairStep::Kind::kToken) {
      const std::uint8_t forms = step.entry->forms;
      const bool banner = candidate.mark.canonical.empty() || candidate.mark.canonical.front() != '(';
      const std::uint8_t own = banner ? internal::Meaning::kBanner : internal::Meaning::kPortion;
      if (forms != 0 && (forms & own) == 0)
        edits.push_back({where, (forms & internal::Meaning::kDeprecated) != 0 ? kSuperseded : kForm});
      const bool control = step.entry->role == Role::kControl;
      dropped = dropped || (control && ((candidate.mark.value.controls >> step.entry->index) & 1U) == 0);
      dropped = dropped || step.entry->role == Role::kPrefix || step.entry->role == Role::kCaption;
    }
    if (dropped) edits.push_back({where, kDropped});
    end = step.end;
  }
  if (end < normal.text.size()) edits.push_back({span(end, normal.text.size()), kDropped});
  std::ranges::stable_sort(
      edits, [](const RepairEdit& a, const RepairEdit& b) { return a.where.begin < b.where.begin; });
  return edits;
}

}  // namespace

std::string_view Name(RepairChange change) { return kNames[static_cast<std::size_t>(change)]; }

struct MarkRepairer::Impl {
  explicit Impl(const Vocabulary& vocabulary) : model(vocabulary) {}
  internal::RepairModel model;
};

MarkRepairer::MarkRepairer(const Vocabulary& vocabulary) : impl_(std::make_unique<const Impl>(vocabulary)) {}
MarkRepairer::MarkRepairer(MarkRepairer&&) noexcept = default;
MarkRepairer& MarkRepairer::operator=(MarkRepairer&&) noexcept = default;
MarkRepairer::~MarkRepairer() = default;

std::optional<Repair> MarkRepairer::Mend(std::string_view text, std::optional<MarkingKind> kind) const {
  const internal::RepairModel& model = impl_->model;
  const Vocabulary& vocabulary = model.vocabulary;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (text.empty() || text.size() > internal::kMaxMarkBytes) return std::nullopt;
  // A field is exact: what its keys and values do not say is not guessed at.
  if (internal::IsFieldMark(vocabulary, Slice(text, internal::Trim(text, {0, text.size()}))))
    return std::nullopt;
  const auto normal = Normalised(text);
  if (!normal) return std::nullopt;
  const bool parenthesised = normal->opened || normal->closed;
  // What is valid needs no repair, unless it holds a name that nobody knows.
  std::size_t unknown = 0;
  std::string as_is;
  for (const MarkingKind one : {MarkingKind::kBanner, MarkingKind::kPortion}) {
    if (kind ? *kind != one : (one == MarkingKind::kBanner && text.starts_with('('))) continue;
    const ParsedMarking mark = ParseMark(vocabulary, text, one);
    if (mark.status != MarkingStatus::kValid) continue;
    unknown = static_cast<std::size_t>(std::ranges::count_if(
        mark.value.names, [](const MarkName& name) { return name.control >= MarkName::kUnnamed; }));
    if (unknown == 0) return std::nullopt;
    as_is = CanonicalForm(vocabulary, mark);
  }

  MarkingKind own = kind.value_or(parenthesised ? MarkingKind::kPortion : MarkingKind::kBanner);
  std::vector<Reading> readings = internal::RepairSearch(model, own, normal->text).Run(kReadings);
  if (readings.empty()) return std::nullopt;
  if (!kind && !parenthesised) {
    // The forms of most of its tokens say which kind it is.
    int portion = 0;
    for (const RepairStep& step : readings.front().steps) {
      if (step.entry == nullptr || step.entry->forms == 0) continue;
      const bool in_banner =
          (step.entry->forms & (internal::Meaning::kBanner | internal::Meaning::kLong)) != 0;
      const bool in_portion = (step.entry->forms & internal::Meaning::kPortion) != 0;
      portion += (in_portion ? 1 : 0) - (in_banner ? 1 : 0);
    }
    if (portion > 0) own = MarkingKind::kPortion;
  }
  Cost brackets = normal->brackets;
  if (parenthesised && own == MarkingKind::kBanner) brackets += kParenthesis;

  std::vector<Candidate> candidates;
  for (const Reading& reading : readings) {
    if (!candidates.empty() && reading.cost > candidates.front().reading->cost + 2 * kNear) break;
    if (GuessesName(vocabulary, normal->text, reading)) continue;
    auto mark = internal::MarkOf(model, own, normal->text, reading);
    if (!mark) continue;
    const bool known =
        std::ranges::any_of(candidates, [&](const Candidate& one) { return one.mark.value == mark->value; });
    if (known) continue;
    Cost cost = reading.cost + brackets;
    for (const RepairStep& step : reading.steps) {
      if (step.entry == nullptr || step.entry->role != Role::kControl || step.letters == 0) continue;
      if (((mark->value.controls >> step.entry->index) & 1U) == 0) cost += kSaysNothing;
    }
    candidates.push_back({&reading, std::move(*mark), cost});
  }
  if (candidates.empty()) return std::nullopt;
  std::ranges::stable_sort(candidates, {}, &Candidate::cost);
  // Of equal ones that which protects more.
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    if (candidates[i].cost > candidates.front().cost + kTie) break;
    if (Dominates(vocabulary, candidates[i].mark.value, candidates.front().mark.value))
      std::swap(candidates[i], candidates.front());
  }
  const Candidate& best = candidates.front();
  if (best.mark.canonical == text) return std::nullopt;  // a name that nobody knows, as it stands
  const bool exact_case = vocabulary.grammar() != nullptr && vocabulary.grammar()->exact_case;
  const Cost plain = AgainstPlainText(*normal, exact_case, *best.reading);
  // What is written otherwise than as an unpublished name would be.
  Cost slips = 0;
  for (const RepairStep& step : best.reading->steps)
    slips += step.letters + (step.before == step.begin ? step.delimiter : 0);
  if (unknown > 0 && slips >= kUnknownAsIs * static_cast<Cost>(unknown)) return std::nullopt;
  if (best.cost >= plain || IsOrdinaryText(*normal, vocabulary, *best.reading)) return std::nullopt;

  Repair repair;
  repair.kind = own;
  double total = std::exp((best.cost - plain) / kScale);
  for (const Candidate& one : candidates) total += std::exp((best.cost - one.cost) / kScale);
  repair.confidence = 1 / total;
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    if (candidates[i].cost <= best.cost + kNear) repair.rivals.push_back(candidates[i].mark.canonical);
  }
  if (!as_is.empty() && as_is != best.mark.canonical &&
      std::ranges::find(repair.rivals, as_is) == repair.rivals.end())
    repair.rivals.push_back(std::move(as_is));
  repair.edits = EditsOf(*normal, text, vocabulary, best);
  repair.canonical = best.mark.canonical;
  repair.value = best.mark.value;
  return repair;
}

std::optional<FixedMark> MarkRepairer::Fix(std::string_view text, const ParsedMarking& mark,
                                           std::optional<MarkingKind> kind) const {
  const Vocabulary& vocabulary = impl_->model.vocabulary;
  if (mark.status == MarkingStatus::kValid) return FixedMark{CanonicalForm(vocabulary, mark), {}};
  // (A fix may be a hint in words. Look-alikes are the repair's business.)
  for (const Diagnostic& diagnostic : mark.diagnostics) {
    if (diagnostic.fix.empty() || mark.status == MarkingStatus::kNone) continue;
    const ParsedMarking fixed = ParseMark(vocabulary, diagnostic.fix, mark.kind);
    if (fixed.status == MarkingStatus::kValid) return FixedMark{CanonicalForm(vocabulary, fixed), {}};
  }
  auto repair = Mend(text, kind);
  if (!repair) return std::nullopt;
  return FixedMark{std::move(repair->canonical), std::move(repair->rivals)};
}

std::optional<Repair> RepairMark(const Vocabulary& vocabulary, std::string_view text,
                                 std::optional<MarkingKind> kind) {
  return MarkRepairer(vocabulary).Mend(text, kind);
}

}  // namespace markings
