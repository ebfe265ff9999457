#ifndef LIBMARKINGS_POLICY_INTERNAL_WORDS_H_
#define LIBMARKINGS_POLICY_INTERNAL_WORDS_H_

#include <string>
#include <string_view>

namespace markings::internal {

// ASCII letters only, as vocabularies are written.
[[nodiscard]] inline std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_WORDS_H_
