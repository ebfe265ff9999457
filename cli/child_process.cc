#include "cli/child_process.h"

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
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

namespace markings::cli {
namespace {

using Clock = std::chrono::steady_clock;
using How = HelperEnd::How;

constexpr std::size_t kMostWords = 400;  // of an error, in bytes

// Over when the answer ends. A program that does not want all of the bytes (it has found them to be too many)
// may say so.
How Converse(Descriptor& to, const Descriptor& from, std::string_view bytes, std::size_t most,
             Clock::time_point until, std::string& answer) {
  std::vector<char> chunk(std::size_t{1} << 18);
  if (bytes.empty()) to.Close();
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return How::kTooLong;
    std::array<pollfd, 2> both = {pollfd{from.get(), POLLIN, 0}, pollfd{to.get(), POLLOUT, 0}};
    const nfds_t count = to.get() >= 0 ? 2 : 1;
    const int ready = poll(both.data(), count, static_cast<int>(std::min<decltype(left)>(left, 1'000'000)));
    if (ready < 0 && errno != EINTR) return How::kFault;
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
    if (got < 0) return How::kFault;
    if (got == 0) return How::kEnded;
    if (static_cast<std::size_t>(got) > most - answer.size()) return How::kTooMuch;
    answer.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& one : strings) pointers.push_back(one.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

void Descriptor::Set(int descriptor) {
  Close();
  descriptor_ = descriptor;
}

void Descriptor::Close() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
}

bool OpenPipe(Descriptor& reading, Descriptor& writing) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  const Descriptor first(ends[0]);
  const Descriptor second(ends[1]);
  reading.Set(fcntl(ends[0], F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  writing.Set(fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  return reading.get() >= 0 && writing.get() >= 0;
}

ChildProcess::~ChildProcess() {
  if (pid_ <= 0) return;
  End();
  Wait();
}

int ChildProcess::Run(const Start& start) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, start.input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, start.output, STDOUT_FILENO);
  if (start.errors >= 0) {
    posix_spawn_file_actions_adddup2(&actions, start.errors, STDERR_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  }
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
  std::vector<std::string> environment = {"LANG=C.UTF-8",
                                          std::string("PATH=") + (path != nullptr ? path : "/usr/bin:/bin")};
  std::vector<std::string> arguments = {start.program};
  arguments.insert(arguments.end(), start.words.begin(), start.words.end());
  const std::vector<char*> own = Pointers(environment);
  const int fault = posix_spawnp(&pid_, start.program.c_str(), &actions, &attributes,
                                 Pointers(arguments).data(), start.own_environment ? own.data() : environ);
  if (fault != 0) pid_ = -1;
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return fault;
}

void ChildProcess::End() const { kill(pid_, end_signal_); }

bool ChildProcess::EndsBefore(Clock::time_point until) const {
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

int ChildProcess::Wait() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return status;
}

HelperEnd RunHelper(const HelperRequest& request, std::string_view bytes) {
  HelperEnd end;
  const auto failed = [&](const char* step, int number) {
    end.how = How::kFault;
    end.step = step;
    end.fault_number = number;
    return std::move(end);
  };
  Descriptor child_input, to_child, from_child, child_output;
  if (!OpenPipe(child_input, to_child) || !OpenPipe(from_child, child_output)) return failed("a pipe", errno);
  if (fcntl(to_child.get(), F_SETFL, O_NONBLOCK) != 0 || fcntl(from_child.get(), F_SETFL, O_NONBLOCK) != 0)
    return failed("a pipe", errno);
  ChildProcess child(SIGKILL);
  const int fault = child.Run({.program = request.program,
                               .words = request.words,
                               .input = child_input.get(),
                               .output = child_output.get()});
  if (fault != 0) return failed("starting it", fault);
  child_input.Close();
  child_output.Close();

  const auto until = Clock::now() + request.time_limit;
  end.how = Converse(to_child, from_child, bytes, request.max_answer_bytes, until, end.answer);
  const int number = errno;
  // It may have ended its answer and not itself.
  if (end.how == How::kEnded && !child.EndsBefore(until)) end.how = How::kTooLong;
  if (end.how != How::kEnded) child.End();
  to_child.Close();
  end.status = child.Wait();
  if (end.how == How::kFault) return failed("reading its answer", number);
  return end;
}

Result<std::string> FindHelper(std::string_view name, std::string_view purpose) {
  namespace fs = std::filesystem;
  std::error_code fault;
  const fs::path self = fs::read_symlink("/proc/self/exe", fault);
  const fs::path folder = self.parent_path();
  const std::array<fs::path, 2> places = {folder / name,
                                          folder.parent_path() / "libexec" / "markings" / name};
  for (const fs::path& place : places) {
    if (!fault && access(place.c_str(), X_OK) == 0) return place.string();
  }
  return Fail(ErrorCode::kIo, {},
              fmt::format("{} is neither {} nor {}", purpose, places[0].string(), places[1].string()),
              "install markings as a whole");
}

std::optional<Error> ErrorSaidBy(std::string_view answer) {
  const auto json = nlohmann::json::parse(answer.substr(0, 8 * kMostWords), nullptr, false);
  const auto words = [&](const char* key) -> std::string {
    if (!json.is_object() || !json.contains("error") || !json["error"].is_object()) return {};
    const auto& error = json["error"];
    return error.contains(key) && error[key].is_string() ? error[key].get<std::string>() : std::string();
  };
  std::string message = words("message");
  std::string fix = words("fix");
  if (message.empty() || message.size() > kMostWords || fix.empty() || fix.size() > kMostWords)
    return std::nullopt;
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix)).error();
}

}  // namespace markings::cli
