#ifndef EXTRACT_PAGE_LAYOUT_H_
#define EXTRACT_PAGE_LAYOUT_H_

// Words that stand at places of a page, as lines of text that keep apart what stands apart.

#include <string>
#include <vector>

#include "extract/extractor.h"

namespace markings::extract {

// A word in points from the upper left corner of its page as shown.
struct Word {
  double x = 0, y = 0, width = 0, height = 0;
  int quarter_turns = 0;  // clockwise: 1 is read downwards, 3 upwards
  bool space_after = true;
  std::string text;  // clean, on one line, not empty
};

// Adds the words to the text in lines, from top to bottom and left to right; a box for each to the page. In a
// line a gap wider than between words is filled with at least two blanks, up to the column where the next
// word stands on the page, so that a code in the margin stands far right. A line lower by more than one and a
// half lines follows an empty line. Text that is turned comes after the upright, each turn by itself. n log n
// in the words.
[[nodiscard]] Result<void> LayOut(std::vector<Word> words, Budget& budget, Document& document, Page& page);

}  // namespace markings::extract

#endif  // EXTRACT_PAGE_LAYOUT_H_
