#include "libmarkings/marking/countries.h"

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/marking/internal/spelling_table.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings {

namespace internal {
extern const std::string_view kCountries;
}  // namespace internal

Result<Countries> Countries::Load(const Buffer& toml) {
  Countries countries;
  internal::TomlReader in(toml, ErrorCode::kBadVocabulary);
  const toml::table root = in.Parse();
  in.CheckKeys(root, {"schema", "title", "version", "source", "country", "group"});
  if (in.Text(root, "schema", true) != "markings/countries/1") {
    in.Refuse(root, "the schema is not markings/countries/1",
              "begin the file with schema = \"markings/countries/1\"");
  }
  std::vector<std::pair<const toml::table*, std::vector<std::string>>> members;
  for (const std::string_view key : {"country", "group"}) {
    for (const toml::table* row : in.Rows(root, key)) {
      in.CheckKeys(*row, {"code", "name", "members", "deprecated", "as_of", "source"});
      Code code{in.Text(*row, "code", true),
                in.Text(*row, "name", true),
                in.Text(*row, "source", false),
                in.Date(*row, "deprecated"),
                key == "group",
                {}};
      members.emplace_back(row, in.Texts(*row, "members"));
      countries.codes_.push_back(std::move(code));
    }
  }
  if (countries.codes_.size() > kMax) in.Refuse(root, "there are too many codes", "split the file");
  if (in.error()) return std::unexpected(*in.error());
  // Sorted with the members beside them.
  std::vector<std::size_t> order(countries.codes_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return countries.codes_[i].code; });
  std::vector<Code> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(countries.codes_[i]);
  countries.codes_ = std::move(sorted);
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (countries.codes_[i].code == countries.codes_[i - 1].code) {
      in.Refuse(*members[order[i]].first, fmt::format("the code '{}' stands twice", countries.codes_[i].code),
                "take one of them out");
    }
  }
  countries.Index();
  for (std::size_t i = 0; i < order.size(); ++i) {
    countries.codes_[i].members.set(i);
    for (const std::string& member : members[order[i]].second) {
      if (const auto found = countries.Find(member)) {
        countries.codes_[i].members.set(*found);
      } else {
        in.Refuse(*members[order[i]].first, fmt::format("there is no code '{}'", member),
                  "name a code of this file");
      }
    }
  }
  if (in.error()) return std::unexpected(*in.error());
  return countries;
}

const Countries& Countries::Get() {
  // A static's initialisation is thread-safe. A test holds the compiled-in table to be good.
  static const Countries countries = [] {
    auto buffer = Buffer::FromBytes(std::string(internal::kCountries), "vocabulary/countries.toml");
    auto loaded = buffer ? Load(*buffer) : Result<Countries>(std::unexpected(buffer.error()));
    return loaded ? *std::move(loaded) : Countries();
  }();
  return countries;
}

namespace {

std::size_t TrigraphSlot(std::uint32_t trigraph) { return trigraph * 0x9E3779B1U >> 22U; }
constexpr std::size_t kTrigraphSlots = 1024;

}  // namespace

void Countries::Index() {
  static_assert(kTrigraphSlots >= 2 * kMax, "a slot is always free");
  trigraphs_.assign(kTrigraphSlots, {});
  by_hash_.assign(2048, 0);
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    const auto index = static_cast<std::uint16_t>(i);
    if (const std::uint32_t trigraph = internal::Trigraph(codes_[i].code); trigraph != 0) {
      std::size_t at = TrigraphSlot(trigraph);
      while (trigraphs_[at].letters != 0) at = (at + 1) % kTrigraphSlots;
      trigraphs_[at] = {trigraph, index};
      continue;
    }
    longest_ = std::max(longest_, codes_[i].code.size());
    std::size_t at = internal::HashWord(codes_[i].code) & (by_hash_.size() - 1);
    while (by_hash_[at] != 0) at = (at + 1) & (by_hash_.size() - 1);
    by_hash_[at] = static_cast<std::uint16_t>(i + 1);
  }
}

std::optional<std::size_t> Countries::Find(std::string_view code) const {
  if (by_hash_.empty()) return std::nullopt;
  if (const std::uint32_t trigraph = internal::Trigraph(code); trigraph != 0) {
    std::size_t at = TrigraphSlot(trigraph);
    for (; trigraphs_[at].letters != 0; at = (at + 1) % kTrigraphSlots) {
      if (trigraphs_[at].letters == trigraph) return trigraphs_[at].index;
    }
    return std::nullopt;
  }
  if (code.size() > longest_) return std::nullopt;
  std::size_t at = internal::HashWord(code) & (by_hash_.size() - 1);
  for (; by_hash_[at] != 0; at = (at + 1) & (by_hash_.size() - 1)) {
    const std::size_t index = by_hash_[at] - 1U;
    if (codes_[index].code == code) return index;
  }
  return std::nullopt;
}

std::vector<std::size_t> Countries::CodesOf(const Set& set) const {
  Set covered;
  std::vector<std::size_t> groups;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    // A group stands for its members only where it was named: its own bit says so.
    if (codes_[i].group && set.test(i) && (codes_[i].members & ~set).none()) {
      groups.push_back(i);
      covered |= codes_[i].members;
    }
  }
  // A group inside another one that is there is not named again.
  std::erase_if(groups, [&](std::size_t one) {
    return std::ranges::any_of(
        groups, [&](std::size_t other) { return other != one && codes_[other].members.test(one); });
  });
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    if (!codes_[i].group && set.test(i) && !covered.test(i)) result.push_back(i);
  }
  result.insert(result.end(), groups.begin(), groups.end());
  return result;
}

}  // namespace markings
