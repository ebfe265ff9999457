#ifndef LIBMARKINGS_RECOGNISE_RECOGNITION_H_
#define LIBMARKINGS_RECOGNISE_RECOGNITION_H_

// What a recogniser found: a span, what it is, how sure that is and what spoke for it. docs/recognisers.md
// has what each kind looks for, its source and how often it is right.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

enum class EntityKind : std::uint8_t {
  kPerson,
  kEmail,
  kTelephone,
  kSsn,       // of the United States
  kPassport,  // a number after the word
  kVisa,      // the number of a visa or of a visa case, after the word
  kIp,        // version 4 or 6
  kCoordinates,
  kBirthDate,  // a date after "born" and the like
  kIban,
  kCard,  // of a bank
  kMrn,   // message reference number: year, post, serial
  kCaseNumber,
};
inline constexpr int kEntityKinds = 13;

// "person", "email", "telephone", "ssn", "passport", "visa", "ip", "coordinates", "birth_date", "iban",
// "card", "mrn", "case_number". Static storage.
[[nodiscard]] MARKINGS_API std::string_view Name(EntityKind kind);
// The kind of that name, or nothing.
[[nodiscard]] MARKINGS_API std::optional<EntityKind> FindEntityKind(std::string_view name);

// A set of values of an enumeration with fewer than 16.
template <class Enum>
class EnumSet {
 public:
  constexpr EnumSet() = default;
  constexpr EnumSet(std::initializer_list<Enum> values) {
    for (const Enum value : values) Add(value);
  }
  constexpr void Add(Enum value) { bits_ |= Bit(value); }
  [[nodiscard]] constexpr bool Has(Enum value) const { return (bits_ & Bit(value)) != 0; }
  [[nodiscard]] constexpr bool Meets(EnumSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr void Add(EnumSet other) { bits_ |= other.bits_; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(EnumSet, EnumSet) = default;

 private:
  static constexpr std::uint16_t Bit(Enum value) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(std::to_underlying(value)));
  }
  std::uint16_t bits_ = 0;
};

using EntityKinds = EnumSet<EntityKind>;
[[nodiscard]] MARKINGS_API EntityKinds AllEntityKinds();

// What spoke for a recognition.
enum class Evidence : std::uint8_t {
  kForm,       // it is written as such things are
  kChecksum,   // its check digits are right
  kContext,    // a word beside it says what it is
  kTitle,      // a title or an office stands before the name
  kGivenName,  // a word of it is in the list of given names
  kSurname,    // … of surnames
  kInitials,
  kRepeated,  // part of a name that stands in full elsewhere in the text
  kListed,    // a word of it is in the user's own list
  kUnknown,   // a word of it is in no list of words
};
// "form", "checksum", "context", "title", "given_name", "surname", "initials", "repeated", "listed",
// "unknown".
[[nodiscard]] MARKINGS_API std::string_view Name(Evidence evidence);

struct MARKINGS_API Recognition {
  EntityKind kind = EntityKind::kPerson;
  Span span;                    // bytes of the text that was searched
  std::uint8_t confidence = 0;  // percent; an order of trust, not a measured frequency
  EnumSet<Evidence> evidence;
};

}  // namespace markings

#endif  // LIBMARKINGS_RECOGNISE_RECOGNITION_H_
