#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <stop_token>
#include <vector>

#include "cli/io.h"

namespace markings::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirst{1000}, kBetween{100};
constexpr std::size_t kLeastBar = 8, kMostBar = 40;
constexpr double kMebi = 1024.0 * 1024.0;

// What stands on the terminal. (Never destroyed: an error may be said while the program ends.)
struct Screen {
  std::mutex mutex;
  bool line = false;
};
Screen& TheScreen() {
  static auto* screen = new Screen;
  return *screen;
}

void WriteTerminal(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(STDERR_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Erase(Screen& screen) {
  if (!screen.line) return;
  WriteTerminal("\r\033[K");
  screen.line = false;
}

std::size_t Columns() {
  winsize size = {};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

bool TerminalMoves() {
  if (isatty(STDERR_FILENO) != 1) return false;
  const char* terminal = std::getenv("TERM");
  return terminal == nullptr || std::string_view(terminal) != "dumb";
}

// "1:02:03 left"; nothing when it cannot be said.
std::string TimeLeft(double seconds) {
  if (!(seconds >= 0 && seconds < 360'000)) return {};
  const auto whole = static_cast<unsigned>(std::lround(seconds));
  const unsigned hours = whole / 3600, minutes = whole / 60 % 60;
  return hours > 0 ? fmt::format("{}:{:02}:{:02} left", hours, minutes, whole % 60)
                   : fmt::format("{}:{:02} left", minutes, whole % 60);
}

std::string Rate(double per_second, ProgressUnit unit) {
  const bool bytes = unit == ProgressUnit::kBytes;
  const double shown = bytes ? per_second / kMebi : per_second;
  return fmt::format("{:.{}f}{}/s", shown, shown < 10 ? 1 : 0, bytes ? " MiB" : "");
}

std::string Count(const ProgressState& state) {
  const bool bytes = state.unit == ProgressUnit::kBytes;
  const auto number = [&](std::size_t count) {
    return bytes ? fmt::format("{:.0f}", static_cast<double>(count) / kMebi) : fmt::format("{}", count);
  };
  const std::string of = state.total > 0 ? " of " + number(state.total) : "";
  return number(state.done) + of + (bytes ? " MiB" : " files");
}

// Without those that are empty.
std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!all.empty()) all += "  ";
    all += part;
  }
  return all;
}

std::string Bar(double share, std::size_t size) {
  const auto full = static_cast<std::size_t>(share * static_cast<double>(size));
  std::string bar(full, '=');
  if (full < size) bar += '>';
  bar.resize(size, ' ');
  return "[" + bar + "] ";
}

}  // namespace

std::string ProgressLine(const ProgressState& given, std::size_t width) {
  ProgressState state = given;
  // (There may be more than were counted: a corpus that grows.)
  if (state.total > 0) state.total = std::max(state.total, state.done);
  const double done = static_cast<double>(state.done), total = static_cast<double>(state.total);
  const double rate = state.seconds > 0 ? done / state.seconds : 0;
  const std::string what = std::string(state.what) + " ", count = Count(state);
  const std::string per_second = rate > 0 ? Rate(rate, state.unit) : "";
  if (state.total == 0) {
    for (std::string line : {what + Joined({count, per_second}), what + count, count}) {
      if (line.size() <= width) return line;
    }
    return {};
  }
  const std::string percent = fmt::format("{} %", static_cast<unsigned>(done / total * 100));
  const std::string left = rate > 0 ? TimeLeft((total - done) / rate) : "";
  // A bar is worth more than the rate, what is left more than a bar.
  for (const std::string& text :
       {Joined({percent, count, per_second, left}), Joined({percent, count, left})}) {
    const std::size_t others = what.size() + 3 + text.size();  // with the brackets and a blank
    if (others + kLeastBar > width) continue;
    std::string line = what;
    line += Bar(done / total, std::min(width - others, kMostBar));
    return line += text;
  }
  for (std::string line : {what + Joined({percent, count, left}), what + Joined({percent, left}),
                           Joined({percent, left}), percent}) {
    if (line.size() <= width) return line;
  }
  return {};
}

Progress::Progress(std::string_view what, std::size_t total, ProgressUnit unit)
    : what_(what),
      unit_(unit),
      shown_(!IsQuiet() && TerminalMoves()),
      total_(total),
      next_((begin_ + kFirst).time_since_epoch().count()) {}

Progress::~Progress() { ClearProgress(); }

void Progress::Add(std::size_t more) {
  if (!shown_) return;
  done_ += more;
  Draw(Clock::now());
}

void Progress::SetDone(std::size_t done) {
  done_ = done;
  Draw(Clock::now());
}

void Progress::Draw(Clock::time_point now) {
  Clock::rep next = next_;
  const Clock::rep at = now.time_since_epoch().count();
  // (One thread of those that come at once.)
  if (at < next || !next_.compare_exchange_strong(next, (now + kBetween).time_since_epoch().count())) return;
  const std::chrono::duration<double> since = now - begin_;
  const ProgressState state = {
      .what = what_, .done = done_, .total = total_, .seconds = since.count(), .unit = unit_};
  // (Many terminals wrap a line that fills their last column.)
  const std::string line = ProgressLine(state, Columns() - 1);
  Screen& screen = TheScreen();
  const std::scoped_lock lock(screen.mutex);
  WriteTerminal("\r" + line + "\033[K");
  screen.line = true;
}

ReadingProgress::ReadingProgress(std::string_view what, int descriptor) {
  struct stat about = {};
  if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || IsQuiet() || !TerminalMoves()) return;
  const auto total = static_cast<std::size_t>(about.st_size);
  watcher_ = std::jthread([=](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    const auto stopped = [&](milliseconds time) {
      return never.wait_for(lock, stop, time, [&] { return stop.stop_requested(); });
    };
    Progress progress(what, total, ProgressUnit::kBytes);
    if (stopped(kFirst)) return;
    for (off_t before = lseek(descriptor, 0, SEEK_CUR); !stopped(kBetween);) {
      const off_t at = lseek(descriptor, 0, SEEK_CUR);
      if (at > 0 && at != before) progress.SetDone(static_cast<std::size_t>(at));
      before = at;
    }
  });
}

void ClearProgress() {
  Screen& screen = TheScreen();
  const std::scoped_lock lock(screen.mutex);
  Erase(screen);
}

}  // namespace markings::cli
