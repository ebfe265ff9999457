// The pages are made twice by the same code: first without a surface, to count them, then drawn. A page's
// text flows between its head and its foot, line by line.
//
// Structure: one Document; in it H1, H2 and P in reading order. A block that goes on over a page's end is an
// element on each of its pages. Head and foot, and the heads of a table's columns on its further pages, are
// in none.

#include "paper/pdf.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "paper/pdf_finish.h"
#include "paper/pdf_text.h"

namespace markings::paper {
namespace {

constexpr double kSide = 54;  // margins
constexpr double kEdge = 30;  // of head and foot to the paper's edge
constexpr double kGap = 10;   // between head, text and foot, and between blocks
constexpr double kLeastRoom = 200;
constexpr double kTextSize = 10;
constexpr double kCellPadding = 3;
constexpr double kGridLine = 0.5;
constexpr Style kBannerStyle = {.family = kProportional, .size = 10, .bold = true};
constexpr Style kSmall = {.family = kProportional, .size = 8};

struct SurfaceDestroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDestroy {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
struct IterFree {
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};

using LineIter = std::unique_ptr<PangoLayoutIter, IterFree>;

class Pages {
 public:
  // Without `cr` nothing is drawn.
  Pages(const Sheet& sheet, const TextSetter& setter, double width, double height, cairo_t* cr,
        std::size_t count)
      : sheet_(sheet),
        setter_(setter),
        width_(width),
        height_(height),
        face_(sheet.landscape ? kProportional : kMonospaced),
        cr_(cr),
        count_(count) {
    banner_ = setter_.Set(sheet.banner, kBannerStyle, TextWidth(), PANGO_ALIGN_CENTER);
    stamp_ = setter_.Set(sheet.stamp, kSmall, TextWidth(), PANGO_ALIGN_CENTER);
    const double banner_and_stamp = HeightOf(banner_) + HeightOf(stamp_);
    top_ = kEdge + banner_and_stamp + kGap;
    bottom_ = height_ - kEdge - banner_and_stamp - kLineHeight - kGap;
  }

  [[nodiscard]] bool HasRoom() const { return bottom_ - top_ >= kLeastRoom; }

  // Whether each line fitted on a page; known when they are made.
  [[nodiscard]] bool Fits() const { return fits_; }

  // Gives their number.
  std::size_t Make() {
    BeginPage();
    Begin("Document");
    for (const Sheet::Block& block : sheet_.blocks) Place(block);
    End("Document");
    EndPage();
    return page_;
  }

 private:
  static constexpr double kLineHeight = 12;  // of the line that numbers the pages

  [[nodiscard]] double TextWidth() const { return width_ - 2 * kSide; }

  void Begin(const char* tag) {
    if (cr_ != nullptr) cairo_tag_begin(cr_, tag, nullptr);
  }
  void End(const char* tag) {
    if (cr_ != nullptr) cairo_tag_end(cr_, tag);
  }

  double Show(const Layout& layout, double y) {
    if (cr_ != nullptr) {
      cairo_move_to(cr_, kSide, y);
      pango_cairo_show_layout(cr_, layout.get());
    }
    return y + HeightOf(layout);
  }

  void BeginPage() {
    ++page_;
    Show(stamp_, Show(banner_, kEdge));
    y_ = top_;
    fresh_ = true;
  }

  void EndPage() {
    double y = bottom_ + kGap;
    Show(setter_.SetLine(sheet_.title, kSmall, TextWidth() * 3 / 4), y);
    Show(setter_.Set(fmt::format("Page {} of {}", page_, count_), kSmall, TextWidth(), PANGO_ALIGN_RIGHT), y);
    y += kLineHeight;
    Show(banner_, Show(stamp_, y));
    if (cr_ != nullptr) cairo_show_page(cr_);
  }

  void NewPage() {
    EndPage();
    BeginPage();
  }

  void Place(const Sheet::Block& block) {
    if (!fresh_ && block.line_ends > 1) y_ += kGap;
    if (block.kind == Sheet::Block::Kind::kTable) return PlaceTable(block);
    const bool text = block.kind == Sheet::Block::Kind::kText;
    const char* tag = text ? "P" : block.kind == Sheet::Block::Kind::kTitle ? "H1" : "H2";
    const Style style = {.family = face_, .size = kTextSize, .bold = !text};
    PlaceLines(setter_.Set(block.runs, style, TextWidth()), tag);
  }

  void PlaceLines(const Layout& layout, const char* tag) {
    const LineIter line(pango_layout_get_iter(layout.get()));
    bool open = false;
    do {
      const double height = LineHeight(line);
      fits_ = fits_ && height <= bottom_ - top_;
      if (!fresh_ && y_ + height > bottom_) {
        if (std::exchange(open, false)) End(tag);
        NewPage();
      }
      if (!std::exchange(open, true)) Begin(tag);
      ShowLine(line, kSide, y_);
      y_ += height;
      fresh_ = false;
    } while (pango_layout_iter_next_line(line.get()) != 0);
    End(tag);
  }

  static double LineHeight(const LineIter& line) {
    int first = 0;
    int last = 0;
    pango_layout_iter_get_line_yrange(line.get(), &first, &last);
    return InPoints(last - first);
  }

  void ShowLine(const LineIter& line, double x, double y) const {
    if (cr_ == nullptr) return;
    int first = 0;
    int last = 0;
    pango_layout_iter_get_line_yrange(line.get(), &first, &last);
    PangoRectangle extents;
    pango_layout_iter_get_line_extents(line.get(), nullptr, &extents);
    cairo_move_to(cr_, x + InPoints(extents.x),
                  y + InPoints(pango_layout_iter_get_baseline(line.get()) - first));
    pango_cairo_show_layout_line(cr_, pango_layout_iter_get_line_readonly(line.get()));
  }

  // ---- tables ----

  // One cell of the row at hand, and how far it is written.
  struct Cell {
    Layout layout;
    LineIter line;
    bool done = false;
  };

  void PlaceTable(const Sheet::Block& block) {
    Begin("Table");
    PlaceLines(
        setter_.Set(block.runs, {.family = kProportional, .size = kSmall.size, .bold = true}, TextWidth()),
        "Caption");
    PlaceRow(block, block.head, true);
    for (const std::vector<std::string>& row : block.rows) PlaceRow(block, row, false);
    End("Table");
  }

  // A row that does not fit on what is left of a page begins on the next one; one that fits on none is split.
  void PlaceRow(const Sheet::Block& table, const std::vector<std::string>& texts, bool head) {
    const std::vector<double> widths = Widths(table);
    std::vector<Cell> cells = CellsOf(texts, widths, head);
    double height = 0;
    for (const Cell& cell : cells) height = std::max(height, HeightOf(cell.layout) + 2 * kCellPadding);
    if (!fresh_ && y_ + height > bottom_ && !head) BreakTable(table);
    while (true) {
      ShowPart(cells, widths, head ? "TH" : "TD");
      if (std::ranges::all_of(cells, &Cell::done)) return;
      BreakTable(table);
    }
  }

  std::vector<double> Widths(const Sheet::Block& table) const {
    double all = 0;
    for (const unsigned width : table.widths) all += width;
    std::vector<double> widths;
    widths.reserve(table.widths.size());
    for (const unsigned width : table.widths) widths.push_back(TextWidth() * width / all);
    return widths;
  }

  std::vector<Cell> CellsOf(const std::vector<std::string>& texts, const std::vector<double>& widths,
                            bool bold) const {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      Cell cell;
      cell.layout = setter_.Set(texts[i], {.family = kProportional, .size = kSmall.size, .bold = bold},
                                widths[i] - 2 * kCellPadding);
      cell.line.reset(pango_layout_get_iter(cell.layout.get()));
      cells.push_back(std::move(cell));
    }
    return cells;
  }

  // A new page, with the heads of the columns again: furniture there, so not in the structure.
  void BreakTable(const Sheet::Block& table) {
    NewPage();
    const std::vector<double> widths = Widths(table);
    std::vector<Cell> cells = CellsOf(table.head, widths, true);
    ShowPart(cells, widths, nullptr);
  }

  // As much of a row as the page holds, and a line of each cell at least. Without a tag it is furniture.
  void ShowPart(std::vector<Cell>& cells, const std::vector<double>& widths, const char* tag) {
    const double top = y_ + kCellPadding;
    double end = top;
    if (tag != nullptr) Begin("TR");
    double x = kSide;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      Cell& cell = cells[i];
      double y = top;
      if (tag != nullptr) Begin(tag);
      while (!cell.done && (y == top || y + LineHeight(cell.line) + kCellPadding <= bottom_)) {
        ShowLine(cell.line, x + kCellPadding, y);
        y += LineHeight(cell.line);
        cell.done = pango_layout_iter_next_line(cell.line.get()) == 0;
      }
      if (tag != nullptr) End(tag);
      end = std::max(end, y);
      x += widths[i];
    }
    if (tag != nullptr) End("TR");
    ShowGrid(widths, end + kCellPadding - y_);
    y_ = end + kCellPadding;
    fresh_ = false;
  }

  void ShowGrid(const std::vector<double>& widths, double height) const {
    if (cr_ == nullptr) return;
    double x = kSide;
    for (const double width : widths) {
      cairo_rectangle(cr_, x, y_, width, height);
      x += width;
    }
    cairo_set_line_width(cr_, kGridLine);
    cairo_stroke(cr_);
  }

  const Sheet& sheet_;
  const TextSetter& setter_;
  const double width_, height_;
  const char* face_;
  cairo_t* cr_;
  const std::size_t count_;
  Layout banner_, stamp_;
  double top_ = 0, bottom_ = 0;
  std::size_t page_ = 0;
  double y_ = 0;
  bool fits_ = true;
  bool fresh_ = true;  // nothing stands on the page yet
};

cairo_status_t Append(void* to, const unsigned char* bytes, unsigned int size) {
  try {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
}

void Describe(cairo_surface_t* surface, const Sheet& sheet) {
  const std::array<std::pair<cairo_pdf_metadata_t, const char*>, 3> fields = {{
      {CAIRO_PDF_METADATA_TITLE, sheet.title.c_str()},
      {CAIRO_PDF_METADATA_CREATOR, "markings " MARKINGS_VERSION},
      {CAIRO_PDF_METADATA_CREATE_DATE, sheet.date.c_str()},
  }};
  for (const auto& [field, text] : fields) cairo_pdf_surface_set_metadata(surface, field, text);
}

}  // namespace

Result<std::string> SheetPdf(const Sheet& sheet, PaperSize size) {
  auto [width, height] = size == PaperSize::kA4 ? std::pair(595.276, 841.89) : std::pair(612.0, 792.0);
  if (sheet.landscape) std::swap(width, height);
  const TextSetter setter;
  if (!setter.HasMonospaced()) {
    return Fail(ErrorCode::kUnusableInput, {}, "there is no monospaced face to set the text in",
                "install the package fonts-dejavu-core");
  }
  Pages counted(sheet, setter, width, height, nullptr, 0);
  if (!counted.HasRoom()) {
    return Fail(ErrorCode::kUnusableInput, {}, "banner and stamp leave no room for text on a page",
                "shorten the stamp in the policy");
  }
  const std::size_t count = counted.Make();
  if (!counted.Fits()) {
    return Fail(ErrorCode::kUnusableInput, {}, "the words at a place of deletion fill more than a page",
                "shorten the statute in the policy or the decision");
  }

  std::string pdf;
  const std::unique_ptr<cairo_surface_t, SurfaceDestroy> surface(
      cairo_pdf_surface_create_for_stream(Append, &pdf, width, height));
  Describe(surface.get(), sheet);
  const std::unique_ptr<cairo_t, ContextDestroy> cr(cairo_create(surface.get()));
  Pages(sheet, setter, width, height, cr.get(), count).Make();
  cairo_surface_finish(surface.get());
  if (cairo_status(cr.get()) != CAIRO_STATUS_SUCCESS ||
      cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    return Fail(
        ErrorCode::kInternal, {},
        fmt::format("the PDF could not be drawn ({})", cairo_status_to_string(cairo_status(cr.get()))),
        "report this");
  }
  auto finished = FinishPdf(pdf, sheet.language);
  if (!finished) return Fail(ErrorCode::kInternal, {}, "the PDF could not be finished", "report this");
  return *std::move(finished);
}

}  // namespace markings::paper
