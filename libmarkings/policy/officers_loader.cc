#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/policy/internal/officers.h"
#include "libmarkings/policy/internal/policy_loader.h"

namespace markings {

void PolicyLoader::ReadOfficers(const toml::table& root) {
  const toml::table* officers = reader_.Table(root, "officers", false);
  if (officers == nullptr) return;
  reader_.CheckKeys(*officers, {"two_person", "bound"});
  policy_.officers_.bound = reader_.Flag(*officers, "bound") || policy_.officers_.bound;
  const toml::node* node = officers->get("two_person");
  if (node == nullptr) return;
  if (node->is_boolean()) {
    if (!reader_.Flag(*officers, "two_person")) return;
    for (const auto& [name, act] : internal::kOfficerActs) policy_.officers_.two_person.push_back(act);
    return;
  }
  const std::vector<std::string> names = reader_.TextsOf(*node, "two_person");
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto* known =
        std::ranges::find(internal::kOfficerActs, names[i], &std::pair<std::string_view, OfficerAct>::first);
    if (known == internal::kOfficerActs.end()) {
      reader_.Refuse(internal::TomlReader::ItemOf(*node, i),
                     fmt::format("'{}' is nothing that an officer decides", names[i]),
                     "name release, mask, waive, document_mark or code; or write two_person = true");
      return;
    }
    policy_.officers_.two_person.push_back(known->second);
  }
}

}  // namespace markings
