#ifndef CLI_INIT_QUESTIONS_H_
#define CLI_INIT_QUESTIONS_H_

#include "cli/init_policy.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// What is answered already: no question about it.
struct InitKnown {
  bool name = false, regime = false, audiences = false, exemptions = false, persons_code = false;
};

// Asks on the terminal for what is not known, each again until the answer can be used; the defaults stand in
// brackets. Errors: kUnusableInput when there is no terminal, or when it ends.
[[nodiscard]] Result<void> AskForAnswers(const InitKnown& known, InitAnswers& answers);

}  // namespace markings::cli

#endif  // CLI_INIT_QUESTIONS_H_
