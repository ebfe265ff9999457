#include "libmarkings/redact/internal/code_style.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

// An exemption of 5 U.S.C. 552(b), however it is written: its number, and what stands after it ("(C)",
// "-INA").
struct Exemption552 {
  char number;
  std::string rest;
};

std::optional<Exemption552> ReadExemption(std::string_view code) {
  const std::string upper = Upper(code);
  std::string_view rest = upper;
  const bool statute = rest.starts_with("(B)(");
  if (!statute && !rest.starts_with('B')) return std::nullopt;
  rest.remove_prefix(statute ? 4 : 1);
  if (rest.empty() || rest.front() < '1' || rest.front() > '9') return std::nullopt;
  const char number = rest.front();
  rest.remove_prefix(1);
  if (statute) {
    if (!rest.starts_with(')')) return std::nullopt;
    rest.remove_prefix(1);
  }
  // "B61" and "BETA" are codes of somebody's own.
  if (!rest.empty() && rest.front() != '(' && rest.front() != '-') return std::nullopt;
  return Exemption552{number, std::string(code.substr(code.size() - rest.size()))};
}

// "1.4(d)": why an executive order lets information be classified.
bool IsReason(std::string_view code) {
  return (code.starts_with("1.4(") || code.starts_with("1.5(")) && code.size() == 6 && code.ends_with(')');
}

std::string Written(const std::string& code, CodeStyle style) {
  if (IsReason(code)) return style == CodeStyle::kState ? Upper(code) : Lower(code);
  const std::optional<Exemption552> exemption = ReadExemption(code);
  if (!exemption) return code;
  const std::string number(1, exemption->number);
  return (style == CodeStyle::kState ? "B" + number : "(b)(" + number + ")") + exemption->rest;
}

}  // namespace

std::vector<std::string> WrittenCodes(const std::vector<std::string>& codes, CodeStyle style) {
  if (style == CodeStyle::kPolicy) return codes;
  std::vector<std::string> written;
  std::string reasons;
  for (const std::string& code : codes) {
    const std::string one = Written(code, style);
    if (IsReason(code)) {
      if (!reasons.contains(one)) reasons += (reasons.empty() ? "" : " ") + one;
    } else if (std::ranges::find(written, one) == written.end()) {
      written.push_back(one);
    }
  }
  std::ranges::sort(written);
  if (reasons.empty()) return written;
  const std::string first = Written("B1", style);
  const auto classified = std::ranges::find(written, first);
  if (classified != written.end()) {
    *classified += " " + reasons;
  } else {
    written.insert(written.begin(), reasons);
  }
  return written;
}

}  // namespace markings::internal
