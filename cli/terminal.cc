#include "cli/terminal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iterator>
#include <optional>
#include <utility>

#include "cli/io.h"

namespace markings::cli {
namespace {

// What the stock minisign reads (PASSWORDMAXBYTES with its NUL): a longer one would not open there.
constexpr std::size_t kMaxPassphrase = 1023;

Error IoError(const char* what, int number) {
  return Error{ErrorCode::kIo,
               {},
               std::string(what) + " failed (" + std::strerror(number) + ")",
               "mend that and run it again",
               {}};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

volatile std::sig_atomic_t caught = 0;

// The terminal without echo. Signals that would end or stop the program first bring the echo back.
class SilentTerminal {
 public:
  explicit SilentTerminal(int terminal) : terminal_(terminal) {
    if (tcgetattr(terminal_, &before_) != 0) return;
    struct sigaction action = {};
    action.sa_handler = [](int signal) { caught = signal; };
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &handlers_[i]);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    ready_ = tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
    if (!ready_) Restore();
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() {
    if (ready_) {
      tcsetattr(terminal_, TCSAFLUSH, &before_);
      Restore();
    }
    const int signal = caught;
    caught = 0;
    if (signal != 0) static_cast<void>(raise(signal));
  }
  [[nodiscard]] bool ready() const { return ready_; }

 private:
  static constexpr std::array<int, 5> kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
  void Restore() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &handlers_[i], nullptr);
  }

  int terminal_;
  termios before_ = {};
  std::array<struct sigaction, 5> handlers_ = {};
  bool ready_ = false;
};

// Reads to the end, or to the end of a line, into guarded memory.
Result<SecretBytes> ReadInto(int descriptor, std::size_t most, bool line) {
  SecretBytes bytes(most + 1);
  std::size_t size = 0;
  const std::span<unsigned char> room = bytes.RevealForWriting();
  while (size < room.size()) {
    const ssize_t got = read(descriptor, room.data() + size, line ? 1 : room.size() - size);
    if (got < 0 && errno == EINTR && caught == 0) continue;
    if (got < 0 && errno == EINTR) return std::unexpected(Unusable("interrupted", "run it again"));
    if (got < 0) return std::unexpected(IoError("reading it", errno));
    if (got == 0) break;
    if (line && room[size] == '\n') break;
    size += static_cast<std::size_t>(got);
  }
  if (line && size > 0 && room[size - 1] == '\r') --size;
  if (size > most) {
    return std::unexpected(Unusable("it is longer than " + std::to_string(most) + " bytes", "shorten it"));
  }
  bytes.Truncate(size);
  return bytes;
}

Result<void> Say(int terminal, std::string_view words) {
  while (!words.empty()) {
    const ssize_t written = write(terminal, words.data(), words.size());
    if (written < 0 && errno == EINTR && caught == 0) continue;
    if (written < 0) return std::unexpected(IoError("asking on the terminal", errno));
    words.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<SecretBytes> Ask(int terminal, std::string_view prompt) {
  const SilentTerminal silent(terminal);
  if (!silent.ready()) return std::unexpected(IoError("turning the echo off", errno));
  if (auto said = Say(terminal, prompt); !said) return std::unexpected(std::move(said).error());
  return ReadInto(terminal, kMaxPassphrase, true);
}

Result<int> OpenSecret(const std::string& path, struct stat& status) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return std::unexpected(Unusable("the file does not exist", "check its name"));
    }
    if (errno == EACCES || errno == EPERM) {
      return std::unexpected(Unusable("the file may not be read", "check its permissions"));
    }
    return std::unexpected(IoError("opening it", errno));
  }
  if (fstat(descriptor, &status) != 0) {
    const int number = errno;
    close(descriptor);
    return std::unexpected(IoError("reading it", number));
  }
  if (S_ISDIR(status.st_mode)) {
    close(descriptor);
    return std::unexpected(Unusable("it is a folder", "name a file"));
  }
  return descriptor;
}

bool OthersMayRead(const struct stat& status) {
  return S_ISREG(status.st_mode) && (status.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

Result<SecretBytes> PassphraseFromFile(const std::string& path) {
  struct stat status = {};
  auto opened = OpenSecret(path, status);
  if (!opened) {
    opened.error().file = path;
    return std::unexpected(std::move(opened).error());
  }
  const Descriptor file(*opened);
  if (OthersMayRead(status)) Note(path + " can be read by others than its owner: chmod 600 it");
  auto passphrase = ReadInto(file.get(), kMaxPassphrase, true);
  if (passphrase && passphrase->size() == 0) {
    passphrase =
        std::unexpected(Unusable("its first line is empty", "write the passphrase in the first line"));
  }
  if (!passphrase) passphrase.error().file = path;
  return passphrase;
}

}  // namespace

Result<SecretBytes> ReadPassphrase(std::string_view prompt, const std::string& file, bool confirm) {
  if (!file.empty()) return PassphraseFromFile(file);
  const Descriptor terminal(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (terminal.get() < 0) {
    return std::unexpected(Unusable("a passphrase is needed and there is no terminal to ask for it on",
                                    "give --passphrase-file FILE"));
  }
  auto first = Ask(terminal.get(), prompt);
  if (!first) return first;
  if (first->size() == 0) return std::unexpected(Unusable("the passphrase is empty", "type one"));
  if (!confirm) return first;
  auto second = Ask(terminal.get(), "The same again: ");
  if (!second) return second;
  // Both come from one person at one keyboard: nobody measures the time this takes.
  if (!std::ranges::equal(first->Reveal(), second->Reveal())) {
    return std::unexpected(Unusable("the two passphrases differ", "run it again"));
  }
  return first;
}

bool HasTerminal() { return Descriptor(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)).get() >= 0; }

Result<std::string> AskOnTerminal(std::string_view prompt) {
  constexpr std::size_t kMaxAnswer = 4000;  // what a terminal hands over as one line
  const Descriptor terminal(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (terminal.get() < 0)
    return std::unexpected(Unusable("there is no terminal to ask on", "answer by options, see --help"));
  if (auto said = Say(terminal.get(), prompt); !said) return std::unexpected(std::move(said).error());
  std::string answer(kMaxAnswer + 1, '\0');
  ssize_t got = 0;
  do {
    got = read(terminal.get(), answer.data(), answer.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) return std::unexpected(IoError("reading the answer", errno));
  answer.resize(static_cast<std::size_t>(got));
  if (!answer.ends_with('\n'))
    return std::unexpected(Unusable("the terminal ended, or the answer is too long", "run it again"));
  answer.erase(answer.find_last_not_of(" \t\r\n") + 1);
  answer.erase(0, std::min(answer.find_first_not_of(" \t"), answer.size()));
  if (std::ranges::any_of(answer, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }))
    return std::unexpected(Unusable("the answer holds control characters", "type it again without them"));
  return answer;
}

Result<SecretBytes> ReadSecretFile(const std::string& path, std::size_t most) {
  struct stat status = {};
  auto opened = OpenSecret(path, status);
  if (!opened) return std::unexpected(std::move(opened).error());
  const Descriptor file(*opened);
  if (OthersMayRead(status)) {
    return std::unexpected(Unusable("it can be read by others than its owner", "chmod 600 it"));
  }
  // (Guarded memory is dear: as much as the file has, not as much as it might.)
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) < most) {
    most = std::max<std::size_t>(static_cast<std::size_t>(status.st_size), 1);
  }
  return ReadInto(file.get(), most, false);
}

}  // namespace markings::cli
