// Writing a proof. Line by line it goes over the units in order: what shows with its salt, the words that
// stand in between, and one hash for each largest subtree of which nothing shows.

#include "libmarkings/proof/redaction_proof.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/proof/internal/commitment.h"
#include "libmarkings/proof/internal/shown_units.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

std::span<const unsigned char> Bytes(std::string_view text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

class Writer {
 public:
  Writer(std::string_view original, const Derivative& derivative, const OriginalSecret& secret,
         std::vector<TreeHash> leaves)
      : original_(original),
        derivative_(derivative.text),
        secret_(secret),
        units_(secret.units()),
        leaves_(std::move(leaves)),
        shown_(internal::FindShown(original, secret.units(), derivative)) {
    CountShown();
  }

  // A mandatory unit that neither shows nor is the class line, which a derivative writes anew.
  [[nodiscard]] bool LacksMandatory() const {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (units_[i].mandatory && !shown_[i] && units_[i].kind != UnitKind::kBanner &&
          units_[i].kind != UnitKind::kSeparator) {
        return true;
      }
    }
    return false;
  }

  std::string Write() {
    text_ = fmt::format("markings-proof/v1\ndoc {}\nunits {}\n", ToHex(secret_.doc()), units_.size());
    // Subtrees, from the left; on a list of our own, though the depth is bounded by the number of units.
    struct Node {
      std::size_t begin, end;
    };
    std::vector<Node> nodes = {{0, units_.size()}};
    while (!nodes.empty()) {
      const Node node = nodes.back();
      nodes.pop_back();
      if (before_[node.begin] == before_[node.end]) {
        pending_ += fmt::format(
            "hash {}-{} {}\n", node.begin, node.end - 1,
            EncodeBase64(TreeRoot(std::span(leaves_).subspan(node.begin, node.end - node.begin))));
      } else if (node.end - node.begin == 1) {
        WriteUnit(node.begin);
      } else {
        const std::size_t middle = node.begin + SplitOf(node.end - node.begin);
        nodes.push_back({middle, node.end});
        nodes.push_back({node.begin, middle});
      }
    }
    WriteOwnWords(derivative_.size());
    text_ += pending_;
    return std::move(text_);
  }

 private:
  [[nodiscard]] bool InProof(std::size_t i) const { return shown_[i] || units_[i].mandatory; }

  void CountShown() {
    before_.reserve(units_.size() + 1);
    before_.push_back(0);
    begins_.reserve(units_.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      before_.push_back(before_.back() + (InProof(i) ? 1 : 0));
      begins_.push_back(at);
      at += units_[i].length;
    }
  }

  // The words up to a place of the derivative come before the hashes and asides that stand in their place.
  void WriteOwnWords(std::size_t end) {
    if (end > at_)
      text_ += fmt::format("insert {}\n", EncodeBase64(Bytes(derivative_.substr(at_, end - at_))));
    at_ = end;
  }

  void WriteUnit(std::size_t i) {
    const OriginalUnit& unit = units_[i];
    const std::string_view original = original_.substr(begins_[i], unit.length);
    const internal::UnitPlace place{secret_.doc(), static_cast<std::uint32_t>(units_.size()),
                                    static_cast<std::uint32_t>(i)};
    const std::string salt = EncodeBase64(internal::SaltOf(secret_.key(), place));
    const std::string head =
        fmt::format("{} {} {}", i, static_cast<unsigned>(unit.kind), unit.mandatory ? 1 : 0);
    if (!shown_[i]) {
      pending_ += fmt::format("aside {} {} {}\n", head, salt, EncodeBase64(Bytes(original)));
      return;
    }
    WriteOwnWords(shown_[i]->begin);
    text_ += std::exchange(pending_, {});
    at_ = shown_[i]->end;
    const std::string_view shown = derivative_.substr(shown_[i]->begin, shown_[i]->size());
    if (shown == original) {
      text_ += fmt::format("leaf {} {} {}\n", head, shown.size(), salt);
    } else {
      text_ += fmt::format("laid {} {} {} {}\n", head, shown.size(), salt, EncodeBase64(Bytes(original)));
    }
  }

  std::string_view original_, derivative_;
  const OriginalSecret& secret_;
  const std::vector<OriginalUnit>& units_;
  std::vector<TreeHash> leaves_;
  std::vector<std::optional<Span>> shown_;
  std::vector<std::size_t> before_;  // how many units before each are in the proof
  std::vector<std::size_t> begins_;  // where each begins in the original
  std::string text_, pending_;
  std::size_t at_ = 0;  // in the derivative
};

}  // namespace

Result<std::string> MakeProof(const Document& document, const Derivative& derivative,
                              const OriginalNote& note, const OriginalSecret& secret) {
  const std::string_view original = document.buffer().text();
  auto leaves = LeavesOf(original, secret);
  if (!leaves) return std::unexpected(std::move(leaves).error());
  if (secret.doc() != note.doc || leaves->size() != note.units || TreeRoot(*leaves) != note.root) {
    return Fail(ErrorCode::kBadProof, {}, "the attestation is not one of this very text",
                "give the attestation and the secret that were made of it");
  }
  Writer writer(original, derivative, secret, *std::move(leaves));
  if (writer.LacksMandatory()) {
    return Fail(ErrorCode::kBadProof, {},
                "the originator asks that a unit be shown which the derivative does not hold whole",
                "release that element, or release without the attestation");
  }
  std::string proof = writer.Write();
  // What no verifier would accept does not go out.
  if (auto checked = CheckProof(proof, note, derivative.text); !checked) {
    return Fail(ErrorCode::kInternal, {}, "the proof that was made does not hold", "report this");
  }
  return proof;
}

}  // namespace markings
