// Checks one thing after the other, each reported apart. The manifest is not parsed before a signature over
// its bytes was proved with a trusted key.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "libmarkings/proof/redaction_proof.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/names.h"
#include "libmarkings/release/release.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

using State = Check::State;

// What is checked, and the level that it belongs to.
struct Subject {
  const char* name;
  const char* level;
};
constexpr Subject kSignature = {"manifest signature", "L2"}, kManifest = {"manifest", "L2"},
                  kDerivative = {"derivative", "L1"}, kPolicy = {"policy", "L4"},
                  kAttestation = {"attestation", "L3"}, kRegister = {"register", "L5"};

Check Said(const Subject& subject, State state, std::string detail) {
  return {subject.name, subject.level, state, std::move(detail)};
}

// The keys that signed some bytes, each by a signature of its own, and the most telling reason why another
// did not.
struct Signers {
  std::vector<std::string> keys, comments;
  std::string reason;
};

Signers FindSigners(std::string_view message, const std::vector<std::string_view>& signatures,
                    const std::vector<MinisignPublicKey>& keys, std::string_view name) {
  Signers found;
  for (const std::string_view signature : signatures) {
    for (const MinisignPublicKey& key : keys) {
      std::string line = key.KeyLine();
      if (std::ranges::find(found.keys, line) != found.keys.end()) continue;
      auto comment = VerifyMinisign(message, signature, key);
      if (comment) {
        found.keys.push_back(std::move(line));
        found.comments.push_back(*std::move(comment));
        break;
      }
      if (found.reason.empty() || !comment.error().message.contains("another key")) {
        found.reason = fmt::format("{}.minisig: {}", name, comment.error().message);
      }
    }
  }
  return found;
}

Check CheckSignature(const VerifyInput& input) {
  const auto failed = [](std::string detail) { return Said(kSignature, State::kFailed, std::move(detail)); };
  if (input.keys.empty()) return failed("no key was given to check it with");
  if (input.threshold == 0) return failed("no signature at all was asked for");
  if (input.signatures.empty()) {
    return failed(fmt::format("nothing was signed: {}.minisig was not found", input.manifest_name));
  }
  const Signers signers = FindSigners(input.manifest, input.signatures, input.keys, input.manifest_name);
  if (signers.keys.size() < input.threshold) {
    if (input.threshold == 1) return failed(signers.reason);
    return failed(fmt::format("{} of the keys given signed {}, and {} must have{}{}", signers.keys.size(),
                              input.manifest_name, input.threshold, signers.reason.empty() ? "" : ": ",
                              signers.reason));
  }
  if (input.threshold > 1) {
    return Said(
        kSignature, State::kProved,
        fmt::format("{} was signed by {} of the keys given, of which {} must have: {}", input.manifest_name,
                    signers.keys.size(), input.threshold, fmt::join(signers.keys, ", ")));
  }
  return Said(kSignature, State::kProved,
              fmt::format("{} was signed by key {}, with the words \"{}\"", input.manifest_name,
                          signers.keys.front(), signers.comments.front()));
}

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

// How much of the text is the original's, and which stretches are the authority's own.
std::string Describe(const ProvedText& proved, std::string_view derivative) {
  std::size_t own = 0;
  for (const Span& span : proved.own_words) {
    const bool blank =
        derivative.substr(span.begin, span.size()).find_first_not_of(" \t\n") == std::string_view::npos;
    own += blank ? 0U : 1U;
  }
  return fmt::format(
      "the text is a true part of the original, in its order: {} of {} units of it are shown; {} stretches "
      "are words "
      "of the releasing authority: banner, stamp, placeholders, what is masked",
      proved.shown, proved.units, own);
}

Check CheckAttestation(const VerifyInput& input, const Manifest& manifest) {
  const auto failed = [](std::string detail) {
    return Said(kAttestation, State::kFailed, std::move(detail));
  };
  const auto not_checked = [&](std::string detail) {
    // Who names the originator's key wants it proved.
    return input.original_keys.empty() ? Said(kAttestation, State::kNotChecked, std::move(detail))
                                       : failed(std::move(detail));
  };
  if (!manifest.attestation) return not_checked("there is none: nothing is proved about the original");
  const Manifest::Attested& named = *manifest.attestation;
  if (!input.proof) return not_checked("the release has a proof, which was not found beside the manifest");
  if (input.proof->size() != named.proof_bytes || Sha256Hex(*input.proof) != named.proof_sha256) {
    return failed("the proof is not the one that was signed: its SHA-256 differs");
  }
  if (!input.note) return not_checked("the original's note was not found beside the manifest");
  if (input.original_keys.empty()) {
    return not_checked("the release has a proof; the originator's key is needed to check it");
  }
  const Signers signers =
      FindSigners(*input.note, input.note_signatures, input.original_keys, "the original's note");
  if (signers.keys.empty()) {
    return failed(signers.reason.empty() ? "the original's note is not signed" : signers.reason);
  }
  const auto note = OriginalNote::Parse(*input.note);
  if (!note) return failed("the original's note was signed, but: " + note.error().message);
  if (ToHex(note->doc) != named.doc || EncodeBase64(note->root) != named.root) {
    return failed("the manifest is of another original than the note");
  }
  if (!input.derivative) return failed("there is no text to prove anything of");
  const auto proved = CheckProof(*input.proof, *note, *input.derivative);
  if (!proved) return failed(proved.error().message);
  return Said(kAttestation, State::kProved,
              fmt::format("{}; attested on {} by key {}", Describe(*proved, *input.derivative), note->date,
                          signers.keys.front()));
}

}  // namespace

Verification VerifyRelease(const VerifyInput& input) {
  Verification result;
  std::optional<Manifest> manifest;
  result.checks.push_back(CheckSignature(input));
  const bool was_signed = result.checks.back().state == State::kProved;
  const auto skip = [&](const Subject& subject, const char* why) {
    result.checks.push_back(Said(subject, State::kNotChecked, why));
  };
  if (was_signed) {
    result.checks.push_back(CheckManifest(input, manifest));
  } else {
    skip(kManifest, "it is not read, since its signature was not proved");
  }
  if (manifest) {
    result.checks.push_back(CheckDerivative(input, *manifest));
    result.checks.push_back(CheckPolicy(input, *manifest));
    result.checks.push_back(CheckAttestation(input, *manifest));
  } else {
    skip(kDerivative, "no proved manifest says what it must be");
    skip(kPolicy, "no proved manifest says which it was");
    skip(kAttestation, "no proved manifest says which it was");
  }
  skip(kRegister, "no register was given");

  // Each of the first three must have been proved; of the rest none may have failed, and what was given to
  // check against must have been proved.
  const auto proved = [&](const Subject& subject) {
    return std::ranges::any_of(result.checks, [&](const Check& check) {
      return check.name == subject.name && check.state == State::kProved;
    });
  };
  result.ok = proved(kSignature) && proved(kManifest) && proved(kDerivative) &&
              (!input.policy || proved(kPolicy)) && (input.original_keys.empty() || proved(kAttestation)) &&
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
