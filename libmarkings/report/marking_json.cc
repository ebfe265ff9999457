// One marking as JSON. Written by hand rather than through a JSON object: batch mode answers some hundred
// thousand lines a second, and the form is fixed. Indented output goes through the library, which also checks
// the writing.

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>

#include "libmarkings/marking/forms.h"
#include "libmarkings/report/internal/marking_json.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/ascii.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

constexpr std::array<std::string_view, 4> kStatusKeys = {
    R"(,"status":"none")", R"(,"status":"valid")", R"(,"status":"unknown")", R"(,"status":"malformed")"};

void AppendOdd(std::string& out, std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
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
}

}  // namespace

bool internal::IsPlain(std::string_view text) {
  return NoneIs(text, [](char c) {
    const bool above = static_cast<unsigned char>(c - 0x20) > 0x5E;
    return (static_cast<int>(above) | static_cast<int>(c == '"') | static_cast<int>(c == '\\')) != 0;
  });
}

void internal::AppendString(std::string& out, std::string_view text) {
  out += '"';
  if (IsPlain(text)) {
    out += text;
  } else {
    AppendOdd(out, text);
  }
  out += '"';
}

namespace {

using internal::AppendString;
using internal::IsPlain;

// A JSON string of what `write` appends. Forms are plain but for what a vocabulary's spellings may hold.
template <class Write>
void AppendWritten(std::string& out, Write write) {
  out += '"';
  const std::size_t begin = out.size();
  write();
  if (IsPlain(std::string_view(out).substr(begin))) {
    out += '"';
    return;
  }
  const std::string written = out.substr(begin);
  out.resize(begin - 1);
  AppendString(out, written);
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

// A bit for each field of the JSON.
std::uint64_t FieldBit(std::string_view field) {
  // The fields differ in their first letter and size.
  return std::uint64_t{1} << ((static_cast<std::size_t>(field.front()) * 5 + field.size()) & 63U);
}

// In regimes with banner categories a field lists values as a banner writes them: "SI-G ABCD". Countries of
// release have a field of their own, names without a control's word stand each for itself.
void AppendValues(std::string& out, const Vocabulary& vocabulary, const Marking& mark,
                  std::string_view field) {
  const Grammar& grammar = *vocabulary.grammar();
  const auto& controls = vocabulary.controls();
  const auto append = [&](std::string_view value) {
    if (out.back() != '[') out += ',';
    AppendString(out, value);
  };
  for (std::uint64_t left = mark.controls; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    const Control& row = controls[i];
    const std::string& in = grammar.categories[row.CategoryIn(mark.owner == Marking::kOwn)].field;
    // (The first letters tell most fields apart.)
    if (row.release == ReleaseRole::kList || in.front() != field.front() || in != field) continue;
    if (row.takes == ListKind::kNone) {
      append(row.id);
      continue;
    }
    if (!row.bare) {
      if (out.back() != '[') out += ',';
      AppendWritten(out, [&] { AppendValue(out, vocabulary, mark, i); });
      continue;
    }
    for (const MarkName& name : mark.names) {
      if (name.control == i) append(name.name);
    }
  }
  for (std::size_t i = 0; i < mark.names.size();) {
    const std::size_t category = mark.names[i].control - MarkName::kUnnamed;
    if (mark.names[i].control < MarkName::kUnnamed || grammar.categories[category].field != field) {
      ++i;
      continue;
    }
    std::string value;
    i = AppendUnpublished(value, mark, i);
    append(value);
  }
}

// In whose name the mark stands: "DEU", "CAN GBR USA" after the owner's word.
std::string OwnerOf(const Vocabulary& vocabulary, const Marking& mark) {
  const Owner& owner = vocabulary.grammar()->owners[mark.owner];
  std::string text = owner.word.empty() && owner.list == OwnerList::kBefore ? std::string() : owner.id;
  for (const MarkName& name : mark.names) {
    if (name.control != MarkName::kOwnerCode) continue;
    if (!text.empty()) text += ' ';
    text += name.name;
  }
  return text;
}

void AppendFields(std::string& out, const Vocabulary& vocabulary, std::string_view input,
                  const ParsedMarking& mark) {
  const bool valid = mark.status == MarkingStatus::kValid;
  const bool categories = vocabulary.grammar() != nullptr;
  const auto& controls = vocabulary.controls();
  if (valid) {
    out += R"(,"fields":{"level":)";
    AppendString(out, vocabulary.levels()[mark.value.level].id);
  } else {
    out += R"(,"fields":{"level":null)";
  }
  // Which fields have something in them: most are empty.
  std::uint64_t filled = 0;
  for (std::uint64_t left = valid ? mark.value.controls : 0; left != 0; left &= left - 1) {
    const Control& row = controls[static_cast<std::size_t>(std::countr_zero(left))];
    filled |= FieldBit(
        categories ? vocabulary.grammar()->categories[row.CategoryIn(mark.value.owner == Marking::kOwn)].field
                   : row.field);
  }
  for (const MarkName& name : mark.value.names) {
    if (valid && name.control >= MarkName::kUnnamed)
      filled |= FieldBit(vocabulary.grammar()->categories[name.control - MarkName::kUnnamed].field);
  }
  // `empty` is the whole of an empty list, `",key":[]"`.
  const auto list = [&](std::string_view empty, std::string_view field) {
    if ((filled & FieldBit(field)) == 0) {
      out += empty;
      return;
    }
    out += empty.substr(0, empty.size() - 1);
    if (categories) {
      AppendValues(out, vocabulary, mark.value, field);
    } else {
      for (std::size_t i = 0; i < controls.size(); ++i) {
        if (((mark.value.controls >> i) & 1U) == 0 || controls[i].field != field) continue;
        if (out.back() != '[') out += ',';
        AppendString(out, controls[i].id);
      }
    }
    out += ']';
  };
  list(R"(,"sci":[])", "sci");
  list(R"(,"sap":[])", "sap");
  list(R"(,"aea":[])", "aea");
  list(R"(,"fgi":[])", "fgi");
  list(R"(,"dissem":[])", "dissem");
  out += R"(,"rel_to":[)";
  for (const MarkName& name : mark.value.names) {
    if (!valid || name.control >= controls.size() || controls[name.control].release != ReleaseRole::kList)
      continue;
    if (out.back() != '[') out += ',';
    AppendString(out, name.name);
  }
  out += ']';
  list(R"(,"nonic":[])", "nonic");
  if (valid && !categories) {
    AppendList(out, "captions", CaptionsOf(vocabulary, input, mark));
  } else {
    out += R"(,"captions":[])";
  }
  list(R"(,"cui":[])", "cui");
  if (valid && categories && mark.value.owner != Marking::kOwn) {
    AppendOptional(out, "non_us", true, OwnerOf(vocabulary, mark.value));
    out += '}';
  } else {
    out += R"(,"non_us":null})";
  }
}

void AppendDiagnostics(std::string& out, const std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) {
    out += R"(,"diagnostics":[])";
    return;
  }
  AppendKey(out, "diagnostics");
  out += '[';
  for (const Diagnostic& diagnostic : diagnostics) {
    if (out.back() != '[') out += ',';
    out += '{';
    AppendOptional(out, "code", true, Info(diagnostic.code).id);
    AppendOptional(out, "severity", true, Name(SeverityOf(diagnostic)));
    AppendOptional(out, "message", true, diagnostic.message);
    AppendKey(out, "column");
    out += std::to_string(diagnostic.where.begin + 1);
    AppendOptional(out, "fix", !diagnostic.fix.empty(), diagnostic.fix);
    AppendOptional(out, "rule", !diagnostic.rule.empty(), diagnostic.rule);
    AppendOptional(out, "citation", true, SourceOf(diagnostic));
    out += '}';
  }
  out += ']';
}

void AppendRollUp(std::string& out, const RollUpReport& report) {
  AppendKey(out, "roll_up");
  out += '[';
  for (const RollUpToken& token : report.tokens) {
    if (out.back() != '[') out += ',';
    out += '{';
    AppendOptional(out, "token", true, token.token);
    AppendKey(out, "present");
    out += token.present ? "true" : "false";
    AppendOptional(out, "why", true, token.why);
    AppendKey(out, "portions");
    out += '[';
    for (const std::size_t portion : token.portions) {
      if (out.back() != '[') out += ',';
      out += std::to_string(portion);
    }
    out += ']';
    AppendOptional(out, "rule", !token.rule.empty(), token.rule);
    AppendOptional(out, "citation", !token.source.empty(), token.source);
    out += '}';
  }
  out += ']';
}

void AppendForms(std::string& out, const Vocabulary& vocabulary, std::string_view input,
                 const ParsedMarking& mark, bool computed) {
  if (mark.status != MarkingStatus::kValid) {
    out += R"(,"canonical":null,"long":null,"portion":null)";
    return;
  }
  out += R"(,"canonical":)";
  // A banner of categories that was written and drew no remark is canonical as it stands.
  if (!computed && vocabulary.grammar() != nullptr && mark.kind == MarkingKind::kBanner &&
      mark.diagnostics.empty()) {
    AppendString(out, Slice(input, mark.span));
  } else {
    AppendString(out, CanonicalForm(vocabulary, mark));
  }
  out += R"(,"long":)";
  AppendWritten(out, [&] { AppendLongForm(out, vocabulary, mark.value); });
  out += R"(,"portion":)";
  AppendWritten(out, [&] { AppendPortionForm(out, vocabulary, mark.value); });
}

void AppendAccess(std::string& out, const Access& access) {
  out += access.granted ? R"(,"access":{"granted":true,"reasons":[)"
                        : R"(,"access":{"granted":false,"reasons":[)";
  for (const std::string& reason : access.reasons) {
    if (out.back() != '[') out += ',';
    AppendString(out, reason);
  }
  out += "]}";
}

}  // namespace

void AppendMarkingJson(std::string& out, const Vocabulary& vocabulary, std::string_view input,
                       const ParsedMarking& mark, const MarkingExtras& extras) {
  const bool valid = mark.status == MarkingStatus::kValid;
  out += R"({"schema":"markings/marking/1","input":)";
  AppendString(out, input);
  out +=
      mark.kind == MarkingKind::kBanner ? R"(,"kind":"banner","regime":)" : R"(,"kind":"portion","regime":)";
  AppendString(out, vocabulary.regime());
  out += valid ? R"(,"valid":true)" : R"(,"valid":false)";
  out += kStatusKeys[static_cast<std::size_t>(mark.status)];
  AppendForms(out, vocabulary, input, mark, extras.roll_up != nullptr);
  AppendFields(out, vocabulary, input, mark);
  AppendDiagnostics(out, mark.diagnostics);
  if (extras.roll_up != nullptr) AppendRollUp(out, *extras.roll_up);
  if (extras.access != nullptr) AppendAccess(out, *extras.access);
  if (extras.repair != nullptr) {
    out += R"(,"repair":)";
    internal::AppendRepair(out, *extras.repair);
  }
  out += '}';
}

std::string MarkingJson(const Vocabulary& vocabulary, std::string_view input, const ParsedMarking& mark,
                        int indent) {
  std::string out;
  out.reserve(640 + input.size());
  AppendMarkingJson(out, vocabulary, input, mark);
  if (indent < 0) return out;
  return nlohmann::ordered_json::parse(out, nullptr, false).dump(indent);
}

}  // namespace markings
