#include "libmarkings/levels/internal/ustar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace markings::internal {
namespace {

// Where the fields of a header lie.
constexpr std::size_t kNameSize = 100, kSizeAt = 124, kSizeDigits = 11, kSumAt = 148, kSumSize = 8;

// The header of a member, with its sum.
std::string Header(std::string_view name, std::size_t size) {
  std::string header(kTarBlock, '\0');
  const auto put = [&](std::size_t at, std::string_view field) { header.replace(at, field.size(), field); };
  put(0, name);
  put(100, "0000600");  // mode
  put(108, "0000000");  // owner
  put(116, "0000000");  // group
  put(kSizeAt, fmt::format("{:011o}", size));
  put(136, "00000000000");  // time
  put(kSumAt, "        ");  // counts as blanks
  put(156, "0");            // a plain file
  put(257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(kSumAt, fmt::format("{:06o}", sum));
  header[kSumAt + kSumSize - 2] = '\0';
  return header;
}

std::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kBadSealed, {}, std::move(message), "get the file again, as markings seal wrote it");
}

bool IsPlainName(std::string_view name) {
  return !name.empty() && name.size() <= kMostTarName && name != "." && name != ".." && !name.contains('/');
}

std::optional<std::size_t> ReadSize(std::string_view header) {
  std::size_t size = 0;
  const std::string_view digits = header.substr(kSizeAt, kSizeDigits);
  const char* const begin = digits.data();
  const auto [stop, fault] = std::from_chars(begin, begin + kSizeDigits, size, 8);
  if (fault != std::errc() || stop != begin + kSizeDigits) return std::nullopt;
  return size;
}

bool IsZero(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return c == '\0'; });
}

}  // namespace

std::string WriteTar(const std::vector<TarMember>& members) {
  std::string tar;
  for (const TarMember& member : members) {
    tar += Header(member.name, member.bytes.size());
    tar += member.bytes;
    tar.resize((tar.size() + kTarBlock - 1) / kTarBlock * kTarBlock, '\0');
  }
  tar.resize(tar.size() + 2 * kTarBlock, '\0');
  return tar;
}

Result<std::vector<TarMember>> ReadTar(std::string_view tar) {
  std::vector<TarMember> members;
  while (tar.size() > 2 * kTarBlock) {
    const std::string_view header = tar.substr(0, kTarBlock);
    const std::string_view name = header.substr(0, std::min(header.find('\0'), kNameSize));
    const auto size = ReadSize(header);
    // (Written again, it must be the same: so every field is what it has to be.)
    if (!size || !IsPlainName(name) || header != Header(name, *size)) {
      return Bad("a file within it has a header of another form than markings seal writes");
    }
    if (*size > tar.size() || TarSize(*size) > tar.size()) return Bad("it was cut short within a file");
    const std::string_view bytes = tar.substr(kTarBlock, *size);
    if (!IsZero(tar.substr(kTarBlock + *size, TarSize(*size) - kTarBlock - *size))) {
      return Bad("something stands behind a file within it");
    }
    members.push_back({std::string(name), bytes});
    tar.remove_prefix(TarSize(*size));
  }
  if (tar.size() != 2 * kTarBlock || !IsZero(tar)) return Bad("it does not end as it must");
  return members;
}

}  // namespace markings::internal
