#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "extract/clean_text.h"
#include "extract/extraction.h"
#include "tests/extract/email_testing.h"
#include "tests/extract/sound.h"

namespace markings::extract {
namespace {

TEST(Email, HeadersInTheirOrderDecodedAndUnfolded) {
  const Extraction read = ReadSound(
      "Received: from relay.example by Dora Vale; Tue\n"
      "Subject: =?utf-8?Q?Talks_with_J=C3=BCrg?=\n =?utf-8?B?IFF1aWxs?=\n"
      "X-Classification: CONFIDENTIAL\nMessage-ID: <cato.prim@host.example>\n"
      "bcc: hidden@norland.example\nTo: \"Quill, Aldous\" <aq@norland.example>,\n\tc@norland.example\n"
      "Importance: high\nSIO-Label-2: NORLAND EYES\nCC: d@norland.example\n"
      "Reply-To: e@norland.example\nSender: f@norland.example\n"
      "Date: Tue, 1 Jan 1985 10:00:00 +0100\nFrom: Berta Lund <berta@norland.example>\n"
      "\n1. (C) Body.\n");
  ASSERT_EQ(read.documents.size(), 1U);
  const Document& document = read.documents[0];
  EXPECT_EQ(document.type, FileType::kEmail);
  EXPECT_EQ(Visible(document),
            "From: Berta Lund <berta@norland.example>\nSender: f@norland.example\n"
            "Sent: Tue, 1 Jan 1985 10:00:00 +0100\n"
            "To: \"Quill, Aldous\" <aq@norland.example>, c@norland.example\nCc: d@norland.example\n"
            "Bcc: hidden@norland.example\nReply-To: e@norland.example\nSubject: Talks with J\u00FCrg Quill\n"
            "X-Classification: CONFIDENTIAL\nImportance: high\nSIO-Label-2: NORLAND EYES\n"
            "\n1. (C) Body.\n");
  EXPECT_EQ(Hidden(document), "from relay.example by Dora Vale; Tue\n<cato.prim@host.example>\n");
  EXPECT_EQ(document.regions.at(0).kind, "hidden_text");
}

TEST(Email, AHeaderCannotMakeALineOfTheBody) {
  const Extraction read =
      ReadSound("From: a@x.example\nSubject: =?utf-8?Q?one=0A=0A(U)_two=00=1B?=\n\nbody\n");
  EXPECT_TRUE(Visible(read.documents.at(0)).starts_with("From: a@x.example\nSubject: one (U) two"));
  EXPECT_EQ(std::ranges::count(read.documents[0].text, '\n'), 4);
}

TEST(Email, WhatIsNoHeaderIsHidden) {
  const Extraction read =
      ReadSound("From: a@x.example\nCato Prim is not a header\nTo: b@x.example\n\nbody\n");
  EXPECT_NE(Hidden(read.documents.at(0)).find("Cato Prim"), std::string::npos);
  EXPECT_NE(Visible(read.documents[0]).find("To: b@x.example"), std::string::npos);
}

TEST(Email, Charsets) {
  struct Row {
    std::string_view type;
    std::string_view body;
    std::string_view text;
  };
  constexpr std::array kRows = {
      Row{"text/plain; charset=utf-8", "J\xC3\xBCrg", "J\u00FCrg"},
      Row{"text/plain; charset=utf-8", "J\xC3\xBCrg J\xFCrg \x93", "J\u00FCrg J\u00FCrg \u201C"},
      Row{"text/plain", "J\xC3\xBCrg", "J\u00FCrg"},
      Row{"text/plain", "J\xFCrg \x80", "J\u00FCrg \u20AC"},
      Row{"text/plain; charset=iso-8859-1", "J\xFCrg\x92s", "J\u00FCrg\u2019s"},
      Row{"text/plain; charset=iso-8859-2", "\xB1", "\u0105"},
      Row{"text/plain; charset=koi8-r", "\xC1", "\u0430"},
      Row{"text/plain; charset=utf-7", "J+APw-rg", "J\u00FCrg"},
      Row{"text/plain; charset=x-no-such", "J\xFCrg", "J\u00FCrg"},
      Row{"text/plain; charset=\"../../x//TRANSLIT\"", "J\xFCrg", "J\u00FCrg"},
      Row{"text/plain; charset=shift_jis", "\x83\xFF", "\u0192\u00FF"},
      Row{"text/plain",
          "a\x01"
          "b\x7F",
          "a\uFFFDb\uFFFD"},
      Row{"text/plain", "a\r\nb\rc\fd", "a\nb\nc\nd"},
  };
  for (const Row& row : kRows) {
    std::string message = "From: a@x.example\nContent-Type: ";
    message += row.type;
    message += "\nContent-Transfer-Encoding: 8bit\n\n";
    message += row.body;
    const Extraction read = ReadSound(message + "\n");
    EXPECT_EQ(Visible(read.documents.at(0)), "From: a@x.example\n\n" + std::string(row.text) + "\n")
        << row.type;
  }
}

TEST(Email, TransferEncodings) {
  EXPECT_EQ(Visible(ReadSound("From: a@x.example\nContent-Type: text/plain; charset=utf-8\n"
                              "Content-Transfer-Encoding: quoted-printable\n\nJ=C3=BC=\nrg\n")
                        .documents.at(0)),
            "From: a@x.example\n\nJ\u00FCrg\n");
  EXPECT_EQ(Visible(ReadSound("From: a@x.example\nContent-Type: text/plain; charset=utf-8\n"
                              "Content-Transfer-Encoding: base64\n\nSsO8cmc=\n")
                        .documents.at(0)),
            "From: a@x.example\n\nJ\u00FCrg\n");
}

TEST(Email, AnHtmlFormThatSaysTheSameIsLeftOut) {
  const Extraction read = ReadSound(kHead + Multipart("alternative", {kPlain, kHtml}));
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(Visible(read.documents[0]), kShown + "\nThe plain text.\n");
  EXPECT_EQ(Hidden(read.documents[0]).find("The plain text"), std::string::npos);
  EXPECT_TRUE(Unread(read.documents[0]).empty());
}

TEST(Email, AnHtmlFormThatSaysSomethingElseIsHidden) {
  for (const std::string& html :
       {std::string("<html><body><p>Aldous Quill was there.</p></body></html>"),
        std::string("<html><body><p>The plain text.</p><!-- Aldous Quill was there. -->"
                    "</body></html>")}) {
    std::string form = "Content-Type: text/html\n\n";
    form += html;
    const Extraction read = ReadSound(kHead + Multipart("alternative", {form, kPlain}));
    ASSERT_EQ(read.documents.size(), 1U);
    EXPECT_EQ(Visible(read.documents[0]), kShown + "\nThe plain text.\n");
    EXPECT_NE(Hidden(read.documents[0]).find("Aldous Quill was there."), std::string::npos);
  }
}

TEST(Email, HtmlAloneIsTheBody) {
  const std::string html =
      "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n"
      "<html><head><meta charset=\"utf-8\"></head><body><p>J\xFCrg Quill</p></body></html>\n";
  for (const std::string& content : {html, Multipart("alternative", {html}), Multipart("mixed", {html}),
                                     Multipart("alternative", {"Content-Type: text/plain\n\n \n", html})}) {
    const Extraction read = ReadSound(kHead + content);
    ASSERT_GE(read.documents.size(), 1U);
    EXPECT_NE(Visible(read.documents[0]).find("J\u00FCrg Quill\n"), std::string::npos) << content;
  }
}

TEST(Email, RegionsOfAnHtmlBodyAreMoved) {
  const Extraction read =
      ReadSound(kHead +
                "Content-Type: text/html\n\n<html><body><p>Seen.</p><p style=\"display:none\">Unseen.</p>"
                "<!-- Aldous Quill --><p>After.</p></body></html>\n");
  const Document& document = read.documents.at(0);
  EXPECT_NE(Hidden(document).find("Aldous Quill"), std::string::npos);
  EXPECT_EQ(Hidden(document).find("Seen."), std::string::npos);
  EXPECT_NE(document.text.find("After."), std::string::npos);
}

TEST(Email, GroupsOfAddressesInOneAnother) {
  for (const std::string start : {"From: a@x.example\nTo:", "Subject: a\nfrom :", "Subject: a\nReply-To:\n\t",
                                  "Subject: a\nContent-Type: message/rfc822\n\nX: y\nCc:"}) {
    for (const std::string group : {"a:", "a:\n ", "\"a\" : "}) {
      std::string groups = start;
      for (int i = 0; i < 100'000; ++i) groups += group;
      const auto read = Read(groups + "\n\nbody\n");
      ASSERT_FALSE(read.has_value()) << start;
      EXPECT_NE(read.error().message.find("groups of addresses"), std::string::npos);
      EXPECT_TRUE(Read(groups.substr(0, start.size() + 450 * group.size()) + "\n\nbody\n").has_value());
    }
  }
}

TEST(Email, IsNoEmail) {
  const std::array<std::string, 5> kInputs = {
      "", "\nFrom: a@x.example\n\nbody\n", "just text\nwithout headers\n",
      std::string("From: a\0b\n\nbody\n", 16),
      "From a@x.example Tue Jan 1 10:00:00 1985\nFrom: a@x.example\n\nbody\n"};
  for (const std::string& input : kInputs) {
    const auto read = Read(input);
    ASSERT_FALSE(read.has_value()) << input;
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_FALSE(read.error().fix.empty());
  }
}

std::string Sample() {
  return kHead + "X-Odd: =?utf-8?B?SsO8cmc=?=\n" +
         Multipart(
             "mixed",
             {Multipart("alternative", {kPlain, kHtml}, "inner"),
              "Content-Type: message/rfc822\n\nFrom: c@x.example\n\nThe inner text.\n",
              "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n//5hAGIA\n",
              "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAEC//79\n"});
}

TEST(Email, CutAnywhereEnds) {
  const std::string bytes = Sample();
  for (std::size_t size = 0; size < bytes.size(); ++size)
    if (const auto read = Read(std::string_view(bytes).substr(0, size)))
      for (const Document& document : read->documents)
        if (document.type == FileType::kEmail) ExpectSound(document);
}

TEST(Email, DamagedAnywhereEnds) {
  const std::string bytes = Sample();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const char other : {'\0', '\n', '\xFF', ';', '"', '-'}) {
      std::string damaged = bytes;
      damaged[at] = other;
      if (const auto read = Read(damaged))
        for (const Document& document : read->documents)
          if (document.type == FileType::kEmail) ExpectSound(document);
    }
  }
}

TEST(CleanName, Table) {
  EXPECT_EQ(CleanName("letter.docx"), "letter.docx");
  EXPECT_EQ(CleanName("../../etc/passwd"), "_._.__etc_passwd");
  EXPECT_EQ(CleanName(".."), "_.");
  EXPECT_EQ(CleanName("a\nb\x1B\u202Ec\xFF"), "a_b__c\uFFFD");
  EXPECT_EQ(CleanName("  a \\b: "), "a _b_");
  EXPECT_EQ(CleanName(std::string(99, 'a') + "\u00FCb"), std::string(99, 'a'));
  for (const char* name : {"...", "a...b", "..a..", "/..", "....//"})
    EXPECT_EQ(CleanName(name).find(".."), std::string::npos);
}

}  // namespace
}  // namespace markings::extract
