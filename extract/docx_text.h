#ifndef EXTRACT_DOCX_TEXT_H_
#define EXTRACT_DOCX_TEXT_H_

// The text of the parts of a DOCX that hold paragraphs: the body, headers, notes.

#include <cstddef>
#include <cstdint>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "extract/docx_styles.h"
#include "extract/text_writer.h"

namespace markings::extract {

// All text in a node, seen or not, its paragraphs as lines.
[[nodiscard]] std::string AllDocxText(const pugi::xml_node& root);

class DocxText {
 public:
  DocxText(TextWriter& writer, const DocxStyles& styles, DocxNumbering& numbering)
      : writer_(writer), styles_(styles), numbering_(numbering) {}

  // The comments, each of which is written below the paragraph that refers to it.
  void TakeComments(const pugi::xml_node& root);
  // Writes the paragraphs in `root`. `hidden`: no page shows them.
  void Write(const pugi::xml_node& root, bool hidden);
  // The comments that no paragraph refers to.
  void WriteLeftComments();
  // How many pictures stood in what was written.
  [[nodiscard]] std::size_t pictures() const { return pictures_; }

 private:
  enum class Mode : std::uint8_t { kSeen, kHidden, kDeleted };
  struct Turn {  // from `at` on, and to its end, text is of `mode`
    pugi::xml_node at;
    Mode mode;
  };
  struct Cursor {
    pugi::xml_node root, node;
    std::vector<Turn> turns;
  };
  struct Box {  // a text box, or the text of a drawn word: written when its paragraph has ended
    pugi::xml_node root;
    std::string text;
    Mode mode;
  };

  void Step();
  // Whether what is in the element is to be read.
  bool Enter(const pugi::xml_node& node);
  bool EnterWord(std::string_view name, const pugi::xml_node& node);
  void Leave(const pugi::xml_node& node);
  void EnterParagraph(const pugi::xml_node& node);
  void EnterRun(const pugi::xml_node& node);
  void EnterRow(const pugi::xml_node& node);
  void LeaveParagraph();
  void WriteBoxes();
  void TakeMedia(const pugi::xml_node& media);
  void WriteComment(const std::string& id);
  void Put(std::string_view text, Mode mode);
  void Turned(const pugi::xml_node& at, Mode mode);
  [[nodiscard]] Mode mode() const;

  TextWriter& writer_;
  const DocxStyles& styles_;
  DocxNumbering& numbering_;
  std::map<std::string, pugi::xml_node> comments_;  // not yet written
  std::vector<Cursor> cursors_;
  std::vector<Box> boxes_;
  bool boxes_due_ = false;             // their paragraph has ended
  std::vector<std::string> referred_;  // comments of the paragraph at hand
  std::string paragraph_style_;
  std::size_t pictures_ = 0;
};

}  // namespace markings::extract

#endif  // EXTRACT_DOCX_TEXT_H_
