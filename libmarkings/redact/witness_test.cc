#include "libmarkings/redact/witness_test.h"

#include <fmt/format.h>

#include "libmarkings/policy/decision_diff.h"
#include "libmarkings/redact/redaction.h"

namespace markings {
namespace {

// The inside of a basic TOML string, of one line or several.
std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\n') {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

Result<std::string> TestFromWitness(const Policy& policy, const Witness& witness, const std::string& name,
                                    std::span<const std::string> audiences) {
  auto buffer = Buffer::FromBytes(witness.text, "witness");
  if (!buffer) return std::unexpected(buffer.error());
  const auto document = Document::Parse(*std::move(buffer), policy.shared_vocabulary());
  if (!document) return std::unexpected(document.error());
  std::string expected, residual;
  for (const std::string& audience : audiences) {
    const auto redaction = Redact(*document, policy, audience, {});
    if (!redaction) return std::unexpected(redaction.error());
    const std::size_t element = document->Find(witness.element);
    if (element == kNoElement) {
      return Fail(ErrorCode::kInternal, {}, "the witness has no such element", "report this");
    }
    const std::string outcome = OutcomeText(SideOf(redaction->decisions.elements[element]));
    expected += fmt::format("\"{}\" = {{ \"{}\" = \"{}\" }}\n", audience, witness.element, outcome);
    if (!redaction->findings.empty())
      residual += fmt::format("\"{}\" = {}\n", audience, redaction->findings.size());
  }
  std::string test = fmt::format("[[test]]\nname = \"{}\"\ntext = \"\"\"\n{}\"\"\"\n[test.expect]\n{}",
                                 Escaped(name), Escaped(witness.text), expected);
  if (!residual.empty()) test += "[test.residual]\n" + residual;
  return test;
}

}  // namespace markings
