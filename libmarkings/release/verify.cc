// Checks one thing after the other, each reported apart. The manifest is not parsed before a signature over
// its bytes was proved with a trusted key.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/names.h"
#include "libmarkings/release/internal/verify_checks.h"
#include "libmarkings/release/verify.h"

namespace markings {
namespace {

using internal::kDerivative;
using internal::kManifest;
using internal::kPolicy;
using internal::Said;
using internal::Subject;
using State = Check::State;

Check CheckManifest(const VerifyInput& input, std::optional<Manifest>& manifest) {
  auto parsed = Manifest::Parse(input.manifest);
  if (!parsed) {
    return Said(kManifest, State::kFailed,
                fmt::format("it was signed, but byte {}: {}", parsed.error().where.begin + 1,
                            parsed.error().message));
  }
  const auto named = internal::StemOfManifest(input.manifest_name);
  const auto stem = internal::StemOfDerivative(parsed->derivative_file);
  Check check = Said(kManifest, State::kProved,
                     fmt::format("{} of {} for {}, {}", parsed->stamp, parsed->date, parsed->audience_title,
                                 parsed->banner));
  if (!named || named != stem) {
    check = Said(kManifest, State::kFailed,
                 fmt::format("it was renamed: it is the manifest of {}", parsed->derivative_file));
  }
  manifest = *std::move(parsed);
  return check;
}

Check CheckDerivative(const VerifyInput& input, const Manifest& manifest) {
  const std::string& file = manifest.derivative_file;
  const auto failed = [](std::string detail) { return Said(kDerivative, State::kFailed, std::move(detail)); };
  if (!input.derivative) return failed(fmt::format("{} was not found beside the manifest", file));
  if (input.derivative->size() != manifest.derivative_bytes) {
    return failed(fmt::format("{} has {} bytes, the manifest says {}", file, input.derivative->size(),
                              manifest.derivative_bytes));
  }
  if (Sha256Hex(*input.derivative) != manifest.derivative_sha256) {
    return failed(fmt::format("{} is not the text that was signed: its SHA-256 differs", file));
  }
  return Said(kDerivative, State::kProved,
              fmt::format("{} is the text that was signed, SHA-256 {}", file, manifest.derivative_sha256));
}

// Each one that the manifest names, and each one that lies beside it and that it does not name.
void CheckRenditions(const VerifyInput& input, const Manifest& manifest, std::vector<Check>& checks) {
  const std::string stem(*internal::StemOfDerivative(manifest.derivative_file));
  for (const RenditionForm& form : RenditionForms()) {
    const std::string file = stem + std::string(form.suffix);
    const auto named = std::ranges::find(manifest.renditions, file, &Manifest::Rendition::file);
    const auto found =
        std::ranges::find(input.renditions, form.kind, [](const auto& one) { return one.first; });
    const bool is_named = named != manifest.renditions.end();
    const bool is_found = found != input.renditions.end();
    const auto say = [&](State state, std::string detail) {
      checks.push_back(Said(internal::kRendition, state, std::move(detail)));
    };
    if (!is_named && is_found) {
      say(State::kNotChecked, fmt::format("{} lies beside the manifest and is no part of the release", file));
    } else if (is_named && !is_found) {
      say(State::kFailed, fmt::format("{} was not found beside the manifest", file));
    } else if (is_named &&
               (found->second.size() != named->bytes || Sha256Hex(found->second) != named->sha256)) {
      say(State::kFailed, fmt::format("{} is not the file that was signed: its SHA-256 differs", file));
    } else if (is_named) {
      say(State::kProved, fmt::format("{} is the file that was signed, SHA-256 {}", file, named->sha256));
    }
  }
}

Check CheckPolicy(const VerifyInput& input, const Manifest& manifest) {
  const std::string named = fmt::format("{} {}", manifest.policy_name, manifest.policy_version);
  if (!input.policy) {
    return Said(
        kPolicy, State::kNotChecked,
        fmt::format("no policy was given; the manifest names {}, SHA-256 {}", named, manifest.policy_sha256));
  }
  if (Sha256Hex(*input.policy) != manifest.policy_sha256) {
    return Said(
        kPolicy, State::kFailed,
        fmt::format("the policy that was given is not the one of the release, which is {}, SHA-256 {}", named,
                    manifest.policy_sha256));
  }
  return Said(kPolicy, State::kProved, fmt::format("the release names the policy that was given, {}", named));
}

}  // namespace

Verification VerifyRelease(const VerifyInput& input) {
  Verification result;
  std::optional<Manifest> manifest;
  std::optional<LoggedAt> logged;
  const internal::Signers signers = internal::ManifestSigners(input);
  result.checks.push_back(internal::CheckSignature(input, signers));
  result.checks.push_back(internal::CheckCertificate(input));
  // Whoever was asked to have signed it has, and somebody was.
  const auto fails = [](const Check& check) { return check.state == State::kFailed; };
  const auto holds = [](const Check& check) { return check.state == State::kProved; };
  const bool was_signed =
      std::ranges::none_of(result.checks, fails) && std::ranges::any_of(result.checks, holds);
  const auto skip = [&](const Subject& subject, const char* why) {
    result.checks.push_back(Said(subject, State::kNotChecked, why));
  };
  if (was_signed) {
    result.checks.push_back(CheckManifest(input, manifest));
  } else {
    skip(kManifest, "it is not read, since its signature was not proved");
  }
  if (manifest) {
    Check registered = internal::CheckRegister(input, logged);
    result.checks.push_back(internal::CheckKeys(input, signers, *manifest, logged));
    result.checks.push_back(CheckDerivative(input, *manifest));
    CheckRenditions(input, *manifest, result.checks);
    result.checks.push_back(CheckPolicy(input, *manifest));
    result.checks.push_back(internal::CheckAttestation(input, *manifest, logged));
    result.checks.push_back(std::move(registered));
  } else {
    skip(internal::kKeys, "no proved manifest says when they signed");
    skip(kDerivative, "no proved manifest says what it must be");
    skip(kPolicy, "no proved manifest says which it was");
    skip(internal::kAttestation, "no proved manifest says which it was");
    skip(internal::kRegister, "no proved manifest says what was logged");
  }

  // It was signed, its manifest and text hold, none of the rest failed, and what was given to check against
  // was proved.
  const auto proved = [&](const Subject& subject) {
    return std::ranges::any_of(result.checks, [&](const Check& check) {
      return check.name == subject.name && check.state == State::kProved;
    });
  };
  result.ok = was_signed && proved(kManifest) && proved(kDerivative) && (!input.policy || proved(kPolicy)) &&
              (input.original_keys.empty() || proved(internal::kAttestation)) &&
              (!input.log || proved(internal::kRegister)) &&
              (input.keyring == nullptr || proved(internal::kKeys)) &&
              std::ranges::none_of(result.checks, fails);
  result.manifest = std::move(manifest);
  return result;
}

std::optional<Error> FirstFailure(const Verification& verification) {
  if (verification.ok) return std::nullopt;
  const auto failed = std::ranges::find(verification.checks, Check::State::kFailed, &Check::state);
  std::string reason = failed == verification.checks.end()
                           ? "it could not be verified"
                           : fmt::format("{}: {}", failed->name, failed->detail);
  return Fail(ErrorCode::kNotAuthentic, {}, std::move(reason), "do not use it; ask who sent it").error();
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
    checks.push_back(Json{{"name", check.name},
                          {"level", check.level},
                          {"state", Name(check.state)},
                          {"detail", check.detail}});
  }
  const Json json{{"schema", "markings/verify/1"},
                  {"manifest", manifest_name},
                  {"ok", verification.ok},
                  {"checks", std::move(checks)}};
  // A file name may be no UTF-8.
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace markings
