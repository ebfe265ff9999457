#ifndef TESTS_MARKING_MARK_DUMP_H_
#define TESTS_MARKING_MARK_DUMP_H_

// One marking as one line, for tables: "valid (SBU//NF) MK0109", "malformed MK0102", "none".

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/marking.h"

namespace markings {

inline const Vocabulary& StateVocabulary() {
  static const std::shared_ptr<const Vocabulary> state = [] {
    auto vocabulary = Vocabulary::ForRegime("state");
    if (!vocabulary) throw std::runtime_error(vocabulary.error().message);
    return *vocabulary;
  }();
  return *state;
}

inline std::string Dump(const Vocabulary& vocabulary, const ParsedMarking& mark) {
  static constexpr const char* kNames[] = {"none", "valid", "unknown", "malformed"};
  std::string dump = kNames[static_cast<int>(mark.status)];
  if (mark.status == MarkingStatus::kValid) dump += " " + CanonicalForm(vocabulary, mark);
  for (const Diagnostic& diagnostic : mark.diagnostics) dump += " " + std::string(Info(diagnostic.code).id);
  return dump;
}

inline std::string Dump(const Vocabulary& vocabulary, std::string_view line, const ParsedBanner& banner) {
  std::string dump = Dump(vocabulary, banner.mark);
  if (banner.section_count != 0) {
    dump += " section=" + std::to_string(banner.section) + "/" + std::to_string(banner.section_count);
  }
  if (!banner.origin.empty()) dump += " origin=" + std::string(Slice(line, banner.origin));
  if (!banner.serial.empty()) dump += " serial=" + std::string(Slice(line, banner.serial));
  for (const std::size_t caption : banner.captions) dump += " +" + vocabulary.captions()[caption].name;
  return dump;
}

// What holds of every parsed mark, whatever the text.
inline void ExpectSound(std::string_view text, const ParsedMarking& mark) {
  EXPECT_LE(mark.span.begin, mark.span.end);
  EXPECT_LE(mark.span.end, text.size());
  bool error = false;
  for (const Diagnostic& diagnostic : mark.diagnostics) {
    EXPECT_LE(diagnostic.where.begin, diagnostic.where.end);
    EXPECT_LE(diagnostic.where.end, text.size());
    EXPECT_FALSE(diagnostic.message.empty() || diagnostic.fix.empty()) << Info(diagnostic.code).id;
    error = error || Info(diagnostic.code).severity == Severity::kError;
  }
  EXPECT_EQ(error, mark.status == MarkingStatus::kUnknown || mark.status == MarkingStatus::kMalformed);
  if (mark.status == MarkingStatus::kNone) {
    EXPECT_TRUE(mark.diagnostics.empty());
  }
}

}  // namespace markings

#endif  // TESTS_MARKING_MARK_DUMP_H_
