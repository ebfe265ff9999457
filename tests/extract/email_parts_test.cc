#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extraction.h"
#include "extract/extractor.h"
#include "tests/extract/email_testing.h"
#include "tests/extract/pdf_maker.h"

namespace markings::extract {
namespace {

TEST(EmailParts, AttachmentsThatAreKnown) {
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

TEST(EmailParts, WhatIsNotReadIsCounted) {
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

TEST(EmailParts, EncryptedIsUnread) {
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

TEST(EmailParts, ASignedMessageIsReadAndItsSignatureIsNot) {
  const Extraction read = ReadSound(
      kHead +
      Multipart("signed; micalg=sha-256; protocol=\"application/pgp-signature\"",
                {kPlain, "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n"}));
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_NE(Visible(read.documents[0]).find("The plain text."), std::string::npos);
  EXPECT_EQ(Unread(read.documents[0]), std::vector<std::string>{"attachment"});
}

TEST(EmailParts, MessagesWithinMessages) {
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

TEST(EmailParts, AnEncodedMessageWithinAMessage) {
  const Extraction read = ReadSound(
      kHead + Multipart("mixed", {kPlain,
                                  "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                                  "RnJvbTogY0B4LmV4YW1wbGUKU3ViamVjdDogSW5uZXIKClRleHQuCg==\n"}));
  ASSERT_EQ(read.documents.size(), 2U);
  EXPECT_TRUE(read.documents[1].text.starts_with("From: c@x.example\nSubject: Inner\n\nText.\n"));
}

TEST(EmailParts, TextAroundThePartsIsHidden) {
  const Extraction read =
      ReadSound(kHead +
                "Content-Type: multipart/mixed; boundary=x\n\nAldous Quill before\n--x\n\nbody\n--x--\n"
                "Cato Prim after\n--x\n\nDora Vale in a part after the end\n--x--\n");
  EXPECT_EQ(Visible(read.documents.at(0)), kShown + "\nbody\n");
  for (const char* name : {"Aldous Quill before", "Cato Prim after", "Dora Vale in a part"})
    EXPECT_NE(Hidden(read.documents[0]).find(name), std::string::npos) << name;
}

TEST(EmailParts, NoTextIsLostToBoundaryTricks) {
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

TEST(EmailParts, DeepNesting) {
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

TEST(EmailParts, Limits) {
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

}  // namespace
}  // namespace markings::extract
