#ifndef TESTS_EXTRACT_SOUND_H_
#define TESTS_EXTRACT_SOUND_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "extract/extraction.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {

// What every document must be, whatever it was made from.
inline void ExpectSound(const Document& document) {
  const std::string& text = document.text;
  ASSERT_FALSE(text.empty());
  EXPECT_EQ(FindInvalidUtf8(text), std::string_view::npos);
  EXPECT_TRUE(std::ranges::none_of(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\f') || c == 0x7F;
  }));
  const auto starts_line = [&](std::size_t at) {
    return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\f';
  };
  std::size_t at = 0;
  for (const Region& region : document.regions) {
    EXPECT_GE(region.span.begin, at);
    EXPECT_LT(region.span.begin, region.span.end);
    ASSERT_LE(region.span.end, text.size());
    EXPECT_TRUE(starts_line(region.span.begin));
    EXPECT_EQ(text[region.span.end - 1], '\n');
    EXPECT_TRUE(region.of == RegionClass::kHidden || Slice(text, region.span).starts_with(kObjectCharacter));
    at = region.span.end;
  }
  if (document.type != FileType::kPdf) {
    EXPECT_EQ(text.back(), '\n');
    EXPECT_EQ(text.find('\f'), std::string::npos);
    EXPECT_TRUE(document.pages.empty());
    return;
  }
  at = 0;
  for (const Page& page : document.pages) {
    EXPECT_EQ(page.span.begin, at);
    at = page.span.end;
    ASSERT_GT(at, page.span.begin);
    EXPECT_EQ(text.at(at - 1), '\f');
    std::size_t line = page.span.begin;
    for (const Box& box : page.boxes) {
      EXPECT_GE(box.span.begin, line);
      EXPECT_TRUE(starts_line(box.span.begin));
      line = box.span.end;
    }
    EXPECT_LE(line, at);
  }
  EXPECT_EQ(at, text.size());
}

}  // namespace markings::extract

#endif  // TESTS_EXTRACT_SOUND_H_
