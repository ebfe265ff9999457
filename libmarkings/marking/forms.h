#ifndef LIBMARKINGS_MARKING_FORMS_H_
#define LIBMARKINGS_MARKING_FORMS_H_

#include <cstddef>
#include <string>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// The canonical forms of a marking. Each parses back to the same value (tests/marking/forms_test.cc).
[[nodiscard]] MARKINGS_API std::string BannerForm(const Vocabulary& vocabulary,
                                                  const Marking& marking);  // UNCLAS SENSITIVE NOFORN
[[nodiscard]] MARKINGS_API std::string PortionForm(const Vocabulary& vocabulary,
                                                   const Marking& marking);  // (SBU//NF)
[[nodiscard]] MARKINGS_API std::string LongForm(
    const Vocabulary& vocabulary,
    const Marking& marking);  // UNCLASSIFIED//SENSITIVE BUT UNCLASSIFIED//NOT RELEASABLE ...

// One control of a marking of a regime with categories, with its list or compartments, in banner form.
MARKINGS_API void AppendValue(std::string& out, const Vocabulary& vocabulary, const Marking& marking,
                              std::size_t control);

// The system that nobody has published at names[at], with what is below it: "FGH-AAA 123-LLL". Returns the
// place after its names.
MARKINGS_API std::size_t AppendUnpublished(std::string& out, const Marking& marking, std::size_t at);

// The same forms, appended.
MARKINGS_API void AppendPortionForm(std::string& out, const Vocabulary& vocabulary, const Marking& marking);
MARKINGS_API void AppendLongForm(std::string& out, const Vocabulary& vocabulary, const Marking& marking);

// The canonical spelling of what was parsed, in its own kind: a banner, or a portion mark with its whole-text
// phrase when it has one. Counts only for a valid mark.
[[nodiscard]] MARKINGS_API std::string CanonicalForm(const Vocabulary& vocabulary, const ParsedMarking& mark);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_FORMS_H_
