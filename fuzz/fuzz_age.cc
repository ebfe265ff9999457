// Any bytes as a sealed file, its header, its armor, and as keys.
//
// A header has one spelling, so what is accepted is written back byte for byte. Armor has few: with CRLF,
// with white space around it. Taken off, put on and taken off again it gives the same. What opens was sealed
// here: nothing else can be made without breaking the cipher.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "libmarkings/age/age.h"
#include "libmarkings/age/internal/armor.h"
#include "libmarkings/age/internal/header.h"
#include "libmarkings/age/internal/stanzas.h"

namespace {

using markings::AgeIdentity;
using markings::AgeKeys;
using markings::AgeOptions;
using markings::AgeRecipient;
using markings::ErrorCode;
using markings::SecretBytes;

// The identity of C2SP age.md's example, whose files are in the corpus.
const std::vector<AgeIdentity>& TheIdentity() {
  static const std::vector<AgeIdentity> identities = [] {
    std::vector<AgeIdentity> made;
    auto identity =
        AgeIdentity::Parse("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX");
    Require(identity.has_value());
    made.push_back(*std::move(identity));
    return made;
  }();
  return identities;
}

void CheckHeader(std::string_view text) {
  markings::internal::ViewSource view(text);
  markings::internal::BufferedSource source(view);
  const auto taken = markings::internal::TakeHeader(source);
  const auto whole = markings::internal::ParseHeader(text);
  if (whole) Require(taken && *taken == text);
  if (!taken) return;
  Require(text.starts_with(*taken));
  const auto header = markings::internal::ParseHeader(*taken);
  if (!header) {
    Require(header.error().code == ErrorCode::kBadSealed &&
            header.error().message.starts_with("the age header"));
    return;
  }
  const std::string covered = markings::internal::FormatCovered(header->stanzas);
  Require(covered == taken->substr(0, header->covered));
  Require(markings::internal::FormatHeader(covered, header->mac) == *taken);
  static_cast<void>(markings::internal::SortStanzas(*header, 22));
}

std::string Drain(markings::internal::ByteSource& source, bool& sound) {
  std::string bytes;
  std::vector<unsigned char> room(1000);
  while (true) {
    const auto got = source.Read(room);
    sound = got.has_value();
    if (!sound) {
      Require(got.error().code == ErrorCode::kBadSealed && got.error().message.starts_with("the armor"));
      return bytes;
    }
    bytes.append(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(*got));
    if (*got < room.size()) return bytes;
  }
}

std::string Bare(std::string_view text, bool& sound) {
  markings::internal::ViewSource view(text);
  markings::internal::BufferedSource buffered(view);
  markings::internal::ArmorSource armor(buffered);
  return Drain(armor, sound);
}

void CheckArmor(std::string_view text) {
  bool sound = false;
  const std::string bare = Bare(text, sound);
  if (!sound) return;
  markings::internal::StringSink out;
  markings::internal::ArmorSink armor(out);
  Require(armor.Write({reinterpret_cast<const unsigned char*>(bare.data()), bare.size()}).has_value());
  Require(armor.Finish().has_value());
  // But for line ends and the white space around it the text is the one that is written.
  const auto letters = [](std::string_view all) {
    std::string kept;
    for (const char c : all) {
      if (c != '\r' && c != '\n' && c != ' ' && c != '\t') kept += c;
    }
    return kept;
  };
  Require(letters(out.bytes()) == letters(text));
  Require(Bare(out.bytes(), sound) == bare && sound);
}

void CheckKeys(std::string_view text) {
  if (const auto recipient = AgeRecipient::Parse(text)) Require(recipient->Format() == text);
  if (const auto identity = AgeIdentity::Parse(text)) {
    const SecretBytes written = identity->Format();
    Require(std::ranges::equal(written.Reveal(), text, {}, {},
                               [](char c) { return static_cast<unsigned char>(c); }));
  }
}

void CheckOpening(std::string_view text) {
  AgeOptions cheap;
  cheap.max_log_n = 4;
  const AgeKeys keys{.identities = TheIdentity(), .passphrase = []() -> markings::Result<SecretBytes> {
                       SecretBytes words(1);
                       words.RevealForWriting()[0] = 'x';
                       return words;
                     }};
  const auto opened = OpenAgeWith(text, keys, cheap);
  if (opened) Require(opened->size() < text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckHeader(text);
  CheckArmor(text);
  CheckKeys(text);
  CheckOpening(text);
  return 0;
}
