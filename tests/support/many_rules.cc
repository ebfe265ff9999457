#include "tests/support/many_rules.h"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>

namespace markings::testing {
namespace {

struct Sought {
  std::string_view pattern;
  std::string_view found;  // a text that it is found in
};

// In conditions. Surnames are added to these.
constexpr std::array<Sought, 14> kPhrases = {{
    {R"((?i)\bstrictly protect(ed)?\b)", "STRICTLY PROTECT"},
    {R"((?i)(asked|requested) (that|to) .{0,40}not be (named|identified))",
     "asked that his part in it not be named"},
    {R"((?i)\bvisas? (application|refusal|case)s?\b)", "a visa refusal"},
    {R"(\b(dis)?inform(ant|er)s?\b)", "informants"},
    {R"((?i)on condition of anonymity)", "on condition of anonymity"},
    {R"((?i)\btrade secrets?\b)", "trade secrets"},
    {R"((?i)\b(draft|proposed) (position|reply|demarche)\b)", "a draft reply"},
    {R"((?i)medical (record|evacuation|condition))", "medical evacuation"},
    {R"((?i)\badoption of (a|the) child\b)", "adoption of a child"},
    {R"((?i)grand jury)", "grand jury"},
    {R"((?i)\b(bank|account) (number|details)\b)", "bank details"},
    {R"((?i)salary of [A-Z][a-z]+)", "salary of Korvan"},
    {R"(\bwalk-ins?\b)", "walk-in"},
    {R"((?i)contract (price|offer)s?\b)", "contract price"},
}};
constexpr std::size_t kConditionPatterns = 30;

// Of masks. Surnames with a title are added to these.
constexpr std::array<Sought, 8> kMasked = {{
    {R"(\+?\b[0-9]{2,3}[- ][0-9]{3}[- ][0-9]{4}\b)", "020-555-0142"},
    {R"(\b[A-Z][0-9]{7}\b)", "K1234567"},
    {R"(\b[A-Za-z0-9._]+@[A-Za-z0-9.]+\.[a-z]{2,4}\b)", "t.maskin@port.example"},
    {R"((?i)passport (?:no\. ?|number )?([A-Z]{1,2}[0-9]{6}))", "passport no. AB123456"},
    {R"(\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b)", "000-12-3456"},
    {R"((?i)\bborn (?:on )?([0-9]{1,2} [A-Z][a-z]+ [0-9]{4}))", "born on 3 March 1951"},
    {R"(\b[0-9]{2}\.[0-9]{4}[NS] [0-9]{2}\.[0-9]{4}[EW]\b)", "51.5007N 00.1246W"},
    {R"((?i)\broom ([0-9]{3,4})\b)", "room 417"},
}};
constexpr std::size_t kMaskPatterns = 20;

std::string Surname(std::size_t index) {
  constexpr std::array<std::string_view, 8> kFirst = {"Tor", "Bran", "Kel", "Mas",
                                                      "Vor", "Dun",  "Ras", "Hel"};
  constexpr std::array<std::string_view, 6> kLast = {"velkin", "densen", "morane",
                                                     "tikvar", "sholt",  "quist"};
  return fmt::format("{}{}", kFirst.at(index % kFirst.size()),
                     kLast.at(index / kFirst.size() % kLast.size()));
}

std::string ConditionPattern(std::size_t index) {
  if (index < kPhrases.size()) return std::string(kPhrases.at(index).pattern);
  return fmt::format(R"(\b{}\b)", Surname(index));
}
std::string ConditionText(std::size_t index) {
  if (index < kPhrases.size()) return std::string(kPhrases.at(index).found);
  return fmt::format("Mr. {}", Surname(index));
}
std::string MaskPattern(std::size_t index) {
  if (index < kMasked.size()) return std::string(kMasked.at(index).pattern);
  return fmt::format(R"((?:Minister|Director|Mayor) ({}))", Surname(index + kConditionPatterns));
}
std::string MaskedText(std::size_t index) {
  if (index < kMasked.size()) return std::string(kMasked.at(index).found);
  return fmt::format("Director {}", Surname(index + kConditionPatterns));
}

std::string RuleHead(std::string_view effect, std::size_t index) {
  return fmt::format("[[rule]]\nid = \"{}-{:03}\"\n{} = [\"public\"]\n", effect, index, effect);
}

std::string Condition(std::size_t index) {
  constexpr std::array<std::string_view, 12> kKeys = {
      R"(at_most = "U")",
      R"(at_most = "SBU", lacks = ["NOFORN"])",
      R"(at_most = "U", kind = ["subject", "tags", "reference"])",
      R"(at_most = "SBU", kind = ["paragraph", "subparagraph"], tags = ["PREL", "ECON"])",
      R"(at_most = "U", tags = ["KPAO"])",
      R"(at_most = "U", captions = ["SENSITIVE"], numbered = true)",
      R"(at_most = "U", origin = ["KALVOR"])",
      R"(at_most = "SBU", addressee = ["SECSTATE WASHDC"])",
      R"(at_most = "U", section = ["COMMENT"])",
      R"(at_most = "U", inherited = true)",
      R"(at_most = "U", not = { section = ["BIOGRAPHIC NOTE"] })",
      R"(at_most = "U", any = [{ kind = ["heading"] }, { tags = ["SENV"] }])",
  };
  return std::string(kKeys.at(index % kKeys.size()));
}

}  // namespace

std::string ManyRules() {
  std::string text =
      "schema = \"markings/policy/1\"\nname = \"many-rules\"\nversion = \"1.0.0\"\nno_code = \"mark\"\n"
      "[vocabulary]\nextends = \"state\"\n[audiences]\npublic = { title = \"Public\", clears = \"SBU\" }\n"
      "[exemptions]\n\"(b)(6)\" = { title = \"Personal privacy\" }\n\"(b)(4)\" = { title = \"Trade\" }\n";
  constexpr std::string_view kReason = "reason = \"So that there is a rule.\"\n";
  for (std::size_t i = 0; i < 100; ++i) {
    text += RuleHead("release", i) + "when = { " + Condition(i);
    if (i % 4 == 3) text += fmt::format(", not = {{ text = '{}' }}", ConditionPattern(i / 4));
    if (i % 20 == 6) text += fmt::format(", text = '{}'", ConditionPattern(29 - i / 20));
    text += fmt::format(" }}\n{}", kReason);
  }
  for (std::size_t i = 0; i < 60; ++i) {
    text += RuleHead("withhold", i) + fmt::format("when = {{ text = '{}'", ConditionPattern(i % 30));
    if (i >= 30) text += fmt::format(", any = [{{ {} }}, {{ {} }}]", Condition(i), Condition(i + 5));
    text += fmt::format(" }}\ncode = [\"{}\"]\n{}", i % 7 == 0 ? "(b)(4)" : "(b)(6)", kReason);
  }
  for (std::size_t i = 0; i < 40; ++i) {
    text +=
        RuleHead("mask", i) + fmt::format("pattern = '{}'\nas = \"name\"\n", MaskPattern(i % kMaskPatterns));
    if (i >= kMaskPatterns) text += fmt::format("when = {{ {} }}\n", Condition(i + 3));
    text += fmt::format("code = [\"(b)(6)\"]\n{}", kReason);
  }
  return text;
}

std::string ManyPortions(std::size_t count, std::uint32_t seed) {
  constexpr std::array<std::string_view, 32> kWords = {
      "the",   "ministry", "of",     "fisheries", "told",    "Poloff", "that", "fees",
      "at",    "pier",     "four",   "had",       "been",    "raised", "by",   "a",
      "tenth", "before",   "spring", "and",       "no",      "one",    "from", "harbour",
      "board", "office",   "would",  "say",       "whether", "talks",  "go",   "on"};
  constexpr std::array<std::string_view, 8> kMarks = {"U", "U", "U", "U", "SBU", "SBU", "C", "SBU/NF"};
  std::mt19937 random(seed);
  std::string text =
      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\nE.O. 12958: N/A\nTAGS: PREL, PGOV\nSUBJECT: FEES AT THE "
      "HARBOUR\n";
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 50 == 0) text += i % 100 == 0 ? "\nComment\n-------\n" : "\nThe Harbour\n-----------\n";
    const std::size_t begin = text.size();
    text += fmt::format("\n{}. ({}) ", i + 1, kMarks.at(random() % kMarks.size()));
    std::size_t line = 0;
    const auto add = [&](std::string_view word) {
      line += word.size() + 1;
      text += word;
      text += line > 64 ? '\n' : ' ';
      if (line > 64) line = 0;
    };
    for (std::size_t at = 0; at < kConditionPatterns + kMaskPatterns; ++at) {
      if (random() % 200 >= 3) continue;
      for (int word = 0; word < 4; ++word) add(kWords.at(random() % kWords.size()));
      add(at < kConditionPatterns ? ConditionText(at) : MaskedText(at - kConditionPatterns));
    }
    const std::size_t size = 200 + random() % 180;
    while (text.size() - begin < size) add(kWords.at(random() % kWords.size()));
    text.back() = '.';
    text += '\n';
  }
  return text;
}

}  // namespace markings::testing
