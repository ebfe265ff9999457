#include "cli/init_questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cli/io.h"
#include "cli/terminal.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::cli {
namespace {

// Asks until `take` has nothing against the answer.
Result<void> AskUntil(const std::string& question, const std::string& otherwise,
                      const std::function<Result<void>(const std::string&)>& take) {
  while (true) {
    auto answer = AskOnTerminal(fmt::format("{} [{}]: ", question, otherwise.empty() ? "none" : otherwise));
    if (!answer) return std::unexpected(std::move(answer).error());
    const bool none = answer->empty() || (otherwise.empty() && *answer == "none");
    const auto taken = take(none ? otherwise : *answer);
    if (taken) return {};
    Caution(taken.error().message + ": " + taken.error().fix);
  }
}

// The words between commas, without blanks around them.
std::vector<std::string> SplitList(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    std::string part = text.substr(at, comma - at);
    part.erase(0, std::min(part.find_first_not_of(" \t"), part.size()));
    part.erase(part.find_last_not_of(" \t") + 1);
    if (!part.empty()) parts.push_back(std::move(part));
    at = comma + 1;
  }
  return parts;
}

Result<void> TakeName(const std::string& answer, InitAnswers& answers) {
  if (NameInOneWord(answer).empty())
    return std::unexpected(Unusable("the name has no letters", "write it as Harbour Office"));
  answers.name = answer;
  return {};
}

Result<void> TakeRegime(const std::string& answer, InitAnswers& answers) {
  const auto vocabulary = Vocabulary::ForRegime(answer);
  if (!vocabulary) return std::unexpected(vocabulary.error());
  answers.regime = (*vocabulary)->regime();
  return {};
}

Result<void> TakeAudiences(const std::string& answer, InitAnswers& answers) {
  std::vector<InitAudience> audiences;
  for (const std::string& word : SplitList(answer)) {
    auto audience = ReadInitAudience(word, answers.regime);
    if (!audience) return std::unexpected(std::move(audience).error());
    audiences.push_back(*std::move(audience));
  }
  if (audiences.empty()) return std::unexpected(Unusable("no audience is named", "write public=U"));
  answers.audiences = std::move(audiences);
  return {};
}

Result<void> TakeExemptions(const std::string& answer, InitAnswers& answers) {
  std::vector<InitExemption> exemptions;
  for (const std::string& word : SplitList(answer)) {
    auto exemption = ReadInitExemption(word);
    if (!exemption) return std::unexpected(std::move(exemption).error());
    exemptions.push_back(*std::move(exemption));
  }
  answers.exemptions = std::move(exemptions);
  return {};
}

Result<void> TakePersonsCode(const std::string& answer, InitAnswers& answers) {
  answers.persons_code = answer;
  // (What cannot be made of all answers together is found here at the latest, while it can be asked again.)
  if (auto made = MakeInitPolicy(answers); !made) return std::unexpected(std::move(made).error());
  return {};
}

std::string LevelsOf(const Vocabulary& vocabulary) {
  std::string list;
  for (const Level& level : vocabulary.levels()) {
    if (level.owners == 0) list += (list.empty() ? "" : ", ") + level.portion;
  }
  return list;
}

}  // namespace

Result<void> AskForAnswers(const InitKnown& known, InitAnswers& answers) {
  const auto ask = [&](bool is_known, const std::string& question, const std::string& otherwise,
                       Result<void> (*take)(const std::string&, InitAnswers&)) -> Result<void> {
    if (is_known) return {};
    return AskUntil(question, otherwise, [&](const std::string& answer) { return take(answer, answers); });
  };
  if (auto asked = ask(known.name, "Name of the office", answers.name, TakeName); !asked) return asked;
  if (!known.regime) {
    std::string regimes;
    for (const std::string_view one : Vocabulary::Regimes())
      regimes += (regimes.empty() ? "" : ", ") + std::string(one);
    if (auto asked = ask(false, "Whose marks (" + regimes + ")", answers.regime, TakeRegime); !asked)
      return asked;
  }
  if (!known.audiences) {
    const auto vocabulary = Vocabulary::ForRegime(answers.regime);
    if (!vocabulary) return std::unexpected(vocabulary.error());
    const std::string question =
        "Who reads releases, each up to which mark (" + LevelsOf(**vocabulary) + "), commas between";
    const std::string otherwise = "public=" + (*vocabulary)->levels().front().portion;
    if (auto asked = ask(false, question, otherwise, TakeAudiences); !asked) return asked;
  }
  if (auto asked =
          ask(known.exemptions, "Codes for what is cut out, as '(b)(6)=Personal privacy', commas between", {},
              TakeExemptions);
      !asked) {
    return asked;
  }
  if (answers.exemptions.empty()) return {};
  return ask(known.persons_code, "Which of them is for names and numbers of persons", {}, TakePersonsCode);
}

}  // namespace markings::cli
