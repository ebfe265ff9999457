#include "libmarkings/release/glomar.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/redact/existence.h"
#include "libmarkings/release/internal/release_files.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

Result<void> CheckAnswer(const Policy& policy, const GlomarAnswer& answer) {
  const auto refuse = [](std::string message, std::string fix) {
    return Fail(ErrorCode::kBadOverrides, {}, std::move(message), std::move(fix));
  };
  if (answer.codes.empty()) {
    return refuse("an answer that withholds whether there is a record needs an exemption code",
                  "give --code CODE, one of the policy's");
  }
  if (answer.reason.empty() || answer.authority.empty()) {
    return refuse("whether there is a record is withheld by an officer's decision",
                  "give --reason and --authority");
  }
  bool needs_statute = false;
  for (const std::string& code : answer.codes) {
    const auto known = std::ranges::find(policy.exemptions(), code, &Exemption::code);
    if (known == policy.exemptions().end()) {
      return refuse("--code names no exemption of the policy",
                    "use a code that its [exemptions] table holds");
    }
    needs_statute = needs_statute || known->needs_statute;
  }
  if (needs_statute && answer.statute.empty())
    return refuse("this code needs a statute", "give --statute TEXT");
  if (!needs_statute && !answer.statute.empty()) {
    return refuse("a statute is given and no code needs one", "take --statute out, or give the code too");
  }
  return {};
}

}  // namespace

Result<std::vector<OutputFile>> MakeGlomar(const Policy& policy, std::string_view audience_id,
                                           const GlomarAnswer& answer, const MinisignSecretKey* sign_key) {
  const auto audience = policy.FindAudience(audience_id);
  if (!audience) return std::unexpected(audience.error());
  if (auto usable = CheckAnswer(policy, answer); !usable) return std::unexpected(std::move(usable).error());
  if (auto usable = internal::CheckNames(answer.request, answer.date); !usable) {
    return std::unexpected(std::move(usable).error());
  }
  Derivative derivative = WithholdExistence(policy, **audience, answer.request, answer.codes, answer.statute);
  Manifest manifest =
      internal::BeginManifest(policy, **audience, answer.request, answer.date, derivative.text);
  manifest.banner = derivative.banner_line;
  manifest.stamp = derivative.stamp;
  manifest.codes = derivative.codes;
  manifest.overrides.push_back(
      {derivative.units.front().id, "withhold", {}, answer.reason, answer.authority, {}});
  manifest.units = derivative.units;
  internal::ReleaseParts parts{.derivative = std::move(derivative.text), .sign_key = sign_key};
  return internal::MakeFiles(manifest, answer.request, std::move(parts));
}

Result<std::vector<ResidualFinding>> FindInGlomar(const Document& record, const Policy& policy,
                                                  std::string_view audience_id, const GlomarAnswer& answer) {
  const auto audience = policy.FindAudience(audience_id);
  if (!audience) return std::unexpected(audience.error());
  Decisions withheld;
  withheld.audience = *audience;
  withheld.elements.resize(record.elements().size());
  for (std::size_t i = 0; i < withheld.elements.size(); ++i) withheld.elements[i].element = i;
  const std::vector<OutgoingText> texts = {{std::string(kFileNamePlace), answer.request},
                                           {"request", answer.request},
                                           {"reason", answer.reason},
                                           {"authority", answer.authority},
                                           {"statute", answer.statute}};
  std::vector<ResidualFinding> findings = FindResidual(record, policy, withheld, {}, texts, nullptr);
  // The check of a release takes the class line as known; here it is not.
  const auto& mrn = record.header().mrn;
  if (!mrn) return findings;
  const std::string origin = Upper(mrn->origin);
  for (const OutgoingText& text : texts) {
    const std::size_t at = origin.empty() ? std::string::npos : Upper(text.text).find(origin);
    if (at == std::string::npos) continue;
    findings.push_back(
        {fmt::format("{}:{}", text.place, at + 1), text.place, 1, at + 1, "name", {"header"}, false});
  }
  return findings;
}

}  // namespace markings
