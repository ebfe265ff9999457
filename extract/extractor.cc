// From bytes to documents: what they are decides who reads them.

#include "extract/extractor.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "libmarkings/text/buffer.h"

namespace markings::extract {
namespace {

// One text, its lines ended by LF, without a byte order mark.
std::string WithLineFeeds(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      lines += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      lines += '\n';
    }
  }
  return lines;
}

Result<void> AddText(std::string_view bytes, const std::string& name, Budget& budget, Extraction& out) {
  const auto text = Buffer::FromInput(std::string(bytes), name);
  if (!text) return std::unexpected(text.error());
  Document document;
  document.name = name;
  document.text = WithLineFeeds(text->text());
  if (auto spent = budget.SpendText(document.text.size()); !spent) return spent;
  out.documents.push_back(std::move(document));
  return {};
}

// Something inside the input that none of the readers reads: a document that says so.
Result<void> AddUnread(const std::string& name, Budget& budget, Extraction& out) {
  Document document;
  document.name = name;
  document.text = std::string(kObjectCharacter) + "\n";
  document.regions.push_back({{0, document.text.size()}, RegionClass::kUnread, "attachment", std::nullopt});
  if (auto spent = budget.SpendText(document.text.size()); !spent) return spent;
  out.documents.push_back(std::move(document));
  return {};
}

}  // namespace

Result<void> ExtractInto(std::string_view bytes, const std::string& name, std::size_t depth, Budget& budget,
                         Extraction& out) {
  if (auto checked = budget.CheckDepth(depth); !checked) return checked;
  const bool is_input = depth == 0;
  const auto forced = is_input ? budget.options().type : std::nullopt;
  const auto type = forced ? forced : DetectFileType(bytes);
  if (!type && !is_input) return AddUnread(name, budget, out);
  if (is_input) out.type = type.value_or(FileType::kText);
  // An input of no type is read as text, which says where it is none.
  switch (type.value_or(FileType::kText)) {
    case FileType::kText:
      return AddText(bytes, name, budget, out);
    case FileType::kHtml:
      return ReadHtml(bytes, name, budget, out);
    case FileType::kEmail:
      return ReadEmail(bytes, name, depth, budget, out);
    case FileType::kPdf:
      return ReadPdf(bytes, name, budget, out);
    case FileType::kDocx:
      return ReadDocx(bytes, name, budget, out);
    case FileType::kZip:
    case FileType::kTar:
      return ReadArchive(bytes, *type, name, depth, budget, out);
  }
  return Fail(ErrorCode::kInternal, {}, "there is no reader for a type of file", "please report it");
}

Result<Extraction> Extract(std::string_view bytes, const Options& options) {
  if (bytes.size() > options.limits.max_input_bytes) {
    return Fail(ErrorCode::kUnusableInput, {},
                fmt::format("it is over the limit of {} bytes", options.limits.max_input_bytes),
                "split it into its documents");
  }
  Budget budget(options, bytes.size());
  Extraction extraction;
  if (auto read = ExtractInto(bytes, "", 0, budget, extraction); !read)
    return std::unexpected(std::move(read).error());
  if (extraction.documents.empty()) {
    return Fail(ErrorCode::kUnusableInput, {}, "there is no document in it",
                "check that it is the right file");
  }
  return extraction;
}

}  // namespace markings::extract
