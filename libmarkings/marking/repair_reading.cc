// Writes a reading down as a mark with the delimiters that belong there, and has the parser judge it. What is
// still out of order the parser's own fix puts right.

#include "libmarkings/marking/internal/repair_reading.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/detect.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/name_order.h"
#include "libmarkings/marking/lattice.h"

namespace markings::internal {
namespace {

using Role = RepairEntry::Role;
using Kind = RepairStep::Kind;

template <class Row>
const std::string& FormOf(const Row& row, MarkingKind kind) {
  return kind == MarkingKind::kBanner ? row.banner : row.portion;
}

// Letters that look like digits, as digits.
std::string Digits(std::string_view word) {
  std::string digits(word);
  for (char& c : digits) {
    switch (c) {
      case 'O':
        c = '0';
        break;
      case 'I':
      case 'L':
        c = '1';
        break;
      case 'S':
        c = '5';
        break;
      case 'B':
        c = '8';
        break;
      case 'Z':
        c = '2';
        break;
      default:
        break;
    }
  }
  return digits;
}

class Writer {
 public:
  Writer(const RepairModel& model, MarkingKind kind, std::string_view text, const Reading& reading)
      : vocabulary_(model.vocabulary),
        grammar_(*model.vocabulary.grammar()),
        kind_(kind),
        text_(text),
        reading_(reading) {}

  std::string Write() {
    for (const RepairStep& step : reading_.steps) Take(step);
    std::string mark = Head();
    std::ranges::stable_sort(values_, {}, &Value::category);
    std::size_t category = static_cast<std::size_t>(-1);
    for (Value& value : values_) {
      mark += value.category == category ? grammar_.value_separator : grammar_.category_separator;
      category = value.category;
      mark += TextOf(value);
    }
    return mark;
  }

 private:
  struct Value {
    std::size_t category = 0;
    const Control* control = nullptr;  // with a list
    std::string text;
    std::vector<std::string> codes;
  };

  void Take(const RepairStep& step) {
    const std::string_view word = text_.substr(step.begin, step.end - step.begin);
    switch (step.kind) {
      case Kind::kToken:
        TakeToken(*step.entry);
        break;
      case Kind::kOwnerCode:
        AddCode(owners_, step.entry->text);
        break;
      case Kind::kCode:
        if (!values_.empty()) AddCode(values_.back().codes, step.entry->text);
        break;
      case Kind::kPending:
        AddCode(pending_, step.entry->text);
        break;
      case Kind::kPart:
        Tree('-', FormOf(grammar_.compartments[step.entry->index], kind_));
        break;
      case Kind::kName:
        Tree('-', word);
        break;
      case Kind::kSub:
        Tree(' ', step.digits ? Digits(word) : word);
        break;
      case Kind::kProgram:
        if (values_.empty()) return;
        values_.back().text += grammar_.value_separator;
        values_.back().text += word;
        break;
      case Kind::kUnknown:
        values_.push_back({step.control, nullptr, std::string(word), {}});
        break;
    }
  }

  void TakeToken(const RepairEntry& entry) {
    switch (entry.role) {
      case Role::kCompound:
        compound_ = &grammar_.compounds[entry.index];
        break;
      case Role::kOwnerWord:
        owner_ = &grammar_.owners[entry.index];
        break;
      case Role::kFused: {
        const Fused& row = grammar_.fused[entry.index];
        values_.push_back({row.category, nullptr, FormOf(row, kind_), {}});
        break;
      }
      case Role::kBare:
        values_.push_back({vocabulary_.controls()[entry.index].category, nullptr, entry.text, {}});
        break;
      case Role::kControl: {
        const Control& row = vocabulary_.controls()[entry.index];
        // A second list of the same control joins the first.
        const auto same = std::ranges::find(values_, &row, &Value::control);
        if (same != values_.end()) {
          std::rotate(same, same + 1, values_.end());
        } else {
          const bool list = row.takes == ListKind::kCountries || row.takes == ListKind::kNone;
          values_.push_back({row.category, list ? &row : nullptr, FormOf(row, kind_), {}});
          if (!entry.name.empty()) Tree('-', entry.name);
        }
        for (const std::string& code : std::exchange(pending_, {})) AddCode(values_.back().codes, code);
        break;
      }
      default:
        break;
    }
  }

  void Tree(char delimiter, std::string_view name) {
    if (values_.empty()) return;
    values_.back().text += delimiter;
    values_.back().text += name;
  }

  static void AddCode(std::vector<std::string>& codes, const std::string& code) {
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
  }

  std::string Head() {
    const Level& level = vocabulary_.levels()[reading_.level];
    std::string head;
    if (compound_ != nullptr) return grammar_.owner_prefix + FormOf(*compound_, kind_);
    const std::string& form = FormOf(level, kind_);
    if (owner_ == nullptr && owners_.empty()) return form;
    std::ranges::sort(owners_,
                      [](const std::string& a, const std::string& b) { return CompareCodes(a, b, {}) < 0; });
    head = grammar_.owner_prefix;
    if (owner_ != nullptr) {
      head += owner_->word;
      head += ' ';
    }
    const bool after = owner_ != nullptr && owner_->list == OwnerList::kAfter;
    for (const std::string& code : after ? std::vector<std::string>() : owners_) head += code + ' ';
    head += form;
    for (const std::string& code : after ? owners_ : std::vector<std::string>()) head += ' ' + code;
    return head;
  }

  std::string TextOf(Value& value) const {
    if (value.codes.empty()) return std::move(value.text);
    const Control& row = *value.control;
    const std::string_view first = row.home_first ? std::string_view(grammar_.home) : std::string_view();
    if (row.home_first) AddCode(value.codes, grammar_.home);
    std::ranges::sort(value.codes, [&](const std::string& a, const std::string& b) {
      return CompareCodes(a, b, first) < 0;
    });
    std::string list;
    for (const std::string& code : value.codes) {
      if (!list.empty()) list += row.list_before ? grammar_.value_separator : row.list_separator;
      list += code;
    }
    return row.list_before ? list + ' ' + value.text : value.text + ' ' + list;
  }

  const Vocabulary& vocabulary_;
  const Grammar& grammar_;
  MarkingKind kind_;
  std::string_view text_;
  const Reading& reading_;
  const Compound* compound_ = nullptr;
  const Owner* owner_ = nullptr;
  std::vector<std::string> owners_, pending_;
  std::vector<Value> values_;
};

// Without categories: a level and a set of controls.
std::string WritePlain(const Vocabulary& vocabulary, MarkingKind kind, const Reading& reading) {
  ParsedMarking mark;
  mark.kind = kind;
  std::optional<std::size_t> level;
  if (reading.level != 0xFF) level = reading.level;
  for (const RepairStep& step : reading.steps) {
    if (step.entry->role == Role::kWholeText) mark.entire_text = true;
    if (step.entry->role != Role::kControl) continue;
    mark.value.controls |= std::uint64_t{1} << step.entry->index;
    // (Only a portion mark has a control in place of its level.)
    if (!level && kind == MarkingKind::kPortion) level = vocabulary.controls()[step.entry->index].stands_for;
  }
  if (!level) return {};
  mark.value.level = *level;
  mark.value = Normalise(vocabulary, mark.value);
  return CanonicalForm(vocabulary, mark);
}

}  // namespace

std::optional<RepairedMark> MarkOf(const RepairModel& model, MarkingKind kind, std::string_view text,
                                   const Reading& reading) {
  const Vocabulary& vocabulary = model.vocabulary;
  std::string written;
  if (vocabulary.grammar() == nullptr) {
    written = WritePlain(vocabulary, kind, reading);
  } else {
    if (reading.level == 0xFF) return std::nullopt;
    written = Writer(model, kind, text, reading).Write();
    if (kind == MarkingKind::kPortion) written = '(' + written + ')';
  }
  if (written.empty()) return std::nullopt;
  // The fix of a fix is valid, or there is none.
  for (int pass = 0; pass < 3; ++pass) {
    const ParsedMarking mark = ParseMark(vocabulary, written, kind);
    if (mark.status == MarkingStatus::kValid) {
      std::string canonical = CanonicalForm(vocabulary, mark);
      if (canonical == written) return RepairedMark{std::move(canonical), mark.value};
      written = std::move(canonical);
      continue;
    }
    if (mark.diagnostics.empty() || mark.diagnostics.front().fix.empty()) return std::nullopt;
    std::string fix = mark.diagnostics.front().fix;
    if (fix == written) return std::nullopt;
    written = std::move(fix);
  }
  return std::nullopt;
}

}  // namespace markings::internal
