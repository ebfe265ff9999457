// Any text, redacted for two audiences: pieces partition the derivative, kept ones are copies of what is
// released, and other letters in withheld text, or other text altogether, change nothing that goes out.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/redact/prove.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/report/json.h"

namespace {

using markings::Document;
using markings::Outcome;
using markings::Policy;
using markings::Redaction;

constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "fuzz"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U" }
partner = { title = "Partner", clears = "SBU" }
[exemptions]
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public", "partner"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "sensitive"
release = ["partner"]
when = { at_most = "SBU" }
reason = "Partners may see it."
[[rule]]
id = "numbers"
mask = ["partner"]
pattern = '[0-9]{5,}'
as = "number"
code = ["(b)(6)"]
reason = "A number may name a person."
)toml";

const Policy& ThePolicy() {
  static const Policy policy = [] {
    auto buffer = markings::Buffer::FromBytes(kPolicy, "fuzz.toml");
    Require(buffer.has_value());
    auto loaded = Policy::Load(*buffer);
    Require(loaded.has_value());
    return *std::move(loaded);
  }();
  return policy;
}

// Other letters and the same structure, as far as letters go.
std::string Reworded(const Document& document, const markings::Decisions& decisions) {
  std::string text(document.buffer().text());
  for (std::size_t i = 0; i < document.elements().size(); ++i) {
    if (decisions.elements[i].outcome != Outcome::kWithhold) continue;
    const markings::Span span = document.elements()[i].text_span;
    for (std::size_t at = span.begin; at < span.end; ++at) {
      if (text[at] >= 'a' && text[at] <= 'z') text[at] = 'q';
      if (text[at] >= 'A' && text[at] <= 'Z') text[at] = 'Q';
    }
  }
  return text;
}

bool SameStructure(const Document& a, const markings::Decisions& decided_a, const Document& b,
                   const markings::Decisions& decided_b) {
  if (a.elements().size() != b.elements().size()) return false;
  for (std::size_t i = 0; i < a.elements().size(); ++i) {
    const markings::Element x = a.elements()[i];
    const markings::Element y = b.elements()[i];
    const bool same = x.kind == y.kind && x.span == y.span && x.text_span == y.text_span &&
                      x.id() == y.id() && x.parent == y.parent && x.continues == y.continues &&
                      x.marking() == y.marking() && x.marking_status == y.marking_status &&
                      decided_a.elements[i].outcome == decided_b.elements[i].outcome &&
                      decided_a.elements[i].codes == decided_b.elements[i].codes;
    if (!same) return false;
  }
  return FormatMrn(a.header()) == FormatMrn(b.header());
}

void CheckPieces(const Document& document, const Redaction& redaction) {
  std::size_t at = 0;
  for (const markings::Piece& piece : redaction.derivative.pieces) {
    Require(piece.span.begin == at && piece.span.end > at);
    at = piece.span.end;
    if (piece.kind == markings::Piece::Kind::kInserted) continue;
    Require(Slice(redaction.derivative.text, piece.span) == document.Text(piece.source));
    for (std::size_t i = 0; i < document.elements().size(); ++i) {
      const markings::Span span = document.elements()[i].span;
      if (piece.source.begin >= span.end || piece.source.end <= span.begin) continue;
      const Outcome outcome = redaction.decisions.elements[i].outcome;
      Require(outcome == Outcome::kRelease || outcome == Outcome::kMask);
    }
  }
  Require(at == redaction.derivative.text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kEnough = std::size_t{1} << 14;  // the check of pieces is quadratic
  if (size > kEnough) return 0;
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(data[i]);
  auto buffer = markings::Buffer::FromBytes(std::move(bytes), "fuzz");
  if (!buffer) return 0;
  const auto document = Document::Parse(*std::move(buffer), ThePolicy().shared_vocabulary());
  if (!document) return 0;
  for (const std::string_view audience : {"public", "partner"}) {
    const auto redaction =
        Redact(*document, ThePolicy(), audience, {.overrides = nullptr, .file_stem = "fuzz"});
    if (!redaction) continue;
    CheckPieces(*document, *redaction);
    const auto proof = ProveRedaction(*document, ThePolicy(), audience, {.redraws = 3, .seed = size});
    Require(proof.has_value() && !proof->difference);
    Require(!ExplainJson(*document, ThePolicy(), *redaction, -1).empty());
    auto other_buffer = markings::Buffer::FromBytes(Reworded(*document, redaction->decisions), "fuzz");
    if (!other_buffer) continue;
    const auto other = Document::Parse(*std::move(other_buffer), ThePolicy().shared_vocabulary());
    if (!other) continue;
    const auto again = Redact(*other, ThePolicy(), audience, {.overrides = nullptr, .file_stem = "fuzz"});
    if (!again || !SameStructure(*document, redaction->decisions, *other, again->decisions)) continue;
    Require(again->derivative.text == redaction->derivative.text);
  }
  return 0;
}
