#include "libmarkings/leaks/internal/index_body.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/shingle/grams.h"
#include "libmarkings/text/padded_size.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

constexpr std::size_t kHead = 4, kPassageHead = 8 + 1 + 4 + 4, kPrintBytes = 4 + 8;

void Put(std::string& out, std::uint64_t number, unsigned bytes) {
  for (unsigned byte = bytes; byte-- > 0;) out += static_cast<char>((number >> (8 * byte)) & 0xFFU);
}

class BodyReader {
 public:
  explicit BodyReader(std::string_view body) : body_(body) {}

  Result<Passages> Run() {
    Passages passages;
    const std::optional<std::uint64_t> count = Number(kHead);
    if (!count || *count > LeakIndex::kMostPassages) return Bad("a number of passages that none has");
    for (std::uint64_t i = 0; i < *count; ++i) {
      if (auto read = Passage(passages); !read) return std::unexpected(std::move(read).error());
    }
    const std::size_t size = at_;
    if (body_.size() != PaddedSize(size)) return Bad("another length than its content asks for");
    at_ = std::min(body_.find_first_not_of('\0', size), body_.size());
    if (at_ != body_.size()) return Bad("something after its end");
    return passages;
  }

 private:
  [[nodiscard]] std::unexpected<Error> Bad(std::string what) const {
    return Fail(ErrorCode::kUnusableInput, {at_, at_}, "the leak index holds " + std::move(what),
                "make it anew with markings index");
  }

  std::optional<std::uint64_t> Number(std::size_t bytes) {
    if (body_.size() - at_ < bytes) return std::nullopt;
    std::uint64_t number = 0;
    for (const char byte : body_.substr(at_, bytes)) number = number << 8 | static_cast<unsigned char>(byte);
    at_ += bytes;
    return number;
  }

  Result<void> Passage(Passages& passages) {
    if (body_.size() - at_ < kPassageHead) return Bad("a passage that is cut off");
    const PassageId id = *Number(8);
    if (!passages.empty() && id <= passages.rbegin()->first) return Bad("passages out of order");
    LeakPassage passage;
    const auto label_size = static_cast<std::size_t>(*Number(1));
    passage.label = body_.substr(at_, label_size);
    at_ += passage.label.size();
    if (passage.label.size() != label_size || !IsLabel(passage.label)) return Bad("a label that is none");
    const auto letters = Number(4);
    const auto count = Number(4);
    if (!letters || !count) return Bad("a passage that is cut off");
    if (*letters < kShortestPassage || *letters > LeakIndex::kMostLetters)
      return Bad("a passage of a length that none has");
    passage.letters = static_cast<std::uint32_t>(*letters);
    fingerprints_ += *count;
    if (*count == 0 || fingerprints_ > LeakIndex::kMostFingerprints ||
        *count > (body_.size() - at_) / kPrintBytes)
      return Bad("a number of fingerprints that none has");
    passage.fingerprints.reserve(*count);
    for (std::uint64_t i = 0; i < *count; ++i) {
      const auto at = static_cast<std::size_t>(*Number(4));
      const bool ordered = i == 0 || at > passage.fingerprints.back().at;
      if (!ordered || at + kGramLetters > passage.letters) return Bad("fingerprints out of order");
      passage.fingerprints.push_back({*Number(8), at});
    }
    passages.emplace_hint(passages.end(), id, std::move(passage));
    return {};
  }

  std::string_view body_;
  std::size_t at_ = 0;
  std::uint64_t fingerprints_ = 0;
};

}  // namespace

bool IsLabel(std::string_view label) {
  if (label.size() > LeakIndex::kMostLabel || FindInvalidUtf8(label) != std::string_view::npos) return false;
  for (std::size_t at = 0; at < label.size();) {
    const CodePoint one = DecodeUtf8(label, at);
    const bool control = one.value < 0x20 || (one.value >= 0x7F && one.value <= 0x9F);
    if (control || one.value == 0x2028 || one.value == 0x2029) return false;
    at += one.size;
  }
  return true;
}

std::string WriteIndexBody(const Passages& passages) {
  std::string body;
  Put(body, passages.size(), kHead);
  for (const auto& [id, passage] : passages) {
    Put(body, id, 8);
    Put(body, passage.label.size(), 1);
    body += passage.label;
    Put(body, passage.letters, 4);
    Put(body, passage.fingerprints.size(), 4);
    for (const Fingerprint& one : passage.fingerprints) {
      Put(body, one.at, 4);
      Put(body, one.hash, 8);
    }
  }
  body.resize(PaddedSize(body.size()), '\0');
  return body;
}

Result<Passages> ReadIndexBody(std::string_view body) { return BodyReader(body).Run(); }

}  // namespace markings::internal
