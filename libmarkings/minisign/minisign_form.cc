#include "libmarkings/minisign/internal/minisign_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "libmarkings/text/base64.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

std::unexpected<Error> BadForm(Span where, std::string message) {
  return Fail(ErrorCode::kBadSignature, where, std::move(message),
              "take the signature file as it was published; it has four lines that minisign writes");
}

// A control character other than the tab that the stock tool writes into its own trusted comment.
bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

}  // namespace

Result<SignatureForm> ParseSignatureForm(std::string_view text) {
  std::array<std::string_view, 4> lines;
  std::array<Span, 4> places;
  std::size_t at = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) {
      return BadForm({at, std::max(text.size(), at + 1)},
                     fmt::format("the signature file has {} whole lines, not four", i));
    }
    lines[i] = text.substr(at, end - at);
    places[i] = {at, end};
    at = end + 1;
  }
  if (at != text.size())
    return BadForm({at, text.size()}, "something follows the four lines of the signature file");

  if (!lines[0].starts_with(kUntrustedPrefix) || lines[0].size() > kMaxUntrustedLine ||
      lines[0].contains('\r')) {
    return BadForm(places[0], "the first line is no untrusted comment");
  }
  SignatureForm form;
  std::array<unsigned char, 74> bytes;
  if (!DecodeBase64(lines[1], bytes)) return BadForm(places[1], "the second line is no signature");
  if (bytes[0] == 'E' && bytes[1] == 'd') {
    return BadForm(places[1], "the signature is of the legacy form, which is not accepted");
  }
  if (bytes[0] != 'E' || bytes[1] != 'D')
    return BadForm(places[1], "the signature is of an unknown algorithm");
  std::copy_n(bytes.begin() + 2, form.key_id.size(), form.key_id.begin());
  std::copy_n(bytes.begin() + 10, form.signature.size(), form.signature.begin());
  if (!lines[2].starts_with(kTrustedPrefix) || lines[2].size() > kMaxTrustedLine ||
      std::ranges::any_of(lines[2], IsControl)) {
    return BadForm(places[2], "the third line is no trusted comment");
  }
  form.trusted_comment = lines[2].substr(kTrustedPrefix.size());
  if (!DecodeBase64(lines[3], form.global)) return BadForm(places[3], "the fourth line is no signature");
  return form;
}

bool IsPlainComment(std::string_view comment) {
  if (FindInvalidUtf8(comment) != std::string_view::npos) return false;
  for (std::size_t at = 0; at < comment.size();) {
    const CodePoint c = DecodeUtf8(comment, at);
    if (c.value < 0x20 || (c.value >= 0x7f && c.value <= 0x9f)) return false;
    at += c.size;
  }
  return true;
}

std::optional<std::string_view> KeyLineOf(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return text;
  const std::string_view comment = text.substr(0, end);
  if (!comment.starts_with(kUntrustedPrefix) || comment.size() > kMaxUntrustedLine ||
      comment.contains('\r')) {
    return std::nullopt;
  }
  text.remove_prefix(end + 1);
  if (text.contains('\n')) return std::nullopt;
  return text;
}

std::string FormatKeyId(const KeyId& id) {
  std::uint64_t number = 0;
  for (std::size_t i = id.size(); i-- > 0;) number = number << 8 | id[i];
  return fmt::format("{:X}", number);
}

}  // namespace markings::internal
