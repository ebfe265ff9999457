#include "libmarkings/register/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "libmarkings/text/day.h"
#include "libmarkings/text/digits.h"

namespace markings {
namespace {

constexpr std::string_view kFirstLine = "markings-register/v1";
constexpr std::size_t kIdDigits = 32, kDigestDigits = 64;

std::unexpected<Error> Bad(Span where, std::string message) {
  return Fail(ErrorCode::kBadRegister, where, std::move(message),
              "it may be of a later version of this program");
}

// The day of a day or of a time in UTC.
std::optional<std::string_view> DayOf(std::string_view date) {
  constexpr std::string_view kTime = "T00:00:00Z";
  constexpr std::size_t kDay = 10;
  const std::string_view time = date.substr(std::min(date.size(), kDay));
  const bool whole =
      time.empty() || (time.size() == kTime.size() && std::ranges::equal(time, kTime, [](char c, char form) {
                         return form == '0' ? IsDigit(c) : c == form;
                       }));
  if (!whole || !ReadDay(date.substr(0, kDay))) return std::nullopt;
  return date.substr(0, kDay);
}

std::unexpected<Error> BadDate() {
  return Fail(ErrorCode::kUnusableInput, {}, "the date cannot be read", "write it as 2026-11-23");
}

// What follows a word and a blank at the beginning of a line.
std::optional<std::string_view> After(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return std::nullopt;
  line.remove_prefix(word.size());
  return line;
}

}  // namespace

Result<std::string> MakeReleaseEntry(std::string_view id, std::string_view manifest_sha256,
                                     std::string_view date) {
  const auto bad = [](const char* message, const char* fix) {
    return Fail(ErrorCode::kUnusableInput, {}, message, fix);
  };
  if (!IsLowerHex(id, kIdDigits))
    return bad("the id of the release is none", "give 32 small hexadecimal digits");
  if (!IsLowerHex(manifest_sha256, kDigestDigits)) {
    return bad("the digest of the manifest is no SHA-256", "give 64 small hexadecimal digits");
  }
  const auto day = DayOf(date);
  if (!day) return BadDate();
  return fmt::format("{}\nrelease {}\nmanifest-sha256 {}\ndate {}\n", kFirstLine, id, manifest_sha256, *day);
}

std::string ReleaseIdOf(std::string_view manifest_sha256) {
  return std::string(manifest_sha256.substr(0, kIdDigits));
}

Result<std::string> MakeRevokeEntry(std::string_view key, std::uint64_t from_index, std::string_view date) {
  const auto reference = KeyReference::Parse(key);
  if (!reference) return std::unexpected(reference.error());
  const auto day = DayOf(date);
  if (!day) return BadDate();
  if (!ReadDecimal(std::to_string(from_index))) {
    return Fail(ErrorCode::kUnusableInput, {}, "no register is that long", "give a smaller index");
  }
  return fmt::format("{}\nrevoke {} from-index {}\ndate {}\n", kFirstLine, reference->text(), from_index,
                     *day);
}

Result<RegisterEntry> ParseEntry(std::string_view bytes) {
  std::vector<std::string_view> lines;
  std::vector<Span> places;
  for (std::size_t at = 0; at < bytes.size() && lines.size() < 5;) {
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) return Bad({at, bytes.size()}, "the last line of the entry has no LF");
    lines.push_back(bytes.substr(at, end - at));
    places.push_back({at, end});
    at = end + 1;
  }
  if (lines.empty() || lines[0] != kFirstLine) return Bad({}, "it is no entry of a register of this version");
  const auto date = After(lines.back(), "date ");
  if (!date || date->size() != 10 || !DayOf(*date))
    return Bad(places.back(), "the entry has no date at its end");

  Result<std::string> again = std::unexpected(Error{});
  RegisterEntry entry;
  if (lines.size() == 4) {
    const auto id = After(lines[1], "release "), digest = After(lines[2], "manifest-sha256 ");
    if (!id || !digest) return Bad(places[1], "the entry is that of no release");
    again = MakeReleaseEntry(*id, *digest, *date);
    entry = ReleaseEntry{std::string(*id), std::string(*digest), std::string(*date)};
  } else if (lines.size() == 3) {
    constexpr std::string_view kFrom = " from-index ";
    const auto rest = After(lines[1], "revoke ");
    const std::size_t from = rest ? rest->find(kFrom) : std::string_view::npos;
    if (from == std::string_view::npos) return Bad(places[1], "the entry revokes no key");
    const auto key = KeyReference::Parse(rest->substr(0, from));
    const auto index = ReadDecimal(rest->substr(from + kFrom.size()));
    if (!key || !index) return Bad(places[1], "the entry revokes no key");
    again = MakeRevokeEntry(key->text(), *index, *date);
    entry = RevokeEntry{*key, *index, std::string(*date)};
  }
  if (!again || *again != bytes) return Bad({}, "the entry is in no form that this version writes");
  return entry;
}

}  // namespace markings
