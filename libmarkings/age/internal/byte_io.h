#ifndef LIBMARKINGS_AGE_INTERNAL_BYTE_IO_H_
#define LIBMARKINGS_AGE_INTERNAL_BYTE_IO_H_

// Where the bytes of a sealed file come from and go to: descriptors or memory. You should use
// libmarkings/age/age.h.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

[[nodiscard]] std::unexpected<Error> IoFailure(std::string_view what, int number);

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;
  // Fills `room` and gives its size; less only at the end. Errors: kIo, or what the bytes themselves have
  // wrong.
  [[nodiscard]] virtual Result<std::size_t> Read(std::span<unsigned char> room) = 0;
};

class ByteSink {
 public:
  ByteSink() = default;
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;
  virtual ~ByteSink() = default;
  [[nodiscard]] virtual Result<void> Write(std::span<const unsigned char> bytes) = 0;
};

// Neither closes its descriptor.
class FileSource final : public ByteSource {
 public:
  explicit FileSource(int descriptor) : descriptor_(descriptor) {}
  [[nodiscard]] Result<std::size_t> Read(std::span<unsigned char> room) override;

 private:
  int descriptor_;
};

// For a file that will be synced, kAtOnce gives the disk each part when it is there, so that syncing does not
// have to wait for all of it.
enum class WriteBack : bool { kLater, kAtOnce };
class FileSink final : public ByteSink {
 public:
  explicit FileSink(int descriptor, WriteBack back = WriteBack::kLater)
      : descriptor_(descriptor), back_(back) {}
  [[nodiscard]] Result<void> Write(std::span<const unsigned char> bytes) override;

 private:
  int descriptor_;
  WriteBack back_;
  std::size_t behind_ = 0;  // what the disk was not told of
};

class ViewSource final : public ByteSource {
 public:
  explicit ViewSource(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] Result<std::size_t> Read(std::span<unsigned char> room) override;

 private:
  std::string_view rest_;
};

// For what is not secret.
class StringSink final : public ByteSink {
 public:
  [[nodiscard]] Result<void> Write(std::span<const unsigned char> bytes) override;
  [[nodiscard]] std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

// Guarded memory of a size that is known to be enough; more is an internal error.
class SecretSink final : public ByteSink {
 public:
  explicit SecretSink(std::size_t most) : bytes_(most) {}
  [[nodiscard]] Result<void> Write(std::span<const unsigned char> bytes) override;
  [[nodiscard]] SecretBytes Take() &&;

 private:
  SecretBytes bytes_;
  std::size_t size_ = 0;
};

// A source that can be looked at before it is read.
class BufferedSource final : public ByteSource {
 public:
  static constexpr std::size_t kCapacity = std::size_t{64} << 10;
  explicit BufferedSource(ByteSource& from) : from_(from), buffer_(kCapacity) {}
  // The next bytes, kCapacity at most; fewer only at the end. Valid until the next call.
  [[nodiscard]] Result<std::string_view> Peek(std::size_t most);
  void Skip(std::size_t size) { begin_ += size; }  // of what was peeked
  [[nodiscard]] Result<std::size_t> Read(std::span<unsigned char> room) override;

 private:
  ByteSource& from_;
  std::vector<unsigned char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_BYTE_IO_H_
