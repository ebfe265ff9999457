#include "libmarkings/leaks/leak_index_part.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/leaks/internal/index_body.h"
#include "tests/leaks/leaks_testing.h"

namespace markings {
namespace {

MadeWith::Digest Made(const std::vector<std::string>& with, const LeakKey& key) {
  MadeWith made(key);
  for (const std::string& one : with) made.Add(one);
  return made.Finish();
}

// Parts of the passages, sealed and opened; a passage in ten is in all of them.
std::vector<LeakIndexPart> PartsOf(const std::vector<std::string>& passages, std::uint32_t of,
                                   const LeakKey& key) {
  std::vector<LeakIndexPart> parts;
  for (std::uint32_t number = 1; number <= of; ++number) {
    LeakIndexPart part{{}, {number, of}, Made({"policy"}, key)};
    for (std::size_t i = 0; i < passages.size(); ++i) {
      if (i % 10 == 0 || i % of == number - 1) {
        EXPECT_TRUE(part.index.Add(passages[i], "a", key));
      }
    }
    const auto file = part.Seal(key);
    EXPECT_TRUE(file);
    auto opened = LeakIndexPart::Open(*file, key);
    EXPECT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(*opened->Seal(key), *file);
    parts.push_back(*std::move(opened));
  }
  return parts;
}

TEST(LeakIndexPart, JoinedIsTheIndexOfOneRun) {
  const LeakKey key = TestKey(1);
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  std::vector<std::string> passages;
  LeakIndex whole;
  for (int i = 0; i < 60; ++i) {
    passages.push_back(Prose(random, 20 + random() % 60));
    ASSERT_TRUE(whole.Add(passages.back(), "a", key));
  }
  for (const std::uint32_t of : {1U, 2U, 7U, 100U}) {
    auto parts = PartsOf(passages, of, key);
    std::ranges::shuffle(parts, random);
    const auto joined = JoinIndexParts(std::move(parts));
    ASSERT_TRUE(joined) << joined.error().message;
    EXPECT_EQ(*joined->Seal(key), *whole.Seal(key)) << of;
  }
}

std::string Refused(std::vector<LeakIndexPart> parts) {
  const auto joined = JoinIndexParts(std::move(parts));
  return joined ? "joined" : joined.error().message;
}

TEST(LeakIndexPart, AllOfThemOnceAndAlike) {
  const LeakKey key = TestKey(1);
  const auto parts =
      PartsOf({"The clerk of pier four told us that the fees of the harbour had been paid twice.",
               "Nobody has seen the lamp of the northern light since the keeper left his post."},
              3, key);
  EXPECT_EQ(Refused(parts), "joined");
  EXPECT_EQ(Refused({}), "there is no result to merge");
  EXPECT_EQ(Refused({parts[0], parts[2]}), "the part 2 of 3 is missing");
  EXPECT_EQ(Refused({parts[0], parts[1], parts[2], parts[1]}), "the part 2 of 3 is there twice");
  auto other = parts;
  other[2].made_with = Made({"another policy"}, key);
  EXPECT_EQ(Refused(other), "part 3 was made with other arguments than the first");
  // A passage of which one part has forgotten something, and one with another label.
  auto forgot = parts;
  const PassageId id = forgot[0].index.passages().begin()->first;
  forgot[0].index.Forget(std::vector<PassageStretch>{{id, {0, 14}}});
  EXPECT_EQ(Refused(forgot), "the parts differ in what they hold of passage " + FormatPassageId(id));
  auto label = parts;
  label[1].index = {};
  ASSERT_TRUE(label[1].index.Add(
      "The clerk of pier four told us that the fees of the harbour had been paid twice.", "b", key));
  EXPECT_TRUE(Refused(label).starts_with("the parts differ"));
}

TEST(LeakIndexPart, IsNoIndexAndNoOtherFile) {
  const LeakKey key = TestKey(1);
  const auto part = PartsOf({"The clerk of pier four told us that the fees had been paid twice."}, 1, key);
  const std::string file = *part[0].Seal(key);
  const auto index = LeakIndex::Open(file, key);
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().code, ErrorCode::kUnusableInput);
  EXPECT_EQ(index.error().message, "it is a part of a leak index, no leak index");
  EXPECT_TRUE(index.error().fix.contains("markings merge"));
  EXPECT_FALSE(LeakIndexPart::Open(*part[0].index.Seal(key), key));
  EXPECT_EQ(LeakIndexPart::Open(file, TestKey(2)).error().code, ErrorCode::kBadKey);
  // No kind may be made of another: the first line is sealed with the rest, and the keys are others.
  std::string turned = file;
  turned.replace(0, turned.find('\n'), "markings-leak-index/1");
  EXPECT_FALSE(LeakIndex::Open(turned, key));
  for (std::size_t i = 0; i < file.size(); ++i) {
    std::string changed = file;
    changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ 0x01U);
    ASSERT_FALSE(LeakIndexPart::Open(changed, key)) << i;
    ASSERT_FALSE(LeakIndexPart::Open(std::string_view(file).substr(0, i), key)) << i;
  }
}

TEST(PartBody, RefusesWhatIsNotTheOneForm) {
  internal::PartHead head{{2, 3}, {}};
  const std::string body = internal::WritePartBody(head, {});
  ASSERT_TRUE(internal::ReadPartBody(body));
  const auto with = [&](std::size_t at, char byte) {
    std::string changed = body;
    changed[at] = byte;
    return internal::ReadPartBody(changed).has_value();
  };
  EXPECT_TRUE(with(3, 1));
  EXPECT_FALSE(with(3, 0));       // no part 0
  EXPECT_FALSE(with(3, 4));       // none behind the last
  EXPECT_FALSE(with(4, '\x01'));  // of more than there may be
  EXPECT_FALSE(with(27, 1));      // one passage, of which nothing is there
  for (std::size_t size = 0; size < body.size(); ++size)
    EXPECT_FALSE(internal::ReadPartBody(std::string_view(body).substr(0, size))) << size;
}

// By it results of one index are known; it says nothing of another key's.
TEST(SealedId, IsThatOfTheContentUnderTheKey) {
  const auto id = [](std::string_view passage, const LeakKey& key) {
    LeakIndex index;
    EXPECT_TRUE(index.Add(passage, "", key));
    return SealedId(*index.Seal(key));
  };
  const std::string one = "The clerk of pier four told us that the fees had been paid twice.";
  const std::string other = "Nobody has seen the lamp since the keeper left his post in spring.";
  EXPECT_EQ(id(one, TestKey(1)).size(), 32U);
  EXPECT_EQ(id(one, TestKey(1)), id(one, TestKey(1)));
  EXPECT_NE(id(one, TestKey(1)), id(other, TestKey(1)));
  EXPECT_NE(id(one, TestKey(1)), id(one, TestKey(2)));
  EXPECT_EQ(SealedId("no such file"), "");
  EXPECT_EQ(SealedId("markings-leak-index/1\nkey 0123456789abcdef\nshort"), "");
}

TEST(MadeWith, TellsTextsApartAndKeys) {
  const LeakKey key = TestKey(1);
  EXPECT_EQ(Made({"ab", "c"}, key), Made({"ab", "c"}, key));
  EXPECT_NE(Made({"ab", "c"}, key), Made({"a", "bc"}, key));
  EXPECT_NE(Made({"ab"}, key), Made({"ab", ""}, key));
  EXPECT_NE(Made({"ab"}, key), Made({"ab"}, TestKey(2)));
}

}  // namespace
}  // namespace markings
