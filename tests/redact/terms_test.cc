#include "libmarkings/redact/internal/terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "libmarkings/recognise/recognisers.h"

namespace markings::internal {
namespace {

// What is found, as it is written in the outgoing text, " / " between; overlapping hits as one.
std::string Found(std::string_view withheld, TextRole role, std::string_view outgoing,
                  SearchedText kind = SearchedText::kProse) {
  const Lexicon lexicon;
  TermIndex index(lexicon);
  const bool capitals = TokenStream(withheld).mostly_capitals();
  index.AddText(withheld, role, 7,
                capitals ? Recognisers().Find(withheld, {EntityKind::kPerson}) : std::vector<Recognition>());
  index.Finish();
  const TokenStream stream(outgoing);
  const std::vector<Hit> hits = index.Search(stream, kind);
  std::string found;
  for (std::size_t i = 0; i < hits.size();) {
    const std::size_t first = hits[i].first_token;
    std::size_t last = hits[i].last_token;
    for (++i; i < hits.size() && hits[i].first_token <= last; ++i) last = std::max(last, hits[i].last_token);
    const std::size_t begin = stream.tokens()[first].begin;
    if (!found.empty()) found += " / ";
    found += outgoing.substr(begin, stream.tokens()[last].end - begin);
  }
  return found;
}

struct Row {
  const char* withheld;
  const char* outgoing;
  const char* found;
};

TEST(Terms, NamesOfMixedText) {
  const Row rows[] = {
      // spelling variants of one name
      {"The clerk Tamas Relkov wept.", "Then Relkov left.", "Relkov"},
      {"The clerk Tamas Relkov wept.", "Then RELKOV left.", "RELKOV"},
      {"The clerk Tamas Relkov wept.", "Then relkov left.", "relkov"},
      {"The clerk Tamas Relkov wept.", "Relkov's house", "Relkov"},
      {"Relkov's house burnt.", "Then Relkov left.", "Relkov"},
      {"The clerk Tamas Relkov wept.", "Then Rel-\nkov left.", "Rel-\nkov"},
      {"The clerk Tamas Rel-\nkov wept.", "Then Relkov left.", "Relkov"},
      {"The clerk Tamas Relkov wept.", "by Tamas\nRelkov", "Tamas\nRelkov"},
      {"The clerk Tam\xC3\xA1s R\xC3\xA9lkov wept.", "Relkov", "Relkov"},
      {"The clerk Tamas Relkov wept.", "R\xC3\xA9lkov", "R\xC3\xA9lkov"},
      {"The clerk Tamas al-Relkov wept.", "alrelkov", "alrelkov"},
      {"The clerk Tamas Alrelkov wept.", "Al-Relkov", "Al-Relkov"},
      {"The clerk O'Relkov wept.", "ORelkov", "ORelkov"},
      // one letter more, less or other, from seven letters on
      {"He met Torvelskin.", "Torvelskyn", "Torvelskyn"},
      {"He met Torvelskin.", "Torvelskins", "Torvelskins"},
      {"He met Torvelskin.", "Torvlskin", "Torvlskin"},
      {"He met Torvelskin.", "Tarvelskyn", ""},
      {"He met Relko.", "Relka", ""},
      // at the beginning of a sentence
      {"Relkov wept. Nobody came.", "Relkov", "Relkov"},
      {"Nobody came. Lighthouses fell.", "The Lighthouses fell.", ""},
      {"He met Anvil there.", "They saw Anvil again.", "Anvil"},
      {"He met Anvil there.", "An anvil fell. Anvil is a word. ANVIL", ""},
      // words that are names too: only with a capital
      {"He met Brown there.", "Then Brown left. A brown dog.", "Brown"},
      {"He met Brown there.", "BROWN LEFT THE HARBOUR", "BROWN"},
      {"Mark Brown came.", "Then Mark left.", "Mark"},
      {"Mark came early.", "Then Mark left.", ""},
      // particles, initials, titles
      {"It was Tamas van der Hale who came.", "tamas van der hale", "tamas van der hale"},
      {"It was J. Relkov who came.", "J. Relkov", "J. Relkov"},
      {"Deputy Minister Mark Brown came.", "so MARK BROWN said", "MARK BROWN"},
      // phrases of ordinary words
      {"It was named Operation Blue Heron then.", "about operation blue heron", "operation blue heron"},
      {"The Foreign Ministry and the Human Rights Council met.",
       "the Foreign Ministry and the Human Rights Council", ""},
      {"UNHCR, the GOK and the OSCE met in Kazakhstan in July.", "UNHCR and GOK and OSCE, Kazakhstan, July",
       ""},
      // a capital that means nothing
      {"So he said I've had it.", "And I've seen it.", ""},
      {"So he said I\xE2\x80\x99ve had it.", "And I've seen it.", ""},
      // of an organisation, a harbour: not each word for itself
      {"They met at Port Relk.", "The Port Authority", ""},
      {"The Blue Lantern Committee met.", "a Lantern", ""},
      {"The Blue Lantern met.", "a Lantern", "Lantern"},
      // two letters are no term alone
      {"He met Xi there.", "Xi", ""},
      {"He met Ko Xi there.", "ko xi", "ko xi"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, WordsOfTextInCapitals) {
  const Row rows[] = {
      {"DOCK CLERK TAMAS RELK ASKS FOR HELP", "Then Relk left the dock.", "Relk"},
      {"DOCK CLERK TAMAS RELK ASKS FOR HELP", "The clerk asks for help at the dock.", ""},
      {"DOCK CLERK MARK BROWN ASKS FOR HELP", "He saw Mark Brown.", "Mark Brown"},
      {"DOCK CLERK MARK BROWN ASKS FOR HELP", "He saw Brown.", "Brown"},
      {"HARBOUR FEES IN GERMANY: EMBASSY COMMENT", "the Embassy in Germany on harbour fees", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, Numbers) {
  const Row rows[] = {
      {"case 040-910535 is open", "case 040910535", "040910535"},
      {"case 040-910535 is open", "case 910535", "910535"},
      {"case 040910535 is open", "case 040-910-535", "040-910-535"},
      {"passport X1234567", "X 1234567", "1234567"},
      {"call +999 55 1234", "999-551234", "999-551234"},
      {"pier 4471", "at 4471", "4471"},
      {"serial 004471", "4471", "4471"},
      {"pier 447", "at 447", ""},
      {"in 2003 and 1998", "in 2003 and 1998", ""},
      {"see Velmora 872 on that", "VELMORA 00872", "VELMORA 00872"},
      {"see 05VELMORA872", "05 VELMORA 872", "VELMORA 872"},
      {"it cost 12,500", "about 12500", "12500"},
      {"call +1 (202) 555-0123", "202.555.0123", "202.555.0123"},
      {"call +1 (202) 555-0123", "555-0123", "555-0123"},
      {"call 2025550123", "(202) 555-0123", "202) 555-0123"},
      {"call +999 55 123 4567", "055 123 4567", "055 123 4567"},
      {"see Velmora 87 on that", "of VELMORA 00087", "VELMORA"},  // by its name alone
      {"see VELMORA 87 on that", "VELMORA 00087", "VELMORA 00087"},
      {"see STATE 872 on that", "03 STATE 00872", "STATE 00872"},
      {"page 872 of that", "page 872", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, OtherSpellings) {
  const Row rows[] = {
      {"The clerk Mohamed Relkov wept.", "Then Muhammad left.", "Muhammad"},
      {"The clerk Tamas Relkov wept.", "Then RELKOFF left.", "RELKOFF"},
      {"The clerk Tamas Relkov wept.", "Then relkoff left.", ""},  // no name
      {"THE CLERK TAMAS RELKOV WEPT", "Then Relkoff left.", "Relkoff"},
      {"The clerk Tamas Relkov wept.", "the Relkovs", "Relkovs"},
      {"The clerk Tamas Alrelkov wept.", "Then Relkov left.", "Relkov"},
      {"The clerk Tamas Relkov wept.", "ALRELKOFF", "ALRELKOFF"},
      {"He met Hallen.", "Then Haulin left.", ""},
      // as a scanner reads
      {"The clerk Tamas Relkov wept.", "Then Relk0v left.", "Relk0v"},
      {"The clerk Tamas Relkov wept.", "Then Re1k0v left.", "Re1k0v"},
      {"The clerk Tamas Tornel wept.", "Then Tomel left.", "Tomel"},
      {"The clerk Ilse Brandvold wept.", "Then 1lse left.", "1lse"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, Initials) {
  const char* const kMixed = "Deputy Foreign Minister Tamas Relkov wept.";
  const Row rows[] = {
      {kMixed, "so T.R. said", "T.R"},
      {kMixed, "so T. R. said", "T. R"},
      {kMixed, "so DFM TR said", "TR"},
      {kMixed, "the TR said", ""},
      {kMixed, "so T.R. Brown said", ""},  // somebody else
      {kMixed, "so T.R.B. said", ""},
      {kMixed, "the DFM said, and the Deputy Foreign Minister", ""},
      {"The clerk Ursula Selkov wept.", "in the U.S. and the US", ""},
      {"The clerk Dora Chelkov wept.", "in Washington, D.C.", ""},
      {"Minister Mark Lantern wept.", "A LANTERN FELL ON MINISTER LANTERN", "LANTERN"},
      {"Minister Mark Lantern wept.", "A LANTERN FELL ON J. LANTERN", "LANTERN"},
      {"MINISTER TAMAS STONE WEPT", "A stone fell on Stone", "Stone"},
      {"Minister Mark Li wept.", "so Minister Li said, li said", "Li"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, Organisations) {
  const char* const kMixed = "The Velkan Harbour Workers Union paid.";
  const Row rows[] = {
      {kMixed, "the VHWU paid", "VHWU"},
      {kMixed, "the V.H.W.U. paid", "V.H.W.U"},
      {kMixed, "the vhwu paid", ""},
      {"The Union of the Harbour Workers paid.", "the UHW paid", "UHW"},
      {"A Union of Workers paid.", "the UW paid", ""},
      {"THE VELKAN HARBOUR WORKERS UNION PAID", "the VHWU paid", "VHWU"},
      {"LATER THE GREEN ROPE MAKERS UNION PAID", "the RMU paid and so did GRMU", "GRMU"},
      {"THE ROPE MAKERS UNION PAID", "the RMU paid", "RMU"},
      {"The United States Congress met.", "8 U.S.C. 1202", ""},
      {"THE GREEN HARBOUR WORKERS UNION PAID", "the Harbour Workers Union", "Harbour Workers Union"},
      {"The Green Harbour Workers Union President Tamas Relkov", "Green Harbour Workers Union",
       "Green Harbour Workers Union"},
      {"The Human Rights Council met.", "the HRC met", ""},  // a public body: all words of the trade
      {"The Blue Iris Association met.", "the BIA met", "BIA"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, DaysWithAPlace) {
  const char* const kMixed = "They met on May 3, 2009 in Norway. It was late.";
  const Row rows[] = {
      {kMixed, "It snowed in Norway on 3 May.", "3 May"},
      {kMixed, "It snowed in Norway on 05/03/2009.", "05/03/2009"},
      {kMixed, "IT SNOWED IN NORWAY ON 030915Z MAY 09.", "030915Z MAY 09"},
      {kMixed, "It snowed in Norway on May 3, 2008.", ""},
      {kMixed, "It snowed in Norway on May 4.", ""},
      {kMixed, "It snowed in Kenya on May 3.", ""},
      {kMixed, "It snowed in Norway. On May 3 it rained.", ""},
      {"They met on May 3 among Norwegian friends.", "On May 3 Norwegian cheese was sold.", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, PhrasesAndRuns) {
  const Row rows[] = {
      {"he was called \"a tired lamp\" by all", "that tired lamp, a tired\nlamp", "a tired\nlamp"},
      {"HE WAS CALLED QUOTE A TIRED LAMP UNQUOTE", "a tired lamp", "a tired lamp"},
      {"\"at the time\" he said", "at the time", ""},
      {"\"in the red car\" he said", "in the red car", "in the red car"},
      {"votes were bought with fees from the pier", "some votes were bought with fees, they say",
       "votes were bought with fees"},
      {"votes were bought with fees from the pier", "VOTES WERE BOUGHT\nWITH FEES",
       "VOTES WERE BOUGHT\nWITH FEES"},
      {"at the request of the Embassy", "at the request of the embassy", ""},
      {"votes were bought with fees", "votes were \x1F bought with fees", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Found(row.withheld, TextRole::kText, row.outgoing), row.found)
        << row.withheld << " | " << row.outgoing;
}

TEST(Terms, Roles) {
  // The posts a passing instruction is addressed to are its route; the people in it are not.
  EXPECT_EQ(Found("VELMORA FOR REFCOORD JUNE HATHERLEY", TextRole::kPassing, "Velmora and Hatherley"),
            "Hatherley");
  EXPECT_EQ(Found("VELMORA FOR REFCOORD JUNE HATHERLEY", TextRole::kText, "Velmora and Hatherley"),
            "Velmora / Hatherley");
  // A post before a serial in a reference.
  EXPECT_EQ(Found("A. VELMORA 5459", TextRole::kReference, "Velmora"), "");
  EXPECT_EQ(Found("A. VELMORA 5459", TextRole::kReference, "Velmora 5459"), "Velmora 5459");
  // A signature is a surname even when it is a word.
  EXPECT_EQ(Found("STONE", TextRole::kSignature, "a stone by Stone"), "Stone");
  EXPECT_EQ(Found("LIGHTHOUSE", TextRole::kSignature, "Ambassador Lighthouse and a lighthouse"),
            "Lighthouse");
  // What a mask rule named counts whole, and by its words.
  EXPECT_EQ(Found("press@ministry.example", TextRole::kProtected, "press@ministry.example"),
            "press@ministry.example");
  EXPECT_EQ(Found("Dana Quill", TextRole::kProtected, "so Quill said"), "Quill");
}

TEST(Terms, NationalitiesTellInTitlesOnly) {
  constexpr const char* kText = "A Norwegian clerk in Norway wept.";
  EXPECT_EQ(Found(kText, TextRole::kText, "NORWEGIAN HARBOUR IN NORWAY", SearchedText::kTitle), "NORWEGIAN");
  EXPECT_EQ(Found(kText, TextRole::kText, "NORWEGIAN HARBOUR IN NORWAY", SearchedText::kProse), "");
  EXPECT_EQ(Found("NORWEGIAN CLERK", TextRole::kText, "A Norwegian Harbour", SearchedText::kTitle),
            "Norwegian");
}

TEST(Terms, FileNames) {
  EXPECT_EQ(Found("He met Tamas Relk.", TextRole::kText, "tamas-relk_2005", SearchedText::kFileName),
            "tamas-relk");
  EXPECT_EQ(Found("He met Mark Brown.", TextRole::kText, "brown-memo", SearchedText::kFileName), "brown");
  const Lexicon lexicon;
  TermIndex index(lexicon);
  index.AddText("He met Tamas Relkov.", TextRole::kText, 3);
  EXPECT_EQ(index.SearchInside("memotamasrelkovfinal"), (std::vector<std::uint32_t>{3}));
  EXPECT_TRUE(index.SearchInside("memofinal").empty());
}

TEST(Terms, IgnoredNumbersAndUnitsNamedOnce) {
  const Lexicon lexicon;
  TermIndex index(lexicon);
  index.IgnoreNumber("004471");
  index.AddText("serial 4471, pier 9926", TextRole::kText, 1);
  index.AddText("pier 9926 and pier 9926", TextRole::kText, 4);
  index.Finish();
  const TokenStream stream("4471 9926");
  const std::vector<Hit> hits = index.Search(stream, SearchedText::kProse);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].from, (std::vector<std::uint32_t>{1, 4}));
  EXPECT_EQ(hits[0].kind, TermKind::kNumber);
}

TEST(Terms, OneEditByBruteForce) {
  const auto edits = [](const std::string& a, const std::string& b) {  // the textbook's table
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::size_t corner = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const std::size_t above = row[j];
        row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0U : 1U)});
        corner = above;
      }
    }
    return row.back();
  };
  std::vector<std::string> words = {""};
  for (std::size_t i = 0; i < words.size() && words[i].size() < 4; ++i) {
    for (const char c : {'a', 'b'}) words.push_back(words[i] + c);
  }
  for (const std::string& a : words) {
    for (const std::string& b : words) EXPECT_EQ(WithinOneEdit(a, b), edits(a, b) <= 1) << a << " " << b;
  }
}

}  // namespace
}  // namespace markings::internal
