#ifndef CLI_CORPUS_H_
#define CLI_CORPUS_H_

// Folders of documents that a command goes through.

#include <filesystem>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// The files of a folder and of those in it, in the order of names. Links are not followed. `option` is what
// named the folder: errors speak of it. Errors: a folder that is none or cannot be read.
[[nodiscard]] Result<std::vector<std::filesystem::path>> FilesBelow(const std::string& folder,
                                                                    const std::string& option);

// A text file, read as the policy reads marks. Errors: those of ReadBytes, Buffer::FromInput,
// Document::Parse.
[[nodiscard]] Result<Document> ReadDocument(const std::filesystem::path& path, const Policy& policy);

}  // namespace markings::cli

#endif  // CLI_CORPUS_H_
