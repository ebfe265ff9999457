#include "cli/extract_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

namespace markings::cli {
namespace {

using testing::HasSubstr;

// Programs of a few words of shell in the place of the reader.
class ExtractProcess : public testing::Test {
 protected:
  void SetUp() override {
    std::signal(SIGPIPE, SIG_IGN);  // as main() does
    std::string folder = testing::TempDir() + "extract-XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Result<extract::Extraction> Run(const std::string& script, std::string_view bytes,
                                  std::chrono::milliseconds limit = std::chrono::seconds(60)) {
    const std::string program = folder_ + "/program";
    std::ofstream(program) << "#!/bin/sh\n" << script << "\n";
    chmod(program.c_str(), 0700);
    return RunExtract(bytes, {.type = {}, .helper = program, .time_limit = limit, .max_answer_bytes = 1000});
  }

  std::string folder_;
};

constexpr const char* kAnswer =
    R"(printf '%s' '{"schema":"markings/extraction/1","type":"text","documents":[{"name":"","type":"text","text":"x","regions":[],"pages":[]}]}')";

TEST_F(ExtractProcess, TakesTheAnswer) {
  const std::string large(5'000'000, 'a');  // more than a pipe holds
  const auto read = Run(std::string("cat > /dev/null; ") + kAnswer, large);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->documents[0].text, "x");
  EXPECT_TRUE(Run(kAnswer, large));  // it does not read what it is given
  EXPECT_TRUE(Run(kAnswer, ""));
}

TEST_F(ExtractProcess, GetsNoMoreThanItNeeds) {
  EXPECT_TRUE(
      Run(std::string("[ -z \"$HOME\" ] && [ \"$LANG\" = C.UTF-8 ] && [ ! -e /proc/$$/fd/3 ] || exit 9; ") +
              kAnswer,
          "x"));
}

TEST_F(ExtractProcess, Faults) {
  struct Row {
    std::string script;
    ErrorCode code;
    std::string_view message;
  };
  const Row rows[] = {
      {"kill -SEGV $$", ErrorCode::kUnusableInput, "signal 11"},
      {"exit 1", ErrorCode::kInternal, "exit code 1"},
      {"exit 0", ErrorCode::kInternal, "no usable answer"},
      {"echo text; exit 2", ErrorCode::kInternal, "no usable answer"},
      {R"(echo '{"error":{"message":"no","fix":"do"}}'; exit 2)", ErrorCode::kUnusableInput, "no"},
      {"yes", ErrorCode::kUnusableInput, "over the limit"},
  };
  for (const Row& row : rows) {
    const auto read = Run(row.script, "x");
    ASSERT_FALSE(read) << row.script;
    EXPECT_EQ(read.error().code, row.code) << row.script;
    EXPECT_THAT(read.error().message, HasSubstr(row.message));
    EXPECT_FALSE(read.error().fix.empty());
  }
  EXPECT_EQ(RunExtract("x", {.type = {}, .helper = "/no/such/program"}).error().code, ErrorCode::kIo);
}

TEST_F(ExtractProcess, IsNotWaitedForLongerThanTheLimit) {
  using std::chrono::milliseconds;
  for (const char* script : {"exec sleep 30", "exec >&-; exec sleep 30"}) {
    const auto read = Run(script, "x", milliseconds(200));
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr("longer than the limit"));
  }
}

}  // namespace
}  // namespace markings::cli
