#include <fmt/format.h>

#include <string>

#include "cli/io.h"
#include "cli/policy_diff.h"
#include "libmarkings/marking/authority.h"

namespace markings::cli {
namespace {

std::string Transitions(const AudienceDiff& diff) {
  std::string text;
  for (const auto& [between, count] : diff.transitions)
    text += fmt::format("{}{} {} -> {}", text.empty() ? "" : ", ", count, between.first, between.second);
  return text;
}

std::string ChangeText(const ElementChange& change) {
  return fmt::format("    {} {}{}: {} -> {}: by {} -> {}\n", change.id, change.kind,
                     change.mark.empty() ? "" : " " + change.mark, OutcomeText(change.first),
                     OutcomeText(change.second), Listed(change.first.rules), Listed(change.second.rules));
}

PolicyJson SideOfJson(const DiffSide& side) {
  return {{"file", side.file}, {"name", side.name}, {"version", side.version}};
}

}  // namespace

std::size_t CountOf(const AudienceDiff& diff, Change change) {
  const auto found = diff.count.find(change);
  return found == diff.count.end() ? 0 : found->second;
}

std::string OnlyText(const CorpusDiff& diff) {
  std::string text;
  for (const std::string& audience : diff.only_first)
    text += fmt::format("{}: an audience of the first policy only\n", audience);
  for (const std::string& audience : diff.only_second)
    text += fmt::format("{}: an audience of the second policy only\n", audience);
  return text;
}

std::string DiffText(const CorpusDiff& diff) {
  std::string text =
      fmt::format("{} -> {}: {} documents compared, {} not read, {} in doubt\n", diff.first.file,
                  diff.second.file, diff.documents, diff.unread.size(), diff.in_doubt.size());
  text += OnlyText(diff);
  for (const AudienceDiff& one : diff.audiences) {
    text +=
        fmt::format("{}: of {} elements {} are shown more of, {} less, {} otherwise, in {} documents{}{}\n",
                    one.audience, one.elements, CountOf(one, Change::kMore), CountOf(one, Change::kLess),
                    CountOf(one, Change::kOtherwise), one.documents.size(),
                    one.transitions.empty() ? "" : ": ", Transitions(one));
    for (const AudienceDiff::OfDocument& document : one.documents) {
      text += fmt::format("  {}: {}\n", Printable(document.document), document.changes.size());
      for (const ElementChange& change : document.changes) text += ChangeText(change);
    }
  }
  return text + PassedOverText(diff.unread, diff.in_doubt);
}

PolicyJson DiffJson(const CorpusDiff& diff) {
  PolicyJson json = {{"schema", "markings/policy-diff/1"},
                     {"first", SideOfJson(diff.first)},
                     {"second", SideOfJson(diff.second)},
                     {"only_first", diff.only_first},
                     {"only_second", diff.only_second},
                     {"corpus",
                      {{"as_of", diff.as_of ? PolicyJson(Name(*diff.as_of)) : PolicyJson()},
                       {"documents", diff.documents},
                       {"not_read", PathsJson(diff.unread)},
                       {"in_doubt", PathsJson(diff.in_doubt)}}},
                     {"audiences", PolicyJson::array()}};
  for (const AudienceDiff& one : diff.audiences) {
    PolicyJson row = {{"audience", one.audience},
                      {"elements", one.elements},
                      {"more", CountOf(one, Change::kMore)},
                      {"less", CountOf(one, Change::kLess)},
                      {"otherwise", CountOf(one, Change::kOtherwise)},
                      {"transitions", PolicyJson::array()},
                      {"documents", PolicyJson::array()}};
    for (const auto& [between, count] : one.transitions)
      row["transitions"].push_back({{"from", between.first}, {"to", between.second}, {"count", count}});
    for (const AudienceDiff::OfDocument& document : one.documents) {
      PolicyJson changes = PolicyJson::array();
      for (const ElementChange& change : document.changes) {
        changes.push_back({{"element", change.id},
                           {"kind", change.kind},
                           {"mark", change.mark.empty() ? PolicyJson() : PolicyJson(change.mark)},
                           {"change", Name(change.change)},
                           {"from", SideJson(change.first)},
                           {"to", SideJson(change.second)}});
      }
      row["documents"].push_back({{"document", document.document}, {"changes", std::move(changes)}});
    }
    json["audiences"].push_back(std::move(row));
  }
  return json;
}

}  // namespace markings::cli
