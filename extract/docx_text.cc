#include "extract/docx_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/printable.h"
#include "extract/xml_part.h"

namespace markings::extract {
namespace {

std::string_view NameOf(const pugi::xml_node& node) { return node.name(); }

// The characters in an element. A line end among them is a blank, as it is for a word processor.
std::string Characters(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\f'; }, ' ');
  return text;
}

bool IsText(std::string_view name) { return name == "w:t" || name == "m:t" || name == "a:t"; }

// Properties, and what is no text of a paragraph.
bool IsApart(std::string_view name) {
  return name.ends_with("Pr") || name == "w:tblGrid" || name == "w:ffData" || name == "w:fldData";
}

// Of the forms that one thing is written down in for old and new programs, the first is read.
bool IsOtherForm(const pugi::xml_node& node) {
  const std::string_view name = NameOf(node);
  if (name == "mc:Choice") return !node.previous_sibling("mc:Choice").empty();
  return name == "mc:Fallback" && !node.parent().child("mc:Choice").empty();
}

bool ShowsPicture(std::string_view local) {
  constexpr std::array<std::string_view, 7> kNames = {"pic",    "blip",   "imagedata", "chart",
                                                      "relIds", "oleObj", "ink"};
  return std::ranges::find(kNames, local) != kNames.end();
}

}  // namespace

std::string AllDocxText(const pugi::xml_node& root) {
  std::string text;
  for (pugi::xml_node node = root.first_child(); node;) {
    const std::string_view name = NameOf(node);
    const bool other = IsOtherForm(node);
    if (!other && (IsText(name) || name == "w:delText" || name == "w:instrText" || name == "w:delInstrText"))
      text += Characters(node);
    else if (!other && name == "w:p" && !text.empty() && text.back() != '\n')
      text += '\n';
    else if (!other && (name == "w:br" || name == "w:cr" || name == "w:tab" || name == "w:tc"))
      text += ' ';
    node = NextNode(node, root, !other && !IsApart(name));
  }
  return text;
}

void DocxText::TakeComments(const pugi::xml_node& root) {
  for (const pugi::xml_node& comment : root.children("w:comment"))
    comments_.insert_or_assign(comment.attribute("w:id").value(), comment);
}

void DocxText::Write(const pugi::xml_node& root, bool hidden) {
  cursors_.push_back({root, root.first_child(), {{root, hidden ? Mode::kHidden : Mode::kSeen}}});
  while (!cursors_.empty() && !writer_.failed()) Step();
  cursors_.clear();
}

void DocxText::WriteLeftComments() {
  while (!comments_.empty() && !writer_.failed()) WriteComment(comments_.begin()->first);
}

DocxText::Mode DocxText::mode() const { return cursors_.back().turns.back().mode; }

// Text that is not seen does not hold text that is.
void DocxText::Turned(const pugi::xml_node& at, Mode mode) {
  cursors_.back().turns.push_back({at, std::max(mode, this->mode())});
}

void DocxText::Step() {
  Cursor& cursor = cursors_.back();
  if (!cursor.node) {
    LeaveParagraph();
    cursors_.pop_back();
    if (cursors_.empty() && !boxes_.empty()) cursors_.push_back({{}, {}, {{{}, Mode::kSeen}}});
    WriteBoxes();
    return;
  }
  pugi::xml_node node = cursor.node;
  if (Enter(node)) {
    if (const pugi::xml_node child = node.first_child()) {
      cursor.node = child;
      return;
    }
    Leave(node);
  }
  while (!node.next_sibling()) {
    node = node.parent();
    if (!node || node == cursor.root) {
      cursor.node = {};
      return;
    }
    Leave(node);
  }
  cursor.node = node.next_sibling();
  WriteBoxes();
}

bool DocxText::Enter(const pugi::xml_node& node) {
  const std::string_view name = NameOf(node);
  if (node.type() != pugi::node_element || IsApart(name) || IsOtherForm(node)) return false;
  if (name == "m:r") EnterRun(node);
  if (name == "m:t" || name == "a:t") Put(Characters(node), mode());
  if (name.starts_with("w:")) return EnterWord(name.substr(2), node);
  return true;
}

bool DocxText::EnterWord(std::string_view name, const pugi::xml_node& node) {
  if (name == "p") {
    EnterParagraph(node);
  } else if (name == "r") {
    EnterRun(node);
  } else if (name == "t") {
    Put(Characters(node), mode());
  } else if (name == "delText" || name == "delInstrText") {
    Put(Characters(node), Mode::kDeleted);
  } else if (name == "instrText") {
    Put(Characters(node), std::max(mode(), Mode::kHidden));
  } else if (name == "fldSimple") {
    Put(node.attribute("w:instr").value(), std::max(mode(), Mode::kHidden));
  } else if (name == "del" || name == "moveFrom") {
    Turned(node, Mode::kDeleted);
  } else if (name == "tab" || name == "ptab") {
    Put("\t", mode());
  } else if (name == "br") {
    Put(std::string_view(node.attribute("w:type").value()) == "page" ? "\f" : "\n", mode());
  } else if (name == "cr") {
    Put("\n", mode());
  } else if (name == "noBreakHyphen") {
    Put("-", mode());
  } else if (name == "sym") {
    Put(kReplacement, mode());
  } else if (name == "tbl") {
    writer_.EndParagraph();
  } else if (name == "tr") {
    EnterRow(node);
  } else if (name == "tc") {
    if (node.child("w:tcPr").child("w:cellDel")) Turned(node, Mode::kDeleted);
  } else if (name == "drawing" || name == "pict" || name == "object") {
    TakeMedia(node);
    return false;
  } else if (name == "txbxContent") {
    boxes_.push_back({node, {}, mode()});
    return false;
  } else if (name == "commentReference") {
    referred_.emplace_back(node.attribute("w:id").value());
  } else if (name == "altChunk") {
    writer_.AddUnread("embedded_file");
  } else if (name == "subDoc" || name == "control") {
    writer_.AddUnread("object");
  } else if (name == "contentPart") {
    writer_.AddUnread("image");
  }
  return true;
}

void DocxText::Leave(const pugi::xml_node& node) {
  const std::string_view name = NameOf(node);
  if (name == "w:p") LeaveParagraph();
  if (name == "w:tc") writer_.EndCell();
  if (name == "w:tr") writer_.EndRow();
  if (name == "w:tbl") writer_.EndParagraph();
  auto& turns = cursors_.back().turns;
  if (turns.size() > 1 && turns.back().at == node) turns.pop_back();
}

void DocxText::EnterParagraph(const pugi::xml_node& node) {
  const pugi::xml_node properties = node.child("w:pPr");
  paragraph_style_ = properties.child("w:pStyle").attribute("w:val").value();
  const pugi::xml_node mark = properties.child("w:rPr");
  // (A paragraph whose end is hidden or deleted has no number.)
  const bool counts =
      !IsOn(mark, "w:vanish").value_or(false) && !mark.child("w:del") && !mark.child("w:moveFrom");
  const std::string label = counts && mode() == Mode::kSeen ? numbering_.Next(properties) : "";
  if (IsOn(properties, "w:pageBreakBefore").value_or(false)) Put("\f", mode());
  if (!label.empty()) writer_.AddLabel(label + " ");
}

void DocxText::EnterRun(const pugi::xml_node& node) {
  const pugi::xml_node properties = node.child("w:rPr");
  const std::string style = properties.child("w:rStyle").attribute("w:val").value();
  std::optional<bool> hidden = IsOn(properties, "w:vanish");
  if (!hidden) hidden = styles_.IsHidden(style);
  if (!hidden) hidden = styles_.IsHidden(paragraph_style_);
  if (hidden.value_or(false) || IsOn(properties, "w:webHidden").value_or(false)) Turned(node, Mode::kHidden);
}

void DocxText::EnterRow(const pugi::xml_node& node) {
  writer_.StartRow();
  if (node.child("w:trPr").child("w:del")) Turned(node, Mode::kDeleted);
}

void DocxText::LeaveParagraph() {
  writer_.EndHidden();
  for (const std::string& id : std::exchange(referred_, {})) WriteComment(id);
  writer_.DropLabel();
  writer_.EndParagraph();
  boxes_due_ = true;
}

void DocxText::WriteBoxes() {
  if (!std::exchange(boxes_due_, false)) return;
  const std::vector<Box> boxes = std::exchange(boxes_, {});
  for (const Box& box : boxes) {
    if (box.text.empty()) continue;
    writer_.EndParagraph();
    Put(box.text, box.mode);
    LeaveParagraph();
  }
  // (The last is the first to be read.)
  for (std::size_t i = boxes.size(); i-- > 0;) {
    if (boxes[i].root)
      cursors_.push_back({boxes[i].root, boxes[i].root.first_child(), {{boxes[i].root, boxes[i].mode}}});
  }
  boxes_due_ = false;
}

void DocxText::TakeMedia(const pugi::xml_node& media) {
  const bool object = NameOf(media) == "w:object";
  bool picture = false;
  bool box = false;
  for (pugi::xml_node node = media.first_child(); node;) {
    const std::string_view name = NameOf(node);
    const std::string_view local = LocalName(node);
    const bool is_box = name == "w:txbxContent";
    const bool other = IsOtherForm(node);
    if (is_box && !other) {
      box = true;
      boxes_.push_back({node, {}, mode()});
    } else if (!other) {
      picture = picture || ShowsPicture(local);
      if (local == "textpath" || name == "a:t") {
        box = true;
        const std::string text = name == "a:t" ? Characters(node) : node.attribute("string").value();
        if (!text.empty()) boxes_.push_back({{}, text, mode()});
      }
      for (const char* const described : {"descr", "title", "alt"}) {
        Put(node.attribute(described).value(), std::max(mode(), Mode::kHidden));
        writer_.EndHidden();
      }
    }
    node = NextNode(node, media, !is_box && !other);
  }
  if (object) {
    writer_.AddUnread("object");
  } else if (picture || !box) {
    writer_.AddUnread("image");
  }
  if (picture || object || !box) ++pictures_;
}

void DocxText::WriteComment(const std::string& id) {
  const auto comment = comments_.find(id);
  if (comment == comments_.end()) return;
  const pugi::xml_node node = comment->second;
  comments_.erase(comment);
  const std::string author = node.attribute("w:author").value();
  const std::string text = AllDocxText(node);
  writer_.EndHidden();
  writer_.AddHidden("comment", author.empty() ? text : author + ": " + text);
  writer_.EndHidden();
  for (pugi::xml_node at = node.first_child(); at; at = NextNode(at, node)) {
    const std::string_view name = NameOf(at);
    if (name == "w:drawing" || name == "w:pict" || name == "w:object") writer_.AddUnread("image");
  }
}

void DocxText::Put(std::string_view text, Mode mode) {
  if (mode == Mode::kSeen)
    writer_.Add(text);
  else
    writer_.AddHidden(mode == Mode::kDeleted ? "deletion" : "hidden_text", text);
}

}  // namespace markings::extract
