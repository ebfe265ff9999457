// The stock age as the judge, both ways (Debian package age). With a passphrase, which it asks the terminal
// for, in tests/cli/age.txt.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tests/age/age_testing.h"

namespace markings {
namespace {

using testing::MemoryFile;
using testing::Secret;
using testing::Shown;
using testing::SomeBytes;
using testing::TheRecipient;

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

// Post-quantum keys, which the stock age has from 1.3 on, and OpenSSL from 3.5 on: four branches, each says
// which it is.
TEST_F(AgeInterop, PostQuantumBothWays) {
  const bool theirs = Sh("age-keygen -pq -o key") == 0;
  std::cout << "the stock age " << (theirs ? "has" : "does not have") << " post-quantum keys, OpenSSL "
            << (HasPostQuantumAge() ? "has ML-KEM" : "does not have ML-KEM") << "\n";
  if (!HasPostQuantumAge()) {
    const auto made = AgeIdentity::Generate(AgeKind::kPostQuantum);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::kUnsupported);
    EXPECT_TRUE(!theirs || !ReadAgeIdentities(Secret(Read("key"))));
    return;
  }
  const auto identity = AgeIdentity::Generate(AgeKind::kPostQuantum);
  ASSERT_TRUE(identity);
  const std::string text = SomeBytes(70000);
  Write("ours", Shown(FormatAgeKeyFile(*identity, "2026-01-01T00:00:00Z")));
  Write("sealed", *SealAge(text, {{identity->recipient()}}));
  Write("text", text);
  Write("recipient", identity->recipient().Format() + "\n");
  if (!theirs) {
    EXPECT_NE(Sh("age -d -i ours -o opened sealed"), 0) << "it opens what it cannot make?";
    return;
  }
  ASSERT_EQ(Sh("age -d -i ours -o opened sealed"), 0) << Read("log");
  EXPECT_TRUE(Read("opened") == text);
  ASSERT_EQ(Sh("age-keygen -y ours"), 0);
  EXPECT_EQ(Read("log"), Read("recipient"));
  std::vector<AgeIdentity> identities = *ReadAgeIdentities(Secret(Read("key")));
  const std::string other = identities[0].recipient().Format();
  for (const char* form : {"", "-a "}) {
    ASSERT_EQ(Sh("age " + std::string(form) + "-R recipient -r " + other + " -o sealed text"), 0)
        << Read("log");
    for (const auto& list : {std::span(&*identity, 1), std::span(std::as_const(identities))}) {
      const auto opened = OpenAge(Read("sealed"), list);
      ASSERT_TRUE(opened) << opened.error().message;
      EXPECT_TRUE(Shown(*opened) == text);
    }
  }
  // Neither mixes them with others.
  EXPECT_NE(Sh("age -R recipient -r " + TheRecipient()[0].Format() + " -o mixed text"), 0);
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
