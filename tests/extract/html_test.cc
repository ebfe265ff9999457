#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "extract/extractor.h"
#include "tests/extract/document_checks.h"

namespace markings::extract {
namespace {

using std::string_literals::operator""s;
using testing::HasSubstr;

std::string ReadWith(const std::string& bytes, const Options& options) {
  Budget budget(options, bytes.size());
  Extraction extraction;
  const Result<void> read = ReadHtml(bytes, "x.html", budget, extraction);
  if (!read) {
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_TRUE(extraction.documents.empty());
    return "error: " + read.error().message;
  }
  EXPECT_EQ(extraction.documents.size(), 1U);
  CheckDocument(extraction.documents[0]);
  return Show(extraction.documents[0]);
}

std::string Read(const std::string& bytes) { return ReadWith(bytes, {}); }

struct Row {
  std::string page;
  std::string text;
};

template <std::size_t kSize>
void Check(const Row (&rows)[kSize]) {
  for (const Row& row : rows) EXPECT_EQ(Read(row.page), row.text) << row.page;
}

TEST(Html, Blocks) {
  const Row rows[] = {
      {"<p>¶1. (SBU) Ada Invented\n  went <b>h</b>ome.<p>¶2. (U) next",
       "¶1. (SBU) Ada Invented went home.\n\n¶2. (U) next\n"},
      {"a<br>b<br/>c<div>d</div>e", "a\nb\nc\n\nd\n\ne\n"},
      {"<h1>SECRET</h1>text<hr>more", "SECRET\n\ntext\n\nmore\n"},
      {"<pre>\n a\n\n  b <b>c</b>\td\n</pre>e", " a\n\n  b c\td\n\ne\n"},
      {"<div style='white-space: pre-wrap'>a\n  b</div>", "a\n  b\n"},
      {"<ul><li>a<li>b</ul><ol start=3><li>c<li value=7>d<li>e</ol>", "- a\n- b\n\n3. c\n7. d\n8. e\n"},
      {"<ol type=a><li><p>x</p></ol>", "a. x\n"},
      {"<blockquote>a<br>b<p>c</blockquote>d", "> a\n> b\n\n> c\n\nd\n"},
      {"<table><tr><th>a<th>b<tr><td>c<td><p>d</p></table>e", "a | b\nc | d\n\ne\n"},
      {"<table><tr><td>(U) a<td>(S) b<tr><td>1. (C) c<td>x</table>", "(U) a\n(S) b\n1. (C) c | x\n"},
      {"<table><tr><td><p>a<p>b<td>c</table>", "a\n\nb | c\n"},
      {"<a href='http://x'>link</a> text", "link text\n"},
      {"<textarea>a\n b</textarea>", "a\n b\n"},
      {"<select><option>a<option>b</select>", "a\nb\n"},
      {"x <input value=shown> y", "x shown y\n"},
  };
  Check(rows);
}

TEST(Html, Characters) {
  const Row rows[] = {
      {"R&amp;D &lt;b&gt; &para;1 &#182;2 &#x41; x&nbsp;y", "R&D <b> ¶1 ¶2 A x\xC2\xA0y\n"},
      {"a &#150; b &#1; c &#0; d &unknown; e", "a – b c d &unknown; e\n"},
      {"a < b <5 c", "a < b <5 c\n"},
      {"a\x01\x1B[2Jb", "a\xEF\xBF\xBD\xEF\xBF\xBD[2Jb\n"},
      {"a\0b"s, "a\xEF\xBF\xBD"s + "b\n"},
      {"a\r\nb\rc<pre>d\r\ne</pre>", "a b c\n\nd\ne\n"},
  };
  Check(rows);
}

TEST(Html, Encodings) {
  const Row rows[] = {
      {"caf\xC3\xA9", "café\n"},
      {"caf\xE9 \x93q\x94 \x81", "café “q” \xEF\xBF\xBD\n"},
      {"\xEF\xBB\xBFx<meta charset=latin1>\xC3\xA9", "xé\n"},
      {"<meta charset='ISO-8859-1'>\xC3\xA9", "Ã©\n"},
      {"<meta http-equiv=content-type content=\"text/html; charset=windows-1251\">\xC0", "А\n"},
      {"<meta charset=utf-8>caf\xE9!", "caf\xEF\xBF\xBD!\n"},
      {"\xFF\xFE<\0p\0>\0\xE9\0"s, "é\n"},
      {"\xFE\xFF\0a\0b\xD8"s, "ab\xEF\xBF\xBD\n"},
      {"<meta charset=utf-7>+AGE-", "error: the page has an encoding that is not known"},
      {"<meta charset=ibm037>abc", "error: the page has an encoding that is not known"},
  };
  Check(rows);
}

TEST(Html, WhatIsNotSeen) {
  const Row rows[] = {
      {"<html><head><title>T</title><meta name=author content='Ada'><meta name=viewport content=v></head>x",
       "[hidden_text:T\n][hidden_text:Ada\n]\nx\n"},
      {"<script>var a='<b>s</b>';</script><style>p{}</style>x", "x\n"},
      {"a<!-- Bo\nwas -->b", "ab\n[comment:Bo\nwas\n]"},
      {"a<!-- -->b<!---->c<!-->d<!--->e", "abcde\n"},
      {"a<!--x--!>b", "ab\n[comment:x\n]"},
      {"a<!x>b<?y>c</ z>d</>e<![CDATA[f]]>",
       "abcde\n[comment:x\n][comment:y\n][comment:z\n][comment:[CDATA[f]]\n]"},
      {"<!-- a <!x> b --> c", "[comment:a <?x x> b\n]\nc\n"},
      {"<?xml version='1.0'?><html>x", "x\n"},
      {"a <span hidden>b</span> c", "a c\n[hidden_text:b\n]"},
      {"<p>a <i STYLE='color:red; Display : /* */ NONE'>b <b>c</b></i> d<p>e",
       "a d\n[hidden_text:b c\n]\ne\n"},
      {"<div style='visibility:hidden'>b<p>c</div>x", "[hidden_text:b\nc\n]\nx\n"},
      {"<template>t</template><noscript>n</noscript>x", "[hidden_text:t\n][hidden_text:n\n]\nx\n"},
      {"x<input type=hidden value=v><input type=password value=w>", "x\n[hidden_text:v\n][hidden_text:w\n]"},
      {"a <del>b</del> <ins>c</ins>", "a c\n[deletion:b\n]"},
      {"<abbr title='Bo Invented'>BI</abbr> x", "BI x\n[hidden_text:Bo Invented\n]"},
  };
  Check(rows);
}

TEST(Html, WhatIsNotRead) {
  const Row rows[] = {
      {"<p>a<img src=x alt='Ada'>b<p>c", "ab\n[image][hidden_text:Ada\n]\nc\n"},
      {"a<svg><text>t</text></svg>", "a\n[image][hidden_text:t\n]"},
      {"<canvas></canvas><object></object><embed><iframe src=x></iframe><video></video><audio></audio>",
       "[image][object][object][object][object][object]"},
      {"<iframe srcdoc='in'></iframe>x", "x\n[object][hidden_text:in\n]"},
      {"x<input type=image>", "x\n[image]"},
      {"", "[object]"},
      {"<html></html>", "[object]"},
      {"&nbsp;", "\xC2\xA0\n[object]"},
      {"<script>x</script>", "[object]"},
  };
  Check(rows);
}

TEST(Html, DamagedPagesAreErrors) {
  EXPECT_THAT(Read("a <!-- b"), HasSubstr("damaged"));
  EXPECT_THAT(Read("a <p title='b"), HasSubstr("damaged"));
}

TEST(Html, LargePagesAreRead) {
  std::string page;
  for (int i = 0; i < 400'000; ++i) page += "<p>(U) words of a page</p>\n";
  const std::string shown = Read(page + "<p>end");
  EXPECT_TRUE(shown.starts_with("(U) words of a page\n\n(U)"));
  EXPECT_TRUE(shown.ends_with("\n\nend\n"));
  EXPECT_TRUE(Read("a <!-- " + std::string(11'000'000, 'x') + " --> b").starts_with("a b\n[comment:xxx"));
  EXPECT_EQ(Read("<pre>" + std::string(12'000'000, 'x') + "</pre>").size(), 12'000'001U);
}

TEST(Html, DepthIsBounded) {
  const auto nested = [](std::size_t depth) {  // within html, body
    std::string page;
    for (std::size_t i = 0; i < depth; ++i) page += "<div>";
    return page + "x";
  };
  const Limits limits;
  EXPECT_EQ(Read(nested(limits.max_xml_depth - 2)), "x\n");
  EXPECT_THAT(Read(nested(limits.max_xml_depth - 1)), HasSubstr("deeper"));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(Read(nested(100'000)), HasSubstr("deeper"));
  std::string tags;
  for (int i = 0; i < 100'000; ++i) tags += "<b><i></u></p>";
  EXPECT_THAT(Read(tags), HasSubstr("deeper"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(Html, TextIsBounded) {
  Options options;
  options.limits.max_text_bytes = 20;
  EXPECT_EQ(ReadWith("<p>0123456789", options), "0123456789\n");
  EXPECT_THAT(ReadWith("<p>01234567890123456789", options), HasSubstr("text in it"));
  EXPECT_THAT(ReadWith("<!--01234567890123456789-->", options), HasSubstr("text in it"));
  EXPECT_THAT(ReadWith("<img><img><img><img><img><img>", options), HasSubstr("text in it"));
}

TEST(Html, AnyMarkupIsNoCrash) {
  const std::string_view kPieces[] = {"<",          ">",           "<p",           "</",
                                      "<!--",       "-->",         "<table>",      "<tr>",
                                      "<td>",       "</tr>",       "</table>",     "<li>",
                                      "<ul>",       "</ul>",       "<pre>",        "</pre>",
                                      "a",          " ",           "\n",           "&",
                                      "&#",         ";",           "\xC3",         "=",
                                      "\"",         "<b ",         "hidden",       "<script>",
                                      "</script>",  "<br>",        "<del>",        "</del>",
                                      "<svg>",      "</svg>",      "<?",           "<!",
                                      "<title>",    "</title>",    "<body>",       "</html>",
                                      "(U) x",      "<img alt=x>", "<blockquote>", "</blockquote>",
                                      "<frameset>", "<head>"};
  std::minstd_rand random(11);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  for (int i = 0; i < 4000; ++i) {
    std::string page;
    for (int k = 0; k < 40; ++k) page += kPieces[(random() >> 8U) % std::size(kPieces)];
    (void)Read(page);
  }
}

TEST(Html, EveryPrefixIsNoCrash) {
  const std::string page =
      "<html><head><title>t</title></head><body><p>a&amp;b<!-- c "
      "--><table><tr><td>x</table><ul><li>y</ul><pre>\nz</pre>"
      "<img alt='q'></body></html>";
  for (std::size_t size = 0; size < page.size(); ++size) (void)Read(page.substr(0, size));
}

}  // namespace
}  // namespace markings::extract
