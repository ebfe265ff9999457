#include <nlohmann/json.hpp>

#include "libmarkings/marking/authority.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/report/json.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json SpanJson(Span span) { return Json::array({span.begin, span.end}); }

Json MaskJson(const MaskSpan& mask) {
  return {{"span", SpanJson(mask.span)},
          {"as", mask.as},
          {"codes", mask.codes},
          {"rule", mask.rule},
          {"continued", mask.continued}};
}

Json DecisionJson(const Document& document, const Decision& decision) {
  const Element element = document.elements()[decision.element];
  Json json = {{"id", element.id()}, {"kind", Name(element.kind)}};
  json["number"] = element.number ? Json(*element.number) : Json(nullptr);
  json["marking"] =
      decision.mark_known ? Json(PortionForm(document.vocabulary(), decision.marking)) : Json(nullptr);
  json["mark_origin"] = Name(element.mark_origin);
  json["outcome"] = Name(decision.outcome);
  json["codes"] = decision.codes;
  json["statute"] = decision.statute;
  json["by"] = decision.rules;
  json["reason"] = decision.reason.str();
  json["also"] = Json::array();
  for (const BeatenRule& also : decision.also) json["also"].push_back(also.Shown());
  json["nearest"] = Json::array();
  for (const Decision::Nearest& nearest : decision.nearest) {
    json["nearest"].push_back({{"rule", nearest.rule}, {"failed", nearest.Shown()}});
  }
  json["masks"] = Json::array();
  for (const MaskSpan& mask : decision.masks) json["masks"].push_back(MaskJson(mask));
  json["pending"] = decision.pending;
  json["overridden"] = decision.overridden;
  json["span"] = SpanJson(element.span);
  return json;
}

Json FindingJson(const ResidualFinding& finding) {
  return {{"id", finding.id},         {"place", finding.place}, {"line", finding.line},
          {"column", finding.column}, {"kind", finding.kind},   {"from", finding.from},
          {"waived", finding.waived}};
}

}  // namespace

std::string ExplainJson(const Document& document, const Policy& policy, const Redaction& redaction,
                        int indent) {
  Json json = {{"schema", "markings/explain/1"}};
  json["policy"] = {
      {"name", policy.name()}, {"version", policy.version()}, {"sha256", Sha256Hex(policy.source_text())}};
  json["audience"] =
      redaction.decisions.audience == nullptr ? std::string() : redaction.decisions.audience->id;
  const AsOf& as_of = redaction.decisions.as_of;
  json["as_of"] = as_of ? Json(Name(*as_of)) : Json(nullptr);
  json["stamp"] = redaction.derivative.stamp;
  json["banner"] = redaction.derivative.banner_line;
  json["blocked"] = redaction.blocked();
  json["decisions"] = Json::array();
  for (const Decision& decision : redaction.decisions.elements)
    json["decisions"].push_back(DecisionJson(document, decision));
  json["pending"] = Json::array();
  for (const std::size_t index : redaction.decisions.pending)
    json["pending"].push_back(document.elements()[index].id());
  json["residual"] = Json::array();
  for (const ResidualFinding& finding : redaction.findings) json["residual"].push_back(FindingJson(finding));
  json["notes"] = redaction.decisions.notes;
  // Everything here is from vocabularies, policies and decisions, which are UTF-8; a replacement is safer
  // than a throw.
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace markings
