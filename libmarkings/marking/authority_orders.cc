// The Executive Orders on classification with what each allowed, and the instructions with the days on which
// they could be written. Facts marked "unverified" rest on no text at hand.

#include <array>

#include "libmarkings/marking/internal/authority_orders.h"

namespace markings {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;
using enum DeclassifyKind;

constexpr year_month_day kAlways = 0y / 0 / 0;
constexpr year_month_day kForever = 9999y / 12 / 31;

constexpr std::array kOrders = {
    ExecutiveOrder{10501, "10501", 1953y / 12 / 15, 1972y / 5 / 31, 0, 0, 0,
                   "E.O. 10501; groups of E.O. 10964 (unverified)"},
    ExecutiveOrder{11652, "11652", 1972y / 6 / 1, 1978y / 11 / 30, 30, 0, 0,
                   "E.O. 11652, 5(A)-(B): schedules and exemptions; 5(E): 30 years"},
    ExecutiveOrder{
        12065, "12065", 1978y / 12 / 1, 1982y / 7 / 31, 30, 0, 0,
        "E.O. 12065, 1-4: 6 years, 20 by a Top Secret authority, 30 for foreign information (unverified)"},
    ExecutiveOrder{12356, "12356", 1982y / 8 / 1, 1995y / 10 / 13, 0, 0, 0,
                   "E.O. 12356, 1.4: as long as needed; 1.5: a date, an event or OADR"},
    ExecutiveOrder{12958, "12958", 1995y / 10 / 14, 2003y / 3 / 24, 10, 5, 'g',
                   "E.O. 12958, 1.5 and 1.6: 10 years or an exemption; ISOO Directive No. 1 of 1995"},
    ExecutiveOrder{12958, "12958, as amended by 13292", 2003y / 3 / 25, 2010y / 6 / 26, 25, 4, 'h',
                   "E.O. 13292, 1.4 and 1.5; ISOO Directive No. 1, markings from 2003-09-22"},
    ExecutiveOrder{13526, "13526", 2010y / 6 / 27, kForever, 25, 4, 'h',
                   "E.O. 13526, 1.4 and 1.5; CAPCO 2016, E.1; DoDM 5200.01-V2, encl. 3, 8.b"},
};

constexpr std::string_view kFromSource =
    "write a date 25 years after the date of the source, or after today where the source bears none";
constexpr std::string_view kOrdinary = "write a date, an event or an exemption with its date";

// A kind that is not here may be written at any time.
constexpr std::array kWindows = {
    internal::KindWindow{kGroup, 1961y / 9 / 20, 1972y / 5 / 31, 1972y / 5 / 31, kOrdinary,
                         "E.O. 10964 (unverified)"},
    // Cables went on writing GDS with a date under E.O. 12065.
    internal::KindWindow{kGds, 1972y / 6 / 1, 1982y / 7 / 31, 1982y / 7 / 31, kOrdinary, "E.O. 11652, 5(A)"},
    internal::KindWindow{kXgds, 1972y / 6 / 1, 1978y / 11 / 30, 1978y / 11 / 30, kOrdinary,
                         "E.O. 11652, 5(B)"},
    internal::KindWindow{kAds, 1972y / 6 / 1, 1978y / 11 / 30, 1978y / 11 / 30, kOrdinary,
                         "E.O. 11652, 5(A)"},
    internal::KindWindow{kRds, 1978y / 12 / 1, 1982y / 7 / 31, 1982y / 7 / 31, kOrdinary,
                         "E.O. 12065, 1-4 (unverified)"},
    internal::KindWindow{kOadr, 1982y / 8 / 1, 1995y / 10 / 13, 2010y / 6 / 26, kFromSource,
                         "E.O. 12356, 1.5; ended by E.O. 12958"},
    internal::KindWindow{kManualReview, kAlways, 1995y / 10 / 13, 2010y / 6 / 26, kFromSource,
                         "CAPCO 2016, E.6"},
    internal::KindWindow{kTenYearX, 1995y / 10 / 14, 2003y / 9 / 21, 2010y / 6 / 26, kFromSource,
                         "E.O. 12958, 1.6(d); ended by ISOO Directive No. 1 of 2003-09-22"},
    internal::KindWindow{kDniOnly, kAlways, 2010y / 6 / 26, 2010y / 6 / 26,
                         "write the date 25 years after the source's, or the 25X exemption that applies",
                         "CAPCO 2016, E.6; 32 CFR 2001.22 (2010)"},
    internal::KindWindow{
        kTreaty, kAlways, 2010y / 6 / 26, 2010y / 6 / 26,
        "write the exemption that the classification guide gives, or a date 25 years after the source's",
        "32 CFR 2001.26(a)(6); CAPCO 2016, E.6"},
    internal::KindWindow{kExemption25, 1995y / 10 / 14, kForever, kForever, kOrdinary, "E.O. 12958, 3.4(b)"},
    internal::KindWindow{kHumanSource25, 2003y / 9 / 22, kForever, kForever, kOrdinary,
                         "ISOO Directive No. 1 of 2003 (unverified)"},
    internal::KindWindow{kImagery, 1995y / 2 / 22, kForever, kForever, kOrdinary, "E.O. 12951"},
    internal::KindWindow{kHumanSource, 2010y / 6 / 25, kForever, kForever, kOrdinary, "32 CFR 2001 (2010)"},
    internal::KindWindow{kMassDestruction, 2010y / 6 / 25, kForever, kForever, kOrdinary,
                         "32 CFR 2001 (2010)"},
    internal::KindWindow{kExemption50, 2010y / 6 / 25, kForever, kForever, kOrdinary, "E.O. 13526, 3.3(h)"},
    internal::KindWindow{kExemption75, 2010y / 6 / 25, kForever, kForever, kOrdinary, "E.O. 13526, 3.3(h)"},
};

}  // namespace

std::span<const ExecutiveOrder> Orders() { return kOrders; }

namespace internal {

std::span<const KindWindow> KindWindows() { return kWindows; }

}  // namespace internal
}  // namespace markings
