#include "libmarkings/policy/overrides.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "libmarkings/cable/document.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings {
namespace {

class OverridesLoader {
 public:
  OverridesLoader(const Buffer& buffer, const Policy& policy)
      : reader_(buffer, ErrorCode::kBadOverrides), policy_(policy) {}

  Result<Overrides> Load() {
    const toml::table root = reader_.Parse();
    if (reader_.error()) return std::unexpected(*reader_.error());
    reader_.CheckKeys(root, {"schema", "document", "decision", "waive", "document_mark"});
    if (reader_.Text(root, "schema", true) != "markings/decisions/1") {
      reader_.Refuse(root.contains("schema") ? *root.get("schema") : root,
                     "the schema is not markings/decisions/1", "write schema = \"markings/decisions/1\"");
    }
    overrides_.document = reader_.Text(root, "document", true);
    if (const toml::node* document = root.get("document")) overrides_.where = reader_.Where(*document);
    std::set<std::string> elements;
    for (const toml::table* row : reader_.Rows(root, "decision")) ReadDecision(*row, elements);
    std::set<std::string> findings;
    for (const toml::table* row : reader_.Rows(root, "waive")) ReadWaiver(*row, findings);
    if (const toml::table* row = reader_.Table(root, "document_mark", false)) {
      reader_.CheckKeys(*row, {"mark", "reason", "authority"});
      if (!row->contains("mark")) reader_.Refuse(*row, "the key 'mark' is missing", "add mark = \"...\"");
      overrides_.document_mark = Mark(*row);
      overrides_.document_mark_reason = reader_.Text(*row, "reason", true);
      overrides_.document_mark_authority = reader_.Text(*row, "authority", true);
    }
    if (reader_.error()) return std::unexpected(*reader_.error());
    return std::move(overrides_);
  }

 private:
  std::optional<Marking> Mark(const toml::table& row) {
    const toml::node* node = row.get("mark");
    if (node == nullptr) return std::nullopt;
    const ParsedMarking mark = ParsePortion(policy_.vocabulary(), reader_.TextOf(*node, "mark"));
    if (mark.status == MarkingStatus::kValid && !mark.entire_text) return mark.value;
    reader_.Refuse(*node, "this is no mark of the vocabulary",
                   "write a portion mark such as \"" + policy_.vocabulary().levels().front().portion + "\"");
    return std::nullopt;
  }

  void Once(std::set<std::string>& seen, const toml::table& row, std::string_view key,
            const std::string& name) {
    if (!name.empty() && !seen.insert(name).second)
      reader_.Refuse(*row.get(key), fmt::format("'{}' is decided twice", name), "keep one of the two");
  }

  void ReadDecision(const toml::table& row, std::set<std::string>& seen) {
    reader_.CheckKeys(row, {"element", "action", "mark", "code", "statute", "reason", "authority", "date"});
    Override decision;
    decision.element = reader_.Text(row, "element", true);
    decision.where = row.contains("element") ? reader_.Where(*row.get("element")) : reader_.Where(row);
    Once(seen, row, "element", decision.element);
    const std::string action = reader_.Text(row, "action", true);
    if (action == "release") {
      decision.action = Override::Action::kRelease;
    } else if (action != "withhold" && !reader_.error()) {
      reader_.Refuse(*row.get("action"), "this is no action", "write \"release\" or \"withhold\"");
    }
    decision.mark = Mark(row);
    ReadCodes(row, decision);
    const bool releases = decision.action == Override::Action::kRelease;
    if (releases && !decision.codes.empty())
      reader_.Refuse(*row.get("code"), "what is released has no exemption code", "take 'code' out");
    if (!releases && decision.mark)
      reader_.Refuse(*row.get("mark"), "what is withheld keeps its mark", "take 'mark' out");
    decision.reason = reader_.Text(row, "reason", true);
    decision.authority = reader_.Text(row, "authority", releases);
    decision.date = reader_.Date(row, "date");
    overrides_.decisions.push_back(std::move(decision));
  }

  void ReadCodes(const toml::table& row, Override& decision) {
    decision.codes = reader_.Texts(row, "code");
    decision.statute = reader_.Text(row, "statute", false);
    bool needs_statute = false;
    for (const std::string& code : decision.codes) {
      const auto known = std::ranges::find(policy_.exemptions(), code, &Exemption::code);
      if (known == policy_.exemptions().end()) {
        reader_.Refuse(*row.get("code"), fmt::format("the policy has no exemption '{}'", code),
                       "use a code that the policy defines");
        return;
      }
      needs_statute = needs_statute || known->needs_statute;
    }
    if (needs_statute && decision.statute.empty()) {
      reader_.Refuse(*row.get("code"), "this code needs a statute", "add statute = \"...\"");
    }
    if (decision.codes.empty() && !decision.statute.empty()) {
      reader_.Refuse(*row.get("statute"), "a statute goes with an exemption code", "add code = [\"...\"]");
    }
  }

  void ReadWaiver(const toml::table& row, std::set<std::string>& seen) {
    reader_.CheckKeys(row, {"finding", "reason", "authority", "date"});
    Waiver waiver;
    waiver.finding = reader_.Text(row, "finding", true);
    waiver.where = row.contains("finding") ? reader_.Where(*row.get("finding")) : reader_.Where(row);
    Once(seen, row, "finding", waiver.finding);
    waiver.reason = reader_.Text(row, "reason", true);
    waiver.authority = reader_.Text(row, "authority", true);
    waiver.date = reader_.Date(row, "date");
    overrides_.waivers.push_back(std::move(waiver));
  }

  internal::TomlReader reader_;
  const Policy& policy_;
  Overrides overrides_;
};

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Result<Overrides> Overrides::Load(const Buffer& toml, const Policy& policy) {
  try {
    return OverridesLoader(toml, policy).Load();
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the overrides failed", "report this");
  }
}

Result<void> Overrides::CheckFits(const Document& document_to_fit) const {
  const std::string mrn = FormatMrn(document_to_fit.header());
  const std::string_view name =
      mrn.empty() ? FileName(document_to_fit.buffer().name()) : std::string_view(mrn);
  // (Overrides made by a program, not read from a file, may leave the name out.)
  if (!document.empty() && document != name) {
    return Fail(ErrorCode::kBadOverrides, where, "these decisions are for another document",
                mrn.empty() ? "write the file name of this document"
                            : "write the MRN of this document, as its class line has it");
  }
  for (const Override& decision : decisions) {
    const std::size_t index = document_to_fit.Find(decision.element);
    if (index == kNoElement) {
      return Fail(ErrorCode::kBadOverrides, decision.where,
                  fmt::format("the document has no element '{}'", decision.element),
                  "name an element that `markings redact --explain` lists");
    }
    const Element element = document_to_fit.elements()[index];
    if (element.continues != kNoElement) {
      return Fail(ErrorCode::kBadOverrides, decision.where,
                  fmt::format("'{}' is a part of another element", decision.element),
                  fmt::format("decide '{}' as a whole", document_to_fit.elements()[element.continues].id()));
    }
    if (!IsPortion(element.kind)) {
      return Fail(ErrorCode::kBadOverrides, decision.where,
                  fmt::format("'{}' is no portion: nothing is decided on it", decision.element),
                  "take the decision out");
    }
  }
  return {};
}

}  // namespace markings
