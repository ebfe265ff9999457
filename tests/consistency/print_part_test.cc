#include "libmarkings/consistency/print_part.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/consistency/consistency.h"
#include "libmarkings/consistency/internal/part_body.h"
#include "tests/consistency/consistency_testing.h"
#include "tests/leaks/leaks_testing.h"

namespace markings {
namespace {

using testing::Cable;
using testing::ParseText;
using testing::State;
using testing::Words;

// Cables that share passages, with other marks and with redactions; some files hold two documents, some none
// that can be read.
std::vector<PrintedFile> Corpus(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::string> pool(12);
  for (std::string& one : pool) one = Words(random, 20 + random() % 30);
  std::vector<PrintedFile> files;
  for (int i = 0; i < 30; ++i) {
    PrintedFile file{.name = "corpus/" + std::to_string(100 + i) + (i % 7 == 0 ? "\xFF.txt" : ".txt")};
    if (random() % 8 == 0) {
      file.error = Error{random() % 2 == 0 ? ErrorCode::kIo : ErrorCode::kUnusableInput,
                         {},
                         "cannot be read",
                         random() % 2 == 0 ? "mend it" : "",
                         {}};
    }
    for (std::size_t documents = file.error ? 0 : random() % 3; documents > 0; --documents) {
      std::vector<std::string> paragraphs;
      for (std::size_t n = 2 + random() % 4; n > 0; --n) {
        std::string text = pool[random() % pool.size()];
        if (random() % 4 == 0) text.replace(text.find(' ', text.size() / 2), 25, " XXXXXXXXXXXX ");
        paragraphs.push_back((random() % 2 == 0 ? "(U) " : "(SBU) ") + text);
      }
      const Document document = ParseText(Cable(std::to_string(random() % 20), paragraphs));
      file.documents.push_back(DocumentPrint::Of(document, "").value());
    }
    files.push_back(std::move(file));
  }
  return files;
}

PrintPart PartOf(const std::vector<PrintedFile>& files, Shard shard, const LeakKey& key) {
  PrintPart part{shard, State()->regime(), State()->edition(), VocabularyDigest(*State(), key), {}, {}};
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i % shard.of == shard.number - 1) part.files.push_back(files[i]);
  }
  return part;
}

Inconsistencies Compared(const std::vector<PrintedFile>& files) {
  std::vector<DocumentPrint> prints;
  for (const PrintedFile& file : files) {
    for (std::size_t i = 0; i < file.documents.size(); ++i) {
      prints.push_back(file.documents[i]);
      prints.back().name = file.name + '\0' + std::to_string(i);
    }
  }
  return FindInconsistencies(std::move(prints), *State()).value();
}

TEST(PrintPart, JoinedPartsAreWhatOneRunHas) {
  const LeakKey key = TestKey(1);
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    const auto files = Corpus(seed);
    const Inconsistencies whole = Compared(files);
    EXPECT_FALSE(whole.marks_differ.empty());
    EXPECT_FALSE(whole.redacted_printed.empty() && whole.releases_disclose.empty());
    for (const std::uint32_t of : {1U, 3U, 40U}) {
      std::vector<PrintPart> parts;
      for (std::uint32_t number = of; number > 0; --number) {
        const auto sealed = PartOf(files, {number, of}, key).Seal(key);
        ASSERT_TRUE(sealed) << sealed.error().message;
        auto opened = PrintPart::Open(*sealed, key);
        ASSERT_TRUE(opened) << opened.error().message;
        EXPECT_EQ(*opened->Seal(key), *sealed);
        parts.push_back(*std::move(opened));
      }
      const auto joined = JoinPrintParts(std::move(parts));
      ASSERT_TRUE(joined) << joined.error().message;
      ASSERT_EQ(joined->size(), files.size());
      for (std::size_t i = 0; i < files.size(); ++i) {
        EXPECT_EQ((*joined)[i].name, files[i].name);
        ASSERT_EQ((*joined)[i].error.has_value(), files[i].error.has_value());
        if (files[i].error) {
          EXPECT_EQ((*joined)[i].error->code, files[i].error->code);
          EXPECT_EQ((*joined)[i].error->message, files[i].error->message);
          EXPECT_EQ((*joined)[i].error->fix, files[i].error->fix);
        }
        EXPECT_EQ((*joined)[i].documents, files[i].documents);
      }
      ASSERT_TRUE(HasMarksOf(*joined, *State()));
      EXPECT_EQ(Compared(*joined).documents, whole.documents);
    }
  }
}

std::string Refused(std::vector<PrintPart> parts) {
  const auto joined = JoinPrintParts(std::move(parts));
  return joined ? "joined" : joined.error().message;
}

TEST(PrintPart, AllOfThemOnceAndOfOneVocabulary) {
  const LeakKey key = TestKey(1);
  const auto files = Corpus(1);
  const PrintPart one = PartOf(files, {1, 2}, key), two = PartOf(files, {2, 2}, key);
  EXPECT_EQ(Refused({two, one}), "joined");
  EXPECT_EQ(Refused({}), "there is no result to merge");
  EXPECT_EQ(Refused({two}), "the part 1 of 2 is missing");
  EXPECT_EQ(Refused({one, two, one}), "the part 1 of 2 is there twice");
  EXPECT_EQ(Refused({one, PartOf(files, {2, 3}, key)}), "result 2 is part 2 of 3, the first is one of 2");
  PrintPart other = two;
  other.made_by = VocabularyDigest(**Vocabulary::ForRegime("us"), key);
  EXPECT_EQ(Refused({one, other}), "part 2 was made with another vocabulary than the first");
  PrintPart elsewhere = two;
  elsewhere.listing[0] = 1;
  EXPECT_EQ(Refused({one, elsewhere}), "part 2 is of other files than the first");
  PrintPart again = two;
  again.files.front().name = one.files.front().name;
  EXPECT_TRUE(Refused({one, again}).ends_with("is in two parts"));
  // An edition is a vocabulary of its own.
  const auto us = *Vocabulary::ForRegime("us");
  EXPECT_NE(VocabularyDigest(*us, key), VocabularyDigest(**Vocabulary::ForRegime("us", "pre-2012"), key));
  EXPECT_NE(VocabularyDigest(*us, key), VocabularyDigest(*us, TestKey(2)));
}

// A number that leads out of the vocabulary, or a mark that is not written so.
TEST(PrintPart, MarksAreThoseOfTheVocabulary) {
  const auto refused = [](const Marking& mark, const std::string& form) {
    std::vector<PrintedFile> files{{.name = "a"}};
    files[0].documents.emplace_back().marks.push_back({form, mark});
    return !HasMarksOf(files, *State()).has_value();
  };
  const Marking lowest{.level = 0};
  EXPECT_FALSE(refused(lowest, "(U)"));
  EXPECT_TRUE(refused(lowest, "(C)"));
  EXPECT_TRUE(refused({.level = 200}, "(U)"));
  EXPECT_TRUE(refused({.level = 0, .controls = std::uint64_t{1} << 63U}, "(U)"));
  EXPECT_TRUE(refused({.level = 0, .owner = 3}, "(U)"));
  EXPECT_TRUE(refused({.level = 0, .names = {{9, "X"}}}, "(U)"));
  EXPECT_TRUE(refused({.level = 0, .fused = 1}, "(U)"));
}

// Neither hashes nor names nor marks stand in the file in clear, and no other kind is made of it.
TEST(PrintPart, IsSealed) {
  const LeakKey key = TestKey(1);
  const PrintPart part = PartOf(Corpus(2), {1, 1}, key);
  const std::string file = *part.Seal(key), body = internal::WritePrintPartBody(part);
  for (const PrintedFile& one : part.files) {
    EXPECT_FALSE(file.contains(one.name));
    for (const DocumentPrint& print : one.documents) {
      for (const PrintedGram& gram : print.grams) {
        std::string hash;
        for (int byte = 3; byte >= 0; --byte) hash += static_cast<char>(gram.hash >> (8 * byte) & 0xFFU);
        ASSERT_TRUE(body.contains(hash));  // it would be seen
        for (int byte = 3; byte >= 0; --byte) hash += static_cast<char>(gram.at >> (8 * byte) & 0xFFU);
        ASSERT_FALSE(file.contains(hash));
      }
    }
  }
  EXPECT_FALSE(file.contains("SBU"));
  EXPECT_EQ(PrintPart::Open(file, TestKey(2)).error().code, ErrorCode::kBadKey);
  for (std::size_t i = 0; i < file.size(); i += 1 + i / 50) {
    std::string changed = file;
    changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ 0x01U);
    ASSERT_FALSE(PrintPart::Open(changed, key)) << i;
    ASSERT_FALSE(PrintPart::Open(std::string_view(file).substr(0, i), key)) << i;
  }
}

TEST(PrintPartBody, RefusesWhatIsNotTheOneForm) {
  PrintPart part{{1, 2}, "state", "", {}, {}, {{.name = "a"}, {.name = "b"}}};
  DocumentPrint& print = part.files[0].documents.emplace_back();
  print.letters = 60;
  print.marks.push_back({"(U)", {}});
  print.passages = {{0, 40, 0, 2, 0, MarkOrigin::kOwn}, {40, 60, 2, 2, kNoMark, MarkOrigin::kNone}};
  print.holes = {{5, 0}, {60, kNoPassage}};
  print.grams = {{1, 0}, {2, 28}};
  const auto read = [&](const auto& change) {
    PrintPart changed = part;
    change(changed, changed.files[0].documents[0]);
    return internal::ReadPrintPartBody(internal::WritePrintPartBody(changed)).has_value();
  };
  ASSERT_TRUE(read([](auto&, auto&) {}));
  EXPECT_FALSE(read([](auto& one, auto&) { one.shard.number = 3; }));
  EXPECT_FALSE(read([](auto& one, auto&) { one.shard.of = Shard::kMost + 1; }));
  EXPECT_FALSE(read([](auto& one, auto&) { one.files[1].name = "a"; }));
  EXPECT_FALSE(read([](auto& one, auto&) { one.files[0].name = ""; }));
  EXPECT_FALSE(read([](auto& one, auto&) { one.files[0].name = std::string("a\0b", 3); }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.passages[0].mark = 1; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.passages[1].end = 39; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.passages[1].end_gram = 1; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.passages[1].end_gram = 3; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.holes[0].at = 61; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.holes[0].at = 41; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.holes[0].passage = 2; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.holes[1].at = 4; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.grams[1].at = 29; }));  // over the end of its passage
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.grams[1].at = 0; }));
  EXPECT_FALSE(read([](auto&, auto& doc) { doc.grams.push_back({3, 45}); }));
  const std::string body = internal::WritePrintPartBody(part);
  std::string nowhere = body;  // the first passage: 2 grams, mark 0, from itself
  const std::size_t origin = body.find(std::string("\0\0\0\2\0\0\0\0\1", 9)) + 8;
  ASSERT_LT(origin, body.size());
  nowhere[origin] = 6;
  EXPECT_FALSE(internal::ReadPrintPartBody(nowhere));
  nowhere[origin] = 5;
  EXPECT_TRUE(internal::ReadPrintPartBody(nowhere));
  for (std::size_t size = 0; size < body.size(); ++size)
    EXPECT_FALSE(internal::ReadPrintPartBody(std::string_view(body).substr(0, size))) << size;
  EXPECT_FALSE(internal::ReadPrintPartBody(body + '\0'));
}

}  // namespace
}  // namespace markings
