// Names of persons, in two passes: runs of words that may be parts of a name, weighed by what they are and
// what stands around them; then single words that are part of a name found in full.

#include "libmarkings/recognise/internal/persons.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <unordered_map>

#include "libmarkings/recognise/internal/word_table.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMostParts = 7;
constexpr int kSure = 60;  // from here on the words of a name are looked for elsewhere

// A run of words, and what it is made of.
struct Run {
  std::size_t first = 0, last = 0;  // tokens
  std::size_t surname = 0;          // the last word that is a name
  int given = 0, surnames = 0, common = 0, unknown = 0, initials = 0, particles = 0;
  int listed = 0;
  [[nodiscard]] int names() const { return given + surnames + common + unknown; }
  [[nodiscard]] bool known() const { return given + surnames > 0; }
};

class PersonFinder {
 public:
  PersonFinder(std::string_view text, const TokenStream& stream, const Gazetteer& names,
               std::vector<Recognition>& found)
      : text_(text),
        stream_(stream),
        tokens_(stream.tokens()),
        words_(ReadNameWords(text, stream, names)),
        found_(found) {}

  void Find() {
    taken_.resize(words_.size());
    for (std::size_t i = 0; i < words_.size();) {
      Run run;
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
  [[nodiscard]] static bool IsName(NamePart part) {
    return part >= NamePart::kGiven && part <= NamePart::kUnknown;
  }
  [[nodiscard]] bool Attached(std::size_t i) const {
    if (i >= words_.size()) return false;
    const Joint joint = words_[i].joint;
    if (joint == Joint::kPoint)
      return i > 0 && (words_[i - 1].part == NamePart::kInitial || (words_[i - 1].bits & kTitleBit) != 0 ||
                       stream_.Folded(tokens_[i - 1]) == "st");
    return joint == Joint::kBlank || joint == Joint::kHyphen;
  }
  [[nodiscard]] bool NameAt(std::size_t i) const { return i < words_.size() && IsName(words_[i].part); }
  [[nodiscard]] bool Has(std::size_t i, std::uint16_t bit) const { return (words_[i].bits & bit) != 0; }

  // An initial or particle belongs to a name only if one follows, over further ones.
  [[nodiscard]] bool LeadsToName(std::size_t i) const {
    for (std::size_t j = i + 1; j < words_.size() && j < i + 4; ++j) {
      if (!Attached(j)) return false;
      if (IsName(words_[j].part) || words_[j].part == NamePart::kAcronym) return true;
      if (words_[j].part != NamePart::kInitial && words_[j].part != NamePart::kParticle) return false;
    }
    return false;
  }

  // Whether the word at i goes on with the run that has been read.
  [[nodiscard]] bool GoesOn(std::size_t i, const Run& run) const {
    if (!Attached(i)) return false;
    const NameWord& word = words_[i];
    switch (word.part) {
      case NamePart::kInitial:
      case NamePart::kParticle:
        return LeadsToName(i);
      case NamePart::kAcronym:  // Tamas RELK
        return run.given > 0 || run.initials > 0;
      case NamePart::kNone:
        // Kim Jong-il; a given name and an ordinary word with a capital: Dana Harbour.
        if (word.joint == Joint::kHyphen && !word.capital) return run.names() > 0 && tokens_[i].letters <= 5;
        return run.given == 1 && run.names() == 1 && run.initials <= 1 && !word.line_capitals &&
               word.capital && !word.capitals && word.bits == kEnglishBit;
      default:
        // "KRELLIN DEMARCHED", but "J. TSEING"
        return IsName(word.part) && (!word.ordinary || run.names() == 0 || run.initials > 0 ||
                                     word.joint == Joint::kHyphen || (run.names() == 1 && run.given == 1));
    }
  }

  void Count(std::size_t i, Run& run) const {
    const NameWord& word = words_[i];
    run.last = i;
    if (word.wrapped && i > run.first && IsName(words_[i - 1].part)) return;  // the rest of a word
    run.listed += Has(i, kListedBit) ? 1 : 0;
    switch (word.part) {
      case NamePart::kInitial:
        ++run.initials;
        return;
      case NamePart::kParticle:
        ++run.particles;
        return;
      case NamePart::kGiven:
        ++run.given;
        break;
      case NamePart::kSurname:
        ++run.surnames;
        break;
      case NamePart::kUnknown:
      case NamePart::kAcronym:
        ++run.unknown;
        break;
      default:
        if (word.joint == Joint::kHyphen && !word.capital) return;
        ++run.common;
        break;
    }
    run.surname = i;
  }

  // A letter without its point is rather an article, a list's letter, what is left of a word.
  [[nodiscard]] bool IsInitialOfName(std::size_t i) const {
    const NameWord& next = words_[i + 1];
    if (next.joint != Joint::kBlank) return true;
    const bool list = words_[i].by_line || words_[i].joint == Joint::kOpen;
    const std::string_view letter = stream_.Folded(tokens_[i]);
    return letter != "a" && letter != "i" && letter != "s" &&
           (list || next.part == NamePart::kGiven || next.part == NamePart::kSurname);
  }

  bool ReadRun(std::size_t begin, Run& run) const {
    const NameWord& word = words_[begin];
    const bool opens = word.part == NamePart::kInitial || word.part == NamePart::kParticle;
    if (opens ? !LeadsToName(begin) : !IsName(word.part)) return false;
    if (word.part == NamePart::kInitial && !IsInitialOfName(begin)) return false;
    // "pro-Kalvor", "X1234": no name begins within a word.
    if (begin > 0 && (word.joint == Joint::kGlued || word.joint == Joint::kHyphen) &&
        words_[begin - 1].part != NamePart::kParticle)
      return false;
    run.first = begin;
    Count(begin, run);
    for (std::size_t i = begin + 1; i < begin + kMostParts && GoesOn(i, run); ++i) Count(i, run);
    // "Kalvor-based": the last word is part of another.
    const std::size_t next = run.last + 1;
    if (next < words_.size() && words_[next].joint == Joint::kHyphen && !words_[next].begins_line) {
      if (run.last == run.first) return false;
      --run.last;
    }
    if (next < words_.size() && words_[next].joint == Joint::kGlued) return false;
    return run.names() > 0;
  }

  static std::ptrdiff_t CountLetters(std::string_view text) {
    return std::ranges::count_if(text, [](char c) { return c > ' ' && c != '.'; });
  }

  // "VENN, ORLA B." in brackets, or on a line of those who wrote or cleared a message.
  bool ReadReversed(std::size_t begin, Run& run) const {
    const std::size_t comma = begin + 1;
    if (!NameAt(begin) || comma >= words_.size() || words_[comma].joint != Joint::kComma) return false;
    const std::size_t after = tokens_[comma].end;
    const std::string_view tail = text_.substr(after, 8);
    const std::size_t mark = tail.find_first_of(";<");
    const bool address = mark != std::string_view::npos && CountLetters(tail.substr(0, mark)) <= 1;
    const bool opens = words_[begin].joint == Joint::kOpen || words_[begin].by_line || address;
    const bool given = words_[comma].part == NamePart::kGiven || words_[comma].part == NamePart::kCommon ||
                       (words_[begin].by_line && NameAt(comma));
    const bool initial = NameAt(comma) && comma + 1 < words_.size() &&
                         words_[comma + 1].part == NamePart::kInitial && Attached(comma + 1);
    if (!opens || !(given || initial)) return false;
    run.first = begin;
    Count(begin, run);
    Count(comma, run);
    run.surname = begin;
    if (comma + 1 < words_.size() && words_[comma + 1].part == NamePart::kInitial && Attached(comma + 1)) {
      Count(comma + 1, run);
    }
    ++run.given;  // the form itself says so
    return true;
  }

  // The weight of a run by its words alone.
  [[nodiscard]] int OwnWeight(const Run& run) const {
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

  [[nodiscard]] int WeightBefore(const Run& run, EnumSet<Evidence>& evidence) const {
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
    if (std::ranges::find(kOpen, folded) != kOpen.end()) return single ? 20 : 4;
    return 0;
  }

  [[nodiscard]] bool SubjectAfter(const Run& run) const {
    static constexpr std::array<std::string_view, 9> kVerbs = {"could", "had", "has",   "is",  "may",
                                                               "might", "was", "would", "will"};
    return run.last + 1 < words_.size() && words_[run.last + 1].joint == Joint::kBlank &&
           std::ranges::find(kVerbs, stream_.Folded(tokens_[run.last + 1])) != kVerbs.end();
  }

  [[nodiscard]] int WeightAfter(const Run& run, EnumSet<Evidence>& evidence) const {
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
  [[nodiscard]] int WeightOfLetter(const Run& run) const {
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
  [[nodiscard]] bool IsSignature(const Run& run) const {
    if (!words_[run.first].begins_line || !words_[run.last].ends_line || !words_[run.first].capitals)
      return false;
    const std::size_t next = run.last + 1;
    return next >= words_.size() || stream_.Folded(tokens_[next]) == "nnnn";
  }

  void Weigh(const Run& run) {
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

  void Add(const Run& run, int weight, EnumSet<Evidence> evidence) {
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
      Run run;
      run.first = run.last = i;
      while (run.first > 0 && words_[run.first - 1].part == NamePart::kParticle && Attached(run.first))
        --run.first;
      Add(run, weight, {Evidence::kRepeated});
    }
  }

  [[nodiscard]] bool SaysAfter(std::size_t i) const {
    return i + 1 < words_.size() && Has(i + 1, kSayingBit) && words_[i + 1].joint == Joint::kBlank;
  }

  std::string_view text_;
  const TokenStream& stream_;
  const std::vector<Token>& tokens_;
  const std::vector<NameWord> words_;
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
