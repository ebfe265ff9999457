#ifndef LIBMARKINGS_CHECK_BANNER_LINES_H_
#define LIBMARKINGS_CHECK_BANNER_LINES_H_

// Which lines of a text are banners of a regime with banner categories, and what portions leave to them: what
// the checker of marks and the parser of documents share.

#include <memory>
#include <optional>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// Remembers the banners that it has read; what it gives are copies. Thread-safety: one at a time.
class MARKINGS_API BannerLines {
 public:
  explicit BannerLines(std::shared_ptr<const Vocabulary> vocabulary);
  BannerLines(BannerLines&&) noexcept;
  BannerLines& operator=(BannerLines&&) noexcept;
  BannerLines(const BannerLines&) = delete;
  BannerLines& operator=(const BannerLines&) = delete;
  ~BannerLines();

  // The banner that a line is; `line` has no blanks at its ends. kNone: it is none. Malformed or unknown: it
  // is meant as one. The span is what of the line the mark is: behind a gap of three blanks a page number may
  // stand, and `alone` is false where it is something else. `among_text`: text stands above it on its page,
  // so that a word which is no banner by itself is a heading or the row of a table.
  struct Found {
    ParsedMarking mark;
    bool alone = true;
  };
  [[nodiscard]] Found Find(std::string_view line, bool among_text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A portion with the lists that it leaves to the banner: (S//REL), (//JOINT S). Nothing: it leaves none, or
// the banner lacks one. Source: CAPCO 2016, H.3, p. 56, H.8, p. 150; DoDM 5200.01-V2, encl. 4, 5.f, 10.e(6).
[[nodiscard]] MARKINGS_API std::optional<ParsedMarking> WithListsOf(const Vocabulary& vocabulary,
                                                                    const ParsedMarking& portion,
                                                                    const Marking& banner);

}  // namespace markings

#endif  // LIBMARKINGS_CHECK_BANNER_LINES_H_
