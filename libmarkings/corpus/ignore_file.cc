#include "libmarkings/corpus/ignore_file.h"

#include <algorithm>
#include <ranges>
#include <utility>
#include <vector>

#include "libmarkings/corpus/internal/path_pattern.h"

namespace markings {
namespace {

constexpr std::size_t kMaxSize = std::size_t{1} << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Without blanks at its end, but for one behind a backslash. (Tabs stay: so it is with git.)
std::string_view TrimEnd(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == ' ') continue;
    if (line[at] == '\\') ++at;
    end = std::min(at + 1, line.size());
  }
  return line.substr(0, end);
}

struct Line {
  internal::PathPattern pattern;
  std::size_t number = 0;
  bool ignores = true;
  bool folders_only = false;
};

}  // namespace

struct IgnoreFile::Lines {
  std::vector<Line> lines;
};

Result<IgnoreFile> IgnoreFile::Parse(std::string_view text) {
  if (text.size() > kMaxSize) {
    return Fail(ErrorCode::kUnusableInput, {}, "the file of ignored paths is larger than 1 MiB",
                "name folders in it instead of files");
  }
  auto lines = std::make_shared<Lines>();
  std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  for (std::size_t number = 1; begin < text.size(); ++number) {
    const std::size_t feed = std::min(text.find('\n', begin), text.size());
    const Span where{begin, feed};
    std::string_view line = Slice(text, where);
    begin = feed + 1;
    if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos) {
      return Fail(ErrorCode::kUnusableInput, {where.begin + nul, where.begin + nul + 1},
                  "a NUL in the file of ignored paths", "take it out: no path has one");
    }
    if (line.starts_with('#')) continue;
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = TrimEnd(line);
    if (line.empty()) continue;
    const bool ignores = !line.starts_with('!');
    if (!ignores) line.remove_prefix(1);
    const bool folders_only = line.ends_with('/');
    if (folders_only) line.remove_suffix(1);
    auto pattern = internal::PathPattern::Parse(line);
    if (!pattern) {
      pattern.error().where = where;
      return std::unexpected(std::move(pattern).error());
    }
    lines->lines.push_back({*std::move(pattern), number, ignores, folders_only});
  }
  return IgnoreFile(std::move(lines));
}

std::optional<IgnoreFile::Match> IgnoreFile::Find(std::string_view path, bool is_folder) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // (npos + 1 is 0)
  for (const Line& line : std::views::reverse(lines_->lines)) {
    if (line.folders_only && !is_folder) continue;
    if (line.pattern.Matches(line.pattern.whole_path() ? path : name))
      return Match{line.number, line.ignores};
  }
  return std::nullopt;
}

void IgnoreRules::Add(std::string_view folder, IgnoreFile file) {
  files_.insert_or_assign(std::string(folder), std::move(file));
}

std::optional<IgnoreRules::Reason> IgnoreRules::FindItself(std::string_view path, bool is_folder) const {
  for (std::size_t slash = path.rfind('/');; slash = path.rfind('/', slash - 1)) {
    const bool root = slash == std::string_view::npos;
    const auto file = files_.find(root ? std::string_view() : path.substr(0, slash));
    if (file != files_.end()) {
      if (const auto match = file->second.Find(path.substr(root ? 0 : slash + 1), is_folder)) {
        return match->ignored ? std::optional(Reason{file->first, match->line}) : std::nullopt;
      }
    }
    if (root || slash == 0) return std::nullopt;
  }
}

std::optional<IgnoreRules::Reason> IgnoreRules::Find(std::string_view relative_path, bool is_folder) const {
  if (files_.empty()) return std::nullopt;
  for (std::size_t slash = relative_path.find('/'); slash != std::string_view::npos;
       slash = relative_path.find('/', slash + 1)) {
    if (auto reason = FindItself(relative_path.substr(0, slash), true)) return reason;
  }
  return FindItself(relative_path, is_folder);
}

}  // namespace markings
