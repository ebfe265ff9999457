#include "libmarkings/leaks/internal/index_body.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/shingle/grams.h"
#include "libmarkings/text/big_endian.h"
#include "libmarkings/text/padded_size.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

constexpr unsigned kHead = 4, kShardBytes = 4;
constexpr std::size_t kPassageHead = 8 + 1 + 4 + 4, kPrintBytes = 4 + 8;

class BodyReader {
 public:
  explicit BodyReader(std::string_view body) : body_(body), bytes_(body) {}

  Result<PartBody> Part() {
    PartBody part;
    const auto number = Number(kShardBytes), of = Number(kShardBytes);
    if (!of || *number < 1 || *number > *of || *of > Shard::kMost) return Bad("a part that is none");
    part.head.shard = {static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*of)};
    const auto made_with = bytes_.Bytes(MadeWith::kBytes);
    if (!made_with) return Bad("a part that is none");
    std::ranges::transform(*made_with, part.head.made_with.begin(),
                           [](char byte) { return static_cast<unsigned char>(byte); });
    auto passages = Run();
    if (!passages) return std::unexpected(std::move(passages).error());
    part.passages = *std::move(passages);
    return part;
  }

  Result<Passages> Run() {
    Passages passages;
    const std::optional<std::uint64_t> count = Number(kHead);
    if (!count || *count > LeakIndex::kMostPassages) return Bad("a number of passages that none has");
    for (std::uint64_t i = 0; i < *count; ++i) {
      if (auto read = Passage(passages); !read) return std::unexpected(std::move(read).error());
    }
    if (body_.size() != PaddedSize(bytes_.at())) return Bad("another length than its content asks for");
    if (bytes_.rest().find_first_not_of('\0') != std::string_view::npos)
      return Bad("something after its end");
    return passages;
  }

 private:
  [[nodiscard]] std::unexpected<Error> Bad(std::string what) const {
    return Fail(ErrorCode::kUnusableInput, {bytes_.at(), bytes_.at()},
                "the leak index holds " + std::move(what), "make it anew with markings index");
  }

  std::optional<std::uint64_t> Number(unsigned bytes) { return bytes_.Number(bytes); }

  Result<void> Passage(Passages& passages) {
    if (bytes_.left() < kPassageHead) return Bad("a passage that is cut off");
    const PassageId id = *Number(8);
    if (!passages.empty() && id <= passages.rbegin()->first) return Bad("passages out of order");
    LeakPassage passage;
    const auto label = bytes_.Bytes(*Number(1));
    if (!label || !IsLabel(*label)) return Bad("a label that is none");
    passage.label = *label;
    const auto letters = Number(4);
    const auto count = Number(4);
    if (!letters || !count) return Bad("a passage that is cut off");
    if (*letters < kShortestPassage || *letters > LeakIndex::kMostLetters)
      return Bad("a passage of a length that none has");
    passage.letters = static_cast<std::uint32_t>(*letters);
    fingerprints_ += *count;
    if (*count == 0 || fingerprints_ > LeakIndex::kMostFingerprints || *count > bytes_.left() / kPrintBytes)
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
  BytesReader bytes_;
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

namespace {

void PutPassages(std::string& body, const Passages& passages) {
  PutNumber(body, passages.size(), kHead);
  for (const auto& [id, passage] : passages) {
    PutNumber(body, id, 8);
    PutNumber(body, passage.label.size(), 1);
    body += passage.label;
    PutNumber(body, passage.letters, 4);
    PutNumber(body, passage.fingerprints.size(), 4);
    for (const Fingerprint& one : passage.fingerprints) {
      PutNumber(body, one.at, 4);
      PutNumber(body, one.hash, 8);
    }
  }
  body.resize(PaddedSize(body.size()), '\0');
}

}  // namespace

std::string WriteIndexBody(const Passages& passages) {
  std::string body;
  PutPassages(body, passages);
  return body;
}

std::string WritePartBody(const PartHead& head, const Passages& passages) {
  std::string body;
  PutNumber(body, head.shard.number, kShardBytes);
  PutNumber(body, head.shard.of, kShardBytes);
  for (const unsigned char byte : head.made_with) body += static_cast<char>(byte);
  PutPassages(body, passages);
  return body;
}

Result<Passages> ReadIndexBody(std::string_view body) { return BodyReader(body).Run(); }

Result<PartBody> ReadPartBody(std::string_view body) { return BodyReader(body).Part(); }

}  // namespace markings::internal
