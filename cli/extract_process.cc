#include "cli/extract_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>
#include <vector>

namespace markings::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kExitDone = 0;
constexpr int kExitUnusable = 2;
constexpr std::size_t kMostWords = 400;  // of an error, in bytes

std::unexpected<Error> IoFault(const char* what, int number) {
  return Fail(ErrorCode::kIo, {},
              fmt::format("the reader of the file: {} failed ({})", what, std::strerror(number)),
              "mend that and run it again");
}

class Descriptor {
 public:
  explicit Descriptor(int descriptor = -1) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { Close(); }
  void Set(int descriptor) {
    Close();
    descriptor_ = descriptor;
  }
  void Close() {
    if (descriptor_ >= 0) close(descriptor_);
    descriptor_ = -1;
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// A pipe whose ends are above the standard descriptors, so that laying them there closes none of them.
bool OpenPipe(Descriptor& reading, Descriptor& writing) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  const Descriptor first(ends[0]);
  const Descriptor second(ends[1]);
  reading.Set(fcntl(ends[0], F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  writing.Set(fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  return reading.get() >= 0 && writing.get() >= 0;
}

// The child: killed and waited for, whatever happens to the answer.
class Child {
 public:
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    Wait();
  }

  // 0, or the number of the fault.
  int Start(const std::string& program, const std::vector<std::string>& words, int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    // Signals that this program ignores are faults there.
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    const char* path = std::getenv("PATH");
    std::vector<std::string> environment = {
        "LANG=C.UTF-8", std::string("PATH=") + (path != nullptr ? path : "/usr/bin:/bin")};
    std::vector<std::string> arguments = {program};
    arguments.insert(arguments.end(), words.begin(), words.end());
    const auto pointers = [](std::vector<std::string>& strings) {
      std::vector<char*> all_of_them;
      all_of_them.reserve(strings.size() + 1);
      for (std::string& one : strings) all_of_them.push_back(one.data());
      all_of_them.push_back(nullptr);
      return all_of_them;
    };
    const int fault = posix_spawn(&pid_, program.c_str(), &actions, &attributes, pointers(arguments).data(),
                                  pointers(environment).data());
    if (fault != 0) pid_ = -1;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return fault;
  }

  void Kill() const { kill(pid_, SIGKILL); }

  // Whether it has ended by then.
  [[nodiscard]] bool EndsBefore(Clock::time_point until) const {
    siginfo_t about = {};
    auto pause = std::chrono::microseconds(200);
    while (true) {
      about.si_pid = 0;
      const int fault = waitid(P_PID, static_cast<id_t>(pid_), &about, WEXITED | WNOHANG | WNOWAIT);
      if (fault == 0 && about.si_pid == pid_) return true;
      if (Clock::now() >= until) return false;
      std::this_thread::sleep_for(pause);
      pause = std::min(2 * pause, std::chrono::microseconds(20'000));
    }
  }

  // Its status as waitpid has it.
  int Wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_ = -1;
};

Result<std::string> FindHelper() {
  namespace fs = std::filesystem;
  constexpr std::string_view kName = "markings-extract";
  std::error_code fault;
  const fs::path self = fs::read_symlink("/proc/self/exe", fault);
  const fs::path folder = self.parent_path();
  const std::array<fs::path, 2> places = {folder / kName,
                                          folder.parent_path() / "libexec" / "markings" / kName};
  for (const fs::path& place : places) {
    if (!fault && access(place.c_str(), X_OK) == 0) return place.string();
  }
  return Fail(ErrorCode::kIo, {},
              fmt::format("it is no plain text, and the program that reads such files is neither {} nor {}",
                          places[0].string(), places[1].string()),
              "install markings as a whole");
}

enum class Talk : std::uint8_t { kDone, kTooLong, kTooMuch, kFault };

// Gives the bytes and takes the answer, whichever of the two goes on; over when the answer ends. A program
// that does not want all of the bytes (it has found them to be too many) may say so.
Talk Converse(Descriptor& to, const Descriptor& from, std::string_view bytes, std::size_t most,
              Clock::time_point until, std::string& answer) {
  std::vector<char> chunk(std::size_t{1} << 18);
  if (bytes.empty()) to.Close();
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return Talk::kTooLong;
    std::array<pollfd, 2> both = {pollfd{from.get(), POLLIN, 0}, pollfd{to.get(), POLLOUT, 0}};
    const nfds_t count = to.get() >= 0 ? 2 : 1;
    const int ready = poll(both.data(), count, static_cast<int>(std::min<decltype(left)>(left, 1'000'000)));
    if (ready < 0 && errno != EINTR) return Talk::kFault;
    if (ready <= 0) continue;
    if (count == 2 && both[1].revents != 0) {
      const ssize_t written = write(to.get(), bytes.data(), bytes.size());
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
      const bool gone = written < 0 && errno != EINTR && errno != EAGAIN;  // EPIPE: nobody reads on
      if (bytes.empty() || gone) to.Close();
    }
    if (both[0].revents == 0) continue;
    const ssize_t got = read(from.get(), chunk.data(), chunk.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return Talk::kFault;
    if (got == 0) return Talk::kDone;
    if (static_cast<std::size_t>(got) > most - answer.size()) return Talk::kTooMuch;
    answer.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

// What the program says is wrong with the input: {"error":{"message","fix"}}.
std::unexpected<Error> SaidBy(std::string_view answer) {
  const auto json = nlohmann::json::parse(answer.substr(0, 8 * kMostWords), nullptr, false);
  const auto words = [&](const char* key) -> std::string {
    if (!json.is_object() || !json.contains("error") || !json["error"].is_object()) return {};
    const auto& error = json["error"];
    return error.contains(key) && error[key].is_string() ? error[key].get<std::string>() : std::string();
  };
  std::string message = words("message");
  std::string fix = words("fix");
  if (!message.empty() && message.size() <= kMostWords && !fix.empty() && fix.size() <= kMostWords)
    return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
  return Fail(ErrorCode::kInternal, {}, "the reader of the file gave no usable answer",
              "do not trust the file; please report it with an invented one like it");
}

}  // namespace

Result<extract::Extraction> RunExtract(std::string_view bytes, const ExtractRequest& request) {
  std::string helper = request.helper;
  if (helper.empty()) {
    auto found = FindHelper();
    if (!found) return std::unexpected(std::move(found).error());
    helper = *std::move(found);
  }
  std::vector<std::string> words;
  if (request.type) words.insert(words.end(), {"--type", std::string(extract::Name(*request.type))});
  if (request.ocr) words.emplace_back("--ocr");

  Descriptor child_input, to_child, from_child, child_output;
  if (!OpenPipe(child_input, to_child) || !OpenPipe(from_child, child_output))
    return IoFault("a pipe", errno);
  if (fcntl(to_child.get(), F_SETFL, O_NONBLOCK) != 0 || fcntl(from_child.get(), F_SETFL, O_NONBLOCK) != 0)
    return IoFault("a pipe", errno);
  Child child;
  if (const int fault = child.Start(helper, words, child_input.get(), child_output.get()); fault != 0)
    return IoFault("starting it", fault);
  child_input.Close();
  child_output.Close();

  std::string answer;
  const auto until = Clock::now() + request.time_limit;
  Talk talk = Converse(to_child, from_child, bytes, request.max_answer_bytes, until, answer);
  const int number = errno;
  // It may have ended its answer and not itself.
  if (talk == Talk::kDone && !child.EndsBefore(until)) talk = Talk::kTooLong;
  if (talk != Talk::kDone) child.Kill();
  to_child.Close();
  const int status = child.Wait();
  switch (talk) {
    case Talk::kTooLong:
      return Fail(ErrorCode::kUnusableInput, {},
                  fmt::format("reading the file takes longer than the limit of {} s",
                              std::chrono::duration_cast<std::chrono::seconds>(request.time_limit).count()),
                  "split it into its documents");
    case Talk::kTooMuch:
      return Fail(ErrorCode::kUnusableInput, {}, "what was read out of the file is over the limit",
                  "split it into its documents");
    case Talk::kFault:
      return IoFault("reading its answer", number);
    case Talk::kDone:
      break;
  }
  if (WIFSIGNALED(status)) {
    return Fail(ErrorCode::kUnusableInput, {},
                fmt::format("the file could not be read: its reader ended with signal {}", WTERMSIG(status)),
                "the file may be damaged or hostile: save it again as another format, or give its text");
  }
  if (WEXITSTATUS(status) == kExitUnusable) return SaidBy(answer);
  if (WEXITSTATUS(status) != kExitDone) {
    return Fail(
        ErrorCode::kInternal, {},
        fmt::format("the file could not be read: its reader ended with exit code {}", WEXITSTATUS(status)),
        "please report it with an invented file like it");
  }
  return extract::ReadExtraction(answer);
}

}  // namespace markings::cli
