#ifndef TESTS_SUPPORT_CABLE_GENERATOR_H_
#define TESTS_SUPPORT_CABLE_GENERATOR_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace markings::testing {

// A synthetic cable as structure with slots for free text. Everything in it is made of invented syllables.
class GeneratedCable {
 public:
  // The text of one slot: what stands after a label, number and mark.
  struct Slot {
    std::string text;
    bool capitals = false;  // the writer wrote it in capitals
    bool one_line = false;  // must not be broken over lines
    std::size_t begin = 0;  // where the text begins in Render(), after Render()
  };

  // The cable's bytes; sets each slot's `begin`.
  [[nodiscard]] std::string Render();
  [[nodiscard]] std::vector<Slot>& slots() { return slots_; }
  [[nodiscard]] const std::vector<std::string>& names() const {
    return names_;
  }  // full names that were planted

 private:
  friend class CableGenerator;
  struct Part {
    std::string fixed;  // structure before the slot
    std::size_t slot;   // index, or kNoSlot
  };
  static constexpr std::size_t kNoSlot = static_cast<std::size_t>(-1);
  std::vector<Part> parts_;
  std::vector<Slot> slots_;
  std::vector<std::string> names_;
};

// Makes cables in telegram and web form with random marks, captions, headings, sub-paragraphs, page lines and
// names. The same seed gives the same cables.
class CableGenerator {
 public:
  explicit CableGenerator(std::uint32_t seed) : random_(seed) {}

  [[nodiscard]] GeneratedCable Next();
  // Random text for a slot: prose of invented words, of any length, in the slot's case, with names and
  // numbers.
  [[nodiscard]] std::string Prose(const GeneratedCable::Slot& slot);
  [[nodiscard]] std::string Name();  // "Torvel Maskin"
  [[nodiscard]] std::size_t Below(std::size_t bound) { return random_() % bound; }
  [[nodiscard]] bool Chance(std::size_t of_a_hundred) { return Below(100) < of_a_hundred; }

 private:
  std::string Word(std::size_t syllables);
  std::string Capitalised(std::size_t syllables);
  void Fixed(GeneratedCable& cable, const std::string& text);
  void Slot(GeneratedCable& cable, bool capitals, bool one_line);
  void Header(GeneratedCable& cable, bool telegram, const std::string& post);
  void Paragraph(GeneratedCable& cable, bool telegram, const std::string& post, std::size_t number);

  std::mt19937 random_;
};

}  // namespace markings::testing

#endif  // TESTS_SUPPORT_CABLE_GENERATOR_H_
