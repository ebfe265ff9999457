#ifndef TESTS_TOKEN_SOFTHSM_H_
#define TESTS_TOKEN_SOFTHSM_H_

// SoftHSM tokens of one test, in a folder of its own.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/release/release_testing.h"

namespace markings::testing {

class SoftHsm : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "markings-token-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::filesystem::create_directory(folder_ / "tokens");
    WriteFile(At("softhsm2.conf"), "directories.tokendir = " + At("tokens") + "\nlog.level = ERROR\n");
    setenv("SOFTHSM2_CONF", At("softhsm2.conf").c_str(), 1);
    for (const char* path :
         {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
          "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"}) {
      if (module_.empty() && std::filesystem::exists(path)) module_ = path;
    }
    ASSERT_FALSE(module_.empty()) << "SoftHSM is not installed (Debian package softhsm2)";
    ASSERT_EQ(Sh("command -v softhsm2-util && command -v pkcs11-tool && command -v minisign"), 0)
        << "missing one of the Debian packages softhsm2, opensc, minisign";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string At(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] int Sh(const std::string& command) const {
    const std::string line = "cd '" + folder_.string() + "' && { " + command + "; } >log 2>&1";
    std::FILE* pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) return -1;
    const int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void MakeToken(const std::string& label) const {
    ASSERT_EQ(Sh("softhsm2-util --init-token --free --label '" + label + "' --pin 271828 --so-pin 314159"), 0)
        << ReadFile(At("log"));
  }
  // type: "EC:edwards25519", "EC:prime256v1", "EC:secp384r1".
  void MakeKey(const std::string& token, const std::string& type, const std::string& label,
               const std::string& id, const std::string& more = "") const {
    ASSERT_EQ(Sh("pkcs11-tool --module " + module_ + " --token-label '" + token +
                 "' --login --pin 271828 --keypairgen --key-type " + type + " --label '" + label + "' --id " +
                 id + " " + more),
              0)
        << ReadFile(At("log"));
  }
  std::string module_;

 private:
  std::filesystem::path folder_;
};

}  // namespace markings::testing

#endif  // TESTS_TOKEN_SOFTHSM_H_
