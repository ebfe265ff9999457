#include "libmarkings/cable/plain_cable.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"

namespace markings {
namespace {

const std::shared_ptr<const Vocabulary>& State() {
  static const auto vocabulary = Vocabulary::ForRegime("state");
  return *vocabulary;
}

// What the parser reports of a text: codes; of one that is no text for any reader, nothing.
std::string Reported(const std::string& text) {
  auto buffer = Buffer::FromBytes(text, "test");
  if (!buffer) return "";
  const auto document = Document::Parse(*std::move(buffer), State());
  if (!document) return "no document";
  std::string codes;
  for (const Diagnostic& one : document->diagnostics()) codes += std::string(Info(one.code).id) + " ";
  return codes;
}

// The form that is meant, with each of its parts.
const std::string kCable =
    "UNCLAS KALVOR 000123\n\nSIPDIS\n\nE.O. 13526: N/A\nTAGS: PREL, PGOV\nSUBJECT: (U) HARBOUR DUES\n"
    "REF: KALVOR 101\n\n"
    "1. (U) The harbour dues rose by four per cent, the clerk\nsaid \xE2\x80\x9Cin part and in the "
    "end\xE2\x80\x9D: see the "
    "table "
    "(attached) of last year's dues.\n\n"
    "2. (U) Season follows season. The caf\xC3\xA9 \"North\" pays 12 a day;\n"
    "begins again in May. Secret ballots were held, quietly and\n2011 was a good year. I agree. U.S. ships "
    "wait.\n\n"
    "WREN\n\nNNNN\n";

TEST(PlainCable, IsToldWithoutParsing) {
  PlainCables plain(State());
  EXPECT_TRUE(plain.IsOne(kCable));
  EXPECT_EQ(Reported(kCable), "");
  EXPECT_TRUE(plain.IsOne("UNCLAS KALVOR 000123\n\n1. (U) The dues rose."))
      << "without fields, and without an end";
  EXPECT_TRUE(plain.IsOne(
      "CONFIDENTIAL KALVOR 000123\n\nE.O. 13526: N/A\n\n1. (C) The dues rose.\n\n2. (U) By four.\n"));
}

struct Other {
  std::string_view name, text, with;
};
// What the parser reports of them, or could read in another way.
constexpr std::array kOthers = {
    Other{"banner below the portions", "1. (U) The", "1. (C) The"},
    Other{"no class line", "UNCLAS KALVOR 000123\n", "\n"},
    Other{"unknown class line", "UNCLAS KALVOR", "UNCLASS KALVOR"},
    Other{"unknown caption", "SIPDIS", "SIPDAS"},
    Other{"caption that protects", "SIPDIS", "SENSITIVE"},
    Other{"caption that restricts", "SIPDIS", "NODIS"},
    Other{"unmarked paragraph", "2. (U) Season", "2. Season"},
    Other{"number left out", "2. (U) Season", "3. (U) Season"},
    Other{"broken mark", "2. (U) Season", "2. (SB Season"},
    Other{"second mark", "2. (U) Season", "2. (U) (SBU) Season"},
    Other{"mark of the whole text", "1. (U) The", "1. CONFIDENTIAL - ENTIRE TEXT. The"},
    Other{"paragraph joined to a line", "agree. U.S.", "agree. 3. (C) U.S."},
    Other{"class line in the text", "2011 was a good", "CONFIDENTIAL KALVOR 000124\n2011 was a good"},
    Other{"class line in small letters", "2011 was a good", "Confidential section 02 of 03\n2011 was a good"},
    Other{"letter-spaced class line", "2011 was a good", "S E C R E T SECTION 02 OF 03\n2011 was a good"},
    Other{"text that is quoted and never ends", "begins again", "begin text\nbegins again"},
    Other{"mask", "2011 was", "XXXXXXXX was"},
    Other{"mask of blocks", "2011 was", "\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88 was"},
    Other{"another end of line", "2011 was", "2011\xE2\x80\xA8(C) was"},
    Other{"blank of another sort", "2011 was", "\xC2\xA0(C) was"},
    Other{"carriage return", "2011 was", "\r\n2011 was"},
    Other{"unknown TAGS", "PREL, PGOV", "PREL, QQQQQ"},
    Other{"date that can be read in two ways", "N/A", "DECL: 13/45/11"},
    Other{"e-mail", "2011 was", "\nFrom: A\nSent: B\nTo: C\nSubject: D\n2011 was"},
    Other{"memo", "2011 was", "MEMORANDUM FOR all\n2011 was"},
    Other{"release stamp", "2011 was", "RELEASE IN PART the B6\n2011 was"},
    Other{"label", "2011 was", "Classified By: A\n2011 was"},
    Other{"item of a list", "2011 was", "a. 2011 was"},
    Other{"line across", "2011 was", "------\n2011 was"},
    Other{"unmarked text of its own", "2. (U) Season", "Season was.\n\n2. (U) Season"},
    Other{"text behind the end", "NNNN\n", "NNNN\n\n(S) More.\n"},
};
class OtherForms : public testing::TestWithParam<Other> {};
TEST_P(OtherForms, AreLeftToTheParser) {
  std::string text = kCable;
  const std::size_t at = text.find(GetParam().text);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, GetParam().text.size(), GetParam().with);
  PlainCables plain(State());
  EXPECT_FALSE(plain.IsOne(text)) << text;
}
INSTANTIATE_TEST_SUITE_P(All, OtherForms, testing::ValuesIn(kOthers), [](const auto& row) {
  std::string name;
  for (const char c : row.param.name) name += c == ' ' || c == '-' ? '_' : c;
  return name;
});

TEST(PlainCable, IsNoneOfARegimeWithCategories) {
  PlainCables plain(*Vocabulary::ForRegime("us"));
  EXPECT_FALSE(plain.IsOne("UNCLASSIFIED\n\n1. (U) The dues rose.\n\nUNCLASSIFIED\n"));
  EXPECT_FALSE(plain.IsOne(kCable));
}

TEST(PlainCable, NothingAtAllIsNone) {
  PlainCables plain(State());
  for (const std::string_view text :
       {"", "\n", "NNNN", "1. (U) A", "UNCLAS KALVOR 000123", "UNCLAS KALVOR 000123\n\n1. (U) "})
    EXPECT_FALSE(plain.IsOne(text)) << text;
}

// Whatever is done to a cable: one that is said to be plain has nothing to report.
constexpr std::array<std::string_view, 104> kPieces = {"BEGIN TEXT:\n",
                                                       "\nEND TEXT.\n",
                                                       "QUOTE\n",
                                                       "begin text",
                                                       "as follows. BEGIN TEXT",
                                                       "UNQUOTE",
                                                       "(S) ",
                                                       "(SBU) ",
                                                       "(U) ",
                                                       "(C//NF) ",
                                                       "(U//SBU) ",
                                                       "(SB ",
                                                       "SBU) ",
                                                       "(see below) ",
                                                       "(II) ",
                                                       "(IAEA) ",
                                                       "SECRET\n",
                                                       "SECRET ",
                                                       "secret ",
                                                       "Confidential\n",
                                                       "UNCLAS ",
                                                       "UNCLASSIFIED\n",
                                                       "S E C R E T\n",
                                                       "S E C R E T KALVOR 000124\n",
                                                       "u n c l a s ",
                                                       "CONFIDENTIAL KALVOR 000124\n",
                                                       "CONFIDENTIAL SECTION 02 OF 03 KALVOR 000123\n",
                                                       "Secret Section 01 of 02\n",
                                                       "section 02 of 02",
                                                       "TOP SECRET\n",
                                                       "FOUO ",
                                                       "For Official Use Only ",
                                                       "LOU\n",
                                                       "PAGE 02 KALVOR 00123 071504Z\n",
                                                       "KALVOR 00000123  002 OF 003\n",
                                                       "KALVOR 00000123\n\n002 OF 003\n",
                                                       " PAGE 02 KALVOR 00123 071504Z ",
                                                       "XXXXX ",
                                                       "xxxxxx",
                                                       "[1 line withheld]",
                                                       "[name withheld: (b)(6)]",
                                                       "[REDACTED]",
                                                       "\xE2\x96\x88\xE2\x96\x88 ",
                                                       "Classified By: A. B. for reasons 1.4\n",
                                                       "CLASSIFIED BY C ",
                                                       "REASONS 1.4 ",
                                                       "Derived From: X\n",
                                                       "DECL: 01/02/2031",
                                                       "E.O. 12958: DECL: 3/4/15\n",
                                                       "E.O. 12958: N/A TAGS: PREL SUBJECT: HARBOUR\n",
                                                       "TAGS: PREL, XQZ\n",
                                                       "TAGS OVIP (ROE, JANE), PREL\n",
                                                       "PREL, PGOV, KN\n",
                                                       "SUBJECT: (S) MORE\n",
                                                       "SUBJECT HARBOUR\n",
                                                       "SUBJ: (U) DUES (C)\n",
                                                       "REF: A. STATE 1 B. KALVOR 2\n",
                                                       "REF KALVOR\n",
                                                       "B. STATE 2\n",
                                                       "1. (SBU) ",
                                                       "2. (U) ",
                                                       "2. ",
                                                       "3. (U) ",
                                                       "12. (U) ",
                                                       ". 3. (C) ",
                                                       ". 2. (U) Joined",
                                                       "4.5 ",
                                                       "1999. ",
                                                       "a. ",
                                                       "(a) ",
                                                       "b) ",
                                                       "vi. ",
                                                       "- ",
                                                       "-- (U) ",
                                                       "* ",
                                                       "SENSITIVE\n",
                                                       "NODIS\n",
                                                       "SIPDIS\n",
                                                       "SIPDIS, SENSITIVE\n",
                                                       "LIMDIS FOR A\n",
                                                       "STATE FOR EUR/XX (A. ROE)\n",
                                                       "TO AMEMBASSY VELMORA\n",
                                                       "FM AMEMBASSY KALVOR\n",
                                                       "R 021647Z FEB 00\n",
                                                       "From: A\nSent: B\nSubject: C\n",
                                                       "MEMORANDUM\n",
                                                       "Case No F-2014-01234 ",
                                                       "RELEASE IN PART B6\n",
                                                       "B6\n",
                                                       "\n#\n",
                                                       "## Heading\n",
                                                       "SUMMARY\n",
                                                       "\nSummary\n-------\n",
                                                       "END SUMMARY.\n",
                                                       "Comment: ",
                                                       "WREN\n",
                                                       "\nWren Adler\n",
                                                       "NNNN\n",
                                                       "\r",
                                                       "\t",
                                                       "\xC2\xA0",
                                                       "\xE2\x80\xA8",
                                                       "\xE2\x80\x99"};

class Changes {
 public:
  explicit Changes(std::uint32_t seed) : random_(seed) {}

  // One to three changes, at the ends of lines and words more often than elsewhere.
  std::string To(std::string text) {
    const std::size_t changes = 1 + Upto(3);
    for (std::size_t i = 0; i < changes; ++i) Change(text);
    return text;
  }

 private:
  std::size_t Upto(std::size_t count) { return random_() % count; }

  std::size_t Place(const std::string& text) {
    const std::size_t at = Upto(text.size() + 1);
    const std::string_view stops = Upto(3) == 0 ? " " : "\n";
    if (Upto(4) == 0) return at;
    const std::size_t stop = text.find_first_of(stops, at);
    if (stop == std::string::npos) return at;
    return Upto(3) == 0 ? stop : stop + 1;  // before it or behind
  }

  void Change(std::string& text) {
    const std::size_t at = Place(text);
    switch (Upto(6)) {
      case 0:
      case 1:
      case 2:
        text.insert(at, kPieces.at(Upto(kPieces.size())));
        break;
      case 3: {  // a line goes, or a stretch
        const std::size_t end = text.find(Upto(2) == 0 ? '\n' : ' ', at);
        text.erase(at, end == std::string::npos ? 1 : end - at + 1);
        break;
      }
      case 4: {  // a line again, elsewhere
        const std::size_t begin = text.rfind('\n', Upto(text.size() + 1));
        const std::size_t from = begin == std::string::npos ? 0 : begin + 1;
        text.insert(at, text.substr(from, text.find('\n', from) + 1 - from));
        break;
      }
      default: {
        constexpr std::string_view kBytes = " .,:;()[]-/\"'0123ABCXxZz\n\n";
        if (at < text.size()) text[at] = kBytes[Upto(kBytes.size())];
        break;
      }
    }
    if (text.empty()) text = "\n";
  }

  std::mt19937 random_;
};

TEST(PlainCable, HasNothingToReportWhateverWasDoneToIt) {
  constexpr int kTexts = 20000;
  const std::string other =
      "SECRET TEL ORSINE 004462\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: FERRY TALKS\n\n1. (S) For weeks the "
      "ferry\nlay idle.\n\n"
      "2. (C) Unclear reports came in.\n\n3. (U) Both lines run.\n";
  PlainCables plain(State());
  Changes changes(20261127);
  int told = 0;
  for (int i = 0; i < kTexts; ++i) {
    const std::string text = changes.To(i % 2 == 0 ? kCable : other);
    if (!plain.IsOne(text)) continue;
    ++told;
    ASSERT_EQ(Reported(text), "") << text;
  }
  EXPECT_GT(told, kTexts / 50) << "the changes leave too few to say anything";
}

}  // namespace
}  // namespace markings
