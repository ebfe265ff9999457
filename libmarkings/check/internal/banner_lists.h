#ifndef LIBMARKINGS_CHECK_INTERNAL_BANNER_LISTS_H_
#define LIBMARKINGS_CHECK_INTERNAL_BANNER_LISTS_H_

#include <vector>

#include "libmarkings/check/internal/mark_memo.h"
#include "libmarkings/check/internal/marked_text.h"

namespace markings::internal {

// Gives portions the lists that they leave to the banner, (S//REL) and (//JOINT S): those of the banner of
// their page, else of the first of the text. Where it has none the portion stays as it is, and says so.
// Source: CAPCO 2016, H.3, p. 56, H.8, p. 150; DoDM 5200.01-V2, encl. 4, 5.f, 10.e(6).
void FillLists(MarkMemo& memo, std::vector<MarkedPage>& pages);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CHECK_INTERNAL_BANNER_LISTS_H_
