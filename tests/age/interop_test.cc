// The stock age as the judge, both ways (Debian package age). With a passphrase, which it asks the terminal
// for, in tests/cli/age.txt.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/age/age_testing.h"

namespace markings {
namespace {

using testing::MemoryFile;
using testing::Secret;
using testing::Shown;
using testing::SomeBytes;

class AgeInterop : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "markings-age-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    ASSERT_EQ(Sh("command -v age && command -v age-keygen"), 0)
        << "install the stock age (Debian package age)";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string At(const std::string& name) const { return (folder_ / name).string(); }
  // Runs a shell command in the folder; its exit code.
  [[nodiscard]] int Sh(const std::string& command) const {
    const std::string line = "cd '" + folder_.string() + "' && { " + command + "; } >log 2>&1";
    std::FILE* pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) return -1;
    const int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] std::string Read(const std::string& name) const {
    std::ifstream file(At(name), std::ios::binary);
    EXPECT_TRUE(file) << name;
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
  void Write(const std::string& name, std::string_view bytes) const {
    std::ofstream(At(name), std::ios::binary) << bytes;
  }

 private:
  std::filesystem::path folder_;
};

constexpr std::size_t kSizes[] = {0, 1, 65535, 65536, 65537, 524288, 1500000};

TEST_F(AgeInterop, StockOpensOurs) {
  const auto identity = AgeIdentity::Generate(), other = AgeIdentity::Generate();
  ASSERT_TRUE(identity && other);
  Write("key", Shown(FormatAgeKeyFile(*identity, "2026-01-01T00:00:00Z")));
  const std::vector<AgeRecipient> recipients = {other->recipient(), identity->recipient()};
  for (const std::size_t size : kSizes) {
    const std::string text = SomeBytes(size);
    for (const AgeForm form : {AgeForm::kBinary, AgeForm::kArmored}) {
      const MemoryFile in(text), out;
      ASSERT_TRUE(EncryptAge(in.get(), out.get(), recipients, form));
      Write("sealed", out.Bytes());
      ASSERT_EQ(Sh("rm -f opened; age -d -i key -o opened sealed"), 0) << size << Read("log");
      // (The stock tool makes no file for an empty text.)
      EXPECT_TRUE((size == 0 && !std::filesystem::exists(At("opened"))) || Read("opened") == text) << size;
    }
  }
}

TEST_F(AgeInterop, OursOpensStock) {
  ASSERT_EQ(Sh("age-keygen -o key && age-keygen -o other"), 0) << Read("log");
  const auto identities = ReadAgeIdentities(Secret(Read("key"))),
             others = ReadAgeIdentities(Secret(Read("other")));
  ASSERT_TRUE(identities && others) << "age-keygen's file is not read";
  const std::string recipient = (*identities)[0].recipient().Format();
  EXPECT_TRUE(Read("key").contains("# public key: " + recipient + "\n"));
  for (const std::size_t size : kSizes) {
    const std::string text = SomeBytes(size);
    Write("text", text);
    for (const char* form : {"", "-a "}) {
      ASSERT_EQ(Sh("age " + std::string(form) + "-r " + (*others)[0].recipient().Format() + " -r " +
                   recipient + " -o sealed text"),
                0)
          << Read("log");
      const std::string sealed = Read("sealed");
      const auto opened = OpenAge(sealed, *identities);
      ASSERT_TRUE(opened) << size << opened.error().message;
      EXPECT_TRUE(Shown(*opened) == text) << size;
      const MemoryFile in(sealed), out;
      ASSERT_TRUE(DecryptAge(in.get(), out.get(), {.identities = *others}));
      EXPECT_TRUE(out.Bytes() == text) << size;
    }
  }
}

// Both refuse what was changed; the stock tool's keys are read the same way.
TEST_F(AgeInterop, RecipientsAreTheSame) {
  const auto identity = AgeIdentity::Generate();
  Write("key", Shown(identity->Format()) + "\n");
  ASSERT_EQ(Sh("age-keygen -y key"), 0) << Read("log");
  EXPECT_EQ(Read("log"), identity->recipient().Format() + "\n");
  std::string sealed = *SealAge("text", {{identity->recipient()}});
  sealed.back() = static_cast<char>(sealed.back() ^ 1);
  Write("sealed", sealed);
  EXPECT_NE(Sh("age -d -i key sealed"), 0);
}

}  // namespace
}  // namespace markings
