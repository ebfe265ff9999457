#include "cli/leak_files.h"

#include <utility>

#include "cli/extract_process.h"
#include "cli/io.h"
#include "cli/terminal.h"
#include "extract/file_type.h"
#include "libmarkings/leaks/sealed_file.h"

namespace markings::cli {

Loaded<LeakKey> LoadLeakKey(const std::string& file) {
  const auto text = ReadSecretFile(file);
  if (!text) return std::unexpected(ReportError(text.error(), file));
  auto key = LeakKey::Parse(*text);
  if (!key) return std::unexpected(ReportError(key.error(), file));
  return *std::move(key);
}

Loaded<LeakIndex> LoadLeakIndex(const std::string& file, const LeakKey& key, std::string* id) {
  const auto bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(ReportError(bytes.error(), file));
  auto index = LeakIndex::Open(*bytes, key);
  if (!index) return std::unexpected(ReportError(index.error(), file));
  if (id != nullptr) *id = SealedId(*bytes);
  return *std::move(index);
}

Result<std::vector<MemberText>> ReadTexts(const std::string& file) {
  auto bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(std::move(bytes).error());
  std::vector<MemberText> texts;
  const auto type = extract::DetectPackedType(*bytes);
  if (!type) {
    auto text = Buffer::FromInput(*std::move(bytes), file);
    if (!text) return std::unexpected(std::move(text).error());
    texts.push_back({{}, false, *std::move(text)});
    return texts;
  }
  auto extraction = RunExtract(*bytes, {.type = type, .ocr = false, .helper = {}});
  if (!extraction) return std::unexpected(std::move(extraction).error());
  for (extract::Document& one : extraction->documents) {
    auto text = Buffer::FromBytes(std::move(one.text), file);
    if (!text) return std::unexpected(std::move(text).error());
    texts.push_back({std::move(one.name), true, *std::move(text)});
  }
  return texts;
}

}  // namespace markings::cli
