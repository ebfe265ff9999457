#ifndef CLI_INIT_POLICY_H_
#define CLI_INIT_POLICY_H_

// A first policy, made of what somebody answers to a few questions.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::cli {

struct InitAudience {
  std::string id;      // "public"
  std::string clears;  // "U"
};

struct InitExemption {
  std::string code;   // "(b)(6)"
  std::string title;  // "Personal privacy"
};

struct InitAnswers {
  std::string name;                       // of the office, as people write it
  std::string regime;                     // of the vocabulary
  std::vector<InitAudience> audiences;    // at least one
  std::vector<InitExemption> exemptions;  // none: cuts bear no code
  std::string persons_code;               // the one for names and numbers of persons; empty: none
};

// A name in one word for files and keys: "Harbour Office" gives "harbour-office". Empty when nothing of it
// can stay.
[[nodiscard]] std::string NameInOneWord(std::string_view name);

// "public=U": the audience and the mark up to which it may read. Without a mark it is the lowest of the
// regime. Errors: kUnusableInput.
[[nodiscard]] Result<InitAudience> ReadInitAudience(std::string_view word, const std::string& regime);
// "(b)(6)=Personal privacy". Errors: kUnusableInput.
[[nodiscard]] Result<InitExemption> ReadInitExemption(std::string_view word);

// The text of the policy: with comments and its own tests. It was loaded, nothing is found by lint, and its
// tests hold. Errors: kUnusableInput for an answer that no policy can be made of, in the words of the
// policy's own check.
[[nodiscard]] Result<std::string> MakeInitPolicy(const InitAnswers& answers);

}  // namespace markings::cli

#endif  // CLI_INIT_POLICY_H_
