#include "libmarkings/redact/prove.h"

#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <utility>

#include "libmarkings/redact/internal/prove_with.h"
#include "libmarkings/redact/internal/redraw_overrides.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace internal {
namespace {

// Tries for one redraw. Each gives all stretches that were read differently their next way, so that most
// documents need two or three; then what is still read differently stays as it stands.
constexpr std::size_t kTries = 24;
constexpr std::size_t kMaxIsolated = 256;  // stretches tried alone when a difference was found

class Prover {
 public:
  Prover(const Engine& engine, const Document& document, const Policy& policy, std::string_view audience,
         const ProofOptions& options)
      : engine_(engine),
        document_(document),
        policy_(policy),
        audience_(audience),
        options_(options),
        draw_(options.seed) {}

  Result<Proof> Run() {
    auto decisions = engine_.decide(policy_, audience_, document_, options_.overrides, options_.as_of);
    if (!decisions) return std::unexpected(std::move(decisions).error());
    decisions_ = *std::move(decisions);
    if (decisions_.audience->pseudonyms) draw_.TellApart();
    auto derivative = engine_.build(document_, decisions_);
    if (!derivative) return std::unexpected(std::move(derivative).error());
    derivative_ = *std::move(derivative);
    stretches_ = FindStretches(document_, policy_, decisions_);
    best_.assign(stretches_.size(), Best::kNone);
    proof_.redraws = options_.redraws;
    if (!FindHowItWasRead()) {
      Count();
      return std::move(proof_);
    }
    for (std::size_t redraw = 1; redraw <= options_.redraws && !proof_.difference; ++redraw) {
      if (auto done = Redraw(redraw); !done) return std::unexpected(std::move(done).error());
    }
    Count();
    return std::move(proof_);
  }

 private:
  enum class Best : std::uint8_t { kNone, kInPart, kFreely };
  enum class Trial : std::uint8_t { kAlike, kDiffers, kUnlike };

  // A form that is forced spares redraws another form; but a document may be read a little differently by it.
  // With neither, nothing can be compared.
  bool FindHowItWasRead() {
    for (Stretch& stretch : stretches_) {
      stretch.way = stretch.ways.size() - 1;
      DrawStretch(draw_, document_, Length::kAny, stretch);
    }
    for (const bool forced : {true, false}) {
      forced_ = forced;
      Mismatch mismatch;
      if (const auto trial = Try(mismatch); trial && *trial == Trial::kAlike) return true;
      if (document_.format_forced()) return false;
    }
    return false;
  }

  // The first is as short as may be, the second long, when there are several.
  Length LengthOf(std::size_t redraw) const {
    if (options_.redraws < 3) return Length::kAny;
    return redraw == 1 ? Length::kShortest : redraw == 2 ? Length::kLongest : Length::kAny;
  }

  Result<void> Redraw(std::size_t redraw) {
    draw_.NewNames();
    for (Stretch& stretch : stretches_) {
      stretch.way = 0;
      const bool some = options_.redraws < 3 || redraw > 2;
      const Length length = some && draw_.Chance(15) ? Length::kShortest : LengthOf(redraw);
      DrawStretch(draw_, document_, length, stretch);
    }
    for (std::size_t attempt = 0; attempt < kTries; ++attempt) {
      Mismatch mismatch;
      const auto trial = Try(mismatch);
      if (!trial) return std::unexpected(trial.error());
      if (*trial == Trial::kAlike) {
        NoteDrawn();
        return {};
      }
      if (*trial == Trial::kDiffers) {
        Isolate(redraw);
        return {};
      }
      if (mismatch.stretches.empty()) return {};
      std::ranges::sort(mismatch.stretches);
      const auto [begin, end] = std::ranges::unique(mismatch.stretches);
      mismatch.stretches.erase(begin, end);
      if (draw_.tells_apart()) BlameTogether(mismatch.stretches);
      for (const std::size_t guilty : mismatch.stretches) {
        Stretch& stretch = stretches_[guilty];
        stretch.way = attempt + 8 < kTries ? std::min(stretch.way + 1, stretch.ways.size() - 1)
                                           : stretch.ways.size() - 1;
        DrawStretch(draw_, document_, LengthOf(redraw), stretch);
      }
    }
    return {};
  }

  // The keys by which the masked spans of a stretch are drawn.
  std::vector<std::string> KeysOfMasks(const Stretch& stretch) const {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < stretch.masks.size(); ++i) {
      for (std::string& key : KeysOf(document_.Text(stretch.masks[i]), stretch.names[i]))
        keys.push_back(std::move(key));
    }
    return keys;
  }

  // Where the derivative tells which masked spans are the same, those that have a word in common are drawn in
  // one way, or some that are the same would no longer be.
  void BlameTogether(std::vector<std::size_t>& guilty) {
    std::multimap<std::string, std::size_t> having;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      for (std::string& key : KeysOfMasks(stretches_[i])) having.emplace(std::move(key), i);
    }
    std::vector<bool> blamed(stretches_.size(), false);
    for (const std::size_t i : guilty) blamed[i] = true;
    for (std::size_t at = 0; at < guilty.size(); ++at) {  // (It grows.)
      const std::vector<std::string> keys = KeysOfMasks(stretches_[guilty[at]]);
      draw_.Forget(keys);
      for (const std::string& key : keys) {
        for (auto [one, end] = having.equal_range(key); one != end; ++one) {
          if (!blamed[one->second]) guilty.push_back(one->second);
          blamed[one->second] = true;
        }
      }
    }
    std::size_t way = 0;
    for (const std::size_t i : guilty)
      way = stretches_[i].masks.empty() ? way : std::max(way, stretches_[i].way);
    for (const std::size_t i : guilty) {
      if (!stretches_[i].masks.empty()) stretches_[i].way = way;
    }
  }

  // Parses, decides and builds with the stretches as they stand. kDiffers sets found_.
  Result<Trial> Try(Mismatch& mismatch) {
    const auto blame_all = [&] {
      for (std::size_t i = 0; i < stretches_.size(); ++i) {
        if (stretches_[i].drawn()) mismatch.stretches.push_back(i);
      }
      return Trial::kUnlike;
    };
    Rendering rendering(document_, stretches_);
    auto buffer = Buffer::FromBytes(rendering.TakeText(), document_.buffer().name());
    if (!buffer) return blame_all();
    auto again =
        Document::Parse(*std::move(buffer), document_.shared_vocabulary(), rendering.Options(forced_));
    if (!again) return blame_all();
    mismatch = CompareStructure(document_, *again, rendering, stretches_);
    if (mismatch.other) return Trial::kUnlike;
    std::optional<Overrides> overrides;
    if (options_.overrides != nullptr)
      overrides = RedrawOverrides(*options_.overrides, document_, decisions_, rendering);
    auto decisions =
        engine_.decide(policy_, audience_, *again, overrides ? &*overrides : nullptr, options_.as_of);
    if (!decisions) {
      const std::size_t guilty = rendering.StretchBeforeDrawn(decisions.error().where.begin);
      if (decisions.error().code != ErrorCode::kInDoubt || guilty == kNoElement ||
          !stretches_[guilty].drawn())
        return blame_all();
      mismatch.stretches.push_back(guilty);
      return Trial::kUnlike;
    }
    mismatch =
        CompareDecisions(policy_, {document_, decisions_}, {*again, *decisions}, rendering, stretches_);
    if (mismatch.decision != kNoElement) {
      found_ = {ProofDifference::What::kDecision, PlaceOf(mismatch.decision)};
      return Trial::kDiffers;
    }
    if (mismatch.other) return Trial::kUnlike;
    auto derivative = engine_.build(*again, *decisions);
    if (!derivative) return std::unexpected(std::move(derivative).error());
    const auto difference = CompareDerivatives(derivative_, *derivative);
    if (!difference) return Trial::kAlike;
    found_ = *difference;
    return Trial::kDiffers;
  }

  // Where an element, or the hole that it is in, begins in the derivative.
  std::size_t PlaceOf(std::size_t element) const {
    std::size_t offset = 0;
    for (const Piece& piece : derivative_.pieces) {
      if (piece.element != kNoElement && piece.element <= element) offset = piece.span.begin;
    }
    return offset;
  }

  // The one stretch whose text alone makes the difference.
  void Isolate(std::size_t redraw) {
    Report(redraw, {});
    const std::vector<Stretch> all = stretches_;
    std::size_t tried = 0;
    for (std::size_t i = 0; i < all.size() && tried < kMaxIsolated; ++i) {
      if (!all[i].drawn()) continue;
      ++tried;
      for (std::size_t j = 0; j < all.size(); ++j) {
        stretches_[j] = all[j];
        if (i == j) continue;
        stretches_[j].way = all[j].ways.size() - 1;
        stretches_[j].trail = 0;
        DrawStretch(draw_, document_, Length::kAny, stretches_[j]);
      }
      Mismatch mismatch;
      const auto trial = Try(mismatch);
      if (!trial || *trial != Trial::kDiffers) continue;
      return Report(redraw, document_.elements()[all[i].element].id());
    }
    stretches_ = all;
  }

  void Report(std::size_t redraw, std::string element) {
    const std::size_t offset = std::min(found_.offset, derivative_.text.size() - 1);
    const Position at = LineIndex(derivative_.text).At(offset);
    ProofDifference difference{found_.what, at.line, at.column, {}, std::move(element), redraw};
    for (const Piece& piece : derivative_.pieces) {
      if (piece.span.Contains(offset) && piece.element != kNoElement)
        difference.place = document_.elements()[piece.element].id();
    }
    proof_.difference = std::move(difference);
  }

  void NoteDrawn() {
    bool any = false;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      if (!stretches_[i].drawn()) continue;
      any = any || stretches_[i].counts;
      best_[i] = std::max(best_[i], stretches_[i].freely() ? Best::kFreely : Best::kInPart);
    }
    if (any) ++proof_.compared;
  }

  void Count() {
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      if (!stretches_[i].counts) continue;
      const std::size_t count = std::max<std::size_t>(stretches_[i].masks.size(), 1);
      proof_.stretches += count;
      if (best_[i] == Best::kInPart) proof_.in_part += count;
      if (best_[i] != Best::kNone) continue;
      proof_.undrawn += count;
      proof_.undrawn_elements.push_back(document_.elements()[stretches_[i].element].id());
    }
  }

  const Engine& engine_;
  const Document& document_;
  const Policy& policy_;
  std::string_view audience_;
  const ProofOptions& options_;
  Draw draw_;
  Decisions decisions_;
  Derivative derivative_;
  std::vector<Stretch> stretches_;
  std::vector<Best> best_;
  DerivativeDifference found_{};
  bool forced_ = true;
  Proof proof_;
};

}  // namespace

Result<Proof> ProveWith(const Engine& engine, const Document& document, const Policy& policy,
                        std::string_view audience, const ProofOptions& options) {
  try {
    return Prover(engine, document, policy, audience, options).Run();
  } catch (const std::exception&) {  // no memory
    return Fail(ErrorCode::kInternal, {}, "the proof failed", "report this");
  }
}

}  // namespace internal

Result<Proof> ProveRedaction(const Document& document, const Policy& policy, std::string_view audience,
                             const ProofOptions& options) {
  const internal::Engine engine;
  return internal::ProveWith(engine, document, policy, audience, options);
}

}  // namespace markings
