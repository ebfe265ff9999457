#ifndef TESTS_CABLE_CABLE_TESTING_H_
#define TESTS_CABLE_CABLE_TESTING_H_

// A canonical dump of a parsed cable, and the partition that every parse must keep.

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "libmarkings/cable/document.h"
#include "libmarkings/marking/forms.h"

namespace markings::testing {

// I5: the elements cover all bytes once and in order, and what an element holds lies within it.
inline void ExpectPartition(const Document& document) {
  std::size_t at = 0;
  for (const Element element : document.elements()) {
    ASSERT_EQ(element.span.begin, at) << element.id();
    ASSERT_LT(element.span.begin, element.span.end) << element.id();
    at = element.span.end;
    for (const Span& inner : {element.text_span, element.label_span, element.marking_span}) {
      if (inner.empty()) continue;
      EXPECT_GE(inner.begin, element.span.begin) << element.id();
      EXPECT_LE(inner.end, element.span.end) << element.id();
    }
    EXPECT_LE(element.text_span.begin, element.text_span.end) << element.id();
    EXPECT_EQ(document.elements().KindAt(element.index), element.kind) << element.id();
    EXPECT_EQ(document.elements().TextSpanAt(element.index), element.text_span) << element.id();
    EXPECT_EQ(document.elements().HeadOf(element.index),
              element.continues == kNoElement ? element.index : element.continues)
        << element.id();
    EXPECT_EQ(document.Find(element.id()), element.index) << "ids are unique";
    EXPECT_TRUE(IsPortion(element.kind) || !element.mark_known)
        << element.id() << ": apparatus bears no mark";
  }
  EXPECT_EQ(at, document.buffer().text().size());
}

// Kinds that a rule may release as a whole hold nothing but their own form: no small letters, no parentheses.
inline void ExpectStrictApparatus(const Document& document) {
  for (const Element element : document.elements()) {
    std::string_view allowed;
    switch (element.kind) {
      case ElementKind::kHeader:
        allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 #/'&.-\t\r\n\f";
        break;
      case ElementKind::kContinuation:
        allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .'-\t\r\n\f";
        break;
      case ElementKind::kUnderline:
        allowed = "-=_ \t\r\n\f";
        break;
      case ElementKind::kEnd:
        allowed = "N \t\r\n\f";
        break;
      case ElementKind::kBlank:
        allowed = "> \t\r\n\f\v\xC2\xA0\x85\xE2\x80\x8B\xA8\xEF\xBB\xBF";
        break;
      default:
        continue;
    }
    EXPECT_EQ(document.Text(element.span).find_first_not_of(allowed), std::string_view::npos) << element.id();
  }
}

inline std::optional<Document> Parse(std::string text, std::string name = "cable.txt") {
  auto buffer = Buffer::FromBytes(std::move(text), std::move(name));
  if (!buffer) return std::nullopt;
  auto document = Document::Parse(*std::move(buffer), *Vocabulary::ForRegime("state"));
  if (!document) return std::nullopt;
  ExpectPartition(*document);
  ExpectStrictApparatus(*document);
  return *std::move(document);
}

// One line an element, blank ones left out: id kind [#number] mark origin [parts] | text
inline std::string Dump(const Document& document) {
  std::string dump;
  for (const Element element : document.elements()) {
    if (element.kind == ElementKind::kBlank) continue;
    dump += element.id() + " " + std::string(Name(element.kind));
    if (element.number) dump += " #" + std::to_string(*element.number);
    if (IsPortion(element.kind)) {
      dump += " " +
              (element.mark_known ? PortionForm(document.vocabulary(), element.marking()) : std::string("?"));
      dump += " " + std::string(Name(element.mark_origin));
    }
    if (element.parent != kNoElement) dump += " in " + document.elements()[element.parent].id();
    if (element.continues != kNoElement) dump += " of " + document.elements()[element.continues].id();
    dump += " | " + std::string(document.Text(element.text_span)) + "\n";
  }
  return dump;
}

// The ids of the diagnostics, in order: "MK0207 MK0209".
inline std::string Codes(const Document& document) {
  std::string codes;
  for (const Diagnostic& diagnostic : document.diagnostics()) {
    codes += (codes.empty() ? "" : " ") + std::string(Info(diagnostic.code).id);
  }
  return codes;
}

}  // namespace markings::testing

#endif  // TESTS_CABLE_CABLE_TESTING_H_
