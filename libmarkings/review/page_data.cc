#include "libmarkings/review/internal/page_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/decision_binding.h"
#include "libmarkings/review/internal/rows.h"
#include "libmarkings/text/hex.h"

namespace markings::internal {
namespace {

using Json = nlohmann::ordered_json;

std::string_view Name(Override::Action action) {
  switch (action) {
    case Override::Action::kRelease:
      return "release";
    case Override::Action::kWithhold:
      return "withhold";
    case Override::Action::kMask:
      return "mask";
  }
  return {};
}

std::string_view Name(OfficerAct act) {
  switch (act) {
    case OfficerAct::kRelease:
      return "release";
    case OfficerAct::kMask:
      return "mask";
    case OfficerAct::kWaive:
      return "waive";
    case OfficerAct::kDocumentMark:
      return "document_mark";
    case OfficerAct::kCode:
      return "code";
  }
  return {};
}

Json OverrideJson(const Override& decision, const Vocabulary& vocabulary) {
  Json json = {{"element", decision.element}, {"action", Name(decision.action)}};
  if (!decision.binds.empty()) json["binds"] = decision.binds;
  if (decision.mark) json["mark"] = PortionForm(vocabulary, *decision.mark);
  if (!decision.codes.empty()) json["code"] = decision.codes;
  if (!decision.statute.empty()) json["statute"] = decision.statute;
  if (!decision.spans.empty()) {
    json["spans"] = Json::array();
    for (const Span& span : decision.spans) json["spans"].push_back({span.begin, span.end});
    json["as"] = decision.as;
  }
  json["reason"] = decision.reason;
  json["authority"] = Authorities(decision.authority);
  if (!decision.date.empty()) json["date"] = decision.date;
  return json;
}

Json WaiverJson(const Waiver& waiver) {
  Json json = {
      {"finding", waiver.finding}, {"reason", waiver.reason}, {"authority", Authorities(waiver.authority)}};
  if (!waiver.date.empty()) json["date"] = waiver.date;
  return json;
}

// The words that the policy's masks and recognisers use for what they hide.
Json UnitWords(const Policy& policy) {
  std::set<std::string> words = {"name", "number", "address", "place", "date"};
  for (const Rule& rule : policy.rules()) {
    if (!rule.as.empty()) words.insert(rule.as);
    for (const auto& [kind, word] : rule.as_kind) words.insert(word);
  }
  return words;
}

// What is the officer's own of a draft: not what stands in for a missing decision.
bool IsOfficers(const Override& decision) { return !decision.reason.empty(); }

}  // namespace

std::string PageData(const Document& document, const Policy& policy, const Review& review,
                     const ReviewOptions& options, const std::vector<std::size_t>& units) {
  const Overrides& overrides = *review.overrides;
  const Redaction& redaction = review.redaction;
  const std::string salt = overrides.salt.empty() ? NewDecisionSalt() : overrides.salt;
  Json json = {{"document", DecisionsNameOf(document)}};
  json["salt"] = ToHex({reinterpret_cast<const unsigned char*>(salt.data()), salt.size()});
  json["today"] = options.today;
  json["policy"] = {{"name", policy.name()}, {"version", policy.version()}};
  json["audience"] = redaction.decisions.audience->id;
  json["stops_without_code"] = policy.no_code() == NoCode::kStop;
  json["exemptions"] = Json::array();
  for (const Exemption& exemption : policy.exemptions()) {
    json["exemptions"].push_back(
        {{"code", exemption.code}, {"title", exemption.title}, {"statute", exemption.needs_statute}});
  }
  json["two_person"] = Json::array();
  for (const OfficerAct act : policy.officers().two_person) json["two_person"].push_back(Name(act));
  json["words"] = UnitWords(policy);
  json["units"] = Json::array();
  for (const std::size_t unit : units) {
    const Element element = document.elements()[unit];
    if (!TakesDecisions(element)) continue;
    const Decision& decision = redaction.decisions.elements[unit];
    const bool in_doubt = std::ranges::binary_search(review.in_doubt, unit);
    json["units"].push_back({{"unit", unit},
                             {"id", element.id()},
                             {"binds", BindDecision(document, salt, unit)},
                             {"outcome", Name(decision.outcome)},
                             {"pending", decision.pending},
                             {"mark_known", element.mark_known},
                             {"in_doubt", in_doubt}});
  }
  json["document_in_doubt"] = review.document_in_doubt;
  json["findings"] = Json::array();
  for (const ResidualFinding& finding : redaction.findings) {
    const std::size_t element = document.Find(finding.place);
    json["findings"].push_back({{"id", finding.id},
                                {"place", finding.place},
                                {"unit", element == kNoElement ? Json(nullptr) : Json(element)},
                                {"kind", finding.kind},
                                {"from", finding.from},
                                {"waived", finding.waived}});
  }
  Json decided = {{"decision", Json::array()}, {"mask", Json::array()}, {"waive", Json::array()}};
  for (const Override& decision : overrides.decisions) {
    if (IsOfficers(decision)) decided["decision"].push_back(OverrideJson(decision, document.vocabulary()));
  }
  for (const Override& mask : overrides.masks)
    decided["mask"].push_back(OverrideJson(mask, document.vocabulary()));
  for (const Waiver& waiver : overrides.waivers) decided["waive"].push_back(WaiverJson(waiver));
  if (overrides.document_mark && !overrides.document_mark_reason.empty()) {
    decided["document_mark"] = {{"mark", PortionForm(document.vocabulary(), *overrides.document_mark)},
                                {"reason", overrides.document_mark_reason},
                                {"authority", Authorities(overrides.document_mark_authority)}};
  }
  json["decided"] = std::move(decided);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace markings::internal
