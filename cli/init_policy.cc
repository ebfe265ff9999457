#include "cli/init_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "cli/io.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/policy/lint.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/policy_tests.h"

namespace markings::cli {
namespace {

// What the portions of the test say, from the lowest level up. Each has a word that no other has.
struct Sentence {
  std::string_view text, word;
};
constexpr std::array<Sentence, 8> kSentences = {{{"The harbour is open on weekdays.", "weekdays"},
                                                 {"A second lamp waits for the lighthouse.", "lamp"},
                                                 {"One bridge will be closed in spring.", "bridge"},
                                                 {"Three boats are without a permit.", "permit"},
                                                 {"Tariffs may fall before the summer.", "Tariffs"},
                                                 {"No survey of the coast was made.", "survey"},
                                                 {"Both cranes need new cables.", "cranes"},
                                                 {"Divers found the old anchor.", "anchor"}}};

// Words by which a writer asks for a source to be protected, as in policies/state-public.toml.
constexpr std::string_view kProtected =
    R"re((?i)\b(?:strictly|please|pls)\s+(?:strictly\s+)?protect|[(\[][^()\[\]]*\bprotect(?:ed)?\b|\bprotect(?:ing)?\s+(?:(?:the|this|that|our|his|her|their|its)\s+)?(?:source|contact|interlocutor|identit|name))re";

bool IsOneWord(std::string_view word) {
  return !word.empty() && word.size() <= 64 && std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Stands between double quotes in TOML, and in a comment.
bool IsPlainLine(std::string_view text) {
  return !text.empty() && text.size() <= 200 && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\' || c == 0x7F;
  });
}

std::string Quoted(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", word);
  return "[" + list + "]";
}

std::string AllAudiences(const InitAnswers& answers) {
  std::vector<std::string> ids;
  ids.reserve(answers.audiences.size());
  for (const InitAudience& audience : answers.audiences) ids.push_back(audience.id);
  return Quoted(ids);
}

// Captions that keep a whole message to fewer readers than its marks do, but those that the clearance covers.
std::vector<std::string> RestrictingCaptions(const Vocabulary& vocabulary, const Marking& clears) {
  std::vector<std::string> names;
  for (const Caption& caption : vocabulary.captions()) {
    bool restricts = caption.effect == CaptionEffect::kChannel;
    if (caption.effect == CaptionEffect::kControl && (caption.controls & ~clears.controls) != 0) {
      // (A control that is written in place of a level is judged by each portion's own mark.)
      for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
        const bool has = ((caption.controls >> i) & 1U) != 0;
        restricts = restricts ||
                    (has && !vocabulary.controls()[i].stands_for && !vocabulary.controls()[i].deprecated);
      }
    }
    if (restricts) names.push_back(caption.name);
  }
  return names;
}

std::string Head(const InitAnswers& answers, const Vocabulary& vocabulary) {
  std::string text = fmt::format(
      "# Who may see what: {}.\n#\n"
      "# Made by markings init. Read it aloud before it is used: each rule says why. What no rule releases "
      "is withheld, and any\n"
      "# `withhold` beats any `release`, so that a rule that is forgotten keeps something in. After a "
      "change:\n"
      "#   markings policy lint policy.toml      what may be wrong with it\n"
      "#   markings policy test policy.toml      the tests at its end; write one for each rule of your own\n"
      "# The language is in docs/formats/policy.md.\n"
      "schema = \"markings/policy/1\"\n"
      "name = \"{}\"\n"
      "version = \"0.1.0\"  # raise it with each change: releases name it\n"
      "unmarked = \"withhold\"  # a portion of a document that gives it no mark\n",
      answers.name, NameInOneWord(answers.name));
  text += answers.exemptions.empty() ? "no_code = \"mark\"  # a cut without an exemption code reads [1 "
                                       "paragraph withheld] and is reported\n"
                                     : "no_code = \"stop\"  # a cut without an exemption code stops the "
                                       "release until an officer decides on it\n";
  text += fmt::format("\n# {}\n[vocabulary]\nextends = \"{}\"\n", vocabulary.title(), vocabulary.regime());
  text +=
      "\n# Each audience with the mark up to which it may read: a ceiling that no rule and no officer "
      "lifts.\n[audiences]\n";
  for (const InitAudience& audience : answers.audiences) {
    std::string title = audience.id;
    std::ranges::replace(title, '-', ' ');
    title[0] = static_cast<char>(title[0] >= 'a' && title[0] <= 'z' ? title[0] - 'a' + 'A' : title[0]);
    text += fmt::format("{} = {{ title = \"{}\", clears = \"{}\" }}\n", audience.id, title, audience.clears);
  }
  if (answers.exemptions.empty()) return text;
  text +=
      "\n# Codes that may stand at a place of deletion. A rule gives one with `code = [...]`, an officer in "
      "decisions.toml.\n"
      "[exemptions]\n";
  for (const InitExemption& one : answers.exemptions)
    text += fmt::format("\"{}\" = {{ title = \"{}\" }}\n", one.code, one.title);
  return text;
}

std::string Rules(const InitAnswers& answers, const Vocabulary& vocabulary, const Policy& draft) {
  std::string text =
      "\n# --- what goes out "
      "--------------------------------------------------------------------------------------------------\n";
  for (const InitAudience& audience : answers.audiences) {
    text += fmt::format(
        "\n[[rule]]\nid = \"up-to-clearance-{0}\"\nrelease = [\"{0}\"]\nwhen = {{ at_most = \"{1}\" }}\n"
        "reason = \"Within what {0} may read.\"\n",
        audience.id, audience.clears);
  }
  const std::string code =
      answers.persons_code.empty() ? std::string() : fmt::format("code = [\"{}\"]\n", answers.persons_code);
  text += fmt::format(
      "\n# --- what stays in, whatever its mark "
      "-------------------------------------------------------------------------------\n\n"
      "[[rule]]\nid = \"names-of-staff\"\nwithhold = {}\nwhen = {{ kind = [\"passing\", \"signature\", "
      "\"classified_by\", \"field\"] }}\n{}"
      "reason = \"Passing instructions, signatures, classification lines, senders and addressees name "
      "members of staff.\"\n",
      AllAudiences(answers), code);
  text += fmt::format(
      "\n[[rule]]\nid = \"protected-source\"\nwithhold = {}\nwhen = {{ text = '{}' }}\n{}"
      "reason = \"The writer asked for a source to be protected.\"\n",
      AllAudiences(answers), kProtected, code);
  std::map<std::vector<std::string>, std::vector<std::string>> restricted;  // captions: audiences
  for (const Audience& audience : draft.audiences()) {
    auto captions = RestrictingCaptions(vocabulary, audience.clears);
    if (!captions.empty()) restricted[std::move(captions)].push_back(audience.id);
  }
  for (const auto& [captions, audiences] : restricted) {
    text += fmt::format(
        "\n[[rule]]\nid = \"restricted-distribution-{}\"\nwithhold = {}\n"
        "reason = \"The caption restricts the whole message; its portions are for an officer to decide.\"\n"
        "[rule.when]\ncaptions = {}\n",
        audiences.front(), Quoted(audiences), Quoted(captions));
  }
  text += fmt::format(
      "\n# --- what is hidden in a portion that goes out "
      "-----------------------------------------------------------------------\n\n"
      "[[rule]]\nid = \"where-persons-are-reached\"\nmask = {}\nfind = [\"telephone\", \"email\"]\n{}"
      "reason = \"A number or an address at which a person can be reached.\"\n\n"
      "[[rule]]\nid = \"records-of-persons\"\nmask = {}\nfind = [\"ssn\", \"passport\", \"iban\", \"card\", "
      "\"birth_date\"]\n{}"
      "reason = \"A number or a date that stands for one person.\"\n",
      AllAudiences(answers), code, AllAudiences(answers), code);
  return text;
}

// The levels that a mark of the regime's own can have, as they stand in portions.
std::vector<std::size_t> OwnLevels(const Vocabulary& vocabulary) {
  std::vector<std::size_t> levels;
  for (std::size_t i = 0; i < vocabulary.levels().size() && levels.size() < kSentences.size(); ++i) {
    if (vocabulary.levels()[i].owners == 0) levels.push_back(i);
  }
  return levels;
}

std::string Tests(const InitAnswers& answers, const Vocabulary& vocabulary, const Policy& draft) {
  const std::vector<std::size_t> levels = OwnLevels(vocabulary);
  const std::string banner =
      vocabulary.levels()[levels.back()].banner + (vocabulary.grammar() == nullptr ? " KALVOR 000123" : "");
  std::string document = banner + "\n\n";
  for (std::size_t i = 0; i < levels.size(); ++i) {
    document +=
        fmt::format("{}. ({}) {}\n\n", i + 1, vocabulary.levels()[levels[i]].portion, kSentences[i].text);
  }
  // (A class line stands at the top alone.)
  document += vocabulary.grammar() == nullptr ? "NNNN\n" : banner + "\n";
  std::string expect, never;
  for (const Audience& audience : draft.audiences()) {
    std::string row;
    std::vector<std::string> kept_in;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const bool out = levels[i] <= audience.clears.level;
      row += fmt::format("{}{} = \"{}\"", row.empty() ? "" : ", ", i + 1, out ? "release" : "withhold ?");
      if (!out) kept_in.emplace_back(kSentences[i].word);
    }
    expect += fmt::format("{} = {{ {} }}\n", audience.id, row);
    if (!kept_in.empty()) never += fmt::format("{} = {}\n", audience.id, Quoted(kept_in));
  }
  std::string text = fmt::format(
      "\n# --- tests: what the rules do, shown on invented texts "
      "--------------------------------------------------------------\n\n"
      "[[test]]\nname = \"each portion goes as far as its mark\"\ntext = \"\"\"\n{}\"\"\"\n[test.expect]\n{}",
      document, expect);
  if (!never.empty()) text += "[test.never]\n" + never;
  const Level& lowest = vocabulary.levels()[levels.front()];
  text += fmt::format(
      "\n[[test]]\nname = \"what tells of persons stays in\"\ntext = \"\"\"\n{}{}\n\n"
      "1. ({}) The press office answers at +999 55 1234 567 and at "
      "press@harbour.example.\n\n2. ({}) A keeper of the keys (strictly protect) was "
      "asked.\n\n{}\"\"\"\n[test.expect]\n",
      lowest.banner, vocabulary.grammar() == nullptr ? " KALVOR 000124" : "", lowest.portion, lowest.portion,
      vocabulary.grammar() == nullptr ? "NNNN\n" : lowest.banner + "\n");
  for (const Audience& audience : draft.audiences())
    text += fmt::format("{} = {{ 1 = \"mask 2\", 2 = \"withhold {}\" }}\n", audience.id,
                        answers.persons_code.empty() ? "?" : answers.persons_code);
  text += "[test.never]\n";
  for (const Audience& audience : draft.audiences())
    text += fmt::format("{} = [\"1234\", \"press@\", \"keeper\"]\n", audience.id);
  return text;
}

Result<Policy> Load(const std::string& text) {
  const auto buffer = Buffer::FromBytes(text, "policy.toml");
  if (!buffer) return std::unexpected(buffer.error());
  return Policy::Load(*buffer);
}

}  // namespace

std::string NameInOneWord(std::string_view name) {
  std::string word;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool stays = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (stays) {
      word += lower;
    } else if (!word.empty() && word.back() != '-') {
      word += '-';
    }
  }
  while (word.ends_with('-')) word.pop_back();
  return word.size() <= 64 ? word : std::string();
}

Result<InitAudience> ReadInitAudience(std::string_view word, const std::string& regime) {
  const std::size_t equals = word.find('=');
  InitAudience audience{std::string(word.substr(0, equals)), {}};
  if (!IsOneWord(audience.id)) {
    return std::unexpected(Unusable("an audience is no word of small letters, digits and hyphens",
                                    "write it as public=U: its name and the mark up to which it may read"));
  }
  const auto vocabulary = Vocabulary::ForRegime(regime);
  if (!vocabulary) return std::unexpected(vocabulary.error());
  audience.clears = equals == std::string_view::npos ? (*vocabulary)->levels().front().portion
                                                     : std::string(word.substr(equals + 1));
  // As the policy's own check has it.
  InitAnswers alone{
      .name = "x", .regime = regime, .audiences = {audience}, .exemptions = {}, .persons_code = {}};
  if (auto made = MakeInitPolicy(alone); !made) return std::unexpected(std::move(made).error());
  return audience;
}

Result<InitExemption> ReadInitExemption(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == word.size()) {
    return std::unexpected(
        Unusable("an exemption is not CODE=TITLE", "write it as '(b)(6)=Personal privacy'"));
  }
  return InitExemption{std::string(word.substr(0, equals)), std::string(word.substr(equals + 1))};
}

Result<std::string> MakeInitPolicy(const InitAnswers& answers) {
  const auto refuse = [](std::string message, std::string fix) {
    return std::unexpected(Unusable(std::move(message), std::move(fix)));
  };
  if (!IsPlainLine(answers.name) || NameInOneWord(answers.name).empty())
    return refuse("the name is empty, too long, or has quotes or control characters",
                  "write it as 'Harbour Office'");
  for (const InitAudience& audience : answers.audiences) {
    if (!IsPlainLine(audience.clears))
      return refuse("the mark of an audience is empty or has quotes", "write it as public=U");
    if (std::ranges::count(answers.audiences, audience.id, &InitAudience::id) > 1)
      return refuse("an audience is named twice", "name each once");
  }
  for (const InitExemption& one : answers.exemptions) {
    if (!IsPlainLine(one.code) || !IsPlainLine(one.title))
      return refuse("an exemption has quotes or control characters", "write it as '(b)(6)=Personal privacy'");
    if (std::ranges::count(answers.exemptions, one.code, &InitExemption::code) > 1)
      return refuse("an exemption is named twice", "name each once");
  }
  if (!answers.persons_code.empty() && std::ranges::find(answers.exemptions, answers.persons_code,
                                                         &InitExemption::code) == answers.exemptions.end()) {
    return refuse("the code for persons is none of the exemptions", "name it as an exemption too");
  }
  const auto vocabulary = Vocabulary::ForRegime(answers.regime);
  if (!vocabulary) return std::unexpected(vocabulary.error());

  // First without what depends on the clearances as they are read.
  const std::string head = Head(answers, **vocabulary);
  std::string rule;
  for (const InitAudience& audience : answers.audiences) {
    rule += fmt::format(
        "\n[[rule]]\nid = \"{0}\"\nrelease = [\"{0}\"]\nwhen = {{ at_most = \"{1}\" }}\nreason = \"x\"\n",
        audience.id, audience.clears);
  }
  const auto words = [](const Error& error) { return Unusable(error.message, error.fix); };
  const auto draft = Load(head + rule);
  if (!draft) return std::unexpected(words(draft.error()));
  std::string text = head + Rules(answers, **vocabulary, *draft) + Tests(answers, **vocabulary, *draft);
  const auto policy = Load(text);
  if (!policy) return std::unexpected(words(policy.error()));
  const auto findings = Lint(*policy);
  if (!findings.empty()) return refuse(findings.front().message, findings.front().fix);
  const auto tests = RunPolicyTests(*policy, nullptr);
  if (!tests) return std::unexpected(words(tests.error()));
  if (!tests->failures.empty()) {
    return refuse(fmt::format("the policy would not do what it says: {}", tests->failures.front().expected),
                  "give the audience a level of the regime as its mark");
  }
  return text;
}

}  // namespace markings::cli
