#ifndef TESTS_REGISTER_REGISTER_TESTING_H_
#define TESTS_REGISTER_REGISTER_TESTING_H_

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "libmarkings/register/register.h"
#include "tests/note/note_testing.h"

namespace markings::testing {

// A folder for a register, and the key that signs it.
class RegisterFixture {
 public:
  RegisterFixture() {
    // In memory where that is possible: hundreds of appends, each of which waits for the disk several times.
    const std::filesystem::path memory = "/dev/shm";
    const bool in_memory = access(memory.c_str(), W_OK) == 0;
    std::string pattern =
        ((in_memory ? memory : std::filesystem::temp_directory_path()) / "markings-register-XXXXXX").string();
    above_ = mkdtemp(pattern.data());
  }
  RegisterFixture(const RegisterFixture&) = delete;
  RegisterFixture& operator=(const RegisterFixture&) = delete;
  ~RegisterFixture() { std::filesystem::remove_all(above_); }

  [[nodiscard]] std::string folder() const { return (above_ / "register").string(); }
  [[nodiscard]] std::string Path(const std::string& name) const {
    return (above_ / "register" / name).string();
  }
  [[nodiscard]] std::string Beside(const std::string& name) const { return (above_ / name).string(); }
  [[nodiscard]] const NoteSigner& signer() const { return signer_; }
  [[nodiscard]] RegisterTrust trust() const { return {signer_.verifier()}; }

  void Init() const {
    const auto done = InitRegister(folder(), signer_);
    ASSERT_TRUE(done) << done.error().message;
  }
  // Entries with these numbers, in one append.
  [[nodiscard]] Result<std::vector<AppendedEntry>> Append(std::size_t from, std::size_t count) const {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < count; ++i) entries.push_back(EntryOf(from + i));
    return AppendToRegister(folder(), entries, signer_);
  }
  static std::string EntryOf(std::size_t number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 64 - digits.size(), 'a');
    return *MakeReleaseEntry(ReleaseIdOf(digits), digits, "2026-11-23");
  }
  // Name -> bytes of all its files but the lock.
  [[nodiscard]] std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
      const std::string name = std::filesystem::relative(entry.path(), folder()).string();
      if (entry.is_regular_file() && name != "lock") files[name] = ReadFile(entry.path().string());
    }
    return files;
  }

 private:
  std::filesystem::path above_;
  MinisignSecretKey key_ = TestKey(1);
  NoteSigner signer_ = *NoteSigner::Create("example.org/releases", key_);
};

}  // namespace markings::testing

#endif  // TESTS_REGISTER_REGISTER_TESTING_H_
