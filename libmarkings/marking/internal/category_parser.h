#ifndef LIBMARKINGS_MARKING_INTERNAL_CATEGORY_PARSER_H_
#define LIBMARKINGS_MARKING_INTERNAL_CATEGORY_PARSER_H_

// Parses marks of regimes with banner categories: LEVEL//CATEGORY//CATEGORY, values parted by a slash.
// Users want marking/portion.h or marking/banner.h.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/spelling_table.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// One marking string as a whole. `text` holds it at `outer`; for a portion mark `content` is what stands
// between the parentheses. A banner that begins with no level and no owner is kNone: prose.
[[nodiscard]] ParsedMarking ParseCategories(const Vocabulary& vocabulary, MarkingKind kind,
                                            std::string_view text, Span outer, Span content);

// What a reader holds: a level and accesses in the form of a mark, of which the rules on what stands beside
// what do not apply. Nothing when a token of it is not understood.
[[nodiscard]] std::optional<Marking> ReadHeld(const Vocabulary& vocabulary, std::string_view text);

// Whether a token is what known ones have become rather than a name of its own: a slip of one, or several
// that lost what stood between them (ORCON NOFORN). As a name it would drop what they protect.
[[nodiscard]] bool IsNearKnown(const Vocabulary& vocabulary, std::string_view token);

// Whether a name is a slip of a known compartment of the control.
[[nodiscard]] bool IsNearCompartment(const Vocabulary& vocabulary, std::size_t control,
                                     std::string_view name);

class CategoryParser {
 public:
  CategoryParser(const Vocabulary& vocabulary, MarkingKind kind, std::string_view text, Span outer,
                 Span content);
  [[nodiscard]] ParsedMarking Parse();
  // The value as it is written, without its rules; nothing when a token of it is unknown.
  [[nodiscard]] std::optional<Marking> ReadValue();

 private:
  // A value, or the level: what stands between two separators.
  struct Piece {
    // (No initial values: an array of these is made for each mark.)
    std::uint16_t begin, end;  // into content
    bool category;             // a category separator stands before it, not a value separator
    bool odd;                  // that separator is not as it must be
  };
  static constexpr std::size_t kNoCategory = static_cast<std::size_t>(-1);

  void Fault(FormCheck check, DiagnosticCode code, Span where, std::string message, bool mendable = true,
             std::optional<Severity> severity = std::nullopt);
  [[nodiscard]] Span At(std::size_t begin, std::size_t end) const {
    return {content_.begin + begin, content_.begin + end};
  }
  [[nodiscard]] Span At(const Piece& piece) const { return At(piece.begin, piece.end); }
  [[nodiscard]] std::string_view Text(const Piece& piece) const {
    return std::string_view(upper_.data() + piece.begin, piece.end - piece.begin);
  }

  // Whether a text can be the name of a program that nobody has published: letters and digits, few words.
  [[nodiscard]] static bool IsName(std::string_view text);
  // The bit of Meaning::forms that the kind of mark asks for.
  [[nodiscard]] std::uint8_t OwnForm() const {
    return mark_.kind == MarkingKind::kBanner ? Meaning::kBanner : Meaning::kPortion;
  }
  bool ReadTokens();
  bool Split(std::size_t from);
  bool SplitAtSlashes(std::size_t from);
  bool AddPiece(std::size_t begin, std::size_t end, bool category, bool odd);

  bool TakeLevel(Piece piece);
  bool TakeOwnedLevel(std::string_view text, Span where);
  bool TakeCodes(std::string_view codes, Span where, std::size_t owner);
  void SetLevel(const Meaning& meaning, Span where);
  void CheckForm(const Meaning& meaning, Span where, std::string_view upper);

  void TakeValue(const Piece& piece);
  bool TakeKnown(const Piece& piece, std::string_view text);
  bool TakeList(const Piece& piece, std::string_view text);
  bool TakeListBefore(const Piece& piece, std::string_view text);
  bool TakeBare(const Piece& piece, std::string_view text);
  void TakeUnknown(const Piece& piece, std::string_view text);
  void Enter(std::size_t category, const Piece& piece);
  void AddControl(std::size_t control, const Piece& piece, bool repeats = false);
  void ReadCountries(std::size_t control, std::string_view list, std::size_t at, const Piece& piece);
  void ReadNumbers(std::size_t control, std::string_view list, const Piece& piece);
  void ReadNames(std::size_t control, std::string_view list, const Piece& piece);
  void ReadTree(std::size_t control, std::string_view tree, const Piece& piece);
  void ReadUnnamed(std::size_t category, std::string_view text, const Piece& piece);
  std::string_view DropTypeWord(const Control& row, std::string_view part, const Piece& piece);
  void SettleFused();
  [[nodiscard]] std::size_t MostNames() const;
  // `fresh`: the order of the list tells that the name comes after those of the control that are there.
  void AddName(std::uint8_t control, std::string_view name, Span where, bool fresh = false);
  void FlushPending();

  void CheckMark();
  ParsedMarking Finish();

  const Vocabulary& vocabulary_;
  const Grammar& grammar_;
  const Countries& countries_ = Countries::Get();
  std::string_view text_;
  Span content_;
  ParsedMarking mark_;
  std::array<char, kMaxMarkBytes> upper_;  // the content in capitals; only its first bytes are written
  std::array<Piece, kMaxMarkTokens> pieces_;
  std::size_t piece_count_ = 0;
  bool lower_ = false;
  bool owned_ = false;  // begins with the owner's prefix

  Marking value_;
  bool names_in_order_ = true;
  bool has_level_ = false;
  bool unknown_ = false;
  bool broken_ = false;
  bool mendable_ = true;
  bool canonical_ = true;
  bool fused_ = false;
  std::uint64_t said_ = 0;          // controls that are said by a spelling of their own
  bool known_compartment_ = false;  // an old spelling, which means something with a known compartment only
  std::size_t category_ = kNoCategory;
  std::size_t last_control_ = kNoCategory;  // in the category
  std::string_view last_name_;              // in a category whose values are sorted by name
  std::size_t last_bare_ = kNoCategory;     // place of a name among those known of its control
  std::string last_program_;                // of a chain
  std::uint64_t seen_categories_ = 0;
  std::array<Piece, 32> pending_;  // codes that wait for a control whose list stands before it
  std::size_t pending_count_ = 0;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_CATEGORY_PARSER_H_
