#include "libmarkings/policy/internal/policy_loader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "libmarkings/marking/clearance.h"
#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

// A code stands in brackets in the derivative, among others with blanks between: "(b)(6)", "1.4(d)", "B6".
bool IsCode(std::string_view code) {
  constexpr std::size_t kMaxCode = 32;
  return !code.empty() && code.size() <= kMaxCode && std::ranges::all_of(code, [](char c) {
    return c > ' ' && c < 0x7F && c != '[' && c != ']' && c != ':' && c != ',' && c != '?';
  });
}

}  // namespace

Result<Policy> PolicyLoader::Load() {
  const toml::table root = reader_.Parse();
  if (reader_.error()) return std::unexpected(*reader_.error());
  reader_.CheckKeys(
      root, {"schema", "name", "version", "extends", "replace", "unmarked", "no_code", "vocabulary",
             "audiences", "exemptions", "lists", "officers", "rule", "corpus", "residual", "leak", "test"});
  if (reader_.Text(root, "schema", true) != "markings/policy/1") {
    reader_.Refuse(root.contains("schema") ? *root.get("schema") : root,
                   "the schema is not markings/policy/1", "write schema = \"markings/policy/1\"");
  }
  if (!reader_.error()) ReadBase(root);
  const Unmarked base_unmarked = policy_.unmarked_;
  const NoCode base_no_code = policy_.no_code_;
  policy_.name_ = reader_.Name(root, "name");
  policy_.version_ = reader_.Name(root, "version");
  policy_.source_text_ = std::string(buffer_.text()) + base_source_;
  policy_.unmarked_ =
      Choice(root, "unmarked", "withhold", "banner") ? Unmarked::kBanner : Unmarked::kWithhold;
  policy_.no_code_ = Choice(root, "no_code", "stop", "mark") ? NoCode::kMark : NoCode::kStop;
  if (extended_ && !reader_.error()) ReadReplaced(root);
  if (extended_ && !reader_.error()) CheckAsStrict(root, base_unmarked, base_no_code);
  // Each part needs those before it; the first fault ends the reading.
  if (!reader_.error()) ReadVocabulary(root);
  if (!reader_.error()) ReadAudiences(root);
  if (!reader_.error()) ReadExemptions(root);
  if (!reader_.error()) ReadLists(root);
  ReadOfficers(root);
  if (!reader_.error()) ReadRules(root);
  if (!reader_.error()) CheckReplaced(root);
  if (!reader_.error()) ReadCorpus(root);
  if (const toml::table* residual = reader_.Table(root, "residual", false)) {
    reader_.CheckKeys(*residual, {"common"});
    for (std::string& word : reader_.Texts(*residual, "common", internal::TomlReader::Emptiness::kAllowed))
      policy_.common_words_.push_back(std::move(word));
  }
  if (!reader_.error()) ReadLeak(root);
  if (!reader_.error()) ReadTests(root);
  if (reader_.error()) return std::unexpected(*reader_.error());
  return std::move(policy_);
}

void PolicyLoader::ReadLeak(const toml::table& root) {
  const toml::table* leak = reader_.Table(root, "leak", false);
  if (leak == nullptr) return;
  reader_.CheckKeys(*leak, {"min_bits"});
  constexpr double kMost = 32;
  const toml::node* bits = leak->get("min_bits");
  const double least = bits != nullptr && bits->is_number() ? bits->value_or(0.0) : 0.0;
  if (!(least > 0 && least <= kMost)) {
    reader_.Refuse(bits != nullptr ? *bits : *leak, "'min_bits' must be a number above 0, at most 32",
                   "write min_bits = 3");
    return;
  }
  if (least < policy_.min_bits_.value_or(0)) {
    reader_.Refuse(*bits, "'min_bits' is less than that of the policy that it extends",
                   "write at least as many, or take it out");
  }
  policy_.min_bits_ = least;
}

bool PolicyLoader::Choice(const toml::table& table, std::string_view key, std::string_view first,
                          std::string_view second) {
  return OneOf(table, key, {first, second}) == 1;
}

std::size_t PolicyLoader::OneOf(const toml::table& table, std::string_view key,
                                std::initializer_list<std::string_view> words) {
  const std::string word = reader_.Text(table, key, false);
  if (word.empty()) return 0;
  const auto* const found = std::ranges::find(words, word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  reader_.Refuse(*table.get(key), fmt::format("'{}' cannot be '{}'", key, word),
                 fmt::format("write \"{}\"", fmt::join(words, "\" or \"")));
  return 0;
}

std::optional<Marking> PolicyLoader::Mark(const toml::node& node, std::string_view key) {
  const ParsedMarking mark = ParsePortion(*policy_.vocabulary_, reader_.TextOf(node, key));
  if (mark.status == MarkingStatus::kValid && !mark.entire_text) return mark.value;
  reader_.Refuse(node, fmt::format("'{}' is no mark of the vocabulary", key),
                 "write a portion mark such as \"" + policy_.vocabulary_->levels().front().portion + "\"");
  return std::nullopt;
}

void PolicyLoader::CheckAudience(Span where, const std::string& id) {
  std::vector<std::string_view> known;
  for (const Audience& audience : policy_.audiences_) {
    if (audience.id == id) return;
    known.push_back(audience.id);
  }
  reader_.Refuse(where, fmt::format("there is no audience '{}'", id),
                 internal::TomlReader::DidYouMean(id, known, "define it under [audiences]"));
}

const Exemption* PolicyLoader::FindExemption(const toml::node& node, const std::string& code) {
  std::vector<std::string_view> known;
  for (const Exemption& exemption : policy_.exemptions_) {
    if (exemption.code == code) return &exemption;
    known.push_back(exemption.code);
  }
  reader_.Refuse(node, fmt::format("there is no exemption '{}'", code),
                 internal::TomlReader::DidYouMean(code, known, "define it under [exemptions]"));
  return nullptr;
}

void PolicyLoader::CheckNew(Span where, std::string_view what, std::string_view id, bool known) {
  if (!known) return;
  reader_.Refuse(where, fmt::format("the policy that it extends has {} '{}' already", what, id),
                 "give it another name, or take it out");
}

void PolicyLoader::ReadVocabulary(const toml::table& root) {
  if (extended_) return CheckSameVocabulary(root);
  std::string regime = "auto";
  const toml::table* table = reader_.Table(root, "vocabulary", false);
  if (table != nullptr) {
    reader_.CheckKeys(*table, {"extends", "edition"});
    regime = reader_.Text(*table, "extends", true);
    if (table->contains("edition")) policy_.edition_ = reader_.Text(*table, "edition", true);
  }
  if (reader_.error()) return;
  if (policy_.vocabulary_) {
    if (!policy_.edition_.empty()) CheckEdition(*table->get("edition"), *policy_.vocabulary_);
    return;
  }
  auto vocabulary = Vocabulary::ForRegime(regime, policy_.edition_);
  if (!vocabulary && vocabulary.error().code == ErrorCode::kUnknownEdition) {
    reader_.Refuse(*table->get("edition"), "the vocabulary has no such edition", vocabulary.error().fix);
  } else if (vocabulary) {
    policy_.vocabulary_ = *std::move(vocabulary);
    if (!policy_.edition_.empty()) CheckEdition(*table->get("edition"), *policy_.vocabulary_);
  } else if (table != nullptr) {
    reader_.Refuse(*table->get("extends"), "there is no such vocabulary", vocabulary.error().fix);
  } else {
    reader_.Refuse(root, "there is no default vocabulary", "add [vocabulary] with extends = \"...\"");
  }
}

void PolicyLoader::CheckSameVocabulary(const toml::table& root) {
  const toml::table* table = reader_.Table(root, "vocabulary", false);
  if (table == nullptr) return;
  reader_.CheckKeys(*table, {"extends", "edition"});
  const std::string regime = reader_.Text(*table, "extends", true);
  const std::string edition = reader_.Text(*table, "edition", false);
  if (reader_.error() || (regime == policy_.vocabulary_->regime() && edition == policy_.edition_)) return;
  reader_.Refuse(*table, "the policy that it extends is of another vocabulary or edition",
                 "take [vocabulary] out: it is the base's");
}

// That a vocabulary is read in the edition that the policy chooses.
void PolicyLoader::CheckEdition(const toml::node& node, const Vocabulary& vocabulary) {
  if (vocabulary.editions().empty()) {
    reader_.Refuse(node, "the vocabulary has no editions", "take 'edition' out");
  } else if (vocabulary.edition() != policy_.edition_) {
    reader_.Refuse(node, "the vocabulary is read in another edition",
                   fmt::format("write \"{}\", or take 'edition' out", vocabulary.edition()));
  }
}

void PolicyLoader::ReadAudiences(const toml::table& root) {
  const toml::table* audiences = reader_.Table(root, "audiences", !extended_);
  if (audiences == nullptr) return;
  if (audiences->empty()) {
    reader_.Refuse(*audiences, "there is no audience", "add public = { title = \"...\", clears = \"...\" }");
  }
  for (const auto& [key, node] : *audiences) {
    if (const toml::table* row = node.as_table()) {
      ReadAudience(key, *row);
    } else {
      reader_.Refuse(node, "an audience must be a table", "write { title = \"...\", clears = \"...\" }");
    }
  }
}

void PolicyLoader::ReadAudience(const toml::key& key, const toml::table& row) {
  reader_.CheckKeys(row, {"title", "clears", "countries", "keep_captions", "stamp", "amount", "amount_reason",
                          "code_style", "placeholder", "pseudonyms"});
  Audience audience;
  audience.id = std::string(key.str());
  audience.where = reader_.Where(key);
  reader_.CheckName(audience.where, "audience", audience.id);
  CheckNew(audience.where, "an audience", audience.id,
           std::ranges::find(policy_.audiences_, audience.id, &Audience::id) != policy_.audiences_.end());
  audience.title = reader_.Text(row, "title", true);
  if (const toml::node* clears = row.get("clears")) {
    if (const auto mark = Mark(*clears, "clears")) audience.clears = *mark;
  } else {
    reader_.Refuse(row, "the key 'clears' is missing",
                   "say up to which mark this audience may read: clears = \"...\"");
  }
  if (const toml::node* countries = row.get("countries")) {
    audience.countries = CountryCodes(*countries, "countries", true);
    if (!reader_.error() && SaysRelease(*policy_.vocabulary_, audience.clears)) {
      reader_.Refuse(*row.get("clears"), "'clears' says of release abroad what 'countries' says",
                     "take the control of release out of it");
    }
  }
  ReadCaptions(audience, row);
  if (const toml::table* stamp = reader_.Table(row, "stamp", false)) {
    reader_.CheckKeys(*stamp, {"full", "part", "none", "glomar"});
    const auto read = [&](std::string_view word, std::string& into) {
      if (stamp->contains(word)) into = reader_.Text(*stamp, word, true);
    };
    read("full", audience.stamp_full);
    read("part", audience.stamp_part);
    read("none", audience.stamp_none);
    read("glomar", audience.stamp_glomar);
  }
  audience.amount = Choice(row, "amount", "unit", "none") ? Amount::kNone : Amount::kUnit;
  // 5 U.S.C. 552(b): the amount is indicated unless that would harm an interest that the exemption protects.
  audience.amount_reason = reader_.Text(row, "amount_reason", audience.amount == Amount::kNone);
  if (audience.amount == Amount::kUnit && row.contains("amount_reason")) {
    reader_.Refuse(*row.get("amount_reason"), "'amount_reason' goes with amount = \"none\" only",
                   "take it out, or write amount = \"none\"");
  }
  ReadPlaceholders(audience, row);
  policy_.audiences_.push_back(std::move(audience));
}

std::vector<std::string> PolicyLoader::CountryCodes(const toml::node& node, std::string_view key,
                                                    bool nations) {
  const Vocabulary& vocabulary = *policy_.vocabulary_;
  if (!HasReleaseLists(vocabulary)) {
    reader_.Refuse(node, fmt::format("'{}' is for vocabularies with lists of release, REL TO", key),
                   fmt::format("take it out: the vocabulary {} has none", vocabulary.regime()));
    return {};
  }
  // (Lists are read after audiences.)
  std::vector<std::string> codes = nations ? reader_.TextsOf(node, key) : Words(node, key);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto found = Countries::Get().Find(codes[i]);
    if (!found) {
      reader_.Refuse(WordOf(node, i), fmt::format("'{}' is no code of the country list", codes[i]),
                     "write codes of three letters, in capitals: \"GBR\"");
    } else if (nations && Countries::Get().codes()[*found].group) {
      reader_.Refuse(WordOf(node, i), fmt::format("'{}' is a group, and nobody's nationality", codes[i]),
                     "name its countries");
    }
  }
  return codes;
}

void PolicyLoader::ReadPlaceholders(Audience& audience, const toml::table& row) {
  constexpr std::array kStyles = {CodeStyle::kPolicy, CodeStyle::kFoia, CodeStyle::kState};
  audience.code_style = kStyles.at(OneOf(row, "code_style", {"policy", "foia", "state"}));
  if (Choice(row, "placeholder", "words", "redacted-ex")) audience.placeholder = Placeholder::kRedactedEx;
  const toml::node* pseudonyms = row.get("pseudonyms");
  if (pseudonyms == nullptr) return;
  if (!pseudonyms->is_boolean()) {
    reader_.Refuse(*pseudonyms, "'pseudonyms' is true or false", "write pseudonyms = true, or take it out");
    return;
  }
  audience.pseudonyms = pseudonyms->value_or(false);
  if (audience.pseudonyms && audience.amount == Amount::kNone) {
    reader_.Refuse(*pseudonyms, "pseudonyms tell how many there are, and amount = \"none\" forbids that",
                   "take one of the two out");
  }
}

void PolicyLoader::ReadCaptions(Audience& audience, const toml::table& row) {
  const toml::node* node = row.get("keep_captions");
  if (node == nullptr) return;
  audience.keep_captions = reader_.TextsOf(*node, "keep_captions", internal::TomlReader::Emptiness::kAllowed);
  for (std::size_t i = 0; i < audience.keep_captions.size(); ++i) {
    std::string& caption = audience.keep_captions[i];
    const toml::node& item = internal::TomlReader::ItemOf(*node, i);
    const auto known = policy_.vocabulary_->FindCaption(Upper(caption));
    if (!known) {
      reader_.Refuse(item, fmt::format("there is no caption '{}'", caption),
                     "name a caption of the vocabulary");
      return;
    }
    const Caption& found = policy_.vocabulary_->captions()[*known];
    if (found.effect == CaptionEffect::kControl) {
      reader_.Refuse(item, fmt::format("'{}' is computed from what is released", caption),
                     "keep only captions that route or restrict handling");
      return;
    }
    caption = found.name;
  }
}

void PolicyLoader::ReadLists(const toml::table& root) {
  const toml::table* lists = reader_.Table(root, "lists", false);
  if (lists == nullptr) return;
  for (const auto& [key, node] : *lists) {
    reader_.CheckName(reader_.Where(key), "list", std::string(key.str()));
    CheckNew(reader_.Where(key), "a list", key.str(), policy_.lists_.contains(std::string(key.str())));
    policy_.lists_.emplace(key.str(), reader_.TextsOf(node, key.str()));
  }
}

std::vector<std::string> PolicyLoader::Words(const toml::node& node, std::string_view key) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return reader_.TextsOf(node, key);
  reader_.CheckKeys(*table, {"list"});
  const std::string name = reader_.Text(*table, "list", true);
  if (reader_.error()) return {};
  const auto found = policy_.lists_.find(name);
  if (found != policy_.lists_.end()) return found->second;
  std::vector<std::string_view> known;
  known.reserve(policy_.lists_.size());
  for (const auto& [one, words] : policy_.lists_) known.push_back(one);
  reader_.Refuse(*table->get("list"), fmt::format("there is no list '{}'", name),
                 internal::TomlReader::DidYouMean(name, known, "define it under [lists]"));
  return {};
}

const toml::node& PolicyLoader::WordOf(const toml::node& node, std::size_t index) {
  const toml::table* table = node.as_table();
  return table != nullptr ? *table->get("list") : internal::TomlReader::ItemOf(node, index);
}

void PolicyLoader::ReadExemptions(const toml::table& root) {
  const toml::table* exemptions = reader_.Table(root, "exemptions", false);
  if (exemptions == nullptr) return;
  for (const auto& [key, node] : *exemptions) {
    if (!IsCode(key.str())) {
      reader_.Refuse(
          reader_.Where(key), "this is no exemption code",
          "use printable characters without blanks, brackets, commas, colons and question marks, at most 32");
    }
    const toml::table* row = node.as_table();
    if (row == nullptr) {
      reader_.Refuse(node, "an exemption must be a table", "write { title = \"...\" }");
      continue;
    }
    CheckNew(
        reader_.Where(key), "an exemption", key.str(),
        std::ranges::find(policy_.exemptions_, key.str(), &Exemption::code) != policy_.exemptions_.end());
    reader_.CheckKeys(*row, {"title", "needs", "lapses"});
    Exemption exemption{std::string(key.str()), reader_.Text(*row, "title", true)};
    if (row->contains("lapses")) exemption.lapses = ReadPeriod(*row->get("lapses"), "lapses");
    if (row->contains("needs")) {
      if (reader_.Text(*row, "needs", true) != "statute") {
        reader_.Refuse(*row->get("needs"), "an exemption can only need a statute",
                       "write needs = \"statute\"");
      }
      exemption.needs_statute = true;
    }
    policy_.exemptions_.push_back(std::move(exemption));
  }
}

Policy PolicyLoader::WithClearance(const Policy& policy, std::string_view audience, const Marking& clears) {
  Policy other = policy;
  for (Audience& one : other.audiences_) {
    if (one.id == audience) one.clears = clears;
  }
  other.source_text_.clear();
  return other;
}

}  // namespace markings
