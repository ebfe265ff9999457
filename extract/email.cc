// E-mail: one document for the message, and one for each part that can be read. An mbox is refused.

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>

#include "extract/clean_text.h"
#include "extract/email_message.h"
#include "extract/email_text.h"
#include "extract/extractor.h"
#include "libmarkings/text/ascii.h"

namespace markings::extract {
namespace {

struct FreeOptions {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};

std::unexpected<Error> Unusable(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

// What GMime's parser passes over.
struct Dropped {
  std::string lines;  // in place of headers
  bool too_deep = false;
};

void Note(gint64 /*offset*/, GMimeParserWarning warning, const gchar* item, gpointer dropped) {
  auto& to = *static_cast<Dropped*>(dropped);
  if (warning == GMIME_CRIT_NESTING_OVERFLOW) to.too_deep = true;
  if (warning != GMIME_CRIT_INVALID_HEADER_NAME || item == nullptr) return;
  to.lines += CleanLine(DecodeCharset(item, ""));
  to.lines += '\n';
}

std::size_t CountBoundaries(std::string_view bytes) {
  constexpr std::string_view kWord = "BOUNDARY";
  std::size_t count = 0;
  for (std::size_t at = bytes.find_first_of("bB"); at != std::string_view::npos;
       at = bytes.find_first_of("bB", at)) {
    std::size_t same = 1;
    while (same < kWord.size() && at + same < bytes.size() && Capital(bytes[at + same]) == kWord[same])
      ++same;
    at += same;
    if (same < kWord.size()) continue;
    const std::size_t next = bytes.find_first_not_of(" \t\r\n", at);
    if (next != std::string_view::npos && (bytes[next] == '=' || bytes[next] == '*')) ++count;
  }
  return count;
}

bool IsNameChar(char c) { return IsLetter(c) || c == '-'; }

// The most colons in one field of addresses, or in what looks like one in a body. A group of addresses is
// "name:" and what is in it, and GMime reads a group in a group by recursion, as deep as they go.
std::size_t CountGroups(std::string_view bytes) {
  constexpr std::array<std::string_view, 6> kNames = {"FROM", "SENDER", "TO", "CC", "BCC", "REPLY-TO"};
  std::size_t most = 0;
  std::size_t count = 0;
  bool counts = false;
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    if (!line.starts_with(' ') && !line.starts_with('\t')) {
      const auto end = std::ranges::find_if_not(line.substr(0, 16), IsNameChar);
      const std::string name = Upper(std::string_view(line.begin(), end));
      const std::size_t colon = line.find_first_not_of(" \t", name.size());
      counts = colon != std::string_view::npos && line[colon] == ':' &&
               std::ranges::find(kNames, name) != kNames.end();
      count = 0;
    }
    if (counts) count += static_cast<std::size_t>(std::ranges::count(line, ':'));
    most = std::max(most, count);
    bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
  }
  return most;
}

Result<void> Check(std::string_view bytes, const Limits& limits) {
  if (bytes.starts_with("From "))
    return Unusable("an mbox file, of any number of messages",
                    "split it, one message a file without its \"From \" line");
  // GMime compares each line with the boundaries that are open: many of them make it slow before they are
  // parts.
  if (CountBoundaries(bytes) > limits.max_members)
    return Unusable(fmt::format("the number of MIME parts in it is over the limit of {}", limits.max_members),
                    "save its parts with a mail program and give those");
  constexpr std::size_t kMaxGroups = 500;
  if (CountGroups(bytes) > kMaxGroups)
    return Unusable(
        fmt::format("the groups of addresses in a header of it are over the limit of {}", kMaxGroups),
        "save it anew with a mail program");
  const std::string_view head = bytes.substr(0, std::min(bytes.find("\n\n"), bytes.find("\n\r\n")));
  if (head.find('\0') != std::string_view::npos)  // GMime would cut the line there
    return Unusable("its headers hold a NUL byte", "save it anew with a mail program");
  return {};
}

Result<void> Parse(std::string_view bytes, const std::string& name, std::size_t depth, Budget& budget,
                   Extraction& out) {
  static std::once_flag started;
  std::call_once(started, g_mime_init);
  Dropped dropped;
  const std::unique_ptr<GMimeParserOptions, FreeOptions> options(g_mime_parser_options_new());
  std::array<const char*, 3> charsets = {"utf-8", "windows-1252", nullptr};
  g_mime_parser_options_set_fallback_charsets(options.get(), charsets.data());
  g_mime_parser_options_set_warning_callback(options.get(), Note, &dropped);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options.get()));
  if (dropped.too_deep) return Unusable("its parts are too deep inside one another", "send it anew, flat");
  if (message == nullptr ||
      g_mime_header_list_get_count(g_mime_object_get_header_list(GMIME_OBJECT(message.get()))) == 0)
    return Unusable("not an e-mail: it does not begin with headers", "give it as the type that it is");
  const EmailSource from{options.get(), budget, out};
  return ReadMessage(from, message.get(), name, depth, std::move(dropped.lines));
}

}  // namespace

Result<void> ReadEmail(std::string_view bytes, const std::string& name, std::size_t depth, Budget& budget,
                       Extraction& out) {
  try {
    if (auto done = Check(bytes, budget.limits()); !done) return done;
    return Parse(bytes, name, depth, budget, out);
  } catch (const std::exception&) {
    return Unusable("the e-mail needs more memory than there is",
                    "save its parts with a mail program and give those");
  }
}

}  // namespace markings::extract
