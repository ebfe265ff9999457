// What holds whenever an append is killed or one of its system calls fails, and when many append at once.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "libmarkings/register/register.h"
#include "tests/register/register_testing.h"
#include "tests/support/every_call.h"

namespace markings {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::ReadFile;
using testing::RegisterFixture;
using testing::RunUntilCall;

// Not those that a sanitizer or a test library ends a process with.
constexpr int kLogged = 40, kRefused = 41;

struct Growth {
  std::size_t before, added;
};

class EveryAppend : public ::testing::TestWithParam<Growth> {
 protected:
  // A register of its own for each run, copied from one that was made once.
  void Begin(const RegisterFixture& model, const RegisterFixture& fixture) {
    fs::remove_all(fixture.folder());
    fs::copy(model.folder(), fixture.folder(), fs::copy_options::recursive);
  }
  static int Append(const RegisterFixture& fixture) {
    return fixture.Append(GetParam().before, GetParam().added) ? kLogged : kRefused;
  }
  // The register is sound, with all of the new entries or none, and follows from what was seen before. Gives
  // its size.
  static std::size_t ExpectSound(const RegisterFixture& fixture, const std::string& seen) {
    std::size_t visited = 0;
    const auto whole =
        VerifyRegister(fixture.folder(), fixture.trust(), [&](std::uint64_t, std::string_view entry) {
          EXPECT_EQ(entry, RegisterFixture::EntryOf(visited++));
          return Result<void>();
        });
    if (!whole) {
      ADD_FAILURE() << whole.error().file << ": " << whole.error().message;
      return 0;
    }
    EXPECT_TRUE(visited == GetParam().before || visited == GetParam().before + GetParam().added) << visited;
    const auto followed = FollowRegister(fixture.folder(), fixture.trust(), seen);
    EXPECT_TRUE(followed) << followed.error().message;
    return visited;
  }
  // After whatever happened, other entries can be logged, over what was left behind.
  static void ExpectGoesOn(const RegisterFixture& fixture, std::size_t size) {
    const std::string note = ReadFile(fixture.Path("checkpoint"));
    // Others than those that may have been left behind.
    const auto appended = fixture.Append(5000, GetParam().added);
    ASSERT_TRUE(appended) << appended.error().file << ": " << appended.error().message;
    EXPECT_EQ(appended->front().index, size);
    EXPECT_TRUE(VerifyInclusion(appended->front().proof, RegisterFixture::EntryOf(5000), fixture.trust()));
    const auto whole = VerifyRegister(fixture.folder(), fixture.trust());
    ASSERT_TRUE(whole) << whole.error().file << ": " << whole.error().message;
    EXPECT_EQ(whole->checkpoint.size, size + GetParam().added);
    EXPECT_TRUE(FollowRegister(fixture.folder(), fixture.trust(), note));
    EXPECT_FALSE(fs::exists(fixture.Path(".unfinished")));
  }
  static void MakeModel(const RegisterFixture& model) {
    model.Init();
    ASSERT_TRUE(GetParam().before == 0 || model.Append(0, GetParam().before));
  }
};

TEST_P(EveryAppend, KilledAtAnyCall) {
  const RegisterFixture model, fixture;
  ASSERT_NO_FATAL_FAILURE(MakeModel(model));
  const std::string seen = ReadFile(model.Path("checkpoint"));
  int killed = 0;
  std::set<std::size_t> sizes;
  for (int call = 1;; ++call) {
    SCOPED_TRACE("call " + std::to_string(call));
    ASSERT_LT(call, 2000);
    Begin(model, fixture);
    const Outcome outcome = RunUntilCall([&] { return Append(fixture); }, call, 0);
    if (!outcome.traced) GTEST_SKIP() << "processes may not be traced here";
    const std::size_t size = ExpectSound(fixture, seen);
    sizes.insert(size);
    ExpectGoesOn(fixture, size);
    if (HasFailure()) return;
    if (!outcome.acted) {
      EXPECT_EQ(outcome.exit_code, kLogged);
      break;
    }
    ++killed;
  }
  EXPECT_GT(killed, 30);
  EXPECT_EQ(sizes.size(), 2U);
  RecordProperty("killed", killed);
}

#if defined(__x86_64__)
TEST_P(EveryAppend, FailingAtAnyCall) {
  const RegisterFixture model, fixture;
  ASSERT_NO_FATAL_FAILURE(MakeModel(model));
  const std::string seen = ReadFile(model.Path("checkpoint"));
  for (const int fault : {EIO, ENOSPC}) {
    int refused = 0;
    for (int call = 1;; ++call) {
      SCOPED_TRACE("call " + std::to_string(call));
      ASSERT_LT(call, 2000);
      Begin(model, fixture);
      const Outcome outcome = RunUntilCall([&] { return Append(fixture); }, call, fault);
      if (!outcome.traced) GTEST_SKIP() << "processes may not be traced here";
      const std::size_t size = ExpectSound(fixture, seen);
      EXPECT_TRUE(outcome.exit_code != kLogged || size == GetParam().before + GetParam().added) << size;
      if (outcome.exit_code == kRefused) ++refused;
      ExpectGoesOn(fixture, size);
      if (HasFailure()) return;
      if (!outcome.acted) break;
    }
    EXPECT_GT(refused, 20);
  }
}
#endif

INSTANTIATE_TEST_SUITE_P(Register, EveryAppend,
                         ::testing::Values(Growth{0, 1}, Growth{3, 2}, Growth{255, 1}, Growth{254, 4},
                                           Growth{256, 1}),
                         [](const auto& which) {
                           return std::to_string(which.param.before) + "And" +
                                  std::to_string(which.param.added);
                         });

TEST(ManyAppends, ProcessesTakeTurns) {
  const RegisterFixture fixture;
  fixture.Init();
  constexpr std::size_t kProcesses = 12, kEach = 25;
  std::vector<pid_t> children;
  for (std::size_t process = 0; process < kProcesses; ++process) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (std::size_t i = 0; i < kEach; ++i) {
        const std::size_t number = process * kEach + i;
        const auto appended = fixture.Append(number, 1);
        if (!appended) _exit(1);
        if (!VerifyInclusion(appended->front().proof, RegisterFixture::EntryOf(number), fixture.trust()))
          _exit(2);
        // Readers need no lock: what they find is always a whole register.
        if (i % 5 == 0 && !VerifyRegister(fixture.folder(), fixture.trust())) _exit(3);
      }
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
  std::multiset<std::string> logged, expected;
  const auto whole =
      VerifyRegister(fixture.folder(), fixture.trust(), [&](std::uint64_t, std::string_view entry) {
        logged.emplace(entry);
        return Result<void>();
      });
  ASSERT_TRUE(whole) << whole.error().message;
  for (std::size_t i = 0; i < kProcesses * kEach; ++i) expected.insert(RegisterFixture::EntryOf(i));
  EXPECT_EQ(logged, expected);
}

}  // namespace
}  // namespace markings
