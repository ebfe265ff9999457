#ifndef LIBMARKINGS_REPORT_SHEET_H_
#define LIBMARKINGS_REPORT_SHEET_H_

// What is set on paper: a text in blocks, without any form. It is made of what is released alone, so that no
// writer of it can let out more: sheet_html.h, and the program `markings-paper`, which gets it as JSON
// (sheet_json.h).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"

namespace markings {

struct Sheet {
  // A stretch of text; a box holds the words at a place of deletion. A text may hold line ends, a box none.
  struct Run {
    std::string text;
    bool box = false;
  };
  struct Block {
    enum class Kind : std::uint8_t { kTitle, kHeading, kText, kTable };
    Kind kind = Kind::kText;
    std::size_t line_ends = 2;  // between it and the block before it: 1, or 2 for a gap
    std::vector<Run> runs;      // of a table: its caption
    // Of a table: its columns' heads and widths (shares of the whole), and rows of as many cells.
    std::vector<std::string> head;
    std::vector<unsigned> widths;
    std::vector<std::vector<std::string>> rows;
  };

  std::string title;     // the stem of the files
  std::string language;  // of the text, BCP 47: "en"
  std::string date;      // of the release, UTC, "2026-11-23T10:15:00Z"
  std::string banner, stamp;
  bool landscape = false;  // a report with wide tables: in a proportional face, across the paper
  std::vector<Block> blocks;
};

// The text with U+FFFD in place of each character that would do something on paper other than show: control
// characters, those that turn the direction of what follows, and those that no text may hold. Line ends and
// tabs stay. `text` is UTF-8.
[[nodiscard]] MARKINGS_API std::string Showable(std::string_view text);
// The same for all that a sheet says.
MARKINGS_API void MakeShowable(Sheet& sheet);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_SHEET_H_
