// Checks one thing after the other, each reported apart. The manifest is not parsed before a signature over
// its bytes was proved with a trusted key.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/names.h"
#include "libmarkings/release/release.h"

namespace markings {
namespace {

using State = Check::State;

constexpr char kSignature[] = "manifest signature", kManifest[] = "manifest", kDerivative[] = "derivative",
               kPolicy[] = "policy", kAttestation[] = "attestation";

Check CheckSignature(const VerifyInput& input) {
  const auto failed = [](std::string detail) { return Check{kSignature, State::kFailed, std::move(detail)}; };
  if (input.keys.empty()) return failed("no key was given to check it with");
  if (input.signatures.empty()) {
    return failed(fmt::format("nothing was signed: {}.minisig was not found", input.manifest_name));
  }
  // The most telling reason of all that did not fit: one that the named key itself gave.
  std::string reason;
  for (const std::string_view signature : input.signatures) {
    for (const MinisignPublicKey& key : input.keys) {
      const auto comment = VerifyMinisign(input.manifest, signature, key);
      if (comment) {
        return {kSignature, State::kProved,
                fmt::format("{} was signed by key {}, with the words \"{}\"", input.manifest_name,
                            key.KeyLine(), *comment)};
      }
      if (reason.empty() || !comment.error().message.contains("another key")) {
        reason = fmt::format("{}.minisig: {}", input.manifest_name, comment.error().message);
      }
    }
  }
  return failed(reason);
}

Check CheckManifest(const VerifyInput& input, std::optional<Manifest>& manifest) {
  auto parsed = Manifest::Parse(input.manifest);
  if (!parsed) {
    return {kManifest, State::kFailed,
            fmt::format("it was signed, but byte {}: {}", parsed.error().where.begin + 1,
                        parsed.error().message)};
  }
  const auto named = internal::StemOfManifest(input.manifest_name);
  const auto stem = internal::StemOfDerivative(parsed->derivative_file);
  Check check{kManifest, State::kProved,
              fmt::format("{} of {} for {}, {}", parsed->stamp, parsed->date, parsed->audience_title,
                          parsed->banner)};
  if (!named || named != stem) {
    check = {kManifest, State::kFailed,
             fmt::format("it was renamed: it is the manifest of {}", parsed->derivative_file)};
  }
  manifest = *std::move(parsed);
  return check;
}

Check CheckDerivative(const VerifyInput& input, const Manifest& manifest) {
  const std::string& file = manifest.derivative_file;
  const auto failed = [](std::string detail) {
    return Check{kDerivative, State::kFailed, std::move(detail)};
  };
  if (!input.derivative) return failed(fmt::format("{} was not found beside the manifest", file));
  if (input.derivative->size() != manifest.derivative_bytes) {
    return failed(fmt::format("{} has {} bytes, the manifest says {}", file, input.derivative->size(),
                              manifest.derivative_bytes));
  }
  if (Sha256Hex(*input.derivative) != manifest.derivative_sha256) {
    return failed(fmt::format("{} is not the text that was signed: its SHA-256 differs", file));
  }
  return {kDerivative, State::kProved,
          fmt::format("{} is the text that was signed, SHA-256 {}", file, manifest.derivative_sha256)};
}

Check CheckPolicy(const VerifyInput& input, const Manifest& manifest) {
  const std::string named = fmt::format("{} {}", manifest.policy_name, manifest.policy_version);
  if (!input.policy) {
    return {
        kPolicy, State::kNotChecked,
        fmt::format("no policy was given; the manifest names {}, SHA-256 {}", named, manifest.policy_sha256)};
  }
  if (Sha256Hex(*input.policy) != manifest.policy_sha256) {
    return {kPolicy, State::kFailed,
            fmt::format("the policy that was given is not the one of the release, which is {}, SHA-256 {}",
                        named, manifest.policy_sha256)};
  }
  return {kPolicy, State::kProved, fmt::format("the release names the policy that was given, {}", named)};
}

}  // namespace

Verification VerifyRelease(const VerifyInput& input) {
  Verification result;
  std::optional<Manifest> manifest;
  result.checks.push_back(CheckSignature(input));
  const bool was_signed = result.checks.back().state == State::kProved;
  const auto skip = [&](const char* name, const char* why) {
    result.checks.push_back({name, State::kNotChecked, why});
  };
  if (was_signed) {
    result.checks.push_back(CheckManifest(input, manifest));
  } else {
    skip(kManifest, "it is not read, since its signature was not proved");
  }
  if (manifest) {
    result.checks.push_back(CheckDerivative(input, *manifest));
    result.checks.push_back(CheckPolicy(input, *manifest));
  } else {
    skip(kDerivative, "no proved manifest says what it must be");
    skip(kPolicy, "no proved manifest says which it was");
  }
  skip(kAttestation, "there is none: nothing is proved about the original");

  // Each of the first three must have been proved; of the rest none may have failed, and the policy must have
  // been proved when one was given.
  const auto proved = [&](std::string_view name) {
    return std::ranges::any_of(result.checks, [&](const Check& check) {
      return check.name == name && check.state == State::kProved;
    });
  };
  result.ok = proved(kSignature) && proved(kManifest) && proved(kDerivative) &&
              (!input.policy || proved(kPolicy)) &&
              std::ranges::none_of(result.checks, [](const Check& c) { return c.state == State::kFailed; });
  result.manifest = std::move(manifest);
  return result;
}

std::string_view Name(Check::State state) {
  switch (state) {
    case State::kProved:
      return "proved";
    case State::kFailed:
      return "failed";
    case State::kNotChecked:
      break;
  }
  return "not-checked";
}

std::string VerificationJson(const Verification& verification, std::string_view manifest_name, int indent) {
  using Json = nlohmann::ordered_json;
  Json checks = Json::array();
  for (const Check& check : verification.checks) {
    checks.push_back(Json{{"name", check.name}, {"state", Name(check.state)}, {"detail", check.detail}});
  }
  const Json json{{"schema", "markings/verify/1"},
                  {"manifest", manifest_name},
                  {"ok", verification.ok},
                  {"checks", std::move(checks)}};
  // A file name may be no UTF-8.
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace markings
