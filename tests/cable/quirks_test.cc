// The quirks of real cables, one by one: each row is a quirk's place in CABLES of this project, a text of
// that form (invented), and what must hold of it, as questions with their answers.

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Codes;
using testing::Dump;
using testing::Parse;

struct Quirk {
  const char* place;
  std::string text;
  std::vector<std::pair<std::string_view, std::string_view>> holds;
};

void PrintTo(const Quirk& quirk, std::ostream* out) { *out << quirk.place; }

template <class Range, class Get>
std::string Joined(const Range& range, Get get) {
  std::string joined;
  for (const auto& one : range) joined += (joined.empty() ? "" : "|") + get(one);
  return joined;
}

// Kind, mark and origin of what holds a word: "paragraph (S) own", "eo".
std::string StandingOf(const Document& document, std::size_t at) {
  for (const Element element : document.elements()) {
    if (!element.span.Contains(at)) continue;
    std::string standing(Name(element.kind));
    if (!IsPortion(element.kind)) return standing;
    standing +=
        " " + (element.mark_known ? PortionForm(document.vocabulary(), element.marking()) : std::string("?"));
    return standing + " " + std::string(Name(element.mark_origin));
  }
  return "nowhere";
}

std::string Answer(const Document& document, std::string_view question) {
  const Header& header = document.header();
  if (question == "format") return std::string(Name(document.format()));
  if (question == "codes") return Codes(document);
  if (question == "kinds") {
    std::string kinds;
    for (const Element one : document.elements()) {
      if (one.kind != ElementKind::kBlank) kinds += (kinds.empty() ? "" : " ") + std::string(Name(one.kind));
    }
    return kinds;
  }
  if (question == "ids") {
    std::string ids;
    for (const Element one : document.elements()) {
      if (one.kind != ElementKind::kBlank) ids += (ids.empty() ? "" : " ") + one.id();
    }
    return ids;
  }
  if (question == "mrn") {
    const std::string mrn = FormatMrn(header);
    return header.mrn && header.mrn->year ? std::to_string(*header.mrn->year) + " " + mrn : mrn;
  }
  if (question == "dtg") return header.dtg;
  if (question == "from") return header.from;
  if (question == "to") {
    return Joined(header.addressees, [](const Header::Addressee& one) {
      return one.name + (one.precedence.empty() ? "" : "/" + one.precedence) + (one.info ? "/info" : "");
    });
  }
  if (question == "captions") {
    return Joined(header.captions,
                  [](const Header::Caption& one) { return one.name + (one.known ? "" : "?"); });
  }
  if (question == "passing") return Joined(header.passing, [](const std::string& one) { return one; });
  if (question == "eo") return header.eo ? header.eo->order + "|" + header.eo->declassify_on : "none";
  if (question == "tags") {
    return Joined(header.tags, [](const Header::Tag& one) { return one.code + (one.known ? "" : "?"); });
  }
  if (question == "subject") return header.subject;
  if (question == "refs") {
    return Joined(header.references, [](const Header::Reference& one) { return one.label + "=" + one.text; });
  }
  if (question == "authority") return header.classified_by;
  if (question == "signature") return header.signature;
  if (question == "fields") {
    return Joined(header.fields, [](const Header::Field& one) { return one.label + "=" + one.value; });
  }
  if (question == "banner") return BannerForm(document.vocabulary(), document.banner());
  if (question == "overall") {
    return document.overall_known() ? BannerForm(document.vocabulary(), document.overall()) : "unknown";
  }
  if (question == "redactions") {
    return Joined(document.foreign_redactions(), [](const ForeignRedaction& one) {
      return std::string(Name(one.style)) + (one.amount > 0 ? " " + std::to_string(one.amount) : "") +
             (one.unit.empty() ? "" : " " + one.unit) +
             Joined(one.codes, [](const std::string& code) { return " " + code; });
    });
  }
  if (question == "stamp") {
    return document.release_banner().stamp +
           Joined(document.release_banner().codes, [](const std::string& one) { return " " + one; });
  }
  if (question == "release") return document.release_banner().document_number;
  if (question == "review") {
    return Joined(document.review_markings(), [](const ReviewMarking& one) {
      return one.level + " " + one.declassify_on + " " +
             Joined(one.reasons, [](const std::string& reason) { return reason; });
    });
  }
  if (question == "messages") {
    return Joined(document.messages(), [](const Message& one) {
      return one.from + "/" + one.sent + "/" + one.to + "/" + one.subject;
    });
  }
  // "#p1": the text of a unit. "@Wren": the standing of what holds a word.
  if (question.starts_with('#')) return document.UnitText(document.Find(question.substr(1)));
  if (question.starts_with('@')) {
    return StandingOf(document, document.buffer().text().find(question.substr(1)));
  }
  return "no such question";
}

class Quirks : public ::testing::TestWithParam<Quirk> {};

TEST_P(Quirks, IsRead) {
  const Quirk& quirk = GetParam();
  const auto document = Parse(quirk.text);
  ASSERT_TRUE(document) << quirk.place;
  for (const auto& [question, answer] : quirk.holds) {
    EXPECT_EQ(Answer(*document, question), answer) << quirk.place << ": " << question << "\n"
                                                   << quirk.text << "\n"
                                                   << Dump(*document);
  }
}

// However odd the line, what a person's name was added to is no apparatus that goes out as it stands: class
// lines are made anew, what a publisher printed is not the document's.
TEST_P(Quirks, ANameIsNeverApparatus) {
  const std::string& text = GetParam().text;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool begins = at == 0 || text[at - 1] == '\n';
    const bool ends = at == text.size() || text[at] == '\n';
    if (!begins && !ends) continue;
    std::string named = text;
    named.insert(at, begins ? "Jane Roe " : " Jane Roe");
    const auto document = Parse(named);
    if (!document) continue;  // it took away what told the form
    const std::size_t name = named.find("Jane Roe");
    for (const Element element : document->elements()) {
      if (!element.span.Contains(name)) continue;
      EXPECT_TRUE(IsPortion(element.kind) || element.kind == ElementKind::kBanner ||
                  element.kind == ElementKind::kReleaseBanner || element.kind == ElementKind::kReviewMarking)
          << GetParam().place << "\n"
          << named << "\n"
          << Dump(*document);
    }
  }
}

// The places are the names of the cases: "2.3 label TAGES:" is "2_3_label_TAGES_".
std::string CaseName(const ::testing::TestParamInfo<Quirk>& one) {
  std::string name = one.param.place;
  for (char& c : name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!plain) c = '_';
  }
  return name + "_" + std::to_string(one.index);
}

#define MARKINGS_QUIRKS(name, ...) \
  INSTANTIATE_TEST_SUITE_P(name, Quirks, ::testing::ValuesIn(std::vector<Quirk>{__VA_ARGS__}), CaseName)

// A class line above and a paragraph below.
std::string Cable(const std::string& header) {
  return "UNCLAS KALVOR 000123\n\n" + header + "\n\n1. (U) One.\n";
}
std::string Body(const std::string& body) {
  return "S E C R E T KALVOR 000123\n\nSUBJECT: HARBOUR\n\n" + body + "\n";
}
std::string Address(const std::string& lines) {
  return "R 071200Z MAR 05\nFM AMEMBASSY KALVOR\n" + lines + "\nUNCLAS KALVOR 000123\n\n1. (U) One.\n";
}

MARKINGS_QUIRKS(
    AddressBlock,
    Quirk{"2.1.1 transmission lines",
          "VZCZCKVX0123\nPP RUEHC RUEHKV\nDE RUEHKV #0123 0661200Z\nZNY CCCCC ZZH\nP R 071200Z MAR 05\nFM "
          "AMEMBASSY KALVOR\nTO RUEHC/SECSTATE WASHDC PRIORITY 0872\nINFO RUEHVL/AMEMBASSY VELMORA\nBT\nC O "
          "N F "
          "I D E N T I A L KALVOR 000123\n\n1. (C) One.\n",
          {{"kinds", "header header header header header header header header header banner paragraph"},
           {"dtg", "P R 071200Z MAR 05"},
           {"mrn", "2005 KALVOR 000123"},
           {"from", "AMEMBASSY KALVOR"},
           {"to", "SECSTATE WASHDC/PRIORITY|AMEMBASSY VELMORA/info"}}},
    Quirk{"2.1.1 ZNR",
          "ZNR UUUUU ZZH\nUNCLAS KALVOR 000123\n\n1. One.\n",
          {{"kinds", "header banner paragraph"}}},
    Quirk{"2.1.1 precedences",
          Address("TO SECSTATE WASHDC FLASH 0001\nAMEMBASSY VELMORA NIACT IMMEDIATE 0002\nAMEMBASSY OSTRAND "
                  "IMMEDIATE\nAMEMBASSY TORVEL PRIORITY\nAMEMBASSY HALE PIORITY\nAMCONSUL WREN ROUTINE"),
          {{"to",
            "SECSTATE WASHDC/FLASH|AMEMBASSY VELMORA/NIACT IMMEDIATE|AMEMBASSY OSTRAND/IMMEDIATE|AMEMBASSY "
            "TORVEL/PRIORITY|AMEMBASSY HALE/PIORITY|AMCONSUL WREN/ROUTINE"}}},
    Quirk{"2.1.1 XMT with a blank",
          Address("TO NORTHERN POSTS COLLECTIVE\nXMT AMEMBASSY VELMORA\nAMCONSUL OSTRAND"),
          {{"to", "NORTHERN POSTS COLLECTIVE"}, {"@VELMORA", "header"}, {"@OSTRAND", "header"}}},
    Quirk{"2.1.1 XMT with a slash",
          Address("TO NORTHERN POSTS COLLECTIVE\nXMT/AMEMBASSY VELMORA\nINFO AMCONSUL OSTRAND"),
          {{"to", "NORTHERN POSTS COLLECTIVE|AMCONSUL OSTRAND/info"}, {"@VELMORA", "header"}}},
    Quirk{"2.1.1 XMT beside its collective",
          Address("TO NORTHERN POSTS COLLECTIVE XMT AMEMBASSY VELMORA\nINFO SOUTHERN "
                  "COLLECTIVE/XMT/AMEMBASSY HALE"),
          {{"to", "NORTHERN POSTS COLLECTIVE|SOUTHERN COLLECTIVE/info"}, {"@VELMORA", "header"}}},
    Quirk{
        "2.1.2 a page line before the first addressee",
        Address("TO\nPAGE 02        KALVOR   023763  071504Z\nAMEMBASSY VELMORA\nAMCONSUL OSTRAND PRIORITY"),
        {{"to", "AMEMBASSY VELMORA|AMCONSUL OSTRAND/PRIORITY"}, {"@PAGE", "continuation"}}},
    Quirk{"2.1.2 a class and a page line in a list of references",
          "CONFIDENTIAL KALVOR 01196\n\nSUBJECT: X\n\nREF: A. VELMORA 77\nCONFIDENTIAL\nPAGE 02 KALVOR 01196 "
          "01 "
          "OF 02 082030Z\nB. OSTRAND 78\n\n1. One.\n",
          {{"refs", "A=VELMORA 77|B=OSTRAND 78"},
           {"kinds", "banner subject reference banner continuation reference paragraph"}}});

MARKINGS_QUIRKS(
    ClassLine,
    Quirk{"2.1.3 plain",
          "UNCLAS KALVOR 002503\n\n1. (U) One.\n",
          {{"mrn", "KALVOR 002503"}, {"banner", "UNCLAS"}}},
    Quirk{"2.1.3 letter-spaced",
          "C O N F I D E N T I A L TEL KALVOR 004462\n\n1. (U) One.\n",
          {{"mrn", "TEL KALVOR 004462"}, {"banner", "CONFIDENTIAL"}}},
    Quirk{"2.1.3 section",
          "S E C R E T SECTION 02 OF 02 KALVOR 08226\n\n1. (U) One.\n",
          {{"mrn", "KALVOR 08226"}, {"banner", "SECRET"}}},
    Quirk{"2.1.3 small letters",
          "S e c r e t kalvor 001938\n\n1. (U) One.\n",
          {{"mrn", "kalvor 001938"}, {"banner", "SECRET"}}},
    Quirk{"2.1.3 small letters, not spaced",
          "unclas kalvor 002503\n\n1. (U) One.\n",
          {{"mrn", "kalvor 002503"}, {"banner", "UNCLAS"}}},
    Quirk{"2.1.3 top secret spaced",
          "T O P  S E C R E T KALVOR 001938\n\n1. One.\n",
          {{"mrn", "KALVOR 001938"}, {"banner", "TOP SECRET"}}},
    Quirk{"2.1.3 a section and EFTO",
          "UNCLAS EFTO SECTION 01 OF 03 KALVOR 005097\n\n1. One.\n",
          {{"mrn", "KALVOR 005097"}, {"captions", "EFTO"}}},
    Quirk{"2.1.3 EFTO is no post",
          "UNCLAS EFTO KALVOR 005097\n\n1. (U) One.\n",
          {{"mrn", "KALVOR 005097"}, {"captions", "EFTO"}}},
    Quirk{"2.1.3 SECTIO",
          "S E C R E T SECTIO 01 OF 02 KALVOR 08226\n\n1. One.\n",
          {{"mrn", "KALVOR 08226"}, {"codes", ""}}},
    Quirk{"2.1.3 SECION",
          "S E C R E T SECION 01 OF 02 KALVOR 08226\n\n1. One.\n",
          {{"mrn", "KALVOR 08226"}, {"codes", ""}}},
    Quirk{"2.1.3 01O02",
          "UNCLAS SECTION 01O02 HONG KALVOR 002311\n\n1. One.\n",
          {{"mrn", "HONG KALVOR 002311"}, {"codes", ""}}},
    Quirk{"2.1.3 1F03",
          "S E C R E T SECTION 01F03 KALVOR 001568\n\n1. One.\n",
          {{"mrn", "KALVOR 001568"}, {"codes", ""}}},
    Quirk{"2.1.4 banners that agree",
          "S E C R E T SECTION 01 OF 02 KALVOR 000123\n\n1. (S) One.\n\nS E C R E T SECTION 02 OF 02 KALVOR "
          "000123\n\n2. (U) Two.\n",
          {{"overall", "SECRET"}, {"kinds", "banner paragraph banner paragraph"}, {"codes", ""}}},
    Quirk{"2.1.4 banners that do not agree",
          "S E C R E T SECTION 01 OF 02 KALVOR 000123\n\n1. (S) One.\n\nUNCLAS SECTION 02 OF 02 KALVOR "
          "000123\n\n2. Two.\n",
          {{"overall", "unknown"}, {"codes", "MK0203 MK0212"}, {"@Two", "paragraph ? document"}}},
    Quirk{"2.1.5 TOSEC",
          "UNCLAS KALVOR 002503 TOSEC 123456\n\n1. One.\n",
          {{"mrn", "KALVOR 002503"}, {"codes", ""}}},
    Quirk{"2.1.5 SUSPECTED DUPLICATE",
          "S E C R E T KALVOR 002503 SUSPECTED DUPLICATE 1234\n\n1. One.\n",
          {{"mrn", "KALVOR 002503"}, {"codes", ""}}},
    Quirk{"2.1.5 padding",
          "UNCLAS KALVOR 2503\n\n1. One and\nKALVOR 00002503  002 OF 003\ntwo.\n",
          {{"mrn", "KALVOR 2503"}, {"#p1", "One and two."}}},
    Quirk{"2.1.6 captions",
          Cable("SIPDIS\n\nNOFORN\nSENSITIVE\nEXDIS\nNODIS\nLIMDIS\nSTADIS\nTM CHANNEL\nINFORM CONSULS"),
          {{"captions", "SIPDIS|NOFORN|SENSITIVE|EXDIS|NODIS|LIMDIS|STADIS|TM CHANNEL|INFORM CONSULS"}}},
    Quirk{"2.1.6 not contiguous",
          Cable("SIPDIS\n\nSTATE FOR EUR/NBX (T. WREN), DRL/PHD (J. HALE, C. OKON-\nJO)\n\nSENSITIVE\n\nE.O. "
                "12958: N/A"),
          {{"captions", "SIPDIS|SENSITIVE"},
           {"passing", "STATE FOR EUR/NBX (T. WREN), DRL/PHD (J. HALE, C. OKON-JO)"},
           {"codes", "MK0205"}}},
    Quirk{"2.1.6 SIPDIS in the body",
          Body("1. (S) One and\n\nSIPDIS\n\ntwo."),
          {{"kinds", "banner subject paragraph caption paragraph"}, {"#p1", "One and two."}, {"codes", ""}}},
    Quirk{"2.1.7 a passing instruction of a post",
          Cable("VELMORA FOR REFCOORD (T. WREN)\n\nE.O. 12958: N/A"),
          {{"passing", "VELMORA FOR REFCOORD (T. WREN)"}, {"codes", ""}}},
    Quirk{"2.1.8 corrected copy",
          Cable("- - C O R R E C T E D  C O P Y - - CLASSIFIED BY LINE ADDED\n\nE.O. 12958: N/A"),
          {{"@LINE", "passing (U) document"}, {"codes", ""}}},
    Quirk{"2.1.8 corrected copy alone",
          Cable("C O R R E C T E D  C O P Y\n\nE.O. 12958: N/A"),
          {{"kinds", "banner passing eo paragraph"}, {"codes", ""}}},
    Quirk{"2.1.8 corrected copy in words",
          Cable("CORRECTED COPY (TEXT)\n\nE.O. 12958: N/A"),
          {{"kinds", "banner passing eo paragraph"}, {"codes", ""}}},
    Quirk{"2.1.8 a name beside the notice",
          Cable("CORRECTED COPY WREN\n\nE.O. 12958: N/A"),
          {{"@WREN", "passing (U) document"}, {"codes", "MK0206"}}},
    Quirk{"2.1.8 a class in a notice",
          Cable("C O R R E C T E D  C O P Y  S E C R E T\n\nE.O. 12958: N/A"),
          {{"overall", "unknown"}}},
    Quirk{"2.1.8 cancel",
          Cable("\"CANCEL THIS MESSAGE\"\n\nE.O. 12958: N/A"),
          {{"kinds", "banner passing eo paragraph"}, {"codes", ""}}});

MARKINGS_QUIRKS(
    ExecutiveOrder,
    Quirk{"2.2 N/A",
          Cable("E.O. 12958: N/A"),
          {{"eo", "12958|"}, {"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 EO without blanks",
          Cable("EO12958: DECL: 02/05/2019"),
          {{"eo", "12958|2019-02-05"}, {"kinds", "banner eo paragraph"}}},
    Quirk{"2.2 a blank inside",
          Cable("E. O. 12958: N/A"),
          {{"eo", "12958|"}, {"kinds", "banner eo paragraph"}}},
    Quirk{"2.2 13526",
          Cable("E.O. 13526: DECL: 2039-02-05"),
          {{"eo", "13526|"}, {"@2039", "classified_by (U) document"}}},
    Quirk{"2.2 month first",
          Cable("E.O. 12958: DECL: 02/05/2019"),
          {{"eo", "12958|2019-02-05"}, {"codes", ""}}},
    Quirk{"2.2 year first", Cable("EO 12958 DECL: 2020/02/23"), {{"eo", "12958|2020-02-23"}, {"codes", ""}}},
    Quirk{"2.2 a digit lost",
          Cable("E.O. 1295: DECL: 02/05/2019"),
          {{"eo", "1295|2019-02-05"}, {"kinds", "banner eo paragraph"}}},
    Quirk{"2.2 an event",
          Cable("E.O. 12958: DECL: AFTER THE FAIR"),
          {{"eo", "12958|"}, {"@FAIR", "classified_by (U) document"}}},
    Quirk{"2.2 year of two digits",
          Cable("E.O. 12958: DECL: 08/24/05"),
          {{"eo", "12958|"}, {"kinds", "banner eo paragraph"}, {"codes", "MK0215"}}},
    Quirk{"2.2 day before month",
          Cable("E.O. 12958: DECL: 23/02/2020"),
          {{"eo", "12958|"}, {"codes", "MK0215"}}},
    Quirk{"2.2 day before month, year first",
          Cable("E.O. 12958: DECL: 2020/23/02"),
          {{"eo", "12958|"}, {"codes", "MK0215"}}},
    Quirk{"2.2 X1", Cable("E.O. 12958: DECL: X1"), {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 1.6X1", Cable("E.O. 12958: DECL: 1.6X1"), {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 25X1-human",
          Cable("E.O. 12958: DECL: 25X1-human"),
          {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 GDS", Cable("E.O. 11652: GDS"), {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 XGDS-1", Cable("E.O. 11652: XGDS-1"), {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 NA", Cable("E.O. 11652: NA"), {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 GDS with date and name",
          Cable("E.O. 12065: GDS 12/31/84 (WREN, TOBIAS) OR-M"),
          {{"eo", "12065|"}, {"@WREN", "classified_by (U) document"}}},
    Quirk{"2.2 RDS-1", Cable("E.O. 12065: RDS-1"), {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 OADR", Cable("E.O. 12356: DECL:OADR"), {{"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 month and year",
          Cable("E.O. 12356: DECL:MAY 1999"),
          {{"eo", "12356|"}, {"kinds", "banner eo paragraph"}, {"codes", ""}}},
    Quirk{"2.2 a name for a month",
          Cable("E.O. 12356: DECL: WREN 1999"),
          {{"@WREN", "classified_by (U) document"}}},
    Quirk{"2.2 absent", Cable("SUBJECT: HARBOUR"), {{"eo", "none"}, {"subject", "HARBOUR"}, {"codes", ""}}});

MARKINGS_QUIRKS(
    Tags, Quirk{"2.3 commas and blanks", Cable("TAGS: PREL,PGOV KDEM, XX"), {{"tags", "PREL|PGOV|KDEM|XX"}}},
    Quirk{"2.3 over lines",
          Cable("TAGS: PREL, PGOV,\nKDEM\nXX"),
          {{"tags", "PREL|PGOV|KDEM|XX"}, {"kinds", "banner tags paragraph"}}},
    Quirk{"2.3 label TAGS", Cable("TAGS PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{"2.3 label TAG", Cable("TAG: PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{"2.3 label TAG without a colon", Cable("TAG PREL, PGOV"), {{"tags", "PREL|PGOV"}, {"codes", ""}}},
    Quirk{"2.3 label TAGES", Cable("TAGES: PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{
        "2.3 label TAGES without a colon", Cable("TAGES PREL, PGOV"), {{"tags", "PREL|PGOV"}, {"codes", ""}}},
    Quirk{"2.3 label TAGSS", Cable("TAGSS: PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{
        "2.3 label TAGSS without a colon", Cable("TAGSS PREL, PGOV"), {{"tags", "PREL|PGOV"}, {"codes", ""}}},
    Quirk{"2.3 label TAS", Cable("TAS: PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{"2.3 label TABS", Cable("TABS: PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{"2.3 label TABS without a colon", Cable("TABS PREL, PGOV"), {{"tags", "PREL|PGOV"}, {"codes", ""}}},
    Quirk{"2.3 label TGS", Cable("TGS: PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{"2.3 label TGS without a colon", Cable("TGS PREL, PGOV"), {{"tags", "PREL|PGOV"}, {"codes", ""}}},
    Quirk{"2.3 label AGS", Cable("AGS: PREL, PGOV"), {{"tags", "PREL|PGOV"}}},
    Quirk{"2.3 no label",
          Cable("E.O. 12958: N/A\nEFIN, ECON, XX\nSUBJECT: HARBOUR"),
          {{"tags", "EFIN|ECON|XX"}, {"kinds", "banner eo tags subject paragraph"}, {"codes", ""}}},
    Quirk{"2.3 no label, apart",
          Cable("E.O. 12958: N/A\n\nEFIN, ECON, XX\n\nSUBJECT: HARBOUR"),
          {{"tags", "EFIN|ECON|XX"}, {"kinds", "banner eo tags subject paragraph"}, {"codes", ""}}},
    Quirk{"2.3 names are no list",
          Cable("E.O. 12958: N/A\n\nWREN, HALE\n\nSUBJECT: HARBOUR"),
          {{"tags", ""}, {"@WREN", "heading (U) document"}}},
    Quirk{"2.3 small letters", Cable("tags: prel, pgov"), {{"tags", "PREL|PGOV"}}},
    Quirk{"2.3 several words",
          Cable("TAGS: HUMAN RIGHTS, GOI EXTERNAL, ISRAELI PALESTINIAN AFFAIRS, PREL"),
          {{"tags", "HUMAN RIGHTS|GOI EXTERNAL|ISRAELI PALESTINIAN AFFAIRS|PREL"}, {"codes", ""}}},
    Quirk{"2.3 a name in parentheses",
          Cable("TAGS: OVIP (WREN, TOBIAS B.), PREL"),
          {{"tags", "OVIP (WREN, TOBIAS B.)|PREL"}, {"@WREN", "tags (U) document"}, {"codes", ""}}},
    Quirk{"2.3 a name in parentheses, no blank",
          Cable("TAGS: PREL OVIP(WREN, TOBIAS B.) XX"),
          {{"tags", "PREL|OVIP (WREN, TOBIAS B.)|XX"}, {"codes", ""}}},
    Quirk{"2.3 a name over two lines",
          Cable("TAGS: PREL, OVIP\n(WREN, TOBIAS B.), XX"),
          {{"tags", "PREL|OVIP (WREN, TOBIAS B.)|XX"}, {"codes", ""}}},
    Quirk{"2.3 a name without parentheses",
          Cable("TAGS: OVIP LINDQVIST TORA, PREL"),
          {{"tags", "OVIP (LINDQVIST TORA)|PREL"}, {"@LINDQVIST", "tags (U) document"}, {"codes", ""}}},
    Quirk{"2.3 a code that takes a name, with none", Cable("TAGS: OVIP PREL XX"), {{"tags", "OVIP|PREL|XX"}}},
    Quirk{"2.3 run together",
          Cable("TAGS: KFRDCVISCMGTCASCKOCIASECPHUMSMIGXX"),
          {{"tags", "KFRD|CVIS|CMGT|CASC|KOCI|ASEC|PHUM|SMIG|XX"}, {"codes", ""}}},
    Quirk{"2.3 a place run into a subject",
          Cable("TAGS: PREL, XXPHUM"),
          {{"tags", "PREL|XX|PHUM"}, {"codes", ""}}},
    Quirk{"2.3 a word is not cut",
          Cable("TAGS: PREL, LINDQVISTS"),
          {{"tags", "PREL|LINDQVISTS?"}, {"codes", "MK0209"}}},
    Quirk{"2.3 repeated", Cable("TAGS: PREL, PGOV, PREL"), {{"tags", "PREL|PGOV|PREL"}, {"codes", ""}}},
    Quirk{"2.3 markdown",
          Cable("TAGS: [PGOV](#) [POLITICAL](#)"),
          {{"tags", "PGOV|POLITICAL?"}, {"codes", "MK0209"}}},
    Quirk{"2.3 a caption below a blank line of TAGS",
          Cable("TAGS:\nNOFORN\n\nSUBJECT: HARBOUR"),
          {{"tags", ""}, {"captions", "NOFORN"}, {"kinds", "banner tags caption subject paragraph"}}},
    Quirk{"2.3 SUBJECT on the same line",
          Cable("TAGS: PREL, XX SUBJECT: HARBOUR"),
          {{"tags", "PREL|XX"}, {"subject", "HARBOUR"}}},
    Quirk{"2.3 SUBJ on the same line",
          Cable("TAGS: PREL, XX SUBJ: HARBOUR"),
          {{"tags", "PREL|XX"}, {"subject", "HARBOUR"}}},
    Quirk{"2.3 EO on the same line",
          Cable("TAGS: PREL, XX E.O. 12958: DECL: 02/05/2019"),
          {{"tags", "PREL|XX"}, {"eo", "12958|2019-02-05"}, {"kinds", "banner tags eo paragraph"}}},
    Quirk{
        "2.3 all on one line",
        Cable(
            "E.O. 12958: N/A Tags: PREL, XX Subject: Harbour REF: KALVOR 12 Classified By: DCM Tobias Wren"),
        {{"tags", "PREL|XX"},
         {"subject", "Harbour"},
         {"refs", "=KALVOR 12"},
         {"authority", "Classified By: DCM Tobias Wren"}}},
    Quirk{"2.3 a page line on the same line",
          Cable("TAGS: PREL, XX PAGE 02 KALVOR 00123 071504Z\nSUBJECT: HARBOUR"),
          {{"tags", "PREL|XX"},
           {"subject", "HARBOUR"},
           {"kinds", "banner tags continuation subject paragraph"}}},
    Quirk{"2.3 a page line and SUBJECT on the same line",
          Cable("TAGS: PREL, XX PAGE 02 KALVOR 00123 01 OF 02 071504Z SUBJECT: HARBOUR"),
          {{"tags", "PREL|XX"},
           {"subject", "HARBOUR"},
           {"kinds", "banner tags continuation subject paragraph"}}},
    Quirk{"2.3 a page in a subject is text",
          Cable("SUBJECT: HARBOUR, SEE PAGE 02"),
          {{"subject", "HARBOUR, SEE PAGE 02"}}},
    Quirk{"2.3 a page line of somebody else is text",
          Cable("SUBJECT: HARBOUR PAGE 02 WREN 00123 071504Z"),
          {{"@WREN", "subject (U) document"}}},
    Quirk{"2.3 joined on a line that wraps",
          Cable("TAGS: PREL,\nPGOV SUBJECT: HARBOUR\nAND SEA"),
          {{"tags", "PREL|PGOV"}, {"subject", "HARBOUR AND SEA"}}},
    Quirk{"2.3 a label in small letters is text",
          Cable("SUBJECT: On the subject: harbour"),
          {{"subject", "On the subject: harbour"}}},
    Quirk{"2.3 a caption joined to the rest",
          Cable("NODIS E.O. 12958: N/A TAGS: PREL"),
          {{"captions", "NODIS"}, {"tags", "PREL"}, {"eo", "12958|"}}},
    Quirk{"2.3 a name is no label and no list",
          Cable("TAG WREN, HALE\n\nE.O. 12958: N/A"),
          {{"tags", ""}, {"@WREN", "passing (U) document"}, {"codes", "MK0206"}}},
    Quirk{"2.3 a section line on the same line",
          Cable("TAGS: PREL, XX KALVOR 00000123  002 OF 003\nSUBJECT: HARBOUR"),
          {{"tags", "PREL|XX"}, {"kinds", "banner tags continuation subject paragraph"}}});

MARKINGS_QUIRKS(
    SubjectAndReferences, Quirk{"2.4 SUBJECT", Cable("SUBJECT HARBOUR"), {{"subject", "HARBOUR"}}},
    Quirk{"2.4 SUBJ", Cable("SUBJ: HARBOUR"), {{"subject", "HARBOUR"}}},
    Quirk{"2.4 UBJECT", Cable("UBJECT: HARBOUR"), {{"subject", "HARBOUR"}}},
    Quirk{"2.4 Subject", Cable("Subject: Harbour"), {{"subject", "Harbour"}}},
    Quirk{"2.4 a mark before",
          Cable("SUBJECT: (S) HARBOUR\nAND SEA"),
          {{"subject", "HARBOUR AND SEA"}, {"@HARBOUR", "subject (S) own"}}},
    Quirk{"2.4 a mark behind",
          Cable("SUBJECT: HARBOUR\nAND SEA (C)"),
          {{"subject", "HARBOUR AND SEA"}, {"@HARBOUR", "subject (C) own"}}},
    Quirk{"2.4 ends at REF",
          Cable("SUBJECT: HARBOUR\nREF: KALVOR 1"),
          {{"subject", "HARBOUR"}, {"refs", "=KALVOR 1"}}},
    Quirk{"2.4 ends at Classified By",
          Cable("SUBJECT: HARBOUR\nClassified By: DCM WREN"),
          {{"subject", "HARBOUR"}, {"authority", "Classified By: DCM WREN"}}},
    Quirk{"2.4 ends at paragraph 1",
          "UNCLAS KALVOR 000123\n\nSUBJECT: HARBOUR\n1. (U) One.\n",
          {{"subject", "HARBOUR"}, {"#p1", "One."}}},
    Quirk{
        "2.4 ends at a page line",
        Cable("SUBJECT: HARBOUR\nKALVOR 00000123  002 OF 003\n\nHeron."),
        {{"subject", "HARBOUR"}, {"@KALVOR 00000123", "continuation"}, {"@Heron", "paragraph (U) document"}}},
    Quirk{"2.4 goes on behind a page line",
          Cable("SUBJECT: HARBOUR AND\nKALVOR 00000123  002 OF 003\nSEA"),
          {{"subject", "HARBOUR AND SEA"}}},
    Quirk{"2.4 its mark ends with it",
          "S E C R E T KALVOR 000123\n\nSUBJECT: (U) HARBOUR\n\nKALVOR 00000123  002 OF 003\n\nHeron.\n\n1. "
          "(S) One.\n",
          {{"@Heron", "paragraph (S) document"}}},
    Quirk{"2.4 ends at a row of dashes",
          Cable("SUBJECT: HARBOUR\n-----\nHeron."),
          {{"subject", "HARBOUR"}, {"@-----", "underline"}}},
    Quirk{"2.4 none", Cable("E.O. 12958: N/A\nTAGS: PREL"), {{"subject", ""}, {"#p1", "One."}}},
    Quirk{"2.4 REF", Cable("REF: A. 05 KALVOR 5459"), {{"refs", "A=05 KALVOR 5459"}}},
    Quirk{"2.4 REFS", Cable("REFS: A) STATE 135205; B) KALVOR 2"), {{"refs", "A=STATE 135205|B=KALVOR 2"}}},
    Quirk{
        "2.4 REF S", Cable("REF(S): (A)STATE 071143, (B)KALVOR 7"), {{"refs", "A=STATE 071143|B=KALVOR 7"}}},
    Quirk{"2.4 Ref s", Cable("Ref(s): KALVOR 7"), {{"refs", "=KALVOR 7"}}},
    Quirk{"2.4 REFTEL", Cable("REFTEL STATE 71143"), {{"refs", "=STATE 71143"}}},
    Quirk{"2.4 REFTEL alone on its line",
          Cable("SUBJECT: X\nREFTEL\nSTATE 71143"),
          {{"refs", "=STATE 71143"}, {"subject", "X"}}},
    Quirk{"2.4 PROGRAM REF", Cable("PROGRAM REF: STATE 71143"), {{"refs", "=STATE 71143"}}},
    Quirk{"2.4 a label within the label",
          Cable("REF: A. (A) KALVOR 7682 AND PREVIOUS"),
          {{"refs", "A=KALVOR 7682 AND PREVIOUS"}}},
    Quirk{"2.4 labels within the labels",
          Cable("REF: A. A) SECSTATE 54183 B. B) 07 KALVOR 1868"),
          {{"refs", "A=SECSTATE 54183|B=07 KALVOR 1868"}}},
    Quirk{"2.4 years",
          Cable("REF: A. 2007 VELMORA 2135\n     B. KALVOR 1501 (2008)\n     C. 08 RIO DE KAL 138"),
          {{"refs", "A=2007 VELMORA 2135|B=KALVOR 1501 (2008)|C=08 RIO DE KAL 138"}}},
    Quirk{"2.4 what is no cable",
          Cable("REF: A. SECDEF R162245Z OCT 08\nB. WREN-HALE E-MAIL OF JULY 1\nC. KALVOR POINTS JULY 15\nD. "
                "XYZ20080101000001"),
          {{"refs",
            "A=SECDEF R162245Z OCT 08|B=WREN-HALE E-MAIL OF JULY 1|C=KALVOR POINTS JULY "
            "15|D=XYZ20080101000001"}}},
    Quirk{"2.4 a page line between",
          Cable("REF: A. 05 KALVOR 5459\nKALVOR 00000123  001.2 OF 002\nB. STATE 135205"),
          {{"refs", "A=05 KALVOR 5459|B=STATE 135205"}}},
    Quirk{"2.4 Classified By",
          Cable("Classified By: AMBASSADOR WREN FOR REASONS 1.4 (b/d)"),
          {{"authority", "Classified By: AMBASSADOR WREN FOR REASONS 1.4 (b/d)"},
           {"@WREN", "classified_by (U) document"}}},
    Quirk{"2.4 REASON",
          Cable("CLASSIFIED BY: DCM WREN, REASON: 1.4 (b), (d)"),
          {{"@REASON", "classified_by (U) document"}}},
    Quirk{"2.4 REASON alone",
          Cable("CLASSIFIED BY: DCM WREN\nREASON: 1.4 (b), (d)"),
          {{"@REASON", "classified_by (U) document"}}},
    Quirk{"2.4 Reason without a colon",
          Cable("Classified by: DCM Wren\nReason 1.5 d"),
          {{"@Reason", "classified_by (U) document"}}},
    Quirk{"2.4 a comma in the reason",
          Cable("CLASSIFIED BY DCM WREN, REASON 1,4 (C)"),
          {{"@REASON", "classified_by (U) document"}}},
    Quirk{"2.4 as paragraph 1",
          Body("1. (U) CLASSIFIED BY DCM WREN, 1.5 (D).\n\n2. Two."),
          {{"@WREN", "classified_by (U) own"}, {"ids", "banner1 subject p1 p2"}}},
    Quirk{"2.4 whole text in words",
          Body("1. CONFIDENTIAL - ENTIRE TEXT.\n\n2. Two."),
          {{"@Two", "paragraph (C) whole-text"}}},
    Quirk{
        "2.4 whole text C", Body("1. (C - ENTIRE TEXT).\n\n2. Two."), {{"@Two", "paragraph (C) whole-text"}}},
    Quirk{"2.4 whole text S", Body("1. (S-ENTIRE TEXT)\n\n2. Two."), {{"@Two", "paragraph (S) whole-text"}}},
    Quirk{"2.4 whole text LOU",
          Body("1. (LOU - ENTIRE TEXT)\n\n2. Two."),
          {{"@Two", "paragraph (SBU) whole-text"}}});

MARKINGS_QUIRKS(
    Paragraphs,
    Quirk{"2.5.9 one paragraph without a number", Body("(S) Heron."), {{"@Heron", "paragraph (S) own"}}},
    Quirk{"2.5.9 a summary above paragraph 1",
          Body("(C) Summary: Heron. End summary.\n\n1. (S) One."),
          {{"@Heron", "paragraph (C) own"}, {"ids", "banner1 subject text1 p1"}}},
    Quirk{"2.5.9 marks",
          Body("1. (U) One.\n\n2. (C) Two.\n\n3. (S) Three.\n\n4. (SBU) Four.\n\n5. (SBU/N) Five.\n\n6. "
               "(SBU/NF) Six."),
          {{"@One", "paragraph (U) own"},
           {"@Two", "paragraph (C) own"},
           {"@Three", "paragraph (S) own"},
           {"@Four", "paragraph (SBU) own"},
           {"@Five", "paragraph (SBU//NF) own"},
           {"@Six", "paragraph (SBU//NF) own"}}},
    Quirk{"2.5.10 spacing",
          Body("1. (SBU) One.\n\n2.(SBU) Two.\n\n 3.    (SBU) Three.\n\n4.  (C)  Four."),
          {{"@One", "paragraph (SBU) own"},
           {"@Two", "paragraph (SBU) own"},
           {"@Three", "paragraph (SBU) own"},
           {"@Four", "paragraph (C) own"},
           {"#p2", "Two."},
           {"#p3", "Three."}}},
    Quirk{"2.5.11 C not opened", Body("1. C) Heron."), {{"@Heron", "paragraph ? own"}, {"codes", "MK0210"}}},
    Quirk{"2.5.11 SBU not opened",
          Body("1. (U) One.\n\n2. SBU) Heron."),
          {{"@Heron", "paragraph ? own"}, {"codes", "MK0210"}}},
    Quirk{"2.5.11 SBU-N not opened",
          Body("1. SBU/N) Heron."),
          {{"@Heron", "paragraph ? own"}, {"codes", "MK0210"}}},
    Quirk{"2.5.11 SBUMF", Body("1. (SBUMF) Heron."), {{"@Heron", "paragraph ? own"}, {"codes", "MK0211"}}},
    Quirk{"2.5.11 an office is no mark",
          Body("1. (U) Cleared by D(S) staff and\nD(S): Wren.\n"),
          {{"@Wren", "paragraph (U) own"}, {"codes", "MK0205"}}},
    Quirk{"2.5.11 letters of a list are no marks",
          Body("1. (U) The board:\n(A) one;\n(B) two;\n(C) heron;\n(D) four."),
          {{"@heron", "subparagraph (U) parent"}}},
    Quirk{"2.5.11 a version is no mark",
          Body("1. (U) One.\n\n(SBU Version) of the heron."),
          {{"@heron", "paragraph (S) document"}}},
    Quirk{"2.5.12 a.", Body("1. (U) One:\na. (C) Heron."), {{"@Heron", "subparagraph (C) own"}}},
    Quirk{"2.5.12 A.", Body("1. (U) One:\nA. (SBU) Heron."), {{"@Heron", "subparagraph (SBU) own"}}},
    Quirk{
        "2.5.12 a in parentheses", Body("1. (C) One:\n(a) Heron."), {{"@Heron", "subparagraph (C) parent"}}},
    Quirk{"2.5.12 two dashes", Body("1. (C) One:\n\n-- Heron."), {{"@Heron", "subparagraph (C) parent"}}},
    Quirk{"2.5.12 two dashes and a mark",
          Body("1. (C) One:\n\n-- (U) Heron."),
          {{"@Heron", "subparagraph (U) own"}}},
    Quirk{"2.5.12 a dash", Body("1. (C) One:\n- Heron."), {{"@Heron", "subparagraph (C) parent"}}},
    Quirk{"2.5.12 a star", Body("1. (C) One:\n* Heron."), {{"@Heron", "subparagraph (C) parent"}}},
    Quirk{
        "2.5.12 a bullet", Body("1. (C) One:\n\xE2\x80\xA2 Heron."), {{"@Heron", "subparagraph (C) parent"}}},
    Quirk{"2.5.12 a heading with a row of dashes",
          Body("1. (C) One.\n\nHARBOUR FEES\n------------\n\n2. (C) Two."),
          {{"kinds", "banner subject paragraph heading underline paragraph"}}},
    Quirk{"2.5.12 a row of dashes below a blank line",
          Body("1. (C) One.\n\nHarbour Fees\n\n-----\n\n2. (C) Two."),
          {{"kinds", "banner subject paragraph heading underline paragraph"}}},
    Quirk{"2.5.12 a quoted text",
          Body("1. (SBU) The text:\n\nBEGIN TEXT:\n\nHeron.\n\n1. One.\n\nEND TEXT.\n\n2. (C) Two."),
          {{"@Heron", "quoted (SBU) parent"}, {"ids", "banner1 subject p1 p1.q1 p2"}}},
    Quirk{"2.5.12 elements",
          Body("1. (SBU) The elements:\n\nBEGIN ELEMENTS:\n\nHeron.\n\nEND ELEMENTS.\n\n2. (C) Two."),
          {{"@Heron", "quoted (SBU) parent"}}},
    Quirk{"2.5.13 pilcrows",
          Body("\xC2\xB6"
               "1. (U) One.\n\n\xC2\xB6"
               "2. (C) Two."),
          {{"ids", "banner1 subject p1 p2"}, {"@Two", "paragraph (C) own"}, {"codes", "MK0205"}}},
    Quirk{"2.5.13 pilcrows that became a 1",
          Body("1. (U) a.\n\n2. (U) a.\n\n3. (U) a.\n\n4. (U) a.\n\n5. (U) a.\n\n6. (U) a.\n\n17. (C) "
               "Seven.\n\n18. (U) a.\n\n19. (U) a.\n\n110. (U) a.\n\n111. (U) a."),
          {{"ids", "banner1 subject p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11"},
           {"@Seven", "paragraph (C) own"},
           {"codes", "MK0205 MK0207 MK0207 MK0207 MK0207 MK0207"}}},
    Quirk{"2.5.13 11 after 10 stays",
          Body("9. (U) a.\n\n10. (U) a.\n\n11. (U) a.\n\n12. (U) a.\n\n13. (U) a.\n\n14. (U) a.\n\n15. (U) "
               "a.\n\n16. (U) a.\n\n17. (U) a."),
          {{"ids", "banner1 subject p9 p10 p11 p12 p13 p14 p15 p16 p17"}, {"codes", "MK0205 MK0208"}}},
    Quirk{"2.5.14 SUMMARY as a heading",
          Body("SUMMARY\n\n1. (C) Heron.\n\nEND SUMMARY\n\n2. (U) Two."),
          {{"kinds", "banner subject heading paragraph heading paragraph"}}},
    Quirk{"2.5.14 BEGIN SUMMARY",
          Body("BEGIN SUMMARY\n\n1. (C) Heron.\n\nEND SUMMARY.\n\n2. (U) Two."),
          {{"@Heron", "paragraph (C) own"}, {"@END SUMMARY", "heading (S) document"}}},
    Quirk{"2.5.14 SUMMARY with a colon",
          Body("SUMMARY:\n--------\n1. (C) Heron."),
          {{"@SUMMARY:", "heading (S) document"}, {"@Heron", "paragraph (C) own"}}},
    Quirk{"2.5.14 Summary Continued",
          Body("1. (C) Summary: One.\n\nSummary Continued:\n\n2. (C) Heron. End Summary and Comment."),
          {{"@Summary Continued", "paragraph (S) document"}, {"#p2", "Heron. End Summary and Comment."}}},
    Quirk{"2.5.14 End Summary alone",
          Body("1. (C) One.\n\nEnd Summary and Comment.\n\n2. (C) Two."),
          {{"@End Summary", "heading (S) document"}}},
    Quirk{"2.5.14 an end of another part",
          Body("COMMENT\n\n1. (C) One.\n\nEnd note.\n\n2. (C) Two."),
          {{"@End note", "paragraph (S) document"}}},
    Quirk{"2.5.14 the end of the part",
          Body("COMMENT\n\n1. (C) One.\n\nEnd comment.\n\n2. (C) Two."),
          {{"@End comment", "heading (S) document"}}},
    Quirk{"2.5.14 SUMMAY",
          Body("1. (C) SUMMAY: One. END SUMMAY.\n\n2. (U) Two."),
          {{"@SUMMAY", "paragraph (C) own"}}},
    Quirk{"2.5.14 COMMENT and NOTE",
          Body("1. (C) One. (COMMENT: Two. END COMMENT.) NOTE: Three. END NOTE.\n\nCOMMENT\n\n2. (C) Four."),
          {{"@Three", "paragraph (C) own"}, {"kinds", "banner subject paragraph heading paragraph"}}},
    Quirk{"2.5.14 ACTION REQUEST",
          Body("ACTION REQUEST\n--------------\n\n1. (C) One."),
          {{"kinds", "banner subject heading underline paragraph"}}},
    Quirk{"2.5.14 brackets take nothing below them down",
          Body("1. (U) One.\n\nEND SUMMARY.\n\nHeron."),
          {{"@Heron", "paragraph (S) document"}}},
    Quirk{"2.5.15 a section line",
          Body("1. (C) One and\nKALVOR 00002503  002 OF 003\ntwo."),
          {{"#p1", "One and two."}, {"@two", "paragraph (C) own"}}},
    Quirk{"2.5.15 a decimal part",
          Body("1. (C) One and\nKAL 0000001 003.2 OF 39\ntwo."),
          {{"#p1", "One and two."}}},
    Quirk{"2.5.15 split over lines",
          Body("1. (C) One and\n\nKALVOR 00000402 \n\n001.2 OF 003\n\n\ntwo."),
          {{"#p1", "One and two."}, {"kinds", "banner subject paragraph continuation paragraph"}}},
    Quirk{"2.5.15 inside a word",
          Body("1. (C) One her-\nKALVOR 00002503  002 OF 003\non."),
          {{"#p1", "One her-on."}}},
    Quirk{"2.5.16 masks",
          Body("1. (C) One XXXXXXXXXXXX said to xxxxx heron."),
          {{"redactions", "mask|mask"}, {"@heron", "paragraph (C) own"}}},
    Quirk{"2.5.17 a surname", Body("1. (C) One.\nWREN"), {{"signature", "WREN"}}},
    Quirk{
        "2.5.17 two surnames in one", Body("1. (C) One.\n\nWRENHALE\n\n\nNNNN"), {{"signature", "WRENHALE"}}},
    Quirk{"2.5.17 a hyphen", Body("1. (C) One.\n\nWREN-HALE\n\nNNNN"), {{"signature", "WREN-HALE"}}},
    Quirk{"2.5.17 a hash", Body("1. (C) One.\n\nWREN#\n\nNNNN"), {{"signature", "WREN#"}}},
    Quirk{"2.5.17 a class line behind",
          Body("1. (C) One.\n\nWREN\n\nS E C R E T"),
          {{"signature", "WREN"}, {"kinds", "banner subject paragraph signature banner"}}},
    Quirk{"2.5.17 no line end behind NNNN",
          "S E C R E T KALVOR 000123\n\n1. (C) One.\n\nWREN\n\nNNNN",
          {{"kinds", "banner paragraph signature end"}}},
    Quirk{"2.5.17 Minimize",
          Body("1. (C) One.\n\n2. (U) Minimize for Kalvor considered.\n\nWREN"),
          {{"#p2", "Minimize for Kalvor considered."}, {"signature", "WREN"}}});

MARKINGS_QUIRKS(Seed,
                Quirk{"2.7 a note before the class line",
                      "This record is a part of the cable.\n\nUNCLAS KALVOR 000123\n\n1. (U) One.\n",
                      {{"kinds", "note banner paragraph"}}},
                Quirk{"2.7 hash signs",
                      Body("#### HARBOUR\n\n1. (U) One."),
                      {{"kinds", "banner subject heading paragraph"}, {"#heading1", "HARBOUR"}}},
                Quirk{"2.7 blanks behind a line",
                      "UNCLAS KALVOR 000123  \n  \n1. (U) One  \nand two.  \n",
                      {{"#p1", "One and two."}}},
                Quirk{"2.7 a class line, SENSITIVE apart",
                      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (SBU) One.\n\n2. (U) Two.\n",
                      {{"banner", "UNCLAS SENSITIVE"}, {"codes", ""}, {"@One", "paragraph (SBU) own"}}},
                Quirk{"2.9 SBU below a bare class line",
                      "UNCLAS KALVOR 000123\n\n1. (SBU) One.\n",
                      {{"codes", "MK0204"}}});

MARKINGS_QUIRKS(
    Archive,
    Quirk{"2.6 a record",
          "LIMITED OFFICIAL USE\n\nPAGE 01  KALVOR 08226  01 OF 02  211747Z\n71\nACTION ACDA-19 INFO OCT-01 "
          "ISO-00 SS-15 /150 "
          "W\n                     --------------------- 009430\nR 211700Z NOV 73\nFM AMEMBASSY KALVOR\nTO "
          "SECSTATE WASHDC 1234\nLIMITED "
          "OFFICIAL USE KALVOR 08226\nE.O. 11652: N/A\nTAGS: PREL\nSUBJECT: HARBOUR\n1. HE SAID QUOTE HERON "
          "UNQTE.\nWREN\n\nLIMITED OFFICIAL "
          "USE\n\nNNNN\n\n*** Current Handling Restrictions *** n/a\n*** Current Classification *** LIMITED "
          "OFFICIAL USE\n",
          {{"format", "archive"},
           {"mrn", "1973 KALVOR 08226"},
           {"kinds",
            "banner continuation distribution distribution distribution header header header banner eo tags "
            "subject paragraph signature banner end field field"},
           {"signature", "WREN"},
           {"fields",
            "*** Current Handling Restrictions ***=n/a|*** Current Classification ***=LIMITED OFFICIAL USE"},
           {"banner", "UNCLAS SENSITIVE"}}},
    Quirk{"2.6 the distribution on one line",
          "SECRET\n\nPAGE 01  KALVOR 08226  211747Z\n71 ACTION ACDA-19 INFO OCT-01 ISO-00 /150 W\nR 211700Z "
          "NOV 73\nFM AMEMBASSY KALVOR\nTO SECSTATE WASHDC 1234\nSECRET KALVOR 08226\n1. HERON.\n",
          {{"format", "archive"},
           {"@ACDA", "distribution"},
           {"to", "SECSTATE WASHDC"},
           {"@HERON", "paragraph (S) document"}}},
    Quirk{"2.6 quotes",
          "SECRET KALVOR 08226\n\n1. HE SAID:\n\nQUOTE\n\n1. HERON.\n\nUNQTE\n\n2. TWO.\n",
          {{"ids", "banner1 p1 p1.q1 p2"}, {"@HERON", "quoted (S) parent"}}},
    Quirk{"2.6 attributes",
          "SECRET KALVOR 08226\n\n1. HERON.\n\nMessage Attributes\nDocument Number: 1973KALVOR08226\nCurrent "
          "Classification: UNCLASSIFIED\nConcepts: HARBOURS,\nFEES\nDecaption "
          "Date: n/a\nCapture Date: 01 JAN 1994\nDraft Date: 21 NOV 1973\nExecutive Order: N/A\nFrom: "
          "KALVOR\nTo: STATE\nSubject: HARBOUR\nTAGS: PREL\nMarkings: Tobias "
          "P. Wren Declassified/Released US Department of State EO Systematic Review 30 JUN 2005\n",
          {{"banner", "SECRET"},
           {"@HERON", "paragraph (S) document"},
           {"@UNCLASSIFIED", "field (S) document"},
           {"fields",
            "Document Number=1973KALVOR08226|Current Classification=UNCLASSIFIED|Concepts=HARBOURS, "
            "FEES|Decaption Date=n/a|Capture Date=01 JAN "
            "1994|Draft Date=21 NOV 1973|Executive "
            "Order=N/A|From=KALVOR|To=STATE|Subject=HARBOUR|TAGS=PREL|Markings=Tobias P. Wren "
            "Declassified/Released US "
            "Department of State EO Systematic Review 30 JUN 2005"}}},
    Quirk{"2.6 notices",
          "SECRET KALVOR 08226\n\n1. HERON AND\nDeclassified/Released US Department of State EO Systematic "
          "Review 30 JUN 2005\nHARBOUR AND\nTobias P. Wren "
          "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006\nSEA AND\nTobias P. "
          "Wren Declassified/Released US Department of "
          "State EO Systematic Review 20 Mar 2014\nSHIP.\n",
          {{"#p1", "HERON AND HARBOUR AND SEA AND SHIP."},
           {"kinds",
            "banner paragraph release_banner paragraph release_banner paragraph release_banner paragraph"}}},
    Quirk{"2.6 a withdrawal card",
          "Message Attributes\nDocument Number: 1977KALVOR00123\nCurrent Classification: SECRET\nFrom: "
          "KALVOR\nSubject: HERON\n",
          {{"format", "archive"}, {"@HERON", "field ? none"}}});

std::string Smart(const std::string& fields) {
  return "UNCLASSIFIED\nSBU\n\nMRN:                            12 KALVOR 1208\n" + fields +
         "\n1. (SBU) One.\n";
}

MARKINGS_QUIRKS(
    SmartForm,
    Quirk{"2.8 under a forward",
          "From: SMART Core\nSent: Monday, June 18, 2012 9:02 AM\nTo: Distribution\nSubject: HARBOUR\n\n     "
          "                UNCLASSIFIED\n                         "
          "SBU\n\nMRN:                            12 KALVOR 1208\nDate/DTG:                       Jun 17, "
          "2012 / 172335Z JUN 12\nFrom:                           AMEMBASSY "
          "KALVOR\nAction:                         WASHDC, SECSTATE IMMEDIATE\nE.O.:                         "
          "  13526\nTAGS:                           PREL, XX\nCaptions:     "
          "                  SENSITIVE, SIPDIS\nReference:                      A) 12 KALVOR 1100\n          "
          "                      B) 12 VELMORA 77\nPass Line:              "
          "        STATE FOR EUR/NBX (T. WREN)\nSubject:                        HARBOUR FEES RISE AND\n      "
          "                          THE PORT COMPLAINS\nAttachments:          "
          "          fees.pdf\n\n1. (SBU) One.\n\nSignature:                      Wren\n\nDrafted By:        "
          "             POL:Hale, June\nCleared By:                     "
          "ECON:Okonjo, Ada\nApproved By:                    DCM:Wren, Tobias\nReleased By:                  "
          "  IMO:Maskin, Torvel\nInfo:                           EUR "
          "COLLECTIVE\nAction Post:                    \nDissemination Rule:             Archive Copy\n\n    "
          "                 UNCLASSIFIED\n                         SBU\n",
          {{"format", "smart"},
           {"mrn", "2012 KALVOR 1208"},
           {"dtg", "172335Z JUN 12"},
           {"from", "AMEMBASSY KALVOR"},
           {"captions", "SENSITIVE|SIPDIS"},
           {"eo", "13526|"},
           {"tags", "PREL|XX"},
           {"refs", "A=12 KALVOR 1100|B=12 VELMORA 77"},
           {"subject", "HARBOUR"},
           {"#subject~2", "HARBOUR FEES RISE AND THE PORT COMPLAINS"},
           {"signature", "Wren"},
           {"passing", "STATE FOR EUR/NBX (T. WREN)"},
           {"@Okonjo", "field (SBU) message"},
           {"@Archive Copy", "field (SBU) message"},
           {"banner", "UNCLAS SENSITIVE"},
           {"codes", ""}}},
    Quirk{"2.8 both classes on one line",
          "UNCLASSIFIED / SBU\n\nMRN:                            12 KALVOR 1208\nSubject:                    "
          "    X\n\n1. (SBU) One.\n\nUNCLASSIFIED / SBU\n",
          {{"kinds", "banner field subject paragraph banner"}}},
    Quirk{"2.8 a name misread",
          Smart("Subject:                        X\n") +
              "\nDrafted By:                     POL:LAN IER, JUNE\n",
          {{"@LAN IER", "field (SBU) document"}}},
    Quirk{"2.8 captions TM CHANNEL",
          Smart("Captions:                       TM CHANNEL\nSubject:                        X\n"),
          {{"captions", "TM CHANNEL"}}},
    Quirk{"2.8 captions empty",
          Smart("Captions:\nSubject:                        X\n"),
          {{"captions", ""}, {"subject", "X"}}},
    Quirk{"2.8 signature empty",
          Smart("Subject:                        X\n") +
              "\nSignature:\n\nDrafted By:                     Hale\n",
          {{"signature", ""}, {"@Hale", "field (SBU) document"}}},
    Quirk{"2.8 Date DTG misread",
          Smart("Date!DTG: Jun 17, 2012 / 172335Z JUN 12\nSubject:                        X\n"),
          {{"dtg", "172335Z JUN 12"}}},
    Quirk{"2.8 SIPDIS misread",
          Smart("Captions:                       SENSITIVE, SI PDIS\nSubject:                        X\n"),
          {{"captions", "SENSITIVE|SIPDIS"}}},
    Quirk{"2.8 captions that wrap",
          Smart("Captions:                       SENSITIVE,\n                                NODIS\nSubject: "
                "                       X\n"),
          {{"captions", "SENSITIVE|NODIS"}, {"@One", "paragraph (SBU) own"}}},
    Quirk{"2.8 captions for a person",
          Smart("Captions:                       NODIS FOR WREN ONLY\nSubject:                        X\n"),
          {{"captions", "NODIS|NODIS FOR WREN ONLY?"}, {"codes", "MK0205 MK0206"}}},
    Quirk{"2.8 captions N A",
          Smart("Captions:                       N/A\nSubject:                        X\n"),
          {{"captions", ""}, {"codes", ""}}},
    Quirk{"2.8 a caption that nobody knows",
          Smart("Captions:                       QUXDIS\nSubject:                        X\n"),
          {{"captions", "QUXDIS?"}, {"codes", "MK0206"}}},
    Quirk{"2.8 a restricting caption misread",
          Smart("Captions:                       NO DIS\nSubject:                        X\n"),
          {{"captions", "NODIS"}}},
    // What a scanner made of a class is no class: it is not guessed.
    Quirk{"2.8 UNCLAS SIFTED",
          "UNCLAS SIFTED\nSBU\n\nMRN:                            12 KALVOR 1208\nSubject:                    "
          "    HERON\n\n1. One.\n",
          {{"@HERON", "subject ? document"}, {"overall", "unknown"}}},
    Quirk{"2.8 an MRN misread",
          "UNCLASSIFIED\n\nMRN:                            2OKINSHASA 1208\nSubject:                        "
          "X\n\n1. One.\n",
          {{"mrn", ""}, {"@2OKIN", "field (U) document"}}});

std::string Edition(const std::string& body) {
  return "12. Telegram From Kalvor to Velmora\n\nSource: Archive of Kalvor, file 1. Secret; Priority; Nodis. "
         "Drafted by Wren and approved by Hale.\n\n" +
         body + "\n\n[2 lines not declassified]\n";
}

MARKINGS_QUIRKS(
    Edition,
    Quirk{"4.1 the source note marks",
          Edition("1. Heron."),
          {{"format", "frus"},
           {"banner", "SECRET NODIS"},
           {"@Heron", "paragraph (S//ND) document"},
           {"@Hale", "source_note (S//ND) document"}}},
    Quirk{"4.1 no classification marking",
          "12. Letter\n\nSource: Archive of Kalvor, file 1. No classification marking. Drafted by "
          "Wren.\n\nHeron.\n\n[2 lines not declassified]\n",
          {{"@Heron", "paragraph ? none"}}},
    Quirk{"4.1 paragraphs",
          Edition("1. One.\n\n[4 paragraphs (18 lines of source text) not declassified]\n\n6. Six."),
          {{"redactions", "bracket 4 paragraph|bracket 2 line"}, {"codes", ""}}},
    Quirk{"4.1 paragraphs that do not add up",
          Edition("1. One.\n\n[3 paragraphs (18 lines of source text) not declassified]\n\n6. Six."),
          {{"codes", "MK0208"}}},
    Quirk{"4.1 amounts",
          Edition("1. One [1 line not declassified] a [2 line(s) not declassified] b [less than 1 line not "
                  "declassified] c\n[less than 1 line of source text not declassified] "
                  "d [name not declassified] e [2 places not declassified] f\n[handling restriction not "
                  "declassified] g [folder title not declassified] h [Text not declassified]"),
          {{"redactions",
            "bracket 1 line|bracket 2 line|bracket line|bracket line|bracket name|bracket 2 place|bracket "
            "restriction|bracket title|bracket|bracket 2 line"}}},
    Quirk{"4.1 in the source note",
          "12. Letter\n\nSource: Archive [folder title not declassified], file 1. Secret. Drafted by "
          "Wren.\n\nHeron.\n",
          {{"banner", "SECRET"}, {"@Heron", "paragraph (S) document"}, {"redactions", "bracket title"}}});

std::string Release(const std::string& lines) {
  return "UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: 08/31/2015\n" +
         lines + "\n";
}

MARKINGS_QUIRKS(
    ReleaseForm,
    Quirk{"4.2 the page header is no class line",
          Release("\nHeron.\n"),
          {{"format", "foia"}, {"release", "C00000001"}, {"@Heron", "paragraph ? none"}}},
    Quirk{"4.2 a number over the banner",
          "C 0 0 0 0 0 0 0 1 >IFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: "
          "08/31/2015\n\nHeron.\n",
          {{"release", "C00000001"}, {"kinds", "release_banner paragraph"}}},
    Quirk{"4.2 stamp in full", Release("RELEASE IN FULL\n\nHeron."), {{"stamp", "RELEASE IN FULL"}}},
    Quirk{"4.2 stamp in part with codes",
          Release("RELEASE IN PART B1,1.4(D),B6\n\nHeron."),
          {{"stamp", "RELEASE IN PART B1| 1.4(D)| B6"}}},
    Quirk{"4.2 stamp with codes below",
          Release("RELEASE IN PART\nB5,B6\n\nHeron."),
          {{"stamp", "RELEASE IN PART B5| B6"},
           {"kinds", "release_banner release_banner release_banner paragraph"}}},
    Quirk{"4.2 stamp split", Release("RELEASE IN\nFULL\n\nHeron."), {{"stamp", "RELEASE IN FULL"}}},
    Quirk{"4.2 stamp misread bracket", Release("[RELEASE IN FULL\n\nHeron."), {{"stamp", "RELEASE IN FULL"}}},
    Quirk{"4.2 stamp misread FULLI", Release("RELEASE IN FULLI\n\nHeron."), {{"stamp", "RELEASE IN FULL"}}},
    Quirk{"4.2 stamp misread PAR",
          Release("RELEASE IN PAR\n\nHeron."),
          {{"kinds", "release_banner release_banner paragraph"}, {"stamp", "RELEASE IN PART"}}},
    Quirk{"4.2 stamp misread Be",
          Release("RELEASE IN PART Be\n\nHeron."),
          {{"kinds", "release_banner release_banner paragraph"}}},
    Quirk{"4.2 stamp misread bar",
          Release("RELEASE IN PART |\n\nHeron."),
          {{"kinds", "release_banner release_banner paragraph"}}},
    Quirk{"4.2 codes in the margin",
          Release("\n(SBU) Heron said                                                                 B6\nso "
                  "to                                                              1.4(B)\n                  "
                  "                                                 "
                  "1.4(D)\n                                                                   B1\nhim."),
          {{"redactions", "margin_code B6|margin_code 1.4(B)|margin_code 1.4(D)|margin_code B1"},
           {"#text1", "Heron said so to him."}}},
    Quirk{"4.2 codes with an agency",
          Release("\n(SBU) Heron said                                                                 B3 CIA "
                  "PERS/ORG\nso to                                                              "
                  "1.4(B),B1,1.4(D), B6\nhim."),
          {{"redactions", "margin_code B3 CIA PERS/ORG|margin_code 1.4(B)| B1| 1.4(D)| B6"},
           {"#text1", "Heron said so to him."}}},
    Quirk{
        "4.2 B7 C",
        Release(
            "\n(SBU) Heron said                                                                 B7(C)\nso."),
        {{"redactions", "margin_code B7(C)"}}},
    Quirk{
        "4.2 a code misread",
        Release("\n(SBU) Heron said                                                                 BS\nso."),
        {{"kinds", "release_banner paragraph redaction paragraph"}}},
    Quirk{
        "4.2 a reviewer's marking",
        Release("\nHeron said              Classified by DAS, A/GIS, DoS on 06/30/2015 \xE2\x80\x94 Class:\n "
                "                       CONFIDENTIAL \xE2\x80\x94 Reason: 1.4(B), 1.4(D) \xE2\x80\x94 "
                "Declassify on:\n                        05/20/2030\nso."),
        {{"review", "CONFIDENTIAL 05/20/2030 1.4(B)|1.4(D)"}, {"#text1", "Heron said so."}}},
    Quirk{"4.2 a reviewer's marking with dashes",
          Release("\nHeron said              Classified by DAS, A/GIS, DoS on 06/30/2015 - Class: SECRET\n   "
                  "                     \xE2\x80\x93 Reason: 1.4(D) - Declassify on: 05/20/2030\nso."),
          {{"review", "SECRET 05/20/2030 1.4(D)"}, {"#text1", "Heron said so."}}});

MARKINGS_QUIRKS(
    Mail,
    Quirk{"mail in capitals",
          "FROM: Tobias Wren\nSENT: Monday, June 18, 2012 9:02 AM\nTO: June Hale\nSUBJECT: "
          "Harbour\n\nUNCLASSIFIED\n\nHeron.\n",
          {{"format", "email"},
           {"messages", "Tobias Wren/Monday, June 18, 2012 9:02 AM/June Hale/Harbour"},
           {"kinds", "field field field subject banner paragraph"},
           {"@Heron", "paragraph (U) message"}}},
    Quirk{"mail in capitals inside mail",
          "From: Ada Okonjo\nSent: Tuesday\nTo: June Hale\nSubject: One\n\nUNCLASSIFIED\n\nSee "
          "below.\n\nFROM: Tobias Wren\nSENT: Monday\nTO: June Hale\nSUBJECT: Two\n\nHeron.\n",
          {{"messages", "Ada Okonjo/Tuesday/June Hale/One|Tobias Wren/Monday/June Hale/Two"},
           {"@Heron", "paragraph (U) document"}}},
    Quirk{"mail German",
          "Von: Tobias Wren\nGesendet: Montag, 18. Juni 2012 09:02\nAn: June Hale\nCc: Ada Okonjo\nBetreff: "
          "Hafen\n\nHeron.\n",
          {{"format", "email"},
           {"messages", "Tobias Wren/Montag, 18. Juni 2012 09:02/June Hale/Hafen"},
           {"kinds", "field field field field subject paragraph"}}},
    Quirk{"mail French",
          "De : Tobias Wren\nEnvoy\xC3\xA9\xC2\xA0: lundi 18 juin 2012 09:02\n\xC3\x80 : June Hale\nObjet : "
          "Port\n\nHeron.\n",
          {{"format", "email"},
           {"messages", "Tobias Wren/lundi 18 juin 2012 09:02/June Hale/Port"},
           {"kinds", "field field field subject paragraph"}}},
    Quirk{"mail Spanish",
          "De: Tobias Wren\nEnviado: lunes, 18 de junio de 2012\nPara: June Hale\nAsunto: Puerto\n\nHeron.\n",
          {{"format", "email"},
           {"messages", "Tobias Wren/lunes, 18 de junio de 2012/June Hale/Puerto"},
           {"kinds", "field field field subject paragraph"}}},
    Quirk{"mail Russian",
          "\xD0\x9E\xD1\x82: Tobias "
          "Wren\n\xD0\x9E\xD1\x82\xD0\xBF\xD1\x80\xD0\xB0\xD0\xB2\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xBE: "
          "18.06.2012\n\xD0\x9A\xD0\xBE\xD0\xBC\xD1\x83: June "
          "Hale\n\xD0\xA2\xD0\xB5\xD0\xBC\xD0\xB0: Port\n\nHeron.\n",
          {{"format", "email"},
           {"messages", "Tobias Wren/18.06.2012/June Hale/Port"},
           {"kinds", "field field field subject paragraph"}}},
    Quirk{
        "mail Portuguese, below its separator",
        "De: Tobias Wren\nEnviada: segunda-feira\nPara: June Hale\nAssunto: Porto\n\nHeron.\n\n-----Mensaje "
        "original-----\nDE: Ada Okonjo\nENVIADO: lunes\nPARA: Tobias Wren\nASUNTO: Puerto\n\nTwo.\n",
        {{"messages", "Tobias Wren/segunda-feira/June Hale/Porto|Ada Okonjo/lunes/Tobias Wren/Puerto"}}},
    Quirk{"mail quoted in capitals",
          "FROM: Ada Okonjo\nSENT: Tuesday\nTO: June Hale;\n Torvel Maskin\nCC: Tora Lindqvist\nSUBJECT: "
          "(SBU) One\n\n(SBU) See below.\n\n> FROM: Tobias Wren\n> SENT: Monday\n> TO: June Hale\n> SUBJECT: "
          "Two\n>\n> (C) Heron.\n",
          {{"messages", "Ada Okonjo/Tuesday/June Hale; Torvel Maskin/One|Tobias Wren/Monday/June Hale/Two"},
           {"@Heron", "paragraph (C) own"},
           {"@Lindqvist", "field ? none"}}},
    Quirk{"mail another language inside mail",
          "From: Ada Okonjo\nSent: Tuesday\nTo: June Hale\nSubject: One\n\nUNCLASSIFIED\n\nSee below.\n\n> "
          "Von: Tobias Wren\n> Gesendet: Montag\n> An: June Hale\n> Betreff: (C) Zwei\n>\n> (C) Heron.\n",
          {{"messages", "Ada Okonjo/Tuesday/June Hale/One|Tobias Wren/Montag/June Hale/Zwei"},
           {"@Heron", "paragraph (C) own"},
           {"@Zwei", "subject (C) own"}}},
    Quirk{"memo in capitals is no mail",
          "MEMORANDUM FOR THE HARBOUR MASTER\n\nFROM: Tobias Wren\nTO: June Hale\nDATE: June 18, "
          "2012\nSUBJECT: Harbour\n\n(SBU) Heron.\n",
          {{"format", "memo"}, {"messages", ""}}},
    Quirk{"memo in Spanish is no mail",
          "UNCLASSIFIED\n\n1. De: Tobias Wren\nPara: June Hale\nAsunto: Puerto\n\nHeron.\n",
          {{"messages", ""}}},
    Quirk{"memo in German is no mail",
          "MEMORANDUM\n\nVon: Tobias Wren\nAn: June Hale\nBetreff: Hafen\n\n(SBU) Heron.\n",
          {{"messages", ""}, {"@Heron", "paragraph (SBU) own"}}},
    Quirk{"a sentence is no mail",
          "UNCLASSIFIED\n\nFROM: here to there.\nThe parcel was SENT: nobody knows\n\n1. One.\n",
          {{"messages", ""}}},
    Quirk{"prose is no mail",
          "UNCLASSIFIED\n\nDe: a prefix\nPara: another\nAn: a third\nVon: a fourth\n\nHeron.\n",
          {{"messages", ""}, {"format", "telegram"}}},
    Quirk{"memo TO FROM SUBJECT",
          "TO: The Secretary\nFROM: EUR - Tobias Wren\nSUBJECT: (SBU) Harbour\n\n(SBU) Heron.\n",
          {{"format", "memo"},
           {"subject", "Harbour"},
           {"@Heron", "paragraph (SBU) own"},
           {"fields", "TO=The Secretary|FROM=EUR - Tobias Wren"}}});

}  // namespace
}  // namespace markings
