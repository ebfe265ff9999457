// Source: C2SP age.md, "Header", with its ABNF. LF alone ends a line.

#include "libmarkings/age/internal/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/text/base64.h"

namespace markings::internal {
namespace {

constexpr std::size_t kBodyLine = 64, kBodyLineBytes = 48, kMacLetters = 43;
constexpr std::string_view kStanzaMark = "-> ", kEndMark = "---";
static_assert(Base64Size(32, Base64Padding::kNone) == kMacLetters);

bool IsVisible(char c) { return c > ' ' && c <= '~'; }

// The lines of a text, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  // Without its LF; nothing when there is no whole line left.
  std::optional<std::string_view> Next() {
    const std::size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) return std::nullopt;
    begin_ = std::exchange(at_, end + 1);
    ++number_;
    return text_.substr(begin_, end - begin_);
  }
  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] bool done() const { return at_ == text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0, number_ = 0;
};

Result<std::vector<std::string>> ParseArguments(std::string_view line, std::size_t number) {
  std::vector<std::string> arguments;
  line.remove_prefix(kStanzaMark.size());
  while (true) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view argument = line.substr(0, end);
    if (argument.empty()) return BadHeader(number, "an argument of a stanza is empty");
    if (!std::ranges::all_of(argument, IsVisible)) {
      return BadHeader(number, "an argument of a stanza holds something other than visible ASCII characters");
    }
    arguments.emplace_back(argument);
    if (end == line.size()) return arguments;
    line.remove_prefix(end + 1);
  }
}

Result<std::vector<unsigned char>> ParseBody(Lines& lines) {
  std::vector<unsigned char> body;
  while (true) {
    const auto line = lines.Next();
    if (!line) return BadHeader(lines.number() + 1, "it ends within a stanza");
    if (line->size() > kBodyLine) {
      return BadHeader(lines.number(), "a line of a stanza's body is longer than 64 letters");
    }
    const std::size_t at = body.size();
    body.resize(at + line->size() * 3 / 4);
    if (!DecodeBase64(*line, std::span(body).subspan(at), Base64Padding::kNone)) {
      return BadHeader(lines.number(), "the body of a stanza is no canonical base64");
    }
    if (line->size() < kBodyLine) return body;
  }
}

Error NoHeader(std::string_view what) {
  return Error{ErrorCode::kBadSealed,
               {},
               fmt::format("the age header is missing: {}", what),
               "give a file that age or markings encrypt made",
               {}};
}

}  // namespace

std::unexpected<Error> BadHeader(std::size_t line, std::string_view what) {
  return Fail(ErrorCode::kBadSealed, {}, fmt::format("the age header, line {}: {}", line, what),
              "get the file again, whole and unchanged");
}

Result<std::string> TakeHeader(BufferedSource& source) {
  std::string text;
  std::size_t line = 0;  // where the last line begins
  while (true) {
    auto piece = source.Peek(std::size_t{4} << 10);
    if (!piece) return std::unexpected(std::move(piece).error());
    if (piece->empty()) return text;
    const std::size_t end = std::min(piece->find('\n'), piece->size() - 1) + 1;
    text += piece->substr(0, end);
    source.Skip(end);
    if (text.size() > kMaxHeader) return BadHeader(1, "it is larger than 1 MiB");
    if (!text.ends_with('\n')) {
      // What is no header at all is not read to its end.
      if (line == 0 && !text.starts_with(kAgeVersion)) return text;
      continue;
    }
    if (line == 0 ? std::string_view(text) != fmt::format("{}\n", kAgeVersion)
                  : std::string_view(text).substr(line).starts_with(kEndMark)) {
      return text;
    }
    line = text.size();
  }
}

Result<AgeHeader> ParseHeader(std::string_view text) {
  Lines lines(text);
  if (text.empty()) return std::unexpected(NoHeader("the file is empty"));
  const auto version = lines.Next();
  if (!version || *version != kAgeVersion) {
    constexpr std::string_view kAnyVersion = "age-encryption.org/";
    if (text.starts_with(kAnyVersion) && text.starts_with(kAgeVersion)) {
      return BadHeader(1, "the line of the version does not end where it should");
    }
    if (text.starts_with(kAnyVersion)) return BadHeader(1, "it is of another version than v1");
    return std::unexpected(NoHeader("this is no age file"));
  }
  AgeHeader header;
  while (true) {
    const auto line = lines.Next();
    if (!line) return BadHeader(lines.number() + 1, "it ends before its last line");
    if (line->starts_with(kEndMark)) {
      header.covered = lines.begin() + kEndMark.size();
      if (header.stanzas.empty()) return BadHeader(lines.number(), "it has no stanza");
      if (!line->starts_with("--- ") ||
          !DecodeBase64(line->substr(kEndMark.size() + 1), header.mac, Base64Padding::kNone)) {
        return BadHeader(lines.number(), "its MAC is not 43 letters of canonical base64");
      }
      if (!lines.done()) return BadHeader(lines.number() + 1, "something follows it");
      return header;
    }
    if (!line->starts_with(kStanzaMark)) {
      return BadHeader(lines.number(), "neither a stanza nor the end of the header begins here");
    }
    if (header.stanzas.size() == kMaxStanzas)
      return BadHeader(lines.number(), "it has more than 1024 stanzas");
    Stanza stanza;
    stanza.line = lines.number();
    auto arguments = ParseArguments(*line, stanza.line);
    if (!arguments) return std::unexpected(std::move(arguments).error());
    auto body = ParseBody(lines);
    if (!body) return std::unexpected(std::move(body).error());
    stanza.arguments = *std::move(arguments);
    stanza.body = *std::move(body);
    header.stanzas.push_back(std::move(stanza));
  }
}

std::string FormatCovered(std::span<const Stanza> stanzas) {
  std::string text = fmt::format("{}\n", kAgeVersion);
  for (const Stanza& stanza : stanzas) {
    text += fmt::format("{}{}\n", kStanzaMark, fmt::join(stanza.arguments, " "));
    std::span<const unsigned char> rest = stanza.body;
    for (; rest.size() >= kBodyLineBytes; rest = rest.subspan(kBodyLineBytes)) {
      text += EncodeBase64(rest.first(kBodyLineBytes), Base64Padding::kNone) + "\n";
    }
    text += EncodeBase64(rest, Base64Padding::kNone) + "\n";
  }
  text += kEndMark;
  return text;
}

std::string FormatHeader(std::string_view covered, std::span<const unsigned char, 32> mac) {
  return fmt::format("{} {}\n", covered, EncodeBase64(mac, Base64Padding::kNone));
}

}  // namespace markings::internal
