// One walk over the words and numbers of a text. A finder is called where what it looks for may begin; the
// words that open a context are in the table below.

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "libmarkings/recognise/internal/forms.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

using Finder = void (*)(FormText&, std::size_t);
struct ContextWord {
  std::string_view word;
  Finder finder;
};

constexpr std::array<ContextWord, 46> kContextWords = {{
    {"alien", FindCaseNumberAfter},
    {"birth", FindBirthDateAfter},
    {"birthdate", FindBirthDateAfter},
    {"birthday", FindBirthDateAfter},
    {"born", FindBirthDateAfter},
    {"call", FindTelephoneAfter},
    {"case", FindCaseNumberAfter},
    {"cell", FindTelephoneAfter},
    {"cellphone", FindTelephoneAfter},
    {"cellular", FindTelephoneAfter},
    {"claim", FindCaseNumberAfter},
    {"complaint", FindCaseNumberAfter},
    {"dob", FindBirthDateAfter},
    {"docket", FindCaseNumberAfter},
    {"dpob", FindBirthDateAfter},
    {"dsn", FindTelephoneAfter},
    {"fax", FindTelephoneAfter},
    {"file", FindCaseNumberAfter},
    {"gsm", FindTelephoneAfter},
    {"hotline", FindTelephoneAfter},
    {"incident", FindCaseNumberAfter},
    {"ivg", FindTelephoneAfter},
    {"landline", FindTelephoneAfter},
    {"lat", FindCoordinatesAfter},
    {"latitude", FindCoordinatesAfter},
    {"mob", FindTelephoneAfter},
    {"mobile", FindTelephoneAfter},
    {"passport", FindPassportAfter},
    {"passports", FindPassportAfter},
    {"petition", FindCaseNumberAfter},
    {"phone", FindTelephoneAfter},
    {"phones", FindTelephoneAfter},
    {"ppt", FindPassportAfter},
    {"security", FindSsnAfter},
    {"ssan", FindSsnAfter},
    {"ssn", FindSsnAfter},
    {"stu", FindTelephoneAfter},
    {"switchboard", FindTelephoneAfter},
    {"tel", FindTelephoneAfter},
    {"telephone", FindTelephoneAfter},
    {"telephones", FindTelephoneAfter},
    {"tels", FindTelephoneAfter},
    {"visa", FindVisaAfter},
    {"visas", FindVisaAfter},
    {"whatsapp", FindTelephoneAfter},
    {"yob", FindBirthDateAfter},
}};
static_assert(std::ranges::is_sorted(kContextWords, {}, &ContextWord::word));

constexpr std::array kOfContext = {EntityKind::kCoordinates, EntityKind::kTelephone, EntityKind::kSsn,
                                   EntityKind::kPassport,    EntityKind::kVisa,      EntityKind::kBirthDate,
                                   EntityKind::kCaseNumber};

void FindAtNumber(FormText& text, std::size_t token) {
  if (text.Wants(EntityKind::kTelephone)) FindTelephone(text, token);
  if (text.Wants(EntityKind::kIp)) FindIp(text, token);
  if (text.Wants(EntityKind::kSsn)) FindSsn(text, token);
  if (text.Wants(EntityKind::kCard)) FindCard(text, token);
  if (text.Wants(EntityKind::kCoordinates)) FindCoordinates(text, token);
  if (text.Wants(EntityKind::kCaseNumber)) FindCaseNumber(text, token);
}

void FindAtWord(FormText& text, std::size_t token) {
  const Token& word = text.tokens()[token];
  const char first = text.text()[word.begin];
  if (text.Wants(EntityKind::kIban) && word.letters == 2) FindIban(text, token);
  if (text.Wants(EntityKind::kIp) && word.letters <= 4) FindIp(text, token);
  if (text.Wants(EntityKind::kCoordinates) && (first == 'N' || first == 'S')) FindCoordinates(text, token);
  if (text.Wants(EntityKind::kCaseNumber) && word.letters <= 3) FindCaseNumber(text, token);
  if (text.Wants(EntityKind::kBirthDate) && word.letters == 1 && (first | 0x20) == 'd')
    FindBirthDateAfter(text, token);
}

}  // namespace

bool FormText::Ends(std::size_t end) const {
  if (end >= text_.size()) return true;
  const auto word = [](char c) { return IsLetter(c) || IsDigit(c); };
  if (word(text_[end])) return false;
  const bool joint = text_[end] == '.' || text_[end] == '-' || text_[end] == '/' || text_[end] == ':';
  return !joint || end + 1 >= text_.size() || !IsDigit(text_[end + 1]);
}

bool FormText::Begins(std::size_t at) const {
  if (at == 0) return true;
  const char before = text_[at - 1];
  if (IsLetter(before) || IsDigit(before)) return false;
  const bool joint = before == '.' || before == '-' || before == '/' || before == ':';
  return !joint || at < 2 || !IsDigit(text_[at - 2]);
}

std::size_t MatchAt(const re2::RE2& pattern, std::string_view text) {
  const re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece match;
  return pattern.Match(piece, 0, text.size(), re2::RE2::ANCHOR_START, &match, 1) ? match.size() : 0;
}

std::size_t CountDigits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, IsDigit));
}

void FindForms(FormText& text) {
  if (text.Wants(EntityKind::kEmail)) FindEmails(text);
  const bool context = std::ranges::any_of(kOfContext, [&](EntityKind kind) { return text.Wants(kind); });
  const std::vector<Token>& tokens = text.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (text.Wants(EntityKind::kMrn)) FindMrn(text, i);
    if (tokens[i].gap == Gap::kGlued && i > 0) continue;
    if (tokens[i].number) {
      FindAtNumber(text, i);
      continue;
    }
    FindAtWord(text, i);
    if (!context || tokens[i].folded_size < 3 || tokens[i].folded_size > 11) continue;
    const std::string_view folded = text.Folded(i);
    const auto* const found = std::ranges::lower_bound(kContextWords, folded, {}, &ContextWord::word);
    if (found != kContextWords.end() && found->word == folded) found->finder(text, i);
  }
}

}  // namespace markings::internal
