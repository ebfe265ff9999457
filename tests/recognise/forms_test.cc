#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/recognise/recognise_testing.h"

namespace markings::testing {
namespace {

struct Row {
  std::string_view text;
  std::string_view found;  // of the kind, or empty
};

void Check(EntityKind kind, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    const std::string expected =
        row.found.empty() ? "" : std::string(Name(kind)) + ":" + std::string(row.found);
    EXPECT_EQ(Found(row.text, {kind}), expected) << row.text;
  }
}

TEST(Forms, Email) {
  Check(EntityKind::kEmail, {
                                {"Contact quilld@post.example, soon.", "quilld@post.example"},
                                {"<DANA.QUILL@POST.EXAMPLE>", "DANA.QUILL@POST.EXAMPLE"},
                                {"'d+q@mail.post.example'", "d+q@mail.post.example"},
                                {"write to q@post.example.", "q@post.example"},
                                {"5 kg @ 3.50 a kg", ""},
                                {"user@localhost", ""},
                                {"“müller@pöst.example”", "müller@pöst.example"},
                                {"@post.example", ""},
                                {"a@1.2.3.4", ""},
                                {"@", ""},
                            });
}

TEST(Forms, Telephone) {
  Check(EntityKind::kTelephone, {
                                    {"call +999 55 1234.", "+999 55 1234"},
                                    {"+44 (0)20 7946 0018", "+44 (0)20 7946 0018"},
                                    {"(202) 555-0143 ext. 12", "(202) 555-0143 ext. 12"},
                                    {"202-555-\n0143", "202-555-\n0143"},
                                    {"TEL: 55-12345", "55-12345"},
                                    {"telephone number is 7 7590 11", "7 7590 11"},
                                    {"00 44 20 7946 0018", "00 44 20 7946 0018"},
                                    {"between 2004 and 2005", ""},
                                    {"on 2005-03-12", ""},
                                    {"+3.5 percent", ""},
                                    {"102-555-0143", ""},  // no area begins with 1
                                    {"20031202-555-0143", ""},
                                    {"fax the 12 pages", ""},
                                });
}

TEST(Forms, Ip) {
  Check(EntityKind::kIp, {
                             {"from 192.0.2.17.", "192.0.2.17"},
                             {"192.0.2.17:8080", "192.0.2.17"},
                             {"2001:db8::8a2e:370", "2001:db8::8a2e:370"},
                             {"2001:0DB8:0:0:0:0:1428:57AB", "2001:0DB8:0:0:0:0:1428:57AB"},
                             {"192.0.2.256", ""},
                             {"192.0.2.017", ""},
                             {"192.0.2", ""},
                             {"1.192.0.2.17", ""},
                             {"at 10:20:30", ""},
                             {"00:1a:2b:3c:4d:5e", ""},  // of a network card
                             {"add::face", ""},
                         });
}

TEST(Forms, Coordinates) {
  Check(EntityKind::kCoordinates,
        {
            {"at 41.3111, 69.2797.", "41.3111, 69.2797"},
            {"41-18N 069-16E", "41-18N 069-16E"},
            {"4118N 06916E", "4118N 06916E"},
            {"411840N0691647E", "411840N0691647E"},
            {"41°18'40\"N 69°16'47\"E", "41°18'40\"N 69°16'47\"E"},
            {"N41-18.5 E069-16.8", "N41-18.5 E069-16.8"},
            {"41 deg 18 min N, 69 deg 16 min E", "41 deg 18 min N, 69 deg 16 min E"},
            {"grid 42T WL 12345 67890", "42T WL 12345 67890"},
            {"12.50, 14.25", ""},
            {"95.3111, 69.2797", ""},  // no such latitude
            {"1,200 to 1,344", ""},
            {"paragraphs 4 and 5 N", ""},
        });
}

TEST(Forms, PassportAndVisa) {
  Check(EntityKind::kPassport, {
                                   {"passport X1234567, is", "X1234567"},
                                   {"passport no. 123456789", "123456789"},
                                   {"PASSPORT (ISSUED 12 MAR 2003), NUMBER AB1234567", "AB1234567"},
                                   {"Passports C1234567 and C7654321", "C1234567|passport:C7654321"},
                                   {"the passport office handled 45000 requests", ""},
                                   {"the passport office spent 1234567 dollars", ""},
                                   {"X1234567", ""},
                                   {"passport.\n\nNumber X1234567", ""},
                               });
  Check(EntityKind::kVisa, {
                               {"visa number 20061234567890", "20061234567890"},
                               {"VISA FOIL 12345678", "12345678"},
                               {"visa case KLV2006512003", "KLV2006512003"},
                               {"12345678 visas were issued", ""},
                               {"visa fees of 100 dollars", ""},
                           });
}

TEST(Forms, BirthDate) {
  Check(EntityKind::kBirthDate, {
                                    {"born 12 March 1961 in", "12 March 1961"},
                                    {"Born on March 12, 1961,", "March 12, 1961"},
                                    {"DOB: 12MAR61", "12MAR61"},
                                    {"D.O.B. 1961-03-12", "1961-03-12"},
                                    {"DPOB: 12/03/1961, KALVOR", "12/03/1961"},
                                    {"date of birth is 12.03.1961;", "12.03.1961"},
                                    {"born in Kalvor on 12 March 1961", "12 March 1961"},
                                    {"born in 1961", "1961"},
                                    {"the accord of 12 March 1961", ""},
                                    {"born leader. He signed on 12 March 1961", ""},
                                    {"born to the spirit of the accord of 1961", ""},
                                });
}

TEST(Forms, CaseNumber) {
  Check(EntityKind::kCaseNumber, {
                                     {"Case No. F-2014-20439", "F-2014-20439"},
                                     {"case number 06-CV-1234", "06-CV-1234"},
                                     {"1:06-cv-01234", "1:06-cv-01234"},
                                     {"docket number of the appeal is 93-CV-9669.", "93-CV-9669"},
                                     {"EAC0612345678", "EAC0612345678"},
                                     {"A 012-345-678", "A 012-345-678"},
                                     {"in case 2005 is worse", ""},
                                     {"the case of 12 men", ""},
                                     {"file 27A", ""},
                                 });
}

TEST(Forms, MrnAgainstSerial) {
  Check(EntityKind::kMrn, {
                              {"see 05ALMATY2503.", "05ALMATY2503"},
                              {"12 CAIRO 1208", "12 CAIRO 1208"},
                              {"2007 MANAGUA 2135", "2007 MANAGUA 2135"},
                              {"08 RIO DE JAN 138", "08 RIO DE JAN 138"},
                              {"REF: A. PARIS 7682", "PARIS 7682"},
                              {"REF: PARIS 1501 (2008)", "PARIS 1501 (2008)"},
                              {"as in (STATE 135205)", "STATE 135205"},
                              {"UNCLAS KALVOR 002503", ""},  // the serial of a class line
                              {"PAGE 02        STATE   023763  071504Z", ""},
                              {"R 021647Z FEB 00", ""},
                              {"30 JUN 2005", ""},
                              {"12SEP75", ""},
                              {"paid 12 USD 2000", ""},
                              {"OF THE 12 MEN 2000 VOTED", ""},
                          });
}

TEST(Forms, OverlapGoesToTheSurer) {
  EXPECT_EQ(Found("Tel: 4111 1111 1111 1111", AllEntityKinds()), "card:4111 1111 1111 1111");
  EXPECT_EQ(Found("visa refusal, passport X1234567", AllEntityKinds()), "passport:X1234567");
}

TEST(Forms, OnlyWhatIsAskedFor) {
  EXPECT_EQ(Found("q@post.example, SSN 123-45-6788", {EntityKind::kEmail}), "email:q@post.example");
  EXPECT_EQ(Found("q@post.example, SSN 123-45-6788", {}), "");
  EXPECT_EQ(Found("", AllEntityKinds()), "");
}

TEST(Kinds, NamesThereAndBack) {
  for (int i = 0; i < kEntityKinds; ++i) {
    const auto kind = static_cast<EntityKind>(i);
    EXPECT_EQ(FindEntityKind(Name(kind)), kind);
    EXPECT_TRUE(AllEntityKinds().Has(kind));
  }
  EXPECT_EQ(FindEntityKind("birth_date"), EntityKind::kBirthDate);
  EXPECT_EQ(FindEntityKind("birthdate"), std::nullopt);
}

}  // namespace
}  // namespace markings::testing
