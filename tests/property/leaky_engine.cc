#include "tests/property/leaky_engine.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace markings::testing {
namespace {

std::size_t WordsIn(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    words += !blank && !inside ? 1U : 0U;
    inside = !blank;
  }
  return words;
}

// What a derivative's pieces of fixed words are replaced by; the pieces move along.
template <class F>
void Rewrite(Derivative& derivative, const F& words_of) {
  std::string text;
  for (Piece& piece : derivative.pieces) {
    std::string words(Slice(derivative.text, piece.span));
    if (piece.kind == Piece::Kind::kInserted && piece.element != kNoElement) words_of(piece, words);
    piece.span = {text.size(), text.size() + words.size()};
    text += words;
  }
  derivative.text = std::move(text);
}

bool IsHole(const Decisions& decisions, const Piece& piece, const std::string& words) {
  return decisions.elements[piece.element].outcome == Outcome::kWithhold && words.ends_with("]");
}

Result<Derivative> Build(Leak leak, const Document& document, const Decisions& decisions) {
  auto built = BuildDerivative(document, decisions);
  if (!built) return built;
  const auto size_of = [&](std::size_t element) { return document.UnitText(element).size(); };
  if (leak == Leak::kWords || leak == Leak::kSize) {
    Rewrite(*built, [&](const Piece& piece, std::string& words) {
      if (!IsHole(decisions, piece, words)) return;
      words += leak == Leak::kWords
                   ? " (" + std::to_string(WordsIn(document.UnitText(piece.element))) + " words)"
                   : std::string(size_of(piece.element) / 16, '.');
    });
  }
  if (leak == Leak::kWrap) {
    // A line break of the source is an inserted blank; a kept blank was one.
    Rewrite(*built, [&](const Piece& piece, std::string& words) {
      if (words == " " && decisions.elements[piece.element].outcome == Outcome::kMask) words = "\n";
    });
  }
  if (leak == Leak::kOrder && built->codes.size() > 1) {
    std::map<std::string, std::size_t> covered;
    for (const Decision& decision : decisions.elements) {
      if (decision.outcome != Outcome::kWithhold) continue;
      for (const std::string& code : decision.codes)
        covered[code] += document.Text(document.elements()[decision.element].text_span).size();
    }
    std::ranges::stable_sort(built->codes, std::greater<>(),
                             [&](const std::string& code) { return covered[code]; });
    const std::size_t codes = built->stamp.find(" (");
    std::string stamp = built->stamp.substr(0, codes);
    for (const std::string& code : built->codes) stamp += (stamp.size() == codes ? " " : ", ") + code;
    built->text.replace(0, stamp.size(), stamp);
    built->stamp = std::move(stamp);
  }
  if (leak == Leak::kRecord) {
    for (Unit& unit : built->units) {
      if (unit.outcome == Outcome::kWithhold)
        unit.amount += size_of(document.Find(unit.id)) > 120 ? " or more" : "";
    }
  }
  return built;
}

Result<Decisions> DecideLeaky(const Policy& policy, std::string_view audience, const Document& document,
                              const Overrides* overrides, AsOf as_of) {
  auto decisions = Decide(policy, audience, document, overrides, as_of);
  if (!decisions) return decisions;
  for (Decision& decision : decisions->elements) {
    const bool is_long = document.Text(document.elements()[decision.element].text_span).size() > 100;
    if (decision.outcome != Outcome::kWithhold || !is_long) continue;
    std::vector<std::string> rules = decision.rules;
    rules.emplace_back("too-long-to-read");
    decision.rules = std::move(rules);
  }
  return decisions;
}

}  // namespace

std::string_view Name(Leak leak) {
  switch (leak) {
    case Leak::kWords:
      return "Words";
    case Leak::kSize:
      return "Size";
    case Leak::kWrap:
      return "Wrap";
    case Leak::kOrder:
      return "Order";
    case Leak::kRecord:
      return "Record";
    case Leak::kDecision:
      return "Decision";
    case Leak::kNone:
      break;
  }
  return "None";
}

internal::Engine LeakyEngine(Leak leak) {
  internal::Engine engine;
  if (leak == Leak::kDecision) {
    engine.decide = DecideLeaky;
  } else if (leak != Leak::kNone) {
    engine.build = [leak](const Document& document, const Decisions& decisions) {
      return Build(leak, document, decisions);
    };
  }
  return engine;
}

}  // namespace markings::testing
