// Checking a proof: one pass over its lines builds the tree from the left and takes the derivative apart.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/proof/internal/commitment.h"
#include "libmarkings/proof/internal/fields.h"
#include "libmarkings/proof/internal/forms.h"
#include "libmarkings/proof/internal/shown_units.h"
#include "libmarkings/proof/redaction_proof.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

using internal::Fields;
using internal::Salt;

struct Leaf {
  std::uint32_t index = 0;
  TreeHash hash{};
};
struct Subtree {
  std::uint32_t first = 0, last = 0;
  TreeHash hash{};
};

class Checker {
 public:
  Checker(std::string_view proof, const OriginalNote& note, std::string_view derivative)
      : fields_(proof), proof_(proof), note_(note), derivative_(derivative) {}

  Result<ProvedText> Check() {
    if (auto head = CheckHead(); !head) return std::unexpected(std::move(head).error());
    while (fields_.NextLine()) {
      if (auto line = CheckLine(); !line) return std::unexpected(std::move(line).error());
    }
    if (!fields_.at_end()) return Bad("the last line was cut short");
    if (at_ != derivative_.size()) return Bad("the text goes on after what the proof covers");
    if (auto root = CheckRoot(); !root) return std::unexpected(std::move(root).error());
    result_.units = note_.units;
    return std::move(result_);
  }

 private:
  using Done = Result<void>;

  [[nodiscard]] std::unexpected<Error> Bad(std::string message) const {
    return Fail(ErrorCode::kBadProof, fields_.line(), std::move(message),
                "get the files of the release again");
  }

  Done CheckHead() {
    if (!fields_.NextLine() || proof_.substr(0, fields_.line().end) != "markings-proof/v1") {
      return Bad("this is no redaction proof: it does not begin with markings-proof/v1");
    }
    DocId doc;
    if (!fields_.NextLine() || fields_.Word() != "doc" || !FromHex(fields_.Word(), doc) ||
        !fields_.line_done()) {
      return Bad("the proof names no original");
    }
    if (doc != note_.doc) return Bad("the proof is of another original");
    if (!fields_.NextLine() || fields_.Word() != "units" || fields_.Decimal<std::uint32_t>() != note_.units ||
        !fields_.line_done()) {
      return Bad("the proof is of an original with another number of units");
    }
    return {};
  }

  Done CheckLine() {
    const std::string_view word = fields_.Word();
    if (word == "insert") return Insert();
    if (word == "hash") return Hash();
    if (word == "leaf" || word == "laid" || word == "aside") return Unit(word);
    return Bad("a line of the proof is of no known kind");
  }

  // Takes the next bytes of the derivative.
  bool Take(std::size_t size, std::string_view& taken) {
    if (size > derivative_.size() - at_) return false;
    taken = derivative_.substr(at_, size);
    at_ += size;
    return true;
  }

  static bool Decode(std::string_view word, std::string& bytes) {
    const std::size_t padding = word.ends_with("==") ? 2 : word.ends_with('=') ? 1 : 0;
    if (word.size() % 4 != 0) return false;
    bytes.resize(word.size() / 4 * 3 - padding);
    return DecodeBase64(word, {reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  }

  // The authority's words stand before the hashes of what they stand for, and in one line.
  Done Insert() {
    std::string words;
    std::string_view taken;
    const std::size_t begin = at_;
    if (!Decode(fields_.Word(), words) || words.empty() || !fields_.line_done())
      return Bad("the words cannot be read");
    if (after_ != After::kUnit) return Bad("the words do not stand where they must");
    if (!Take(words.size(), taken) || taken != words) return Bad("the text has other words at this place");
    result_.own_words.push_back({begin, at_});
    after_ = After::kInsert;
    return {};
  }

  Done Hash() {
    const std::string_view range = fields_.Word();
    const std::size_t dash = std::min(range.find('-'), range.size());
    const auto first = internal::ReadDecimalAs<std::uint32_t>(range.substr(0, dash));
    const auto last = internal::ReadDecimalAs<std::uint32_t>(range.substr(std::min(dash + 1, range.size())));
    Subtree subtree;
    if (!first || !last || !DecodeBase64(fields_.Word(), subtree.hash) || !fields_.line_done()) {
      return Bad("the hash cannot be read");
    }
    if (*first != next_ || *last < *first || *last >= note_.units)
      return Bad("the units are not in their order");
    subtree.first = *first;
    subtree.last = *last;
    subtrees_.push_back(subtree);
    next_ = *last + 1;
    after_ = After::kHash;
    return {};
  }

  Done Unit(std::string_view word) {
    const auto index = fields_.Decimal<std::uint32_t>();
    const auto kind = internal::ReadUnitKind(fields_.Word());
    const auto mandatory = internal::ReadFlags(fields_.Word());
    if (!index || !kind || !mandatory) return Bad("the unit cannot be read");
    if (*index != next_ || *index >= note_.units) return Bad("the units are not in their order");
    if (*kind == UnitKind::kDecoy) return Bad("a unit that is no part of the text is shown");
    const bool listed = std::ranges::binary_search(note_.mandatory, *index);
    if (*mandatory != listed) return Bad("the unit is said to be mandatory and is not, or the other way");
    std::size_t size = 0;
    if (word != "aside") {
      const auto number = fields_.Decimal<std::uint32_t>();
      if (!number) return Bad("the unit's length cannot be read");
      size = *number;
    }
    Salt salt;
    if (!DecodeBase64(fields_.Word(), salt)) return Bad("the unit's salt cannot be read");
    std::string decoded;
    if (word != "leaf" && (!Decode(fields_.Word(), decoded) || decoded.empty())) {
      return Bad("the unit's own bytes cannot be read");
    }
    if (!fields_.line_done()) return Bad("something follows the unit");
    if (word == "aside" && !listed)
      return Bad("a unit that is not in the text is shown, and is not mandatory");
    const std::size_t begin = at_;
    std::string_view shown;
    if (!Take(size, shown)) return Bad("the text ends before the unit does");
    if (word == "leaf" && shown.empty()) return Bad("a unit without a byte is shown");
    if (word == "laid" && (shown == decoded || !internal::IsLaidOut(decoded, shown))) {
      return Bad("the text has another wording at this place");
    }
    if (word == "laid" && shown.empty() && !MayVanish(decoded))
      return Bad("two words were joined at this place");
    if (word == "aside") {
      ++result_.aside;
    } else {
      Prove({begin, at_});
    }
    const internal::UnitPlace place{note_.doc, note_.units, *index};
    leaves_.push_back(
        {*index, internal::LeafOf(salt, place, *kind, *mandatory, word == "leaf" ? shown : decoded)});
    ++next_;
    if (word != "aside") after_ = After::kUnit;
    return {};
  }

  // Blanks that nothing stands for in the text: only where blanks or nothing stand already, or a hyphen at a
  // line's end.
  [[nodiscard]] bool MayVanish(std::string_view blanks) const {
    if (at_ == 0) return true;
    const char before = derivative_[at_ - 1];
    return internal::IsBlankByte(before) || internal::IsRejoined(before, blanks);
  }

  void Prove(Span span) {
    ++result_.shown;
    if (span.empty()) return;
    if (!result_.proved.empty() && result_.proved.back().end == span.begin) {
      result_.proved.back().end = span.end;
    } else {
      result_.proved.push_back(span);
    }
  }

  // The root over what shows and what does not; every hash is of a largest subtree of which nothing shows, so
  // that one redaction has one proof.
  Done CheckRoot() {
    if (next_ != note_.units) return Bad("units are missing at the end");
    for (const std::uint32_t index : note_.mandatory) {
      if (!std::ranges::binary_search(leaves_, index, {}, &Leaf::index)) {
        return Bad(fmt::format("unit {} is withheld, and the originator asks that it be shown", index));
      }
    }
    TreeHash root;
    Cursor cursor;
    if (!RootOf(0, note_.units, cursor, root)) return Bad("a hash is not of a largest part that is withheld");
    if (root != note_.root) return Bad("what is shown is no part of the original that was attested");
    return {};
  }

  struct Cursor {
    std::size_t leaf = 0, subtree = 0;  // the next of each
  };

  // The root over units begin to end. (As deep as the tree: at most twenty.)
  bool RootOf(std::uint32_t begin, std::uint32_t end, Cursor& cursor, TreeHash& root) const {
    const bool shows = cursor.leaf < leaves_.size() && leaves_[cursor.leaf].index < end;
    if (!shows) {
      if (cursor.subtree == subtrees_.size()) return false;
      const Subtree& subtree = subtrees_[cursor.subtree++];
      root = subtree.hash;
      return subtree.first == begin && subtree.last + 1 == end;
    }
    if (end - begin == 1) {
      root = leaves_[cursor.leaf++].hash;
      return true;
    }
    const auto middle = static_cast<std::uint32_t>(begin + SplitOf(end - begin));
    TreeHash left, right;
    if (!RootOf(begin, middle, cursor, left) || !RootOf(middle, end, cursor, right)) return false;
    root = NodeHash(left, right);
    return true;
  }

  enum class After : std::uint8_t { kUnit, kInsert, kHash };  // what the last line was; asides do not count

  Fields fields_;
  std::string_view proof_;
  const OriginalNote& note_;
  std::string_view derivative_;
  ProvedText result_;
  std::vector<Leaf> leaves_;
  std::vector<Subtree> subtrees_;
  std::uint32_t next_ = 0;
  std::size_t at_ = 0;  // in the derivative
  After after_ = After::kUnit;
};

}  // namespace

Result<ProvedText> CheckProof(std::string_view proof, const OriginalNote& note, std::string_view derivative) {
  return Checker(proof, note, derivative).Check();
}

}  // namespace markings
