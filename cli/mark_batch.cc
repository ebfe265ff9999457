#include "cli/mark_batch.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "cli/answered_lines.h"
#include "cli/io.h"
#include "libmarkings/marking/detect.h"
#include "libmarkings/marking/repair.h"
#include "libmarkings/report/marking_writer.h"

namespace markings::cli {
namespace {

// What is kept of one line of a batch. A longer line is still one line and one answer.
constexpr std::size_t kMaxLine = std::size_t{1} << 20;
constexpr std::size_t kChunk = std::size_t{1} << 14;  // (the answers to it stay in the cache)

// Answers standard input line by line; holds one line and one block of answers at a time.
class Batch {
 public:
  // `any`: each line is read by the regime that it fits, instead of by the vocabulary.
  Batch(std::shared_ptr<const Vocabulary> vocabulary, bool any, std::optional<MarkingKind> kind, bool repair)
      : vocabulary_(std::move(vocabulary)), kind_(kind), any_(any), repair_(repair) {}

  Result<void> Run() {
    std::array<char, kChunk> chunk{};
    for (;;) {
      const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0)
        return Fail(ErrorCode::kIo, {}, "reading standard input failed", "check where the input comes from");
      if (got == 0) break;
      Take(std::string_view(chunk.data(), static_cast<std::size_t>(got)));
      // After each read, so that a program at the other end of a pipe is answered before it writes on.
      if (auto written = Flush(); !written) return written;
    }
    if (open_) Answer(line_);
    return Flush();
  }

 private:
  void Take(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      const std::string_view piece = bytes.substr(0, end);
      if (end != std::string_view::npos && line_.empty()) {
        Answer(piece.substr(0, kMaxLine));  // the whole line is here: no copy
      } else {
        line_ += piece.substr(0, kMaxLine - line_.size());
        if (end != std::string_view::npos) Answer(line_);
      }
      open_ = end == std::string_view::npos;
      if (open_) return;
      line_.clear();
      bytes.remove_prefix(end + 1);
    }
  }

  void Answer(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t hash = AnsweredLines::Hash(line);
    if (const std::string* answer = answered_.Find(line, hash)) {
      answers_ += *answer;
      return;
    }
    const std::size_t begin = answers_.size();
    AnswerAnew(line);
    answered_.Met(line, hash, std::string_view(answers_).substr(begin));
  }

  void AnswerAnew(std::string_view line) {
    if (any_) {
      const RegimeReading read = ReadByAnyRegime(line, kind_);
      Write(read.vocabulary, line, read.mark);
    } else {
      Write(vocabulary_, line, ParseMark(*vocabulary_, line, kind_));
    }
  }

  void Write(const std::shared_ptr<const Vocabulary>& vocabulary, std::string_view line,
             const ParsedMarking& mark) {
    // (Lines of one regime come in runs.)
    if (last_ == nullptr || last_->first != vocabulary.get())
      last_ = &*regimes_.try_emplace(vocabulary.get(), vocabulary).first;
    Regime& regime = last_->second;
    MarkingExtras extras;
    std::optional<Repair> repair;
    if (repair_ && mark.status != MarkingStatus::kValid) {
      if (!regime.repairer) regime.repairer.emplace(*vocabulary);
      repair = regime.repairer->Mend(line, kind_);
      extras.repair = &repair;
    }
    regime.writer.Append(answers_, line, mark, extras);
    answers_ += '\n';
  }

  Result<void> Flush() {
    if (answers_.empty()) return {};
    auto written = WriteStandardOutput(answers_);
    answers_.clear();
    return written;
  }

  struct Regime {
    explicit Regime(const std::shared_ptr<const Vocabulary>& vocabulary) : writer(vocabulary) {}
    MarkingWriter writer;
    std::optional<MarkRepairer> repairer;
  };

  std::shared_ptr<const Vocabulary> vocabulary_;
  std::optional<MarkingKind> kind_;
  bool any_, repair_;
  using Regimes = std::map<const Vocabulary*, Regime>;
  Regimes regimes_;                      // those that were needed
  Regimes::value_type* last_ = nullptr;  // of the last line
  AnsweredLines answered_;
  std::string line_;
  std::string answers_;
  bool open_ = false;
};

}  // namespace

Result<void> AnswerLines(const std::shared_ptr<const Vocabulary>& vocabulary, bool any,
                         std::optional<MarkingKind> kind, bool repair) {
  return Batch(vocabulary, any, kind, repair).Run();
}

}  // namespace markings::cli
