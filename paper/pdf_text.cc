// A box is one character that takes no part in the text's own shapes (U+FFFC, which no text of a sheet
// holds), with a shape of a fixed width. Its words are a text of their own, set within that width: more words
// make it higher, never wider.

#include "paper/pdf_text.h"

#include <hb.h>

#include <algorithm>

namespace markings::paper {
namespace {

constexpr double kBoxWidth = 180;
constexpr double kBoxPadding = 3;
constexpr double kBoxTextSize = 8;
constexpr double kBoxLine = 0.7;
constexpr double kBoxGround = 0.92;  // of white
constexpr std::string_view kBoxCharacter = "\xEF\xBF\xBC";

int InUnits(double points) { return pango_units_from_double(points); }

struct AttributesUnref {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};

// Called by Pango, at the place and in the order of the text.
void DrawBox(cairo_t* cr, PangoAttrShape* shape, gboolean only_path, gpointer) {
  if (only_path != 0) return;
  auto* words = static_cast<PangoLayout*>(shape->data);
  double x = 0;
  double y = 0;
  cairo_get_current_point(cr, &x, &y);
  const PangoRectangle& extents = shape->logical_rect;
  const double top = y + InPoints(extents.y);
  cairo_save(cr);
  cairo_rectangle(cr, x + kBoxLine, top + kBoxLine, InPoints(extents.width) - 2 * kBoxLine,
                  InPoints(extents.height) - 2 * kBoxLine);
  cairo_set_source_rgb(cr, kBoxGround, kBoxGround, kBoxGround);
  cairo_fill_preserve(cr);
  cairo_set_source_rgb(cr, 0, 0, 0);
  cairo_set_line_width(cr, kBoxLine);
  cairo_stroke(cr);
  cairo_move_to(cr, x + kBoxPadding, top + kBoxPadding);
  pango_cairo_show_layout(cr, words);
  cairo_restore(cr);
}

gpointer KeepWords(gconstpointer words) {
  return g_object_ref(const_cast<gpointer>(words));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

// Blanks where a line was broken are left out by Pango, and then stand beside the text (ActualText), where
// not every reader looks for them. They are drawn, without a width.
void KeepBlanks(const Layout& layout) {
  const std::string_view text = pango_layout_get_text(layout.get());
  for (GSList* lines = pango_layout_get_lines(layout.get()); lines != nullptr; lines = lines->next) {
    for (GSList* runs = static_cast<PangoLayoutLine*>(lines->data)->runs; runs != nullptr;
         runs = runs->next) {
      const auto* run = static_cast<PangoLayoutRun*>(runs->data);
      hb_codepoint_t blank = 0;
      hb_font_t* font = pango_font_get_hb_font(run->item->analysis.font);
      if (font == nullptr || hb_font_get_nominal_glyph(font, U' ', &blank) == 0) continue;
      for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
        PangoGlyphInfo& glyph = run->glyphs->glyphs[i];
        const auto at = static_cast<std::size_t>(run->item->offset) +
                        static_cast<std::size_t>(run->glyphs->log_clusters[i]);
        if (glyph.glyph == PANGO_GLYPH_EMPTY && text[at] == ' ') glyph.glyph = blank;
      }
    }
  }
}

// Tabs as blanks, up to each eighth column.
std::string WithoutTabs(std::string_view text) {
  constexpr std::size_t kTab = 8;
  std::string blanks;
  std::size_t column = 0;
  for (const char c : text) {
    if (c == '\t') {
      const std::size_t width = kTab - column % kTab;
      blanks.append(width, ' ');
      column += width;
      continue;
    }
    blanks += c;
    const bool inside = (static_cast<unsigned char>(c) & 0xc0U) == 0x80;  // of a character
    column = c == '\n' ? 0 : column + (inside ? 0 : 1);
  }
  return blanks;
}

// Takes over `words`.
PangoAttribute* MakeBox(Layout words) {
  PangoRectangle extents;
  extents.x = 0;
  extents.y = -pango_layout_get_baseline(words.get()) - InUnits(kBoxPadding);
  extents.width = InUnits(kBoxWidth);
  extents.height = InUnits(HeightOf(words) + 2 * kBoxPadding);
  return pango_attr_shape_new_with_data(&extents, &extents, words.release(), KeepWords, g_object_unref);
}

}  // namespace

TextSetter::TextSetter() : fonts_(pango_cairo_font_map_new()) {
  // One unit of text is one point whatever a screen would make of it, and no glyph is moved to a screen's
  // dots.
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_.get()), 72);
  context_.reset(pango_font_map_create_context(fonts_.get()));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  pango_context_set_language(context_.get(), pango_language_from_string("en"));
  pango_cairo_context_set_shape_renderer(context_.get(), DrawBox, nullptr, nullptr);
}

bool TextSetter::HasMonospaced() const {
  PangoFontDescription* description = pango_font_description_from_string(kMonospaced);
  const std::unique_ptr<PangoFont, Unref> font(
      pango_font_map_load_font(fonts_.get(), context_.get(), description));
  pango_font_description_free(description);
  if (!font) return false;
  PangoFontFace* face = pango_font_get_face(font.get());
  return face != nullptr && pango_font_family_is_monospace(pango_font_face_get_family(face)) != 0;
}

Layout TextSetter::Begin(const Style& style, double width) const {
  Layout layout(pango_layout_new(context_.get()));
  PangoFontDescription* description = pango_font_description_from_string(style.family);
  pango_font_description_set_absolute_size(description, style.size * PANGO_SCALE);
  if (style.bold) pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout.get(), description);
  pango_font_description_free(description);
  pango_layout_set_width(layout.get(), InUnits(width));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  return layout;
}

Layout TextSetter::Set(std::string_view text, const Style& style, double width,
                       PangoAlignment alignment) const {
  Layout layout = Begin(style, width);
  pango_layout_set_alignment(layout.get(), alignment);
  const std::string blanks = WithoutTabs(text);
  pango_layout_set_text(layout.get(), blanks.data(), static_cast<int>(blanks.size()));
  KeepBlanks(layout);
  return layout;
}

Layout TextSetter::Set(const std::vector<Sheet::Run>& runs, const Style& style, double width) const {
  Layout layout = Begin(style, width);
  const std::unique_ptr<PangoAttrList, AttributesUnref> attributes(pango_attr_list_new());
  std::string text;
  for (const Sheet::Run& run : runs) {
    if (!run.box) {
      text += WithoutTabs(run.text);
      continue;
    }
    PangoAttribute* box =
        MakeBox(Set(run.text, {.family = style.family, .size = kBoxTextSize}, kBoxWidth - 2 * kBoxPadding));
    box->start_index = static_cast<guint>(text.size());
    text += kBoxCharacter;
    box->end_index = static_cast<guint>(text.size());
    pango_attr_list_insert(attributes.get(), box);
  }
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout.get(), attributes.get());
  KeepBlanks(layout);
  return layout;
}

Layout TextSetter::SetLine(std::string_view text, const Style& style, double width) const {
  Layout layout = Set(text, style, width);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  return layout;
}

double HeightOf(const Layout& layout) {
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout.get(), &width, &height);
  return InPoints(height);
}

}  // namespace markings::paper
