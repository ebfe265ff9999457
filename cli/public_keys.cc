#include "cli/public_keys.h"

#include <utility>

#include "cli/io.h"

namespace markings::cli {
namespace {

Result<MinisignPublicKey> ReadKey(const std::string& word) {
  // A line of a .pub file is not a likely name of a file.
  if (auto line = MinisignPublicKey::Parse(word)) return line;
  auto text = ReadBytes(word);
  if (!text) {
    text.error().file = word;
    return std::unexpected(std::move(text).error());
  }
  auto key = MinisignPublicKey::Parse(*text);
  if (!key) key.error().file = word;
  return key;
}

}  // namespace

std::optional<Error> ReadPublicKeys(const std::vector<std::string>& words,
                                    std::vector<MinisignPublicKey>& keys) {
  for (const std::string& word : words) {
    auto key = ReadKey(word);
    if (!key) return std::move(key).error();
    keys.push_back(*key);
  }
  return std::nullopt;
}

}  // namespace markings::cli
