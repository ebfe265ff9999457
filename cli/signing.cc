#include "cli/signing.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "cli/io.h"
#include "cli/terminal.h"
#include "libmarkings/text/day.h"

namespace markings::cli {
namespace {

constexpr long long kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z, the last with four digits of year

std::optional<long long> ReadNumber(std::string_view text) {
  long long number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// "2026-11-23T10:15:00Z" or "2026-11-23", which is the beginning of that day.
std::optional<long long> ReadUtc(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  constexpr std::size_t kDay = 10;
  if (text.size() != kForm.size() && text.size() != kDay) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t size) {
    return at < text.size() ? ReadNumber(text.substr(at, size)).value_or(0) : 0;
  };
  const auto day = ReadDay(text.substr(0, kDay));
  const long long hour = part(11, 2), minute = part(14, 2), second = part(17, 2);
  if (!day || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::chrono::sys_days days = *day;
  return (((days.time_since_epoch().count() * 24LL) + hour) * 60 + minute) * 60 + second;
}

}  // namespace

Result<SigningKey> SigningKey::Open(const std::string& path) {
  const auto in = [&](Error error) {
    if (error.file.empty()) error.file = path;
    return std::unexpected(std::move(error));
  };
  auto text = ReadSecretFile(path);
  if (!text) return in(std::move(text).error());
  const auto needs = MinisignSecretKey::NeedsPassphrase(*text);
  if (!needs) return in(needs.error());
  return SigningKey(*std::move(text), path, *needs);
}

Result<MinisignSecretKey> SigningKey::Unlock(const std::string& passphrase_file) const {
  Result<MinisignSecretKey> key = std::unexpected(Error{});
  if (needs_passphrase_) {
    const auto passphrase = ReadPassphrase("Passphrase of " + path_ + ": ", passphrase_file, false);
    if (!passphrase) return std::unexpected(passphrase.error());
    key = MinisignSecretKey::Parse(text_, &*passphrase);
  } else {
    key = MinisignSecretKey::Parse(text_, nullptr);
  }
  if (!key && key.error().file.empty()) key.error().file = path_;
  return key;
}

Result<long long> ReleaseTime(std::string_view given) {
  if (!given.empty()) {
    const auto seconds = ReadUtc(given);
    if (!seconds || *seconds < 0) {
      return std::unexpected(
          Unusable("the value of --date cannot be read", "write it in UTC as 2026-11-23T10:15:00Z"));
    }
    return *seconds;
  }
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') {
    const auto seconds = ReadNumber(epoch);
    if (!seconds || *seconds > kLastSecond) {
      return std::unexpected(
          Unusable("SOURCE_DATE_EPOCH cannot be read", "set it to whole seconds since 1970, or unset it"));
    }
    return *seconds;
  }
  return static_cast<long long>(std::time(nullptr));
}

std::string FormatUtc(long long seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

}  // namespace markings::cli
