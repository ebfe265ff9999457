#include "libmarkings/policy/internal/witness.h"

#include <re2/re2.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/internal/pattern_sample.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr std::size_t kSamples = 8;
constexpr std::string_view kSentence = "The harbour is closed.";

using Blocks = std::vector<std::string>;

std::string Joined(const Blocks& blocks) {
  std::string text;
  for (const std::string& block : blocks) text += (text.empty() ? "" : "\n\n") + block;
  return text + "\n";
}

// What is to stand in the cable.
struct Wanted {
  std::vector<std::string> captions, tags, sections;
  std::vector<const re2::RE2*> found, absent;  // in the text of the unit
  std::vector<std::unique_ptr<re2::RE2>> owned;
};

Wanted WantedBy(const std::vector<Atom>& atoms, const Model::Assignment& with) {
  Wanted wanted;
  re2::RE2::Options options;
  options.set_log_errors(false);
  for (std::size_t i = 0; i < std::min(atoms.size(), with.size()); ++i) {
    const Atom& atom = atoms[i];
    if (with[i] == Truth::kOpen) continue;
    const bool holds = with[i] == Truth::kYes;
    switch (atom.sort) {
      case Atom::Sort::kText:
      case Atom::Sort::kFind:
        wanted.owned.push_back(std::make_unique<re2::RE2>(atom.name, options));
        (holds ? wanted.found : wanted.absent).push_back(wanted.owned.back().get());
        break;
      case Atom::Sort::kCaption:
        if (holds) wanted.captions.push_back(atom.name);
        break;
      case Atom::Sort::kTag:
        if (holds) wanted.tags.push_back(atom.name);
        break;
      case Atom::Sort::kSection:
        if (holds) wanted.sections.push_back(atom.name);
        break;
      case Atom::Sort::kDate:  // a witness has no date and is decided on without a day
      case Atom::Sort::kOther:
        break;  // nobody knows how to meet it
    }
  }
  return wanted;
}

// Texts in which what is wanted is found and nothing else is. `plain` is what stands where nothing is wanted.
std::vector<std::string> TextsOf(const Wanted& wanted, std::string_view plain) {
  std::vector<std::string> texts;
  const auto add = [&](std::string text) {
    const auto in = [&](const re2::RE2* pattern) { return re2::RE2::PartialMatch(text, *pattern); };
    if (std::ranges::all_of(wanted.found, in) && std::ranges::none_of(wanted.absent, in) &&
        std::ranges::find(texts, text) == texts.end()) {
      texts.push_back(std::move(text));
    }
  };
  std::vector<std::vector<std::string>> samples;
  for (const re2::RE2* pattern : wanted.found) {
    samples.push_back(SamplesOf(*pattern, kSamples));
    if (samples.back().empty()) return {};
  }
  add(std::string(plain));
  for (std::size_t k = 0; k < kSamples && !samples.empty(); ++k) {
    std::string sentence, run;
    for (const auto& of_one : samples) {
      const std::string& piece = of_one[k % of_one.size()];
      add(piece);  // one may do for all
      add("The clerk said " + piece + ".");
      sentence += (sentence.empty() ? "" : ". ") + piece;
      run += (run.empty() ? "" : " ") + piece;
    }
    add(run);
    add(sentence);
    add("The clerk said " + run + ".");
  }
  if (texts.size() > kSamples) texts.resize(kSamples);
  return texts;
}

// One cable: the class line of a mark, and a unit of a kind.
class CableWriter {
 public:
  CableWriter(const Vocabulary& vocabulary, const Cell& cell, const Wanted& wanted)
      : vocabulary_(vocabulary), cell_(cell), wanted_(wanted) {
    if (cell.mark && !cell.inherited) own_ = PortionForm(vocabulary, *cell.mark) + " ";
  }

  // The unit stands under a heading of the section, or its text begins with the section's name.
  std::string Write(const std::string& text, bool headed) const {
    std::string begun = text;
    if (!headed && !wanted_.sections.empty()) begun = wanted_.sections.front() + ": " + text;
    Blocks blocks;
    if (cell_.kind == ElementKind::kField) return Mail(begun);
    if (cell_.kind == ElementKind::kNote || cell_.kind == ElementKind::kHeader) blocks.push_back(begun);
    ClassLine(blocks);
    switch (cell_.kind) {
      case ElementKind::kPassing:
      case ElementKind::kEo:
      case ElementKind::kTags:
      case ElementKind::kReference:
      case ElementKind::kClassifiedBy:
      case ElementKind::kSubject:
        Tags(blocks);
        blocks.push_back(Labelled(begun));
        blocks.push_back("1. " + Mark() + std::string(kSentence));
        break;
      default:
        Tags(blocks);
        Body(blocks, begun, headed);
    }
    return Joined(blocks);
  }

 private:
  std::string Mark() const { return own_; }

  void ClassLine(Blocks& blocks) const {
    const Marking mark = cell_.mark.value_or(Marking{});
    if (vocabulary_.grammar() != nullptr) {
      blocks.push_back(BannerForm(vocabulary_, mark));
      return;
    }
    blocks.push_back(vocabulary_.levels()[mark.level].banner + " KALVOR 000123");
    std::string captions;
    const auto add = [&](const std::string& name) { captions += (captions.empty() ? "" : "\n") + name; };
    for (std::uint64_t left = mark.controls; left != 0; left &= left - 1)
      add(vocabulary_.controls()[static_cast<std::size_t>(std::countr_zero(left))].caption);
    for (const std::string& caption : wanted_.captions) add(caption);
    if (!captions.empty()) blocks.push_back(captions);
  }

  // Fields stand in e-mail, under which the message has its own class line.
  std::string Mail(const std::string& text) const {
    const Marking mark = cell_.mark.value_or(Marking{});
    return Joined(
        {"From: " + text + "\nTo: Maskin\nSubject: Harbour",
         vocabulary_.grammar() != nullptr ? BannerForm(vocabulary_, mark) : LongForm(vocabulary_, mark),
         std::string(kSentence)});
  }

  void Tags(Blocks& blocks) const {
    if (wanted_.tags.empty() || cell_.kind == ElementKind::kTags) return;
    std::string line = "TAGS:";
    for (const std::string& tag : wanted_.tags) line += (line.ends_with(':') ? " " : ", ") + tag;
    blocks.push_back(line);
  }

  std::string Labelled(const std::string& text) const {
    switch (cell_.kind) {
      case ElementKind::kTags: {
        std::string line = "TAGS: " + text;
        for (const std::string& tag : wanted_.tags) line += ", " + tag;
        return line;
      }
      case ElementKind::kReference:
        return "REF: " + Mark() + text;
      case ElementKind::kClassifiedBy:
        return "Classified By: " + text;
      case ElementKind::kSubject:
        return "SUBJECT: " + Mark() + text;
      default:
        return text;
    }
  }

  void Body(Blocks& blocks, const std::string& text, bool headed) const {
    if (headed) {
      for (const std::string& section : wanted_.sections) blocks.push_back(section);
    }
    const std::string first = "1. " + Mark() + std::string(kSentence);
    switch (cell_.kind) {
      case ElementKind::kSubparagraph:
        blocks.push_back(first);
        blocks.push_back("   a. " + Mark() + text);
        break;
      case ElementKind::kQuoted:
        blocks.push_back(first);
        blocks.push_back("BEGIN TEXT\n" + text + "\nEND TEXT");
        break;
      case ElementKind::kHeading:
        blocks.push_back(first);
        blocks.push_back(Heading(text));
        blocks.push_back("2. " + Mark() + std::string(kSentence));
        break;
      case ElementKind::kParagraph:
        if (!cell_.numbered) blocks.push_back(first);
        blocks.push_back((cell_.numbered ? "1. " : "") + Mark() + text);
        break;
      case ElementKind::kSignature:
      case ElementKind::kEnd:
      case ElementKind::kRedaction:
        blocks.push_back(first);
        blocks.push_back(text);
        break;
      default:
        blocks.push_back(first);
    }
  }

  // A line in capitals, or one that is underlined.
  static std::string Heading(const std::string& text) {
    return HasLower(text) ? text + "\n" + std::string(text.size(), '-') : text;
  }

  const Vocabulary& vocabulary_;
  const Cell& cell_;
  const Wanted& wanted_;
  std::string own_;
};

// What a unit of a kind says when nothing is asked of it.
std::string_view PlainText(ElementKind kind) {
  switch (kind) {
    case ElementKind::kTags:
      return "PREL";
    case ElementKind::kReference:
      return "KALVOR 000100";
    case ElementKind::kPassing:
      return "FOR THE HARBOUR OFFICE";
    case ElementKind::kSignature:
      return "WREN";
    case ElementKind::kHeading:
      return "HARBOUR DUES";
    case ElementKind::kField:
      return "Wren";
    case ElementKind::kEo:
      return "E.O. 13526: N/A";
    case ElementKind::kHeader:
      return "FM AMEMBASSY KALVOR";
    case ElementKind::kEnd:
      return "NNNN";
    case ElementKind::kRedaction:
      return "[1 line not declassified]";
    default:
      return kSentence;
  }
}

Blocks BlocksOf(const std::string& cable) {
  Blocks blocks;
  for (std::size_t at = 0; at < cable.size();) {
    const std::size_t end = std::min(cable.find("\n\n", at), cable.size() - 1);
    blocks.push_back(cable.substr(at, end - at));
    at = end + 2;
  }
  return blocks;
}

}  // namespace

std::vector<std::string> CablesFor(const Vocabulary& vocabulary, const Cell& cell,
                                   const std::vector<Atom>& atoms, const Model::Assignment& with) {
  const Wanted wanted = WantedBy(atoms, with);
  const CableWriter writer(vocabulary, cell, wanted);
  std::vector<std::string> cables;
  for (const std::string& text : TextsOf(wanted, PlainText(cell.kind))) {
    cables.push_back(writer.Write(text, true));
    if (!wanted.sections.empty()) cables.push_back(writer.Write(text, false));
  }
  return cables;
}

std::string Shorten(const std::string& cable, const std::function<bool(const std::string&)>& shows) {
  Blocks blocks = BlocksOf(cable);
  for (std::size_t i = blocks.size(); i-- > 0;) {
    if (blocks.size() == 1) break;
    Blocks fewer = blocks;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (shows(Joined(fewer))) blocks = std::move(fewer);
  }
  return Joined(blocks);
}

}  // namespace markings::internal
