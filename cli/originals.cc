#include "cli/originals.h"

#include <utility>

#include "cli/io.h"
#include "cli/terminal.h"

namespace markings::cli {

Result<AttestedOriginal> ReadOriginal(const std::string& note) {
  constexpr std::size_t kMostSecretFile = std::size_t{32} << 20;  // the most units, a line each
  const auto in = [](Error error, const std::string& file) {
    if (error.file.empty()) error.file = file;
    return std::unexpected(std::move(error));
  };
  auto text = ReadBytes(note);
  if (!text) return in(std::move(text).error(), note);
  if (const auto read = OriginalNote::Parse(*text); !read) return in(read.error(), note);
  auto signature = ReadBytes(note + ".minisig");
  if (!signature) return in(std::move(signature).error(), note + ".minisig");
  const auto secret_text = ReadSecretFile(note + ".secret", kMostSecretFile);
  if (!secret_text) return in(secret_text.error(), note + ".secret");
  auto secret = OriginalSecret::Parse(*secret_text);
  if (!secret) return in(std::move(secret).error(), note + ".secret");
  return AttestedOriginal{*std::move(text), *std::move(signature), *std::move(secret)};
}

}  // namespace markings::cli
