#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/as_of.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/parallel.h"
#include "cli/stream_line.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings stream [options]

Reads JSON objects from standard input, one a line, each with a "text" and what "id" it is known by; writes one for each to
standard output, in the same order, as soon as it is done: markings/stream/1. A line that is no such object, or a text that
cannot be read, is answered by an object with its error, and the stream goes on. No more is read than is worked on, so that
whoever writes waits. For pipes of any engine that runs a program beside its data; docs/stream.md has Spark's.

options:
  --do WORK                 check, parse or redact; redact where --audience is given, else check
  --policy FILE             for redact: the policy; for check: its vocabulary and its [[corpus]] rules
  --audience NAME           for redact: an audience of the policy
  --regime NAME             for check and parse, without a policy: us, cui, nato, uk, au, tlp, or state (the default)
  --vocabulary FILE         a vocabulary file instead of a regime, or of the one that the policy names
  --as-of YYYY-MM-DD        the day to decide by; SOURCE_DATE_EPOCH or today unless given
  --max-bytes N             of a line; a longer one is answered by an error. 16777216 is the default
  --jobs N                  at most so many threads, up to 256; 0, the default: as many as there are cores

In an answer "status" is done, error, or blocked: the redaction has residual findings or pending portions, and no derivative
is given. A text is read as it stands: no file, no encoding to be found out.

exit status: 0 every line was answered; 2 unusable policy or arguments; 3 an I/O or internal fault, which ends the stream.

example:
  jq -c '{id, text}' cables.ndjson | markings stream --policy state-public.toml --audience public > derivatives.ndjson
)";

constexpr std::size_t kMostLine = std::size_t{256} << 20;

struct Settings {
  std::string work, policy, audience, regime, vocabulary, as_of;
  std::size_t max_bytes = std::size_t{16} << 20;
  std::int64_t jobs = 0;
};

// What is read of standard input, line by line.
class Lines {
 public:
  explicit Lines(std::size_t most) : most_(most) {}

  struct Line {
    std::string text;
    std::size_t number = 0;
    bool too_long = false;
  };

  // Waits for input, and gives all lines that are whole then; none at the end. Errors: kIo.
  Result<std::vector<Line>> Next() {
    std::vector<Line> lines;
    while (lines.empty() && !ended_) {
      std::string chunk(kChunk, '\0');
      const ssize_t got = read(STDIN_FILENO, chunk.data(), chunk.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        return Fail(ErrorCode::kIo, {}, std::string("standard input cannot be read: ") + std::strerror(errno),
                    "mend that and run it again");
      }
      chunk.resize(static_cast<std::size_t>(got));
      ended_ = got == 0;
      Take(chunk, lines);
      if (ended_ && (!open_.empty() || too_long_)) EndLine(lines);
    }
    return lines;
  }

 private:
  static constexpr std::size_t kChunk = std::size_t{1} << 20;

  void Take(std::string_view chunk, std::vector<Line>& lines) {
    while (!chunk.empty()) {
      const std::size_t end = chunk.find('\n');
      const std::string_view part = chunk.substr(0, end);
      // (What is over the limit is not kept.)
      too_long_ = too_long_ || open_.size() + part.size() > most_;
      if (too_long_) {
        open_.clear();
      } else {
        open_ += part;
      }
      if (end == std::string_view::npos) return;
      EndLine(lines);
      chunk.remove_prefix(end + 1);
    }
  }
  void EndLine(std::vector<Line>& lines) {
    lines.push_back({std::move(open_), ++number_, too_long_});
    open_.clear();
    too_long_ = false;
  }

  std::size_t most_, number_ = 0;
  std::string open_;
  bool too_long_ = false, ended_ = false;
};

// The answers to some lines, by all threads, in the order of the lines.
class Answers {
 public:
  Answers(const StreamBy& by, std::size_t jobs, std::size_t most) : most_(most) {
    for (std::size_t i = 0; i < jobs; ++i) answerers_.emplace_back(by);
  }

  std::string To(const std::vector<Lines::Line>& lines) {
    std::vector<std::string> answers(lines.size());
    std::atomic<std::size_t> next = 0;
    // (An answerer is one thread's.)
    const std::size_t workers = std::min(answerers_.size(), lines.size());
    InParallel(workers, workers, [&](std::size_t worker) {
      for (std::size_t i = next++; i < lines.size(); i = next++) {
        const Lines::Line& line = lines[i];
        answers[i] = line.too_long ? AnswerTooLong(line.number, most_)
                                   : answerers_[worker].Answer(line.text, line.number);
      }
    });
    std::string all;
    for (const std::string& answer : answers) all += answer;
    return all;
  }

 private:
  std::vector<StreamAnswerer> answerers_;
  std::size_t most_;
};

std::optional<Error> ReadWork(const Settings& settings, StreamWork& work) {
  const std::string word = !settings.work.empty()      ? settings.work
                           : settings.audience.empty() ? "check"
                                                       : "redact";
  work = word == "check" ? StreamWork::kCheck : word == "parse" ? StreamWork::kParse : StreamWork::kRedact;
  if (work == StreamWork::kRedact && (settings.policy.empty() || settings.audience.empty())) {
    return Unusable("redacting needs a policy and an audience", "give --policy FILE and --audience NAME");
  }
  if (work != StreamWork::kRedact && !settings.audience.empty()) {
    return Unusable("--audience is for --do redact", "leave it out");
  }
  if (!settings.policy.empty() && !settings.regime.empty()) {
    return Unusable("--policy and --regime are both given",
                    "the policy names its vocabulary: leave --regime out");
  }
  if (const auto jobs = JobsOf(settings.jobs); !jobs) return jobs.error();
  if (settings.max_bytes == 0 || settings.max_bytes > kMostLine) {
    return Unusable("--max-bytes is 0 or over 268435456", "give a number between");
  }
  return std::nullopt;
}

ExitCode Stream(const StreamBy& by, const Settings& settings) {
  Lines lines(settings.max_bytes);
  Answers answers(by, *JobsOf(settings.jobs), settings.max_bytes);
  for (auto some = lines.Next();; some = lines.Next()) {
    if (!some) return ReportError(some.error());
    if (some->empty()) return ExitCode::kDone;
    if (const auto written = WriteStandardOutput(answers.To(*some)); !written) {
      return ReportError(written.error(), "standard output");
    }
  }
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("do", OneOf(&settings.work, {"check", "parse", "redact"}), "")(
      "policy", po::value(&settings.policy), "")("audience", po::value(&settings.audience), "")(
      "regime", OneOf(&settings.regime, RegimeWords(true)), "")("vocabulary", po::value(&settings.vocabulary),
                                                                "")("as-of", po::value(&settings.as_of), "")(
      "max-bytes", po::value(&settings.max_bytes), "")("jobs", po::value(&settings.jobs), "");
  const ParsedArguments parsed = ParseArguments("stream", kUsage, arguments, options, {});
  if (parsed.done) return *parsed.done;
  StreamBy by;
  if (const auto error = ReadWork(settings, by.work)) return ReportError(*error);
  const auto day = DecidingDay(settings.as_of);
  if (!day) return ReportError(day.error());
  by.facts.as_of = *day;
  by.as_of = *day;
  by.audience = settings.audience;
  std::optional<PolicyFile> policy;
  std::optional<CorpusScan> scan;
  if (!settings.policy.empty()) {
    auto loaded = LoadPolicy(settings.policy, settings.vocabulary);
    if (!loaded) return loaded.error();
    policy = *std::move(loaded);
    by.policy = &policy->policy;
    by.vocabulary = policy->policy.shared_vocabulary();
    scan.emplace(policy->policy.corpus_rules());
    by.corpus = &*scan;
    if (by.work == StreamWork::kRedact) {
      if (const auto audience = policy->policy.FindAudience(settings.audience); !audience) {
        return ReportError(audience.error(), settings.policy);
      }
    }
  } else {
    auto vocabulary = LoadVocabulary(settings.vocabulary, settings.regime);
    if (!vocabulary) return vocabulary.error();
    by.vocabulary = *std::move(vocabulary);
  }
  return Stream(by, settings);
}

}  // namespace

const Command kStreamCommand = {"stream", "JSON objects in, JSON objects out, for pipes of other engines",
                                Run};

}  // namespace markings::cli
