#ifndef LIBMARKINGS_RECOGNISE_GAZETTEER_H_
#define LIBMARKINGS_RECOGNISE_GAZETTEER_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

// A user's own list of names, beside the given names and surnames that are built in (policies/words). A word
// of it is taken for a name wherever it stands with a capital, whatever else it may mean, but for words of
// grammar. Copyable; thread-safe for reading.
class MARKINGS_API Gazetteer {
 public:
  Gazetteer() = default;  // empty

  // Reads a list: one name a line, of one word or more; blank lines and what follows a # count for nothing.
  // Case, accents and apostrophes count for nothing either. Words of one letter are passed over. Errors:
  // kUnusableInput with the place of a byte that is no UTF-8 or of a line of more than 256 bytes; no name is
  // ever quoted.
  [[nodiscard]] static Result<Gazetteer> Parse(std::string_view text);

  // Whether a word, folded to small letters without accents, is part of a listed name.
  [[nodiscard]] bool Holds(std::string_view folded) const { return words_.contains(folded); }
  [[nodiscard]] bool empty() const { return words_.empty(); }
  [[nodiscard]] std::size_t size() const { return words_.size(); }  // words

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  std::unordered_set<std::string, Hash, std::equal_to<>> words_;
};

}  // namespace markings

#endif  // LIBMARKINGS_RECOGNISE_GAZETTEER_H_
