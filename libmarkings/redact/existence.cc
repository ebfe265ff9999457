#include "libmarkings/redact/existence.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/redact/internal/placeholder.h"

namespace markings {

Derivative WithholdExistence(const Policy& policy, const Audience& audience, std::string_view request,
                             std::vector<std::string> codes, std::string_view statute) {
  static constexpr std::string_view kElement = "existence";
  Derivative answer;
  std::ranges::sort(codes);
  codes.erase(std::ranges::unique(codes).begin(), codes.end());
  const std::string_view words = audience.stamp_glomar.empty() ? "NEITHER CONFIRMED NOR DENIED"
                                                               : std::string_view(audience.stamp_glomar);
  answer.stamp = internal::StampWords(audience, words, codes);
  answer.banner_line = BannerForm(policy.vocabulary(), answer.banner);
  Audience plain = audience;
  plain.amount = Amount::kUnit;  // "existence" is no amount
  answer.text = fmt::format(
      "{}\n\n{}\n\nREQUEST: {}\n\n"
      "Whether there are records that answer to this request is neither confirmed nor denied.\n\n{}\n",
      answer.stamp, answer.banner_line, request, internal::HoleWords(plain, kElement, codes, statute));
  answer.pieces.push_back({Piece::Kind::kInserted, {0, answer.text.size()}, {}, kNoElement});
  answer.units.push_back({std::string(kElement), Outcome::kWithhold, {}, codes, {"glomar"}, true});
  answer.codes = std::move(codes);
  return answer;
}

}  // namespace markings
