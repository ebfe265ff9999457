#ifndef LIBMARKINGS_MARKING_COUNTRIES_H_
#define LIBMARKINGS_MARKING_COUNTRIES_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings {

// The codes of countries (trigraphs) and of groups (tetragraphs and others) that lists of release may hold.
// Source: ODNI ISM.XML controlled vocabularies, policies/vocabulary/countries.toml; each membership cites its
// own. Thread-safety: const; safe for concurrent use.
class MARKINGS_API Countries {
 public:
  static constexpr std::size_t kMax = 512;
  using Set = std::bitset<kMax>;

  struct Code {
    std::string code, name, source;
    std::string deprecated;  // the date from which it is no longer used; empty: in use
    bool group = false;
    Set members;  // of a group whose membership is public; itself included. Of another code: itself
  };

  // The compiled-in table. Loaded once, shared.
  [[nodiscard]] static const Countries& Get();
  // Reads a table. Errors: kBadVocabulary with the place of the fault.
  [[nodiscard]] static Result<Countries> Load(const Buffer& toml);

  [[nodiscard]] const std::vector<Code>& codes() const { return codes_; }
  // An upper-case code. Nothing when it is unknown.
  [[nodiscard]] std::optional<std::size_t> Find(std::string_view code) const;

  // The codes that stand for a set, shortest first: a group whose members are all there stands for them.
  // In the order of lists: countries by code, then groups by code.
  [[nodiscard]] std::vector<std::size_t> CodesOf(const Set& set) const;

 private:
  std::vector<Code> codes_;  // sorted by code
  struct Slot {
    std::uint32_t letters = 0;
    std::uint16_t index = 0;
  };
  std::vector<Slot> trigraphs_;         // by a hash of their letters
  std::vector<std::uint16_t> by_hash_;  // the others, as indices plus one
  std::size_t longest_ = 0;             // bytes
  void Index();
};

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_COUNTRIES_H_
