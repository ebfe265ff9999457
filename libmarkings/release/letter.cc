#include "libmarkings/release/letter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace markings {
namespace {

// What a release says.
constexpr std::array<std::string_view, 14> kNames = {
    "audience", "banner",     "count-released", "count-masked", "count-withheld", "count-cuts", "date",
    "document", "exemptions", "officers",       "policy",       "stamp",          "statutes",   "stem",
};

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

bool IsName(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && std::ranges::all_of(name, fits);
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::unexpected<Error> Unusable(Span where, std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, where, std::move(message), std::move(fix));
}

Result<void> CheckFields(const std::map<std::string, std::string>& fields) {
  for (const auto& [name, value] : fields) {
    if (!IsName(name)) {
      return Unusable({}, "a field of the letter has a name of another form",
                      "use small letters, digits and hyphens");
    }
    if (std::ranges::find(kNames, name) != kNames.end()) {
      return Unusable({}, fmt::format("the field {} is what the release itself says", name),
                      "give it another name, in the template too");
    }
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (std::ranges::any_of(value, control))
      return Unusable({}, fmt::format("the field {} holds a control character", name),
                      "write it as one line");
  }
  return {};
}

// One line for each code that is used, with what it means.
std::vector<std::string> ExemptionLines(const VaughnIndex& index, const Policy& policy) {
  std::set<std::string> codes;
  for (const VaughnIndex::Cut& cut : index.cuts) codes.insert(cut.codes.begin(), cut.codes.end());
  std::size_t width = 0;
  for (const std::string& code : codes) width = std::max(width, code.size());
  std::vector<std::string> lines;
  for (const Exemption& exemption : policy.exemptions()) {
    if (codes.contains(exemption.code))
      lines.push_back(fmt::format("{:<{}}  {}", exemption.code, width, exemption.title));
  }
  const bool uncoded =
      std::ranges::any_of(index.cuts, [](const VaughnIndex::Cut& cut) { return cut.codes.empty(); });
  if (uncoded)
    lines.emplace_back(codes.empty() ? "no exemption is named" : "for some, no exemption is named");
  if (lines.empty()) lines.emplace_back("none: nothing is withheld");
  return lines;
}

template <class Values>
std::vector<std::string> SortedOrNone(const VaughnIndex& index, Values values) {
  std::set<std::string> found;
  for (const VaughnIndex::Cut& cut : index.cuts) values(cut, found);
  found.erase("");
  if (found.empty()) return {"none"};
  return {found.begin(), found.end()};
}

// The lines that a name stands for; most are one.
std::vector<std::string> Said(std::string_view name, const VaughnIndex& index, const Policy& policy,
                              const Audience& audience) {
  if (name == "audience") return {audience.title};
  if (name == "banner") return {index.banner};
  if (name == "count-released") return {std::to_string(index.document.released)};
  if (name == "count-masked") return {std::to_string(index.document.masked)};
  if (name == "count-withheld") return {std::to_string(index.document.withheld)};
  if (name == "count-cuts") return {std::to_string(index.cuts.size())};
  if (name == "date") return {index.date.substr(0, std::string_view("2026-11-23").size())};
  if (name == "document") return {index.record.empty() ? index.stem : index.record};
  if (name == "exemptions") return ExemptionLines(index, policy);
  if (name == "policy") return {index.policy};
  if (name == "stamp") return {index.stamp};
  if (name == "stem") return {index.stem};
  if (name == "statutes") {
    return SortedOrNone(index, [](const auto& cut, auto& found) { found.insert(cut.statute); });
  }
  return SortedOrNone(
      index, [](const auto& cut, auto& found) { found.insert(cut.officers.begin(), cut.officers.end()); });
}

}  // namespace

Result<LetterTemplate> LetterTemplate::Parse(const Buffer& text, std::map<std::string, std::string> fields) {
  if (auto usable = CheckFields(fields); !usable) return std::unexpected(std::move(usable).error());
  LetterTemplate letter;
  std::set<std::string, std::less<>> used;
  const std::string_view all = text.text();
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t open = std::min(all.find(kOpen, at), all.size());
    if (open > at) letter.parts_.push_back({std::string(all.substr(at, open - at)), {}});
    if (open == all.size()) break;
    const std::size_t close = all.find(kClose, open);
    const std::size_t line_end = std::min(all.find('\n', open), all.size());
    if (close > line_end) {
      return Unusable({open, open + kOpen.size()}, "{{ is not closed by }} on its line",
                      "write a name as {{stamp}}");
    }
    const std::string_view name = Trimmed(all.substr(open + kOpen.size(), close - open - kOpen.size()));
    const Span where{open, close + kClose.size()};
    const bool known = std::ranges::find(kNames, name) != kNames.end() || fields.contains(std::string(name));
    if (!IsName(name)) return Unusable(where, "this is no name", "use small letters, digits and hyphens");
    if (!known) {
      return Unusable(
          where, fmt::format("the letter has no {}", name),
          fmt::format("give --letter-field {}=VALUE, or write one of {}", name, fmt::join(kNames, ", ")));
    }
    used.emplace(name);
    letter.parts_.push_back({{}, std::string(name)});
    at = where.end;
  }
  for (const auto& [name, value] : fields) {
    if (!used.contains(name)) {
      return Unusable({}, fmt::format("the template has no place for the field {}", name),
                      "write {{" + name + "}} where it is to stand, or take the field out");
    }
  }
  letter.fields_ = std::move(fields);
  return letter;
}

std::vector<OutgoingText> LetterTemplate::Texts(const Policy& policy) const {
  std::vector<OutgoingText> texts;
  std::string words;
  for (const Part& part : parts_) words += part.name.empty() ? part.text : "{{" + part.name + "}}";
  texts.push_back({"letter", std::move(words)});
  for (const auto& [name, value] : fields_) texts.push_back({"letter-field:" + name, value});
  for (std::size_t i = 0; i < policy.exemptions().size(); ++i)
    texts.push_back({fmt::format("exemption{}:title", i + 1), policy.exemptions()[i].title});
  return texts;
}

std::string LetterTemplate::Fill(const VaughnIndex& index, const Policy& policy,
                                 const Audience& audience) const {
  std::string letter;
  for (const Part& part : parts_) {
    if (part.name.empty()) {
      letter += part.text;
      continue;
    }
    if (const auto field = fields_.find(part.name); field != fields_.end()) {
      letter += field->second;
      continue;
    }
    // Further lines stand below the first one.
    const std::size_t line = letter.rfind('\n') + 1;  // (npos + 1 is the beginning)
    std::string indent(letter.substr(line));
    if (indent.find_first_not_of(' ') != std::string::npos) indent.clear();
    letter += fmt::format("{}", fmt::join(Said(part.name, index, policy, audience), "\n" + indent));
  }
  if (!letter.ends_with('\n')) letter += '\n';
  return letter;
}

}  // namespace markings
