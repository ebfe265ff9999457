#include "libmarkings/leaks/leak_index.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <string_view>

#include "libmarkings/leaks/internal/index_body.h"
#include "tests/leaks/leaks_testing.h"

namespace markings {
namespace {

using Outcome = LeakIndex::Outcome;

constexpr std::string_view kPassage =
    "The clerk of pier four told us that the fees of the harbour had been paid twice.";

LeakIndex IndexOf(const std::vector<std::string>& passages, const LeakKey& key) {
  LeakIndex index;
  for (const std::string& one : passages) EXPECT_TRUE(index.Add(one, "", key));
  return index;
}

TEST(LeakIndex, AddsEachPassageOnce) {
  const LeakKey key = TestKey(1);
  LeakIndex index;
  const auto added = index.Add(kPassage, "harbour", key);
  ASSERT_TRUE(added);
  EXPECT_EQ(added->outcome, Outcome::kAdded);
  const auto again = index.Add(
      "THE CLERK OF PIER FOUR told us that the fees of the har-\nbour had been paid twice", "other", key);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->outcome, Outcome::kPresent);
  EXPECT_EQ(again->id, added->id);
  ASSERT_EQ(index.passages().size(), 1);
  EXPECT_EQ(index.passages().begin()->second.label, "harbour");
  EXPECT_EQ(FormatPassageId(0x1f), "000000000000001f");
}

TEST(LeakIndex, FingerprintsStandForAllLetters) {
  std::mt19937 random(5);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  for (int i = 0; i < 100; ++i) {
    LeakIndex index;
    ASSERT_TRUE(index.Add(Prose(random, 15 + random() % 50), "", TestKey(1)));
    const LeakPassage& passage = index.passages().begin()->second;
    EXPECT_EQ(OwnLetters(passage), passage.letters);
  }
}

TEST(LeakIndex, AShortTextIsNoPassage) {
  LeakIndex index;
  const auto name = index.Add("Tamas Relk", "", TestKey(1));
  ASSERT_TRUE(name);
  EXPECT_EQ(name->outcome, Outcome::kTooShort);
  EXPECT_EQ(index.Add(std::string(kShortestPassage - 1, 'a'), "", TestKey(1))->outcome, Outcome::kTooShort);
  EXPECT_EQ(index.Add(std::string(kShortestPassage, 'a'), "", TestKey(1))->outcome, Outcome::kAdded);
}

TEST(LeakIndex, LabelsAreALineOfText) {
  LeakIndex index;
  for (const std::string& label : {std::string(81, 'a'), std::string("a\nb"), std::string("\xFF"),
                                   std::string("a\x1b[31m"), std::string("a\xE2\x80\xA8")}) {
    const auto added = index.Add(kPassage, label, TestKey(1));
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, ErrorCode::kUnusableInput);
  }
  EXPECT_TRUE(index.Add(kPassage, std::string(80, 'a'), TestKey(1)));
}

TEST(LeakIndex, OpensAsItWasSealed) {
  const LeakKey key = TestKey(1);
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  LeakIndex index;
  for (int i = 0; i < 50; ++i)
    ASSERT_TRUE(index.Add(Prose(random, 20 + random() % 100), i % 2 == 0 ? "label" : "", key));
  const auto file = index.Seal(key);
  ASSERT_TRUE(file);
  EXPECT_EQ(*index.Seal(key), *file);  // nothing by chance
  const auto opened = LeakIndex::Open(*file, key);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(*opened->Seal(key), *file);
  ASSERT_EQ(opened->passages().size(), 50);
  auto other = index.passages().begin();
  for (const auto& [id, passage] : opened->passages()) {
    EXPECT_EQ(id, other->first);
    EXPECT_EQ(passage.label, other->second.label);
    EXPECT_EQ(passage.letters, other->second.letters);
    EXPECT_EQ(passage.fingerprints, other->second.fingerprints);
    ++other;
  }
  const auto nothing = LeakIndex().Seal(key);
  ASSERT_TRUE(nothing);
  EXPECT_TRUE(LeakIndex::Open(*nothing, key)->passages().empty());
}

// The order in which passages come tells nothing.
TEST(LeakIndex, OrderOfAddingDoesNotMatter) {
  std::mt19937 random(2);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  const std::string one = Prose(random, 40), other = Prose(random, 60);
  const LeakKey key = TestKey(1);
  EXPECT_EQ(*IndexOf({one, other}, key).Seal(key), *IndexOf({other, one}, key).Seal(key));
}

TEST(LeakIndex, AnotherKeyIsAnErrorNotAnEmptyIndex) {
  const auto file = IndexOf({std::string(kPassage)}, TestKey(1)).Seal(TestKey(1));
  const auto opened = LeakIndex::Open(*file, TestKey(2));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kBadKey);
  EXPECT_TRUE(opened.error().message.contains("another key"));
}

TEST(LeakIndex, EveryChangedByteAndEveryCutIsSeen) {
  const LeakKey key = TestKey(1);
  const auto file = IndexOf({std::string(kPassage)}, key).Seal(key);
  for (std::size_t i = 0; i < file->size(); ++i) {
    for (const unsigned bit : {0x01U, 0x20U, 0x80U}) {
      std::string changed = *file;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ bit);
      ASSERT_FALSE(LeakIndex::Open(changed, key)) << i;
    }
    ASSERT_FALSE(LeakIndex::Open(std::string_view(*file).substr(0, i), key)) << i;
  }
  EXPECT_FALSE(LeakIndex::Open(*file + '\0', key));
  EXPECT_FALSE(LeakIndex::Open(*file + *file, key));
}

// Without the key a guess cannot be confirmed: under two keys the same passages share no fingerprint, no
// place of one is chosen because of the text alone, no id is the same, and the files share nothing but their
// form.
TEST(LeakIndex, WithoutTheKeyNothingCanBeConfirmed) {
  std::mt19937 random(3);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  std::vector<std::string> passages;
  for (int i = 0; i < 40; ++i) passages.push_back(Prose(random, 80));
  const LeakIndex one = IndexOf(passages, TestKey(1)), other = IndexOf(passages, TestKey(2));
  std::set<std::uint64_t> hashes, ids;
  std::set<std::vector<std::size_t>> places;
  for (const auto& [id, passage] : one.passages()) {
    ids.insert(id);
    std::vector<std::size_t> at;
    for (const Fingerprint& print : passage.fingerprints) {
      hashes.insert(print.hash);
      at.push_back(print.at);
    }
    places.insert(at);
  }
  for (const auto& [id, passage] : other.passages()) {
    EXPECT_FALSE(ids.contains(id));
    std::vector<std::size_t> at;
    for (const Fingerprint& print : passage.fingerprints) {
      EXPECT_FALSE(hashes.contains(print.hash));
      at.push_back(print.at);
    }
    EXPECT_FALSE(places.contains(at));
  }
  const auto file = one.Seal(TestKey(1)), other_file = other.Seal(TestKey(2));
  // Beside the first line no eight bytes of one are in the other, and none of its own content is in clear.
  const std::string_view sealed = std::string_view(*file).substr(file->find("key "));
  const std::string_view other_sealed = std::string_view(*other_file).substr(other_file->find("key ") + 4);
  std::set<std::string_view> windows;
  for (std::size_t i = 0; i + 8 <= other_sealed.size(); ++i) windows.insert(other_sealed.substr(i, 8));
  for (std::size_t i = 4; i + 8 <= sealed.size(); ++i)
    ASSERT_FALSE(windows.contains(sealed.substr(i, 8))) << i;
}

// Neither text nor label nor a fingerprint stands in the file in clear.
TEST(LeakIndex, TheFileHoldsNoCanary) {
  const LeakKey key = TestKey(1);
  LeakIndex index;
  const std::string canary = "zanzibar quokka the canary that must not be found in any file at all";
  const auto added = index.Add(canary, "labelcanary", key);
  ASSERT_TRUE(added);
  const auto file = index.Seal(key);
  for (const std::string_view word : {"zanzibar", "quokka", "canary", "labelcanary", "thecanary", "must"})
    EXPECT_FALSE(file->contains(word)) << word;
  std::string print;
  const std::uint64_t hash = index.passages().begin()->second.fingerprints.front().hash;
  for (int byte = 7; byte >= 0; --byte) print += static_cast<char>(hash >> (8 * byte) & 0xFFU);
  EXPECT_FALSE(file->contains(print));
  EXPECT_TRUE(internal::WriteIndexBody(index.passages()).contains(print));  // it would be seen
}

// The size tells the content within 12 %: passages of nearly the same length make files of one size.
TEST(LeakIndex, SizesAreRounded) {
  const LeakKey key = TestKey(1);
  std::mt19937 random(4);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  std::set<std::size_t> sizes;
  for (int i = 0; i < 200; ++i)
    sizes.insert(IndexOf({Prose(random, 300 + static_cast<std::size_t>(i) / 8)}, key).Seal(key)->size());
  EXPECT_LE(sizes.size(), 6);
}

TEST(IndexBody, RefusesWhatIsNotTheOneForm) {
  const LeakKey key = TestKey(1);
  LeakIndex index;
  ASSERT_TRUE(index.Add(kPassage, "x", key));
  const std::string body = internal::WriteIndexBody(index.passages());
  ASSERT_TRUE(internal::ReadIndexBody(body));
  const auto refused = [&](std::string changed) {
    const auto read = internal::ReadIndexBody(changed);
    if (read) return false;
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_LE(read.error().where.begin, changed.size());
    return true;
  };
  const auto with = [&](std::size_t at, char byte) {
    std::string changed = body;
    changed[at] = byte;
    return changed;
  };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused(body + '\0'));
  EXPECT_TRUE(refused(body.substr(0, body.size() - 1)));
  EXPECT_TRUE(refused(with(body.size() - 1, 'x')) || body.back() != '\0');  // after its end
  EXPECT_TRUE(refused(with(0, '\x7f')));                                    // passages
  EXPECT_TRUE(refused(with(3, 2)));                                         // one more than there is
  EXPECT_TRUE(refused(with(13, '\n')));                                     // the label
  EXPECT_TRUE(refused(with(14, '\x7f')));                                   // letters
  EXPECT_TRUE(refused(with(17, 20)));      // fewer letters than a passage has
  EXPECT_TRUE(refused(with(18, '\x7f')));  // fingerprints
  EXPECT_TRUE(refused(with(22, '\x7f')));  // the place of the first
  // Passages out of order: one twice.
  std::string twice = body.substr(0, body.size());
  twice.resize(twice.find_last_not_of('\0') + 1);
  twice += twice.substr(4);
  twice[3] = 2;
  EXPECT_TRUE(refused(twice));
}

}  // namespace
}  // namespace markings
