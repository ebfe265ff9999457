#include "extract/page_layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>

namespace markings::extract {
namespace {

// A column further right is taken for this one: a page of any width makes no endless line.
constexpr double kMaxColumn = 300;
constexpr double kFarthest = 1e6;  // points; beyond any page

// A word turned upright: its edges as one reads it.
struct Placed {
  double left, top, right, bottom;
  const Word* word;
  [[nodiscard]] double height() const { return bottom - top; }
};

struct Line {
  std::vector<Placed> words;
  double bottom = 0;  // of the tallest word
  double height = 0;
};

double Bounded(double value) { return std::isfinite(value) ? std::clamp(value, -kFarthest, kFarthest) : 0; }

Placed Upright(const Word& word) {
  switch (word.quarter_turns) {
    case 1:
      return {word.y, -word.x - word.width, word.y + word.height, -word.x, &word};
    case 2:
      return {-word.x - word.width, -word.y - word.height, -word.x, -word.y, &word};
    case 3:
      return {-word.y - word.height, word.x, -word.y, word.x + word.width, &word};
    default:
      return {word.x, word.y, word.x + word.width, word.y + word.height, &word};
  }
}

double Quantile(std::vector<double> values, std::size_t part, std::size_t of) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * part / of);
  std::ranges::nth_element(values, at);
  return *at;
}

std::size_t CodePoints(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

// Lines by where words end below, which is near the baseline whatever their size. How far words of a line may
// be apart follows the larger, so that a raised figure stays in its line, but not one that is far larger than
// usual: an initial over three lines would gather all three.
std::vector<Line> FindLines(std::vector<Placed> words, double usual_height) {
  std::ranges::stable_sort(words, {}, &Placed::bottom);
  std::vector<Line> lines;
  for (const Placed& word : words) {
    const double height = word.height();
    if (!lines.empty()) {
      Line& line = lines.back();
      const double reach = std::min(0.6 * std::max(line.height, height),
                                    0.6 * std::max(usual_height, std::min(line.height, height)));
      if (word.bottom - line.bottom <= reach) {
        line.words.push_back(word);
        if (height > line.height) {
          line.height = height;
          line.bottom = word.bottom;
        }
        continue;
      }
    }
    lines.push_back({{word}, word.bottom, height});
  }
  return lines;
}

// What lines are usually apart: the nearest quarter of them, as those between paragraphs are further. On a
// page of a few lines it is what print is.
double UsualPitch(const std::vector<Line>& lines, double usual_height) {
  constexpr std::size_t kEnough = 6;
  const double single = 1.2 * usual_height;
  std::vector<double> pitches;
  for (std::size_t i = 1; i < lines.size(); ++i) pitches.push_back(lines[i].bottom - lines[i - 1].bottom);
  if (pitches.size() < kEnough) return single;
  return std::clamp(Quantile(std::move(pitches), 1, 4), single, 2.6 * usual_height);
}

// One turn of a page.
struct Measure {
  double left = std::numeric_limits<double>::max();
  double character = 1;  // its average width
  double height = 0;     // of the usual line
};

Measure MeasureWords(std::span<const Placed> words) {
  Measure measure;
  double width = 0;
  double characters = 0;
  std::vector<double> heights;
  for (const Placed& word : words) {
    measure.left = std::min(measure.left, word.left);
    width += word.right - word.left;
    characters += static_cast<double>(CodePoints(word.word->text));
    heights.push_back(word.height());
  }
  measure.height = Quantile(std::move(heights), 1, 2);
  measure.character = std::max({width / std::max(characters, 1.0), 0.2 * measure.height, 0.5});
  return measure;
}

std::string Write(Line& line, const Measure& measure) {
  std::ranges::stable_sort(line.words, {}, &Placed::left);
  std::string text;
  std::size_t column = 0;
  double right = 0;  // of the word before
  const Placed* before = nullptr;
  for (const Placed& word : line.words) {
    const double place = std::min((word.left - measure.left) / measure.character, kMaxColumn);
    const auto target = static_cast<std::size_t>(std::max(std::lround(place), 0L));
    const double gap = word.left - right;
    std::size_t blanks = target > column ? target - column : 0;
    if (before != nullptr) {
      // Without a gap it is one word in two fonts: a blank there would part a name.
      const double height = std::min(word.height(), before->height());
      const bool joined = !before->word->space_after && gap < 0.08 * height && gap > -0.3 * height;
      if (joined) {
        blanks = 0;
      } else if (gap <= 2 * measure.character) {
        blanks = 1;
      } else {
        blanks = std::max(blanks, std::size_t{2});
      }
    }
    text.append(blanks, ' ');
    text += word.word->text;
    column += blanks + CodePoints(word.word->text);
    right = before == nullptr ? word.right : std::max(right, word.right);
    before = &word;
  }
  text += '\n';
  return text;
}

Box Around(const Line& line, Span span) {
  double left = kFarthest, top = kFarthest, right = -kFarthest, bottom = -kFarthest;
  for (const Placed& placed : line.words) {
    const Word& word = *placed.word;
    left = std::min(left, word.x);
    top = std::min(top, word.y);
    right = std::max(right, word.x + word.width);
    bottom = std::max(bottom, word.y + word.height);
  }
  return {.span = span, .x = left, .y = top, .width = right - left, .height = bottom - top};
}

}  // namespace

Result<void> LayOut(std::vector<Word> words, Budget& budget, Document& document, Page& page) {
  for (Word& word : words) {
    word.x = Bounded(word.x);
    word.y = Bounded(word.y);
    word.width = std::max(Bounded(word.width), 0.0);
    word.height = std::max(Bounded(word.height), 0.0);
  }
  bool first = true;
  for (int turn = 0; turn < 4; ++turn) {
    std::vector<Placed> placed;
    for (const Word& word : words)
      if (word.quarter_turns == turn) placed.push_back(Upright(word));
    if (placed.empty()) continue;
    const Measure measure = MeasureWords(placed);
    std::vector<Line> lines = FindLines(std::move(placed), measure.height);
    const double pitch = UsualPitch(lines, measure.height);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool apart = i == 0 ? !first : lines[i].bottom - lines[i - 1].bottom > 1.5 * pitch;
      if (apart) document.text += '\n';
      const std::string text = Write(lines[i], measure);
      if (auto done = budget.SpendText(text.size() + (apart ? 1 : 0)); !done) return done;
      const std::size_t begin = document.text.size();
      document.text += text;
      page.boxes.push_back(Around(lines[i], {begin, document.text.size()}));
    }
    first = false;
  }
  return {};
}

}  // namespace markings::extract
