#ifndef LIBMARKINGS_MARKING_INTERNAL_BANNER_MARK_H_
#define LIBMARKINGS_MARKING_INTERNAL_BANNER_MARK_H_

#include <string_view>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// The mark of a banner line, where nobody asks for its section, origin or captions: ParseBanner's `mark`.
[[nodiscard]] ParsedMarking ParseBannerMark(const Vocabulary& vocabulary, std::string_view line);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_BANNER_MARK_H_
