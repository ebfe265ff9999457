#include "tests/support/entity_scores.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

namespace markings::testing {
namespace {

constexpr std::string_view kOpen = "⟦", kClose = "⟧";

bool TakeLabels(std::string_view labelled, LabelledDocument& document) {
  for (std::size_t at = 0; at < labelled.size();) {
    const std::size_t open = std::min(labelled.find(kOpen, at), labelled.size());
    document.text += labelled.substr(at, open - at);
    if (open == labelled.size()) break;
    const std::size_t bar = labelled.find('|', open);
    const std::size_t close = labelled.find(kClose, open);
    if (bar == std::string_view::npos || close == std::string_view::npos || bar > close) return false;
    const auto kind = FindEntityKind(labelled.substr(open + kOpen.size(), bar - open - kOpen.size()));
    if (!kind) return false;
    const std::size_t begin = document.text.size();
    document.text += labelled.substr(bar + 1, close - bar - 1);
    document.entities.push_back({*kind, {begin, document.text.size()}, 100, {}});
    at = close + kClose.size();
  }
  return true;
}

bool Overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

void Count(const LabelledDocument& document, std::array<Score, kEntityKinds>& scores) {
  const std::vector<Recognition> found = Recognisers().Find(document.text, AllEntityKinds());
  const auto score = [&](const Recognition& one) -> Score& {
    return scores[static_cast<std::size_t>(one.kind)];
  };
  for (const Recognition& one : document.entities) {
    ++score(one).labelled;
    score(one).labelled_hit += std::ranges::any_of(found, [&](const Recognition& other) {
      return other.kind == one.kind && Overlap(other.span, one.span);
    });
  }
  for (const Recognition& one : found) {
    ++score(one).found;
    score(one).found_hit += std::ranges::any_of(document.entities, [&](const Recognition& other) {
      return other.kind == one.kind && Overlap(other.span, one.span);
    });
    score(one).same += std::ranges::any_of(document.entities, [&](const Recognition& other) {
      return other.kind == one.kind && other.span == one.span;
    });
  }
}

}  // namespace

std::optional<std::vector<LabelledDocument>> ReadLabelled(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::vector<LabelledDocument> documents;
  std::string line, labelled;
  const auto close = [&] {
    if (documents.empty()) return true;
    return TakeLabels(std::exchange(labelled, {}), documents.back());
  };
  while (std::getline(file, line)) {
    if (!line.starts_with("%%% ")) {
      labelled += line + '\n';
      continue;
    }
    if (!close()) return std::nullopt;
    std::istringstream words(line.substr(4));
    std::string text_case;
    words >> documents.emplace_back().set >> text_case;
    documents.back().capitals = text_case == "capitals";
  }
  if (!close()) return std::nullopt;
  return documents;
}

std::array<Score, kEntityKinds> Measure(const std::vector<LabelledDocument>& documents,
                                        const std::string& set, bool capitals) {
  std::array<Score, kEntityKinds> scores;
  for (const LabelledDocument& document : documents)
    if (document.set == set && document.capitals == capitals) Count(document, scores);
  return scores;
}

}  // namespace markings::testing
