#include "libmarkings/report/policy_explain_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "libmarkings/marking/authority.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string_view EffectName(RuleEffect effect) {
  switch (effect) {
    case RuleEffect::kRelease:
      return "release";
    case RuleEffect::kWithhold:
      return "withhold";
    case RuleEffect::kMask:
      break;
  }
  return "mask";
}

class Writer {
 public:
  Writer(const Document& document, const Policy& policy, const PolicyExplanation& explanation)
      : document_(document), policy_(policy), all_(explanation), lines_(document.buffer().text()) {}

  Json Write() const {
    Json json = {{"schema", "markings/policy-explain/1"}};
    json["policy"] = {{"name", policy_.name()},
                      {"version", policy_.version()},
                      {"sha256", Sha256Hex(policy_.source_text())}};
    const AsOf as_of = all_.audiences.empty() ? AsOf() : all_.audiences.front().decisions.as_of;
    json["as_of"] = as_of ? Json(Name(*as_of)) : Json(nullptr);
    json["asked"] = all_.asked ? PlaceJson(*all_.asked) : Json(nullptr);
    json["complete"] = std::ranges::all_of(
        all_.audiences, [](const PolicyExplanation::OfAudience& one) { return one.changes.complete; });
    json["units"] = Json::array();
    for (std::size_t i = 0; i < all_.units.size(); ++i) json["units"].push_back(UnitJson(i));
    return json;
  }

 private:
  Json PlaceJson(Span span) const {
    const Position at = lines_.At(span.begin);
    return {{"line", at.line}, {"column", at.column}, {"span", Json::array({span.begin, span.end})}};
  }

  Json UnitJson(std::size_t i) const {
    const Element element = document_.elements()[all_.units[i]];
    Json json = {{"id", element.id()}, {"kind", Name(element.kind)}};
    json["place"] = PlaceJson(element.span);
    const MarkSource& mark = all_.marks[i];
    json["mark"] = {{"mark", TextOrNull(mark.mark)},
                    {"origin", Name(mark.origin)},
                    {"element", TextOrNull(mark.element)},
                    {"place", mark.where == Span{} ? Json(nullptr) : PlaceJson(mark.where)},
                    {"raised_by", TextOrNull(mark.raised_by)}};
    json["audiences"] = Json::array();
    for (const auto& audience : all_.audiences) json["audiences"].push_back(AudienceJson(audience, i));
    return json;
  }

  Json AudienceJson(const PolicyExplanation::OfAudience& of, std::size_t i) const {
    const Decision& decision = of.decisions.elements[all_.units[i]];
    const Why& why = of.whys[i];
    Json json = {{"audience", of.decisions.audience->id}, {"outcome", Name(decision.outcome)}};
    json["marking"] =
        decision.mark_known ? Json(PortionForm(document_.vocabulary(), decision.marking)) : Json(nullptr);
    json["codes"] = decision.codes;
    json["statute"] = decision.statute;
    json["reason"] = decision.reason.str();
    json["pending"] = decision.pending;
    json["overridden"] = decision.overridden;
    json["by"] = AccountsJson(why.by);
    json["beaten"] = AccountsJson(why.beaten);
    json["masked"] = AccountsJson(why.masked);
    json["failed"] = AccountsJson(why.failed);
    if (all_.asked) json["found"] = FoundJson(of.spans[i]);
    json["changes"] = Json::array();
    for (const Counterfactual& change : of.changes.of[i]) json["changes"].push_back(ChangeJson(change));
    return json;
  }

  static Json AccountsJson(const std::vector<RuleAccount>& accounts) {
    Json json = Json::array();
    for (const RuleAccount& one : accounts) {
      Json row = {{"rule", one.rule},
                  {"effect", one.effect ? Json(EffectName(*one.effect)) : Json(nullptr)},
                  {"reason", one.reason}};
      if (!one.failed.empty()) {
        row["failed"] = one.failed;
        row["failed_conditions"] = one.failed_conditions;
        row["conditions"] = one.conditions;
      }
      if (one.places > 0) row["places"] = one.places;
      json.push_back(std::move(row));
    }
    return json;
  }

  Json FoundJson(const SpanWhy& why) const {
    Json json = Json::array();
    for (const FoundPlace& place : why.found) {
      Json row = {{"kind", place.kind ? Json(Name(*place.kind)) : Json(nullptr)}};
      row["confidence"] = place.kind ? Json(place.confidence) : Json(nullptr);
      row["evidence"] = Json::array();
      for (int i = 0; i <= static_cast<int>(Evidence::kUnknown); ++i) {
        const auto evidence = static_cast<Evidence>(i);
        if (place.evidence.Has(evidence)) row["evidence"].push_back(Name(evidence));
      }
      row["place"] = PlaceJson(place.span);
      row["meets"] = place.meets;
      row["rules"] = Json::array();
      for (const FoundPlace::OfRule& rule : place.rules)
        row["rules"].push_back({{"rule", rule.rule}, {"kept", TextOrNull(rule.kept)}});
      json.push_back(std::move(row));
    }
    return json;
  }

  static Json ChangeJson(const Counterfactual& change) {
    return {{"steps", change.steps},
            {"by_hand", change.by_hand},
            {"toml", TextOrNull(change.toml)},
            {"outcome", Name(change.outcome)},
            {"others",
             {{"released", change.released},
              {"withheld", change.withheld},
              {"other_audiences", change.other_audiences}}}};
  }

  const Document& document_;
  const Policy& policy_;
  const PolicyExplanation& all_;
  const LineIndex lines_;
};

}  // namespace

std::string PolicyExplainJson(const Document& document, const Policy& policy,
                              const PolicyExplanation& explanation, int indent) {
  // Everything here is from vocabularies, policies and decisions, which are UTF-8; a replacement is safer
  // than a throw.
  return Writer(document, policy, explanation)
      .Write()
      .dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace markings
