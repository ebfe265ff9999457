#ifndef PAPER_PDF_TEXT_H_
#define PAPER_PDF_TEXT_H_

// Text set to a width. Lengths are in points.

#include <glib-object.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/report/sheet.h"

namespace markings::paper {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

struct Style {
  const char* family;
  double size;
  bool bold = false;
};
// The first face of each list that is installed. (Fixed first, so that a desktop's settings change no byte.)
inline constexpr const char* kMonospaced = "DejaVu Sans Mono,Monospace";
inline constexpr const char* kProportional = "DejaVu Sans,Sans";

class TextSetter {
 public:
  TextSetter();
  // Whether there is a monospaced face to set text in.
  [[nodiscard]] bool HasMonospaced() const;
  // Of characters, lines are broken where the text does not fit.
  [[nodiscard]] Layout Set(std::string_view text, const Style& style, double width,
                           PangoAlignment alignment = PANGO_ALIGN_LEFT) const;
  // With boxes, which are all of one width, in the text's own style.
  [[nodiscard]] Layout Set(const std::vector<Sheet::Run>& runs, const Style& style, double width) const;
  // One line, with what does not fit left out in its middle.
  [[nodiscard]] Layout SetLine(std::string_view text, const Style& style, double width) const;

 private:
  [[nodiscard]] Layout Begin(const Style& style, double width) const;

  std::unique_ptr<PangoContext, Unref> context_;
  std::unique_ptr<PangoFontMap, Unref> fonts_;
};

[[nodiscard]] inline double InPoints(int units) { return static_cast<double>(units) / PANGO_SCALE; }
[[nodiscard]] double HeightOf(const Layout& layout);

}  // namespace markings::paper

#endif  // PAPER_PDF_TEXT_H_
