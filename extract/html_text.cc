#include "extract/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "extract/list_label.h"
#include "extract/printable.h"

namespace markings::extract {
namespace {

using Names = std::initializer_list<std::string_view>;

bool IsOneOf(std::string_view name, Names names) { return std::ranges::find(names, name) != names.end(); }

// With an empty line around it.
bool IsParagraph(std::string_view name) {
  return IsOneOf(name, {"p",       "div",    "h1",         "h2",       "h3",        "h4",      "h5",
                        "h6",      "pre",    "blockquote", "table",    "ul",        "ol",      "dl",
                        "menu",    "dir",    "section",    "article",  "header",    "footer",  "main",
                        "aside",   "nav",    "figure",     "fieldset", "form",      "hr",      "center",
                        "address", "body",   "xmp",        "listing",  "plaintext", "details", "dialog",
                        "hgroup",  "search", "frameset",   "noframes", "template",  "noscript"});
}

bool IsLine(std::string_view name) {
  return IsOneOf(name, {"li", "dt", "dd", "caption", "figcaption", "legend", "summary", "option", "optgroup",
                        "thead", "tbody", "tfoot", "title", "textarea", "select", "button"});
}

bool IsPreformatted(std::string_view name) {
  return IsOneOf(name, {"pre", "xmp", "listing", "plaintext", "textarea"});
}

std::string_view MediaKind(std::string_view name) {
  if (IsOneOf(name, {"img", "svg", "canvas", "image"})) return "image";
  if (IsOneOf(name, {"object", "embed", "iframe", "frame", "video", "audio", "applet", "bgsound"}))
    return "object";
  return "";
}

// Elements that end where they begin.
bool IsVoid(std::string_view name) {
  return IsOneOf(name, {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img",
                        "input", "isindex", "keygen", "link", "meta", "param", "source", "track", "wbr"});
}

const std::string_view* Find(const HtmlText::Attributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string_view Value(const HtmlText::Attributes& attributes, std::string_view name) {
  const std::string_view* const value = Find(attributes, name);
  return value == nullptr ? std::string_view() : *value;
}

// A style without what makes no difference: comments, white space, capitals.
std::string PlainStyle(std::string_view style) {
  std::string plain;
  for (std::size_t i = 0; i < style.size(); ++i) {
    if (style.substr(i).starts_with("/*")) {
      i = std::min(style.find("*/", i + 2), style.size() - 2) + 1;
      continue;
    }
    if (!std::string_view(" \t\n\r\f").contains(style[i])) plain += style[i];
  }
  return Lower(plain);
}

bool Hides(std::string_view name, const HtmlText::Attributes& attributes, std::string_view style) {
  return Find(attributes, "hidden") != nullptr ||
         IsOneOf(name, {"template", "noscript", "title", "noframes", "noembed", "datalist"}) ||
         (name == "dialog" && Find(attributes, "open") == nullptr) || !MediaKind(name).empty() ||
         style.contains("display:none") || style.contains("visibility:hidden") ||
         style.contains("visibility:collapse");
}

std::size_t Number(std::string_view text, std::size_t otherwise) {
  constexpr std::size_t kMost = 1'000'000'000;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? std::min(number, kMost) : otherwise;
}

NumberForm FormOf(char type) {
  switch (type) {
    case 'a':
      return NumberForm::kLowerLetter;
    case 'A':
      return NumberForm::kUpperLetter;
    case 'i':
      return NumberForm::kLowerRoman;
    case 'I':
      return NumberForm::kUpperRoman;
    default:
      return NumberForm::kDecimal;
  }
}

}  // namespace

void HtmlText::Start(std::string_view name, const Attributes& attributes) {
  if (elements_.size() >= most_depth_) {
    writer_.Refuse({ErrorCode::kUnusableInput,
                    {},
                    "it holds HTML elements nested deeper than the limit",
                    "save the page as text",
                    {}});
    return;
  }
  const std::string style = PlainStyle(Value(attributes, "style"));
  Element element{std::string(name), mode(), !elements_.empty() && elements_.back().keeps_space};
  if (IsPreformatted(name) || style.contains("white-space:pre")) element.keeps_space = true;
  if (style.contains("white-space:normal") || style.contains("white-space:nowrap"))
    element.keeps_space = false;
  if (IsOneOf(name, {"script", "style"}))
    element.mode = Mode::kDropped;
  else if (name == "del")
    element.mode = std::max(element.mode, Mode::kDeleted);
  else if (!IsVoid(name) && Hides(name, attributes, style))
    element.mode = std::max(element.mode, Mode::kHidden);

  StartBlock(name, attributes);
  if (!MediaKind(name).empty()) AddMedia(name, attributes);
  for (const std::string_view key : {"alt", "title", "aria-label", "placeholder", "summary", "label"}) {
    const std::string_view text = Value(attributes, key);
    if (text.empty() || mode() == Mode::kDropped) continue;
    WriteHidden();
    writer_.AddHidden("hidden_text", text);
    writer_.EndHidden();
  }
  if (name == "meta") AddMeta(attributes);
  if (element.mode != mode()) WriteHidden();
  elements_.push_back(std::move(element));
  first_in_pre_ = IsPreformatted(name);
  if (name == "br") BreakLine();
  if (name == "input") AddField(attributes, Hides(name, attributes, style));
}

void HtmlText::StartBlock(std::string_view name, const Attributes& attributes) {
  EndBlock(name);
  if (mode() != Mode::kSeen) return;
  if (name == "blockquote") ++quotes_;
  if (name == "tr") writer_.StartRow();
  if (IsOneOf(name, {"ul", "ol", "menu", "dir"})) {
    const std::string_view type = Value(attributes, "type");
    lists_.push_back({name == "ol", Number(Value(attributes, "start"), 1), type.size() == 1 ? type[0] : '1'});
  }
  if (name == "li") StartItem(attributes);
}

void HtmlText::StartItem(const Attributes& attributes) {
  if (lists_.empty() || !lists_.back().ordered) {
    label_ += "- ";
    return;
  }
  List& list = lists_.back();
  list.next = Number(Value(attributes, "value"), list.next);
  label_ += FormatNumber(list.next++, FormOf(list.form)) + ". ";
}

// The line ends that an element has before and after it.
void HtmlText::EndBlock(std::string_view name) {
  const bool paragraph = IsParagraph(name);
  const bool cell = name == "td" || name == "th";
  if (!paragraph && !cell && !IsLine(name) && name != "tr") return;
  if (mode() != Mode::kSeen) {
    hidden_space_ = false;
    if (!hidden_.empty() && hidden_.back() != '\n') hidden_ += '\n';
    return;
  }
  space_ = false;
  if (paragraph) writer_.EndParagraph();
  if (!paragraph && !cell) writer_.EndLine();
}

void HtmlText::End(std::string_view name) {
  const auto open = std::ranges::find(elements_.rbegin(), elements_.rend(), name, &Element::name);
  if (open == elements_.rend()) return;
  // (The parser ends what is inside first; what it forgets ends here.)
  while (elements_.back().name != name) End(std::string(elements_.back().name));
  const Mode outer = elements_.size() > 1 ? elements_[elements_.size() - 2].mode : Mode::kSeen;
  if (mode() != outer) WriteHidden();
  elements_.pop_back();
  if (name == "table" && mode() == Mode::kSeen) writer_.EndRow();
  EndBlock(name);
  if (mode() != Mode::kSeen) return;
  if (name == "blockquote" && quotes_ > 0) --quotes_;
  if (name == "li") label_.clear();
  if (name == "td" || name == "th") writer_.EndCell();
  if (name == "tr") writer_.EndRow();
  if (IsOneOf(name, {"ul", "ol", "menu", "dir"}) && !lists_.empty()) lists_.pop_back();
}

void HtmlText::AddMeta(const Attributes& attributes) {
  std::string name = Lower(Value(attributes, "name"));
  if (name.empty()) name = Lower(Value(attributes, "property"));
  if (name.empty() ||
      IsOneOf(name, {"viewport", "robots", "generator", "theme-color", "referrer", "format-detection"}))
    return;
  writer_.AddHidden("hidden_text", Value(attributes, "content"));
  writer_.EndHidden();
}

void HtmlText::AddMedia(std::string_view name, const Attributes& attributes) {
  if (mode() == Mode::kDropped) return;
  WriteHidden();
  writer_.AddUnread(MediaKind(name));
  if (const std::string_view page = Value(attributes, "srcdoc"); !page.empty()) {
    writer_.AddHidden("hidden_text", page);
    writer_.EndHidden();
  }
}

// What a field of a form holds, and shows or does not.
void HtmlText::AddField(const Attributes& attributes, bool hidden) {
  const std::string_view value = Value(attributes, "value");
  const std::string type = Lower(Value(attributes, "type"));
  if (type == "image") {
    writer_.AddUnread("image");
  } else if (hidden || IsOneOf(type, {"hidden", "password", "checkbox", "radio"})) {
    writer_.AddHidden("hidden_text", value);
    writer_.EndHidden();
  } else {
    Text(" ");
    Text(value);
    Text(" ");
  }
}

void HtmlText::Text(std::string_view text) {
  if (mode() == Mode::kDropped || writer_.failed()) return;
  if (std::exchange(first_in_pre_, false) && text.starts_with('\n')) text.remove_prefix(1);
  if (elements_.empty() || !elements_.back().keeps_space) return Flow(text);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) Put(text.substr(0, end));
    if (end == text.size()) return;
    BreakLine();
    text.remove_prefix(end + 1);
  }
}

// Text in which white space is one blank, and none where a line begins.
void HtmlText::Flow(std::string_view text) {
  constexpr std::string_view kWhite = " \t\n\f\r";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kWhite), text.size());
    if (end > 0) Put(text.substr(0, end));
    if (end == text.size()) return;
    (mode() == Mode::kSeen ? space_ : hidden_space_) = true;
    text.remove_prefix(std::min(text.find_first_not_of(kWhite, end), text.size()));
  }
}

void HtmlText::Put(std::string_view text) {
  if (mode() != Mode::kSeen) {
    if (std::exchange(hidden_space_, false) && !hidden_.empty() && hidden_.back() != '\n') hidden_ += ' ';
    hidden_ += text;
    return;
  }
  const bool space = std::exchange(space_, false);
  if (writer_.AtLineStart()) {
    // (Twice is no harm: what begins a line is put there with the text.)
    std::string label;
    for (std::size_t i = 0; i < quotes_; ++i) label += "> ";
    writer_.DropLabel();
    writer_.AddLabel(label + std::exchange(label_, {}));
  } else if (space) {
    writer_.Add(" ");
  }
  writer_.Add(text);
}

void HtmlText::BreakLine() {
  if (mode() == Mode::kDropped) return;
  if (mode() != Mode::kSeen) {
    hidden_ += '\n';
    return;
  }
  space_ = false;
  if (writer_.HasAsides()) {
    writer_.Flush();
  } else {
    writer_.Add("\n");
  }
}

void HtmlText::Comment(std::string_view text) {
  if (mode() == Mode::kDropped || Trim(text).empty()) return;
  WriteHidden();
  writer_.AddHidden("comment", text);
  writer_.EndHidden();
}

void HtmlText::WriteHidden() {
  const bool deleted = mode() == Mode::kDeleted;
  const std::string text = std::exchange(hidden_, {});
  hidden_space_ = false;
  if (Trim(text).empty()) return;
  writer_.AddHidden(deleted ? "deletion" : "hidden_text", text);
  writer_.EndHidden();
}

}  // namespace markings::extract
