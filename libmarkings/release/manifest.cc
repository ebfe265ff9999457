// The manifest's one form. Format writes it; Parse reads leniently, writes what it read with Format, and
// compares: what is not the same byte for byte (another order, a double or unknown key, a blank, 1.0 for 1)
// is refused.

#include "libmarkings/release/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "libmarkings/release/internal/names.h"
#include "libmarkings/release/rendition.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/day.h"
#include "libmarkings/text/hex.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "markings/release/1";
constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxDepth = 8;  // the form needs three
constexpr std::array kOutcomes = {Outcome::kRelease, Outcome::kMask, Outcome::kWithhold};

std::unexpected<Error> Bad(Span where, std::string message) {
  return Fail(ErrorCode::kBadManifest, where, std::move(message), "take the manifest as it was published");
}

// ---- writing ----

Json UnitJson(const Unit& unit) {
  return Json{{"id", unit.id},       {"outcome", Name(unit.outcome)}, {"amount", unit.amount},
              {"codes", unit.codes}, {"rules", unit.rules},           {"overridden", unit.overridden}};
}

Json OverrideJson(const Manifest::Override& decision) {
  return Json{{"element", decision.element}, {"action", decision.action}, {"mark", decision.mark},
              {"places", decision.places},   {"reason", decision.reason}, {"authority", decision.authority},
              {"date", decision.date}};
}

Json WaiverJson(const Manifest::Waiver& waiver) {
  return Json{{"finding", waiver.finding},
              {"reason", waiver.reason},
              {"authority", waiver.authority},
              {"date", waiver.date}};
}

Json RenditionJson(const Manifest::Rendition& rendition) {
  return Json{{"file", rendition.file},
              {"bytes", rendition.bytes},
              {"sha256", rendition.sha256},
              {"media_type", rendition.media_type}};
}

template <class T>
Json ListJson(const std::vector<T>& values, Json (*one)(const T&)) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(one(value));
  return list;
}

Json DigestOrNull(const std::string& digest) { return digest.empty() ? Json(nullptr) : Json(digest); }

Json ManifestJson(const Manifest& m) {
  Json json;
  json["schema"] = kSchema;
  json["generator"] = m.generator;
  json["date"] = m.date;
  json["document"] = m.document;
  json["audience"] = Json{{"id", m.audience}, {"title", m.audience_title}};
  json["policy"] = Json{{"name", m.policy_name}, {"version", m.policy_version}, {"sha256", m.policy_sha256}};
  json["vocabulary"] = Json{
      {"regime", m.vocabulary_regime}, {"version", m.vocabulary_version}, {"sha256", m.vocabulary_sha256}};
  json["derivative"] =
      Json{{"file", m.derivative_file}, {"bytes", m.derivative_bytes}, {"sha256", m.derivative_sha256}};
  // Left out where there are none, so that a manifest without them is what it was before there were any.
  if (!m.renditions.empty()) json["renditions"] = ListJson(m.renditions, RenditionJson);
  json["banner"] = m.banner;
  json["stamp"] = m.stamp;
  json["codes"] = m.codes;
  json["units"] = ListJson(m.units, UnitJson);
  json["overrides"] = ListJson(m.overrides, OverrideJson);
  json["waivers"] = ListJson(m.waivers, WaiverJson);
  json["code_for_pending"] = nullptr;
  if (m.code_for_pending) {
    json["code_for_pending"] = Json{{"code", m.code_for_pending->code},
                                    {"reason", m.code_for_pending->reason},
                                    {"authority", m.code_for_pending->authority}};
  }
  json["attestation"] = nullptr;
  if (m.attestation) {
    json["attestation"] = Json{{"doc", m.attestation->doc},
                               {"root", m.attestation->root},
                               {"proof_bytes", m.attestation->proof_bytes},
                               {"proof_sha256", m.attestation->proof_sha256}};
  }
  json["recipients_sha256"] = DigestOrNull(m.recipients_sha256);
  json["supersedes"] = DigestOrNull(m.supersedes);
  return json;
}

// ---- reading ----

// Takes values out of JSON and remembers the first thing that was not as it must be.
class Reader {
 public:
  const Json& Member(const Json& object, const char* key) {
    static const Json none;
    if (!object.is_object() || !object.contains(key)) {
      Remember(fmt::format("it lacks \"{}\"", key));
      return none;
    }
    return object.at(key);
  }
  std::string String(const Json& object, const char* key) {
    const Json& value = Member(object, key);
    if (value.is_string()) return value.get<std::string>();
    Remember(fmt::format("\"{}\" is not a string", key));
    return {};
  }
  std::vector<std::string> Strings(const Json& object, const char* key) {
    std::vector<std::string> strings;
    for (const Json& value : List(object, key)) {
      if (!value.is_string()) {
        Remember(fmt::format("\"{}\" holds something that is no string", key));
        break;
      }
      strings.push_back(value.get<std::string>());
    }
    return strings;
  }
  std::uint64_t Number(const Json& object, const char* key) {
    const Json& value = Member(object, key);
    if (value.is_number_unsigned()) return value.get<std::uint64_t>();
    Remember(fmt::format("\"{}\" is not a whole number", key));
    return 0;
  }
  bool Flag(const Json& object, const char* key) {
    const Json& value = Member(object, key);
    if (value.is_boolean()) return value.get<bool>();
    Remember(fmt::format("\"{}\" is neither true nor false", key));
    return false;
  }
  // A string, or null for an empty one.
  std::string StringOrNull(const Json& object, const char* key) {
    return Member(object, key).is_null() ? std::string() : String(object, key);
  }
  const Json& List(const Json& object, const char* key) {
    static const Json empty = Json::array();
    const Json& value = Member(object, key);
    if (value.is_array()) return value;
    Remember(fmt::format("\"{}\" is not a list", key));
    return empty;
  }
  void Remember(std::string what) {
    if (what_.empty()) what_ = std::move(what);
  }
  [[nodiscard]] const std::string& what() const { return what_; }

 private:
  std::string what_;
};

Outcome ReadOutcome(Reader& reader, const Json& json) {
  const std::string name = reader.String(json, "outcome");
  for (const Outcome outcome : kOutcomes) {
    if (name == Name(outcome)) return outcome;
  }
  reader.Remember("\"outcome\" is none of release, mask, withhold");
  return Outcome::kWithhold;
}

void ReadLists(Reader& reader, const Json& json, Manifest& m) {
  m.codes = reader.Strings(json, "codes");
  for (const Json& one : reader.List(json, "units")) {
    Unit unit;
    unit.id = reader.String(one, "id");
    unit.outcome = ReadOutcome(reader, one);
    unit.amount = reader.String(one, "amount");
    unit.codes = reader.Strings(one, "codes");
    unit.rules = reader.Strings(one, "rules");
    unit.overridden = reader.Flag(one, "overridden");
    m.units.push_back(std::move(unit));
  }
  for (const Json& one : reader.List(json, "overrides")) {
    m.overrides.push_back({reader.String(one, "element"), reader.String(one, "action"),
                           reader.String(one, "mark"), reader.String(one, "reason"),
                           reader.String(one, "authority"), reader.String(one, "date"),
                           reader.Number(one, "places")});
  }
  for (const Json& one : reader.List(json, "waivers")) {
    m.waivers.push_back({reader.String(one, "finding"), reader.String(one, "reason"),
                         reader.String(one, "authority"), reader.String(one, "date")});
  }
  const Json& pending = reader.Member(json, "code_for_pending");
  if (!pending.is_null()) {
    m.code_for_pending = {reader.String(pending, "code"), reader.String(pending, "reason"),
                          reader.String(pending, "authority")};
  }
  const Json& attestation = reader.Member(json, "attestation");
  if (!attestation.is_null()) {
    m.attestation = {reader.String(attestation, "doc"), reader.String(attestation, "root"),
                     reader.Number(attestation, "proof_bytes"), reader.String(attestation, "proof_sha256")};
  }
  m.recipients_sha256 = reader.StringOrNull(json, "recipients_sha256");
  m.supersedes = reader.StringOrNull(json, "supersedes");
}

Manifest ReadManifest(Reader& reader, const Json& json) {
  Manifest m;
  if (reader.String(json, "schema") != kSchema) reader.Remember("its schema is not markings/release/1");
  m.generator = reader.String(json, "generator");
  m.date = reader.String(json, "date");
  m.document = reader.String(json, "document");
  const Json& audience = reader.Member(json, "audience");
  m.audience = reader.String(audience, "id");
  m.audience_title = reader.String(audience, "title");
  const Json& policy = reader.Member(json, "policy");
  m.policy_name = reader.String(policy, "name");
  m.policy_version = reader.String(policy, "version");
  m.policy_sha256 = reader.String(policy, "sha256");
  const Json& vocabulary = reader.Member(json, "vocabulary");
  m.vocabulary_regime = reader.String(vocabulary, "regime");
  m.vocabulary_version = reader.String(vocabulary, "version");
  m.vocabulary_sha256 = reader.String(vocabulary, "sha256");
  const Json& derivative = reader.Member(json, "derivative");
  m.derivative_file = reader.String(derivative, "file");
  m.derivative_bytes = reader.Number(derivative, "bytes");
  m.derivative_sha256 = reader.String(derivative, "sha256");
  if (json.contains("renditions")) {
    for (const Json& one : reader.List(json, "renditions")) {
      m.renditions.push_back({reader.String(one, "file"), reader.Number(one, "bytes"),
                              reader.String(one, "sha256"), reader.String(one, "media_type")});
    }
  }
  m.banner = reader.String(json, "banner");
  m.stamp = reader.String(json, "stamp");
  ReadLists(reader, json, m);
  return m;
}

// The parser keeps its own stack on the heap; this bounds what it may grow to.
Result<void> CheckDepth(std::string_view json) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return Bad({i, i + 1}, "the manifest is nested more deeply than its form");
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return {};
}

// Renditions that are of no kind, of another cable, or not in the one order.
std::optional<std::string> WrongRendition(const Manifest& m, std::string_view stem) {
  auto form = RenditionForms().begin();
  for (const Manifest::Rendition& rendition : m.renditions) {
    while (form != RenditionForms().end() && rendition.file != std::string(stem).append(form->suffix)) ++form;
    if (form == RenditionForms().end() || rendition.media_type != form->media_type) return rendition.file;
    ++form;
  }
  return std::nullopt;
}

// What the form alone does not say. Gives the text of the value that is wrong.
std::optional<std::pair<std::string, std::string>> WrongValue(const Manifest& m) {
  const auto wrong = [](const std::string& value, std::string message) {
    return std::make_optional(std::make_pair(value, std::move(message)));
  };
  for (const std::string* digest : {&m.policy_sha256, &m.vocabulary_sha256, &m.derivative_sha256}) {
    if (!IsSha256Hex(*digest)) return wrong(*digest, "a digest is not 64 lower-case hexadecimal digits");
  }
  for (const Manifest::Rendition& rendition : m.renditions) {
    if (!IsSha256Hex(rendition.sha256))
      return wrong(rendition.sha256, "a digest is not 64 lower-case hexadecimal digits");
  }
  for (const std::string* digest : {&m.recipients_sha256, &m.supersedes}) {
    if (!digest->empty() && !IsSha256Hex(*digest))
      return wrong(*digest, "a digest is not 64 lower-case hexadecimal digits");
  }
  if (m.attestation) {
    std::array<unsigned char, 16> doc;
    std::array<unsigned char, 32> root;
    if (!FromHex(m.attestation->doc, doc))
      return wrong(m.attestation->doc, "the original is not named by 32 hexadecimal digits");
    if (!DecodeBase64(m.attestation->root, root))
      return wrong(m.attestation->root, "the original's root is not 32 bytes in base64");
    if (!IsSha256Hex(m.attestation->proof_sha256)) {
      return wrong(m.attestation->proof_sha256, "a digest is not 64 lower-case hexadecimal digits");
    }
  }
  if (!IsUtcDate(m.date)) return wrong(m.date, "the date is not of the form 2026-11-23T10:15:00Z");
  const auto stem = internal::StemOfDerivative(m.derivative_file);
  if (!stem) return wrong(m.derivative_file, "the derivative's file is not a plain name that ends in .txt");
  if (const auto file = WrongRendition(m, *stem)) {
    return wrong(*file, "a rendition is none of those that a release may have, or not in their order");
  }
  return std::nullopt;
}

}  // namespace

std::string Manifest::Format() const {
  // `replace`: a string that is no UTF-8 gives a text that does not parse to it again, never an exception.
  return ManifestJson(*this).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Manifest> Manifest::Parse(std::string_view json) {
  if (json.size() > kMaxBytes) return Bad({}, "the manifest is larger than 16 MiB");
  if (auto depth = CheckDepth(json); !depth) return std::unexpected(std::move(depth).error());
  Json parsed;
  try {
    parsed = Json::parse(json);
  } catch (const Json::parse_error& error) {
    // The exception's words quote the input; only its place is of use.
    const std::size_t at = std::min(error.byte == 0 ? 0 : error.byte - 1, json.size());
    return Bad({at, at + 1}, "the manifest is not JSON");
  } catch (const Json::exception&) {
    return Bad({}, "the manifest holds a number that is out of range");
  }
  Reader reader;
  Manifest manifest = ReadManifest(reader, parsed);
  const std::string again = manifest.Format();
  if (!reader.what().empty() || again != json) {
    const auto [a, b] = std::ranges::mismatch(json, again);
    const auto at = static_cast<std::size_t>(a - json.begin());
    return Bad({at, at + 1}, reader.what().empty() ? "the manifest is not in its one fixed form"
                                                   : "the manifest is not in its form: " + reader.what());
  }
  if (const auto wrong = WrongValue(manifest)) {
    const std::size_t found = json.find("\"" + wrong->first + "\"");
    const std::size_t at = found == std::string_view::npos ? 0 : found + 1;
    return Bad({at, at + std::max<std::size_t>(wrong->first.size(), 1)}, wrong->second);
  }
  return manifest;
}

}  // namespace markings
