// The stock minisign as the judge, both ways. Skipped where it is not installed; tests/testdata/minisign
// holds files that it made once, which minisign_test.cc reads in any case.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "libmarkings/minisign/minisign.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::ReadFile;
using testing::Secret;
using testing::Shown;
using testing::WriteFile;

// Runs a shell command in a folder; its exit code.
int RunShell(const std::filesystem::path& folder, const std::string& command) {
  const std::string line = "cd '" + folder.string() + "' && { " + command + "; } >log 2>&1";
  std::FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return -1;
  const int status = pclose(pipe);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Interop : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "markings-interop-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    if (RunShell(folder_, "command -v minisign") != 0) {
      GTEST_SKIP() << "the stock minisign is not installed (Debian package minisign)";
    }
    WriteFile(At("notice.txt"), std::string("a notice\n\0with a NUL\xff", 21));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string At(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] int Sh(const std::string& command) const { return RunShell(folder_, command); }

 private:
  std::filesystem::path folder_;
};

TEST_F(Interop, StockVerifiesOurs) {
  const auto key = MinisignSecretKey::Generate();
  ASSERT_TRUE(key);
  const auto signature = key->Sign(ReadFile(At("notice.txt")), "markings/release/1 caf\xc3\xa9");
  ASSERT_TRUE(signature);
  WriteFile(At("notice.txt.minisig"), *signature);
  WriteFile(At("key.pub"), key->public_key().Format());
  EXPECT_EQ(Sh("minisign -V -p key.pub -m notice.txt"), 0) << ReadFile(At("log"));
  EXPECT_EQ(Sh("minisign -V -P " + key->public_key().KeyLine() + " -m notice.txt"), 0);
  EXPECT_EQ(Sh("minisign -V -Q -p key.pub -m notice.txt"), 0);
  EXPECT_EQ(ReadFile(At("log")), "markings/release/1 caf\xc3\xa9\n");
  // The longest trusted comment that we write is read there.
  WriteFile(At("notice.txt.minisig"), *key->Sign(ReadFile(At("notice.txt")), std::string(8190 - 17, 'a')));
  EXPECT_EQ(Sh("minisign -V -p key.pub -m notice.txt"), 0) << ReadFile(At("log"));
  WriteFile(At("notice.txt"), "another notice\n");
  EXPECT_NE(Sh("minisign -V -p key.pub -m notice.txt"), 0);
}

TEST_F(Interop, OursVerifiesStock) {
  ASSERT_EQ(Sh("minisign -G -W -p stock.pub -s stock.key && minisign -S -s stock.key -m notice.txt"), 0);
  const auto key = MinisignPublicKey::Parse(ReadFile(At("stock.pub")));
  ASSERT_TRUE(key);
  EXPECT_EQ(key->Format(), ReadFile(At("stock.pub")));
  const auto comment = VerifyMinisign(ReadFile(At("notice.txt")), ReadFile(At("notice.txt.minisig")), *key);
  ASSERT_TRUE(comment) << comment.error().message;
  EXPECT_TRUE(comment->contains("file:notice.txt"));
  EXPECT_FALSE(VerifyMinisign("another", ReadFile(At("notice.txt.minisig")), *key));
}

TEST_F(Interop, LegacyIsRefused) {
  ASSERT_EQ(Sh("minisign -G -W -p stock.pub -s stock.key && minisign -S -l -s stock.key -m notice.txt"), 0);
  const auto key = MinisignPublicKey::Parse(ReadFile(At("stock.pub")));
  ASSERT_TRUE(key);
  const auto verified = VerifyMinisign(ReadFile(At("notice.txt")), ReadFile(At("notice.txt.minisig")), *key);
  ASSERT_FALSE(verified);
  EXPECT_TRUE(verified.error().message.contains("legacy"));
}

TEST_F(Interop, PlainKeyFilesBothWays) {
  ASSERT_EQ(Sh("minisign -G -W -p stock.pub -s stock.key"), 0);
  const auto stock = MinisignSecretKey::Parse(Secret(ReadFile(At("stock.key"))), nullptr);
  ASSERT_TRUE(stock);
  EXPECT_EQ(stock->public_key().Format(), ReadFile(At("stock.pub")));

  const auto ours = MinisignSecretKey::Generate();
  ASSERT_TRUE(ours);
  WriteFile(At("ours.key"), Shown(*ours->Format(nullptr)));
  ASSERT_EQ(Sh("minisign -S -s ours.key -m notice.txt"), 0) << ReadFile(At("log"));
  EXPECT_TRUE(
      VerifyMinisign(ReadFile(At("notice.txt")), ReadFile(At("notice.txt.minisig")), ours->public_key()));
  // The stock tool makes the same public half of it.
  ASSERT_EQ(Sh("minisign -R -s ours.key -p again.pub"), 0) << ReadFile(At("log"));
  EXPECT_EQ(ReadFile(At("again.pub")), ours->public_key().Format());
}

// Without a terminal the stock tool reads the passphrase from standard input. Four derivations of 1 GiB.
TEST_F(Interop, LockedKeyFilesBothWays) {
  const SecretBytes passphrase = Secret("lamp oil and rope");
  ASSERT_EQ(Sh("printf 'lamp oil and rope\\nlamp oil and rope\\n' | minisign -G -p stock.pub -s stock.key"),
            0)
      << ReadFile(At("log"));
  const auto stock = MinisignSecretKey::Parse(Secret(ReadFile(At("stock.key"))), &passphrase);
  ASSERT_TRUE(stock) << stock.error().message;
  EXPECT_EQ(stock->public_key().Format(), ReadFile(At("stock.pub")));

  const auto ours = MinisignSecretKey::Generate();
  ASSERT_TRUE(ours);
  WriteFile(At("ours.key"), Shown(*ours->Format(&passphrase)));
  ASSERT_EQ(Sh("printf 'lamp oil and rope\\n' | minisign -S -s ours.key -m notice.txt"), 0)
      << ReadFile(At("log"));
  EXPECT_TRUE(
      VerifyMinisign(ReadFile(At("notice.txt")), ReadFile(At("notice.txt.minisig")), ours->public_key()));
}

}  // namespace
}  // namespace markings
