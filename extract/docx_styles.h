#ifndef EXTRACT_DOCX_STYLES_H_
#define EXTRACT_DOCX_STYLES_H_

// What a DOCX says in styles.xml and numbering.xml of paragraphs elsewhere: which style hides its text, and
// the numbers of automatic lists, which stand nowhere in the text but carry its marks.

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace markings::extract {

// Whether a property that is on or off is on: <w:vanish/>, <w:vanish w:val="0"/>. nullopt: it does not say.
[[nodiscard]] std::optional<bool> IsOn(const pugi::xml_node& properties, const char* name);

class DocxStyles {
 public:
  struct Style {
    std::string based_on;
    std::optional<bool> hidden;
    std::string list;  // numId
    std::string level;
  };

  // `root` may be null.
  explicit DocxStyles(const pugi::xml_node& root);
  // Of a style or the nearest that it is based on.
  [[nodiscard]] std::optional<bool> IsHidden(const std::string& style) const;
  // The style at or below `style` that names a list, null for none.
  [[nodiscard]] const Style* FindList(const std::string& style) const;

 private:
  template <class Has>
  [[nodiscard]] const Style* Find(std::string name, Has has) const;

  std::map<std::string, Style> styles_;
};

// Counts the paragraphs of the lists of one document as they are read.
class DocxNumbering {
 public:
  DocxNumbering(const pugi::xml_node& root, const DocxStyles& styles);
  // The label of a paragraph with these properties (w:pPr), which is counted: "1.", "(a)", "-". Empty for
  // none. A number of a kind that is not known is U+FFFD.
  [[nodiscard]] std::string Next(const pugi::xml_node& properties);

 private:
  static constexpr std::size_t kLevels = 9;
  struct Level {
    std::size_t start = 1;
    std::string form = "decimal";
    std::string text;
    std::string style;
    bool decimal_only = false;
  };
  struct Counts {
    std::array<std::optional<std::size_t>, kLevels> at{};
  };
  struct Kind {  // w:abstractNum
    std::array<Level, kLevels> levels;
    std::string style_link;
    Counts counts;
  };
  struct List {  // w:num
    std::string kind;
    std::map<std::size_t, std::size_t> start;
    std::map<std::size_t, Level> levels;
    bool used = false;
  };

  static void ReadLevel(const pugi::xml_node& node, Level& level);
  [[nodiscard]] Kind* FindKind(const List& list);
  [[nodiscard]] static const Level& LevelOf(const List& list, const Kind& kind, std::size_t level);

  const DocxStyles& styles_;
  std::map<std::string, Kind> kinds_;
  std::map<std::string, List> lists_;
};

}  // namespace markings::extract

#endif  // EXTRACT_DOCX_STYLES_H_
