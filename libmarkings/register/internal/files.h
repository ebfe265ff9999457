#ifndef LIBMARKINGS_REGISTER_INTERNAL_FILES_H_
#define LIBMARKINGS_REGISTER_INTERNAL_FILES_H_

// The folder of a register on disk: you should use libmarkings/register/register.h.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "libmarkings/text/error.h"

namespace markings::internal {

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_;
};

// An open folder. Names are paths below it, with '/' between. Not thread-safe.
class RegisterFolder {
 public:
  // Errors: kUnusableInput when there is no such folder; kIo.
  [[nodiscard]] static Result<RegisterFolder> Open(const std::string& path);

  // Waits until no other process appends; for as long as this object lives. Errors: kIo.
  [[nodiscard]] Result<void> Lock();

  // All bytes of a file, or nothing when it is not there. Errors: kBadRegister when it has more than `most`
  // or is no file; kIo.
  [[nodiscard]] Result<std::optional<std::string>> Read(const std::string& name, std::size_t most) const;

  // Puts a file in place in one step, whole or not at all, its bytes on the disk before its name. Folders are
  // made as needed. Its name is only on the disk after Sync. Errors: kIo.
  [[nodiscard]] Result<void> Put(const std::string& name, std::string_view bytes);

  // All folders that Put has touched, and those above them, to the disk. Errors: kIo.
  [[nodiscard]] Result<void> Sync();

  // Removes a folder of files, if it is there. What fails is left.
  void RemoveFolder(const std::string& name) const;

  // Whether there is nothing in it but what this class itself leaves. Errors: kIo.
  [[nodiscard]] Result<bool> IsEmpty() const;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  RegisterFolder(std::string path, Descriptor folder) : path_(std::move(path)), folder_(std::move(folder)) {}
  [[nodiscard]] Result<void> MakeFolders(const std::string& name);
  std::string path_;
  Descriptor folder_, lock_;
  std::set<std::string> touched_;  // folders, "" is this one
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_REGISTER_INTERNAL_FILES_H_
