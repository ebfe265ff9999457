#ifndef LIBMARKINGS_CABLE_DOCUMENT_DAYS_H_
#define LIBMARKINGS_CABLE_DOCUMENT_DAYS_H_

// When a document was written and when it is to be declassified, as far as its header says.
//
//   const DocumentDays days = DaysOf(document);
//   if (const auto& written = days.WrittenOf(document, element)) ... written->first, written->last ...
//
// Nothing is guessed: what can be read in several ways is all days that it can mean, and what cannot be read
// is not known.

#include <cstddef>
#include <optional>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/text/day.h"

namespace markings {

struct MARKINGS_API DocumentDays {
  // The day of the DTG (in UTC), else the year of the MRN; and fields such as "Date:" outside messages, and
  // all messages. Where they say different days: from the first to the last. None: one of them cannot be
  // read, or there is none.
  std::optional<DayRange> written{};  // NOLINT(readability-redundant-member-init)
  // Each message of a thread by itself, in the order of Document::messages(): what its "Sent:" or "Date:"
  // says.
  std::vector<std::optional<DayRange>> messages{};  // NOLINT(readability-redundant-member-init)
  // Of the E.O. line, of classification lines ("DECLASSIFY ON: 2039/02/05") and of reviewers' markings. None:
  // one of them says no date (OADR, 25X1, an event), or there is none.
  std::optional<DayRange> declassify{};  // NOLINT(readability-redundant-member-init)

  // After so many years its classification ends on 31 December without anybody's decision, where no date is
  // known: 25; 50 where those lines name an exemption from that (25X1), 75 from the next (50X1-HUM). 0: it
  // names one from that too. Source: E.O. 13526, 3.3(a), (b), (h).
  int automatic_years = 25;

  // What is known of the day on which an element was written: that of the message it belongs to, in a thread.
  [[nodiscard]] const std::optional<DayRange>& WrittenOf(const Document& document, std::size_t element) const;
};

// Pure and thread-safe. Linear in the header. Two digits of a year are read as in Header::Mrn::year. Sources:
// 5 FAH-2 H-440 by GRAMMAR of this project (unverified) for the DTG; RFC 5322, 3.3 and what mail programs
// print for messages.
[[nodiscard]] MARKINGS_API DocumentDays DaysOf(const Document& document);

// The elements in which days of a document are looked for: lines with a DTG, fields, classification lines,
// reviewers' markings. In order of the document, each once.
[[nodiscard]] MARKINGS_API std::vector<std::size_t> ElementsWithDays(const Document& document);

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_DOCUMENT_DAYS_H_
