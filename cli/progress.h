#ifndef CLI_PROGRESS_H_
#define CLI_PROGRESS_H_

// How far a long work is: one line on a terminal, drawn over itself and erased at the end.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

namespace markings::cli {

enum class ProgressUnit : std::uint8_t { kFiles, kBytes };

struct ProgressState {
  std::string_view what;  // is being done: "checking"
  std::size_t done = 0;
  std::size_t total = 0;  // 0: not known
  double seconds = 0;     // since the work began
  ProgressUnit unit = ProgressUnit::kFiles;
};

// `checking [=====>    ] 52 %  14040 of 27000 files  11200/s  0:01 left`, of ASCII alone and at most `width`
// characters: what matters least is left out first.
[[nodiscard]] std::string ProgressLine(const ProgressState& state, std::size_t width);

// Draws that line on standard error where it is a terminal, unless the run is quiet: from a second on, ten
// times a second at most. One at a time.
class Progress {
 public:
  explicit Progress(std::string_view what, std::size_t total = 0, ProgressUnit unit = ProgressUnit::kFiles);
  ~Progress();  // erases the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  [[nodiscard]] bool shown() const { return shown_; }
  // From any thread: so many more are done; how many there are, when that is known only now.
  void Add(std::size_t more = 1);
  void SetTotal(std::size_t total) { total_ = total; }

 private:
  friend class ReadingProgress;
  using Clock = std::chrono::steady_clock;
  void SetDone(std::size_t done);
  void Draw(Clock::time_point now);

  std::string_view what_;
  ProgressUnit unit_;
  bool shown_;
  std::atomic<std::size_t> done_ = 0, total_;
  Clock::time_point begin_ = Clock::now();
  std::atomic<Clock::rep> next_;
};

// The progress of whatever reads a file from its beginning to its end by this descriptor: its offset is
// looked at from time to time. Nothing is shown while the offset stays where it is, as when a passphrase is
// asked for, nor for what is no plain file.
class ReadingProgress {
 public:
  ReadingProgress(std::string_view what, int descriptor);

 private:
  std::jthread watcher_;
};

// Erases the line if one stands there, before something else is said on standard error.
void ClearProgress();

}  // namespace markings::cli

#endif  // CLI_PROGRESS_H_
