#include "libmarkings/corpus/baseline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using namespace std::chrono_literals;
constexpr auto kToday = 2026y / 11 / 27;
constexpr auto kRule = DiagnosticCode::kCorpusRule;
constexpr auto kTag = DiagnosticCode::kUnknownTag;

// A corpus of files, each with findings of an element, a code, a rule and the element's text.
struct Planted {
  std::string element;
  DiagnosticCode code;
  std::string rule, text;
};
using Corpus = std::map<std::string, std::vector<Planted>>;

class Checked {
 public:
  explicit Checked(const Corpus& corpus, bool with_key = true) {
    const FingerprintKey key = *FingerprintKey::Derive([] {
      SecretBytes bytes(16);
      std::ranges::fill(bytes.RevealForWriting(), static_cast<unsigned char>('k'));
      return bytes;
    }());
    result = {"state", "", "", corpus.size(), {}};
    for (const auto& [path, planted] : corpus) {
      std::vector<CheckFinding> found;
      for (std::size_t i = 0; i < planted.size(); ++i) {
        found.push_back({path, {i + 1, 1}, {planted[i].code, {i, i + 1}, "m", ""}, planted[i].element});
        found.back().diagnostic.rule = planted[i].rule;
      }
      AddFingerprints(
          path, found,
          [&](const CheckFinding& one) -> std::string_view {
            return planted[one.diagnostic.where.begin].text;
          },
          with_key ? &key : nullptr, &identities);
      result.findings.insert(result.findings.end(), found.begin(), found.end());
    }
    use.file = "baseline.jsonl";
    use.today = kToday;
    use.identities = &identities;
  }
  Checked(const Checked&) = delete;
  Checked& operator=(const Checked&) = delete;

  [[nodiscard]] Baseline Accepted(const Baseline& old = {}, std::string reason = "public figures") {
    const auto written = old.Write(result, use, {std::move(reason), "A. Officer"});
    EXPECT_TRUE(written) << written.error().message;
    return written->baseline;
  }
  // "file:line CODE" of what counts.
  [[nodiscard]] std::string Left(const Baseline& baseline) {
    report = baseline.Apply(result, use);
    std::string left;
    for (const CheckFinding& one : result.findings) {
      if (one.counts())
        left += one.file + ":" + std::to_string(one.at.line) + " " + std::string(one.code()) + "\n";
    }
    return left;
  }

  CheckResult result;
  FindingIdentities identities;
  BaselineUse use;
  BaselineReport report;
};

const Corpus kCorpus = {
    {"a/one.txt", {{"p1", kTag, "", "t1"}, {"p2", kRule, "names", "t2"}, {"p2", kRule, "names", "t2"}}},
    {"b.txt", {{"", DiagnosticCode::kNoBanner, "", "t3"}}},
};

TEST(Baseline, AcceptsWhatWasFound) {
  for (const bool key : {false, true}) {
    Checked first(kCorpus, key);
    const std::string text = first.Accepted().Format();
    EXPECT_EQ(std::ranges::count(text, '\n'), 4);
    const auto baseline = Baseline::Parse(text);
    ASSERT_TRUE(baseline) << baseline.error().message;
    EXPECT_EQ(baseline->Format(), text);
    Checked next(kCorpus, key);
    EXPECT_EQ(next.Left(*baseline), "");
    EXPECT_EQ(next.report.suppressed, 4U);
    EXPECT_EQ(next.report.untagged, key ? 0U : 4U);
    for (const CheckFinding& one : next.result.findings) {
      EXPECT_EQ(one.suppressed, CheckFinding::Suppressed::kBaseline);
      EXPECT_EQ(one.justification, "public figures");
    }
    // No text goes into it.
    for (const char* t : {"t1", "t2", "t3"}) EXPECT_FALSE(text.contains(t));
  }
}

TEST(Baseline, NewFindingsCount) {
  Checked first(kCorpus);
  const Baseline baseline = first.Accepted();
  Corpus more = kCorpus;
  more["a/one.txt"].push_back({"p2", kRule, "names", "t2"});
  more["a/one.txt"].push_back({"p2", kRule, "other", "t2"});
  Checked next(more);
  EXPECT_EQ(next.Left(baseline), "a/one.txt:4 MK0401\na/one.txt:5 MK0401\n");
}

// With a key other content at the same place is a new finding, and the entry of the old one is dead.
TEST(Baseline, SwappedContent) {
  Corpus swapped = kCorpus;
  swapped["a/one.txt"][0].text = "another name";
  Checked with(kCorpus), with_next(swapped);
  const std::string left = with_next.Left(with.Accepted());
  ASSERT_EQ(with_next.report.dead.size(), 1U);
  EXPECT_EQ(left, "a/one.txt:1 MK0209\nbaseline.jsonl:" + std::to_string(with_next.report.dead[0] + 1) +
                      " MK0408\n");
  Checked without(kCorpus, false), without_next(swapped, false);
  EXPECT_EQ(without_next.Left(without.Accepted()), "");
}

TEST(Baseline, MovedFiles) {
  Corpus moved = kCorpus;
  moved["c/uno.txt"] = moved["a/one.txt"];
  moved.erase("a/one.txt");
  {
    Checked first(kCorpus), next(moved);
    const Baseline baseline = first.Accepted();
    EXPECT_EQ(next.Left(baseline), "");
    EXPECT_EQ(next.report.moved.size(), 3U);
    // Written again it has the new path and the old words.
    Checked again(moved), last(moved);
    const Baseline rewritten = again.Accepted(baseline, "other words");
    EXPECT_FALSE(rewritten.Format().contains("a/one.txt"));
    EXPECT_FALSE(rewritten.Format().contains("other words"));
    EXPECT_EQ(last.Left(rewritten), "");
    EXPECT_TRUE(last.report.moved.empty());
  }
  {  // without tags any new file could take it
    Checked first(kCorpus, false), next(moved, false);
    EXPECT_EQ(next.report.moved.size(), 0U);
    EXPECT_TRUE(next.Left(first.Accepted()).contains("c/uno.txt:1"));
  }
  {  // a copy is not moved
    Corpus copied = kCorpus;
    copied["c/uno.txt"] = copied["a/one.txt"];
    Checked first(kCorpus), next(copied);
    EXPECT_EQ(next.Left(first.Accepted()), "c/uno.txt:1 MK0209\nc/uno.txt:2 MK0401\nc/uno.txt:3 MK0401\n");
  }
  {  // nor a file that has no findings now, for who knows that it is there
    Checked first(kCorpus), next(moved);
    next.use.gone = [](std::string_view path) { return path != "a/one.txt"; };
    EXPECT_TRUE(next.Left(first.Accepted()).contains("c/uno.txt:1"));
  }
  {  // a part cannot tell
    Checked first(kCorpus), next(moved);
    next.use.whole = false;
    EXPECT_TRUE(next.Left(first.Accepted()).contains("c/uno.txt:1"));
  }
}

TEST(Baseline, DeadEntries) {
  Corpus less = kCorpus;
  less.erase("b.txt");
  Checked first(kCorpus);
  const Baseline baseline = first.Accepted();
  Checked next(less), part(less), prune(less);
  const std::string left = next.Left(baseline);
  ASSERT_EQ(next.report.dead.size(), 1U);
  const CheckFinding& note = *std::ranges::find(next.result.findings, "MK0408", &CheckFinding::code);
  EXPECT_EQ(SeverityOf(note.diagnostic), Severity::kNote);
  EXPECT_EQ(note.file, "baseline.jsonl");
  EXPECT_EQ(note.at.line, next.report.dead[0] + 1);
  part.use.whole = false;
  EXPECT_EQ(part.Left(baseline), "");
  EXPECT_FALSE(baseline.Prune(part.result, part.use));
  const auto pruned = baseline.Prune(prune.result, prune.use);
  ASSERT_TRUE(pruned);
  EXPECT_EQ(pruned->entries().size(), 3U);
  EXPECT_EQ(first.Accepted(*pruned).entries().size(), 4U);
  EXPECT_EQ(next.Accepted(baseline).entries().size(), 4U);  // Write drops none
}

TEST(Baseline, ExpiredEntries) {
  Checked first(kCorpus);
  const auto until = [&](const char* day) {
    return Baseline().Write(first.result, first.use, {"r", "b", day})->baseline;
  };
  Checked on_the_day(kCorpus), after(kCorpus), again(kCorpus), last(kCorpus);
  EXPECT_EQ(on_the_day.Left(until("2026-11-27")), "");
  const Baseline expired = until("2026-11-26");
  EXPECT_EQ(std::ranges::count(after.Left(expired), '\n'), 8);
  EXPECT_EQ(after.report.expired.size(), 4U);
  EXPECT_TRUE(after.report.dead.empty());
  EXPECT_EQ(SeverityOf(std::ranges::find(after.result.findings, "MK0407", &CheckFinding::code)->diagnostic),
            Severity::kNote);
  const Baseline anew = again.Accepted(expired, "anew");
  EXPECT_EQ(anew.entries().size(), 4U);
  EXPECT_EQ(last.Left(anew), "");
  EXPECT_EQ(last.result.findings[0].justification, "anew");
}

TEST(Baseline, WhatMayNotBeAccepted) {
  const auto never = [](std::string_view code, std::string_view rule) {
    return code == "MK0401" && rule == "names";
  };
  Checked first(kCorpus), next(kCorpus), writes(kCorpus);
  const Baseline baseline = first.Accepted();
  next.use.never = writes.use.never = never;
  const std::string left = next.Left(baseline);
  EXPECT_TRUE(left.contains("a/one.txt:2 MK0401\na/one.txt:3 MK0401\n"));
  EXPECT_EQ(next.report.refused.size(), 2U);
  EXPECT_EQ(next.result.Count(Severity::kError), 4U);
  const auto written = Baseline().Write(writes.result, writes.use, {"r", "b"});
  ASSERT_TRUE(written);
  EXPECT_EQ(written->refused, 2U);
  EXPECT_EQ(written->baseline.entries().size(), 2U);

  // How the checking itself was done is never accepted.
  Checked own({{"f",
                {{"", DiagnosticCode::kSuppressionRefused, "", "t"},
                 {"", DiagnosticCode::kFileUnreadable, "", "t"}}}});
  const auto kept = Baseline().Write(own.result, own.use, {"r", "b"});
  EXPECT_EQ(kept->refused, 1U);
  EXPECT_EQ(kept->added, 1U);
}

// A baseline from before there was a key: its entries hold by their places, and get tags when it is written.
TEST(Baseline, GetsTags) {
  Checked first(kCorpus, false), next(kCorpus), writes(kCorpus), last(kCorpus);
  const Baseline plain = first.Accepted();
  EXPECT_EQ(next.Left(plain), "");
  EXPECT_EQ(next.report.untagged, 4U);
  const Baseline tagged = writes.Accepted(plain, "other");
  EXPECT_TRUE(std::ranges::none_of(tagged.entries(),
                                   [](const BaselineEntry& one) { return one.identity.tag.empty(); }));
  EXPECT_FALSE(tagged.Format().contains("other"));
  EXPECT_EQ(last.Left(tagged), "");
  // Without the key all of it counts, and nobody drops it by accident.
  Checked keyless(kCorpus, false), writer(kCorpus, false);
  EXPECT_TRUE(keyless.Left(tagged).contains("b.txt:1 MK0201"));
  EXPECT_TRUE(std::ranges::find(keyless.result.findings, "MK0408", &CheckFinding::code)
                  ->diagnostic.fix.contains("MARKINGS_BASELINE_KEY"));
  EXPECT_FALSE(tagged.Write(writer.result, writer.use, {"r", "b"}));
  EXPECT_FALSE(tagged.Prune(writer.result, writer.use));
}

TEST(Baseline, WriteNeedsWords) {
  Checked run(kCorpus);
  for (const Acceptance& bad : std::vector<Acceptance>{{"", "b"},
                                                       {"r", ""},
                                                       {" ", "b"},
                                                       {"r\nr", "b"},
                                                       {"r\xFF", "b"},
                                                       {"r", "b\x1B"},
                                                       {std::string(1001, 'r'), "b"},
                                                       {"r", std::string(201, 'b')},
                                                       {"r", "b", "2026-02-30"},
                                                       {"r", "b", "soon"}}) {
    EXPECT_FALSE(Baseline().Write(run.result, run.use, bad));
  }
  const auto errors = Baseline().Write(run.result, run.use, {"r", "b", "", Severity::kError});
  ASSERT_TRUE(errors);
  EXPECT_EQ(errors->added, run.result.Count(Severity::kError));
  EXPECT_LT(errors->added, 4U);
  run.use.identities = nullptr;
  EXPECT_FALSE(Baseline().Write(run.result, run.use, {"r", "b"}));
}

TEST(Baseline, InlineSuppressionsComeFirst) {
  Checked first(kCorpus), next(kCorpus), writes(kCorpus);
  const Baseline baseline = first.Accepted();
  next.result.findings[0].suppressed = CheckFinding::Suppressed::kInline;
  EXPECT_EQ(next.Left(baseline), "");
  EXPECT_EQ(next.result.findings[0].suppressed, CheckFinding::Suppressed::kInline);
  writes.result.findings[0].suppressed = CheckFinding::Suppressed::kInline;
  EXPECT_EQ(writes.Accepted().entries().size(), 3U);
}

TEST(Baseline, LinesAreSorted) {
  Checked run(kCorpus);
  const std::string text = run.Accepted().Format();
  const std::size_t second = text.find('\n') + 1;
  const std::string other = text.substr(second) + text.substr(0, second);
  const auto swapped = Baseline::Parse(other);
  ASSERT_FALSE(swapped);
  EXPECT_EQ(LineIndex(other).At(swapped.error().where.begin).line, 4U);
  const auto entries = Baseline::Parse(text)->entries();
  for (std::size_t i = 0; i < entries.size(); ++i)
    EXPECT_EQ(LineIndex(text).At(entries[i].where.begin).line, i + 1);
}

// Names of files that are no text, or that are made to break lines and terminals.
TEST(Baseline, OddPaths) {
  const Corpus odd = {{"a\nb\x1B[2J", {{"", kTag, "", "t"}}},
                      {"\xFF\xFE", {{"", kTag, "", "t"}}},
                      {"\xFF\xFD", {{"", kTag, "", "t"}}},
                      {"a\\x0ab", {{"", kTag, "", "t"}}}};
  Checked first(odd), next(odd);
  const std::string text = first.Accepted().Format();
  const auto baseline = Baseline::Parse(text);
  ASSERT_TRUE(baseline) << baseline.error().message;
  EXPECT_EQ(baseline->entries().size(), 4U);
  EXPECT_EQ(next.Left(*baseline), "");
}

TEST(Baseline, ManyEntries) {
  Corpus many, moved;
  for (int i = 0; i < 100000; ++i) {
    const std::string name = std::to_string(i / 10) + ".txt";
    const Planted one{i % 10 < 5 ? "p1" : "p2", kRule, "names", "the same text everywhere"};
    many["a/" + name].push_back(one);
    moved["b/" + name].push_back(one);
  }
  Checked first(many), next(moved), writes(moved);
  const auto baseline = Baseline::Parse(first.Accepted().Format());
  ASSERT_TRUE(baseline);
  EXPECT_EQ(next.Left(*baseline), "");
  EXPECT_EQ(next.report.moved.size(), 100000U);
  EXPECT_EQ(writes.Accepted(*baseline).entries().size(), 100000U);
}

}  // namespace
}  // namespace markings
