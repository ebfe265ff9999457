#ifndef EXTRACT_EMAIL_MESSAGE_H_
#define EXTRACT_EMAIL_MESSAGE_H_

// One message that GMime has parsed, as documents.

#include <gmime/gmime.h>

#include <cstddef>
#include <memory>
#include <string>

#include "extract/extractor.h"

namespace markings::extract {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// What the messages of one input share.
struct EmailSource {
  GMimeParserOptions* options;
  Budget& budget;
  Extraction& out;
};

// Adds the document of a message, then those of its parts. `hidden`: clean lines that belong to it and that
// nobody sees. Errors: kUnusableInput.
[[nodiscard]] Result<void> ReadMessage(const EmailSource& from, GMimeMessage* message,
                                       const std::string& name, std::size_t depth, std::string hidden);

}  // namespace markings::extract

#endif  // EXTRACT_EMAIL_MESSAGE_H_
