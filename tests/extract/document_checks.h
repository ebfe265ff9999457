#ifndef TESTS_EXTRACT_DOCUMENT_CHECKS_H_
#define TESTS_EXTRACT_DOCUMENT_CHECKS_H_

// What holds of every document that a reader makes, and how a test looks at one.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "extract/extraction.h"
#include "libmarkings/text/span.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {

inline void CheckDocument(const Document& document) {
  const std::string& text = document.text;
  EXPECT_FALSE(text.empty());
  EXPECT_EQ(FindInvalidUtf8(text), std::string_view::npos);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE((byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t' || c == '\f') << int{byte};
  }
  std::size_t end = 0;
  for (const Region& region : document.regions) {
    EXPECT_LE(end, region.span.begin);
    EXPECT_LT(region.span.begin, region.span.end);
    EXPECT_LE(region.span.end, text.size());
    EXPECT_TRUE(region.span.begin == 0 || text[region.span.begin - 1] == '\n');
    EXPECT_EQ(text[region.span.end - 1], '\n');
    if (region.of == RegionClass::kUnread) {
      EXPECT_EQ(Slice(text, region.span), std::string(kObjectCharacter) + "\n");
    }
    end = region.span.end;
  }
}

// The text with each region in brackets, after its kind: "seen\n[comment:hidden\n]".
inline std::string Show(const Document& document) {
  std::string shown;
  std::size_t at = 0;
  for (const Region& region : document.regions) {
    shown += Slice(document.text, {at, region.span.begin});
    shown += '[' + region.kind;
    if (region.of == RegionClass::kHidden) shown += ':' + std::string(Slice(document.text, region.span));
    shown += "]";
    at = region.span.end;
  }
  return shown + document.text.substr(at);
}

}  // namespace markings::extract

#endif  // TESTS_EXTRACT_DOCUMENT_CHECKS_H_
