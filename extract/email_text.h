#ifndef EXTRACT_EMAIL_TEXT_H_
#define EXTRACT_EMAIL_TEXT_H_

// The text of MIME headers and parts, in UTF-8. (extract/clean_text.h makes it fit for a document.)

#include <gmime/gmime.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace markings::extract {

// Bytes of a declared charset in UTF-8; windows-1252 when the charset is unknown or the bytes are not of it.
// Without one, or with ASCII or UTF-8, what is UTF-8 stays and each other byte is windows-1252. So no byte is
// ever lost.
[[nodiscard]] std::string DecodeCharset(std::string_view bytes, std::string_view charset);

struct HeaderLine {
  std::string name;   // in capitals, clean
  std::string shown;  // the name as written, clean
  std::string value;  // RFC 2047 decoded and clean, on one line
};

// All headers of a message or a part, in order. Addresses are kept as they are written: GMime's own view of
// them leaves out what is no address.
[[nodiscard]] std::vector<HeaderLine> Headers(GMimeObject* object, GMimeParserOptions* options);

// Headers in the order in which they are shown: the name in capitals, and as shown.
using ShownHeader = std::pair<std::string_view, std::string_view>;
inline constexpr std::array<ShownHeader, 8> kAddressHeaders = {{{"FROM", "From"},
                                                                {"SENDER", "Sender"},
                                                                {"DATE", "Sent"},
                                                                {"TO", "To"},
                                                                {"CC", "Cc"},
                                                                {"BCC", "Bcc"},
                                                                {"REPLY-TO", "Reply-To"},
                                                                {"SUBJECT", "Subject"}}};

// By a name in capitals. A marking header carries a marking or how the sender wants the message treated; a
// mechanical one holds no word of anybody's.
[[nodiscard]] bool IsAddressHeader(std::string_view name);
[[nodiscard]] bool IsMarkingHeader(std::string_view name);
[[nodiscard]] bool IsMechanicalHeader(std::string_view name);

// By the declared type; the subtype "*" is any.
[[nodiscard]] bool IsType(GMimeObject* object, const char* type, const char* subtype);

// What can be read by nobody without a key, or only vouches for other parts; and Outlook's own container.
[[nodiscard]] bool IsSealed(GMimeObject* part);

// Whether the sender calls it an attachment.
[[nodiscard]] bool IsAttached(GMimeObject* part);

// The file name of a part with RFC 2231 and 2047 decoded, as the sender gave it, "" without one. Not clean.
[[nodiscard]] std::string FileName(GMimeObject* object);

}  // namespace markings::extract

#endif  // EXTRACT_EMAIL_TEXT_H_
