// Which words in a row are one name: initials, particles and names that stand together, or a surname, a comma
// and a given name where names are listed so.

#include "libmarkings/recognise/internal/name_runs.h"

#include <algorithm>

namespace markings::internal {
namespace {

constexpr std::size_t kMostParts = 7;

}  // namespace

bool NameRuns::Attached(std::size_t i) const {
  if (i >= words_.size()) return false;
  const Joint joint = words_[i].joint;
  if (joint == Joint::kPoint)
    return i > 0 && (words_[i - 1].part == NamePart::kInitial || (words_[i - 1].bits & kTitleBit) != 0 ||
                     stream_.Folded(tokens_[i - 1]) == "st");
  return joint == Joint::kBlank || joint == Joint::kHyphen;
}

bool NameRuns::LeadsToName(std::size_t i) const {
  for (std::size_t j = i + 1; j < words_.size() && j < i + 4; ++j) {
    if (!Attached(j)) return false;
    if (IsName(words_[j].part) || words_[j].part == NamePart::kAcronym) return true;
    if (words_[j].part != NamePart::kInitial && words_[j].part != NamePart::kParticle) return false;
  }
  return false;
}

bool NameRuns::GoesOn(std::size_t i, const NameRun& run) const {
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
      return run.given == 1 && run.names() == 1 && run.initials <= 1 && !word.line_capitals && word.capital &&
             !word.capitals && word.bits == kEnglishBit;
    default:
      // "KRELLIN DEMARCHED", but "J. TSEING"
      return IsName(word.part) && (!word.ordinary || run.names() == 0 || run.initials > 0 ||
                                   word.joint == Joint::kHyphen || (run.names() == 1 && run.given == 1));
  }
}

void NameRuns::Count(std::size_t i, NameRun& run) const {
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

bool NameRuns::IsInitialOfName(std::size_t i) const {
  const NameWord& next = words_[i + 1];
  if (next.joint != Joint::kBlank) return true;
  const bool list = words_[i].by_line || words_[i].joint == Joint::kOpen;
  const std::string_view letter = stream_.Folded(tokens_[i]);
  return letter != "a" && letter != "i" && letter != "s" &&
         (list || next.part == NamePart::kGiven || next.part == NamePart::kSurname);
}

bool NameRuns::ReadRun(std::size_t begin, NameRun& run) const {
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

std::ptrdiff_t NameRuns::CountLetters(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return c > ' ' && c != '.'; });
}

bool NameRuns::ReadReversed(std::size_t begin, NameRun& run) const {
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

}  // namespace markings::internal
