#include "cli/paper_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "libmarkings/report/sheet_json.h"

namespace markings::cli {
namespace {

using testing::HasSubstr;

// Programs of a few words of shell in the place of the one that sets text.
class PaperProcess : public testing::Test {
 protected:
  void SetUp() override {
    std::signal(SIGPIPE, SIG_IGN);  // as main() does
    std::string folder = testing::TempDir() + "paper-XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    sheet_.title = "cable";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Result<std::string> Run(const std::string& script, PaperForm form = PaperForm::kPdf) const {
    const std::string program = folder_ + "/program";
    std::ofstream(program) << "#!/bin/sh\n" << script << "\n";
    chmod(program.c_str(), 0700);
    return RunPaper(sheet_, {.form = form, .paper = "a4", .helper = program});
  }

  std::string folder_;
  Sheet sheet_;
};

TEST_F(PaperProcess, GivesTheSheetAndTakesTheFile) {
  const auto echoed = Run("cat");
  ASSERT_TRUE(echoed) << echoed.error().message;
  EXPECT_EQ(*echoed, SheetJson(sheet_));
  EXPECT_EQ(*Run("printf '%s ' \"$@\""), "--to pdf --paper a4 ");
  EXPECT_EQ(*Run("printf '%s ' \"$@\"", PaperForm::kDocx), "--to docx --paper a4 ");
  const auto environment = Run("[ -z \"$HOME\" ] && [ -z \"$USER\" ] && [ ! -e /proc/$$/fd/3 ] && echo good");
  ASSERT_TRUE(environment) << environment.error().message;
}

TEST_F(PaperProcess, Faults) {
  struct Row {
    std::string script;
    ErrorCode code;
    std::string_view message;
  };
  const Row rows[] = {
      {"kill -SEGV $$", ErrorCode::kInternal, "signal 11"},
      {"echo half; exit 3", ErrorCode::kInternal, "exit code 3"},
      {"exit 0", ErrorCode::kInternal, "exit code 0"},  // no file is none
      {"echo text; exit 2", ErrorCode::kInternal, "no usable answer"},
      {R"(echo '{"error":{"message":"no face","fix":"install one"}}'; exit 2)", ErrorCode::kUnusableInput,
       "no face"},
  };
  for (const Row& row : rows) {
    const auto file = Run(row.script);
    ASSERT_FALSE(file) << row.script;
    EXPECT_EQ(file.error().code, row.code) << row.script;
    EXPECT_THAT(file.error().message, HasSubstr(row.message));
    EXPECT_FALSE(file.error().fix.empty());
  }
  EXPECT_EQ(RunPaper(sheet_, {.helper = "/no/such/program"}).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace markings::cli
