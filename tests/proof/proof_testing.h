#ifndef TESTS_PROOF_PROOF_TESTING_H_
#define TESTS_PROOF_PROOF_TESTING_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/policy/policy.h"
#include "libmarkings/proof/attestation.h"
#include "libmarkings/proof/redaction_proof.h"
#include "libmarkings/redact/redaction.h"

namespace markings::testing {

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline std::string ExampleCable() { return ReadFile(MARKINGS_SOURCE_DIR "/examples/cable.txt"); }

inline Policy PublicPolicy() {
  auto text = Buffer::FromBytes(ReadFile(MARKINGS_SOURCE_DIR "/policies/state-public.toml"), "policy.toml");
  EXPECT_TRUE(text);
  auto policy = Policy::Load(*text);
  EXPECT_TRUE(policy);
  return *std::move(policy);
}

inline Document ParseCable(std::string_view text) {
  auto buffer = Buffer::FromBytes(std::string(text), "cable.txt");
  EXPECT_TRUE(buffer);
  auto document = Document::Parse(*std::move(buffer), *Vocabulary::ForRegime("state"));
  EXPECT_TRUE(document);
  return *std::move(document);
}

// A cable, attested and redacted for the public.
struct Proved {
  Document document;
  Derivative derivative;
  Attestation original;
  std::string proof;

  explicit Proved(std::string_view text, AttestOptions options = {})
      : document(ParseCable(text)), original(Made(document, std::move(options))) {
    const Policy policy = PublicPolicy();
    auto redaction = Redact(document, policy, "public", {});
    EXPECT_TRUE(redaction);
    derivative = std::move(redaction->derivative);
    auto made = MakeProof(document, derivative, original.note, original.secret);
    EXPECT_TRUE(made) << made.error().message;
    if (made) proof = *std::move(made);
  }

  static Attestation Made(const Document& document, AttestOptions options) {
    options.date = "2026-11-26T10:00:00Z";
    auto attestation = Attest(document, options);
    EXPECT_TRUE(attestation) << attestation.error().message;
    return *std::move(attestation);
  }
};

}  // namespace markings::testing

#endif  // TESTS_PROOF_PROOF_TESTING_H_
