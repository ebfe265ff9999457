#ifndef CLI_STREAM_LINE_H_
#define CLI_STREAM_LINE_H_

// One line of `markings stream`: a JSON object with a text in, a JSON object with what became of it out.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "libmarkings/check/mark_checker.h"
#include "libmarkings/corpus/corpus_scan.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/policy.h"

namespace markings::cli {

enum class StreamWork : std::uint8_t { kCheck, kParse, kRedact };

// What is done to each text. It outlives the answers.
struct StreamBy {
  StreamWork work = StreamWork::kCheck;
  std::shared_ptr<const Vocabulary> vocabulary;
  const Policy* policy = nullptr;      // for kRedact, and for the [[corpus]] rules of kCheck
  const CorpusScan* corpus = nullptr;  // for kCheck
  std::string audience;                // for kRedact
  CheckFacts facts;
  AsOf as_of{};
};

// Answers lines, one at a time; a thread has its own.
class StreamAnswerer {
 public:
  explicit StreamAnswerer(const StreamBy& by) : by_(by), marks_(by.vocabulary) {}

  // `markings/stream/1` (docs/schema), in one line, with its end. `number` counts lines from 1. Whatever the
  // line holds there is an answer, and nothing withheld is in it: what went wrong is said in its "error".
  [[nodiscard]] std::string Answer(std::string_view line, std::size_t number);

 private:
  const StreamBy& by_;
  MarkChecker marks_;
};

// The answer to a line that is longer than is read.
[[nodiscard]] std::string AnswerTooLong(std::size_t number, std::size_t most);

}  // namespace markings::cli

#endif  // CLI_STREAM_LINE_H_
