#ifndef TESTS_EXTRACT_EMAIL_TESTING_H_
#define TESTS_EXTRACT_EMAIL_TESTING_H_

#include <gtest/gtest.h>

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extractor.h"
#include "tests/extract/sound.h"

namespace markings::extract {

inline Result<Extraction> Read(std::string_view bytes, const Options& options = {},
                               const std::string& name = "") {
  Budget budget(options, bytes.size());
  Extraction out;
  if (auto done = ReadEmail(bytes, name, 0, budget, out); !done) return std::unexpected(done.error());
  return out;
}

inline Extraction ReadSound(std::string_view bytes, const Options& options = {},
                            const std::string& name = "") {
  auto read = Read(bytes, options, name);
  EXPECT_TRUE(read.has_value()) << read.error().message;
  if (!read) return {};
  for (const Document& document : read->documents)
    if (document.type == FileType::kEmail) ExpectSound(document);
  return *std::move(read);
}

inline std::string Part(const Document& document, RegionClass of) {
  std::string text;
  for (const Region& region : document.regions)
    if (region.of == of) text += Slice(document.text, region.span);
  return text;
}
inline std::string Hidden(const Document& document) { return Part(document, RegionClass::kHidden); }

// The text before the first region.
inline std::string Visible(const Document& document) {
  return document.text.substr(0,
                              document.regions.empty() ? std::string::npos : document.regions[0].span.begin);
}

inline std::vector<std::string> Unread(const Document& document) {
  std::vector<std::string> kinds;
  for (const Region& region : document.regions)
    if (region.of == RegionClass::kUnread) kinds.push_back(region.kind);
  return kinds;
}

inline std::string Multipart(std::string_view type, const std::vector<std::string>& parts,
                             const std::string& boundary = "=_b") {
  std::string text = "Content-Type: multipart/" + std::string(type) + "; boundary=\"" + boundary + "\"\n\n";
  for (const std::string& part : parts) text += "--" + boundary + "\n" + part + "\n";
  return text + "--" + boundary + "--\n";
}

inline const std::string kHead = "From: Berta Lund <berta@norland.example>\nSubject: Talks\n";
inline const std::string kShown = "From: Berta Lund <berta@norland.example>\nSubject: Talks\n";
inline const std::string kPlain = "Content-Type: text/plain\n\nThe plain text.\n";
inline const std::string kHtml =
    "Content-Type: text/html\n\n<html><body><p>The plain text.</p></body></html>\n";

}  // namespace markings::extract

#endif  // TESTS_EXTRACT_EMAIL_TESTING_H_
