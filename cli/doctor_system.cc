#include <fcntl.h>
#include <fmt/format.h>
#include <langinfo.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

#include "cli/child_process.h"
#include "cli/doctor.h"
#include "cli/io.h"
#include "cli/program_output.h"
#include "cli/signing.h"

namespace markings::cli {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets variables
  return value == nullptr ? std::string() : std::string(value);
}

void CheckClock(DoctorChecks& checks) {
  DoctorSubject subject(checks, "system", "clock");
  const std::time_t now = std::time(nullptr);
  // This very program was put here some time ago.
  struct stat self = {};
  if (stat("/proc/self/exe", &self) != 0)
    return subject.NotChecked("clock", "the program's own file cannot be looked at");
  constexpr std::time_t kDay = 86400, kYears = std::time_t{20} * 365 * kDay;
  if (now + kDay < self.st_mtime) {
    return subject.Finding(
        "clock", fmt::format("it says {}, which is before this program was installed", FormatUtc(now)),
        "set it: dates of releases and keys depend on it");
  }
  if (now > self.st_mtime + kYears) {
    return subject.Finding(
        "clock", fmt::format("it says {}, twenty years after this program was installed", FormatUtc(now)),
        "set it: dates of releases and keys depend on it");
  }
  subject.Ok("clock", fmt::format("it says {}", FormatUtc(now)));
  const std::string epoch = Variable("SOURCE_DATE_EPOCH");
  if (epoch.empty()) return;
  DoctorSubject variable(checks, "system", "SOURCE_DATE_EPOCH");
  variable.Finding("fixed-date",
                   "it is set: releases bear its date, and days are decided by it, not by the clock",
                   "unset it unless that is meant");
}

void CheckLocale(DoctorChecks& checks) {
  DoctorSubject subject(checks, "system", "locale");
  if (std::setlocale(LC_CTYPE, "") == nullptr) {  // NOLINT(concurrency-mt-unsafe): the only thread
    return subject.Finding(
        "locale",
        "the locale that is asked for is not installed: " + Printable(Variable("LC_ALL") + Variable("LANG")),
        "set LC_ALL=C.UTF-8, or install it");
  }
  const std::string encoding = nl_langinfo(CODESET);  // NOLINT(concurrency-mt-unsafe)
  static_cast<void>(std::setlocale(LC_CTYPE, "C"));   // NOLINT(concurrency-mt-unsafe): "C" is always there
  if (encoding == "UTF-8") return subject.Ok("locale", "texts are shown as UTF-8");
  subject.Finding("locale",
                  "the terminal is told that texts are " + encoding + ", and what is written is UTF-8",
                  "set LC_ALL=C.UTF-8");
}

void CheckTerminal(DoctorChecks& checks) {
  DoctorSubject subject(checks, "system", "terminal");
  const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0)
    return subject.NotChecked("terminal", "there is none: passphrases come from --passphrase-file");
  close(terminal);
  const std::string kind = Variable("TERM");
  if (kind.empty() || kind == "dumb")
    return subject.Ok("terminal", "passphrases can be asked for; without colours");
  subject.Ok("terminal", "passphrases can be asked for");
}

void CheckTemporary(DoctorChecks& checks) {
  const std::string named = Variable("TMPDIR");
  const std::string folder = named.empty() ? "/tmp" : named;
  DoctorSubject subject(checks, "system", Printable(folder));
  struct stat status = {};
  if (stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
    return subject.Finding("temporary-folder", "it is no folder", "set TMPDIR to one");
  if (access(folder.c_str(), W_OK | X_OK) != 0)
    return subject.Finding("temporary-folder", "this user may not write to it",
                           "set TMPDIR to a folder of your own");
  if ((status.st_mode & S_IWOTH) != 0 && (status.st_mode & S_ISVTX) == 0) {
    return subject.Finding("temporary-folder", "everybody may remove other people's files in it",
                           "chmod +t it");
  }
  constexpr unsigned long long kEnough = 64ULL << 20;
  struct statvfs room = {};
  if (statvfs(folder.c_str(), &room) == 0 &&
      static_cast<unsigned long long>(room.f_bavail) * room.f_frsize < kEnough) {
    return subject.Finding("temporary-folder", "less than 64 MiB are free in it", "make room, or set TMPDIR");
  }
  subject.Ok("temporary-folder", "it can be written to");
}

// A program that this one runs. `without`: what cannot be done where it is not there.
void CheckHelper(DoctorChecks& checks, const std::string& name, const std::string& without) {
  DoctorSubject subject(checks, "program", name);
  const auto path = FindHelper(name, without);
  if (!path) return subject.Finding("helper", path.error().message, path.error().fix);
  const auto said = OutputOf(*path, {"--version"});
  if (!said) return subject.Finding("helper", without + ": " + said.error().message, said.error().fix);
  if (said->exit_code != 0 || said->text != name + " " MARKINGS_VERSION "\n") {
    return subject.Finding(
        "helper", "it is not of version " MARKINGS_VERSION ", as this program is, or lacks a library",
        "install both from one package");
  }
  subject.Ok("helper", "found, version " MARKINGS_VERSION);
}

}  // namespace

void CheckSystem(DoctorChecks& checks) {
  CheckClock(checks);
  CheckLocale(checks);
  CheckTerminal(checks);
  CheckTemporary(checks);
}

void CheckPrograms(DoctorChecks& checks) {
  CheckHelper(checks, "markings-extract",
              "PDF, DOCX, HTML, e-mail and archives cannot be read, since the program for it");
  CheckHelper(checks, "markings-paper", "PDF and DOCX cannot be written, since the program for it");
}

}  // namespace markings::cli
