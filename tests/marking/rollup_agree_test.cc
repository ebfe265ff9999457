// The roll-up of the engine against a second one (rollup_brute.h), over generated lists of US portions; and
// that second one against the banners that the two manuals print.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <unordered_map>
#include <vector>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"
#include "tests/marking/rollup_brute.h"

namespace markings {
namespace {

using brute::Edition;
using Strings = std::vector<std::string>;

const Vocabulary& Us(Edition edition) {
  static const auto capco = Vocabulary::ForRegime("us", "capco-2016");
  static const auto dodm = Vocabulary::ForRegime("us", "dodm-2012");
  return edition == Edition::kCapco2016 ? **capco : **dodm;
}

std::string Engine(const Vocabulary& vocabulary, std::span<const Marking> marks) {
  return BannerForm(vocabulary, RollUp(vocabulary, marks));
}

// --- what the manuals print -------------------------------------------------------------------------------

TEST(RollUpAgree, Printed) {
  struct Row {
    std::string_view where;
    Strings portions;
    std::string_view banner;
    Edition edition = Edition::kCapco2016;
  };
  const Row rows[] = {
      {"H.1, p. 52", {"(U//FOUO/REL TO USA, JPN)", "(S//REL TO USA, JPN)"}, "SECRET//REL TO USA, JPN"},
      {"H.1, p. 53", {"(U//FISA)", "(S//REL TO USA, GBR)"}, "SECRET//NOFORN/FISA"},
      {"H.1, p. 53", {"(U//SBU-NF)", "(U//REL TO USA, FVEY)"}, "UNCLASSIFIED//NOFORN//SBU"},
      {"H.1, p. 54", {"(U)", "(U//REL TO USA, FVEY)"}, "UNCLASSIFIED//REL TO USA, FVEY"},
      {"H.7, p. 126",
       {"(TS//REL TO USA, CAN, DEU)", "(TS//FGI DEU//REL TO USA, CAN, DEU)",
        "(//CAN S//REL TO USA, CAN, DEU)"},
       "TOP SECRET//FGI CAN DEU//REL TO USA, CAN, DEU"},
      {"H.7, p. 127",
       {"(TS//RELIDO)", "(//CAN DEU S//REL TO USA, CAN, DEU)", "(//AUS S//REL TO USA, AUS)",
        "(//CTS//BOHEMIA//REL TO USA, NATO)"},
       "TOP SECRET//BOHEMIA//FGI AUS CAN DEU NATO//NOFORN"},
      {"H.7, p. 122", {"(S//RD//NF)", "(//NS//ATOMAL)"}, "SECRET//RD/ATOMAL//FGI NATO//NOFORN"},
      {"H.8, p. 147", {"(S//REL TO USA, JPN)", "(U//LES-NF)"}, "SECRET//NOFORN//LES"},
      {"H.8, p. 152", {"(S//REL TO USA, FVEY)", "(C)"}, "SECRET//NOFORN"},
      {"H.8, p. 152", {"(S//REL TO USA, FVEY)", "(C//REL TO USA, ISAF)"}, "SECRET//NOFORN"},
      {"H.8, p. 153", {"(S//REL TO USA, AUS)", "(C//RELIDO)"}, "SECRET//NOFORN"},
      {"H.8, p. 153", {"(S//REL TO USA, JPN, NZL)", "(S//REL TO USA, NZL)"}, "SECRET//REL TO USA, NZL"},
      {"H.8, p. 155", {"(S//RELIDO)", "(S//REL TO USA, AUS, CAN/RELIDO)"}, "SECRET//RELIDO"},
      {"H.8, p. 156", {"(S//RELIDO)", "(S//REL TO USA, AUS, CAN)"}, "SECRET//NOFORN"},
      {"H.8, p. 160", {"(U//DSEN)", "(S//NF/DSEN)"}, "SECRET//NOFORN/DEA SENSITIVE"},
      {"H.9, p. 171", {"(U//DS)", "(S//NF)"}, "SECRET//NOFORN"},
      {"H.9, p. 177", {"(U//SBU)", "(U//SBU/SSI)", "(U//FOUO)"}, "UNCLASSIFIED//SBU/SSI"},
      {"H.9, p. 177", {"(U//SBU)", "(S//NF)"}, "SECRET//NOFORN"},
      {"H.9, p. 179", {"(U//SBU-NF)", "(U//FOUO)"}, "UNCLASSIFIED//SBU NOFORN"},
      {"H.9, p. 179", {"(U//SBU-NF)", "(U//FOUO)", "(S//REL TO USA, AUS)"}, "SECRET//NOFORN"},
      {"H.9, p. 180", {"(U//SBU-NF)", "(U//FOUO/NF)"}, "UNCLASSIFIED//NOFORN//SBU"},
      {"H.9, p. 183",
       {"(S//REL TO USA, FVEY)", "(U//REL TO USA, FVEY//LES)"},
       "SECRET//REL TO USA, FVEY//LES"},
      {"H.9, p. 184", {"(S//NF)", "(U//LES)"}, "SECRET//NOFORN//LES"},
      {"H.9, p. 187", {"(U//LES-NF)", "(U)"}, "UNCLASSIFIED//LES NOFORN"},
      {"H.9, p. 187", {"(U//LES-NF)", "(U//FOUO)"}, "UNCLASSIFIED//LES NOFORN"},
      {"H.9, p. 187", {"(S//REL TO USA, FVEY)", "(U//LES-NF)"}, "SECRET//NOFORN//LES"},
      {"H.9, p. 191",
       {"(S//REL TO USA, ACGU)", "(U//REL TO USA, ACGU//SSI)"},
       "SECRET//REL TO USA, ACGU//SSI"},
      {"figure 32",
       {"(//JOINT S GBR USA//REL TO USA, FVEY)", "(S//REL TO USA, FVEY)"},
       "SECRET//FGI GBR//REL TO USA, FVEY",
       Edition::kDodm2012},
      {"figure 39", {"(S//RD-SG 1)", "(S//RD-SG 2)"}, "SECRET//RD-SIGMA 1 2", Edition::kDodm2012},
      {"figure 41", {"(U//DCNI)", "(S)"}, "SECRET//DOD UCNI", Edition::kDodm2012},
      {"figure 43", {"(TS)", "(//DEU S)", "(//GBR U)"}, "TOP SECRET//FGI DEU GBR", Edition::kDodm2012},
      {"figure 47", {"(S)", "(U//FOUO)"}, "SECRET", Edition::kDodm2012},
      {"figure 51",
       {"(S//REL TO USA, JPN, NZL, NATO)", "(S//REL TO USA, NZL, NATO)"},
       "SECRET//REL TO USA, NZL, NATO",
       Edition::kDodm2012},
      {"figure 52", {"(S//REL TO USA, JPN, NZL, NATO)", "(S)"}, "SECRET", Edition::kDodm2012},
      {"figure 55",
       {"(S//REL TO USA, GBR/DISPLAY ONLY AFG)", "(S//REL TO USA, GBR/DISPLAY ONLY AFG)"},
       "SECRET//REL TO USA, GBR/DISPLAY ONLY AFG",
       Edition::kDodm2012},
      {"figure 56",
       {"(S//REL TO USA, GBR/DISPLAY ONLY AFG)", "(S//REL TO USA, GBR)"},
       "SECRET//REL TO USA, GBR",
       Edition::kDodm2012},
      {"figure 57", {"(S//REL TO USA, IRQ)", "(S//DISPLAY ONLY AFG)", "(S)"}, "SECRET", Edition::kDodm2012},
      {"figure 63", {"(S//REL TO USA, JPN)", "(S//NF)"}, "SECRET//NOFORN", Edition::kDodm2012},
      {"figure 65",
       {"(S//RELIDO)", "(S//REL TO USA, AUS, CAN/RELIDO)", "(U)"},
       "SECRET//RELIDO",
       Edition::kDodm2012},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(brute::Banner(row.portions, row.edition), row.banner) << row.where;
    std::vector<Marking> marks;
    for (const std::string& portion : row.portions) {
      const ParsedMarking mark = ParsePortion(Us(row.edition), portion);
      EXPECT_EQ(mark.status, MarkingStatus::kValid) << row.where << " " << portion;
      marks.push_back(mark.value);
    }
    EXPECT_EQ(Engine(Us(row.edition), marks), row.banner) << row.where;
  }
}

// --- generated lists
// ----------------------------------------------------------------------------------------

class Generator {
 public:
  Generator(const Vocabulary& vocabulary, Edition edition, std::uint32_t seed)
      : vocabulary_(vocabulary), dod_(edition == Edition::kDodm2012), random_(seed) {}

  // 1 to 6 valid portions, one of them at least a US one (a document all of one owner has a mark of its own).
  Strings List() {
    // Half of the lists keep to one kind of release mark: else nearly all end in NOFORN.
    theme_ = random_() % 2 == 0 ? kAny : 1 + Pick(7);
    unclassified_ = Chance(25);
    us_only_ = Chance(50);
    Strings portions;
    for (auto count = 1 + Pick(6); count > 0; --count) portions.push_back(Valid());
    while (std::ranges::all_of(portions, [](const std::string& one) { return one.starts_with("(//"); })) {
      us_only_ = true;
      portions.back() = Valid();
    }
    return portions;
  }

  const Marking& Value(const std::string& portion) const { return known_.at(portion); }

 private:
  static constexpr std::size_t kAny = 0;

  std::size_t Pick(std::size_t count) { return random_() % count; }
  bool Chance(std::size_t percent) { return Pick(100) < percent; }
  std::string_view One(std::span<const std::string_view> of) { return of[Pick(of.size())]; }

  // Tries until the engine takes one for valid. The brute roll-up reads the same text, not a canonical form.
  std::string Valid() {
    for (;;) {
      std::string text = us_only_ || Chance(65) ? Us() : Foreign();
      const ParsedMarking mark = ParsePortion(vocabulary_, text);
      if (mark.status != MarkingStatus::kValid) continue;
      known_.emplace(text, mark.value);
      return text;
    }
  }

  std::string Codes(bool rel) {
    static constexpr std::string_view kCodes[] = {"AFG", "AUS", "CAN", "DEU", "GBR", "JPN", "NZL"};
    static constexpr std::string_view kGroups[] = {"ACGU", "FVEY", "TEYE", "ISAF", "NATO"};
    Strings list;
    const bool group = Chance(40);
    for (const std::string_view code : kCodes) {
      if (Chance(group ? 15 : 45)) list.emplace_back(code);
    }
    for (const std::string_view code : kGroups) {
      if (group && Chance(30)) list.emplace_back(code);
    }
    if (list.empty()) list.emplace_back("GBR");
    if (rel) list.insert(list.begin(), "USA");
    return fmt::format("{}", fmt::join(list, ", "));
  }

  // The marks of release that the theme has: any, none, NOFORN, REL TO (twice), RELIDO, DISPLAY ONLY.
  Strings Releases() {
    std::size_t kind = theme_ == kAny || Chance(10) ? Pick(8) : theme_;
    if (theme_ == 4 || theme_ == 5) kind = Chance(60) ? 3 : theme_;
    switch (kind) {
      case 1:
        return {"NF"};
      case 2:
      case 3:
        return {"REL TO " + Codes(true)};
      case 4:
        return {"REL TO " + Codes(true), "RELIDO"};
      case 5:
        return {"REL TO " + Codes(true), "DISPLAY ONLY " + Codes(false)};
      case 6:
        return {"RELIDO"};
      case 7:
        return {"DISPLAY ONLY " + Codes(false)};
      default:
        return {};
    }
  }

  // Both dissemination categories, in the order of the register.
  std::string Controls(bool classified) {
    const Strings releases = Releases();
    const auto release = [&](std::string_view name) {
      for (const std::string& one : releases) {
        if (one.starts_with(name)) return one;
      }
      return std::string();
    };
    Strings dissem;
    const auto put = [&](Strings& into, std::string_view name, std::size_t percent) {
      if (Chance(percent)) into.emplace_back(name);
    };
    const std::size_t secret = classified ? 8 : 0;
    put(dissem, "RS", secret);
    put(dissem, "FOUO", classified ? 0 : 25);
    put(dissem, "OC", 2 * secret);
    if (dissem.empty()) put(dissem, "OC-USGOV", secret);
    put(dissem, "IMC", secret);
    for (const std::string_view name : {"NF", "PR", "REL TO", "RELIDO", "DSEN", "FISA", "DISPLAY ONLY"}) {
      if (name == "PR" || name == "DSEN" || name == "FISA") {
        put(dissem, name, 6);
      } else if (const std::string text = release(name); !text.empty()) {
        dissem.push_back(text);
      }
    }
    Strings other;
    const std::size_t low = classified ? 0 : 10;
    put(other, "DS", low);
    put(other, "XD", 4);
    if (other.empty()) put(other, "ND", 4);
    if (other.empty()) put(other, "SBU", low);
    if (other.empty()) put(other, "SBU-NF", low);
    put(other, "LES", classified ? 3 : 8);
    if (other.empty() || other.back() != "LES") put(other, "LES-NF", classified ? 3 : 8);
    put(other, "SSI", classified ? 3 : 8);
    std::string text = dissem.empty() ? "" : fmt::format("//{}", fmt::join(dissem, "/"));
    if (!other.empty()) text += fmt::format("//{}", fmt::join(other, "/"));
    return text;
  }

  std::string Us() {
    static constexpr std::string_view kSci[] = {"SI",
                                                "TK",
                                                "SI/TK",
                                                "SI-G",
                                                "SI-G ABCD",
                                                "SI-G EFGH",
                                                "SI-G ABCD EFGH/TK",
                                                "SI-ABC",
                                                "SI-ABC 12 DEF",
                                                "SI-NK",
                                                "SI-EU-NK",
                                                "TK-BLFH",
                                                "TK-BLFH 12A",
                                                "TK-IDIT",
                                                "TK-KAND XYZ",
                                                "HCS-O",
                                                "HCS-P",
                                                "HCS-P ABC",
                                                "HCS-O-P",
                                                "HCS-P/SI",
                                                "RSV-XYZ",
                                                "RSV-ABC"};
    static constexpr std::string_view kSap[] = {"SAR-AB",         "SAR-CD",     "SAR-AB/CD",
                                                "SAR-EF-DEF 123", "SAR-GH/KLM", "SAR-EF-GHI/GH"};
    static constexpr std::string_view kAtomic[] = {"RD",  "RD-SG 1",  "RD-SG 2 14",   "RD-CNWDI", "RD-N",
                                                   "FRD", "FRD-SG 3", "FRD-SG 14 15", "TFNI"};
    static constexpr std::string_view kFgi[] = {"FGI", "FGI DEU", "FGI AUS GBR", "FGI NATO", "FGI CAN NZL"};
    static constexpr std::string_view kLevels[] = {"C", "S", "S", "TS"};
    const bool classified = !unclassified_ && Chance(70);
    std::string text(classified ? One(kLevels) : "U");
    if (!classified && Chance(25)) return "(" + text + ")";
    if (classified && Chance(30)) text.append("//").append(One(kSci));
    if (classified && Chance(15)) {
      text.append("//").append(One(kSap));
    }
    if (classified && Chance(12)) text.append("//").append(One(kAtomic));
    if (!classified && Chance(10)) text += Chance(50) ? "//DCNI" : "//UCNI";
    if (dod_ && classified && Chance(3)) text += "//DCNI";
    if (Chance(8)) text.append("//").append(One(kFgi));
    return "(" + text + Controls(classified) + ")";
  }

  std::string Foreign() {
    static constexpr std::string_view kOwners[] = {"DEU", "GBR", "CAN DEU", "FGI", "AUS NZL"};
    static constexpr std::string_view kLevels[] = {"U", "R", "C", "S", "TS"};
    static constexpr std::string_view kJoint[] = {"C", "S", "TS", "U"};
    static constexpr std::string_view kOwned[] = {"GBR USA", "CAN GBR USA", "AUS USA", "DEU USA"};
    static constexpr std::string_view kNato[] = {"NU",        "NR",          "NC",         "NS",
                                                 "CTS",       "NS//ATOMAL",  "NC//ATOMAL", "CTS//ATOMAL",
                                                 "CTS//BALK", "CTS//BOHEMIA"};
    std::string text = "(//";
    if (Chance(40)) {
      text.append(One(kNato));
      if (Chance(40)) text += "//REL TO USA, NATO";
      return text + ")";
    }
    if (Chance(30)) {
      text.append("JOINT ").append(One(kJoint)).append(" ").append(One(kOwned));
    } else {
      text.append(One(kOwners)).append(" ").append(One(kLevels));
    }
    if (Chance(20)) return text + ")";
    const Strings releases = Releases();
    return text + (releases.empty() ? "" : fmt::format("//{}", fmt::join(releases, "/"))) + ")";
  }

  const Vocabulary& vocabulary_;
  bool dod_;
  std::mt19937 random_;
  std::size_t theme_ = kAny;
  bool unclassified_ = false, us_only_ = false;
  std::unordered_map<std::string, Marking> known_;
};

void Compare(Edition edition, int lists, std::uint32_t seed) {
  const Vocabulary& vocabulary = Us(edition);
  Generator generator(vocabulary, edition, seed);
  std::size_t differences = 0;
  for (int i = 0; i < lists; ++i) {
    const Strings portions = generator.List();
    std::vector<Marking> marks;
    for (const std::string& portion : portions) marks.push_back(generator.Value(portion));
    const std::string engine = Engine(vocabulary, marks);
    const std::string second = brute::Banner(portions, edition);
    if (engine == second || ++differences > 10) continue;
    ADD_FAILURE() << vocabulary.edition() << ": " << fmt::format("{}", fmt::join(portions, " "))
                  << "\n  engine " << engine << "\n  brute  " << second;
  }
  EXPECT_EQ(differences, 0U) << "of " << lists << " lists, " << vocabulary.edition();
}

TEST(RollUpAgree, Generated) {
  Compare(Edition::kCapco2016, 30'000, 20161231);
  Compare(Edition::kDodm2012, 10'000, 20130319);
}

}  // namespace
}  // namespace markings
