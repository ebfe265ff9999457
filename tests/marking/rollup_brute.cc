#include "tests/marking/rollup_brute.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace markings::brute {
namespace {

using Set = std::set<std::string>;

// A name in a tree of controls: system (or program), compartment, sub-compartment; empty: none.
struct Node {
  std::string system, compartment, sub;
  friend auto operator<=>(const Node&, const Node&) = default;
};

struct Portion {
  int level = 0;  // 0 U, 1 C, 2 S, 3 TS, as a US level
  bool ours = true;
  bool concealed = false;  // of foreign sources that may not be named
  Set sources;             // foreign ones that may
  std::set<Node> sci, sap;
  Set atomic;  // RD, CNWDI, FRD, TFNI, DCNI, UCNI
  std::set<int> sigma;
  Set nato;      // ATOMAL, BALK, BOHEMIA
  Set controls;  // dissemination controls of both categories, in portion form, without those of release
  bool noforn = false, relido = false;
  Set rel, display;  // without USA
};

std::vector<std::string> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

// "SI-G ABCD-MMM", "SAR-AB": one system with its compartments.
void AddTree(std::set<Node>& nodes, std::string_view text) {
  const std::vector<std::string> parts = Split(text, "-");
  nodes.insert({parts[0], "", ""});
  for (std::size_t i = 1; i < parts.size(); ++i) {
    std::vector<std::string> names = Split(parts[i], " ");
    nodes.insert({parts[0], names[0], ""});
    for (std::size_t k = 1; k < names.size(); ++k) nodes.insert({parts[0], names[0], names[k]});
  }
}

int LevelOf(std::string_view letters) {
  if (letters == "TS") return 3;
  if (letters == "S") return 2;
  // RESTRICTED has no US equal; the next higher one protects it (H.7, DoDM encl. 4, 4.c).
  return letters == "C" || letters == "R" ? 1 : 0;
}

void ReadClass(Portion& portion, const std::string& text, bool foreign) {
  std::vector<std::string> words = Split(text, " ");
  portion.ours = !foreign;
  if (!foreign) {
    portion.level = LevelOf(words[0]);
  } else if (words.size() == 1) {  // CTS NS NC NR NU
    portion.level = text == "CTS" ? 3 : LevelOf(text.substr(1));
    portion.sources = {"NATO"};
  } else if (words[0] == "JOINT") {  // JOINT S CAN GBR USA: the others' share is FGI (H.3, p. 57)
    portion.level = LevelOf(words[1]);
    portion.sources = Set(words.begin() + 2, words.end());
    portion.sources.erase("USA");
  } else if (words[0] == "FGI") {
    portion.level = LevelOf(words[1]);
    portion.concealed = true;
  } else {  // CAN GBR S
    portion.level = LevelOf(words.back());
    portion.sources = Set(words.begin(), words.end() - 1);
  }
}

void ReadAtomic(Portion& portion, const std::string& value) {
  for (const std::string& part : Split(value, "-")) {
    const std::vector<std::string> words = Split(part, " ");
    if (words[0] == "SG") {
      for (std::size_t i = 1; i < words.size(); ++i) portion.sigma.insert(std::stoi(words[i]));
    } else {
      portion.atomic.insert(part == "N" ? "CNWDI" : part);
    }
  }
}

void ReadValue(Portion& portion, const std::string& value) {
  const auto list = [&](std::size_t skip) {
    const std::vector<std::string> codes = Split(std::string_view(value).substr(skip), ", ");
    Set set(codes.begin(), codes.end());
    set.erase("USA");
    return set;
  };
  if (value == "NF") {
    portion.noforn = true;
  } else if (value == "RELIDO") {
    portion.relido = true;
  } else if (value.starts_with("REL TO ")) {
    portion.rel = list(7);
  } else if (value.starts_with("DISPLAY ONLY ")) {
    portion.display = list(13);
  } else {
    portion.controls.insert(value);
  }
}

Portion Read(const std::string& text) {
  Portion portion;
  std::string inner = text.substr(1, text.size() - 2);
  const bool foreign = inner.starts_with("//");
  if (foreign) inner.erase(0, 2);
  const std::vector<std::string> categories = Split(inner, "//");
  ReadClass(portion, categories[0], foreign);
  for (std::size_t i = 1; i < categories.size(); ++i) {
    const std::string& category = categories[i];
    const std::vector<std::string> values = Split(category.substr(category.starts_with("SAR-") ? 4 : 0), "/");
    const std::string head = category.substr(0, category.find_first_of("-/ "));
    if (head == "SAR") {
      for (const std::string& value : values) AddTree(portion.sap, value);
    } else if (Set{"HCS", "RSV", "SI", "TK", "KDK"}.contains(head)) {
      for (const std::string& value : values) AddTree(portion.sci, value);
    } else if (Set{"RD", "FRD", "TFNI", "DCNI", "UCNI"}.contains(head)) {
      for (const std::string& value : values) ReadAtomic(portion, value);
    } else if (Set{"ATOMAL", "BALK", "BOHEMIA"}.contains(head)) {
      portion.nato.insert(values.begin(), values.end());
    } else if (head == "FGI") {
      const std::vector<std::string> words = Split(category, " ");
      portion.concealed = portion.concealed || words.size() == 1;
      portion.sources.insert(words.begin() + 1, words.end());
    } else {
      for (const std::string& value : values) ReadValue(portion, value);
    }
  }
  return portion;
}

bool HasAny(const Portion& portion, const Set& names) {
  return std::ranges::any_of(names, [&](const std::string& name) { return portion.controls.contains(name); });
}

// --- release: B.3 Table 2, D.2 Table 3, H.1, p. 51-54; DoDM encl. 4, 10.e, 10.g ---------------------------

struct Release {
  bool noforn = false, relido = false;
  Set rel, display;
};

// Whether a mark of release stands in the portion; (U//SBU-NF) and (U//LES-NF) have one (Table 3, 3 to 8).
bool Refuses(const Portion& portion) { return portion.noforn || HasAny(portion, {"SBU-NF", "LES-NF"}); }
bool Marked(const Portion& portion) {
  return Refuses(portion) || portion.relido || !portion.rel.empty() || !portion.display.empty();
}

// Three groups may be taken apart (Table 3, row 23), and here NATO is as well, whose members are public
// (docs/ grammar.md, 18): those of them that the lists of the test can hold. Any other is a code like a
// country's.
const std::map<std::string, Set>& Groups() {
  static const std::map<std::string, Set> groups = {{"FVEY", {"AUS", "CAN", "GBR", "NZL"}},
                                                    {"ACGU", {"AUS", "CAN", "GBR"}},
                                                    {"TEYE", {"AUS", "GBR"}},
                                                    {"NATO", {"CAN", "DEU", "GBR"}}};
  return groups;
}

bool Lists(const Set& list, const std::string& code) {
  return list.contains(code) || std::ranges::any_of(Groups(), [&](const auto& group) {
           return list.contains(group.first) && group.second.contains(code);
         });
}

// With the members of its groups: DEU beside NATO adds nobody.
Set Whole(Set list) {
  for (const auto& [group, members] : Groups()) {
    if (list.contains(group)) list.insert(members.begin(), members.end());
  }
  return list;
}

// What the portion counts as, beside portions that have marks of release.
enum class Counts : std::uint8_t { kAsMarked, kAsNoforn, kAsRelido, kNot };
Counts CountOf(const Portion& portion, Edition edition) {
  if (Marked(portion)) return Counts::kAsMarked;
  if (edition == Edition::kDodm2012) {
    // An unclassified portion cannot have a mark of release (10.e(3)), and its lack says nothing; FGI is not
    // released further without a mark (9.i, 9.l).
    const bool foreign = !portion.ours || portion.concealed || !portion.sources.empty();
    return portion.level == 0 && !foreign ? Counts::kNot : Counts::kAsNoforn;
  }
  // Table 2: unmarked FGI; classified and caveated; classified and uncaveated, of a day that nobody knows.
  if (!portion.ours || portion.concealed || !portion.sources.empty() || portion.level > 0)
    return Counts::kAsNoforn;
  // H.1, p. 53: such a portion counts as RELIDO. All others follow the banner (Table 2) and so say nothing
  // about it; FOUO too, since what takes its place in a portion may be another department's.
  return HasAny(portion, {"FISA", "PR"}) ? Counts::kAsRelido : Counts::kNot;
}

Release ReleaseOf(const std::vector<Portion>& portions, int level, Edition edition) {
  const bool dod = edition == Edition::kDodm2012;
  const Release none, noforn{.noforn = true, .relido = false, .rel = {}, .display = {}};
  if (std::ranges::any_of(portions, Refuses)) return noforn;
  // UCNI leaves NOFORN behind in a classified banner (H.6, p. 116, 118); DoDM has no such rule.
  const auto ucni = [](const Portion& one) {
    return one.atomic.contains("UCNI") || one.atomic.contains("DCNI");
  };
  if (!dod && level > 0 && std::ranges::any_of(portions, ucni)) return noforn;
  // With no mark of release anywhere the banner has none (B.3.i).
  if (std::ranges::none_of(portions, Marked)) return none;
  // DoDM appendix 3, 1.c: documents with EXDIS or NODIS are not released.
  if (std::ranges::any_of(portions, [](const Portion& one) { return HasAny(one, {"XD", "ND"}); }))
    return dod ? none : noforn;

  std::vector<Portion> counting;
  for (Portion portion : portions) {
    const Counts counts = CountOf(portion, edition);
    if (counts == Counts::kNot) continue;
    if (counts == Counts::kAsRelido) portion.relido = true;
    counting.push_back(portion);
  }
  Set everyone;
  for (const Portion& portion : counting) {
    everyone.insert(portion.rel.begin(), portion.rel.end());
    everyone.insert(portion.display.begin(), portion.display.end());
  }
  for (const auto& [group, members] : Groups()) {
    if (everyone.contains(group)) everyone.insert(members.begin(), members.end());
  }
  Release release;
  for (const std::string& code : everyone) {
    const auto gets = [&](const Portion& one) { return Lists(one.rel, code); };
    // Who may have it may see it (Table 3, row 26).
    const auto sees = [&](const Portion& one) { return Lists(one.rel, code) || Lists(one.display, code); };
    if (std::ranges::all_of(counting, gets)) {
      release.rel.insert(code);
    } else if (std::ranges::all_of(counting, sees)) {
      release.display.insert(code);
    }
  }
  // A group that all portions have stands for its members.
  for (const auto& [group, members] : Groups()) {
    for (Set* list : {&release.rel, &release.display}) {
      if (!list->contains(group)) continue;
      for (const std::string& member : members) list->erase(member);
    }
  }
  release.relido = std::ranges::all_of(counting, &Portion::relido);
  if (dod) {
    // 10.g(6): DISPLAY ONLY when all have the same list, beside REL TO when those lists are the same too.
    const bool same = std::ranges::all_of(counting, [&](const Portion& one) {
      return Whole(one.display) == Whole(counting[0].display) && Whole(one.rel) == Whole(counting[0].rel);
    });
    if (!same) release.display.clear();
    return release;
  }
  if (!release.relido && release.rel.empty() && release.display.empty()) return noforn;
  return release;
}

// --- writing ----------------------------------------------------------------------------------------------

// Countries, then groups (A.6).
std::string List(const Set& codes, std::string_view separator) {
  std::string text;
  for (const bool groups : {false, true}) {
    for (const std::string& code : codes) {
      if ((code.size() != 3) == groups) text += (text.empty() ? "" : std::string(separator)) + code;
    }
  }
  return text;
}

// Numbers before letters (A.6); that is how ASCII sorts them.
std::vector<std::string> Trees(const std::set<Node>& nodes) {
  std::vector<std::string> values;
  for (const Node& node : nodes) {
    if (node.compartment.empty()) {
      values.push_back(node.system);
    } else if (node.sub.empty()) {
      values.back() += "-" + node.compartment;
    } else {
      values.back() += " " + node.sub;
    }
  }
  return values;
}

std::vector<std::string> Atomic(const Portion& all, bool dod) {
  std::vector<std::string> values;
  std::string first;
  for (const char* name : {"RD", "FRD", "TFNI"}) {
    if (first.empty() && all.atomic.contains(name)) first = name;  // the strictest stands for all (H.6)
  }
  if (!first.empty() && first != "TFNI") {
    if (all.atomic.contains("CNWDI")) first += dod ? "-N" : "-CNWDI";
    if (!all.sigma.empty()) first += "-SIGMA";
    for (const int number : all.sigma) first += " " + std::to_string(number);
    values.push_back(first);
  }
  // DoDM encl. 4, 8.e, figure 41 carries DOD UCNI into a classified banner; nothing carries DOE UCNI.
  if (all.atomic.contains("DCNI") && (all.level == 0 || dod)) values.emplace_back("DOD UCNI");
  if (all.atomic.contains("UCNI") && all.level == 0) values.emplace_back("DOE UCNI");
  if (first == "TFNI") values.push_back(first);  // the last of the register (G.1, table 4)
  if (all.nato.contains("ATOMAL")) values.emplace_back("ATOMAL");
  return values;
}

}  // namespace

std::string Banner(std::span<const std::string> texts, Edition edition) {
  const bool dod = edition == Edition::kDodm2012;
  std::vector<Portion> portions;
  for (const std::string& text : texts) portions.push_back(Read(text));

  Portion all;  // the union: level, SCI, SAP, AEA, FGI and controls (D.2)
  for (Portion one : portions) {
    all.level = std::max(all.level, one.level);
    all.concealed = all.concealed || one.concealed;
    all.sci.merge(one.sci);
    all.sap.merge(one.sap);
    all.atomic.merge(one.atomic);
    all.sigma.merge(one.sigma);
    all.nato.merge(one.nato);
    all.sources.merge(one.sources);
    all.controls.merge(one.controls);
  }
  const int level = all.level;
  Set& controls = all.controls;
  const Release release = ReleaseOf(portions, level, edition);

  std::vector<std::string> programs = Trees(all.sap);
  const bool multiple = programs.size() > 3 || (!programs.empty() && programs[0] == "MULTIPLE");
  if (dod && multiple) programs = {"MULTIPLE PROGRAMS"};  // encl. 4, 7.e
  if (!programs.empty()) programs[0].insert(0, "SAR-");
  for (const char* name : {"BALK", "BOHEMIA"}) {
    if (all.nato.contains(name)) programs.emplace_back(name);  // after the US programs (H.7, p. 122)
  }

  const auto drop = [&](std::initializer_list<const char*> names) {
    for (const char* name : names) controls.erase(name);
  };
  // H.9: what a higher one makes needless, and what the level itself protects.
  if (controls.contains("OC")) drop({"OC-USGOV"});
  if (controls.contains("ND")) drop({"XD"});
  if (controls.contains("ND") || controls.contains("XD")) drop({"SBU", "SBU-NF"});
  if (level > 0) drop({"SBU", "SBU-NF", "DS"});
  if (level > 0 && dod) drop({"LES", "LES-NF"});  // encl. 4, 10.c(3)
  if (controls.contains("SBU-NF")) drop({"SBU"});
  if (controls.contains("LES-NF")) drop({"LES"});
  // FOUO stands in an unclassified banner, and beside nothing but marks of release (H.8, p. 134).
  // DoDM encl. 4, 10.c(3), keeps it beside LES: FOUO-LES.
  const bool alone = std::ranges::all_of(controls, [&](const std::string& one) {
    return one == "FOUO" || (dod && (one == "LES" || one == "LES-NF"));
  });
  if (level > 0 || !alone) drop({"FOUO"});
  // SBU NOFORN and LES NOFORN stay one word only where no other portion has a mark of release (H.1, p. 53;
  // H.9, p. 178-180, 185-188).
  const bool fused = level == 0 && std::ranges::all_of(portions, [](const Portion& one) {
                       return !one.noforn && !one.relido && one.rel.empty() && one.display.empty();
                     });

  std::vector<std::string> dissem, other;
  using Names = std::initializer_list<std::pair<const char*, const char*>>;
  const auto put = [&](std::vector<std::string>& into, Names names) {
    for (const auto& [portion, banner] : names) {
      if (controls.contains(portion)) into.emplace_back(banner);
    }
  };
  put(dissem,
      {{"RS", "RSEN"}, {"FOUO", "FOUO"}, {"OC", "ORCON"}, {"OC-USGOV", "ORCON-USGOV"}, {"IMC", "IMCON"}});
  const bool in_word = fused && (controls.contains("SBU-NF") || controls.contains("LES-NF"));
  if (release.noforn && !in_word) dissem.emplace_back("NOFORN");
  put(dissem, {{"PR", "PROPIN"}});
  if (!release.rel.empty()) dissem.push_back("REL TO USA, " + List(release.rel, ", "));
  if (release.relido) dissem.emplace_back("RELIDO");
  put(dissem, {{"DSEN", "DEA SENSITIVE"}, {"FISA", "FISA"}});
  if (!release.display.empty()) dissem.push_back("DISPLAY ONLY " + List(release.display, ", "));
  put(dissem, {{"WAIVED", "WAIVED"}});
  const bool les = controls.contains("LES") || (controls.contains("LES-NF") && !fused);
  if (dod && controls.contains("FOUO") && les) {
    std::ranges::replace(dissem, std::string("FOUO"), std::string("FOUO-LES"));
    drop({"LES", "LES-NF"});
  }
  put(other, {{"DS", "LIMDIS"}, {"XD", "EXDIS"}, {"ND", "NODIS"}, {"SBU", "SBU"}});
  put(other, {{"SBU-NF", fused ? "SBU NOFORN" : "SBU"}, {"LES", "LES"}});
  put(other, {{"LES-NF", fused ? "LES NOFORN" : "LES"}, {"SSI", "SSI"}});

  std::string fgi = all.concealed || !all.sources.empty() ? "FGI" : "";
  if (!all.concealed && !all.sources.empty()) fgi += " " + List(all.sources, " ");
  const auto text = [](const auto& values) { return fmt::format("{}", fmt::join(values, "/")); };
  static constexpr const char* kLevels[] = {"UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET"};
  std::string banner = kLevels[level];
  for (const std::string& category :
       {text(Trees(all.sci)), text(programs), text(Atomic(all, dod)), fgi, text(dissem), text(other)}) {
    if (!category.empty()) banner += "//" + category;
  }
  return banner;
}

}  // namespace markings::brute
