#ifndef LIBMARKINGS_RECOGNISE_INTERNAL_FORMS_H_
#define LIBMARKINGS_RECOGNISE_INTERNAL_FORMS_H_

// You should use libmarkings/recognise/recognisers.h.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libmarkings/recognise/recognition.h"
#include "libmarkings/text/internal/tokens.h"

namespace re2 {
class RE2;
}

namespace markings::internal {

// A text in which things with a form of their own are looked for: numbers, addresses, dates. The finders are
// called at the beginning of each run of letters and digits and look no further than kWindow bytes ahead, so
// all of them together are linear in the text.
class FormText {
 public:
  static constexpr std::size_t kWindow = 128;

  FormText(std::string_view text, const TokenStream& stream, EntityKinds which)
      : text_(text), stream_(stream), which_(which) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::vector<Token>& tokens() const { return stream_.tokens(); }
  [[nodiscard]] std::string_view Folded(std::size_t token) const {
    return stream_.Folded(stream_.tokens()[token]);
  }
  [[nodiscard]] bool Wants(EntityKind kind) const { return which_.Has(kind); }
  // The text from `at`, at most a window of it.
  [[nodiscard]] std::string_view Ahead(std::size_t at) const { return text_.substr(at, kWindow); }
  // The byte before `at`; a line end at the beginning.
  [[nodiscard]] char Before(std::size_t at) const { return at == 0 ? '\n' : text_[at - 1]; }
  // Whether no number or word goes on at `end`: neither directly nor after a point or hyphen.
  [[nodiscard]] bool Ends(std::size_t end) const;
  // Whether one begins at `at`.
  [[nodiscard]] bool Begins(std::size_t at) const;

  void Add(EntityKind kind, Span span, std::uint8_t confidence, EnumSet<Evidence> evidence) {
    found_.push_back({kind, span, confidence, evidence});
  }
  [[nodiscard]] std::vector<Recognition>& found() { return found_; }

 private:
  std::string_view text_;
  const TokenStream& stream_;
  EntityKinds which_;
  std::vector<Recognition> found_;
};

// How many bytes `pattern` takes at the beginning of `text`; 0 for none.
[[nodiscard]] std::size_t MatchAt(const re2::RE2& pattern, std::string_view text);
[[nodiscard]] std::size_t CountDigits(std::string_view text);

// Each looks at the run that begins with a token; a word's folded form tells whether it opens a context.
void FindTelephone(FormText& text, std::size_t token);       // contact_forms.cc
void FindTelephoneAfter(FormText& text, std::size_t token);  // "tel. 55-1234"
void FindIp(FormText& text, std::size_t token);
void FindSsn(FormText& text, std::size_t token);  // number_forms.cc
void FindSsnAfter(FormText& text, std::size_t token);
void FindCard(FormText& text, std::size_t token);
void FindIban(FormText& text, std::size_t token);
void FindCoordinates(FormText& text, std::size_t token);       // coordinate_forms.cc
void FindCoordinatesAfter(FormText& text, std::size_t token);  // "lat 41.3 long 69.2"
void FindPassportAfter(FormText& text, std::size_t token);     // record_forms.cc
void FindVisaAfter(FormText& text, std::size_t token);
void FindBirthDateAfter(FormText& text, std::size_t token);
void FindCaseNumber(FormText& text, std::size_t token);
void FindCaseNumberAfter(FormText& text, std::size_t token);
void FindMrn(FormText& text, std::size_t token);  // mrn_forms.cc
// Addresses of e-mail, at each @.
void FindEmails(FormText& text);

// All of them. (form_finder.cc)
void FindForms(FormText& text);

// Whether a number of nine digits is one that was ever given out: not 000, 666 or 900 to 999 in front, no
// part of zeros alone, none of the numbers printed in advertisements. Source: Social Security Administration,
// "Social Security Number Randomization" and POMS RM 10201.035.
[[nodiscard]] bool IsSsn(std::string_view digits);
// Whether the last digit is the check digit by the Luhn formula. Source: ISO/IEC 7812-1, annex B.
[[nodiscard]] bool IsLuhn(std::string_view digits);
// Whether country, length and check digits of an IBAN, in capitals without blanks, are right. Source: ISO
// 13616, ISO/IEC 7064 (MOD 97-10), the lengths of the SWIFT IBAN Registry.
[[nodiscard]] bool IsIban(std::string_view iban);
// The length that an IBAN of a country has; 0 for a country without.
[[nodiscard]] std::size_t IbanLength(std::string_view country);

}  // namespace markings::internal

#endif  // LIBMARKINGS_RECOGNISE_INTERNAL_FORMS_H_
