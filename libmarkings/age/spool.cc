#include "libmarkings/age/internal/spool.h"

#include <fcntl.h>
#include <sodium.h>
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

Result<void> Spool::Flush() {
  if (file_ < 0) {
    auto file = NamelessFile(folder_);
    if (!file) return std::unexpected(std::move(file).error());
    file_ = *file;
  }
  const std::size_t size = std::exchange(size_, 0);
  return FileSink(file_).Write(std::span(memory_).first(size));
}

Result<void> Spool::Write(std::span<const unsigned char> bytes) {
  while (!bytes.empty()) {
    if (size_ == memory_.size()) {
      if (auto flushed = Flush(); !flushed) return flushed;
    }
    const std::size_t size = std::min(bytes.size(), memory_.size() - size_);
    std::copy_n(bytes.begin(), size, memory_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += size;
    bytes = bytes.subspan(size);
  }
  return {};
}

Result<void> Spool::CopyTo(ByteSink& out) {
  if (file_ < 0) return out.Write(std::span(memory_).first(size_));
  if (auto flushed = Flush(); !flushed) return flushed;
  if (lseek(file_, 0, SEEK_SET) != 0) return IoFailure("reading a temporary file", errno);
  FileSource in(file_);
  while (true) {
    auto got = in.Read(memory_);
    if (!got) return std::unexpected(std::move(got).error());
    if (*got == 0) return {};
    if (auto written = out.Write(std::span(memory_).first(*got)); !written) return written;
  }
}

}  // namespace markings::internal
