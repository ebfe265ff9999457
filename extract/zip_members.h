#ifndef EXTRACT_ZIP_MEMBERS_H_
#define EXTRACT_ZIP_MEMBERS_H_

// A ZIP that is one document, as DOCX is: its parts by name.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "extract/extractor.h"
#include "libmarkings/text/error.h"

namespace markings::extract {

// All files in a ZIP by name in small letters (names of parts do not differ by case alone). Those that
// `wanted` is true of are read and count against the budget; the others are there with nothing in them.
// Errors: kUnusableInput: damaged, a link or an encrypted file in it, two of one name.
[[nodiscard]] Result<std::map<std::string, std::string>> ReadZipMembers(
    std::string_view bytes, const std::function<bool(std::string_view)>& wanted, Budget& budget);

}  // namespace markings::extract

#endif  // EXTRACT_ZIP_MEMBERS_H_
