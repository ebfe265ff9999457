#ifndef CLI_REVIEW_FILES_H_
#define CLI_REVIEW_FILES_H_

#include <string>
#include <string_view>

#include "libmarkings/review/review_page.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// Only its owner may read a page that holds withheld text.
inline constexpr unsigned kReviewMode = 0600;

// Where the review page of a document goes that is released: beside the document, never into the folder of
// the release. Standard input: the current folder. Errors: kUnusableInput when the two are one folder.
[[nodiscard]] Result<std::string> ReviewBeside(const std::string& input, std::string_view stem,
                                               const std::string& release_folder);

// The text of a former release: a derivative, or by its manifest (a file whose name ends in .release.json)
// the derivative beside it, which must be the text that the manifest names. Errors: kUnusableInput, kIo.
[[nodiscard]] Result<std::string> ReadFormer(const std::string& path);

// Says what still stops a release, in one note: for a page that was written all the same.
void NoteWhatStops(const Review& review, std::string_view name);

}  // namespace markings::cli

#endif  // CLI_REVIEW_FILES_H_
