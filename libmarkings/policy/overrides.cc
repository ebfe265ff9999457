#include "libmarkings/policy/overrides.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "libmarkings/marking/portion.h"
#include "libmarkings/policy/internal/binding.h"
#include "libmarkings/policy/internal/officers.h"
#include "libmarkings/policy/internal/unit_word.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings {
namespace {

constexpr std::size_t kMaxSpans = 1000;  // of one element

class OverridesLoader {
 public:
  OverridesLoader(const Buffer& buffer, const Policy& policy)
      : reader_(buffer, ErrorCode::kBadOverrides), policy_(policy) {}

  Result<Overrides> Load() {
    const toml::table root = reader_.Parse();
    if (reader_.error()) return std::unexpected(*reader_.error());
    reader_.CheckKeys(root, {"schema", "document", "salt", "decision", "mask", "waive", "document_mark"});
    if (reader_.Text(root, "schema", true) != "markings/decisions/1") {
      reader_.Refuse(root.contains("schema") ? *root.get("schema") : root,
                     "the schema is not markings/decisions/1", "write schema = \"markings/decisions/1\"");
    }
    overrides_.document = reader_.Text(root, "document", true);
    if (const toml::node* document = root.get("document")) overrides_.where = reader_.Where(*document);
    overrides_.salt = internal::FromHex(Digits(root, "salt")).value_or(std::string());
    std::set<std::string> elements;
    for (const toml::table* row : reader_.Rows(root, "decision")) ReadDecision(*row, elements);
    for (const toml::table* row : reader_.Rows(root, "mask")) ReadMask(*row);
    std::set<std::string> findings;
    for (const toml::table* row : reader_.Rows(root, "waive")) ReadWaiver(*row, findings);
    if (const toml::table* row = reader_.Table(root, "document_mark", false)) ReadDocumentMark(*row);
    if (reader_.error()) return std::unexpected(*reader_.error());
    return std::move(overrides_);
  }

 private:
  // 64 digits: a salt or a commitment. Absent: empty.
  std::string Digits(const toml::table& row, std::string_view key) {
    std::string digits = reader_.Text(row, key, false);
    if (!row.contains(key)) return {};
    if (digits.size() == internal::kBindingDigits && internal::FromHex(digits)) return digits;
    reader_.Refuse(*row.get(key), fmt::format("'{}' is not 64 hexadecimal digits in small letters", key),
                   "take it as markings decisions wrote it, or bind the file anew");
    return {};
  }

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

  // What all entries have: reason, authority, date, and what a carry left.
  template <class Entry>
  void ReadRest(const toml::table& row, Entry& entry, bool needs_authority) {
    entry.reason = reader_.Text(row, "reason", true);
    entry.authority = Authority(row, needs_authority, entry.authority_where);
    entry.date = reader_.Date(row, "date");
    entry.unmatched = Unmatched(row);
  }

  std::string Authority(const toml::table& row, bool required, Span& where) {
    const toml::node* node = row.get("authority");
    where = reader_.Where(node == nullptr ? row : *node);
    if (node == nullptr || node->is_string()) {
      std::string name = reader_.Text(row, "authority", required);
      if (node != nullptr && name.contains(';'))
        reader_.Refuse(*node, "a semicolon stands in an authority", "write two persons as a list");
      return name;
    }
    const std::vector<std::string> names = reader_.TextsOf(*node, "authority");
    const auto joined = JoinAuthorities(names);
    if (!joined && !reader_.error())
      reader_.Refuse(*node, "'authority' names a person twice, or holds a semicolon",
                     "write each person once, without a semicolon");
    return joined.value_or(std::string());
  }

  bool Unmatched(const toml::table& row) {
    if (!row.contains("carried")) return false;
    if (reader_.Text(row, "carried", true) != "unmatched" && !reader_.error())
      reader_.Refuse(*row.get("carried"), "'carried' can only be \"unmatched\"", "take it out");
    return true;
  }

  void ReadElement(const toml::table& row, Override& decision) {
    decision.element = reader_.Text(row, "element", true);
    decision.where = reader_.Where(row.contains("element") ? *row.get("element") : row);
    decision.binds = Digits(row, "binds");
    if (!decision.binds.empty() && overrides_.salt.empty())
      reader_.Refuse(*row.get("binds"), "'binds' stands without the salt of the file",
                     "take it out, and bind the file with markings decisions bind");
  }

  void ReadDecision(const toml::table& row, std::set<std::string>& seen) {
    reader_.CheckKeys(row, {"element", "binds", "action", "mark", "code", "statute", "spans", "as", "reason",
                            "authority", "date", "carried"});
    Override decision;
    ReadElement(row, decision);
    // (What was carried over and found no element has the id of another copy.)
    if (!row.contains("carried")) Once(seen, row, "element", decision.element);
    const std::string action = reader_.Text(row, "action", true);
    if (action == "release") {
      decision.action = Override::Action::kRelease;
    } else if (action == "mask") {
      decision.action = Override::Action::kMask;
    } else if (action != "withhold" && !reader_.error()) {
      reader_.Refuse(*row.get("action"), "this is no action", "write \"release\", \"withhold\" or \"mask\"");
    }
    decision.mark = Mark(row);
    ReadCodes(row, decision);
    const bool withholds = decision.action == Override::Action::kWithhold;
    if (decision.action == Override::Action::kRelease && !decision.codes.empty())
      reader_.Refuse(*row.get("code"), "what is released has no exemption code", "take 'code' out");
    if (withholds && decision.mark)
      reader_.Refuse(*row.get("mark"), "what is withheld keeps its mark", "take 'mark' out");
    if (decision.action == Override::Action::kMask) {
      ReadSpans(row, decision);
    } else {
      for (const char* key : {"spans", "as"}) {
        if (row.contains(key))
          reader_.Refuse(*row.get(key), fmt::format("'{}' goes with action = \"mask\"", key), "take it out");
      }
    }
    ReadRest(row, decision, !withholds);
    overrides_.decisions.push_back(std::move(decision));
  }

  void ReadMask(const toml::table& row) {
    reader_.CheckKeys(row, {"element", "binds", "code", "statute", "spans", "as", "reason", "authority",
                            "date", "carried"});
    Override mask;
    mask.action = Override::Action::kMask;
    ReadElement(row, mask);
    ReadCodes(row, mask);
    ReadSpans(row, mask);
    ReadRest(row, mask, false);
    overrides_.masks.push_back(std::move(mask));
  }

  // spans = [[10, 21], ...] and the word for what they hide.
  void ReadSpans(const toml::table& row, Override& decision) {
    decision.as = reader_.Text(row, "as", true);
    if (!decision.as.empty() && !internal::IsUnitWord(decision.as)) {
      reader_.Refuse(*row.get("as"), "this is no unit word",
                     "use small letters, hyphens and blanks, at most 32, such as \"name\"");
    }
    if (decision.codes.empty() && policy_.no_code() == NoCode::kStop)
      reader_.Refuse(row, "a mask needs an exemption code under no_code = \"stop\"", "add code = [\"...\"]");
    const toml::node* node = row.get("spans");
    const toml::array* spans = node == nullptr ? nullptr : node->as_array();
    if (spans == nullptr || spans->empty() || spans->size() > kMaxSpans) {
      reader_.Refuse(node == nullptr ? row : *node,
                     fmt::format("'spans' must be a list of 1 to {} spans", kMaxSpans),
                     "write spans = [[BEGIN, END]], in bytes of the element's text");
      return;
    }
    for (const toml::node& item : *spans) {
      const toml::array* pair = item.as_array();
      const bool two = pair != nullptr && pair->size() == 2;
      const auto begin = two ? (*pair)[0].value_exact<std::int64_t>() : std::nullopt;
      const auto end = two ? (*pair)[1].value_exact<std::int64_t>() : std::nullopt;
      if (!begin || !end || *begin < 0 || *end <= *begin) {
        reader_.Refuse(item, "this is no span", "write [BEGIN, END], END after BEGIN, both from 0");
        return;
      }
      decision.spans.push_back({static_cast<std::size_t>(*begin), static_cast<std::size_t>(*end)});
    }
  }

  void ReadDocumentMark(const toml::table& row) {
    reader_.CheckKeys(row, {"mark", "reason", "authority", "carried"});
    if (!row.contains("mark")) reader_.Refuse(row, "the key 'mark' is missing", "add mark = \"...\"");
    overrides_.document_mark = Mark(row);
    overrides_.document_mark_where = reader_.Where(row);
    overrides_.document_mark_reason = reader_.Text(row, "reason", true);
    overrides_.document_mark_authority = Authority(row, true, overrides_.document_mark_authority_where);
    overrides_.document_mark_unmatched = Unmatched(row);
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
    reader_.CheckKeys(row, {"finding", "reason", "authority", "date", "carried"});
    Waiver waiver;
    waiver.finding = reader_.Text(row, "finding", true);
    waiver.where = row.contains("finding") ? reader_.Where(*row.get("finding")) : reader_.Where(row);
    Once(seen, row, "finding", waiver.finding);
    ReadRest(row, waiver, true);
    overrides_.waivers.push_back(std::move(waiver));
  }

  internal::TomlReader reader_;
  const Policy& policy_;
  Overrides overrides_;
};

}  // namespace

Result<Overrides> Overrides::LoadDraft(const Buffer& toml, const Policy& policy) {
  try {
    return OverridesLoader(toml, policy).Load();
  } catch (const std::exception&) {
    return Fail(ErrorCode::kInternal, {}, "reading the overrides failed", "report this");
  }
}

Result<Overrides> Overrides::Load(const Buffer& toml, const Policy& policy) {
  auto overrides = LoadDraft(toml, policy);
  if (!overrides) return overrides;
  if (auto two = internal::CheckTwoPersons(policy, *overrides); !two)
    return std::unexpected(std::move(two).error());
  if (auto bound = internal::CheckBound(policy, *overrides); !bound)
    return std::unexpected(std::move(bound).error());
  return overrides;
}

}  // namespace markings
