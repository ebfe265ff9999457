#ifndef TESTS_REDACT_REDACT_TESTING_H_
#define TESTS_REDACT_REDACT_TESTING_H_

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/policy.h"

namespace markings::testing {

inline std::optional<Document> ParseCable(std::string text, std::string name = "cable.txt") {
  auto buffer = Buffer::FromBytes(std::move(text), std::move(name));
  if (!buffer) return std::nullopt;
  auto vocabulary = Vocabulary::ForRegime("state");
  if (!vocabulary) return std::nullopt;
  auto document = Document::Parse(*std::move(buffer), *std::move(vocabulary));
  if (!document) return std::nullopt;
  return *std::move(document);
}

inline std::optional<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline Audience PublicAudience() {
  Audience audience;
  audience.id = "public";
  audience.title = "Public";
  audience.stamp_full = "RELEASE IN FULL";
  audience.stamp_part = "RELEASE IN PART";
  audience.stamp_none = "DENIED IN FULL";
  return audience;
}

// Decisions by hand: apparatus is released or dropped as policies do by themselves, portions are released
// unless `edit` says otherwise.
inline Decisions DecideByHand(const Document& document, const Audience& audience,
                              const std::function<void(const Element&, Decision&)>& edit) {
  Decisions decisions;
  decisions.audience = &audience;
  for (std::size_t i = 0; i < document.elements().size(); ++i) {
    const Element element = document.elements()[i];
    Decision decision;
    decision.element = i;
    decision.rules = {"by-hand"};
    decision.reason = "for the test";
    decision.marking = element.marking();
    decision.mark_known = element.mark_known;
    switch (element.kind) {
      case ElementKind::kBanner:
      case ElementKind::kCaption:
      case ElementKind::kContinuation:
      case ElementKind::kBlank:
      case ElementKind::kReleaseBanner:
        decision.outcome = Outcome::kDrop;
        break;
      default:
        decision.outcome = Outcome::kRelease;
    }
    edit(element, decision);
    decisions.elements.push_back(std::move(decision));
  }
  return decisions;
}

inline std::optional<Policy> LoadPolicy(std::string toml) {
  auto buffer = Buffer::FromBytes(std::move(toml), "policy.toml");
  if (!buffer) return std::nullopt;
  auto policy = Policy::Load(*buffer);
  if (!policy) {
    ADD_FAILURE() << policy.error().message << ": " << policy.error().fix << " at "
                  << policy.error().where.begin;
    return std::nullopt;
  }
  return *std::move(policy);
}

// A policy of the project, by its file name.
inline std::optional<Policy> LoadShippedPolicy(const std::string& name) {
  auto toml = ReadFile(std::string(MARKINGS_SOURCE_DIR) + "/policies/" + name);
  if (!toml) {
    ADD_FAILURE() << "no " << name;
    return std::nullopt;
  }
  return LoadPolicy(*std::move(toml));
}

}  // namespace markings::testing

#endif  // TESTS_REDACT_REDACT_TESTING_H_
