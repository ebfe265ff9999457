#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "libmarkings/marking/banner.h"
#include "tests/marking/mark_dump.h"

namespace markings {
namespace {

struct Row {
  std::string_view input;
  std::string_view dump;
};

// clang-format off
constexpr Row kAccepted[] = {
    {"UNCLAS", "valid UNCLAS"},
    {"UNCLASSIFIED", "valid UNCLAS MK0110"},
    {"UNCLAS SENSITIVE", "valid UNCLAS SENSITIVE +SENSITIVE"},
    {"UNCLAS SENSITIVE NOFORN", "valid UNCLAS SENSITIVE NOFORN +SENSITIVE +NOFORN"},
    {"UNCLAS NOFORN SENSITIVE", "valid UNCLAS SENSITIVE NOFORN MK0110 +NOFORN +SENSITIVE"},
    {"UNCLAS EFTO ANKARA 005097", "valid UNCLAS origin=ANKARA serial=005097 +EFTO"},
    {"UNCLAS ALMATA 002503", "valid UNCLAS origin=ALMATA serial=002503"},
    {"C O N F I D E N T I A L SECTION 01 OF 02 TEL AVIV 004462", "valid CONFIDENTIAL MK0110 section=1/2 origin=TEL AVIV serial=004462"},
    {"S E C R E T SECTION 02 OF 02 BONN 08226", "valid SECRET MK0110 section=2/2 origin=BONN serial=08226"},
    {"S e c r e t nairobi 001938", "valid SECRET MK0110 origin=nairobi serial=001938"},
    {"T O P  S E C R E T ROME 001234", "valid TOP SECRET MK0110 origin=ROME serial=001234"},
    {"T O P S E C R E T ROME 001234", "valid TOP SECRET MK0110 origin=ROME serial=001234"},
    {"U N C L A S SECTION 01 OF 03 FOO 001234", "valid UNCLAS MK0110 section=1/3 origin=FOO serial=001234"},
    {"C O N F I D E N T I A L  N O F O R N S E C T I O N 01 OF 02 FOO 001234", "valid CONFIDENTIAL NOFORN MK0110 section=1/2 origin=FOO serial=001234 +NOFORN"},
    {"UNCLAS SECTIO 01 OF 03 FOO 001234", "valid UNCLAS section=1/3 origin=FOO serial=001234"},
    {"UNCLAS SECION 01O02 FOO 001234", "valid UNCLAS section=1/2 origin=FOO serial=001234"},
    {"UNCLAS SECTION 1F03 FOO 1568", "valid UNCLAS section=1/3 origin=FOO serial=1568"},
    {"UNCLAS FOO 001234 TOSEC 001122", "valid UNCLAS origin=FOO serial=001234"},
    {"UNCLAS FOO 001234 SUSPECTED DUPLICATE 1234", "valid UNCLAS origin=FOO serial=001234"},
    {"LIMITED OFFICIAL USE ROME 01196", "valid UNCLAS SENSITIVE MK0115 origin=ROME serial=01196"},
    {"Secret nairobi 001938", "valid SECRET MK0110 origin=nairobi serial=001938"},
    {"UNCLASSIFIED//SENSITIVE BUT UNCLASSIFIED//NOT RELEASABLE TO FOREIGN NATIONALS", "valid UNCLAS SENSITIVE NOFORN MK0110"},
    {"SECRET//NOFORN", "valid SECRET NOFORN MK0110 +NOFORN"},
    {"CONFIDENTIAL SENSITIVE", "valid CONFIDENTIAL MK0110 +SENSITIVE"},
    {"UNCLAS FOO 001234 SIPDIS", "valid UNCLAS origin=FOO serial=001234 +SIPDIS"},
    {"UNCLAS FOO 001234 SENSITIVE", "valid UNCLAS SENSITIVE MK0110 origin=FOO serial=001234 +SENSITIVE"},
    {"SECRET SECRET", "valid SECRET MK0108"},
    {"UNCLAS SIPDIS SENSITIVE", "valid UNCLAS SENSITIVE +SIPDIS +SENSITIVE"},
    {"UNCLAS PORT-AU-FOO 001234", "valid UNCLAS origin=PORT-AU-FOO serial=001234"},
    {"UNCLAS SECTION 01 OF 02 FOO 001234 NOFORN SIPDIS", "valid UNCLAS NOFORN MK0110 section=1/2 origin=FOO serial=001234 +NOFORN +SIPDIS"},
    {"CONFIDENTIAL", "valid CONFIDENTIAL"},
    {"SECRET", "valid SECRET"},
    {"TOP SECRET", "valid TOP SECRET"},
    {"Confidential", "valid CONFIDENTIAL MK0110"},
    {"Top Secret Anyville 000123", "valid TOP SECRET MK0110 origin=Anyville serial=000123"},
    {"T O P  S E C R E T", "valid TOP SECRET MK0110"},
    {"U N C L A S S I F I E D", "valid UNCLAS MK0110"},
    {"U N C L A S", "valid UNCLAS MK0110"},
    {"U N C L A S   E F T O ANYVILLE 001234", "valid UNCLAS MK0110 origin=ANYVILLE serial=001234 +EFTO"},
    {"C O N F I D E N T I A L ANYVILLE 00000123", "valid CONFIDENTIAL MK0110 origin=ANYVILLE serial=00000123"},
    {"S E C R E T NODIS ANYVILLE 001234", "valid SECRET NODIS MK0110 origin=ANYVILLE serial=001234 +NODIS"},
    {"S E C R E T   N O D I S ANYVILLE 001234", "valid SECRET NODIS MK0110 origin=ANYVILLE serial=001234 +NODIS"},
    {"SECRET NOFORN ANYVILLE 001234", "valid SECRET NOFORN origin=ANYVILLE serial=001234 +NOFORN"},
    {"SECRET EXDIS", "valid SECRET EXDIS +EXDIS"},
    {"SECRET NODIS", "valid SECRET NODIS +NODIS"},
    {"CONFIDENTIAL LIMDIS", "valid CONFIDENTIAL LIMDIS +LIMDIS"},
    {"UNCLAS SENSITIVE SIPDIS ANYVILLE 001234", "valid UNCLAS SENSITIVE origin=ANYVILLE serial=001234 +SENSITIVE +SIPDIS"},
    {"UNCLAS STADIS", "valid UNCLAS +STADIS"},
    {"UNCLAS TM CHANNEL", "valid UNCLAS +TM CHANNEL"},
    {"UNCLAS SECTION 01 OF 03 NEW ANYVILLE 005097", "valid UNCLAS section=1/3 origin=NEW ANYVILLE serial=005097"},
    {"UNCLAS SENSITIVE SECTION 02 OF 03 NEW ANYVILLE 005097", "valid UNCLAS SENSITIVE section=2/3 origin=NEW ANYVILLE serial=005097 +SENSITIVE"},
    {"UNCLAS SECTION 1O2 ANYVILLE 001234", "valid UNCLAS section=1/2 origin=ANYVILLE serial=001234"},
    {"UNCLAS PORT OF ANY 001234", "valid UNCLAS origin=PORT OF ANY serial=001234"},
    {"UNCLASSIFIED//FOR OFFICIAL USE ONLY", "valid UNCLAS FOUO MK0110 +FOUO"},
    {"UNCLASSIFIED//FOUO", "valid UNCLAS FOUO MK0110 +FOUO"},
    {"UNCLASSIFIED//NOFORN//SBU", "valid UNCLAS SENSITIVE NOFORN MK0110 +NOFORN"},
    {"CONFIDENTIAL//NOT RELEASABLE TO FOREIGN NATIONALS", "valid CONFIDENTIAL NOFORN MK0110"},
    {"UNCLAS / SENSITIVE", "valid UNCLAS SENSITIVE MK0110 +SENSITIVE"},
    {"UNCLAS-SENSITIVE", "valid UNCLAS SENSITIVE MK0110 +SENSITIVE"},
    {"LIMITED OFFICIAL USE", "valid UNCLAS SENSITIVE MK0115"},
    {"L I M I T E D O F F I C I A L U S E ANYVILLE 01234", "valid UNCLAS SENSITIVE MK0115 origin=ANYVILLE serial=01234"},
    {"SENSITIVE BUT UNCLASSIFIED", "valid UNCLAS SENSITIVE MK0110"},
    {"Secret", "valid SECRET MK0110"},
};

constexpr Row kRefused[] = {
    {"RESTRICTED FOO 001234", "unknown MK0103"},
    {"X Y Z A B C", "unknown MK0103"},
    {"Secret talks were held", "none"},
    {"SECRET TALKS BEGAN IN 1974", "none"},
    {"SECRET TALKS HELD", "unknown MK0103"},
    {"Secret talks 2004", "none"},
    {"UNCLAS SENSTIVE FOO 001234", "unknown MK0103 origin=SENSTIVE FOO serial=001234"},
    {"UNCLAS SENSTIVE", "unknown MK0103"},
    {"S", "none"},
    {"SBU", "none"},
    {"FM AMEMBASSY FOO", "none"},
    {"TO SECSTATE WASHDC PRIORITY 0872", "none"},
    {"SECRET CONFIDENTIAL FOO 001234", "malformed MK0107 origin=FOO serial=001234"},
    {"\xEF\xBC\xB3\xEF\xBC\xA5\xEF\xBC\xA3\xEF\xBC\xB2\xEF\xBC\xA5\xEF\xBC\xB4 FOO 001234", "malformed MK0104"},
    {"The embassy in Fooville", "none"},
    {"SECRET EXDIS NODIS", "malformed MK0113 +EXDIS +NODIS"},
    {"UNCLAS SECTION 01 OF", "unknown MK0103"},
    {"UNCLAS SECTION ANYVILLE 001234", "unknown MK0103"},
    {"UNCLAS ONE TWO THREE FOUR FIVE 001234", "unknown MK0103"},
    {"UNCLAS ANYVILLE 123", "unknown MK0103"},
    {"UNCLAS ANYVILLE", "unknown MK0103"},
    {"UNCLAS 001234", "unknown MK0103"},
    {"UNCLASS ANYVILLE 001234", "unknown MK0103"},
    {"SECERT ANYVILLE 001234", "unknown MK0103"},
    {"UNCLAS NOFRON ANYVILLE 001234", "unknown MK0103 origin=NOFRON ANYVILLE serial=001234"},
    {"UNCLAS SIPDSI ANYVILLE 001234", "unknown MK0103 origin=SIPDSI ANYVILLE serial=001234"},
    {"SEECRET ANYVILLE 001234", "unknown MK0103"},
    {"S E C R E T CONFIDENTIAL ANYVILLE 001234", "malformed MK0107 origin=ANYVILLE serial=001234"},
    {"UNCLAS SECRET", "malformed MK0107"},
    {"UNCLAS///SENSITIVE", "malformed MK0116 +SENSITIVE"},
    {"UNCLAS SENSITIVE//", "malformed MK0116 +SENSITIVE"},
    {"//UNCLAS", "malformed MK0116"},
    {"R E S T R I C T E D", "unknown MK0103"},
    {"R E S T R I C T E D ANYVILLE 01234", "unknown MK0103"},
    {"A B C D", "none"},
    {"- - C O R R E C T E D C O P Y - -", "none"},
    {"U.S. officials met", "none"},
    {"Unclassified reports say so", "none"},
    {"CONFIDENTIAL SOURCES IN THE CAPITAL TOLD US LAST WEEK", "none"},
    {"1. (U) Text", "none"},
    {"VZCZCABC1234", "none"},
    {"PAGE 02 ANYVILLE 01234 01 OF 02 211747Z", "none"},
    {"TAGS: PGOV, PREL", "none"},
    {"UNCLAS \xD0\x90NYVILLE 001234", "malformed MK0104"},
    {"S\xD0\x95" "CRET ANYVILLE 001234", "malformed MK0104"},
};
// clang-format on

TEST(ParseBanner, Accepted) {
  for (const Row& row : kAccepted) {
    const ParsedBanner banner = ParseBanner(StateVocabulary(), row.input);
    EXPECT_EQ(Dump(StateVocabulary(), row.input, banner), row.dump) << row.input;
    EXPECT_EQ(banner.mark.kind, MarkingKind::kBanner);
    ExpectSound(row.input, banner.mark);
  }
}

TEST(ParseBanner, RefusedAndProse) {
  for (const Row& row : kRefused) {
    const ParsedBanner banner = ParseBanner(StateVocabulary(), row.input);
    EXPECT_EQ(Dump(StateVocabulary(), row.input, banner), row.dump) << row.input;
    ExpectSound(row.input, banner.mark);
  }
}

TEST(ParseBanner, CanonicalFormIsStable) {
  for (const Row& row : kAccepted) {
    const ParsedMarking mark = ParseBanner(StateVocabulary(), row.input).mark;
    const std::string canonical = BannerForm(StateVocabulary(), mark.value);
    const ParsedMarking again = ParseBanner(StateVocabulary(), canonical).mark;
    EXPECT_EQ(Dump(StateVocabulary(), again), "valid " + canonical) << row.input;
    EXPECT_EQ(again.value, mark.value) << row.input;
  }
}

TEST(ParseBanner, LineEndsAndBlanksAround) {
  const std::string_view line = "   UNCLAS ANYVILLE 001234  \r\n";
  const ParsedBanner banner = ParseBanner(StateVocabulary(), line);
  EXPECT_EQ(banner.mark.status, MarkingStatus::kValid);
  EXPECT_EQ(Slice(line, banner.mark.span), "UNCLAS");
  EXPECT_EQ(ParseBanner(StateVocabulary(), "").mark.status, MarkingStatus::kNone);
  EXPECT_EQ(ParseBanner(StateVocabulary(), " \t").mark.status, MarkingStatus::kNone);
}

TEST(ParseBanner, Limits) {
  const Vocabulary& state = StateVocabulary();
  EXPECT_EQ(ParseBanner(state, "SECRET " + std::string(std::size_t{1} << 20, 'A')).mark.status,
            MarkingStatus::kMalformed);
  EXPECT_EQ(ParseBanner(state, std::string(std::size_t{1} << 20, 'a')).mark.status, MarkingStatus::kNone);
  std::string many = "SECRET";
  for (int i = 0; i < 300; ++i) many += " NOFORN";
  EXPECT_EQ(Dump(state, ParseBanner(state, many).mark), "malformed MK0105");
}

}  // namespace
}  // namespace markings
