#ifndef LIBMARKINGS_CABLE_PLAIN_CABLE_H_
#define LIBMARKINGS_CABLE_PLAIN_CABLE_H_

// Cables of the plainest form, told from others without parsing them: for corpora, of which most texts have
// nothing that a check could report.

#include <memory>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// A class line, captions that only route, E.O., TAGS, SUBJECT and REF of one line each, numbered paragraphs
// that all bear a mark and are written in small letters, a signature, NNNN; the class line is the roll-up.
// Anything else, however harmless, is not of this form. It is many times faster than Document::Parse, and
// tests hold it to what that says.
//
// Only for vocabularies without banner categories: with others no text is of this form. Keeps the answers to
// marks that it has met; for one thread at a time.
class MARKINGS_API PlainCables {
 public:
  explicit PlainCables(std::shared_ptr<const Vocabulary> vocabulary);
  PlainCables(const PlainCables&) = delete;
  PlainCables& operator=(const PlainCables&) = delete;
  ~PlainCables();

  // True: Document::Parse makes a document of the text and has nothing to report of it. False says nothing.
  // One pass over the text (UTF-8, as Buffer checks it).
  [[nodiscard]] bool IsOne(std::string_view text);

 private:
  class Reader;
  struct Memory;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_PLAIN_CABLE_H_
