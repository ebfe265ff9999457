#ifndef TESTS_LEVELS_LEVELS_TESTING_H_
#define TESTS_LEVELS_LEVELS_TESTING_H_

#include <gtest/gtest.h>

#include <array>

#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/age/age.h"
#include "libmarkings/levels/readers.h"
#include "libmarkings/levels/sealed_levels.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/policy/policy.h"

namespace markings::testing {

inline Buffer Text(std::string_view text, const char* name) {
  auto buffer = Buffer::FromBytes(std::string(text), name);
  EXPECT_TRUE(buffer);
  return *std::move(buffer);
}

// Three levels, each with all of the one below.
inline const Policy& HarbourPolicy() {
  static const Policy policy = [] {
    auto loaded = Policy::Load(Text(R"(schema = "markings/policy/1"
name = "harbour"
version = "1.0.0"
unmarked = "withhold"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U" }
partner = { title = "Partner mission", clears = "SBU" }
mission = { title = "Own mission", clears = "C//NF" }
[[rule]]
id = "open"
release = ["public", "partner", "mission"]
when = { at_most = "U" }
reason = "Open to all."
[[rule]]
id = "sensitive"
release = ["partner", "mission"]
when = { at_most = "SBU" }
reason = "Shared with partners."
[[rule]]
id = "classified"
release = ["mission"]
when = { at_most = "C//NF" }
reason = "For cleared staff."
)",
                                    "policy.toml"));
    EXPECT_TRUE(loaded) << loaded.error().message;
    return *std::move(loaded);
  }();
  return policy;
}

// Somebody with a key.
inline const AgeIdentity& Key(std::size_t i) {
  static const std::array<AgeIdentity, 4> keys = {*AgeIdentity::Generate(), *AgeIdentity::Generate(),
                                                  *AgeIdentity::Generate(), *AgeIdentity::Generate()};
  return keys.at(i);
}

// A [[reader]] table.
inline std::string ReaderTable(const std::string& name, std::size_t key, const std::string& clearance,
                               const std::string& more = "") {
  return "[[reader]]\nname = \"" + name + "\"\nkey = \"" + Key(key).recipient().Format() +
         "\"\nclearance = \"" + clearance + "\"\n" + more;
}

inline constexpr std::string_view kHead =
    "schema = \"markings/recipients/1\"\nlevels = [\"public\", \"partner\", \"mission\"]\n";

// A reader for each level.
inline Recipients Readers() {
  auto loaded = Recipients::Load(Text(std::string(kHead) + ReaderTable("Ann Roe", 0, "C//NF") +
                                          ReaderTable("Ben Tal", 1, "SBU") + ReaderTable("Cy Doe", 2, "U"),
                                      "recipients.toml"));
  EXPECT_TRUE(loaded) << loaded.error().message;
  return *std::move(loaded);
}

// One portion for each level.
inline Document Cable(const std::string& mission_text = "The consul met Ilse Varnholt.") {
  auto document = Document::Parse(Text("CONFIDENTIAL KALVOR 000123\n\nSUBJECT: (U) HARBOUR FAIR\n\n"
                                       "1. (U) The harbour fair opens on Monday.\n\n"
                                       "2. (SBU) The customs office expects a strike.\n\n"
                                       "3. (C//NF) " +
                                           mission_text + "\n",
                                       "cable.txt"),
                                  HarbourPolicy().shared_vocabulary());
  EXPECT_TRUE(document);
  return *std::move(document);
}

inline const MinisignSecretKey& Office() {
  static const MinisignSecretKey key = *MinisignSecretKey::Generate();
  return key;
}

inline std::string Sealed(const Document& document, const MinisignSecretKey* sign_key = &Office()) {
  const Recipients recipients = Readers();
  const auto levels = PlanLevels(recipients, HarbourPolicy());
  EXPECT_TRUE(levels);
  auto sealed = SealLevels(document, HarbourPolicy(), recipients, *levels,
                           {.stem = "cable", .date = "2026-11-26T10:00:00Z", .sign_key = sign_key});
  EXPECT_TRUE(sealed) << sealed.error().message;
  return *std::move(sealed);
}

}  // namespace markings::testing

#endif  // TESTS_LEVELS_LEVELS_TESTING_H_
