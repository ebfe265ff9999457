// Forms by their evidence. A form counts when something stands in the text that only that form has; which of
// several names the whole goes by their order of containment: a release holds an e-mail, which holds a
// message.

#include "libmarkings/cable/internal/format.h"
#include "libmarkings/cable/internal/lines.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/cable/internal/furniture.h"
#include "libmarkings/text/ascii.h"

namespace markings {

namespace {

constexpr std::array<std::pair<DocumentFormat, std::string_view>, 9> kNames = {{
    {DocumentFormat::kTelegram, "telegram"},
    {DocumentFormat::kSmart, "smart"},
    {DocumentFormat::kArchive, "archive"},
    {DocumentFormat::kFoia, "foia"},
    {DocumentFormat::kFrus, "frus"},
    {DocumentFormat::kWeb, "web"},
    {DocumentFormat::kEmail, "email"},
    {DocumentFormat::kMemo, "memo"},
    {DocumentFormat::kPlain, "plain"},
}};

}  // namespace

std::string_view Name(DocumentFormat format) {
  for (const auto& [known, name] : kNames) {
    if (known == format) return name;
  }
  return "plain";
}

std::optional<DocumentFormat> FindDocumentFormat(std::string_view name) {
  for (const auto& [format, known] : kNames) {
    if (known == name) return format;
  }
  return std::nullopt;
}

namespace internal {
namespace {

using re2::RE2;
using re2::StringPiece;
using enum DocumentFormat;

constexpr std::size_t kMostFormBytes = 200;

std::size_t Prefix(std::string_view line, const RE2& form) {
  const std::string_view head = line.substr(0, kMostFormBytes);
  StringPiece piece(head.data(), head.size());
  if (!RE2::Consume(&piece, form)) return 0;
  return head.size() - piece.size();
}

bool Matches(std::string_view line, const RE2& form) {
  return line.size() <= kMostFormBytes && RE2::FullMatch(StringPiece(line.data(), line.size()), form);
}

// The first letter, in capitals, behind what quotes a line.
char FirstLetter(std::string_view line) {
  const std::size_t at = line.find_first_not_of("> *");
  return at == std::string_view::npos ? '\0' : Capital(line[at]);
}

class Finder {
 public:
  Finder(std::string_view text, const Lines& lines) : text_(text), lines_(lines) {}

  FoundFormat Run(std::optional<DocumentFormat> forced) {
    for (std::size_t at = 0; at < lines_.size(); ++at) Look(at);
    if (memo_labels_ >= kMemoLabels && !Has(kEmail) && !Has(kSmart))
      Add(kMemo, "TO, FROM and SUBJECT lines", memo_where_);
    if (bracket_ && source_note_) Add(kFrus, "a source note and bracketed omissions", *bracket_);
    std::ranges::stable_sort(found_.evidence, {}, [](const FormatEvidence& one) { return one.where.begin; });
    Choose(forced);
    return std::move(found_);
  }

 private:
  static constexpr int kMemoLabels = 3;

  bool Has(DocumentFormat format) const {
    return std::ranges::any_of(found_.evidence,
                               [&](const FormatEvidence& one) { return one.format == format; });
  }

  // The first of a sort counts: evidence is for people, and must not grow with the text.
  void Add(DocumentFormat format, std::string_view what, Span where) {
    const bool said = std::ranges::any_of(
        found_.evidence, [&](const FormatEvidence& one) { return one.format == format && one.what == what; });
    if (!said) found_.evidence.push_back({format, std::string(what), where});
  }

  void Look(std::size_t at) {
    const Span where = lines_[at].text;
    const std::string_view line = Slice(text_, where);
    if (line.size() < 2) return;
    LookForWeb(line, where);
    if (line.find('[') != std::string_view::npos && !bracket_ && line.contains("not declassified]"))
      bracket_ = where;
    if (line.size() > kMostFormBytes) return;
    LookForRelease(line, where);
    LookForArchive(line, where);
    if (!Has(kEmail) && BeginsMessage(text_, lines_, at)) Add(kEmail, "header of an e-mail", where);
    switch (FirstLetter(line)) {
      case 'S':
        source_note_ = source_note_ || line.starts_with("Source: ");
        break;
      case 'M':
        LookForSmart(line, where);
        if (at < kMemoLines) LookForMemo(line, where);
        break;
      case 'D':
      case 'P':
        LookForSmart(line, where);
        break;
      default:
        break;
    }
    LookForTelegram(line, where);
    if (at < kMemoLines && MemoLabel(line) > 0) {
      if (memo_labels_++ == 0) memo_where_ = where;
    }
  }

  void LookForWeb(std::string_view line, Span where) {
    if (line.starts_with("#") && HeadingLabel(line) > 0) Add(kWeb, "headings of Markdown", where);
    if (line.starts_with("\xC2\xB6")) Add(kWeb, "pilcrows before paragraphs", where);
    if (line.contains("](#)")) Add(kWeb, "links of a web page", where);
  }

  void LookForRelease(std::string_view line, Span where) {
    if (line.contains("Case No") && IsReleaseHeader(line)) Add(kFoia, "page header of a release", where);
    if ((line.starts_with("Case No") || line.starts_with("Doc No")) && IsReleaseNumber(line))
      Add(kFoia, "numbers of a release", where);
    if (line.contains("RELEASE")) {
      const std::size_t stamp = line.find("RELEASE IN ");
      if (stamp != std::string_view::npos && IsReleaseStamp(Trimmed(line.substr(stamp))))
        Add(kFoia, "release stamp", where);
    }
    if (line.contains("Classified by") && line.find("DoS on ") != std::string_view::npos)
      Add(kFoia, "reviewer's marking", where);
  }

  void LookForArchive(std::string_view line, Span where) {
    if (line.contains("Declassified/Released") && IsArchiveNotice(line))
      Add(kArchive, "notice of the systematic review", where);
    if (line.starts_with("*** Current ") || line == "Message Attributes")
      Add(kArchive, "attributes of an archive's record", where);
    if (line.contains("-0") && !numbered_ && IsDistribution(line))
      Add(kArchive, "office distribution", where);
    numbered_ = numbered_ || FindNumber(line).has_value();
  }

  void LookForSmart(std::string_view line, Span where) {
    static const RE2 kField(R"((?i:MRN|Date ?[/!] ?DTG|Pass Line|Dissemination Rule) ?:)");
    if (Prefix(line, kField) > 0) Add(kSmart, "fields of a SMART message", where);
  }

  void LookForMemo(std::string_view line, Span where) {
    static const RE2 kTitle(R"(MEMORANDUM( (FOR|TO|OF)\b.*)?:?)");
    if (Matches(line, kTitle)) Add(kMemo, "a memorandum's title", where);
  }

  void LookForTelegram(std::string_view line, Span where) {
    // Each sort is looked for until it is found, and only in lines that could be of it: capitals or a digit.
    if (telegram_ == kTelegramSorts || !(IsUpper(line[0]) || line[0] == '#' || line[0] == 'e')) return;
    if (HasLower(line.substr(0, 3)) && !IsEoLine(line)) return;
    const auto look = [&](unsigned sort, std::string_view what, bool found) {
      if (!found) return;
      telegram_ |= sort;
      Add(kTelegram, what, where);
    };
    if ((telegram_ & 1U) == 0) look(1U, "transmission lines", line.size() > 2 && IsTransmission(line));
    if ((telegram_ & 2U) == 0) look(2U, "an E.O. line", IsEoLine(line));
    if ((telegram_ & 4U) == 0) look(4U, "a TAGS line", line.starts_with("TAGS") && TagsLabel(line) > 0);
    if ((telegram_ & 8U) == 0) look(8U, "page lines", IsPageLine(line));
    if ((telegram_ & 16U) == 0) look(16U, "NNNN", IsEndMark(line));
  }

  void Choose(std::optional<DocumentFormat> forced) {
    FormatTraits& traits = found_.traits;
    const bool mixed = !forced || *forced == kFoia || *forced == kWeb;
    const auto on = [&](DocumentFormat format) {
      return forced == format || (mixed && Has(format) && (!forced || format != kFoia));
    };
    traits.foia = on(kFoia);
    traits.archive = on(kArchive);
    traits.smart = on(kSmart);
    traits.frus = on(kFrus);
    traits.cable = on(kTelegram) || traits.smart || traits.archive;
    traits.messages = on(kEmail);
    traits.memo = on(kMemo) && !traits.messages && !traits.smart;
    if (forced) {
      found_.format = *forced;
      return;
    }
    // The outermost first. An e-mail that holds a telegram is an e-mail where its header comes first.
    for (const DocumentFormat format : {kFoia, kArchive, kSmart, kFrus, kWeb}) {
      if (!Has(format)) continue;
      found_.format = format;
      return;
    }
    const auto first = std::ranges::find_if(found_.evidence, [](const FormatEvidence& one) {
      return one.format == kTelegram || one.format == kEmail;
    });
    if (first != found_.evidence.end()) {
      found_.format = first->format;
    } else if (Has(kMemo)) {
      found_.format = kMemo;
    }
  }

  static constexpr unsigned kTelegramSorts = 31;
  unsigned telegram_ = 0;                        // the sorts that were found
  static constexpr std::size_t kMemoLines = 40;  // a memo's head stands at its top
  std::string_view text_;
  const Lines& lines_;
  FoundFormat found_;
  std::optional<Span> bracket_;
  bool source_note_ = false;
  bool numbered_ = false;
  int memo_labels_ = 0;
  Span memo_where_;
};

}  // namespace

FoundFormat FindFormat(std::string_view text, const Lines& lines, std::optional<DocumentFormat> forced) {
  return Finder(text, lines).Run(forced);
}

namespace {

// "From:", "*From:*", "> Von :", closed by a blank of French or none.
#define MARKINGS_BEFORE_LABEL R"([> ]*\*?)"
#define MARKINGS_AFTER_LABEL R"(\*?[ \x{A0}\x{202F}]?:\*?\s*)"

// Who wrote and when, as programs head a message in one language.
struct HeaderForms {
  RE2 from, sent;
  HeaderForms(const std::string& from_words, const std::string& sent_words)
      : from(MARKINGS_BEFORE_LABEL "(?:" + from_words + ")" MARKINGS_AFTER_LABEL),
        sent(MARKINGS_BEFORE_LABEL "(?:" + sent_words + ")" MARKINGS_AFTER_LABEL) {}
};

// English in capitals alone: BeginsMessage has it in small letters.
constexpr std::size_t kLanguages = 5;
const std::array<HeaderForms, kLanguages>& Languages() {
  static const std::array<HeaderForms, kLanguages> kForms = {
      HeaderForms("FROM", "SENT"), HeaderForms("Von|VON", "Gesendet|GESENDET"),
      HeaderForms("De|DE", "Envoyé|ENVOYÉ"), HeaderForms("De|DE", "Enviad[oa]|ENVIAD[OA]"),
      HeaderForms("От|ОТ", "Отправлено|ОТПРАВЛЕНО")};
  return kForms;
}

}  // namespace

std::size_t MessageLabel(std::string_view line) {
  const char first = FirstLetter(line);
  const bool ascii = static_cast<unsigned char>(first) < 0x80;
  if (ascii && !std::string_view("FSDTCBAIRVGEPO").contains(first)) return 0;
  static const RE2 kLabel(
      MARKINGS_BEFORE_LABEL
      R"((?:(?i:From|Sender|Sent|Sent by|Date|To|Cc|Bcc|Subject|Attachments?|Importance|Sensitivity|Reply-To|)"
      R"(Gesendet|Betreff|Envoyé|Objet|Pièces jointes|Enviad[oa]|Asunto|Assunto|Datos adjuntos|Отправлено|Кому|Копия|Тема|Вложения)|)"
      R"(Von|VON|An|AN|Anlagen|De|DE|À|Para|PARA|От|ОТ))" MARKINGS_AFTER_LABEL);
  return Prefix(line, kLabel);
}

std::size_t MemoLabel(std::string_view line) {
  if (!std::string_view("FTDSVCRAM").contains(FirstLetter(line))) return 0;
  static const RE2 kLabel(
      R"((FROM|TO|THROUGH|THRU|VIA|CC|DATE|SUBJECT|SUBJ|RE|FOR|ATTACHMENTS?|From|To|Through|Thru|Via|Cc|Date|Subject|Subj|Re|For) ?:\s*|MEMORANDUM (FOR|TO)\b ?:?\s*)");
  return Prefix(line, kLabel);
}

std::size_t SmartLabel(std::string_view line) {
  if (line.empty() || !IsUpper(line.front())) return 0;
  static const RE2 kLabel(
      R"((?i:MRN|Date ?[/!]? ?DTG|From|Action|Info|Precedence|E\.?O\.?|TAGS|Captions?|Reference|Pass Line|Subject|Attachments|Signature|Drafted By|Cleared By|Approved By|Released By|Action Post|Dissemination Rule|Classified By|Reason|Declassify On|Derived From|Special Distribution|XMT|Message Type) ?:\s*)");
  return Prefix(line, kLabel);
}

std::size_t AttributeLabel(std::string_view line) {
  static const RE2 kLabel(R"((\*\*\* Current [A-Z][a-z]+(?: [A-Z][a-z]+)? \*\*\*|[A-Z][A-Za-z ]{1,40}:)\s*)");
  return Prefix(line, kLabel);
}

std::string LabelName(std::string_view label) {
  std::string name;
  for (const char c : label) {
    if (IsLetter(c)) name += Capital(c);
  }
  // Those of other languages, by the letters of them that are of ASCII, or by all of them.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kOthers = {
      {{"VON", "FROM"},
       {"DE", "FROM"},
       {"GESENDET", "SENT"},
       {"ENVOY", "SENT"},
       {"ENVIADO", "SENT"},
       {"ENVIADA", "SENT"},
       {"AN", "TO"},
       {"PARA", "TO"},
       {"BETREFF", "SUBJECT"},
       {"OBJET", "SUBJECT"},
       {"ASUNTO", "SUBJECT"},
       {"ASSUNTO", "SUBJECT"},
       {"ANLAGEN", "ATTACHMENTS"},
       {"DATOSADJUNTOS", "ATTACHMENTS"}}};
  for (const auto& [other, english] : kOthers) {
    if (name == other) return std::string(english);
  }
  if (!name.empty()) return name;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSpelt = {
      {{"От", "FROM"},
       {"Отправлено", "SENT"},
       {"Кому", "TO"},
       {"Копия", "CC"},
       {"Тема", "SUBJECT"},
       {"Вложения", "ATTACHMENTS"},
       {"À", "TO"}}};
  for (const auto& [other, english] : kSpelt) {
    const std::size_t at = label.find(other);
    const std::size_t end = at + other.size();
    if (at != std::string_view::npos &&
        (end >= label.size() || static_cast<unsigned char>(label[end]) < 0x80 ||
         static_cast<unsigned char>(label[end]) == 0xC2))
      return std::string(english);
  }
  return name;
}

bool IsMessageSeparator(std::string_view line) {
  constexpr std::size_t kLongest = 160;
  if (line.size() > kLongest || line.size() < 5) return false;
  static const RE2 kForm(
      R"([> ]*(?:[-_ ]*(?:Original Message|Ursprüngliche Nachricht|Message d['’]origine|Mensaje original|Исходное сообщение)[-_ ]*|-+ ?Forwarded message ?-+|Begin forwarded message:|On .{5,120} wrote:))");
  return Matches(line, kForm);
}

namespace {

// Quickly: whether a line may begin with From, Von, De or a word of letters that are not ASCII, and a colon.
bool MayBeFrom(std::string_view line) {
  const std::size_t at = line.find_first_not_of("> *");
  constexpr std::size_t kLongestLabel = 16;
  if (at == std::string_view::npos || at + 1 >= line.size()) return false;
  const std::string_view label = line.substr(at, kLongestLabel);
  if (static_cast<unsigned char>(label[0]) < 0x80) {
    const char second = Capital(label[1]);
    const bool known = (label[0] == 'F' && second == 'R') || (label[0] == 'V' && second == 'O') ||
                       (label[0] == 'D' && second == 'E');
    if (!known) return false;
  }
  return label.contains(':');
}

}  // namespace

// In other languages, and in capitals, the line that says when it was sent must stand below: a memo has the
// others too.
bool BeginsMessage(std::string_view text, const Lines& lines, std::size_t at) {
  static const RE2 kFrom(R"([> ]*\*?From\*? ?:.*)");
  static const RE2 kNext(R"([> ]*\*?(?:Sent|Date|To|Cc|Subject)\*? ?:.*)");
  static const RE2 kOther(R"((?i:Action|Info|E\.?O\.?|TAGS|MRN) ?:.*)");  // "From:" of a SMART message
  const std::string_view line = Slice(text, lines[at].text);
  if (!MayBeFrom(line)) return false;
  const bool english = RE2::FullMatch(StringPiece(line.data(), line.size()), kFrom);
  std::array<bool, kLanguages> from{};
  for (std::size_t i = 0; i < from.size(); ++i) from.at(i) = Prefix(line, Languages().at(i).from) > 0;
  if (!english && std::ranges::find(from, true) == from.end()) return false;
  constexpr std::size_t kLook = 8;
  for (std::size_t next = at + 1; next < lines.size() && next <= at + kLook; ++next) {
    const std::string_view below = Slice(text, lines[next].text);
    if (below.empty() || lines[next].role != LineRole::kText) continue;
    const StringPiece piece(below.data(), below.size());
    if (english) {
      if (RE2::FullMatch(piece, kNext)) return true;
      if (RE2::FullMatch(piece, kFrom) || RE2::FullMatch(piece, kOther)) return false;
      continue;
    }
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from.at(i) && Prefix(below, Languages().at(i).sent) > 0) return true;
      if (from.at(i) && Prefix(below, Languages().at(i).from) > 0) return false;
    }
  }
  return false;
}

}  // namespace internal
}  // namespace markings
