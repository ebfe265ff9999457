#include "libmarkings/age/internal/spool.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace markings::internal {
namespace {

Result<int> NamelessFile(std::string folder) {
  if (folder.empty()) {
    const char* given = std::getenv("TMPDIR");
    folder = given != nullptr && *given != '\0' ? given : "/tmp";
  }
  // O_EXCL: nobody can give it a name.
  int file = open(folder.c_str(), O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT || errno == EINVAL)) {
    std::string name = folder + "/.markings-XXXXXX";
    file = mkostemp(name.data(), O_CLOEXEC);  // mode 0600
    if (file >= 0) unlink(name.c_str());
  }
  if (file < 0) {
    auto failure = IoFailure("making a temporary file", errno);
    failure.error().file = folder;
    return failure;
  }
  return file;
}

}  // namespace

Spool::~Spool() {
  sodium_memzero(memory_.data(), memory_.size());
  if (file_ >= 0) close(file_);
}

Result<void> Spool::Spill() {
  auto file = NamelessFile(folder_);
  if (!file) return std::unexpected(std::move(file).error());
  file_ = *file;
  return FileSink(file_).Write(std::span(memory_).first(size_));
}

Result<void> Spool::Write(std::span<const unsigned char> bytes) {
  if (file_ < 0 && bytes.size() <= memory_.size() - size_) {
    std::ranges::copy(bytes, memory_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += bytes.size();
    return {};
  }
  if (file_ < 0) {
    if (auto spilled = Spill(); !spilled) return spilled;
  }
  return FileSink(file_).Write(bytes);
}

Result<void> Spool::CopyTo(int out) {
  FileSink sink(out);
  if (file_ < 0) return sink.Write(std::span(memory_).first(size_));
  // The pages themselves go to a pipe; what takes none (a file that is appended to, a device) gets copies.
  off_t at = 0;
  while (true) {
    constexpr std::size_t kPart = std::size_t{16} << 20;
    const ssize_t sent = sendfile(out, file_, &at, kPart);
    if (sent == 0) return {};
    if (sent < 0 && errno != EINTR) break;
  }
  if (errno != EINVAL && errno != ENOSYS) return IoFailure("writing the output", errno);
  if (lseek(file_, at, SEEK_SET) != at) return IoFailure("reading a temporary file", errno);
  FileSource in(file_);
  while (true) {
    auto got = in.Read(memory_);
    if (!got) return std::unexpected(std::move(got).error());
    if (*got == 0) return {};
    if (auto written = sink.Write(std::span(memory_).first(*got)); !written) return written;
  }
}

}  // namespace markings::internal
