#include "extract/ocr.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "extract/clean_text.h"

namespace markings::extract {
namespace {

constexpr double kMinDpi = 100;  // below it letters of the usual size are not told apart
constexpr std::size_t kMaxAnswer = std::size_t{64} << 20;

std::unexpected<Error> Unusable(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> Unavailable() {
  return Unusable("OCR was asked for and tesseract cannot be run",
                  "install tesseract-ocr and tesseract-ocr-eng, or do without OCR");
}

// A file descriptor, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

bool WriteAll(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(to, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::optional<std::string> ReadAll(int from) {
  const off_t end = lseek(from, 0, SEEK_END);
  if (end < 0 || static_cast<std::size_t>(end) > kMaxAnswer) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(end), '\0');
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t count = pread(from, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    at += static_cast<std::size_t>(count);
  }
  return bytes;
}

// A process, killed and reaped at the latest at the end. It leads a group, so that its own children end with
// it.
class Process {
 public:
  explicit Process(pid_t pid) : pid_(pid) {}
  ~Process() {
    if (pid_ <= 0) return;
    kill(-pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Its wait status, nullopt when it has not ended in time.
  std::optional<int> Wait(int seconds) {
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::seconds(seconds);
    while (true) {
      int status = 0;
      const pid_t ended = waitpid(pid_, &status, WNOHANG);
      if (ended == pid_) {
        pid_ = 0;
        return status;
      }
      if ((ended < 0 && errno != EINTR) || Clock::now() >= until) return std::nullopt;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

 private:
  pid_t pid_;
};

// The attributes and file actions of a process to be started: a clean environment, no descriptor of ours, the
// signals as they are by default.
std::optional<pid_t> Spawn(const std::string& program, double dpi, int in, int out) {
  std::string resolution = std::to_string(std::lround(dpi));
  std::array<std::string, 10> words = {program, "stdin", "stdout", "-l",       "eng",
                                       "--psm", "3",     "--dpi",  resolution, "tsv"};
  std::array<char*, 11> arguments{};
  std::ranges::transform(words, arguments.begin(), [](std::string& word) { return word.data(); });
  std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
  std::string locale = "LC_ALL=C";
  std::string threads = "OMP_THREAD_LIMIT=1";
  const char* const where = std::getenv("TESSDATA_PREFIX");  // NOLINT(concurrency-mt-unsafe): nothing sets it
  std::string data = fmt::format("TESSDATA_PREFIX={}", where == nullptr ? "" : where);
  std::array<char*, 5> environment = {path.data(), locale.data(), threads.data(),
                                      where == nullptr ? nullptr : data.data(), nullptr};

  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) return std::nullopt;
  posix_spawnattr_t attributes;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return std::nullopt;
  }
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  pid_t pid = 0;
  const bool started =
      posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO) == 0 &&
      posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO) == 0 &&
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
      posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1) == 0 &&
      posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) == 0 &&
      posix_spawnattr_setpgroup(&attributes, 0) == 0 && posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
      posix_spawnattr_setsigdefault(&attributes, &all) == 0 &&
      posix_spawnp(&pid, program.c_str(), &actions, &attributes, arguments.data(), environment.data()) == 0;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (!started) return std::nullopt;
  return pid;
}

// The gray pixels of a page as a PGM file.
std::optional<std::string> Picture(const poppler::page& page, double dpi) {
  poppler::page_renderer renderer;
  renderer.set_render_hints(poppler::page_renderer::antialiasing | poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_gray8);
  const poppler::image image = renderer.render_page(&page, dpi, dpi);
  if (!image.is_valid() || image.width() <= 0 || image.height() <= 0) return std::nullopt;
  const auto width = static_cast<std::size_t>(image.width());
  const auto height = static_cast<std::size_t>(image.height());
  std::string picture = fmt::format("P5\n{} {}\n255\n", width, height);
  picture.reserve(picture.size() + width * height);
  for (std::size_t row = 0; row < height; ++row)
    picture.append(image.const_data() + row * static_cast<std::size_t>(image.bytes_per_row()), width);
  return picture;
}

// A row of tesseract's table: level, page, block, paragraph, line, word, left, top, width, height,
// confidence, text.
std::optional<Word> ReadRow(std::string_view row, double points) {
  constexpr std::size_t kText = 11;
  std::array<std::string_view, kText> fields;
  for (std::string_view& field : fields) {
    const std::size_t end = row.find('\t');
    if (end == std::string_view::npos) return std::nullopt;
    field = row.substr(0, end);
    row.remove_prefix(end + 1);
  }
  std::array<double, 4> place{};
  for (std::size_t i = 0; i < place.size(); ++i) {
    const std::string_view field = fields[6 + i];
    const auto read = std::from_chars(field.data(), field.data() + field.size(), place[i]);
    if (read.ec != std::errc()) return std::nullopt;
  }
  Word word{.x = place[0] * points,
            .y = place[1] * points,
            .width = place[2] * points,
            .height = place[3] * points,
            .text = CleanLine(row)};
  if (word.text.empty()) return std::nullopt;
  return word;
}

}  // namespace

Result<std::vector<Word>> RecognisePage(const poppler::page& page, double width, double height,
                                        const OcrSettings& settings) {
  const double square_inches = std::max(width * height, 1.0) / (72.0 * 72.0);
  const double dpi = std::min(settings.dpi, std::floor(std::sqrt(settings.max_pixels / square_inches)));
  if (!(dpi >= kMinDpi))
    return Unusable("a page without a text layer is too large for OCR", "print it on smaller pages");
  const auto picture = Picture(page, dpi);
  if (!picture) return Unusable("a page without a text layer cannot be drawn for OCR", "scan it anew");

  const Descriptor in(memfd_create("page", MFD_CLOEXEC));
  const Descriptor out(memfd_create("words", MFD_CLOEXEC));
  if (!in.valid() || !out.valid() || !WriteAll(in.number(), *picture) || lseek(in.number(), 0, SEEK_SET) != 0)
    return Unusable("there is no memory for the picture of a page", "give it more memory, or do without OCR");
  const auto pid = Spawn(settings.program, dpi, in.number(), out.number());
  if (!pid) return Unavailable();
  const auto status = Process(*pid).Wait(settings.seconds);
  if (!status)
    return Unusable(fmt::format("OCR of a page is over the limit of {} seconds", settings.seconds),
                    "split the document, or do without OCR");
  if (!WIFEXITED(*status) || WEXITSTATUS(*status) != 0) return Unavailable();
  const auto answer = ReadAll(out.number());
  if (!answer || !answer->starts_with("level\t")) return Unavailable();

  std::vector<Word> words;
  std::string_view rows = *answer;
  while (!rows.empty()) {
    const std::size_t end = std::min(rows.find('\n'), rows.size());
    if (rows.starts_with("5\t"))  // a word; the levels above are what it stands in
      if (auto word = ReadRow(rows.substr(0, end), 72.0 / dpi)) words.push_back(std::move(*word));
    rows.remove_prefix(std::min(end + 1, rows.size()));
  }
  return words;
}

}  // namespace markings::extract
