#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/mark_batch.h"
#include "libmarkings/marking/clearance.h"
#include "libmarkings/marking/detect.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/repair.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/report/json.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings mark [options] STRING
       markings mark [options] --roll-up MARK...
       markings mark [options] --batch < STRINGS

One marking as JSON (markings/marking/1): whether it is valid, its canonical, long and portion forms, its fields, and
what is wrong with it and how to mend it. A string that begins with a parenthesis is a portion mark; any other is a
banner or, when it is no valid banner, a portion mark without parentheses; --kind settles it. Without --regime it is
read by the regime that it fits best, of state, us, cui, nato, uk, au, tlp; marks of a roll-up all by one.

--roll-up prints the banner that portions with those marks need, with the reason for each token that is in it or is
left out. --repair adds what a string that is not valid was most likely meant to be; --fix prints just the mended
string, and other readings that are nearly as likely on standard error. --reader says whether somebody with that
clearance may see what bears the mark, and why not. --batch reads standard input, one string a line, and writes one
line of JSON for each, in order. Columns count bytes from 1.

The exit code is 0 for a valid marking and 1 for any other, or when the reader may not see it; with --fix 0 when there
is a fix; with --batch 0 when every line was answered.

examples:
  markings mark '(SBU/NF)'
  markings mark 'C O N F I D E N T I A L SECTION 01 OF 02 ANYTOWN 004462'
  markings mark --roll-up '(SBU)' '(U)'
  markings mark --regime us --fix 'SECERT / / SI//ORCON NOFORN'
  markings mark --regime us 'SECRET//REL TO USA, GBR' --reader SECRET --nationality GBR
)";

struct Settings {
  std::string kind, regime, edition, vocabulary, reader, nationality;
  std::vector<std::string> strings;
  bool batch = false, roll_up = false, repair = false, fix = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("kind", OneOf(&settings.kind, {"banner", "portion"})->value_name("KIND"),
                        "banner or portion")(
      "regime", OneOf(&settings.regime, RegimeWords(true))->value_name("NAME"),
      "au, cui, nato, state, tlp, uk, us, or auto (the default): the one that the mark fits")(
      "edition", po::value(&settings.edition)->value_name("NAME"), "the edition of the vocabulary")(
      "vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of a regime")("batch", po::bool_switch(&settings.batch),
                                               "read one string a line from standard input")(
      "reader", po::value(&settings.reader)->value_name("CLEARANCE"),
      "say whether a reader with that level and those accesses may see what bears the mark")(
      "nationality", po::value(&settings.nationality)->value_name("CODE"),
      "the reader's country, when it is not the regime's own")("roll-up", po::bool_switch(&settings.roll_up),
                                                               "the banner that these portion marks need")(
      "repair", po::bool_switch(&settings.repair), "what a string that is not valid was meant to be")(
      "fix", po::bool_switch(&settings.fix), "print just the mended string")(
      "string", po::value(&settings.strings), "");
  return options;
}

std::optional<Error> CheckSettings(const Settings& settings) {
  if (settings.batch && settings.roll_up)
    return Unusable("--batch and --roll-up exclude each other", "use one of them");
  if (settings.batch && !settings.strings.empty() && settings.strings != std::vector<std::string>{"-"}) {
    return Unusable("--batch reads its strings from standard input",
                    "leave the argument out, or leave --batch out");
  }
  if (settings.batch && !settings.reader.empty())
    return Unusable("--batch and --reader exclude each other", "use one of them");
  if (settings.reader.empty() && !settings.nationality.empty())
    return Unusable("--nationality is of a reader that is not given", "add --reader CLEARANCE");
  if (settings.roll_up && (settings.repair || settings.fix)) {
    return Unusable("--roll-up takes marks as they are", "mend each first: markings mark --fix MARK");
  }
  if (settings.fix && (settings.batch || settings.repair || !settings.reader.empty())) {
    return Unusable("--fix prints one string and no JSON", "leave --batch, --repair and --reader out");
  }
  if (settings.roll_up && settings.kind == "banner") {
    return Unusable("--roll-up takes portion marks", "leave --kind banner out");
  }
  if (!settings.batch && settings.strings.empty()) {
    return Unusable("no marking is given", "write it in quotes, as in: markings mark '(SBU)'");
  }
  if (!settings.batch && !settings.roll_up && settings.strings.size() > 1) {
    return Unusable("more than one marking is given",
                    "put the marking in quotes, or use --batch or --roll-up");
  }
  return std::nullopt;
}

// Nobody names the regime: each mark is read by the one that it fits.
bool IsAuto(const Settings& settings) {
  return settings.vocabulary.empty() && (settings.regime.empty() || settings.regime == "auto");
}

// The vocabulary asked for, or the exit code of what was reported.
Loaded<std::shared_ptr<const Vocabulary>> LoadChecked(const Settings& settings) {
  if (IsAuto(settings) && !settings.edition.empty()) {
    return std::unexpected(ReportError(
        Unusable("--edition is of a regime, and none is named", "write the regime too, as in --regime us")));
  }
  auto vocabulary = LoadVocabulary(settings.vocabulary, settings.regime, settings.edition);
  if (!vocabulary) return vocabulary;
  const std::string& regime = (*vocabulary)->regime();
  if (!settings.regime.empty() && settings.regime != "auto" && settings.regime != regime) {
    return std::unexpected(ReportError(Unusable("--regime is not the regime of the vocabulary file",
                                                "leave --regime out, or write --regime " + regime)));
  }
  return vocabulary;
}

std::optional<MarkingKind> KindOf(std::string_view kind) {
  if (kind.empty()) return std::nullopt;
  return kind == "banner" ? MarkingKind::kBanner : MarkingKind::kPortion;
}

ParsedMarking ParseOne(const Vocabulary& vocabulary, std::string_view kind, std::string_view text) {
  return ParseMark(vocabulary, text, KindOf(kind));
}

// The regime of the marks that were given, when nobody names it.
std::shared_ptr<const Vocabulary> RegimeOf(const Settings& settings) {
  if (settings.roll_up) return RegimeOfAll(settings.strings, MarkingKind::kPortion);
  const RegimeReading read = ReadByAnyRegime(settings.strings.front(), KindOf(settings.kind));
  if ((settings.fix || settings.repair) && read.mark.status != MarkingStatus::kValid) {
    if (auto likely = RegimeOfRepair(settings.strings.front(), KindOf(settings.kind))) return likely;
  }
  return read.vocabulary;
}

// The mended string alone.
ExitCode PrintFix(const Vocabulary& vocabulary, std::string_view kind, std::string_view text) {
  const auto fixed = MarkRepairer(vocabulary).Fix(text, ParseOne(vocabulary, kind, text), KindOf(kind));
  if (!fixed) {
    ReportError(Unusable("there is no fix: no valid marking is near", "see what is wrong without --fix"));
    return ExitCode::kFindings;
  }
  if (!fixed->rivals.empty()) {
    std::string rivals;
    for (const std::string& rival : fixed->rivals) rivals += (rivals.empty() ? "" : " or ") + rival;
    Caution("it may also have been meant as " + rivals);
  }
  const auto written = WriteStandardOutput(fixed->text + "\n");
  return written ? ExitCode::kDone : ReportError(written.error());
}

// The banner that the portions need. When one of them is not valid there is none: a banner that leaves it out
// would be too low.
ParsedMarking RollUpMarks(const Vocabulary& vocabulary, const std::vector<std::string>& marks,
                          std::string& input, RollUpReport& report) {
  ParsedMarking banner;
  banner.kind = MarkingKind::kBanner;
  banner.status = MarkingStatus::kValid;
  std::vector<Marking> portions;
  for (const std::string& mark : marks) {
    if (&mark != &marks.front()) input += ' ';
    ParsedMarking portion = ParsePortion(vocabulary, mark);
    for (Diagnostic& diagnostic : portion.diagnostics) {
      diagnostic.where = {diagnostic.where.begin + input.size(), diagnostic.where.end + input.size()};
      banner.diagnostics.push_back(std::move(diagnostic));
    }
    if (banner.status != MarkingStatus::kMalformed && portion.status != MarkingStatus::kValid) {
      banner.status = portion.status;
    }
    portions.push_back(portion.value);
    input += mark;
  }
  banner.span = {0, input.size()};
  report = ExplainRollUp(vocabulary, portions);
  banner.value = report.banner;
  return banner;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("string", -1);
  const ParsedArguments parsed = ParseArguments("mark", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = CheckSettings(settings)) return ReportError(*error);
  auto vocabulary = LoadChecked(settings);
  if (!vocabulary) return vocabulary.error();
  if (IsAuto(settings) && !settings.batch) vocabulary = RegimeOf(settings);
  if (settings.batch) {
    const auto done = AnswerLines(*vocabulary, IsAuto(settings), KindOf(settings.kind), settings.repair);
    return done ? ExitCode::kDone : ReportError(done.error());
  }
  if (settings.fix) return PrintFix(**vocabulary, settings.kind, settings.strings.front());
  std::string input;
  ParsedMarking mark;
  RollUpReport report;
  if (settings.roll_up) {
    mark = RollUpMarks(**vocabulary, settings.strings, input, report);
  } else {
    input = settings.strings.front();
    mark = ParseOne(**vocabulary, settings.kind, input);
  }
  MarkingExtras extras;
  // (A roll-up of marks that cannot be read has no reasons.)
  if (settings.roll_up && mark.status == MarkingStatus::kValid) extras.roll_up = &report;
  Access access;
  if (!settings.reader.empty()) {
    const auto reader = ParseClearance(**vocabulary, settings.reader, settings.nationality);
    if (!reader) return ReportError(reader.error(), "--reader");
    if (mark.status == MarkingStatus::kValid) {
      access = MayRead(**vocabulary, *reader, mark.value);
    } else {
      access.reasons.emplace_back("the mark cannot be read");
    }
    extras.access = &access;
  }
  std::optional<Repair> repair;
  if (settings.repair && mark.status != MarkingStatus::kValid) {
    repair = RepairMark(**vocabulary, input, KindOf(settings.kind));
    extras.repair = &repair;
  }
  std::string answer;
  AppendMarkingJson(answer, **vocabulary, input, mark, extras);
  const auto written = WriteStandardOutput(answer + "\n");
  if (!written) return ReportError(written.error());
  const bool refused = extras.access != nullptr && !access.granted;
  return mark.status == MarkingStatus::kValid && !refused ? ExitCode::kDone : ExitCode::kFindings;
}

}  // namespace

const Command kMarkCommand = {"mark", "one marking as JSON: canonical form, what is wrong and how to mend it",
                              Run};

}  // namespace markings::cli
