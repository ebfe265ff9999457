// The JSON of a mark with a hole for each name. It is made by the writer of single marks, of a mark whose
// names are private characters; where each comes out is where a name goes. Nothing here knows how a mark is
// written.

#include "libmarkings/report/marking_writer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <unordered_map>
#include <utility>
#include <vector>

#include "libmarkings/report/internal/marking_json.h"

namespace markings {
namespace {

// Private characters, U+E000 and on, stand for names while a form is made. (A regime that has one in its name
// makes forms that do not say what the mark says, and which are not used.)
constexpr char kPrivate = '\xEE';
constexpr std::size_t kHoleBytes = 3;
constexpr std::size_t kMaxNames = 24;
constexpr std::uint8_t kInput = kMaxNames;        // the whole input
constexpr std::uint8_t kWritten = kMaxNames + 1;  // the mark as it is written there
constexpr std::uint8_t kAbove = kMaxNames + 2;    // what a name is below, which is not written with it
constexpr std::size_t kMaxForms = 2048;

// All of a mark but the letters of its names.
struct Key {
  static constexpr std::size_t kHead = 3, kNamesInWord = 4;
  std::array<std::uint64_t, kHead + kMaxNames / kNamesInWord> words{};
  std::uint64_t hash = 0;
  // (Put together in a register: what is written in bytes is slow to read in words.)
  void Set(std::size_t word, std::uint64_t value) {
    words[word] = value;
    hash = (hash ^ value) * 0xBF58476D1CE4E5B9U;
    hash ^= hash >> 29U;
  }
  friend bool operator==(const Key&, const Key&) = default;
};

// The texts of a mark's names, each in a cell of its own: copying a whole cell takes no branch and no call.
constexpr std::size_t kCell = 32;
struct Names {
  std::array<char, kMaxNames * kCell> cells;
  std::array<std::uint8_t, kMaxNames> sizes;
  std::array<std::uint8_t, kMaxNames> parts;
};

// Appends bytes by whole cells, of which the next append overwrites what is too much. So a cell can be read
// at `from`, and written after the last byte.
char* CopyCells(char* to, const char* from, std::size_t size) {
  std::memcpy(to, from, kCell);
  for (std::size_t at = kCell; at < size; at += kCell) std::memcpy(to + at, from + at, kCell);
  return to + size;
}

std::string HoleFor(std::uint8_t name) {
  return {'\xEE', static_cast<char>(0x80 + name / 64), static_cast<char>(0x80 + name % 64)};
}

// What a name is besides its letters: it is written whole, or from after a blank or hyphen on, or it is one
// of the vocabulary's own, which is part of the form.
constexpr std::uint8_t kWhole = 0, kAfterBlank = 1, kAfterHyphen = 2, kKnown = 3;

}  // namespace

class MarkingWriter::Forms {
 public:
  explicit Forms(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {
    known_.resize(vocabulary.controls().size());
    const auto& compartments = vocabulary.grammar()->compartments;
    for (std::size_t i = 0; i < compartments.size() && i <= 0xFF - kKnown; ++i)
      known_[compartments[i].control].emplace_back(compartments[i].id, static_cast<std::uint8_t>(kKnown + i));
    usable_ = compartments.size() <= 0xFF - kKnown;
  }

  // Whether it could append the mark.
  bool Append(std::string& out, std::string_view input, const ParsedMarking& mark) {
    if (!usable_ || mark.status != MarkingStatus::kValid || !mark.diagnostics.empty() ||
        !internal::IsPlain(input))
      return false;
    Key key;
    Names names;  // NOLINT(*-member-init): written as far as it is used
    if (!Describe(mark, key, names)) return false;
    auto found = forms_.find(key);
    if (found == forms_.end()) {
      if (forms_.size() == kMaxForms) forms_.clear();
      found = forms_.emplace(key, Make(input, mark, names)).first;
    }
    const FormOfMarks& form = found->second;
    if (form.holes.empty()) return false;
    Write(out, form, input, Slice(input, mark.span), names);
    return true;
  }

 private:
  struct Hole {
    std::uint32_t before = 0;  // bytes of the text that come before it
    std::uint8_t name = 0;
  };
  // No holes: the form cannot be made.
  struct FormOfMarks {
    std::string text;  // and a cell of zeros
    std::vector<Hole> holes;
    std::size_t long_holes = 0;  // those for the input or a part of it
    std::size_t after = 0;       // bytes of the text that come after the last
  };
  struct Hash {
    std::size_t operator()(const Key& key) const { return key.hash; }
  };

  // What is the same in all marks of a form, and what is not. False for a mark that has no form: too much
  // stands beside its controls, or names are put in order among them.
  bool Describe(const ParsedMarking& mark, Key& key, Names& names) const {
    const Marking& value = mark.value;
    if (value.names.size() > kMaxNames) return false;
    key.Set(0, static_cast<std::uint64_t>(mark.kind) | (mark.entire_text ? 2U : 0U) |
                   std::uint64_t{value.owner} << 8U | std::uint64_t{value.names.size()} << 16U |
                   std::uint64_t{value.level} << 32U);
    key.Set(1, value.controls);
    key.Set(2, value.fused);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < value.names.size(); ++i) {
      const MarkName& name = value.names[i];
      if (name.control >= MarkName::kUnnamed) return false;
      std::uint8_t part = kWhole;
      std::string_view text = name.name;
      if (name.control < known_.size() && vocabulary_.controls()[name.control].takes == ListKind::kTree) {
        std::size_t from = text.size();  // of its own word
        while (from > 0 && text[from - 1] != ' ' && text[from - 1] != '-') --from;
        if (from > 0) {
          part = text[from - 1] == ' ' ? kAfterBlank : kAfterHyphen;
          text.remove_prefix(from);
        } else {
          for (const auto& [id, index] : known_[name.control]) {
            if (id == text) part = index;
          }
        }
      }
      if (text.size() > kCell) return false;
      std::memcpy(names.cells.data() + i * kCell, text.data(), text.size());
      names.sizes[i] = static_cast<std::uint8_t>(text.size());
      names.parts[i] = part;
      word = word << 16U | std::uint64_t{name.control} << 8U | part;
      if (i % Key::kNamesInWord == Key::kNamesInWord - 1 || i + 1 == value.names.size()) {
        key.Set(Key::kHead + i / Key::kNamesInWord, word);
        word = 0;
      }
    }
    return true;
  }

  // The form of a mark. It is none where it does not say of this mark what the single writer says.
  FormOfMarks Make(std::string_view input, const ParsedMarking& mark, const Names& names) const {
    FormOfMarks form = Cut(Pattern(mark, names), mark.value.names.size());
    std::string direct;
    std::string written;
    AppendMarkingJson(direct, vocabulary_, input, mark);
    if (!form.holes.empty()) Write(written, form, input, Slice(input, mark.span), names);
    return written == direct ? form : FormOfMarks();
  }

  // The JSON of the mark with a private character for each name.
  std::string Pattern(const ParsedMarking& mark, const Names& names) const {
    ParsedMarking pattern = mark;
    const std::string input = HoleFor(kInput) + HoleFor(kWritten);
    pattern.span = {kHoleBytes, input.size()};
    for (std::size_t i = 0; i < pattern.value.names.size(); ++i) {
      const std::uint8_t part = names.parts[i];
      std::string& name = pattern.value.names[i].name;
      const std::string hole = HoleFor(static_cast<std::uint8_t>(i));
      if (part == kWhole) name = hole;
      if (part == kAfterBlank) name = HoleFor(kAbove) + ' ' + hole;
      if (part == kAfterHyphen) name = HoleFor(kAbove) + '-' + hole;
    }
    std::string json;
    AppendMarkingJson(json, vocabulary_, input, pattern);
    return json;
  }

  // Cuts it at those characters.
  static FormOfMarks Cut(const std::string& json, std::size_t names) {
    FormOfMarks form;
    for (std::size_t at = 0;;) {
      const std::size_t hole = std::min(json.find(kPrivate, at), json.size());
      form.text.append(json, at, hole - at);
      form.after = hole - at;
      if (hole == json.size()) break;
      at = hole + kHoleBytes;
      const auto six_bits = [&](std::size_t byte) { return static_cast<std::size_t>(json[byte] & 0x3F); };
      const std::size_t name = six_bits(hole + 1) * 64 + six_bits(hole + 2);
      if (name != kInput && name != kWritten && name >= names) return {};
      form.holes.push_back({static_cast<std::uint32_t>(form.after), static_cast<std::uint8_t>(name)});
      if (name >= kMaxNames) ++form.long_holes;
      if (name == kInput) at += kHoleBytes;  // (the mark in it)
    }
    form.text.append(kCell, '\0');
    return form;
  }

  static void Write(std::string& out, const FormOfMarks& form, std::string_view input,
                    std::string_view written, const Names& names) {
    const std::size_t begin = out.size();
    const std::size_t most =
        begin + form.text.size() + form.holes.size() * kCell + form.long_holes * input.size() + kCell;
    out.resize_and_overwrite(most, [&](char* bytes, std::size_t) {
      char* to = bytes + begin;
      const char* from = form.text.data();
      for (const Hole& hole : form.holes) {
        to = CopyCells(to, from, hole.before);
        from += hole.before;
        if (hole.name < kMaxNames) {
          std::memcpy(to, names.cells.data() + hole.name * kCell, kCell);
          to += names.sizes[hole.name];
        } else {
          const std::string_view text = hole.name == kInput ? input : written;
          std::memcpy(to, text.data(), text.size());
          to += text.size();
        }
      }
      to = CopyCells(to, from, form.after);
      return static_cast<std::size_t>(to - bytes);
    });
  }

  const Vocabulary& vocabulary_;
  std::vector<std::vector<std::pair<std::string_view, std::uint8_t>>> known_;  // by control
  bool usable_ = false;
  std::unordered_map<Key, FormOfMarks, Hash> forms_;
};

MarkingWriter::MarkingWriter(std::shared_ptr<const Vocabulary> vocabulary)
    : vocabulary_(std::move(vocabulary)) {
  if (vocabulary_->grammar() != nullptr) forms_ = std::make_unique<Forms>(*vocabulary_);
}
MarkingWriter::MarkingWriter(MarkingWriter&&) noexcept = default;
MarkingWriter& MarkingWriter::operator=(MarkingWriter&&) noexcept = default;
MarkingWriter::~MarkingWriter() = default;

void MarkingWriter::Append(std::string& out, std::string_view input, const ParsedMarking& mark,
                           const MarkingExtras& extras) {
  const bool extra = extras.roll_up != nullptr || extras.access != nullptr || extras.repair != nullptr;
  if (!extra && forms_ != nullptr && forms_->Append(out, input, mark)) return;
  AppendMarkingJson(out, *vocabulary_, input, mark, extras);
}

}  // namespace markings
