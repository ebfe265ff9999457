// One marking as JSON. Written by hand rather than through a JSON object: batch mode answers some hundred
// thousand lines a second, and the form is fixed. Indented output goes through the library, which also checks
// the writing.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "libmarkings/marking/forms.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

constexpr std::array<std::string_view, 4> kStatusNames = {"none", "valid", "unknown", "malformed"};

// Appends a JSON string. A byte that is not UTF-8 becomes U+FFFD, so that every input can be answered.
void AppendString(std::string& out, std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) {
      const CodePoint point = DecodeUtf8(text, at);
      const bool broken = point.size == 1;
      out += broken ? std::string_view("\xEF\xBF\xBD") : text.substr(at, point.size);
      at += point.size;
      continue;
    }
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[at];
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
    } else {
      out += text[at];
    }
    ++at;
  }
  out += '"';
}

void AppendKey(std::string& out, std::string_view key) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += key;
  out += "\":";
}

void AppendOptional(std::string& out, std::string_view key, bool present, std::string_view value) {
  AppendKey(out, key);
  if (present) {
    AppendString(out, value);
  } else {
    out += "null";
  }
}

void AppendList(std::string& out, std::string_view key, const std::vector<std::string_view>& values) {
  AppendKey(out, key);
  out += '[';
  for (const std::string_view value : values) {
    if (out.back() != '[') out += ',';
    AppendString(out, value);
  }
  out += ']';
}

// The captions of a banner: those that its controls ask for, then the others that stand on the line.
std::vector<std::string_view> CaptionsOf(const Vocabulary& vocabulary, std::string_view input,
                                         const ParsedMarking& mark) {
  std::vector<std::string_view> names;
  if (mark.kind != MarkingKind::kBanner) return names;
  const auto& controls = vocabulary.controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (((mark.value.controls >> i) & 1U) != 0 && !controls[i].caption.empty())
      names.push_back(controls[i].caption);
  }
  for (const std::size_t caption : ParseBanner(vocabulary, input).captions) {
    const std::string_view name = vocabulary.captions()[caption].name;
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

void AppendFields(std::string& out, const Vocabulary& vocabulary, std::string_view input,
                  const ParsedMarking& mark) {
  const bool valid = mark.status == MarkingStatus::kValid;
  AppendKey(out, "fields");
  out += '{';
  AppendOptional(out, "level", valid, valid ? vocabulary.levels()[mark.value.level].id : std::string());
  const auto list = [&](std::string_view field) {
    std::vector<std::string_view> ids;
    const auto& controls = vocabulary.controls();
    for (std::size_t i = 0; valid && i < controls.size(); ++i) {
      if (((mark.value.controls >> i) & 1U) != 0 && controls[i].field == field)
        ids.emplace_back(controls[i].id);
    }
    AppendList(out, field, ids);
  };
  for (const std::string_view field : {"sci", "sap", "aea", "fgi", "dissem"}) list(field);
  AppendList(out, "rel_to", {});
  list("nonic");
  AppendList(out, "captions", valid ? CaptionsOf(vocabulary, input, mark) : std::vector<std::string_view>());
  list("cui");
  AppendOptional(out, "non_us", false, {});
  out += '}';
}

void AppendDiagnostics(std::string& out, const std::vector<Diagnostic>& diagnostics) {
  AppendKey(out, "diagnostics");
  out += '[';
  for (const Diagnostic& diagnostic : diagnostics) {
    if (out.back() != '[') out += ',';
    const DiagnosticInfo& info = Info(diagnostic.code);
    out += '{';
    AppendOptional(out, "code", true, info.id);
    AppendOptional(out, "severity", true, Name(info.severity));
    AppendOptional(out, "message", true, diagnostic.message);
    AppendKey(out, "column");
    out += std::to_string(diagnostic.where.begin + 1);
    AppendOptional(out, "fix", !diagnostic.fix.empty(), diagnostic.fix);
    AppendOptional(out, "citation", true, info.source);
    out += '}';
  }
  out += ']';
}

}  // namespace

std::string MarkingJson(const Vocabulary& vocabulary, std::string_view input, const ParsedMarking& mark,
                        int indent) {
  const bool valid = mark.status == MarkingStatus::kValid;
  std::string out;
  out.reserve(640 + input.size());
  out += '{';
  AppendOptional(out, "schema", true, "markings/marking/1");
  AppendOptional(out, "input", true, input);
  AppendOptional(out, "kind", true, mark.kind == MarkingKind::kBanner ? "banner" : "portion");
  AppendOptional(out, "regime", true, vocabulary.regime());
  AppendKey(out, "valid");
  out += valid ? "true" : "false";
  AppendOptional(out, "status", true, kStatusNames[static_cast<std::size_t>(mark.status)]);
  AppendOptional(out, "canonical", valid, valid ? CanonicalForm(vocabulary, mark) : std::string());
  AppendOptional(out, "long", valid, valid ? LongForm(vocabulary, mark.value) : std::string());
  AppendOptional(out, "portion", valid, valid ? PortionForm(vocabulary, mark.value) : std::string());
  AppendFields(out, vocabulary, input, mark);
  AppendDiagnostics(out, mark.diagnostics);
  out += '}';
  if (indent < 0) return out;
  return nlohmann::ordered_json::parse(out, nullptr, false).dump(indent);
}

}  // namespace markings
