#ifndef LIBMARKINGS_CABLE_INTERNAL_LINES_H_
#define LIBMARKINGS_CABLE_INTERNAL_LINES_H_

// What form a line of a cable has by itself. What a line is in its place is for the parser to
// say.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace markings::internal {

// The bytes of the blank character that stands at `at`, 0 for none: ASCII blanks, the no-break space and the
// other blank or invisible ones that web pages leave behind.
[[nodiscard]] std::size_t BlankAt(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t SkipBlanks(std::string_view text, std::size_t at);  // past all of them
[[nodiscard]] std::string_view Trimmed(std::string_view text);
// Whether a sentence may end here, so that what follows can begin something new.
[[nodiscard]] bool EndsSentence(std::string_view text);

// A label such as "SUBJECT:" at the start of a line: how many bytes it takes, 0 for none.
[[nodiscard]] std::size_t TagsLabel(std::string_view line);
// The same without its colon, in capitals, or misspelt: a label only where codes follow.
[[nodiscard]] std::size_t BareTagsLabel(std::string_view line);
[[nodiscard]] std::size_t SubjectLabel(std::string_view line);
[[nodiscard]] std::size_t ReferenceLabel(std::string_view line);
[[nodiscard]] bool IsClassifiedBy(std::string_view line);
[[nodiscard]] bool IsClassifiedByLabel(std::string_view line);  // with its colon
// A line that begins a classification authority block: "Derivatively Classified By:", "Derived From:".
[[nodiscard]] bool BeginsAuthority(std::string_view line);
[[nodiscard]] bool IsEoLine(std::string_view line);  // begins as an E.O. line, in strict form or not

// Where the label of another field stands in a line, a blank before it: "PREL SUBJECT: HARBOUR". Npos:
// nowhere.
[[nodiscard]] std::size_t JoinedLabel(std::string_view line, std::size_t from);
// Where a page line stands at the end of a line, a blank before it; `origin` is the post of the class line.
[[nodiscard]] std::size_t JoinedPageLine(std::string_view line, std::size_t from, std::string_view origin);
// "C O R R E C T E D  C O P Y", "CORRECTED COPY (TEXT)", "CANCEL THIS MESSAGE": words of that form alone.
[[nodiscard]] bool IsCopyNotice(std::string_view line);

// "VZCZCXXX", "DE RUEHAA #0123 0661200Z", "ZNR UUUUU ZZH", "R 021647Z FEB 00", "BT": transmission lines, in
// exactly that form.
[[nodiscard]] bool IsTransmission(std::string_view line);
// The DTG of a line, with its precedence: "R 021647Z FEB 00".
[[nodiscard]] std::string_view FindDtg(std::string_view line);
// "FM POST", "TO POST", "INFO POST", "XMT POST", "XMT/POST": the label's length, 0 for none.
[[nodiscard]] std::size_t AddressLabel(std::string_view line);
// A post's address as it stands after FM, TO or INFO: capitals, digits, few signs, no parentheses.
[[nodiscard]] bool IsAddress(std::string_view line);
// One that names a post, a collective, a route, a precedence or a number: what counts below the class line.
[[nodiscard]] bool IsPostAddress(std::string_view line);
// "PAGE 02  KALVOR 00123  071504Z", "KALVOR 00000123  002 OF 003".
[[nodiscard]] bool IsPageLine(std::string_view line);
// The two halves of a page line that was cut: "KALVOR 00000123", then "001.2 OF 003".
[[nodiscard]] bool IsPageLineHead(std::string_view line);
[[nodiscard]] bool IsPageLineTail(std::string_view line);

[[nodiscard]] bool IsUnderline(std::string_view line);
[[nodiscard]] bool IsEndMark(std::string_view line);  // NNNN
// A passing instruction begins here: "STATE FOR EUR/XX (A. NAME)", "POST PASS TO ...".
[[nodiscard]] bool BeginsPassing(std::string_view line);
[[nodiscard]] bool IsCapitals(std::string_view line);  // has capital letters and no small ones

// "17." at the start of a line, a pilcrow before it or not.
struct NumberLabel {
  std::uint32_t number = 0;
  std::size_t begin = 0;   // of the digits
  std::size_t digits = 0;  // how many
  std::size_t label = 0;   // all of it, stop included
};
[[nodiscard]] std::optional<NumberLabel> FindNumber(std::string_view line);

// Past the signs of emphasis and escape that Markdown leaves, no more than three.
[[nodiscard]] std::size_t SkipEmphasis(std::string_view line, std::size_t at);
// A number in an odd form before a parenthesis: "1 (", "1: (", "1.a. (", "PARA 1. (". Its bytes, 0 for none.
// A label only where a mark follows.
[[nodiscard]] std::size_t OddLabel(std::string_view line);

// "a.", "(1)", "--", "*": a list label. Labels of one style are items of one list.
struct ListItem {
  std::size_t label = 0;  // bytes, without the blanks after; 0: none
  char style = 0;
  char letter = 0;  // the one letter in it, 0 for none
};
[[nodiscard]] ListItem FindListItem(std::string_view line);

// Quoted texts, by what they are: BEGIN TEXT is ended by END TEXT, QUOTE by UNQUOTE.
enum class Quote : std::uint8_t {
  kNone,
  kText,
  kQuote,
  kElements,
  kTranslation,
  kPoints,
  kPaper,
  kLetter,
  kStatement
};
[[nodiscard]] Quote BeginsQuoted(std::string_view line);  // "BEGIN TEXT:", "QUOTE" alone
[[nodiscard]] Quote EndsInBegin(std::string_view line);   // "... AS FOLLOWS. BEGIN TEXT:"
[[nodiscard]] Quote EndsQuoted(std::string_view line);    // "END TEXT.", "... last words. END TEXT."
// "### Heading": the length of the hash signs and blanks, 0 for none.
[[nodiscard]] std::size_t HeadingLabel(std::string_view line);
// "END SUMMARY.", "End Summary and Comment.", "END NOTE": what closes a part of the text, alone on its line.
// The name of the part, in capitals; empty: it is none.
[[nodiscard]] std::string EndBracket(std::string_view line);
// Whether a line of capitals can be a heading: short, no stop at its end, has letters.
[[nodiscard]] bool IsCapitalHeading(std::string_view line);
// A surname or two, in capitals or with capital initials.
[[nodiscard]] bool IsSignature(std::string_view line);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CABLE_INTERNAL_LINES_H_
