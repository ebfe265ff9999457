#include "extract/docx_styles.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "extract/list_label.h"
#include "extract/printable.h"
#include "libmarkings/text/ascii.h"

namespace markings::extract {
namespace {

std::string Value(const pugi::xml_node& node, const char* child) {
  return node.child(child).attribute("w:val").value();
}

std::size_t Number(std::string_view text, std::size_t otherwise) {
  constexpr std::size_t kMost = 1'000'000;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::min(number, kMost) : otherwise;
}

std::string Show(std::size_t number, std::string_view form) {
  constexpr std::array<std::pair<std::string_view, NumberForm>, 6> kForms = {{
      {"decimal", NumberForm::kDecimal},
      {"decimalZero", NumberForm::kTwoDigits},
      {"lowerLetter", NumberForm::kLowerLetter},
      {"upperLetter", NumberForm::kUpperLetter},
      {"lowerRoman", NumberForm::kLowerRoman},
      {"upperRoman", NumberForm::kUpperRoman},
  }};
  if (form == "none") return "";
  const auto* const found = std::ranges::find(kForms, form, &std::pair<std::string_view, NumberForm>::first);
  return found == kForms.end() ? std::string(kReplacement) : FormatNumber(number, found->second);
}

}  // namespace

std::optional<bool> IsOn(const pugi::xml_node& properties, const char* name) {
  const pugi::xml_node node = properties.child(name);
  if (!node) return std::nullopt;
  const std::string_view value = node.attribute("w:val").value();
  return value != "0" && value != "false" && value != "off";
}

DocxStyles::DocxStyles(const pugi::xml_node& root) {
  for (const pugi::xml_node& node : root.children("w:style")) {
    Style style;
    style.based_on = Value(node, "w:basedOn");
    style.hidden = IsOn(node.child("w:rPr"), "w:vanish");
    const pugi::xml_node list = node.child("w:pPr").child("w:numPr");
    style.list = Value(list, "w:numId");
    style.level = Value(list, "w:ilvl");
    styles_.insert_or_assign(node.attribute("w:styleId").value(), std::move(style));
  }
}

template <class Has>
const DocxStyles::Style* DocxStyles::Find(std::string name, Has has) const {
  constexpr int kMostBases = 32;  // word processors allow fewer; a ring has no end
  for (int i = 0; i < kMostBases; ++i) {
    const auto found = styles_.find(name);
    if (found == styles_.end()) return nullptr;
    if (has(found->second)) return &found->second;
    name = found->second.based_on;
  }
  return nullptr;
}

std::optional<bool> DocxStyles::IsHidden(const std::string& style) const {
  const Style* const found = Find(style, [](const Style& s) { return s.hidden.has_value(); });
  return found == nullptr ? std::nullopt : found->hidden;
}

const DocxStyles::Style* DocxStyles::FindList(const std::string& style) const {
  return Find(style, [](const Style& s) { return !s.list.empty(); });
}

void DocxNumbering::ReadLevel(const pugi::xml_node& node, Level& level) {
  level.start = Number(Value(node, "w:start"), 0);
  const pugi::xml_node form = node.child("w:numFmt");
  if (form) level.form = form.attribute("w:val").value();
  level.text = Value(node, "w:lvlText");
  level.style = Value(node, "w:pStyle");
  level.decimal_only = IsOn(node, "w:isLgl").value_or(false);
}

DocxNumbering::DocxNumbering(const pugi::xml_node& root, const DocxStyles& styles) : styles_(styles) {
  for (const pugi::xml_node& node : root.children("w:abstractNum")) {
    Kind kind;
    for (const pugi::xml_node& level : node.children("w:lvl")) {
      const std::size_t at = Number(level.attribute("w:ilvl").value(), kLevels);
      if (at < kLevels) ReadLevel(level, kind.levels[at]);
    }
    kind.style_link = Value(node, "w:numStyleLink");
    kinds_.insert_or_assign(node.attribute("w:abstractNumId").value(), std::move(kind));
  }
  for (const pugi::xml_node& node : root.children("w:num")) {
    List list;
    list.kind = Value(node, "w:abstractNumId");
    for (const pugi::xml_node& over : node.children("w:lvlOverride")) {
      const std::size_t at = Number(over.attribute("w:ilvl").value(), kLevels);
      if (at >= kLevels) continue;
      if (over.child("w:startOverride")) list.start[at] = Number(Value(over, "w:startOverride"), 0);
      if (const pugi::xml_node level = over.child("w:lvl")) ReadLevel(level, list.levels[at]);
    }
    lists_.insert_or_assign(node.attribute("w:numId").value(), std::move(list));
  }
}

// A kind may name a style whose list has the levels.
DocxNumbering::Kind* DocxNumbering::FindKind(const List& list) {
  const auto found = kinds_.find(list.kind);
  if (found == kinds_.end()) return nullptr;
  if (found->second.style_link.empty()) return &found->second;
  const DocxStyles::Style* const style = styles_.FindList(found->second.style_link);
  if (style == nullptr) return &found->second;
  const auto linked = lists_.find(style->list);
  if (linked == lists_.end()) return &found->second;
  const auto kind = kinds_.find(linked->second.kind);
  return kind == kinds_.end() ? &found->second : &kind->second;
}

const DocxNumbering::Level& DocxNumbering::LevelOf(const List& list, const Kind& kind, std::size_t level) {
  const auto own = list.levels.find(level);
  return own == list.levels.end() ? kind.levels[level] : own->second;
}

std::string DocxNumbering::Next(const pugi::xml_node& properties) {
  const pugi::xml_node direct = properties.child("w:numPr");
  const std::string style_name = Value(properties, "w:pStyle");
  const DocxStyles::Style* const style = styles_.FindList(style_name);
  std::string id = Value(direct, "w:numId");
  std::string level_text = Value(direct, "w:ilvl");
  if (id.empty() && style != nullptr) id = style->list;
  if (level_text.empty() && style != nullptr) level_text = style->level;
  const auto list_place = lists_.find(id);
  if (list_place == lists_.end()) return "";
  List& list = list_place->second;
  Kind* const kind = FindKind(list);
  if (kind == nullptr) return "";
  std::size_t at = Number(level_text, 0);
  if (level_text.empty() && !style_name.empty()) {
    for (std::size_t i = 0; i < kLevels; ++i) at = LevelOf(list, *kind, i).style == style_name ? i : at;
  }
  if (at >= kLevels) return "";

  // Lists of one kind count on together, but where a list says where it starts.
  auto& counts = kind->counts.at;
  if (!std::exchange(list.used, true)) {
    for (const auto& [level, start] : list.start) counts[level].reset();
  }
  const auto start_of = [&](std::size_t level) {
    const auto own = list.start.find(level);
    return own == list.start.end() ? LevelOf(list, *kind, level).start : own->second;
  };
  counts[at] = counts[at] ? *counts[at] + 1 : start_of(at);
  for (std::size_t i = at + 1; i < kLevels; ++i) counts[i].reset();
  for (std::size_t i = 0; i < at; ++i) counts[i] = counts[i] ? counts[i] : start_of(i);

  const Level& level = LevelOf(list, *kind, at);
  if (level.form == "bullet") return "-";
  std::string label;
  for (std::size_t i = 0; i < level.text.size(); ++i) {
    const bool is_number = level.text[i] == '%' && i + 1 < level.text.size() && IsDigit(level.text[i + 1]);
    if (!is_number) {
      label += level.text[i];
      continue;
    }
    const auto shown = static_cast<std::size_t>(level.text[++i] - '1');
    if (shown > at) continue;
    label += Show(*counts[shown], level.decimal_only ? "decimal" : LevelOf(list, *kind, shown).form);
  }
  return label;
}

}  // namespace markings::extract
