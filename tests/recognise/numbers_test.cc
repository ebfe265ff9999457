#include <gtest/gtest.h>

#include <string>

#include "libmarkings/recognise/internal/forms.h"
#include "tests/recognise/recognise_testing.h"

namespace markings::testing {
namespace {

TEST(Numbers, SsnRanges) {
  for (const char* digits : {"001010001", "665123456", "667123456", "899999999", "123456788"})
    EXPECT_TRUE(internal::IsSsn(digits)) << digits;
  for (const char* digits : {"000123456", "666123456", "900123456", "999123456", "123006789", "123450000",
                             "078051120", "219099999", "123456789", "12345678", ""})
    EXPECT_FALSE(internal::IsSsn(digits)) << digits;
  EXPECT_EQ(Found("SSN 123-45-6788", {EntityKind::kSsn}), "ssn:123-45-6788");
  EXPECT_EQ(Found("social security number 123456788", {EntityKind::kSsn}), "ssn:123456788");
  EXPECT_EQ(Found("666-12-3456, 000-12-3456, 123-00-4567, 912-34-5678", {EntityKind::kSsn}), "");
  EXPECT_EQ(Found("123456788", {EntityKind::kSsn}), "");        // without a word for it
  EXPECT_EQ(Found("1-123-45-6788-9", {EntityKind::kSsn}), "");  // part of a longer number
  EXPECT_EQ(Found("national security 123456788", {EntityKind::kSsn}), "");
}

TEST(Numbers, Luhn) {
  EXPECT_TRUE(internal::IsLuhn("4111111111111111"));
  EXPECT_TRUE(internal::IsLuhn("378282246310005"));
  EXPECT_FALSE(internal::IsLuhn("4111111111111112"));
  EXPECT_FALSE(internal::IsLuhn(""));
  EXPECT_EQ(Found("card 4111-1111-1111-1111", {EntityKind::kCard}), "card:4111-1111-1111-1111");
  EXPECT_EQ(Found("3782 822463 10005", {EntityKind::kCard}), "card:3782 822463 10005");
  EXPECT_EQ(Found("4111 1111 1111 1112", {EntityKind::kCard}), "");
  EXPECT_EQ(Found("0000000000000000", {EntityKind::kCard}), "");  // right by Luhn, of nobody's series
  EXPECT_EQ(Found("41111111111111110", {EntityKind::kCard}), "");
}

TEST(Numbers, Iban) {
  // The examples of the registry, and of ISO 13616.
  for (const char* iban : {"GB82WEST12345698765432", "DE89370400440532013000", "FR1420041010050500013M02606",
                           "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "NL91ABNA0417164300"})
    EXPECT_TRUE(internal::IsIban(iban)) << iban;
  for (const char* iban : {"GB82WEST12345698765433", "GB82WEST1234569876543", "ZZ82WEST12345698765432",
                           "GB82", "DE8937040044053201300O", ""})
    EXPECT_FALSE(internal::IsIban(iban)) << iban;
  EXPECT_EQ(internal::IbanLength("NO"), 15U);
  EXPECT_EQ(internal::IbanLength("US"), 0U);
  EXPECT_EQ(Found("to DE89 3704 0044 0532 0130 00 on", {EntityKind::kIban}),
            "iban:DE89 3704 0044 0532 0130 00");
  EXPECT_EQ(Found("to NO9386011117947.", {EntityKind::kIban}), "iban:NO9386011117947");
  EXPECT_EQ(Found("to NO93860111179471", {EntityKind::kIban}), "");
  EXPECT_EQ(Found("to GB82 WEST 1234 5698 7654 33", {EntityKind::kIban}), "");
}

TEST(Numbers, ChecksumIsEvidence) {
  const auto found = Recognisers().Find("4111111111111111", {EntityKind::kCard});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].evidence.Has(Evidence::kChecksum));
  EXPECT_EQ(Name(Evidence::kChecksum), "checksum");
}

}  // namespace
}  // namespace markings::testing
