// Redaction for C.

#include "libmarkings/c/internal/handles.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/day.h"

namespace {

using markings::internal::BadArgument;
using markings::internal::ErrorForC;
using markings::internal::Given;
using markings::internal::GiveStruct;
using markings::internal::Guarded;
using markings::internal::JoinWords;
using markings::internal::TakeStruct;
using markings::internal::View;

// (Without a default, so that the compiler names an outcome that has no value here.)
markings_outcome OutcomeForC(markings::Outcome outcome) {
  switch (outcome) {
    case markings::Outcome::kRelease:
      return MARKINGS_RELEASE;
    case markings::Outcome::kMask:
      return MARKINGS_MASK;
    case markings::Outcome::kWithhold:
      return MARKINGS_WITHHOLD;
    case markings::Outcome::kDrop:
      return MARKINGS_DROP;
  }
  return MARKINGS_WITHHOLD;
}

void MakeStrings(markings_redaction& made) {
  made.decisions.reserve(made.redaction.decisions.elements.size());
  for (const markings::Decision& one : made.redaction.decisions.elements) {
    made.decisions.push_back(
        {.element = made.document->elements()[one.element].id(),
         .marking = one.mark_known ? PortionForm(made.document->vocabulary(), one.marking) : std::string(),
         .rules = JoinWords(one.rules.items()),
         .codes = JoinWords(one.codes.items())});
  }
  made.from.reserve(made.redaction.findings.size());
  for (const markings::ResidualFinding& one : made.redaction.findings)
    made.from.push_back(JoinWords(one.from));
}

// What the options say.
std::optional<markings_error> ReadOptions(const markings_redact_options& given, markings_redaction& made,
                                          markings::RedactOptions& options) {
  if (given.file_stem != nullptr) options.file_stem = given.file_stem;
  if (given.as_of != nullptr) {
    options.as_of = markings::ReadDay(given.as_of);
    if (!options.as_of) return BadArgument("as_of is no day", "write it as 2031-05-17");
  }
  if (!Given(given.decisions)) return std::nullopt;
  constexpr std::string_view kName = "decisions";
  const std::string_view bytes = View(given.decisions);
  const auto text = markings::Buffer::FromBytes(std::string(bytes), std::string(kName));
  if (!text) return ErrorForC(text.error(), kName, bytes);
  auto overrides = markings::Overrides::Load(*text, *made.policy);
  if (!overrides) return ErrorForC(overrides.error(), kName, bytes);
  made.overrides = *std::move(overrides);
  options.overrides = &*made.overrides;
  return std::nullopt;
}

}  // namespace

extern "C" {

markings_status markings_redact(const markings_document* document, const markings_policy* policy,
                                const char* audience, const markings_redact_options* options,
                                markings_redaction** redaction, markings_error** error) {
  if (redaction != nullptr) *redaction = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (document == nullptr || policy == nullptr || audience == nullptr || redaction == nullptr)
      return BadArgument("document, policy, audience or redaction is NULL", "give all of them");
    // Marks are read by the vocabulary: that of another policy would give them another meaning.
    if (&document->document->vocabulary() != &policy->policy->vocabulary())
      return BadArgument("the document was parsed with the vocabulary of another policy",
                         "parse it with this policy");
    auto made = std::make_unique<markings_redaction>();
    made->policy = policy->policy;
    made->document = document->document;
    markings::RedactOptions with;
    if (options != nullptr) {
      const auto taken = TakeStruct(options);
      if (!taken)
        return BadArgument("struct_size of the options is wrong, or they are of a later version",
                           "set it to sizeof(markings_redact_options)");
      if (auto wrong = ReadOptions(*taken, *made, with)) return wrong;
    }
    auto done = markings::Redact(*made->document, *made->policy, audience, with);
    if (!done) {
      const bool in_decisions = done.error().code == markings::ErrorCode::kBadOverrides && options != nullptr;
      const markings::Buffer& text = made->document->buffer();
      return in_decisions ? ErrorForC(done.error(), "decisions", View(options->decisions))
                          : ErrorForC(done.error(), text.name(), text.text());
    }
    made->redaction = *std::move(done);
    MakeStrings(*made);
    *redaction = made.release();
    return std::nullopt;
  });
}

int32_t markings_redaction_blocked(const markings_redaction* redaction) {
  return redaction == nullptr || redaction->redaction.blocked() ? 1 : 0;
}

const char* markings_redaction_derivative(const markings_redaction* redaction, size_t* size) {
  const bool out = markings_redaction_blocked(redaction) == 0;
  if (size != nullptr) *size = out ? redaction->redaction.derivative.text.size() : 0;
  return out ? redaction->redaction.derivative.text.c_str() : nullptr;
}

const char* markings_redaction_banner(const markings_redaction* redaction) {
  return redaction == nullptr ? "" : redaction->redaction.derivative.banner_line.c_str();
}

const char* markings_redaction_stamp(const markings_redaction* redaction) {
  return redaction == nullptr ? "" : redaction->redaction.derivative.stamp.c_str();
}

markings_status markings_redaction_explain_json(const markings_redaction* redaction, markings_text** json,
                                                markings_error** error) {
  if (json != nullptr) *json = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (redaction == nullptr || json == nullptr)
      return BadArgument("redaction or json is NULL", "give both of them");
    *json = new markings_text{
        markings::ExplainJson(*redaction->document, *redaction->policy, redaction->redaction, -1)};
    return std::nullopt;
  });
}

size_t markings_redaction_decision_count(const markings_redaction* redaction) {
  return redaction == nullptr ? 0 : redaction->decisions.size();
}

markings_status markings_redaction_decision(const markings_redaction* redaction, size_t index,
                                            markings_decision* decision) {
  if (index >= markings_redaction_decision_count(redaction)) return MARKINGS_BAD_ARGUMENT;
  const markings::Decision& one = redaction->redaction.decisions.elements[index];
  const auto& strings = redaction->decisions[index];
  // (Names of kinds are literals.)
  const char* kind = Name(redaction->document->elements()[one.element].kind).data();
  return GiveStruct(markings_decision{.struct_size = 0,
                                      .element = strings.element.c_str(),
                                      .kind = kind,
                                      .marking = strings.marking.c_str(),
                                      .rules = strings.rules.c_str(),
                                      .reason = one.reason.str().c_str(),
                                      .codes = strings.codes.c_str(),
                                      .outcome = OutcomeForC(one.outcome),
                                      .pending = one.pending ? 1 : 0,
                                      .overridden = one.overridden ? 1 : 0},
                    decision);
}

size_t markings_redaction_finding_count(const markings_redaction* redaction) {
  return redaction == nullptr ? 0 : redaction->redaction.findings.size();
}

markings_status markings_redaction_finding(const markings_redaction* redaction, size_t index,
                                           markings_finding* finding) {
  if (index >= markings_redaction_finding_count(redaction)) return MARKINGS_BAD_ARGUMENT;
  const markings::ResidualFinding& one = redaction->redaction.findings[index];
  return GiveStruct(markings_finding{.struct_size = 0,
                                     .id = one.id.c_str(),
                                     .place = one.place.c_str(),
                                     .kind = one.kind.c_str(),
                                     .from = redaction->from[index].c_str(),
                                     .line = one.line,
                                     .column = one.column,
                                     .waived = one.waived ? 1 : 0},
                    finding);
}

void markings_redaction_free(markings_redaction* redaction) { delete redaction; }

}  // extern "C"
