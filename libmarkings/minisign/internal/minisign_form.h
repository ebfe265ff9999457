#ifndef LIBMARKINGS_MINISIGN_INTERNAL_MINISIGN_FORM_H_
#define LIBMARKINGS_MINISIGN_INTERNAL_MINISIGN_FORM_H_

// The text forms of minisign, without any cryptography: you should use libmarkings/minisign/minisign.h.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::string_view kUntrustedPrefix = "untrusted comment: ";
inline constexpr std::string_view kTrustedPrefix = "trusted comment: ";
// The stock tool reads each comment line into a buffer of that size (COMMENTMAXBYTES,
// TRUSTEDCOMMENTMAXBYTES), prefix, LF and NUL included; a longer line does not verify there.
inline constexpr std::size_t kMaxUntrustedLine = 1024 - 2;
inline constexpr std::size_t kMaxTrustedLine = 8192 - 2;

using KeyId = std::array<unsigned char, 8>;

// A .minisig file. Strings view into the text.
struct SignatureForm {
  KeyId key_id{};
  std::array<unsigned char, 64> signature{};
  std::array<unsigned char, 64> global{};
  std::string_view trusted_comment;
};

// Exactly four lines, each with its LF, in the one form. Errors: kBadSignature.
[[nodiscard]] Result<SignatureForm> ParseSignatureForm(std::string_view text);

// Whether a comment may stand in a file: no control characters (a tab is one), valid UTF-8.
[[nodiscard]] bool IsPlainComment(std::string_view comment);

// The second line of a key file (comment line and key line), or the text itself when it is one line alone.
// Nothing when it has another form.
[[nodiscard]] std::optional<std::string_view> KeyLineOf(std::string_view text);

// As the stock tool prints it: the bytes as a little-endian number in upper-case hexadecimal, no leading
// zeros.
[[nodiscard]] std::string FormatKeyId(const KeyId& id);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MINISIGN_INTERNAL_MINISIGN_FORM_H_
