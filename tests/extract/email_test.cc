#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "extract/clean_text.h"
#include "extract/extractor.h"
#include "tests/extract/pdf_maker.h"
#include "tests/extract/sound.h"

namespace markings::extract {
namespace {

Result<Extraction> Read(std::string_view bytes, const Options& options = {}, const std::string& name = "") {
  Budget budget(options);
  Extraction out;
  if (auto done = ReadEmail(bytes, name, 0, budget, out); !done) return std::unexpected(done.error());
  return out;
}

Extraction ReadSound(std::string_view bytes, const Options& options = {}, const std::string& name = "") {
  auto read = Read(bytes, options, name);
  EXPECT_TRUE(read.has_value()) << read.error().message;
  if (!read) return {};
  for (const Document& document : read->documents)
    if (document.type == FileType::kEmail) ExpectSound(document);
  return *std::move(read);
}

std::string Part(const Document& document, RegionClass of) {
  std::string text;
  for (const Region& region : document.regions)
    if (region.of == of) text += Slice(document.text, region.span);
  return text;
}
std::string Hidden(const Document& document) { return Part(document, RegionClass::kHidden); }

// The text before the first region.
std::string Visible(const Document& document) {
  return document.text.substr(0,
                              document.regions.empty() ? std::string::npos : document.regions[0].span.begin);
}

std::vector<std::string> Unread(const Document& document) {
  std::vector<std::string> kinds;
  for (const Region& region : document.regions)
    if (region.of == RegionClass::kUnread) kinds.push_back(region.kind);
  return kinds;
}

std::string Multipart(std::string_view type, const std::vector<std::string>& parts,
                      const std::string& boundary = "=_b") {
  std::string text = "Content-Type: multipart/" + std::string(type) + "; boundary=\"" + boundary + "\"\n\n";
  for (const std::string& part : parts) text += "--" + boundary + "\n" + part + "\n";
  return text + "--" + boundary + "--\n";
}

const std::string kHead = "From: Berta Lund <berta@norland.example>\nSubject: Talks\n";
const std::string kShown = "From: Berta Lund <berta@norland.example>\nSubject: Talks\n";
const std::string kPlain = "Content-Type: text/plain\n\nThe plain text.\n";
const std::string kHtml = "Content-Type: text/html\n\n<html><body><p>The plain text.</p></body></html>\n";

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
    const Extraction read = ReadSound("From: a@x.example\nContent-Type: " + std::string(row.type) +
                                      "\nContent-Transfer-Encoding: 8bit\n\n" + std::string(row.body) + "\n");
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
    const Extraction read =
        ReadSound(kHead + Multipart("alternative", {"Content-Type: text/html\n\n" + html + "\n", kPlain}));
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

TEST(Email, AttachmentsThatAreKnown) {
  PdfMaker pdf;
  pdf.AddPage(TextAt(72, 700, "a page of Quill"));
  const std::string note =
      "Content-Type: text/plain; charset=iso-8859-1\nContent-Disposition: attachment; "
      "filename=\"a/../note.txt\"\n"
      "Content-Description: from Dora Vale\n\nA note by J\xFCrg.\n";
  const std::string page =
      "Content-Type: application/octet-stream; name=\"=?utf-8?Q?J=C3=BCrg.pdf?=\"\n\n" + pdf.Bytes();
  const std::string html = "Content-Type: text/html\nContent-Disposition: attachment\n\n<p>a fragment</p>\n";
  const Extraction read =
      ReadSound(kHead + Multipart("mixed", {kPlain, note, page, html, note}), {}, "in.zip/m.eml");
  ASSERT_EQ(read.documents.size(), 5U);
  const Document& document = read.documents[0];
  EXPECT_EQ(document.name, "in.zip/m.eml");
  EXPECT_EQ(Visible(document), kShown + "Attachments: 4\n\nThe plain text.\n");
  EXPECT_NE(Hidden(document).find("from Dora Vale\n"), std::string::npos);
  EXPECT_NE(Hidden(document).find("J\u00FCrg.pdf"), std::string::npos);
  EXPECT_TRUE(Unread(document).empty());
  EXPECT_EQ(read.documents[1].name, "in.zip/m.eml/a_.__note.txt");
  EXPECT_EQ(read.documents[1].type, FileType::kText);
  EXPECT_NE(read.documents[1].text.find("J\u00FCrg"), std::string::npos);
  EXPECT_EQ(read.documents[2].name, "in.zip/m.eml/J\u00FCrg.pdf");
  EXPECT_TRUE(read.documents[2].text.starts_with("a page of Quill\n"));
  EXPECT_EQ(read.documents[3].name, "in.zip/m.eml/part 4");
  EXPECT_EQ(read.documents[3].type, FileType::kHtml);
  EXPECT_EQ(read.documents[4].name, "in.zip/m.eml/a_.__note.txt (part 5)");
}

TEST(Email, WhatIsNotReadIsCounted) {
  const auto part = [](const std::string& type) {
    return "Content-Type: " + type + "\nContent-Transfer-Encoding: base64\n\nAAEC//79AAECAw==\n";
  };
  const Extraction read = ReadSound(
      kHead +
      Multipart("mixed", {kPlain, part("image/png"), part("application/ms-tnef; name=winmail.dat"),
                          part("application/pkcs7-mime; smime-type=enveloped-data"), part("audio/wav")}));
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_EQ(Unread(read.documents[0]),
            (std::vector<std::string>{"image", "attachment", "attachment", "attachment"}));
  EXPECT_NE(Visible(read.documents[0]).find("Attachments: 4\n"), std::string::npos);
}

TEST(Email, EncryptedIsUnread) {
  for (const std::string& content :
       {Multipart("encrypted; protocol=\"application/pgp-encrypted\"",
                  {"Content-Type: application/pgp-encrypted\n\nVersion: 1\n",
                   "Content-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n"}),
        std::string("Content-Type: application/x-pkcs7-mime\n\nMIIB\n"),
        std::string("Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n")}) {
    const Extraction read = ReadSound(kHead + content);
    EXPECT_EQ(read.documents.size(), 1U);
    EXPECT_EQ(Unread(read.documents.at(0)), std::vector<std::string>{"attachment"}) << content;
  }
}

TEST(Email, ASignedMessageIsReadAndItsSignatureIsNot) {
  const Extraction read = ReadSound(
      kHead +
      Multipart("signed; micalg=sha-256; protocol=\"application/pgp-signature\"",
                {kPlain, "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n"}));
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_NE(Visible(read.documents[0]).find("The plain text."), std::string::npos);
  EXPECT_EQ(Unread(read.documents[0]), std::vector<std::string>{"attachment"});
}

TEST(Email, MessagesWithinMessages) {
  const std::string inner = "From: c@x.example\nSubject: Inner\n\nThe inner text.\n";
  const std::string between =
      "From: b@x.example\n" + Multipart("mixed", {kPlain, "Content-Type: message/rfc822\n\n" + inner}, "two");
  const Extraction read =
      ReadSound(kHead + Multipart("mixed", {kPlain, "Content-Type: message/rfc822\n\n" + between}, "one"));
  ASSERT_EQ(read.documents.size(), 3U);
  EXPECT_EQ(read.documents[1].name, "part 2");
  EXPECT_EQ(read.documents[2].name, "part 2/part 2");
  EXPECT_EQ(read.documents[2].type, FileType::kEmail);
  EXPECT_TRUE(read.documents[2].text.starts_with("From: c@x.example\nSubject: Inner\n\nThe inner text.\n"));
  Options options;
  options.limits.max_depth = 1;
  EXPECT_FALSE(Read(kHead + Multipart("mixed", {kPlain, "Content-Type: message/rfc822\n\n" + between}, "one"),
                    options));
}

TEST(Email, AnEncodedMessageWithinAMessage) {
  const Extraction read = ReadSound(
      kHead + Multipart("mixed", {kPlain,
                                  "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                                  "RnJvbTogY0B4LmV4YW1wbGUKU3ViamVjdDogSW5uZXIKClRleHQuCg==\n"}));
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_TRUE(read.documents[1].text.starts_with("From: c@x.example\nSubject: Inner\n\nText.\n"));
}

TEST(Email, TextAroundThePartsIsHidden) {
  const Extraction read =
      ReadSound(kHead +
                "Content-Type: multipart/mixed; boundary=x\n\nAldous Quill before\n--x\n\nbody\n--x--\n"
                "Cato Prim after\n--x\n\nDora Vale in a part after the end\n--x--\n");
  EXPECT_EQ(Visible(read.documents.at(0)), kShown + "\nbody\n");
  for (const char* name : {"Aldous Quill before", "Cato Prim after", "Dora Vale in a part"})
    EXPECT_NE(Hidden(read.documents[0]).find(name), std::string::npos) << name;
}

TEST(Email, NoTextIsLostToBoundaryTricks) {
  const std::array kContents = {
      "Content-Type: multipart/mixed\n\n--x\n\nAldous Quill\n--x--\n",
      "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nAldous Quill\n----\n",
      "Content-Type: multipart/mixed; boundary=x\n\n--y\n\nAldous Quill\n--y--\n",
      "Content-Type: multipart/mixed; boundary=x; boundary=y\n\n--y\n\nAldous Quill\n--y--\n--x\n\nAldous "
      "Quill\n",
      "Content-Type: multipart/mixed; boundary=x\nContent-Type: text/plain\n\n--x\n\nAldous Quill\n--x--\n",
      "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nAldous Quill\n--x--\n",
      "Content-Type: multipart/mixed; boundary=x\n\n--x\nAldous Quill\n--x--\n",
      "Content-Type: multipart/mixed; boundary=x\n\n--xy\n\nAldous Quill\n--x--y\n",
      "Content-Type: multipart/mixed; boundary=x\n\n--x \t\n\nAldous Quill\n",
      "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; "
      "boundary=x\n\n--x\n\nAldous Quill\n--x--\n",
      "Content-Type: multipart/mixed; boundary*0=x; boundary*1=y\n\n--xy\n\nAldous Quill\n--xy--\n",
      "Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: a\n\nAldous Quill\n--x--\n",
      "Content-Type: multipart/no-such; boundary=x\n\n--x\n\nAldous Quill\n--x--\n",
      "Content-Type: message/partial; id=a; number=1; total=2\n\nAldous Quill\n",
      "Content-Type: nonsense\n\nAldous Quill\n",
  };
  for (const std::string content : kContents) {
    const Extraction read = ReadSound(kHead + content);
    EXPECT_TRUE(std::ranges::any_of(read.documents, [](const Document& document) {
      return document.text.find("Aldous Quill") != std::string::npos;
    })) << content;
  }
}

TEST(Email, DeepNesting) {
  const auto nested = [](int count, bool declared) {
    std::string text = "From: a@x.example\n";
    for (int i = 0; i < count; ++i) {
      const std::string boundary = "b" + std::to_string(i);
      text += declared ? "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n"
                       : "Content-Type: message/rfc822\n\n";
    }
    return text + "Content-Type: text/plain\n\nbody\n";
  };
  EXPECT_TRUE(Read(nested(8, true)).has_value());
  EXPECT_TRUE(Read(nested(8, false)).has_value());
  for (const bool declared : {true, false}) {
    for (const int count : {9, 600, 5000, 100'000}) {
      const auto read = Read(nested(count, declared));
      ASSERT_FALSE(read.has_value()) << count;
      EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
      EXPECT_FALSE(read.error().fix.empty());
    }
  }
  Options options;  // no limit of ours
  options.limits.max_depth = 1'000'000;
  options.limits.max_members = 1'000'000;
  EXPECT_FALSE(Read(nested(3000, true), options).has_value());
  EXPECT_FALSE(Read(nested(3000, false), options).has_value());
}

TEST(Email, Limits) {
  Options options;
  options.limits.max_members = 4;
  std::vector<std::string> parts(3, kPlain);
  EXPECT_TRUE(Read(kHead + Multipart("mixed", parts), options).has_value());
  parts.push_back(kPlain);
  EXPECT_FALSE(Read(kHead + Multipart("mixed", parts), options).has_value());
  options = {};
  options.limits.max_text_bytes = 100;
  EXPECT_FALSE(Read(kHead + "\n" + std::string(100, 'a'), options).has_value());
  options = {};
  options.limits.max_member_bytes = 100;
  EXPECT_FALSE(Read(kHead + "\n" + std::string(101, 'a'), options).has_value());
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
