// Marks that are written as a field: KEY=VALUE, KEY=VALUE, between brackets or as the value of a header. The
// level and the controls that it names are put together as a banner, and the parser of banners judges that,
// so that a field means what the banner means and is held to the same rules; what it finds is led back to the
// place in the field. Whatever is not understood leaves the mark unknown. Source: the vocabulary's [field].

#include "libmarkings/marking/internal/field_mark.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/category_forms.h"
#include "libmarkings/marking/internal/category_parser.h"
#include "libmarkings/marking/internal/mark_builder.h"
#include "libmarkings/marking/internal/mark_text.h"

namespace markings::internal {
namespace {

using enum DiagnosticCode;

bool IsWord(char c) { return IsLetter(c) || IsDigit(c) || c == '-' || c == '_'; }

// The same letters, whatever their case.
bool SameLetters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return Capital(x) == Capital(y); });
}
bool BeginsWith(std::string_view text, std::string_view begin) {
  return text.size() >= begin.size() && SameLetters(text.substr(0, begin.size()), begin);
}

// The key that a text begins with, when an equals sign follows it.
std::optional<std::string_view> LeadingKey(const FieldForm& field, std::string_view text) {
  text = Slice(text, Trim(text, {0, text.size()}));
  std::size_t end = 0;
  while (end < text.size() && IsWord(text[end])) ++end;
  std::size_t equals = end;
  while (equals < text.size() && IsBlank(text[equals])) ++equals;
  if (end == 0 || equals == text.size() || text[equals] != field.equals) return std::nullopt;
  return text.substr(0, end);
}

bool IsKey(const FieldForm& field, std::string_view word) {
  return std::ranges::any_of(field.keys, [&](const FieldKey& key) { return SameLetters(key.id, word); });
}

// What is written in nothing but digits and what parts them in dates and times.
bool LooksLikeDate(std::string_view text) {
  return !text.empty() && IsDigit(text.front()) && std::ranges::all_of(text, [](char c) {
    return IsDigit(c) || std::string_view("-/.:+TZtz ").contains(c);
  });
}

// "2030-07-01", "2030-07-01T12:30:00", with "Z" or "+10:00" after the time or not.
bool IsDate(std::string_view text) {
  // `form`: 0 stands for a digit, anything else for itself.
  const auto fits = [&](std::string_view form) {
    return text.size() == form.size() &&
           std::ranges::equal(text, form, [](char c, char f) { return f == '0' ? IsDigit(c) : c == f; });
  };
  const bool shaped = fits("0000-00-00") || fits("0000-00-00T00:00:00") || fits("0000-00-00T00:00:00Z") ||
                      fits("0000-00-00T00:00:00+00:00") || fits("0000-00-00T00:00:00-00:00");
  if (!shaped) return false;
  const auto number = [&](std::size_t at, std::size_t count) {
    unsigned value = 0;
    for (const char c : text.substr(at, count)) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number(0, 4))),
                                        std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2))};
  const bool timed = text.size() > 10;
  const bool zoned = text.size() > 20;
  return day.ok() && (!timed || (number(11, 2) < 24 && number(14, 2) < 60 && number(17, 2) < 60)) &&
         (!zoned || (number(20, 2) < 24 && number(23, 2) < 60));
}

class FieldReader {
 public:
  FieldReader(const Vocabulary& vocabulary, MarkingKind kind, std::string_view text, Span outer)
      : vocabulary_(vocabulary),
        grammar_(*vocabulary.grammar()),
        field_(*grammar_.field),
        text_(text),
        seen_(field_.keys.size()),
        levels_(field_.keys.size()) {
    mark_.kind = kind;
    mark_.span = outer;
  }

  ParsedMarking Read() {
    TakeFrame();
    if (!TakeItems()) {
      return BrokenMark(vocabulary_, mark_.kind, mark_.span, kMarkTooLong, mark_.span, {},
                        "write the marking alone");
    }
    CheckKeys();
    return Finish();
  }

 private:
  struct Found {
    std::size_t control = 0;
    Span where, list;
  };
  // A part of the banner, with the place in the field that says it.
  struct Part {
    Span built, where;
    bool same = false;  // letter by letter
  };

  void Fault(FormCheck check, DiagnosticCode code, Span where, std::string message, bool mendable = true,
             std::optional<Severity> severity = std::nullopt) {
    const CheckRow& row = grammar_.row(check);
    // (A check that is off silences a matter of form, never what leaves the mark in doubt.)
    if (row.off && severity != Severity::kError) return;
    if (severity.value_or(row.severity) == Severity::kError) {
      broken_ = true;
      mendable_ = mendable_ && mendable;
    }
    mark_.diagnostics.push_back(
        {code, where, std::move(message), {}, row.id, row.source, severity.value_or(row.severity)});
  }
  // What protects in a way that is not understood, whatever severity the vocabulary gives it.
  void Unknown(FormCheck check, Span where, std::string message) {
    unknown_ = true;
    Fault(check, kMarkUnknownToken, where, std::move(message), false, Severity::kError);
  }

  // The brackets, or the name of the header.
  void TakeFrame() {
    content_ = mark_.span;
    std::string_view inner = Slice(text_, content_);
    bracketed_ = inner.starts_with(field_.open);
    if (bracketed_) {
      content_.begin += field_.open.size();
      inner = Slice(text_, content_);
      const std::size_t close = inner.rfind(field_.close);
      if (close == std::string_view::npos) {
        Fault(FormCheck::kFieldBrackets, kMarkUnclosed, mark_.span, "the field is not closed", false,
              Severity::kError);
        return;
      }
      const std::size_t end = content_.begin + close;
      if (end + field_.close.size() != content_.end)
        Fault(FormCheck::kFieldBrackets, kMarkUnexpectedText, {end + field_.close.size(), content_.end},
              "text after the field", false, Severity::kError);
      content_.end = end;
      return;
    }
    if (!field_.header.empty() && BeginsWith(inner, field_.header)) content_.begin += field_.header.size();
    if (Slice(text_, content_).ends_with(field_.close)) {
      Fault(FormCheck::kFieldBrackets, kMarkUnclosed, mark_.span, "the field is not opened", false,
            Severity::kError);
      content_.end -= field_.close.size();
    }
  }

  // False when there are too many.
  bool TakeItems() {
    std::size_t count = 0;
    for (std::size_t begin = content_.begin;;) {
      std::size_t end = begin;
      while (end < content_.end && text_[end] != field_.separator) {
        const bool pair =
            text_[end] == field_.escape && end + 1 < content_.end && field_.escaped.contains(text_[end + 1]);
        end += pair ? 2 : 1;
      }
      if (++count > kMaxMarkTokens) return false;
      TakeItem({begin, end}, count == 1);
      if (end == content_.end) return true;
      begin = end + 1;
    }
  }

  void TakeItem(Span raw, bool first) {
    const Span item = Trim(text_, raw);
    if (item.empty()) {
      Fault(FormCheck::kFieldSeparator, kMarkDelimiter, raw.empty() ? Span{raw.begin, raw.end} : raw,
            "nothing stands beside a separator", true);
      return;
    }
    // One blank follows a separator. (A header's name has one after it as well.)
    const bool lead = !first || (!bracketed_ && content_.begin != mark_.span.begin);
    if (item.begin - raw.begin != (lead ? 1U : 0U) || item.end != raw.end)
      Fault(FormCheck::kFieldSeparator, kMarkNotCanonical, item, "one blank follows a separator, and no more",
            true, Severity::kWarning);
    const std::string_view text = Slice(text_, item);
    const std::size_t equals = text.find(field_.equals);
    if (equals == std::string_view::npos) {
      Unknown(FormCheck::kFieldKey, item, "no key stands here");
      return;
    }
    const Span id = Trim(text_, {item.begin, item.begin + equals});
    const Span value = Trim(text_, {item.begin + equals + 1, item.end});
    const auto found = std::ranges::find_if(
        field_.keys, [&](const FieldKey& key) { return SameLetters(key.id, Slice(text_, id)); });
    if (found == field_.keys.end()) {
      Unknown(FormCheck::kFieldKey, id.empty() ? item : id, "a key that the vocabulary does not hold");
      return;
    }
    if (found->id != Slice(text_, id) || id.end != item.begin + equals || value.begin != id.end + 1)
      Fault(FormCheck::kFieldSpelling, kMarkNotCanonical, id,
            "a key is in capitals, without blanks after it");
    TakeKey(static_cast<std::size_t>(found - field_.keys.begin()), id, value);
  }

  void TakeKey(std::size_t index, Span id, Span value) {
    const FieldKey& key = field_.keys[index];
    if (last_key_ && index < *last_key_)
      Fault(FormCheck::kFieldOrder, kMarkOrder, id, fmt::format("{} stands further to the left", key.id));
    last_key_ = std::max(index, last_key_.value_or(0));
    if (key.header_only && bracketed_)
      Fault(FormCheck::kFieldForm, kMarkForm, id, fmt::format("{} stands in the header only", key.id));
    if (seen_[index] && !key.repeats) {
      Fault(FormCheck::kFieldRepeat, key.holds == FieldHolds::kLevel ? kMarkTwoLevels : kMarkDuplicateToken,
            id, fmt::format("{} stands once", key.id), false, Severity::kError);
      return;
    }
    seen_[index] = true;
    if (!CheckText(value, id)) {
      unknown_ = unknown_ || key.holds == FieldHolds::kLevel || key.holds == FieldHolds::kControl;
      return;
    }
    const std::string_view text = Slice(text_, value);
    switch (key.holds) {
      case FieldHolds::kLevel:
      case FieldHolds::kControl:
        TakeValue(index, value);
        break;
      case FieldHolds::kWord:
        if (std::ranges::find(key.words, text) == key.words.end())
          Unknown(FormCheck::kFieldValue, value,
                  fmt::format("{} holds a word that the vocabulary does not", key.id));
        break;
      case FieldHolds::kDate:
        if (LooksLikeDate(text) && !IsDate(text))
          Fault(FormCheck::kFieldDate, kMarkForm, value,
                "there is no such day: a date is written as year, month and day, with hyphens", false);
        break;
      case FieldHolds::kText:
        break;
    }
  }

  // What holds of every value: it is not empty, not too long, of printable ASCII, and only what may be is
  // escaped.
  bool CheckText(Span value, Span id) {
    if (value.empty()) {
      Fault(FormCheck::kFieldValue, kMarkEmpty, id, "the key has no value", false, Severity::kError);
      return false;
    }
    std::size_t length = 0;
    for (std::size_t at = value.begin; at < value.end; ++at, ++length) {
      const char c = text_[at];
      if (c < 0x20 || c >= 0x7F) {
        Fault(FormCheck::kFieldValue, kMarkDeceptive, {at, at + 1}, "a field is of printable ASCII", false,
              Severity::kError);
        return false;
      }
      if (c != field_.escape) continue;
      if (at + 1 < value.end && field_.escaped.contains(text_[at + 1])) {
        ++at;
      } else {
        Fault(FormCheck::kFieldEscape, kMarkDelimiter, {at, at + 1}, "nothing that is escaped follows", true);
      }
    }
    if (length > field_.max_value)
      Fault(FormCheck::kFieldLength, kMarkTooLong, value,
            fmt::format("a value has at most {} characters", field_.max_value));
    return true;
  }

  // A level or a control, as the key spells it.
  void TakeValue(std::size_t key, Span where) {
    const std::string_view text = Slice(text_, where);
    const FieldValue* best = nullptr;
    std::size_t taken = 0;
    for (const FieldValue& row : field_.values) {
      if (row.key != key) continue;
      const auto fits = [&](std::string_view spelling) {
        if (!BeginsWith(text, spelling)) return false;
        if (spelling.size() == text.size() || !row.unread.empty()) return true;
        // A list stands after a blank.
        const bool list = field_.keys[key].holds == FieldHolds::kControl &&
                          vocabulary_.controls()[row.index].takes == ListKind::kCountries;
        return list && IsBlank(text[spelling.size()]);
      };
      const auto consider = [&](std::string_view spelling) {
        if (spelling.size() <= taken || !fits(spelling)) return;
        best = &row;
        taken = spelling.size();
      };
      consider(row.text);
      for (const std::string& alias : row.aliases) consider(alias);
    }
    if (best == nullptr) {
      Unknown(FormCheck::kFieldValue, where,
              fmt::format("{} holds a value that the vocabulary does not", field_.keys[key].id));
      return;
    }
    if (!best->unread.empty()) {
      Unknown(FormCheck::kFieldValue, where,
              fmt::format("{}: the vocabulary does not hold it", best->unread));
      return;
    }
    if (text.substr(0, taken) != best->text)
      Fault(FormCheck::kFieldSpelling, kMarkNotCanonical, {where.begin, where.begin + taken},
            fmt::format("the value is spelled {} here", best->text));
    if (field_.keys[key].holds == FieldHolds::kLevel) {
      levels_[key] = {best->index, where};
      return;
    }
    const Span list{std::min(where.begin + taken + 1, where.end), where.end};
    const auto twin = std::ranges::find(controls_, best->index, &Found::control);
    if (twin == controls_.end()) {
      controls_.push_back({best->index, where, list});
    } else if (list.empty() && twin->list.empty()) {
      Fault(FormCheck::kDuplicate, kMarkDuplicateToken, where, "the same value twice");
    } else {
      Fault(FormCheck::kFieldRepeat, kMarkDuplicateToken, where, "two lists: which of them holds is not said",
            false, Severity::kError);
    }
  }

  // What holds between the keys.
  void CheckKeys() {
    for (std::size_t i = 0; i < field_.keys.size(); ++i) {
      const FieldKey& key = field_.keys[i];
      if (!seen_[i]) {
        if (key.required && !(key.header_only && bracketed_))
          Fault(FormCheck::kFieldMissing, i == field_.level ? kMarkNoLevel : kMarkRequires, mark_.span,
                fmt::format("the key {} is missing", key.id), i != field_.level,
                i == field_.level ? std::optional(Severity::kError) : std::nullopt);
        continue;
      }
      if (key.with && !seen_[*key.with])
        Fault(FormCheck::kFieldPair, kMarkRequires, mark_.span,
              fmt::format("{} stands together with {}", key.id, field_.keys[*key.with].id));
      if (key.below && levels_[i] && levels_[*key.below] && levels_[i]->first >= levels_[*key.below]->first)
        Fault(FormCheck::kFieldLower, kMarkLevelLimit, levels_[i]->second,
              fmt::format("the level of {} is lower than that of {}", key.id, field_.keys[*key.below].id),
              false);
    }
  }

  // The banner that says the same, in the order in which a banner is written.
  std::string Banner(std::vector<Part>& parts) {
    const bool portion = mark_.kind == MarkingKind::kPortion;
    std::string built;
    const auto add = [&](std::string_view text, Span where, bool same) {
      parts.push_back({{built.size(), built.size() + text.size()}, where, same});
      built += text;
    };
    const auto& [level, place] = *levels_[field_.level];
    const Level& row = vocabulary_.levels()[level];
    add(portion ? row.portion : row.banner, place, false);
    const auto& controls = vocabulary_.controls();
    std::ranges::sort(controls_, {}, [&](const Found& one) {
      return std::pair(controls[one.control].category, one.control);
    });
    std::optional<std::size_t> category;
    for (const Found& one : controls_) {
      const Control& control = controls[one.control];
      built += category == control.category ? grammar_.value_separator : grammar_.category_separator;
      category = control.category;
      add(portion ? control.portion : control.banner, one.where, false);
      if (one.list.empty()) continue;
      built += ' ';
      add(Slice(text_, one.list), one.list, true);
    }
    return built;
  }

  ParsedMarking Finish() {
    const bool has_level = levels_[field_.level].has_value();
    std::string canonical;
    std::vector<Part> parts;
    const std::string built = has_level ? Banner(parts) : std::string();
    mark_.status = MarkingStatus::kMalformed;
    if (has_level && built.size() <= kMaxMarkBytes) {
      const Span whole{0, built.size()};
      ParsedMarking meant = CategoryParser(vocabulary_, mark_.kind, built, whole, whole).Parse();
      for (Diagnostic& one : meant.diagnostics) {
        one.where = InField(parts, one.where);
        mark_.diagnostics.push_back(std::move(one));
      }
      mark_.status = meant.status;
      mark_.value = meant.value;
      if (meant.status == MarkingStatus::kValid && mendable_) canonical = CanonicalForm(vocabulary_, meant);
    }
    if (broken_ || unknown_)
      mark_.status = unknown_ && has_level ? MarkingStatus::kUnknown : MarkingStatus::kMalformed;
    // (What draws no remark is canonical as it stands; a field is another spelling of the banner.)
    if (mark_.status == MarkingStatus::kValid && mark_.diagnostics.empty()) {
      Report(mark_, kMarkNotCanonical, mark_.span, "the form of a field", canonical);
      mark_.diagnostics.back().source = field_.source;
    }
    for (Diagnostic& one : mark_.diagnostics) {
      if (one.fix.empty()) one.fix = canonical.empty() ? std::string(HintFor(one.code)) : canonical;
    }
    if (mark_.status != MarkingStatus::kValid) mark_.value = HighestMarking(vocabulary_);
    return std::move(mark_);
  }

  // Where in the field stands what a part of the banner says: of what is about several parts, the whole.
  [[nodiscard]] Span InField(const std::vector<Part>& parts, Span built) const {
    for (const Part& part : parts) {
      if (built.begin < part.built.begin || built.end > part.built.end || built.empty()) continue;
      if (!part.same) return part.where;
      const std::size_t begin = part.where.begin + built.begin - part.built.begin;
      return {begin, begin + built.size()};
    }
    return mark_.span;
  }

  const Vocabulary& vocabulary_;
  const Grammar& grammar_;
  const FieldForm& field_;
  std::string_view text_;
  ParsedMarking mark_;
  Span content_;
  bool bracketed_ = false;
  bool broken_ = false, unknown_ = false, mendable_ = true;
  std::vector<bool> seen_;  // by key
  std::vector<std::optional<std::pair<std::size_t, Span>>> levels_;
  std::vector<Found> controls_;
  std::optional<std::size_t> last_key_;
};

}  // namespace

bool IsFieldMark(const Vocabulary& vocabulary, std::string_view mark) {
  const Grammar* grammar = vocabulary.grammar();
  if (grammar == nullptr || !grammar->field) return false;
  const FieldForm& field = *grammar->field;
  if (mark.starts_with(field.open)) {
    // (Nobody's prose begins with a word in capitals that is set equal to something.)
    const auto key = LeadingKey(field, mark.substr(field.open.size()));
    return key && (!HasLower(*key) || IsKey(field, *key));
  }
  if (!field.header.empty() && BeginsWith(mark, field.header)) return true;
  const auto key = LeadingKey(field, mark);
  return key && IsKey(field, *key);
}

ParsedMarking ParseFieldMark(const Vocabulary& vocabulary, MarkingKind kind, std::string_view text,
                             Span outer) {
  return FieldReader(vocabulary, kind, text, outer).Read();
}

}  // namespace markings::internal
