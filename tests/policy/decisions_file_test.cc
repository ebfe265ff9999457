#include "libmarkings/policy/decisions_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/policy/internal/unit_match.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::BufferOf;
using testing::PolicyText;
using testing::RuleText;

const Policy& ThePolicy() {
  static const std::optional<Policy> policy =
      testing::LoadPolicy(PolicyText(RuleText("out", "release", "when = { at_most = \"U\" }")));
  return *policy;
}

const std::string kTop = "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000123\"\n";
const std::string kHead = "UNCLAS KALVOR 000123\n\n";
const std::string kCable =
    kHead +
    "SUBJECT: (SBU) HARBOUR DUES\n\n"
    "1. (SBU) The ministry announced the dues on 10 May.\n\n"
    "2. (SBU) The price of tar fell by a third in the course of the winter, and the yards are glad of it.\n\n"
    "3. (SBU) The clerk asked for help.\n\n"
    "4. (U) The harbour is open.\n";

Document TheCable(const std::string& text = kCable) { return *testing::ParseCable(text); }

std::string Entry(const std::string& element, const std::string& action, const std::string& who = "Ada Roe",
                  const std::string& more = "") {
  return "\n[[decision]]\nelement = \"" + element + "\"\naction = \"" + action + "\"\n" + more +
         "reason = \"r\"\nauthority = \"" + who + "\"\n";
}

std::string Bind(const std::string& toml, const Document& document, std::vector<std::string> looked_at = {}) {
  const auto text = BindDecisions(BufferOf(toml, "d.toml"), ThePolicy(), document, looked_at);
  return text ? *text : testing::ShowError(text.error(), toml);
}

std::string Merge(const std::string& first, const std::string& second, bool strictest = false,
                  const Document* document = nullptr) {
  const auto merged = MergeDecisions(BufferOf(first, "a.toml"), BufferOf(second, "b.toml"), ThePolicy(),
                                     {.document = document, .strictest = strictest});
  if (!merged) return merged.error().file + " " + merged.error().message;
  std::string conflicts;
  for (const DecisionConflict& one : merged->conflicts) {
    const Position at = LineIndex(first).At(one.first.begin);
    const Position other = LineIndex(second).At(one.second.begin);
    conflicts += fmt::format("{} {}: {}:{} {}:{}\n", Name(one.entry), one.element, at.line, at.column,
                             other.line, other.column);
  }
  EXPECT_TRUE(merged->text.empty() || conflicts.empty());
  return merged->text + conflicts;
}

std::string Carried(const std::string& toml, const Document& from, const Document& to,
                    std::string* text = nullptr) {
  const auto carried = CarryDecisions(BufferOf(toml, "d.toml"), ThePolicy(), from, to);
  if (!carried) return testing::ShowError(carried.error(), toml);
  std::string shown;
  for (const CarriedDecision& one : carried->entries) {
    shown += fmt::format("{} {} {} {}", Name(one.entry), one.from, Name(one.how), one.to);
    shown += one.note.empty() ? "\n" : "(" + one.note + ")\n";
  }
  if (text != nullptr) *text = carried->text;
  return shown;
}

std::string DumpWith(const std::string& toml, const Document& document) {
  const auto overrides = Overrides::Load(BufferOf(toml), ThePolicy());
  if (!overrides) return testing::ShowError(overrides.error(), toml);
  const auto decisions = Decide(ThePolicy(), "x", document, &*overrides);
  return decisions ? testing::Dump(document, *decisions) : testing::ShowError(decisions.error(), toml);
}

// ---- bind ----

TEST(Bind, KeepsWhatAPersonWrote) {
  const std::string file =
      "# Of the harbour.\n" + kTop +
      "\n# Asked twice.\n[[decision]]\nelement = \"p1\"  # the dues\naction = \"release\"\n"
      "reason = \"Announced.\"   # in the paper\nauthority = \"Ada Roe\"\n\n[[decision]]\naction = "
      "\"withhold\"\n"
      "reason = \"No.\"\nelement = \"p3\"";
  const std::string bound = Bind(file, TheCable());
  std::string without;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < bound.size();) {
    const std::size_t end = std::min(bound.find('\n', at), bound.size() - 1) + 1;
    const std::string line = bound.substr(at, end - at);
    const bool added = line.starts_with("salt = ") || line.starts_with("binds = ");
    if (!added) without += line;
    lines += added ? 1 : 0;
    at = end;
  }
  EXPECT_EQ(lines, 3U) << bound;
  EXPECT_EQ(without, file + "\n");
  EXPECT_TRUE(bound.contains("element = \"p1\"  # the dues\nbinds = \"")) << bound;
  EXPECT_EQ(Bind(bound, TheCable()), bound) << "what is bound stays";
}

TEST(Bind, InlineTables) {
  const std::string bound =
      Bind(kTop + "decision = [{ element = \"p1\", action = \"withhold\", reason = \"r\" }]\n", TheCable());
  EXPECT_TRUE(bound.contains("{ element = \"p1\", binds = \"")) << bound;
}

TEST(Bind, AStaleOneMustHaveBeenLookedAt) {
  const std::string bound = Bind(kTop + Entry("p1", "release") + Entry("p3", "withhold"), TheCable());
  std::string changed_text = kCable;
  changed_text.replace(changed_text.find("10 May"), 6, "11 May");
  const Document changed = TheCable(changed_text);
  EXPECT_TRUE(Bind(bound, changed).starts_with("6:11 the text of 'p1' has changed since this was decided"))
      << bound;
  EXPECT_TRUE(Bind(bound, changed, {"p9"}).contains("the text of 'p1'"));
  const std::string again = Bind(bound, changed, {"p1"});
  EXPECT_NE(again, bound);
  EXPECT_EQ(DumpWith(again, changed),
            "subject withhold ? by clearance\np1 release by override\np2 withhold ? by clearance\n"
            "p3 withhold ? by override\np4 release by out\n");
  EXPECT_TRUE(Bind(bound, TheCable(), {"p4"}).contains("nothing is decided on 'p4'"));
  // What else is not settled may wait; a decision that was carried over may not.
  const std::string waiver =
      "\n[[waive]]\nfinding = \"p1:3\"\nreason = \"r\"\nauthority = \"a\"\ncarried = \"unmatched\"\n";
  EXPECT_EQ(Bind(bound + waiver, TheCable()), bound + waiver);
  EXPECT_TRUE(Bind(kTop + Entry("p1", "withhold", "a", "carried = \"unmatched\"\n"), TheCable())
                  .starts_with("5:11 this was carried over from another copy"));
}

// ---- new, check ----

TEST(NewDecisions, IsATemplateThatLoadsAndHoldsNoText) {
  const Document document = TheCable();
  const auto decisions = Decide(ThePolicy(), "x", document, nullptr);
  const auto text = NewDecisions(document, *decisions);
  ASSERT_TRUE(text);
  EXPECT_EQ(DumpWith(*text, document), testing::DumpFor(ThePolicy(), "x", document));
  for (const char* word : {"ministry", "dues", "DUES", "tar", "clerk", "harbour"})
    EXPECT_FALSE(text->contains(word)) << word;
  // Filled in, each is bound already.
  std::string filled = *text;
  for (std::size_t at; (at = filled.find("\n# [[")) != std::string::npos;) {
    for (++at; filled.compare(at, 2, "# ") == 0; at = filled.find('\n', at) + 1) filled.erase(at, 2);
  }
  for (std::size_t at; (at = filled.find("reason = \"\"")) != std::string::npos;)
    filled.replace(at, 11, "reason = \"r\"");
  for (std::size_t at; (at = filled.find("authority = \"\"")) != std::string::npos;)
    filled.replace(at, 14, "authority = \"a\"");
  for (std::size_t at; (at = filled.find("code = [\"\"]")) != std::string::npos;)
    filled.replace(at, 11, "code = [\"(b)(6)\"]");
  const auto draft = Overrides::LoadDraft(BufferOf(filled), ThePolicy());
  ASSERT_TRUE(draft) << testing::ShowError(draft.error(), filled);
  EXPECT_EQ(draft->decisions.size(), 4U);
  const auto checked = CheckDecisions(*draft, ThePolicy(), document);
  ASSERT_TRUE(checked);
  for (const CheckedDecision& one : *checked) {
    EXPECT_TRUE(one.bound) << one.element;
    EXPECT_EQ(Name(one.state), "fits") << one.element;
  }
}

TEST(CheckDecisions, SaysHowEachStands) {
  const Policy policy =
      *testing::LoadPolicy(PolicyText("[officers]\nbound = true\ntwo_person = [\"release\", \"waive\"]\n" +
                                      RuleText("out", "release", "when = { at_most = \"U\" }")));
  std::string bound =
      Bind(kTop + Entry("p1", "withhold") + Entry("p2", "release") + Entry("p3", "withhold"), TheCable());
  bound += Entry("p4", "withhold") + Entry("p9", "withhold") + Entry("banner1", "withhold") +
           Entry("subject", "withhold", "Ada Roe", "carried = \"unmatched\"\n") +
           "\n[[waive]]\nfinding = \"p1:3\"\nreason = \"r\"\nauthority = \"a\"\n"
           "\n[[waive]]\nfinding = \"p1:4\"\nreason = \"r\"\nauthority = \"a\"\ncarried = \"unmatched\"\n"
           "\n[document_mark]\nmark = \"U\"\nreason = \"r\"\nauthority = \"a\"\n";
  std::string text = kCable;
  text.replace(text.find("clerk"), 5, "baker");
  const auto draft = Overrides::LoadDraft(BufferOf(bound), policy);
  ASSERT_TRUE(draft) << testing::ShowError(draft.error(), bound);
  const auto checked = CheckDecisions(*draft, policy, TheCable(text));
  ASSERT_TRUE(checked);
  std::string shown;
  for (const CheckedDecision& one : *checked) {
    shown +=
        fmt::format("{} {} {}{}\n", Name(one.entry), one.element, Name(one.state), one.bound ? " bound" : "");
    EXPECT_EQ(one.message.empty(), one.state == DecisionState::kFits);
    EXPECT_FALSE(one.message.contains("clerk") || one.message.contains("baker"));
  }
  EXPECT_EQ(
      shown,
      "decision p1 fits bound\ndecision p2 one-person bound\ndecision p3 stale bound\ndecision p4 unbound\n"
      "decision p9 missing\ndecision banner1 missing\ndecision subject unmatched\nwaive p1:3 one-person\n"
      "waive p1:4 unmatched\ndocument_mark document fits\n");
  EXPECT_FALSE(CheckDecisions(*draft, policy, TheCable("UNCLAS KALVOR 000124\n\n1. (U) One.\n")));
}

// ---- merge ----

TEST(Merge, TakesWhatOnlyOneDecided) {
  const std::string first = "# Ada's.\n" + kTop + Entry("p1", "release");
  const std::string second =
      kTop +
      "\n# For her safety.\n[[decision]]\nelement = \"p3\"  # the clerk\naction = \"withhold\"\n"
      "code = \"(b)(6)\"\nreason = \"r\"\n# The last word.\n" +
      Entry("subject", "release", "Jane Roe") +
      "\n[[waive]]\nfinding = \"p1:3\"\nreason = \"r\"\nauthority = \"a\"\n"
      "\n[document_mark]\nmark = \"SBU\"\nreason = \"r\"\nauthority = \"a\"\n";
  EXPECT_EQ(Merge(first, second),
            first +
                "\n# For her safety.\n[[decision]]\nelement = \"p3\"  # the clerk\naction = "
                "\"withhold\"\ncode = \"(b)(6)\"\n"
                "reason = \"r\"\n" +
                Entry("subject", "release", "Jane Roe") +
                "\n[[waive]]\nfinding = \"p1:3\"\nreason = \"r\"\nauthority = \"a\"\n"
                "\n[document_mark]\nmark = \"SBU\"\nreason = \"r\"\nauthority = \"a\"\n");
}

TEST(Merge, WhatBothDecideStandsOnceWithBothAuthorities) {
  const std::string mark = "\n[document_mark]\nmark = \"U\"\nreason = \"r\"\nauthority = ";
  const std::string waive = "\n[[waive]]\nfinding = \"p1:3\"\nreason = \"r\"\nauthority = ";
  const std::string merged =
      Merge(kTop + Entry("p1", "release") + Entry("p2", "release", "Ada Roe") + waive + "\"a\"\n" + mark +
                "\"a\"\n",
            kTop + Entry("p1", "release", "Jane Roe") + Entry("p2", "release", "ADA  ROE") + waive +
                "\"b\"\n" + mark + "\"b\"\n");
  EXPECT_EQ(
      merged,
      kTop +
          "\n[[decision]]\nelement = \"p1\"\naction = \"release\"\nreason = \"r\"\nauthority = [\"Ada Roe\", "
          "\"Jane Roe\"]\n" +
          Entry("p2", "release", "Ada Roe") + waive + "[\"a\", \"b\"]\n" + mark + "[\"a\", \"b\"]\n");
  std::string other = kTop + Entry("p1", "release", "Jane Roe");
  other.replace(other.find("\"r\""), 3, "\"said \\\"yes\\\"\"");
  EXPECT_TRUE(Merge(kTop + Entry("p1", "release"), other).contains("reason = \"r; said \\\"yes\\\"\""));
  // Merging a file with itself changes nothing.
  EXPECT_EQ(Merge(other, other), other);
}

TEST(Merge, ListsConflictsWithBothPlaces) {
  const std::string first = kTop + Entry("p1", "release") + Entry("p2", "withhold") +
                            "\n[document_mark]\nmark = \"U\"\nreason = \"r\"\nauthority = \"a\"\n";
  const std::string second = kTop + Entry("p2", "withhold", "Jane Roe", "code = \"(b)(6)\"\n") +
                             Entry("p1", "withhold", "Jane Roe") +
                             "\n[document_mark]\nmark = \"C\"\nreason = \"q\"\nauthority = \"b\"\n";
  EXPECT_EQ(Merge(first, second),
            "decision p2: 11:11 5:11\ndecision p1: 5:11 12:11\ndocument_mark document: 16:1 17:1\n");
  const std::string strict = Merge(first, second, true);
  EXPECT_TRUE(
      strict.contains("element = \"p1\"\naction = \"withhold\"\nreason = \"r (the stricter of two decisions: "
                      "withhold, not release)\"\nauthority = \"Jane Roe\"\n"))
      << strict;
  EXPECT_TRUE(
      strict.contains("element = \"p2\"\naction = \"withhold\"\ncode = [\"(b)(6)\"]\nreason = \"r (what two "
                      "officers decided, united)\"\nauthority = [\"Ada Roe\", \"Jane Roe\"]\n"))
      << strict;
  EXPECT_TRUE(strict.contains(
      "[document_mark]\nmark = \"(C)\"\nreason = \"r; q (what two officers decided, united)\"\n"
      "authority = [\"a\", \"b\"]\n"))
      << strict;
}

// Whatever two files decide, the strictest lets nothing out that one of them keeps in.
TEST(Merge, TheStrictestIsNeverBelowOne) {
  const Document document = TheCable();
  const auto masked = [](const std::string& spans, const std::string& as = "name") {
    return Entry("p1", "mask", "Ada Roe", "spans = " + spans + "\nas = \"" + as + "\"\ncode = \"(b)(6)\"\n");
  };
  const std::string entries[] = {
      Entry("p1", "release"),  Entry("p1", "release", "Jane Roe", "mark = \"SBU\"\n"),
      masked("[[4, 12]]"),     masked("[[23, 27]]"),
      Entry("p1", "withhold"), Entry("p1", "withhold", "Ada Roe", "code = \"(b)(6)\"\n")};
  const auto shown = [&](const std::string& toml) {
    const auto overrides = Overrides::Load(BufferOf(toml), ThePolicy());
    EXPECT_TRUE(overrides) << toml;
    const auto decisions = Decide(ThePolicy(), "x", document, &*overrides);
    EXPECT_TRUE(decisions);
    const std::size_t p1 = document.Find("p1");
    const Span text = document.elements()[p1].text_span;
    std::vector<bool> out(text.end - text.begin, decisions->elements[p1].outcome != Outcome::kWithhold);
    for (const MaskSpan& mask : decisions->elements[p1].masks)
      for (std::size_t at = mask.span.begin; at < mask.span.end; ++at) out[at - text.begin] = false;
    return out;
  };
  std::size_t merges = 0;
  for (const std::string& a : entries) {
    for (const std::string& b : entries) {
      const std::string first = Bind(kTop + a, document);
      const std::string second = Bind(kTop + b, document);
      const std::string merged = Merge(first, second, true, &document);
      if (!merged.starts_with("schema")) {
        EXPECT_TRUE(merged.starts_with("decision p1: ")) << merged;  // a mark that one gives and one does not
        continue;
      }
      ++merges;
      const auto both = shown(merged);
      const auto ours = shown(first);
      const auto theirs = shown(second);
      for (std::size_t i = 0; i < both.size(); ++i) EXPECT_LE(both[i], ours[i] && theirs[i]) << merged;
    }
  }
  EXPECT_EQ(merges, 30U);  // all but release with a mark beside release or mask without one, either way round
  EXPECT_TRUE(Merge(Bind(kTop + masked("[[4, 12]]"), document),
                    Bind(kTop + masked("[[4, 12]]", "place"), document), true, &document)
                  .starts_with("decision p1: "));
}

TEST(Merge, Bindings) {
  const Document document = TheCable();
  const std::string first = Bind(kTop + Entry("p1", "release"), document);
  const std::string second =
      Bind(kTop + Entry("p1", "release", "Jane Roe") + Entry("p3", "withhold"), document);
  EXPECT_EQ(Merge(first, second), "b.toml:1:1 the two files are bound under salts of their own");
  const std::string merged = Merge(first, second, false, &document);
  EXPECT_TRUE(merged.starts_with(first.substr(0, first.find("reason")))) << merged;
  EXPECT_TRUE(DumpWith(merged, document).contains("p1 release by override\n")) << merged;
  // One salt: as when both began as one template.
  std::string shared = first;
  shared.replace(shared.find("Ada Roe"), 7, "Jane Roe");
  EXPECT_TRUE(Merge(first, shared).contains("[\"Ada Roe\", \"Jane Roe\"]"));
  // One of them is not bound.
  const std::string unbound = kTop + Entry("p1", "release", "Jane Roe") + Entry("p3", "withhold");
  EXPECT_TRUE(DumpWith(Merge(first, unbound), document).contains("p3 withhold ? by override"));
  const std::string taken = Merge(kTop + Entry("p1", "release", "Jane Roe"), first);
  EXPECT_TRUE(taken.contains("binds = ") && taken.contains("salt = ")) << taken;
  // Stale in one of them: with the document that is seen, else where the other differs.
  std::string text = kCable;
  text.replace(text.find("10 May"), 6, "11 May");
  const Document changed = TheCable(text);
  EXPECT_EQ(Merge(first, second, false, &changed),
            "a.toml:6:11 the text of 'p1' has changed since this was decided");
  std::string other = Bind(first, changed, {"p1"});
  EXPECT_EQ(Merge(first, other), "b.toml:6:11 the two files decided on different texts of 'p1'");
}

TEST(Merge, Refuses) {
  EXPECT_EQ(Merge(kTop, "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000124\"\n"),
            "b.toml:2:12 the two files are for different documents");
  EXPECT_EQ(Merge(kTop, kTop + Entry("p1", "withhold", "Ada Roe", "carried = \"unmatched\"\n")),
            "b.toml:1:1 it holds what was carried over and not settled");
  EXPECT_EQ(Merge(kTop + "decision = [{ element = \"p1\", action = \"withhold\", reason = \"r\" }]\n", kTop),
            "a.toml:1:1 decisions that are written as inline tables are not merged");
  EXPECT_EQ(Merge(kTop, kTop + Entry("p1", "relase")), "b.toml:6:10 this is no action");
}

// ---- carry ----

TEST(Carry, FindsTheSameTextWhereverItIs) {
  const Document from = TheCable();
  const std::string toml = Bind(
      "# Mine.\n" + kTop + Entry("p1", "release") + Entry("p3", "withhold") + Entry("subject", "release"),
      from);
  const Document to = TheCable(
      "UNCLAS KALVOR 000123\n\nSUBJECT: (SBU) HARB0UR DUES\n\n1. (SBU) A new one.\n\n2. (SBU) The ministry "
      "announced the\n"
      "dues on 10 May.\n\n3. (SBU) The clerk asked for help.\n");
  std::string text;
  EXPECT_EQ(Carried(toml, from, to, &text),
            "decision p1 folded p2\ndecision p3 exact p3\ndecision subject folded subject\n");
  EXPECT_EQ(
      DumpWith(text, to),
      "subject release by override\np1 withhold ? by clearance\np2 release by override\np3 withhold ? by "
      "override\n");
  EXPECT_TRUE(text.starts_with("# Mine.\n"));
  // To the same document and back it is what it was.
  std::string same;
  EXPECT_EQ(Carried(toml, from, TheCable(), &same),
            "decision p1 exact p1\ndecision p3 exact p3\ndecision subject exact subject\n");
  EXPECT_EQ(same, toml);
}

TEST(Carry, NothingIsLetOutByLikeness) {
  const Document from = TheCable();
  std::string text = kCable;
  text.replace(text.find("third"), 5, "fifth");
  const Document to = TheCable(text);
  std::string carried;
  EXPECT_EQ(
      Carried(kTop + Entry("p2", "release"), from, to, &carried),
      "decision p2 unmatched (the text of what answers to it is another: nothing is let out by likeness)\n");
  EXPECT_TRUE(carried.contains("element = \"p2\"\ncarried = \"unmatched\"\n")) << carried;
  EXPECT_TRUE(DumpWith(carried, to)
                  .contains("this was carried over from another copy, and nothing in this one answers"))
      << DumpWith(carried, to);
  EXPECT_EQ(Carried(kTop + Entry("p2", "withhold"), from, to, &carried), "decision p2 similar p2\n");
  EXPECT_TRUE(DumpWith(carried, to).contains("p2 withhold ? by override"));
  // Another text under the id is not even that.
  text.replace(text.find("The price"), 60, "Nothing of the kind was said, by anybody, at any time at all");
  EXPECT_EQ(Carried(kTop + Entry("p2", "withhold"), from, TheCable(text)),
            "decision p2 unmatched (no element has its text)\n");
}

TEST(Carry, WhatElseChanges) {
  const Document from = TheCable();
  std::string marked = kCable;
  marked.replace(marked.find("1. (SBU)"), 8, "1. (C)");
  EXPECT_EQ(Carried(kTop + Entry("p1", "release"), from, TheCable(marked)),
            "decision p1 unmatched (its mark has changed)\n");
  EXPECT_EQ(Carried(kTop + Entry("p1", "withhold"), from, TheCable(marked)), "decision p1 folded p1\n");
  // Spans count in the very bytes.
  const std::string mask =
      Entry("p1", "mask", "Ada Roe", "spans = [[4, 12]]\nas = \"name\"\ncode = \"(b)(6)\"\n") +
      "\n[[mask]]\nelement = \"p4\"\nspans = [[0, 3]]\nas = \"name\"\nreason = \"r\"\n";
  std::string wrapped = kCable;
  wrapped.replace(wrapped.find("announced the"), 13, "announced\nthe");
  wrapped.replace(wrapped.find("4. (U) The harbour"), 18, "4. (U) The  harbour");
  EXPECT_EQ(Carried(kTop + mask, from, TheCable(wrapped)),
            "decision p1 unmatched (its spans count in bytes, and these have changed)\n"
            "mask p4 unmatched (its spans count in bytes, and these have changed)\n");
  EXPECT_EQ(Carried(kTop + mask, from, TheCable()), "decision p1 exact p1\nmask p4 exact p4\n");
  // Waivers and the mark of the document.
  const std::string whole =
      kTop +
      "\n[[waive]]\nfinding = \"p1:3\"\nreason = \"r\"\nauthority = \"a\"\n\n[document_mark]\nmark "
      "= \"U\"\nreason = \"r\"\nauthority = \"a\"\n";
  EXPECT_EQ(Carried(whole, from, TheCable()),
            "waive p1:3 exact p1:3\ndocument_mark document exact document\n");
  EXPECT_EQ(Carried(whole, from, TheCable(marked)),
            "waive p1:3 unmatched (a finding is waived for one text only)\ndocument_mark document exact "
            "document\n");
  std::string banner = kCable;
  banner.replace(banner.find("UNCLAS"), 6, "C O N F I D E N T I A L");
  std::string text;
  EXPECT_TRUE(Carried(whole, from, TheCable(banner), &text)
                  .contains("document_mark document unmatched (the class lines or captions have changed)"));
  EXPECT_TRUE(DumpWith(text, TheCable(banner)).contains("this was carried over"));
  std::string only_mark = text.substr(text.find("[document_mark]"));
  EXPECT_TRUE(DumpWith(kTop + only_mark, TheCable(banner)).contains("3:1 this was carried over"));
}

TEST(Carry, TheSameTextTwice) {
  const std::string twice = kHead + "1. (SBU) No comment.\n\n2. (SBU) No comment.\n\n3. (U) Else.\n";
  const Document from = TheCable(twice);
  EXPECT_EQ(Carried(kTop + Entry("p2", "release"), from, TheCable(twice)), "decision p2 exact p2\n");
  const Document once = TheCable(kHead + "1. (SBU) No comment.\n\n2. (SBU) Else.\n");
  EXPECT_EQ(Carried(kTop + Entry("p1", "release") + Entry("p2", "withhold"), from, once),
            "decision p1 exact p1\ndecision p2 unmatched (more than one element has its text)\n");
  // Under another number it could be either.
  const Document moved = TheCable(kHead + "1. (SBU) Else.\n\n2. (SBU) Other.\n\n3. (SBU) No comment.\n");
  EXPECT_EQ(Carried(kTop + Entry("p1", "release"), from, moved),
            "decision p1 unmatched (more than one element has its text)\n");
}

TEST(Carry, RefusesWhatDoesNotFitTheOldCopy) {
  const Document from = TheCable();
  const std::string bound = Bind(kTop + Entry("p1", "release"), from);
  std::string text = kCable;
  text.replace(text.find("10 May"), 6, "11 May");
  EXPECT_TRUE(Carried(bound, TheCable(text), from).starts_with("6:11 the text of 'p1' has changed since"));
  EXPECT_TRUE(Carried(kTop + Entry("p9", "release"), from, from)
                  .starts_with("5:11 the document has no element 'p9'"));
  // What was unmatched stays so, though its id is there again.
  const std::string left =
      kTop + Entry("p1", "release", "Ada Roe", "carried = \"unmatched\"\n") + Entry("p1", "withhold");
  EXPECT_EQ(Carried(left, from, from),
            "decision p1 unmatched (it was unmatched before)\ndecision p1 exact p1\n");
}

// However the mark of the document is written.
TEST(Carry, TheDocumentsMarkAsItIsWritten) {
  std::string banner = kCable;
  banner.replace(banner.find("UNCLAS"), 6, "C O N F I D E N T I A L");
  for (const char* mark :
       {"document_mark = { mark = \"U\", reason = \"r\", authority = \"a\" }\n",
        "document_mark.mark = \"U\"\ndocument_mark.reason = \"r\"\ndocument_mark.authority = \"a\"",
        "[document_mark]\nreason = \"r\"\nauthority = \"a\"\nmark = \"U\""}) {
    std::string text;
    EXPECT_TRUE(Carried(kTop + mark, TheCable(), TheCable(banner), &text)
                    .starts_with("document_mark document unmatched"));
    const auto draft = Overrides::LoadDraft(BufferOf(text), ThePolicy());
    ASSERT_TRUE(draft) << text;
    EXPECT_TRUE(draft->document_mark_unmatched) << text;
    const bool header = std::string_view(mark).starts_with('[');
    EXPECT_EQ(Merge(kTop, kTop + mark).starts_with("b.toml:1:1 decisions that are written as inline"),
              !header);
  }
}

TEST(Carry, ACopyOfAnotherName) {
  const Document from = TheCable();
  std::string text;
  const Document to = TheCable("UNCLAS KALVOR 000321\n" + kCable.substr(kCable.find('\n') + 1));
  EXPECT_EQ(Carried(kTop + Entry("p1", "release"), from, to, &text), "decision p1 exact p1\n");
  EXPECT_TRUE(text.contains("document = \"KALVOR 000321\"\n")) << text;
}

TEST(UnitMatch, WhatScannersTakeForEachOther) {
  using internal::SameButForScanning;
  for (const auto& [a, b] :
       std::vector<std::pair<std::string, std::string>>{{"PAID 100 marks", "PAlD l0O marks"},
                                                        {"The B5 file", "the  8S file"},
                                                        {"re-signed", "resigned"},
                                                        {"gl6 Zl", "glb 21"}}) {
    EXPECT_TRUE(SameButForScanning(a, b)) << a << " / " << b;
  }
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{{"Ian", "Lan"},
                                                                             {"10-15", "1015"},
                                                                             {"1 015", "1015"},
                                                                             {"100", "101"},
                                                                             {"SIP", "SLP"},
                                                                             {"now here", "nowhere"}}) {
    EXPECT_FALSE(SameButForScanning(a, b)) << a << " / " << b;
  }
  EXPECT_EQ(internal::Likeness("The harbour is open.", "the  HARB0UR is open."), 1.0);
  EXPECT_EQ(internal::Likeness("abc", "abc"), 0.0) << "too short to say";
  EXPECT_LT(internal::Likeness("The harbour is open.", "The harbour is shut."), 0.8);
}

}  // namespace
}  // namespace markings
