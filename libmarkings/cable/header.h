#ifndef LIBMARKINGS_CABLE_HEADER_H_
#define LIBMARKINGS_CABLE_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

// What the header of a cable says, field by field. Strings are copies with line breaks joined (a word
// broken at a hyphen is joined there) and page lines taken out; spans and element indices lead back.
struct MARKINGS_API Header {
  struct Mrn {                          // message reference: origin and serial as on the class line
    std::string origin;                 // "TEL AVIV"
    std::string serial;                 // "004462", as written
    std::optional<std::uint32_t> year;  // from the DTG, when there is one
  };
  struct Caption {
    std::string name;  // canonical, or as written when unknown
    bool known = false;
    std::size_t element = 0;
  };
  struct Addressee {
    std::string name;        // "SECSTATE WASHDC"
    std::string precedence;  // "PRIORITY", empty when none
    bool info = false;       // INFO rather than TO
  };
  struct Eo {
    std::string order;          // "12958"
    std::string value;          // "N/A", "DECL: 02/05/2019"
    std::string declassify_on;  // YYYY-MM-DD when the date can be read for sure, else empty
  };
  struct Tag {
    std::string code;  // "PGOV"
    bool known = false;
    Span span;  // as written, markdown residue included
  };
  struct Reference {
    std::string label;  // "A", empty for a single one
    std::string text;   // "05 PARIS 5459"
  };

  struct Field {
    std::string label;  // "Drafted By", as written, without its colon
    std::string value;
    std::size_t element = 0;
  };

  std::optional<Mrn> mrn;
  std::string dtg;  // "R 021647Z FEB 00"
  std::string from;
  std::vector<Addressee> addressees;
  std::vector<Caption> captions;
  std::vector<std::string> passing;
  std::optional<Eo> eo;
  std::vector<Tag> tags;
  std::string subject;
  std::vector<Reference> references;
  std::string classified_by;
  std::string signature;
  std::vector<Field> fields;  // labelled lines that are none of the above
};

// "TEL AVIV 004462" or an empty string.
[[nodiscard]] MARKINGS_API std::string FormatMrn(const Header& header);

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_HEADER_H_
