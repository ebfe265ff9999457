#ifndef EXTRACT_HTML_TEXT_H_
#define EXTRACT_HTML_TEXT_H_

// What a web page shows, from the events of a parser: elements that begin and end, text, comments.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/text_writer.h"

namespace markings::extract {

class HtmlText {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

  HtmlText(TextWriter& writer, std::size_t most_depth) : writer_(writer), most_depth_(most_depth) {}

  void Start(std::string_view name, const Attributes& attributes);
  void End(std::string_view name);
  void Text(std::string_view text);
  void Comment(std::string_view text);
  void Finish() { WriteHidden(); }

 private:
  enum class Mode : std::uint8_t { kSeen, kHidden, kDeleted, kDropped };
  struct Element {
    std::string name;
    Mode mode = Mode::kSeen;
    bool keeps_space = false;
  };
  struct List {
    bool ordered = false;
    std::size_t next = 1;
    char form = '1';
  };

  void StartBlock(std::string_view name, const Attributes& attributes);
  void StartItem(const Attributes& attributes);
  void EndBlock(std::string_view name);
  void AddMeta(const Attributes& attributes);
  void AddMedia(std::string_view name, const Attributes& attributes);
  void AddField(const Attributes& attributes, bool hidden);
  void Flow(std::string_view text);
  void Put(std::string_view text);
  void BreakLine();
  void WriteHidden();
  [[nodiscard]] Mode mode() const { return elements_.empty() ? Mode::kSeen : elements_.back().mode; }

  TextWriter& writer_;
  std::size_t most_depth_;
  std::vector<Element> elements_;
  std::vector<List> lists_;
  std::size_t quotes_ = 0;  // blockquotes that are open
  std::string label_;       // of the list item that has no text yet
  std::string hidden_;      // text that is not seen, until what hides it ends
  bool space_ = false;      // white space is due in what is seen
  bool hidden_space_ = false;
  bool first_in_pre_ = false;
};

}  // namespace markings::extract

#endif  // EXTRACT_HTML_TEXT_H_
