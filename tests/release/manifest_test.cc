#include "libmarkings/release/manifest.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace markings {
namespace {

Manifest Example() {
  Manifest m;
  m.generator = "markings 0.1.0";
  m.date = "2026-11-23T10:15:00Z";
  m.document = "KALVOR 000123";
  m.audience = "public";
  m.audience_title = "Public";
  m.policy_name = "harbour-public";
  m.policy_version = "1.0.0";
  m.policy_sha256 = std::string(64, '1');
  m.vocabulary_regime = "state";
  m.vocabulary_version = "1";
  m.vocabulary_sha256 = std::string(64, '2');
  m.derivative_file = "cable.txt";
  m.derivative_bytes = 1234;
  m.derivative_sha256 = std::string(64, '3');
  m.banner = "UNCLAS";
  m.stamp = "RELEASE IN PART (b)(6)";
  m.codes = {"(b)(6)"};
  m.units = {{"subject", Outcome::kWithhold, "subject", {"(b)(6)"}, {"private"}, false},
             {"p1", Outcome::kRelease, "", {}, {"unclassified"}, true},
             {"p2", Outcome::kMask, "", {"(b)(6)"}, {"names"}, false}};
  m.overrides = {{"p1", "release", "(U)", "announced \"already\"", "A. Officer", "2026-11-20"}};
  m.waivers = {{"subject:10", "named in public", "A. Officer", ""}};
  m.code_for_pending = {"(b)(6)", "private persons", "A. Officer"};
  m.attestation = {"00112233445566778899aabbccddeeff", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 4321,
                   std::string(64, '4')};
  m.recipients_sha256 = std::string(64, '5');
  m.supersedes = std::string(64, '6');
  return m;
}

constexpr std::string_view kExample = R"json({
  "schema": "markings/release/1",
  "generator": "markings 0.1.0",
  "date": "2026-11-23T10:15:00Z",
  "document": "KALVOR 000123",
  "audience": {
    "id": "public",
    "title": "Public"
  },
  "policy": {
    "name": "harbour-public",
    "version": "1.0.0",
    "sha256": "1111111111111111111111111111111111111111111111111111111111111111"
  },
  "vocabulary": {
    "regime": "state",
    "version": "1",
    "sha256": "2222222222222222222222222222222222222222222222222222222222222222"
  },
  "derivative": {
    "file": "cable.txt",
    "bytes": 1234,
    "sha256": "3333333333333333333333333333333333333333333333333333333333333333"
  },
  "banner": "UNCLAS",
  "stamp": "RELEASE IN PART (b)(6)",
  "codes": [
    "(b)(6)"
  ],
  "units": [
    {
      "id": "subject",
      "outcome": "withhold",
      "amount": "subject",
      "codes": [
        "(b)(6)"
      ],
      "rules": [
        "private"
      ],
      "overridden": false
    },
    {
      "id": "p1",
      "outcome": "release",
      "amount": "",
      "codes": [],
      "rules": [
        "unclassified"
      ],
      "overridden": true
    },
    {
      "id": "p2",
      "outcome": "mask",
      "amount": "",
      "codes": [
        "(b)(6)"
      ],
      "rules": [
        "names"
      ],
      "overridden": false
    }
  ],
  "overrides": [
    {
      "element": "p1",
      "action": "release",
      "mark": "(U)",
      "places": 0,
      "reason": "announced \"already\"",
      "authority": "A. Officer",
      "date": "2026-11-20"
    }
  ],
  "waivers": [
    {
      "finding": "subject:10",
      "reason": "named in public",
      "authority": "A. Officer",
      "date": ""
    }
  ],
  "code_for_pending": {
    "code": "(b)(6)",
    "reason": "private persons",
    "authority": "A. Officer"
  },
  "attestation": {
    "doc": "00112233445566778899aabbccddeeff",
    "root": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "proof_bytes": 4321,
    "proof_sha256": "4444444444444444444444444444444444444444444444444444444444444444"
  },
  "recipients_sha256": "5555555555555555555555555555555555555555555555555555555555555555",
  "supersedes": "6666666666666666666666666666666666666666666666666666666666666666"
}
)json";

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Manifest, IsWrittenInItsForm) { EXPECT_EQ(Example().Format(), kExample); }

TEST(Manifest, WhatIsReadIsWrittenBack) {
  Manifest bare = Example();
  bare.units.clear();
  bare.codes.clear();
  bare.overrides.clear();
  bare.waivers.clear();
  bare.code_for_pending.reset();
  bare.document.clear();
  Manifest odd = Example();
  odd.audience_title = "caf\xc3\xa9 \\ / \" \x01 \xe2\x80\xa8 \xf0\x9f\x9a\xa2";
  odd.derivative_bytes = ~std::uint64_t{0};
  for (const Manifest& manifest : {Example(), bare, odd}) {
    const std::string text = manifest.Format();
    const auto again = Manifest::Parse(text);
    ASSERT_TRUE(again) << again.error().message << " at " << again.error().where.begin;
    EXPECT_EQ(again->Format(), text);
  }
  EXPECT_FALSE(Manifest::Parse(bare.Format())->code_for_pending);
  EXPECT_EQ(Manifest::Parse(odd.Format())->audience_title, odd.audience_title);
}

TEST(Manifest, TextThatIsNoUtf8DoesNotReadBackAsItself) {
  Manifest manifest = Example();
  manifest.audience_title = "\xff";
  const auto again = Manifest::Parse(manifest.Format());
  ASSERT_TRUE(again);
  EXPECT_NE(again->audience_title, manifest.audience_title);
}

TEST(Manifest, RefusesAnyOtherForm) {
  const std::string good(kExample);
  const std::string digest(64, '3');
  struct Row {
    const char* what;
    std::string text;
    std::size_t at;  // place of the fault
  };
  const auto place = [&](std::string_view piece) { return good.find(piece); };
  const Row rows[] = {
      {"empty", "", 0},
      {"not JSON", "manifest", 0},
      {"cut off", good.substr(0, 100), 100},
      {"no LF at the end", good.substr(0, good.size() - 1), good.size() - 1},
      {"two LF at the end", good + "\n", good.size()},
      {"something after it", good + "{}\n", good.size()},
      {"a BOM", "\xef\xbb\xbf" + good, 0},
      {"CRLF", Replaced(good, "{\n", "{\r\n"), 1},
      {"a blank", Replaced(good, "\": 1234", "\":  1234"), place("1234")},
      {"no blanks", Replaced(good, "\"banner\": ", "\"banner\":"), place("\"UNCLAS") - 1},
      {"a tab", Replaced(good, "  \"date\"", "\t\"date\""), place("  \"date\"")},
      {"another order",
       Replaced(Replaced(good, "  \"banner\": \"UNCLAS\",\n", ""), "  \"codes\"",
                "  \"banner\": \"UNCLAS\",\n  \"codes\""),
       place("\"banner\"") + 1},
      {"a double key",
       Replaced(good, "  \"banner\": \"UNCLAS\",\n",
                "  \"banner\": \"UNCLAS\",\n  \"banner\": \"UNCLAS\",\n"),
       place("\"stamp\"") + 1},
      {"an unknown key", Replaced(good, "  \"banner\"", "  \"colour\": 1,\n  \"banner\""),
       place("\"banner\"") + 1},
      {"a missing key", Replaced(good, "  \"stamp\": \"RELEASE IN PART (b)(6)\",\n", ""),
       place("\"stamp\"") + 1},
      {"another schema", Replaced(good, "release/1", "release/2"), place("release/1") + 8},
      {"a float", Replaced(good, "1234", "1234.0"), place("1234")},
      {"an exponent", Replaced(good, "1234", "1e3"), place("1234")},
      {"a negative number", Replaced(good, "1234", "-1234"), place("1234")},
      {"a number out of range", Replaced(good, "1234", "1e999"), 0},
      {"an integer out of range", Replaced(good, "1234", "18446744073709551616"), place("1234")},
      {"a leading zero", Replaced(good, "1234", "01234"), place("1234") + 4},
      {"a string for a number", Replaced(good, "1234", "\"1234\""), place("1234")},
      {"null for a string", Replaced(good, "\"UNCLAS\"", "null"), place("\"UNCLAS\"")},
      {"an escape where none is needed", Replaced(good, "UNCLAS", "\\u0055NCLAS"), place("UNCLAS")},
      {"an escaped slash", Replaced(good, "markings/release", "markings\\/release"), place("/release")},
      {"an object for a list", Replaced(good, "\"codes\": [\n    \"(b)(6)\"\n  ]", "\"codes\": {}"),
       place("[\n")},
      {"a flag that is none", Replaced(good, "false", "0"), place("false")},
      {"an unknown outcome", Replaced(good, "\"withhold\"", "\"hide\""), place("\"withhold\"") + 1},
      {"drop is no outcome of a unit", Replaced(good, "\"withhold\"", "\"drop\""), place("\"withhold\"") + 1},
      {"a path", Replaced(good, "cable.txt", "../cable.txt"), place("cable.txt")},
      {"a path down", Replaced(good, "cable.txt", "a/cable.txt"), place("cable.txt")},
      {"no .txt", Replaced(good, "cable.txt", "cable.exe"), place("cable.txt")},
      {"a control character in the name", Replaced(good, "cable.txt", "ca\\u001bble.txt"), 0},
      {"a digest in capitals", Replaced(good, digest, std::string(64, 'A')), place(digest)},
      {"a short digest", Replaced(good, digest, std::string(63, '3')), place(digest)},
      {"no date", Replaced(good, "2026-11-23T10:15:00Z", "2026-11-23"), place("2026-11-23T")},
      {"deep nesting", std::string(100000, '['), 8},
      {"deep nesting in its place", Replaced(good, "[]", std::string(5000, '[') + std::string(5000, ']')),
       place("[]") + 5},
      {"invalid UTF-8", Replaced(good, "UNCLAS", "UN\xff"), place("UNCLAS") + 2},
  };
  for (const Row& row : rows) {
    const auto parsed = Manifest::Parse(row.text);
    ASSERT_FALSE(parsed) << row.what;
    EXPECT_EQ(parsed.error().code, ErrorCode::kBadManifest) << row.what;
    EXPECT_EQ(parsed.error().where.begin, row.at) << row.what << ": " << parsed.error().message;
    EXPECT_FALSE(parsed.error().message.empty());
  }
  EXPECT_FALSE(Manifest::Parse(std::string((std::size_t{16} << 20) + 1, ' ')));
}

// Whatever one changed byte leaves readable is written back as it stands: no two texts mean the same
// manifest.
TEST(Manifest, NoTwoTextsAreOneManifest) {
  const std::string good(kExample);
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = good;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      const auto parsed = Manifest::Parse(changed);
      if (parsed) {
        EXPECT_EQ(parsed->Format(), changed) << "byte " << i << " bit " << bit;
      }
    }
  }
}

}  // namespace
}  // namespace markings
