#include "libmarkings/corpus/suppression.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "libmarkings/corpus/internal/finding_order.h"
#include "libmarkings/text/ascii.h"
#include "libmarkings/text/line_index.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

constexpr std::string_view kWord = "markings:ignore";
constexpr std::string_view kForm = "write markings:ignore CODE -- REASON on the line before";
constexpr std::string_view kBlanks = " \t";
// Ends of comments.
constexpr std::string_view kClosers[] = {"--%>", "-->", "*/", "%>", "}}", "#}", "*)"};
// As in kSuppressionPattern. The byte before is "m" in either case.
constexpr std::string_view kNeedles[] = {"arking", "ARKING"};

bool SameLetters(std::string_view text, std::string_view small) {
  return text.size() == small.size() &&
         std::ranges::equal(text, small, [](char a, char b) { return static_cast<char>(a | 0x20) == b; });
}

std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// What would be one if it were spelt right, and is worth a word: it names a code.
bool NamesACode(std::string_view text) {
  for (std::size_t at = 0; at + 6 <= text.size(); ++at) {
    if (SameLetters(text.substr(at, 2), "mk") && std::ranges::all_of(text.substr(at + 2, 4), IsDigit))
      return true;
  }
  return false;
}

struct Directive {
  Span where;             // from its word to the end of the line, without the end of the comment
  std::string_view rest;  // after the word
  bool exact = false;
};

std::size_t Search(std::string_view text, std::string_view needle, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  const void* const hit = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
  if (hit == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

// The suppressions of a text in order, one a line.
class Directives {
 public:
  explicit Directives(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < std::size(kNeedles); ++i) next_[i] = Search(text_, kNeedles[i], 0);
  }

  std::optional<Directive> Next() {
    for (;;) {
      const std::size_t hit = std::min(next_[0], next_[1]);
      if (hit == std::string_view::npos) return std::nullopt;
      const auto found = ReadAt(hit);
      // (The rest of the line belongs to it.)
      const std::size_t from = found ? text_.find_first_of("\r\n", hit) : hit + 1;
      for (std::size_t i = 0; i < std::size(kNeedles); ++i) {
        if (next_[i] < from) next_[i] = Search(text_, kNeedles[i], from);
      }
      if (found) return found;
    }
  }

 private:
  [[nodiscard]] std::optional<Directive> ReadAt(std::size_t hit) const {
    if (hit == 0 || !SameLetters(text_.substr(hit - 1, 1), "m")) return std::nullopt;
    const std::size_t begin = hit - 1;
    std::size_t at = hit + kNeedles[0].size();
    if (SameLetters(text_.substr(at, 1), "s")) ++at;
    const std::size_t parted = at;
    constexpr std::size_t kMostBetween = 4;
    while (at < text_.size() && at - parted < kMostBetween && std::string_view(" \t:_-").contains(text_[at]))
      ++at;
    constexpr std::string_view kIgnore = "ignore";
    if (at == parted || !SameLetters(text_.substr(at, kIgnore.size()), kIgnore)) return std::nullopt;
    at += kIgnore.size();
    const std::size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
    Directive found{{begin, end}, text_.substr(at, end - at)};
    const auto trim_end = [&] {
      found.rest = found.rest.substr(0, found.rest.find_last_not_of(kBlanks) + 1);
    };
    trim_end();
    for (const std::string_view closer : kClosers) {
      if (!found.rest.ends_with(closer)) continue;
      found.rest.remove_suffix(closer.size());
      trim_end();
      break;
    }
    found.where.end = found.rest.empty() ? at : static_cast<std::size_t>(found.rest.end() - text_.begin());
    const char before = begin == 0 ? ' ' : text_[begin - 1];
    const bool alone = !IsLetter(before) && !IsDigit(before) && before != '_' &&
                       (found.rest.empty() || kBlanks.contains(found.rest.front()));
    found.exact = alone && text_.substr(begin, at - begin) == kWord;
    if (!found.exact && !NamesACode(found.rest)) return std::nullopt;
    return found;
  }

  std::string_view text_;
  std::size_t next_[std::size(kNeedles)] = {};
};

// One finding that a suppression names.
struct Accepted {
  Span where;
  std::string_view reason;
  bool used = false;
};

using Key = std::tuple<std::size_t, DiagnosticCode, std::string>;  // line, code, rule
struct KeyHash {
  std::size_t operator()(const Key& key) const {
    constexpr std::size_t kFactor = 0x9E3779B97F4A7C15;
    return (std::get<0>(key) * kFactor + static_cast<std::size_t>(std::get<1>(key))) * kFactor ^
           std::hash<std::string>()(std::get<2>(key));
  }
};

std::optional<DiagnosticCode> CodeNamed(std::string_view id) {
  const auto& all = AllDiagnostics();
  const auto row = std::ranges::find(all, id, &DiagnosticInfo::id);
  return row == all.end() ? std::nullopt : std::optional(row->code);
}

bool IsOfSuppressions(DiagnosticCode code) {
  return code == DiagnosticCode::kSuppressionBare || code == DiagnosticCode::kSuppressionRefused ||
         code == DiagnosticCode::kSuppressionUnused;
}

class Suppressions {
 public:
  Suppressions(std::string_view text, std::string_view file,
               const std::function<bool(std::string_view, std::string_view)>& never)
      : lines_(text), file_(file), never_(never) {}

  void Refuse(const Directive& one) {
    Say(one.where, DiagnosticCode::kSuppressionRefused,
        "a suppression in the text of a document suppresses nothing",
        "take it out; a baseline may accept findings");
  }

  // `covered` is the line that it holds for.
  void Take(const Directive& one, std::size_t covered) {
    const auto bare = [&](const char* message, std::string_view fix = kForm) {
      Say(one.where, DiagnosticCode::kSuppressionBare, message, std::string(fix));
    };
    if (!one.exact) return bare("almost a suppression, which suppresses nothing");
    const std::size_t dashes = FindDashes(one.rest);
    const std::string_view reason = dashes == std::string_view::npos ? "" : Trim(one.rest.substr(dashes + 2));
    if (reason.empty()) return bare("a suppression without a reason");
    if (reason.size() > kMaxSuppressionReason)
      return bare("a suppression with a reason of more than 1000 bytes");
    const bool control =
        std::ranges::any_of(reason, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (control || FindInvalidUtf8(reason) != std::string_view::npos)
      return bare("a suppression whose reason holds control characters or is not UTF-8");
    std::string_view names = one.rest.substr(0, dashes);
    for (bool more = true; more;) {
      const std::size_t comma = names.find(',');
      more = comma != std::string_view::npos;
      TakeName(Trim(names.substr(0, comma)), one, covered, reason);
      if (more) names.remove_prefix(comma + 1);
    }
  }

  void Apply(std::vector<CheckFinding>& findings) {
    for (CheckFinding& one : findings) {
      if (!one.counts() || IsOfSuppressions(one.diagnostic.code)) continue;
      auto found = accepted_.find({one.at.line, one.diagnostic.code, one.diagnostic.rule});
      if (found == accepted_.end()) found = accepted_.find({one.at.line, one.diagnostic.code, ""});
      if (found == accepted_.end() || Never(one.code(), one.diagnostic.rule)) continue;
      found->second.used = true;
      one.suppressed = CheckFinding::Suppressed::kInline;
      one.justification = found->second.reason;
    }
    for (const auto& [key, accepted] : accepted_) {
      if (accepted.used) continue;
      Say(accepted.where, DiagnosticCode::kSuppressionUnused,
          "a suppression of what is not found in the line after it",
          "take it out, or put it before its line");
    }
    std::ranges::move(said_, std::back_inserter(findings));
    internal::SortFindings(findings);
  }

  [[nodiscard]] std::size_t LineOf(const Directive& one) const { return lines_.At(one.where.begin).line; }

 private:
  // Two of them that stand alone: the end of an HTML comment is none.
  static std::size_t FindDashes(std::string_view rest) {
    for (std::size_t at = rest.find("--"); at != std::string_view::npos; at = rest.find("--", at + 1)) {
      const bool before = at > 0 && kBlanks.contains(rest[at - 1]);
      if (before && (at + 2 == rest.size() || kBlanks.contains(rest[at + 2]))) return at;
    }
    return std::string_view::npos;
  }

  void TakeName(std::string_view name, const Directive& one, std::size_t covered, std::string_view reason) {
    const auto bare = [&](const char* message, std::string_view fix = kForm) {
      Say(one.where, DiagnosticCode::kSuppressionBare, message, std::string(fix));
    };
    const std::size_t blank = std::min(name.find_first_of(kBlanks), name.size());
    const std::string_view id = name.substr(0, blank);
    const std::string_view rule = Trim(name.substr(blank));
    const auto code = CodeNamed(id);
    if (!code)
      return bare(name.empty() ? "a suppression without a code" : "a suppression of a code that is none");
    if (rule.find_first_of(kBlanks) != std::string_view::npos)
      return bare("a suppression with more than a code and a rule", "part several by commas");
    if (*code == DiagnosticCode::kCorpusRule && rule.empty())
      return bare("a suppression of all rules of a policy",
                  "name the rule: markings:ignore MK0401 RULE -- REASON");
    if (IsOfSuppressions(*code) || internal::IsOfBaseline(*code) || Never(id, rule)) {
      return Say(one.where, DiagnosticCode::kSuppressionRefused,
                 "a suppression of what may not be accepted suppresses nothing", "mend the finding");
    }
    accepted_.try_emplace({covered, *code, std::string(rule)}, Accepted{one.where, reason});
  }

  [[nodiscard]] bool Never(std::string_view code, std::string_view rule) const {
    return never_ && never_(code, rule);
  }

  void Say(Span where, DiagnosticCode code, std::string message, std::string fix) {
    said_.push_back(
        {std::string(file_), lines_.At(where.begin), {code, where, std::move(message), std::move(fix)}});
  }

  LineIndex lines_;
  std::string_view file_;
  const std::function<bool(std::string_view, std::string_view)>& never_;
  std::unordered_map<Key, Accepted, KeyHash> accepted_;
  std::vector<CheckFinding> said_;
};

}  // namespace

void ApplySuppressions(std::string_view text, bool own_text, std::string_view file,
                       std::vector<CheckFinding>& findings,
                       const std::function<bool(std::string_view code, std::string_view rule)>& never) {
  Directives directives(text);
  std::vector<Directive> all;
  while (const auto one = directives.Next()) all.push_back(*one);
  if (all.empty()) return;
  Suppressions suppressions(text, file, never);
  std::size_t above = 0;    // the line of the suppression that follows in the text, and
  std::size_t covered = 0;  // what that one holds for
  for (std::size_t i = all.size(); i-- > 0;) {
    if (own_text) {
      suppressions.Refuse(all[i]);
      continue;
    }
    const std::size_t line = suppressions.LineOf(all[i]);
    if (line + 1 != above) covered = line + 1;
    above = line;
    suppressions.Take(all[i], covered);
  }
  suppressions.Apply(findings);
}

}  // namespace markings
