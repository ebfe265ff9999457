// Source: C2SP age.md, "ASCII armor"; RFC 7468, section 3, figure 3. What is in the armor is no secret, so
// that whole lines are coded by tables, which takes a tenth of the time of text/base64.h; the last line goes
// through it.

#include "libmarkings/age/internal/armor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "libmarkings/text/base64.h"

namespace markings::internal {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(0xff);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return values;
}();

// Decodes a line of 64 letters. False for anything that is none.
bool DecodeLine(std::string_view line, unsigned char* bytes) {
  std::uint32_t faults = 0;
  for (std::size_t i = 0; i < kArmorLine; i += 4) {
    const auto value = [&](std::size_t at) -> std::uint32_t {
      return kValues[static_cast<unsigned char>(line[i + at])];
    };
    const std::uint32_t a = value(0), b = value(1), c = value(2), d = value(3);
    faults |= a | b | c | d;
    const std::uint32_t word = a << 18 | b << 12 | c << 6 | d;
    *bytes++ = static_cast<unsigned char>(word >> 16);
    *bytes++ = static_cast<unsigned char>(word >> 8);
    *bytes++ = static_cast<unsigned char>(word);
  }
  return (faults & 0xc0) == 0;
}

void EncodeLine(std::span<const unsigned char> bytes, std::vector<unsigned char>& text) {
  const std::size_t at = text.size();
  text.resize(at + kArmorLine + 1);
  unsigned char* out = text.data() + at;
  for (std::size_t i = 0; i < kArmorLineBytes; i += 3) {
    const std::uint32_t word = static_cast<std::uint32_t>(bytes[i]) << 16 |
                               static_cast<std::uint32_t>(bytes[i + 1]) << 8 | bytes[i + 2];
    for (const unsigned shift : {18U, 12U, 6U, 0U})
      *out++ = static_cast<unsigned char>(kAlphabet[word >> shift & 63U]);
  }
  *out = '\n';
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view WithoutSpace(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, IsSpace);
  return text.substr(static_cast<std::size_t>(end - text.begin()));
}

std::span<const unsigned char> Bytes(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

}  // namespace

bool LooksArmored(std::string_view begin) {
  begin = begin.substr(0, kMaxArmorSpace + 2 * kArmorLine);
  return WithoutSpace(begin).starts_with("-----") || begin.contains(kArmorBegin);
}

// ---- reading ----

std::unexpected<Error> ArmorSource::Bad(std::string_view what) const {
  return Fail(ErrorCode::kBadSealed, {}, fmt::format("the armor, line {}: {}", line_, what),
              "take the file as it was made; mail programs change such lines");
}

Result<void> ArmorSource::Begin() {
  begun_ = true;
  auto begin = from_.Peek(kMaxArmorSpace + kArmorBegin.size() + 2);
  if (!begin) return std::unexpected(std::move(begin).error());
  const std::string_view rest = WithoutSpace(*begin);
  const std::size_t space = begin->size() - rest.size();
  line_ += static_cast<std::size_t>(std::ranges::count(begin->substr(0, space), '\n'));
  if (space > kMaxArmorSpace) return Bad("more than 1024 bytes of white space stand before it");
  if (!rest.starts_with(kArmorBegin)) return Bad(fmt::format("it does not begin with \"{}\"", kArmorBegin));
  const std::string_view after = rest.substr(kArmorBegin.size());
  const std::size_t end = after.starts_with("\n") ? 1 : after.starts_with("\r\n") ? 2 : 0;
  if (end == 0) return Bad("something follows the words of its first line");
  from_.Skip(space + kArmorBegin.size() + end);
  ++line_;
  return {};
}

// The common case: lines of 64 letters and LF, straight into the room.
Result<std::size_t> ArmorSource::ReadWholeLines(std::span<unsigned char> room) {
  auto text = from_.Peek(BufferedSource::kCapacity);
  if (!text) return std::unexpected(std::move(text).error());
  std::size_t filled = 0, taken = 0;
  while (room.size() - filled >= kArmorLineBytes && text->size() - taken > kArmorLine &&
         (*text)[taken + kArmorLine] == '\n' &&
         DecodeLine(text->substr(taken, kArmorLine), room.data() + filled)) {
    filled += kArmorLineBytes;
    taken += kArmorLine + 1;
    ++line_;
  }
  from_.Skip(taken);
  return filled;
}

// One line of any kind.
Result<void> ArmorSource::ReadLine() {
  auto peeked = from_.Peek(kArmorLine + 2);
  if (!peeked) return std::unexpected(std::move(peeked).error());
  const std::size_t lf = peeked->find('\n');
  if (lf == std::string_view::npos && peeked->size() > kArmorLine + 1)
    return Bad("it is longer than 64 letters");
  const std::size_t raw = lf == std::string_view::npos ? peeked->size() : lf + 1;
  std::string_view line = peeked->substr(0, lf);
  if (lf != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
  if (line == kArmorEnd) return End(raw);
  if (line.empty() && lf == std::string_view::npos) return Bad("the file ends before the armor does");
  if (line.empty()) return Bad("it is empty");
  if (line.size() > kArmorLine) return Bad("it is longer than 64 letters");
  if (last_) return Bad("it follows a line that is shorter than 64 letters");
  if (lf == std::string_view::npos) return Bad("the file ends before the armor does");
  const auto padding = static_cast<std::size_t>(std::ranges::count(line, '='));
  held_begin_ = 0;
  held_end_ = line.size() / 4 * 3 - std::min<std::size_t>(padding, 2);
  if (line.size() % 4 != 0 || !DecodeBase64(line, std::span(held_).first(held_end_))) {
    return Bad("it is no canonical base64");
  }
  last_ = held_end_ < kArmorLineBytes;
  from_.Skip(raw);
  ++line_;
  return {};
}

Result<void> ArmorSource::End(std::size_t raw) {
  ended_ = true;
  from_.Skip(raw);
  auto rest = from_.Peek(kMaxArmorSpace + 1);
  if (!rest) return std::unexpected(std::move(rest).error());
  if (!WithoutSpace(*rest).empty()) return Bad("something follows its end");
  if (rest->size() > kMaxArmorSpace) return Bad("more than 1024 bytes of white space follow its end");
  from_.Skip(rest->size());
  return {};
}

Result<std::size_t> ArmorSource::Read(std::span<unsigned char> room) {
  if (!begun_) {
    if (auto begun = Begin(); !begun) return std::unexpected(std::move(begun).error());
  }
  std::size_t filled = 0;
  while (filled < room.size()) {
    const std::size_t held = std::min(held_end_ - held_begin_, room.size() - filled);
    std::copy_n(held_.begin() + static_cast<std::ptrdiff_t>(held_begin_), held,
                room.begin() + static_cast<std::ptrdiff_t>(filled));
    held_begin_ += held;
    filled += held;
    if (filled == room.size() || ended_) break;
    if (!last_) {
      auto lines = ReadWholeLines(room.subspan(filled));
      if (!lines) return lines;
      filled += *lines;
      if (*lines > 0) continue;
    }
    if (auto line = ReadLine(); !line) return std::unexpected(std::move(line).error());
  }
  return filled;
}

// ---- writing ----

Result<void> ArmorSink::Write(std::span<const unsigned char> bytes) {
  if (!begun_) {
    begun_ = true;
    text_.reserve(std::size_t{128} << 10);
    text_.insert(text_.end(), kArmorBegin.begin(), kArmorBegin.end());
    text_.push_back('\n');
  }
  while (!bytes.empty()) {
    if (held_size_ == 0 && bytes.size() >= kArmorLineBytes) {
      EncodeLine(bytes.first(kArmorLineBytes), text_);
      bytes = bytes.subspan(kArmorLineBytes);
    } else {
      const std::size_t size = std::min(bytes.size(), kArmorLineBytes - held_size_);
      std::copy_n(bytes.begin(), size, held_.begin() + static_cast<std::ptrdiff_t>(held_size_));
      held_size_ += size;
      bytes = bytes.subspan(size);
      if (held_size_ == kArmorLineBytes) {
        EncodeLine(held_, text_);
        held_size_ = 0;
      }
    }
    if (text_.size() > (std::size_t{64} << 10)) {
      if (auto written = to_.Write(text_); !written) return written;
      text_.clear();
    }
  }
  return {};
}

Result<void> ArmorSink::Finish() {
  std::string end;
  if (held_size_ > 0) end = EncodeBase64(std::span(held_).first(held_size_)) + "\n";
  end += std::string(kArmorEnd) + "\n";
  if (auto written = to_.Write(text_); !written) return written;
  text_.clear();
  return to_.Write(Bytes(end));
}

}  // namespace markings::internal
