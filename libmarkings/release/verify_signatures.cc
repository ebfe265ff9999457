// L2: who signed the manifest, by keys, by certificates, and what these keys are worth.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/release/internal/verify_checks.h"

namespace markings::internal {
namespace {

using State = Check::State;

KeyReference ReferenceTo(const MinisignPublicKey& key) { return *KeyReference::Parse(key.KeyLine()); }

// (One key under two ids is one key.)
bool Holds(const std::vector<MinisignPublicKey>& keys, const MinisignPublicKey& key) {
  const KeyReference reference = ReferenceTo(key);
  return std::ranges::any_of(
      keys, [&](const MinisignPublicKey& other) { return ReferenceTo(other).SameKeyAs(reference); });
}

std::string Lines(const std::vector<MinisignPublicKey>& keys) {
  std::string lines;
  for (const MinisignPublicKey& key : keys) lines += (lines.empty() ? "" : ", ") + key.KeyLine();
  return lines;
}

}  // namespace

Signers FindSigners(std::string_view message, const std::vector<std::string_view>& signatures,
                    const std::vector<MinisignPublicKey>& keys, std::string_view name) {
  Signers found;
  for (const std::string_view signature : signatures) {
    for (const MinisignPublicKey& key : keys) {
      if (Holds(found.keys, key)) continue;
      auto comment = VerifyMinisign(message, signature, key);
      if (comment) {
        found.keys.push_back(key);
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

std::vector<MinisignPublicKey> KeysOf(const Keyring& ring, KeyPurpose purpose) {
  std::vector<MinisignPublicKey> keys;
  for (const KeyringEntry& entry : ring.keys) {
    if (entry.purpose != purpose || entry.key.kind() != KeyReference::Kind::kMinisign) continue;
    if (auto key = MinisignPublicKey::Parse(entry.key.text())) keys.push_back(*key);
  }
  return keys;
}

Signers ManifestSigners(const VerifyInput& input) {
  std::vector<MinisignPublicKey> keys = input.keys;
  if (input.keyring != nullptr) {
    for (const MinisignPublicKey& key : KeysOf(*input.keyring, KeyPurpose::kRelease)) {
      if (!Holds(keys, key)) keys.push_back(key);
    }
  }
  return FindSigners(input.manifest, input.signatures, keys, input.manifest_name);
}

Check CheckSignature(const VerifyInput& input, const Signers& signers) {
  const auto failed = [](std::string detail) { return Said(kSignature, State::kFailed, std::move(detail)); };
  if (input.keys.empty() && input.keyring == nullptr) {
    // Who asks for a certificate's signature alone need have no key.
    return input.certificates == nullptr
               ? failed("no key was given to check it with")
               : Said(kSignature, State::kNotChecked, "no key was given to check it with");
  }
  if (input.threshold == 0) return failed("no signature at all was asked for");
  if (input.signatures.empty()) {
    return failed(fmt::format("nothing was signed: {}.minisig was not found", input.manifest_name));
  }
  if (signers.keys.size() < input.threshold) {
    if (input.threshold == 1) {
      return failed(signers.reason.empty() ? "no key of the keyring is for releases" : signers.reason);
    }
    return failed(fmt::format("{} of the keys given signed {}, and {} must have{}{}", signers.keys.size(),
                              input.manifest_name, input.threshold, signers.reason.empty() ? "" : ": ",
                              signers.reason));
  }
  if (input.threshold > 1) {
    return Said(kSignature, State::kProved,
                fmt::format("{} was signed by {} of the keys given, of which {} must have: {}",
                            input.manifest_name, signers.keys.size(), input.threshold, Lines(signers.keys)));
  }
  return Said(kSignature, State::kProved,
              fmt::format("{} was signed by key {}, with the words \"{}\"", input.manifest_name,
                          signers.keys.front().KeyLine(), signers.comments.front()));
}

Check CheckCertificate(const VerifyInput& input) {
  if (input.certificates == nullptr) {
    return Said(kCertificate, State::kNotChecked, "no trusted root was given");
  }
  const auto failed = [](std::string detail) {
    return Said(kCertificate, State::kFailed, std::move(detail));
  };
  if (!input.certificate_signature) {
    return failed(fmt::format("{}.p7s was not found", input.manifest_name));
  }
  const auto info = VerifyCms(input.manifest, *input.certificate_signature, *input.certificates);
  if (!info) return failed(fmt::format("{}.p7s: {}", input.manifest_name, info.error().message));
  const std::string owner =
      fmt::format("{} (certificate SHA-256 {})", info->certificate.subject, info->certificate.sha256);
  if (!input.certificate_sha256.empty() &&
      std::ranges::find(input.certificate_sha256, info->certificate.sha256) ==
          input.certificate_sha256.end()) {
    return failed(fmt::format("it was signed by {}, which is none of those that were named", owner));
  }
  return Said(kCertificate, State::kProved,
              fmt::format("{} was signed by {}, under a trusted root", input.manifest_name, owner));
}

Check CheckKeys(const VerifyInput& input, const Signers& signers, const Manifest& manifest,
                const std::optional<LoggedAt>& logged) {
  if (input.keyring == nullptr) return Said(kKeys, State::kNotChecked, "no keyring was given");
  KeyQuestion question;
  question.date = manifest.date.substr(0, std::string_view("2026-11-23").size());
  question.today = input.today;
  question.logged = logged;
  question.revocations = input.revocations;
  std::size_t counting = 0;
  std::string said;
  for (const MinisignPublicKey& key : signers.keys) {
    const KeyJudgement judged = JudgeKey(*input.keyring, ReferenceTo(key), question);
    // A key that was given by itself is trusted for that, unless it is known to be in other hands.
    const bool given = Holds(input.keys, key) && judged.standing == Standing::kUnknown;
    if (Counts(judged.standing) || given) ++counting;
    said += fmt::format("{}{}: {}", said.empty() ? "" : "; ", key.KeyLine(),
                        given ? "trusted, since it was given" : judged.detail);
  }
  if (counting < std::max<std::size_t>(input.threshold, 1)) {
    return Said(kKeys, State::kFailed, said.empty() ? "no key of the keyring signed it" : said);
  }
  return Said(kKeys, State::kProved, said);
}

}  // namespace markings::internal
