#include "libmarkings/levels/internal/ustar.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace markings::internal {
namespace {

const std::string kLong(1000, 'x');

std::vector<TarMember> Members() {
  return {
      {"a.txt", "one\n"}, {"empty", ""}, {"long", kLong}, {"block", std::string_view(kLong).substr(0, 512)}};
}

TEST(Ustar, WhatIsWrittenIsRead) {
  const std::string tar = WriteTar(Members());
  EXPECT_EQ(tar.size() % kTarBlock, 0U);
  const auto read = ReadTar(tar);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ((*read)[i].name, Members()[i].name);
    EXPECT_EQ((*read)[i].bytes, Members()[i].bytes);
  }
  const auto none = ReadTar(WriteTar({}));
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
}

// The stock tool opens it.
TEST(Ustar, TarOpensIt) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "ustar_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "x.tar", std::ios::binary) << WriteTar(Members());
  ASSERT_EQ(std::system(("cd '" + folder.string() + "' && tar xf x.tar").c_str()), 0);
  for (const TarMember& member : Members()) {
    std::ifstream file(folder / member.name, std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), member.bytes) << member.name;
  }
  std::filesystem::remove_all(folder);
}

// One form: no two texts are the same members, so no byte but those of the files may differ.
TEST(Ustar, EveryOtherFormIsRefused) {
  const std::string tar = WriteTar({{"a.txt", "one\n"}, {"b", "two\n"}});
  for (std::size_t i = 0; i < tar.size(); ++i) {
    std::string changed = tar;
    changed[i] ^= 1;
    const auto read = ReadTar(changed);
    if (read) {
      EXPECT_EQ(WriteTar(*read), changed) << i;
    }
    EXPECT_FALSE(ReadTar(tar.substr(0, i))) << i;
  }
  EXPECT_FALSE(ReadTar(tar + std::string(512, '\0')));
  for (const char* name : {"../a", "/a", "..", ".", ""})
    EXPECT_FALSE(ReadTar(WriteTar({{name, "x"}}))) << name;
}

}  // namespace
}  // namespace markings::internal
