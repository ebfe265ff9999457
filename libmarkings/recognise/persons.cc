// Names of persons, in two passes: runs of words that may be parts of a name, weighed by what they are and
// what stands around them; then single words that are part of a name found in full.

#include "libmarkings/recognise/internal/persons.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <unordered_map>

#include "libmarkings/recognise/internal/name_runs.h"
#include "libmarkings/recognise/internal/word_table.h"

namespace markings::internal {
namespace {

constexpr int kSure = 60;  // from here on the words of a name are looked for elsewhere

class PersonFinder : NameRuns {
 public:
  PersonFinder(std::string_view text, const TokenStream& stream, const Gazetteer& names,
               std::vector<Recognition>& found)
      : NameRuns(text, stream, names), found_(found) {}

  void Find() {
    taken_.resize(words_.size());
    for (std::size_t i = 0; i < words_.size();) {
      NameRun run;
      if (!ReadReversed(i, run) && !ReadRun(i, run)) {
        ++i;
        continue;
      }
      Weigh(run);
      i = run.last + 1;
    }
    FindRepeated();
  }

 private:
  // The weight of a run by its words alone.
  [[nodiscard]] int OwnWeight(const NameRun& run) const {
    const bool capitals = words_[run.first].line_capitals;
    if (run.listed > 0) return 95;
    if (run.names() == 1 && run.initials == 0) {
      if (run.particles > 0 && run.common == 0) {
        const bool hyphen = words_[run.first + 1].joint == Joint::kHyphen;  // al-Rashid; but Al Kut
        return hyphen ? 58 : (run.known() ? 54 : 44);
      }
      if (run.surnames > 0) return 50;
      if (run.given > 0) return capitals ? 42 : 48;
      return run.unknown > 0 ? (capitals ? 30 : 32) : (capitals ? 10 : 15);
    }
    if (run.names() == 1) {  // J. Venn
      if (run.surnames + run.given > 0) return 86;
      return run.unknown > 0 ? 78 : (capitals ? 60 : 72);
    }
    if (run.given > 0 && run.surnames > 0) return 94;
    if (run.given > 1) return 90;
    if (run.given > 0 && run.unknown > 0) return 88;
    if (run.given > 0) return capitals ? 74 : 82;
    if (run.surnames > 0 && run.unknown > 0) return 80;
    if (run.surnames > 1) return 78;
    if (run.surnames > 0) return capitals ? 64 : 74;
    if (run.unknown > 1) return capitals ? 60 : 64;
    if (run.unknown > 0) return capitals ? 54 : 60;
    return capitals ? 40 : 58;
  }

  // EUR/NBX, NEA: what stands before a name in brackets in a passing line.
  [[nodiscard]] bool IsOffice(std::size_t i) const {
    const NameWord& word = words_[i];
    if (!word.capitals || tokens_[i].letters > 6) return false;
    return word.joint == Joint::kSlash || !word.line_capitals || (word.bits & kTradeBit) != 0;
  }

  [[nodiscard]] int WeightBefore(const NameRun& run, EnumSet<Evidence>& evidence) const {
    const bool bare = !run.known();
    const bool single = run.names() == 1 && run.initials == 0;
    if (run.first == 0) return 0;
    const std::size_t before = run.first - 1;
    const NameWord& word = words_[before];
    const std::string_view folded = stream_.Folded(tokens_[before]);
    const Joint joint = words_[run.first].joint;
    if (joint == Joint::kOpen && IsOffice(before)) {
      evidence.Add(Evidence::kContext);
      return single ? 40 : 15;  // EUR/NBX (VENN)
    }
    if (joint != Joint::kBlank && joint != Joint::kPoint) return 0;
    if (Has(before, kTitleBit) && (!bare || word.capital || !single || !words_[run.first].line_capitals)) {
      evidence.Add(Evidence::kTitle);
      if (single) return word.capital ? 52 : 40;
      return 24;
    }
    static constexpr std::array<std::string_view, 12> kPersonal = {"asked",   "blamed", "interviewed", "met",
                                                                   "pressed", "saw",    "thanked",     "told",
                                                                   "urged",   "warned", "contact",     "mr"};
    static constexpr std::array<std::string_view, 10> kLocal = {
        "across", "around", "at", "in", "inside", "near", "outside", "toward", "via", "within"};
    if (Has(before, kHeadBit) && Has(before, kPlaceBit)) return -60;  // San Pedro
    if (Has(before, kHeadBit)) return bare ? -40 : -12;
    if (folded == "that" && SubjectAfter(run)) return 22;  // "rumours that Dramidze will"
    if (std::ranges::find(kLocal, folded) != kLocal.end()) return bare || single ? -25 : -5;
    if (folded == "the" || folded == "a" || folded == "an") return bare || single ? -30 : -8;
    if (std::ranges::find(kPersonal, folded) != kPersonal.end()) return single ? 22 : 8;
    // After these stand persons, places and organisations alike. A guess, and said to be one: a text that is
    // masked suffers less from a place masked than from a name left.
    static constexpr std::array<std::string_view, 9> kOpen = {"about", "against", "and", "between", "by",
                                                              "for",   "of",      "or",  "with"};
    if (folded == "of" && before > 0 && Has(before - 1, kHeadBit))
      return bare || single ? -40 : -10;  // Port of
    if (std::ranges::find(kOpen, folded) != kOpen.end()) return single ? 20 : 4;
    return 0;
  }

  [[nodiscard]] bool SubjectAfter(const NameRun& run) const {
    static constexpr std::array<std::string_view, 9> kVerbs = {"could", "had", "has",   "is",  "may",
                                                               "might", "was", "would", "will"};
    return run.last + 1 < words_.size() && words_[run.last + 1].joint == Joint::kBlank &&
           std::ranges::find(kVerbs, stream_.Folded(tokens_[run.last + 1])) != kVerbs.end();
  }

  [[nodiscard]] int WeightAfter(const NameRun& run, EnumSet<Evidence>& evidence) const {
    const bool bare = !run.known();
    const bool single = run.names() == 1 && run.initials == 0;
    const std::size_t after = run.last + 1;
    if (after >= words_.size()) return 0;
    const NameWord& word = words_[after];
    const std::string_view tail = text_.substr(tokens_[run.last].end, 4);
    if (tail.starts_with("'s") || tail.starts_with("'S") || tail.starts_with("’s")) return single ? 18 : 4;
    if (word.joint == Joint::kBlank && word.part == NamePart::kNumber && tokens_[after].letters >= 2)
      return run.given > 0 && !single ? -5 : -55;  // a post and its serial
    if (word.joint == Joint::kBlank && Has(after, kHeadBit)) return run.given > 0 && !single ? -20 : -45;
    if (Has(after, kSayingBit) && (word.joint == Joint::kBlank || word.joint == Joint::kComma)) {
      evidence.Add(Evidence::kContext);
      return single ? (run.known() ? 26 : 24) : 10;
    }
    if (word.joint == Joint::kBlank && !word.line_capitals && word.capital && !word.capitals && bare &&
        !Has(after, kTitleBit) && (word.bits & (kEnglishBit | kTradeBit)) != 0 && !Has(after, kFunctionBit))
      return -40;  // Tasmere Shipping
    return 0;
  }

  // A list letter, an item of references: "A. PARIS".
  [[nodiscard]] int WeightOfLetter(const NameRun& run) const {
    const bool letter = words_[run.first].part == NamePart::kInitial && run.initials == 1 &&
                        words_[run.first].joint == Joint::kBreak && words_[run.first].begins_line;
    return letter && run.names() == 1 ? -30 : 0;
  }

  // Whether "and" or a comma stands between a word and a person found before it.
  [[nodiscard]] bool AfterPerson(std::size_t i) const {
    if (i < 2 || words_[i].bits == kPlaceBit) return false;
    const bool joined = stream_.Folded(tokens_[i - 1]) == "and" && words_[i].joint == Joint::kBlank &&
                        words_[i - 1].joint == Joint::kBlank;
    return joined && taken_[i - 2];
  }

  // A name alone on a line in capitals, at the end of a message.
  [[nodiscard]] bool IsSignature(const NameRun& run) const {
    if (!words_[run.first].begins_line || !words_[run.last].ends_line || !words_[run.first].capitals)
      return false;
    const std::size_t next = run.last + 1;
    return next >= words_.size() || stream_.Folded(tokens_[next]) == "nnnn";
  }

  void Weigh(const NameRun& run) {
    EnumSet<Evidence> evidence;
    if (run.given > 0) evidence.Add(Evidence::kGivenName);
    if (run.surnames > 0) evidence.Add(Evidence::kSurname);
    if (run.initials > 0) evidence.Add(Evidence::kInitials);
    if (run.unknown > 0) evidence.Add(Evidence::kUnknown);
    if (run.listed > 0) evidence.Add(Evidence::kListed);
    int weight = OwnWeight(run);
    weight += WeightBefore(run, evidence) + WeightAfter(run, evidence) + WeightOfLetter(run);
    if (IsSignature(run)) {
      evidence.Add(Evidence::kContext);
      weight += 40;
    }
    if (words_[run.surname].ordinary && !run.known() && run.initials == 0) weight -= 25;
    if (run.listed > 0) weight = std::max(weight, 90);
    weight = std::clamp(weight, 0, 97);
    // "Gungor and Khoidoust": the one says what the other is.
    if (weight < 50 && weight >= 25 && AfterPerson(run.first)) {
      evidence.Add(Evidence::kContext);
      weight = 54;
    }
    if (weight < 50) return;
    Add(run, weight, evidence);
    if (weight < kSure) return;
    for (std::size_t i = run.first; i <= run.last; ++i) {
      if (!IsName(words_[i].part) && words_[i].part != NamePart::kAcronym) continue;
      bool& surname = seen_[std::string(stream_.Folded(tokens_[i]))];
      surname = surname || i == run.surname;
    }
  }

  void Add(const NameRun& run, int weight, EnumSet<Evidence> evidence) {
    for (std::size_t i = run.first; i <= run.last; ++i) taken_[i] = true;
    std::size_t end = tokens_[run.last].end;
    if (words_[run.last].part == NamePart::kInitial && end < text_.size() && text_[end] == '.') ++end;
    found_.push_back(
        {EntityKind::kPerson, {tokens_[run.first].begin, end}, static_cast<std::uint8_t>(weight), evidence});
  }

  void FindRepeated() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const NameWord& word = words_[i];
      if (taken_[i] || !(IsName(word.part) || word.part == NamePart::kAcronym)) continue;
      const auto seen = seen_.find(std::string(stream_.Folded(tokens_[i])));
      if (seen == seen_.end()) continue;
      const bool serial = i + 1 < words_.size() && words_[i + 1].part == NamePart::kNumber &&
                          words_[i + 1].joint == Joint::kBlank && tokens_[i + 1].letters > 2;
      if (serial || word.joint == Joint::kGlued) continue;
      int weight = seen->second ? 82 : 64;
      if (word.part == NamePart::kCommon) {
        // An ordinary word: only with a capital that says something, or a name more than a word.
        if (!seen->second || (!word.line_capitals && word.joint == Joint::kBreak && !SaysAfter(i))) continue;
        weight =
            word.line_capitals ? (SaysAfter(i) ? 70 : (Has(i, kCommonNameBit | kSurnameBit) ? 56 : 40)) : 74;
      }
      if (weight < 50) continue;
      NameRun run;
      run.first = run.last = i;
      while (run.first > 0 && words_[run.first - 1].part == NamePart::kParticle && Attached(run.first))
        --run.first;
      Add(run, weight, {Evidence::kRepeated});
    }
  }

  [[nodiscard]] bool SaysAfter(std::size_t i) const {
    return i + 1 < words_.size() && Has(i + 1, kSayingBit) && words_[i + 1].joint == Joint::kBlank;
  }

  std::vector<Recognition>& found_;
  std::vector<bool> taken_;
  std::unordered_map<std::string, bool> seen_;  // words of names; whether as a surname
};

}  // namespace

void FindPersons(std::string_view text, const TokenStream& stream, const Gazetteer& names,
                 std::vector<Recognition>& found) {
  PersonFinder(text, stream, names, found).Find();
}

}  // namespace markings::internal
