#ifndef LIBMARKINGS_POLICY_INTERNAL_DECISIONS_TEXT_H_
#define LIBMARKINGS_POLICY_INTERNAL_DECISIONS_TEXT_H_

// The text of a decisions file, to be changed in places: comments, order and whatever else a person wrote
// stay. You should use libmarkings/policy/decisions_file.h.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/policy/overrides.h"
#include "libmarkings/text/buffer.h"

namespace markings::internal {

// A table of the file and where its values stand.
struct EntryText {
  bool written_inline = false;         // { element = "p1", ... }
  Span whole;                          // from its header to the end of the line of its last value
  std::map<std::string, Span> values;  // by key
  std::string prefix;                  // of keys that are written dotted: "document_mark."
  std::string first;                   // the key that others are put behind: element, finding, mark
};

class DecisionsText {
 public:
  // Of a file that Overrides::LoadDraft has taken.
  explicit DecisionsText(const Buffer& toml);

  // In the order of the file, as Overrides has them.
  [[nodiscard]] const std::vector<EntryText>& decisions() const { return decisions_; }
  [[nodiscard]] const std::vector<EntryText>& masks() const { return masks_; }
  [[nodiscard]] const std::vector<EntryText>& waivers() const { return waivers_; }
  [[nodiscard]] const std::optional<EntryText>& document_mark() const { return document_mark_; }
  // Whether entries have no header of their own, behind which another could follow.
  [[nodiscard]] bool any_inline() const;

  // Sets a key: in the place of its value, or on a line behind the entry's first key.
  void Set(const EntryText& entry, const std::string& key, std::string_view value);
  void SetAtTop(const std::string& key, std::string_view value);
  void Replace(Span where, std::string text) { edits_.push_back({where, std::move(text)}); }
  void Append(std::string_view text) { appended_ += text; }
  // The entry with the comments that stand right above it, as it is written.
  [[nodiscard]] std::string Written(const EntryText& entry) const;

  // The text with all that was set.
  [[nodiscard]] std::string Take();

 private:
  struct Edit {
    Span where;
    std::string text;
  };
  [[nodiscard]] std::size_t EndOfLine(std::size_t at) const;

  std::string text_;
  EntryText top_;
  std::vector<EntryText> decisions_, masks_, waivers_;
  std::optional<EntryText> document_mark_;
  std::vector<Edit> edits_;
  std::string appended_;
};

// The text, once it is known to be a decisions file whose decisions fit `document`, where one is given.
// Errors: kInternal: what was made is not what it is to be.
[[nodiscard]] Result<std::string> ReadBack(std::string text, const Policy& policy, const Document* document);
// A [[decision]] as a table.
[[nodiscard]] std::string WriteDecision(const Override& decision, const Vocabulary& vocabulary);

// A string as TOML has it: "...".
[[nodiscard]] std::string Quoted(std::string_view text);
// One person as a string, several as a list.
[[nodiscard]] std::string QuotedAuthority(std::string_view authority);
[[nodiscard]] std::string QuotedList(const std::vector<std::string>& words);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_DECISIONS_TEXT_H_
