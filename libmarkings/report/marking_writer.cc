// The JSON of a mark with a hole for each name. It is made by the writer of single marks, of a mark whose
// names are private characters; where each comes out is where a name goes. Nothing here knows how a mark is
// written.

#include "libmarkings/report/marking_writer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "libmarkings/report/internal/marking_json.h"

namespace markings {
namespace {

// Private characters, U+E000 and on, stand for names while a form is made; no spelling has one.
constexpr char kPrivate = '\xEE';
constexpr std::size_t kHoleBytes = 3;
constexpr std::size_t kMaxNames = 24;
constexpr std::uint8_t kInput = kMaxNames;        // the whole input
constexpr std::uint8_t kWritten = kMaxNames + 1;  // the mark as it is written there
constexpr std::uint8_t kAbove = kMaxNames + 2;    // what a name is below, which is not written with it
constexpr std::size_t kMaxForms = 2048;

using Key = std::array<char, 4 + 2 * sizeof(std::uint64_t) + 2 * kMaxNames>;
constexpr std::size_t kKeyHead = 4 + 2 * sizeof(std::uint64_t);
// The texts of a mark's names, each in a cell of its own: copying a whole cell takes no branch and no call.
constexpr std::size_t kCell = 32;
struct Names {
  std::array<char, kMaxNames * kCell> cells;
  std::array<std::uint8_t, kMaxNames> sizes;
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
    usable_ =
        compartments.size() <= 0xFF - kKnown && vocabulary.source_text().find(kPrivate) == std::string::npos;
  }

  // Whether it could append the mark.
  bool Append(std::string& out, std::string_view input, const ParsedMarking& mark) {
    if (!usable_ || mark.status != MarkingStatus::kValid || !mark.diagnostics.empty() ||
        mark.value.names.size() > kMaxNames || !internal::IsPlain(input))
      return false;
    Key key;      // NOLINT(*-member-init): written as far as it is used
    Names names;  // NOLINT(*-member-init): likewise
    const std::size_t size = Describe(mark, key, names);
    if (size == 0) return false;
    const std::string_view found_by(key.data(), size);
    auto found = forms_.find(found_by);
    if (found == forms_.end()) {
      if (forms_.size() == kMaxForms) forms_.clear();
      found = forms_.emplace(found_by, Make(mark, key)).first;
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
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  // All of a mark but the letters of its names, and those letters. 0 bytes for a mark whose names are put in
  // order among its controls.
  std::size_t Describe(const ParsedMarking& mark, Key& key, Names& names) const {
    const Marking& value = mark.value;
    key[0] = static_cast<char>(mark.kind);
    key[1] = static_cast<char>(mark.entire_text);
    key[2] = static_cast<char>(value.level);
    key[3] = static_cast<char>(value.owner);
    std::memcpy(&key[4], &value.controls, sizeof value.controls);
    std::memcpy(&key[4 + sizeof value.controls], &value.fused, sizeof value.fused);
    std::size_t size = kKeyHead;
    for (std::size_t i = 0; i < value.names.size(); ++i) {
      const MarkName& name = value.names[i];
      if (name.control >= MarkName::kUnnamed) return 0;
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
      if (text.size() > kCell) return 0;
      std::memcpy(names.cells.data() + i * kCell, text.data(), text.size());
      names.sizes[i] = static_cast<std::uint8_t>(text.size());
      key[size++] = static_cast<char>(name.control);
      key[size++] = static_cast<char>(part);
    }
    return size;
  }

  FormOfMarks Make(const ParsedMarking& mark, const Key& key) const {
    ParsedMarking pattern = mark;
    const std::string input = HoleFor(kInput) + HoleFor(kWritten);
    pattern.span = {kHoleBytes, input.size()};
    for (std::size_t i = 0; i < pattern.value.names.size(); ++i) {
      const auto part = static_cast<std::uint8_t>(key[kKeyHead + 2 * i + 1]);
      std::string& name = pattern.value.names[i].name;
      const std::string hole = HoleFor(static_cast<std::uint8_t>(i));
      if (part == kWhole) name = hole;
      if (part == kAfterBlank) name = HoleFor(kAbove) + ' ' + hole;
      if (part == kAfterHyphen) name = HoleFor(kAbove) + '-' + hole;
    }
    std::string json;
    AppendMarkingJson(json, vocabulary_, input, pattern);
    FormOfMarks form;
    for (std::size_t at = 0;;) {
      const std::size_t hole = std::min(json.find(kPrivate, at), json.size());
      form.text.append(json, at, hole - at);
      form.after = hole - at;
      if (hole == json.size()) break;
      at = hole + kHoleBytes;
      const auto name = static_cast<std::uint8_t>((json[hole + 1] & 0x3F) * 64 + (json[hole + 2] & 0x3F));
      if (name == kAbove) return {};
      form.holes.push_back({static_cast<std::uint32_t>(form.after), name});
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
          to = std::ranges::copy(hole.name == kInput ? input : written, to).out;
        }
      }
      to = CopyCells(to, from, form.after);
      return static_cast<std::size_t>(to - bytes);
    });
  }

  const Vocabulary& vocabulary_;
  std::vector<std::vector<std::pair<std::string_view, std::uint8_t>>> known_;  // by control
  bool usable_ = false;
  std::unordered_map<std::string, FormOfMarks, Hash, std::equal_to<>> forms_;
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
