#include "libmarkings/marking/forms.h"

#include "libmarkings/marking/internal/category_forms.h"

namespace markings {
namespace {

constexpr std::size_t kNoControl = static_cast<std::size_t>(-1);

bool Has(const Marking& marking, std::size_t control) { return ((marking.controls >> control) & 1U) != 0; }

// The control that is written in place of the level, or kNoControl.
std::size_t LevelSubstitute(const Vocabulary& vocabulary, const Marking& marking) {
  const auto& controls = vocabulary.controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (Has(marking, i) && controls[i].stands_for == marking.level) return i;
  }
  return kNoControl;
}

}  // namespace

std::string BannerForm(const Vocabulary& vocabulary, const Marking& marking) {
  if (vocabulary.grammar() != nullptr) {
    std::string categories;
    internal::AppendCategories(categories, vocabulary, marking, internal::Form::kBanner);
    return categories;
  }
  std::string form = vocabulary.levels()[marking.level].banner;
  const auto& controls = vocabulary.controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (!Has(marking, i)) continue;
    form += ' ';
    form += controls[i].caption.empty() ? controls[i].id : controls[i].caption;
  }
  return form;
}

void AppendPortionForm(std::string& form, const Vocabulary& vocabulary, const Marking& marking) {
  form += '(';
  if (vocabulary.grammar() != nullptr) {
    internal::AppendCategories(form, vocabulary, marking, internal::Form::kPortion);
    form += ')';
    return;
  }
  const auto& controls = vocabulary.controls();
  const std::size_t substitute = LevelSubstitute(vocabulary, marking);
  form +=
      substitute == kNoControl ? vocabulary.levels()[marking.level].portion : controls[substitute].portion;
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (!Has(marking, i) || i == substitute) continue;
    form += "//";
    form += controls[i].portion;
  }
  form += ')';
}

std::string PortionForm(const Vocabulary& vocabulary, const Marking& marking) {
  std::string form;
  AppendPortionForm(form, vocabulary, marking);
  return form;
}

void AppendLongForm(std::string& form, const Vocabulary& vocabulary, const Marking& marking) {
  if (vocabulary.grammar() != nullptr) {
    internal::AppendCategories(form, vocabulary, marking, internal::Form::kLong);
    return;
  }
  form += vocabulary.levels()[marking.level].long_form;
  const auto& controls = vocabulary.controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (!Has(marking, i)) continue;
    form += "//";
    form += controls[i].long_form;
  }
}

std::string LongForm(const Vocabulary& vocabulary, const Marking& marking) {
  std::string form;
  AppendLongForm(form, vocabulary, marking);
  return form;
}

void AppendValue(std::string& out, const Vocabulary& vocabulary, const Marking& marking,
                 std::size_t control) {
  internal::AppendControl(out, vocabulary, marking, control, internal::Form::kBanner);
}

std::size_t AppendUnpublished(std::string& out, const Marking& marking, std::size_t at) {
  const std::string& system = marking.names[at].name;
  out += system;
  for (++at; at < marking.names.size(); ++at) {
    const std::string& name = marking.names[at].name;
    const bool below = marking.names[at].control >= MarkName::kUnnamed && name.size() > system.size() + 1 &&
                       name.starts_with(system) && name[system.size()] == '-';
    if (!below) break;
    // (A sub-compartment stands after a blank, alone: the path before it has been written.)
    out.append(name, name.find_last_of(" -"));
  }
  return at;
}

std::string CanonicalForm(const Vocabulary& vocabulary, const ParsedMarking& mark) {
  if (mark.kind == MarkingKind::kBanner) return BannerForm(vocabulary, mark.value);
  std::string form = PortionForm(vocabulary, mark.value);
  if (mark.entire_text && !vocabulary.whole_text_phrases().empty()) {
    form.insert(form.size() - 1, " - " + vocabulary.whole_text_phrases().front());
  }
  return form;
}

}  // namespace markings
