#include "cli/sealing.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "cli/io.h"
#include "cli/terminal.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

// The error with its file, and the line when it has a place in it.
std::unexpected<Error> In(const std::string& path, Error error, std::string_view text = {}) {
  if (error.file.empty()) {
    error.file = path;
    if (error.where != Span{}) error.file += fmt::format(":{}", LineIndex(text).At(error.where.begin).line);
    error.where = {};
  }
  return std::unexpected(std::move(error));
}

}  // namespace

std::string_view View(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.Reveal().data()), bytes.size()};
}

Result<AgeRecipient> ReadRecipient(std::string_view word) {
  auto recipient = AgeRecipient::Parse(word);
  if (recipient) return recipient;
  Error error = std::move(recipient).error();
  if (word.contains('/') || word.contains('.')) {
    error.message = "a recipient is an age key, age1..., not the name of a file";
    error.fix = "give --recipients-file FILE for the keys in a file";
  } else if (error.code == ErrorCode::kBadKey && !word.starts_with("age1") && !word.starts_with("AGE-")) {
    error.message = "this is no recipient";
    error.fix = "give an age key, age1...; no other recipients are taken";
  }
  error.message = "--recipient: " + error.message;
  return std::unexpected(std::move(error));
}

Result<void> ReadRecipientsFile(const std::string& path, std::vector<AgeRecipient>& recipients) {
  const auto text = ReadBytes(path);
  if (!text) return In(path, text.error());
  auto read = ReadAgeRecipients(*text);
  if (!read) return In(path, std::move(read).error(), *text);
  std::ranges::move(*read, std::back_inserter(recipients));
  return {};
}

Result<void> ReadIdentityFile(const std::string& path, const std::string& passphrase_file,
                              std::vector<AgeIdentity>& identities) {
  auto text = ReadSecretFile(path);
  if (!text) return In(path, std::move(text).error());
  if (LooksLikeAge(View(*text))) {
    const auto ask = [&] { return ReadPassphrase("Passphrase of " + path + ": ", passphrase_file, false); };
    auto opened = OpenAgeWith(View(*text), AgeKeys{.passphrase = ask});
    if (!opened) return In(path, std::move(opened).error());
    text = std::move(opened);
  }
  auto read = ReadAgeIdentities(*text);
  if (!read) return In(path, std::move(read).error(), View(*text));
  std::ranges::move(*read, std::back_inserter(identities));
  return {};
}

}  // namespace markings::cli
