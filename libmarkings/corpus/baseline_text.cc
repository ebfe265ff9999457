// The text of a baseline. A line is read by a library and written again; what comes out otherwise was not in
// the one form, and the first byte that differs is its place.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "libmarkings/corpus/baseline.h"
#include "libmarkings/corpus/internal/baseline_entry.h"
#include "libmarkings/text/day.h"
#include "libmarkings/text/digits.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kDigits = 32;  // of a fingerprint and of a tag
constexpr std::size_t kMaxLine = std::size_t{64} << 10;
constexpr std::uint64_t kMaxOrdinal = 1'000'000'000;
// In this order. The others are left out when they have nothing to say.
constexpr std::string_view kKeys[] = {"fingerprint", "code",   "rule", "path",  "element", "ordinal",
                                      "tag",         "reason", "by",   "added", "expires"};
constexpr std::string_view kRequired[] = {"fingerprint", "code", "path", "reason", "by", "added"};

constexpr std::string_view kRewrite = "write the baseline with --write-baseline, or take the line as it was";

std::unexpected<Error> Bad(Span where, std::string message, std::string_view fix = kRewrite) {
  return Fail(ErrorCode::kUnusableInput, where, std::move(message), std::string(fix));
}

std::string FormatEntry(const BaselineEntry& entry) {
  const FindingIdentity& identity = entry.identity;
  Json json;
  const auto add = [&](const char* key, const std::string& value, bool always) {
    if (always || !value.empty()) json[key] = value;
  };
  add("fingerprint", entry.fingerprint, true);
  add("code", identity.code, true);
  add("rule", identity.rule, false);
  add("path", identity.path, true);
  add("element", identity.element, false);
  if (identity.ordinal > 1) json["ordinal"] = identity.ordinal;
  add("tag", identity.tag, false);
  add("reason", entry.reason, true);
  add("by", entry.by, true);
  add("added", entry.added, true);
  add("expires", entry.expires, false);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool KnownCode(std::string_view code) {
  return std::ranges::any_of(AllDiagnostics(), [&](const DiagnosticInfo& row) { return row.id == code; });
}

// What is wrong with what an entry says, if anything.
std::optional<std::string> FaultIn(const BaselineEntry& entry) {
  const FindingIdentity& identity = entry.identity;
  if (!IsLowerHex(entry.fingerprint, kDigits)) return "the fingerprint is not 32 small hexadecimal digits";
  if (!KnownCode(identity.code)) return "there is no such code";
  if (identity.path.empty()) return "an entry without a path";
  if (!identity.tag.empty() && !IsLowerHex(identity.tag, kDigits))
    return "the tag is not 32 small hexadecimal digits";
  for (const std::string* text : {&identity.rule, &identity.path, &identity.element}) {
    if (internal::HasControl(*text)) return "a control character in an entry";
  }
  if (auto fault = internal::FaultInWords(entry)) return fault;
  if (!ReadDay(entry.added) || (!entry.expires.empty() && !ReadDay(entry.expires)))
    return "a day that is not written YYYY-MM-DD or does not exist";
  if (FingerprintOf(identity) != entry.fingerprint)
    return "the fingerprint is not that of code, rule, path, element, ordinal and tag";
  return std::nullopt;
}

Result<BaselineEntry> ParseEntry(std::string_view line, Span where) {
  if (line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>"))
    return Bad(where, "a merge that was not finished", "keep the entries of both sides, sorted");
  if (line.size() > kMaxLine) return Bad(where, "a line of more than 64 KiB");
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return Bad(where, "the line is no JSON object");
  for (const std::string_view key : kRequired) {
    if (!json.contains(key)) return Bad(where, fmt::format("an entry without \"{}\"", key));
  }
  BaselineEntry entry;
  entry.where = where;
  FindingIdentity& identity = entry.identity;
  std::string* const places[] = {&entry.fingerprint, &identity.code, &identity.rule, &identity.path,
                                 &identity.element,  nullptr,        &identity.tag,  &entry.reason,
                                 &entry.by,          &entry.added,   &entry.expires};
  static_assert(std::size(places) == std::size(kKeys));
  for (const auto& [key, value] : json.items()) {
    const auto* const known = std::ranges::find(kKeys, key);
    if (known == std::end(kKeys)) return Bad(where, "a key that no entry has");
    std::string* const place = places[known - std::begin(kKeys)];
    if (place == nullptr) {
      if (!value.is_number_unsigned() || value.get<std::uint64_t>() > kMaxOrdinal)
        return Bad(where, "the ordinal is no number from 2");
      identity.ordinal = value.get<std::size_t>();
      continue;
    }
    if (!value.is_string()) return Bad(where, fmt::format("\"{}\" is no string", *known));
    *place = value.get<std::string>();
  }
  identity.place_ordinal = identity.ordinal;
  if (const auto fault = FaultIn(entry)) return Bad(where, *fault);
  std::string form = FormatEntry(entry);
  form.pop_back();
  if (form != line) {
    const auto differ = std::ranges::mismatch(form, line);
    const auto at = where.begin + static_cast<std::size_t>(differ.in2 - line.begin());
    return Bad({at, std::max(at, where.end)}, "the line is not in the one form of an entry from here on");
  }
  return entry;
}

}  // namespace

namespace internal {

bool HasControl(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<std::string> FaultInWords(const BaselineEntry& entry) {
  for (const std::string* text : {&entry.reason, &entry.by}) {
    if (text->find_first_not_of(' ') == std::string::npos)
      return "an entry needs a reason, and who accepted it";
    if (HasControl(*text)) return "a control character in the words of an entry";
    if (FindInvalidUtf8(*text) != std::string::npos) return "the words of an entry are not UTF-8";
  }
  if (entry.reason.size() > Baseline::kMaxReason) return "a reason of more than 1000 bytes";
  if (entry.by.size() > Baseline::kMaxBy) return "a name of more than 200 bytes for who accepted it";
  return std::nullopt;
}

}  // namespace internal

Result<Baseline> Baseline::Parse(std::string_view text) {
  if (text.size() > kMaxSize)
    return Bad({}, "the baseline is larger than 256 MiB", "mend some of the findings");
  Baseline baseline;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t feed = text.find('\n', begin);
    const Span where{begin, std::min(feed, text.size())};
    if (feed == std::string_view::npos)
      return Bad({where.end, where.end}, "the last line has no end", "end it with a line feed");
    const std::string_view line = Slice(text, where);
    if (line.ends_with('\r'))
      return Bad({where.end - 1, where.end}, "a carriage return at the end of a line",
                 "have git leave line ends alone: *.jsonl text eol=lf in .gitattributes");
    auto entry = ParseEntry(line, where);
    if (!entry) return std::unexpected(std::move(entry).error());
    auto& entries = baseline.entries_;
    if (!entries.empty() && entries.back().fingerprint >= entry->fingerprint)
      return Bad(where, "the entries are not in the order of their fingerprints, or one is there twice",
                 "sort the lines in byte order and keep one of each: LC_ALL=C sort -u");
    entries.push_back(*std::move(entry));
    begin = feed + 1;
  }
  return baseline;
}

std::string Baseline::Format() const {
  std::string text;
  for (const BaselineEntry& entry : entries_) text += FormatEntry(entry);
  return text;
}

}  // namespace markings
