#ifndef EXTRACT_FILE_TYPE_H_
#define EXTRACT_FILE_TYPE_H_

// The part of DetectFileType (extractor.h) that `markings` itself needs: it links no reader.

#include <optional>
#include <string_view>

#include "extract/extraction.h"

namespace markings::extract {

// The type of what is no plain text, by its bytes: its reader is to be used. nullopt: text, or nothing that
// is read. Looks at the first KiB, at the header of an e-mail, and at the directory of a ZIP file.
[[nodiscard]] std::optional<FileType> DetectPackedType(std::string_view bytes);

}  // namespace markings::extract

#endif  // EXTRACT_FILE_TYPE_H_
