#ifndef CLI_LEAK_FILES_H_
#define CLI_LEAK_FILES_H_

// The files of a leak index, and the texts that are searched for leaks.

#include <string>
#include <vector>

#include "cli/load.h"
#include "libmarkings/leaks/leak_index.h"
#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/text/buffer.h"

namespace markings::cli {

// Both report what is wrong, by the file's name.
[[nodiscard]] Loaded<LeakKey> LoadLeakKey(const std::string& file);
[[nodiscard]] Loaded<LeakIndex> LoadLeakIndex(const std::string& file, const LeakKey& key,
                                              std::string* id = nullptr);  // SealedId

// A text in a file.
struct MemberText {
  std::string member;  // its place in the file; empty: it is the file
  bool extracted = false;
  Buffer text;
};

// All texts of a file or, for "-", of standard input: plain text in any encoding that is known, anything else
// as `markings-extract` reads it. Reports nothing. Thread-safe. Errors: those of ReadBytes, Buffer::FromInput
// and RunExtract; a place of an error is a byte of the file.
[[nodiscard]] Result<std::vector<MemberText>> ReadTexts(const std::string& file);

}  // namespace markings::cli

#endif  // CLI_LEAK_FILES_H_
