#ifndef TESTS_LEVELS_LEVELS_TESTING_H_
#define TESTS_LEVELS_LEVELS_TESTING_H_

#include <gtest/gtest.h>

#include <array>

#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/age/age.h"
#include "libmarkings/levels/readers.h"
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

}  // namespace markings::testing

#endif  // TESTS_LEVELS_LEVELS_TESTING_H_
