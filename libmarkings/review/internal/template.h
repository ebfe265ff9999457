#ifndef LIBMARKINGS_REVIEW_INTERNAL_TEMPLATE_H_
#define LIBMARKINGS_REVIEW_INTERNAL_TEMPLATE_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace markings::internal {

// The text with each {{name}} replaced, once through: what is put in is never looked at again. A name that is
// not among `values` is left out.
[[nodiscard]] std::string Fill(std::string_view text,
                               std::span<const std::pair<std::string_view, std::string_view>> values);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REVIEW_INTERNAL_TEMPLATE_H_
