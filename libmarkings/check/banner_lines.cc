#include "libmarkings/check/banner_lines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "libmarkings/check/internal/banner_line.h"
#include "libmarkings/check/internal/mark_memo.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace internal {
namespace {

constexpr std::size_t kLongestBanner = 4096;
constexpr std::size_t kFirstSlashes = 40;  // bytes before the double slash of a banner in small letters
constexpr std::size_t kPageNumber = 24;    // bytes of "Page 12 of 144"
constexpr std::string_view kGap = "   ";   // before what stands in the line of a banner

// A word alone that is no banner by itself: "NOFORN", "S".
bool IsBareWord(const ParsedMarking& mark) {
  return std::ranges::any_of(mark.diagnostics, [](const Diagnostic& one) {
    return one.code == DiagnosticCode::kMarkNoLevel || one.code == DiagnosticCode::kMarkForm;
  });
}

}  // namespace

bool IsPageNumber(std::string_view line) {
  if (line.size() > kPageNumber || !std::ranges::any_of(line, IsDigit)) return false;
  std::string letters;
  for (const char c : line) {
    if (IsLetter(c)) {
      letters += Capital(c);
    } else if (!IsDigit(c) && !IsBlankInLine(c) && c != '-' && c != '/' && c != '.') {
      return false;
    }
  }
  return letters.empty() || letters == "PAGE" || letters == "PAGEOF" || letters == "OF" || letters == "P";
}

const ParsedMarking* FindBannerLine(MarkMemo& memo, std::string_view& line, bool among_text, bool repair) {
  const char first = line.front();
  if (!IsLetter(first) && first != '/' && static_cast<unsigned char>(first) < 0x80) return nullptr;
  if (line.size() > kLongestBanner) return nullptr;
  const Grammar* grammar = memo.vocabulary().grammar();
  if (HasLower(line)) {
    // In small letters a banner shows by its double slash: "Secret//Noforn". Where the rows have small
    // letters themselves a level may be shorter.
    const std::size_t least = grammar != nullptr && grammar->exact_case ? 1 : 4;
    const std::size_t slashes = line.substr(0, kFirstSlashes).find("//");
    if (slashes == std::string_view::npos || slashes < least || IsBlankInLine(line[slashes - 1]))
      return nullptr;
    if (!memo.vocabulary().FindLevel(Upper(line.substr(0, slashes)))) return nullptr;
  } else if (const std::size_t gap = line.find(kGap); gap != std::string_view::npos) {
    line = line.substr(0, gap);  // a page number stands in the same line
    while (!line.empty() && IsBlankInLine(line.back())) line.remove_suffix(1);
  }
  const ParsedMarking* mark = &memo.Banner(line);
  if (mark->status == MarkingStatus::kNone) {
    if (!line.contains("//") || (repair && !memo.RepairOf(line, MarkingKind::kBanner))) return nullptr;
    ParsedMarking broken;
    broken.status = MarkingStatus::kMalformed;
    broken.kind = MarkingKind::kBanner;
    broken.span = {0, line.size()};
    broken.diagnostics.push_back(
        {DiagnosticCode::kMarkUnknownToken, broken.span, "a banner whose level nobody knows", {}});
    mark = &memo.Keep(std::move(broken));
  }
  if (among_text && mark->status != MarkingStatus::kValid && !line.contains('/') && IsBareWord(*mark))
    return nullptr;
  return mark;
}

}  // namespace internal

struct BannerLines::Impl {
  internal::MarkMemo memo;
  std::size_t repairs = 0;
};

BannerLines::BannerLines(std::shared_ptr<const Vocabulary> vocabulary)
    : impl_(std::make_unique<Impl>(Impl{internal::MarkMemo(std::move(vocabulary))})) {}
BannerLines::BannerLines(BannerLines&&) noexcept = default;
BannerLines& BannerLines::operator=(BannerLines&&) noexcept = default;
BannerLines::~BannerLines() = default;

BannerLines::Found BannerLines::Find(std::string_view line, bool among_text) {
  if (line.empty()) return {};
  std::string_view cut = line;
  constexpr std::size_t kMostRepairs = 1000;  // each takes longer than all else; then the doubt stands
  const ParsedMarking* mark =
      internal::FindBannerLine(impl_->memo, cut, among_text, impl_->repairs < kMostRepairs);
  if (line.contains("//") && (mark == nullptr || mark->status != MarkingStatus::kValid)) ++impl_->repairs;
  Found found;
  if (mark != nullptr) found.mark = *mark;
  const std::string_view behind = line.substr(cut.size());
  const std::size_t text = behind.find_first_not_of(" \t\r");
  found.alone = text == std::string_view::npos || internal::IsPageNumber(behind.substr(text));
  impl_->memo.Forget();
  return found;
}

}  // namespace markings
