#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "libmarkings/age/internal/byte_io.h"

namespace markings::internal {

std::unexpected<Error> IoFailure(std::string_view what, int number) {
  // Whoever reads a pipe may have seen enough: nobody needs a word about it.
  if (number == EPIPE) return Fail(ErrorCode::kIo, {}, "", "");
  return Fail(ErrorCode::kIo, {}, std::string(what) + " failed (" + std::strerror(number) + ")",
              "mend that and run it again");
}

Result<std::size_t> FileSource::Read(std::span<unsigned char> room) {
  std::size_t size = 0;
  while (size < room.size()) {
    const ssize_t got = read(descriptor_, room.data() + size, room.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return IoFailure("reading the input", errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return size;
}

Result<void> FileSink::Write(std::span<const unsigned char> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return IoFailure("writing the output", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    behind_ += static_cast<std::size_t>(written);
  }
  constexpr std::size_t kPart = std::size_t{8} << 20;
  if (back_ == WriteBack::kAtOnce && behind_ >= kPart) {
    const auto size = static_cast<off_t>(std::exchange(behind_, 0));
    // Pipes have no place and no disk; that this fails for them does not matter.
    const off_t end = lseek(descriptor_, 0, SEEK_CUR);
    if (end >= size) static_cast<void>(sync_file_range(descriptor_, end - size, size, SYNC_FILE_RANGE_WRITE));
  }
  return {};
}

Result<std::size_t> ViewSource::Read(std::span<unsigned char> room) {
  const std::size_t size = std::min(room.size(), rest_.size());
  std::ranges::copy(rest_.substr(0, size), room.begin());
  rest_.remove_prefix(size);
  return size;
}

Result<void> StringSink::Write(std::span<const unsigned char> bytes) {
  bytes_.append(bytes.begin(), bytes.end());
  return {};
}

Result<void> SecretSink::Write(std::span<const unsigned char> bytes) {
  if (bytes.size() > bytes_.size() - size_) {
    return Fail(ErrorCode::kInternal, {}, "what was opened is larger than it can be", "please report it");
  }
  std::ranges::copy(bytes, bytes_.RevealForWriting().subspan(size_).begin());
  size_ += bytes.size();
  return {};
}

SecretBytes SecretSink::Take() && {
  bytes_.Truncate(size_);
  return std::move(bytes_);
}

Result<std::string_view> BufferedSource::Peek(std::size_t most) {
  most = std::min(most, kCapacity);
  if (end_ - begin_ < most) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= std::exchange(begin_, 0);
    auto got = from_.Read(std::span(buffer_).subspan(end_));
    if (!got) return std::unexpected(std::move(got).error());
    end_ += *got;
  }
  return std::string_view(reinterpret_cast<const char*>(buffer_.data()) + begin_,
                          std::min(most, end_ - begin_));
}

Result<std::size_t> BufferedSource::Read(std::span<unsigned char> room) {
  const std::size_t held = std::min(room.size(), end_ - begin_);
  std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), held, room.begin());
  begin_ += held;
  if (held == room.size()) return held;
  auto got = from_.Read(room.subspan(held));
  if (!got) return got;
  return held + *got;
}

}  // namespace markings::internal
