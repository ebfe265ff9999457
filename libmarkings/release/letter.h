#ifndef LIBMARKINGS_RELEASE_LETTER_H_
#define LIBMARKINGS_RELEASE_LETTER_H_

// The letter that goes with a release, from a template that an office writes: plain text with {{names}} in
// it.
//
//   Re: Case No. {{case}}, {{document}}
//   {{count-released}} portions are released in full ... under these exemptions:
//       {{exemptions}}
//
// What the names stand for is in docs/paper.md: what the release says, and fields of the office's own.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/release/vaughn_index.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings {

// Thread-safety: const after Parse; safe for concurrent use.
class MARKINGS_API LetterTemplate {
 public:
  // `fields`: of the office's own ("requester"), each of which must stand in the template. Errors:
  // kUnusableInput with the place in the template: a name that is neither the release's nor a field, braces
  // that are not closed; without one for a field that is the release's, of another form, or nowhere in the
  // template.
  [[nodiscard]] static Result<LetterTemplate> Parse(const Buffer& text,
                                                    std::map<std::string, std::string> fields);

  // What the letter says and a redaction does not know of: the template's own words, the fields, the titles
  // of the exemptions. For RedactOptions::outgoing.
  [[nodiscard]] std::vector<OutgoingText> Texts(const Policy& policy) const;

  // The letter for one release, made under `policy` for `audience`. Ends with a line end.
  [[nodiscard]] std::string Fill(const VaughnIndex& index, const Policy& policy,
                                 const Audience& audience) const;

 private:
  struct Part {
    std::string text;  // or
    std::string name;  // of what stands here
  };
  std::vector<Part> parts_;
  std::map<std::string, std::string> fields_;
};

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_LETTER_H_
