#include "libmarkings/corpus/corpus_scan.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string>
#include <utility>

#include "libmarkings/corpus/suppression.h"

namespace markings {
namespace {

constexpr std::size_t kMostFindings = 1000;  // in one file

// A line of blanks alone, or none: where paragraphs end.
bool IsBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// The paragraph that holds a byte of the text: [begin, end), whole lines. A byte of a blank line: that line.
std::pair<std::size_t, std::size_t> ParagraphAt(std::string_view text, std::size_t at) {
  const auto line_begin = [&](std::size_t i) {
    const std::size_t before = i == 0 ? std::string_view::npos : text.rfind('\n', i - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  };
  const auto line_end = [&](std::size_t i) {
    const std::size_t found = text.find('\n', i);
    return found == std::string_view::npos ? text.size() : found + 1;
  };
  std::size_t begin = line_begin(at);
  std::size_t end = line_end(at);
  if (IsBlank(text.substr(begin, end - begin - (end > begin && text[end - 1] == '\n' ? 1 : 0)))) {
    return {begin, end};
  }
  while (begin > 0) {
    const std::size_t above = line_begin(begin - 1);
    if (IsBlank(text.substr(above, begin - 1 - above))) break;
    begin = above;
  }
  while (end < text.size()) {
    const std::size_t below = line_end(end);
    if (IsBlank(text.substr(end, below - end - (text[below - 1] == '\n' ? 1 : 0)))) break;
    end = below;
  }
  return {begin, end};
}

// Patterns joined by bars as one; null when RE2 does not take that.
std::unique_ptr<re2::RE2> Union(const std::string& patterns) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  constexpr int kBytes = 64 << 20;  // the automaton's, as far as texts ask for it
  options.set_max_mem(kBytes);
  auto joined = std::make_unique<re2::RE2>(patterns, options);
  if (!joined->ok()) joined = nullptr;
  return joined;
}

}  // namespace

struct CorpusScan::Impl {
  std::vector<CorpusRule> rules;
  std::string joined;              // all patterns by bars
  std::unique_ptr<re2::RE2> loud;  // any of them, or a suppression; null when RE2 does not take that
  // All of them in one, put together when it is asked for first, since most texts are quiet. Null as above,
  // and each is asked then.
  mutable std::once_flag once;
  mutable std::unique_ptr<re2::RE2> joined_pattern;
  [[nodiscard]] const re2::RE2* any() const {
    std::call_once(once, [&] { joined_pattern = joined.empty() ? nullptr : Union(joined); });
    return joined_pattern.get();
  }

  // The first place at or after `from` where a pattern is found, or npos. No match within a paragraph begins
  // before it.
  [[nodiscard]] std::size_t Next(std::string_view text, std::size_t from) const {
    std::size_t first = std::string_view::npos;
    const auto ask = [&](const re2::RE2& pattern) {
      re2::StringPiece found;
      if (!pattern.Match({text.data(), text.size()}, from, text.size(), re2::RE2::UNANCHORED, &found, 1))
        return;
      first = std::min(first, static_cast<std::size_t>(found.data() - text.data()));
    };
    if (const re2::RE2* all = any()) {
      ask(*all);
    } else {
      for (const CorpusRule& rule : rules) ask(*rule.text);
    }
    return first;
  }

  // False: there were too many.
  [[nodiscard]] bool FindIn(std::string_view text, std::size_t begin, std::size_t end,
                            std::vector<Diagnostic>& all) const {
    const std::string_view paragraph = text.substr(begin, end - begin);
    const auto first = static_cast<std::ptrdiff_t>(all.size());
    for (const CorpusRule& rule : rules) {
      std::size_t from = 0;
      re2::StringPiece found;
      while (from < paragraph.size() && rule.text->Match({paragraph.data(), paragraph.size()}, from,
                                                         paragraph.size(), re2::RE2::UNANCHORED, &found, 1)) {
        const auto at = static_cast<std::size_t>(found.data() - paragraph.data());
        // (No pattern is found in nothing at all, but one may be in a place with a look at what is around
        // it.)
        from = std::max(at + found.size(), at + 1);
        if (found.empty()) continue;
        if (all.size() >= kMostFindings) return false;
        all.push_back({.code = DiagnosticCode::kCorpusRule,
                       .where = {begin + at, begin + at + found.size()},
                       .message = rule.reason,
                       .fix = rule.fix,
                       .rule = rule.id,
                       .severity = rule.severity});
      }
    }
    std::stable_sort(all.begin() + first, all.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.where.begin < b.where.begin; });
    return true;
  }
};

CorpusScan::CorpusScan(std::span<const CorpusRule> rules) {
  auto impl = std::make_unique<Impl>();
  impl->rules.assign(rules.begin(), rules.end());
  std::string& all = impl->joined;
  for (const CorpusRule& rule : rules) all += (all.empty() ? "(?:" : "|(?:") + rule.text->pattern() + ")";
  impl->loud = Union((all.empty() ? "(?:" : all + "|(?:") + std::string(kSuppressionPattern) + ")");
  impl_ = std::move(impl);
}
CorpusScan::CorpusScan(CorpusScan&&) noexcept = default;
CorpusScan& CorpusScan::operator=(CorpusScan&&) noexcept = default;
CorpusScan::~CorpusScan() = default;

std::vector<Diagnostic> CorpusScan::Find(std::string_view text) const {
  // A search in the whole text may look at all of it to find where a match ends, and is begun anew behind
  // each paragraph: after a few, paragraphs are searched one by one, so that the time stays linear.
  constexpr int kMostSearches = 16;
  std::vector<Diagnostic> all;
  int searches = impl_->rules.empty() ? kMostSearches : 0;
  for (std::size_t from = impl_->rules.empty() ? text.size() : 0; from < text.size();) {
    std::size_t at = from;
    if (searches < kMostSearches) {
      ++searches;
      at = impl_->Next(text, from);
      if (at == std::string_view::npos) break;
    }
    // (A match may begin in a blank line: what it finds behind it is looked for in the next paragraph.)
    const auto [begin, end] = ParagraphAt(text, at);
    const bool may = searches < kMostSearches || MayFind(text.substr(begin, end - begin));
    if (may && !impl_->FindIn(text, begin, end, all)) {
      all.push_back({.code = DiagnosticCode::kTooManyFindings,
                     .where = {all.back().where.end, text.size()},
                     .message = fmt::format("more than {} findings: the rest of the file was not looked at",
                                            kMostFindings),
                     .fix = "mend these first"});
      break;
    }
    from = end;
  }
  return all;
}

bool CorpusScan::MayFind(std::string_view text) const {
  return !impl_->rules.empty() && impl_->Next(text, 0) != std::string_view::npos;
}

bool CorpusScan::IsQuiet(std::string_view text) const {
  // (Only whether, not where: the search ends at the first.)
  return impl_->loud != nullptr &&
         !impl_->loud->Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

}  // namespace markings
