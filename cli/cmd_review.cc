#include <unistd.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/as_of.h"
#include "cli/command.h"
#include "cli/findings.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/redaction_inputs.h"
#include "cli/review_files.h"
#include "libmarkings/marking/authority.h"
#include "libmarkings/report/derivative_sheet.h"
#include "libmarkings/report/sheet_html.h"
#include "libmarkings/review/review_page.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::string_view kUsage =
    R"(usage: markings review [options] FILE... --policy P --audience A --output PAGE.html

Writes a page for the officer who decides: one HTML file, original and derivative side by side, why each rule fired, what
stops a release. Decisions are made in it, portion by portion or many at once, and exported as decisions.toml, which
redact, release and review take with --overrides. Any browser opens it; it needs no network and keeps nothing.

The page holds the withheld text: keep it where the document is kept, never with a release. Only its owner may read the file.
It is written even where a release would stop, also where marks are in doubt: what is in doubt is withheld on it.

--public writes the other kind: what release --html would publish, not signed, so as to look at it before. It holds only what
is released and has no script; it is not written where a release would stop.

options:
  --policy FILE             the policy (required)
  --audience NAME           who the derivative is for (required)
  --overrides FILE          what an officer decided by hand so far (decisions.toml), for one FILE
  --former RELEASE          compare with a former release: its derivative, or its manifest; for one FILE
  --public                  the derivative as the page that release --html writes
  --output PAGE             write the page there, for one FILE; without it to standard output
  --out DIR                 write STEM.review.html (with --public STEM.html) to this folder for each FILE
  --as-of DAY               the day to decide by, YYYY-MM-DD, where rules ask for dates; today is the default
  --vocabulary FILE         a vocabulary file instead of the one the policy names
  --type TYPE               of the files, whatever their bytes say: text, html, email, pdf, docx, zip or tar
  --member NAME             the one document in a FILE that holds several, for one FILE
  --document-format FORM    the form of the documents: telegram, smart, archive, foia, frus, web, email, memo, plain
  --force                   overwrite existing pages

examples:
  markings review cable.txt --policy policies/state-public.toml --audience public --output cable.review.html
  markings review cable.txt --policy policies/state-public.toml --audience public --overrides decisions.toml \
    --former out/cable.release.json --output cable.review.html --force

exit status: 0 the page is written and nothing stops a release; 1 something does; 2 unusable input, policy, decisions or
arguments, or a page exists; 3 an I/O or internal fault
)";

struct Settings {
  RedactionFiles files;  // but for the input
  std::vector<std::string> inputs;
  std::string former, output, out, as_of;
  bool is_public = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options;
  auto add = options.add_options();
  add("input", po::value(&settings.inputs), "");
  add("policy", po::value(&settings.files.policy), "");
  add("audience", po::value(&settings.files.audience), "");
  add("overrides", po::value(&settings.files.overrides), "");
  add("former", po::value(&settings.former), "");
  add("public", po::bool_switch(&settings.is_public), "");
  add("output", po::value(&settings.output), "");
  add("out", po::value(&settings.out), "");
  add("as-of", po::value(&settings.as_of), "");
  add("vocabulary", po::value(&settings.files.vocabulary), "");
  AddInputOptions(options, settings.files.how);
  add("force", po::bool_switch(&settings.force), "");
  return options;
}

// One document and where its page goes; empty: standard output.
struct Page {
  std::string input, stem, path, html;
};

std::optional<Error> CheckSettings(const Settings& settings) {
  RedactionFiles files = settings.files;
  if (settings.inputs.size() == 1) files.input = settings.inputs.front();
  if (auto error = CheckRedactionFiles(files)) return error;
  if (settings.is_public && !settings.former.empty())
    return Unusable("--former is for the officer's page", "leave out --public or --former");
  if (!settings.output.empty() && !settings.out.empty())
    return Unusable("--output and --out exclude each other", "give the page's file or a folder");
  if (settings.inputs.size() == 1) {
    if (settings.output.empty() && settings.out.empty() && isatty(STDOUT_FILENO) == 1)
      return Unusable("the page would go to the terminal", "give --output PAGE.html");
    return std::nullopt;
  }
  if (settings.out.empty()) return Unusable("several pages need a folder", "give --out DIR, or one FILE");
  if (!settings.files.overrides.empty() || !settings.former.empty() || !settings.files.how.member.empty())
    return Unusable("--overrides, --former and --member are for one document, and several are given",
                    "review that document by itself");
  if (std::ranges::find(settings.inputs, "-") != settings.inputs.end())
    return Unusable("standard input stands among several files", "review it by itself");
  return std::nullopt;
}

Result<std::vector<Page>> PlanPages(const Settings& settings) {
  std::vector<Page> pages;
  for (const std::string& input : settings.inputs) {
    Page page{input, input == "-" ? std::string() : fs::path(input).stem().string(), settings.output, {}};
    if (!settings.out.empty()) {
      if (page.stem.empty())
        return std::unexpected(
            Unusable("standard input has no name to call the page by", "give --output PAGE.html"));
      page.path =
          (fs::path(settings.out) / (page.stem + (settings.is_public ? ".html" : ".review.html"))).string();
    }
    const auto same = [&](const Page& other) { return !page.path.empty() && other.path == page.path; };
    if (std::ranges::any_of(pages, same)) {
      return std::unexpected(Unusable("two documents would have a page of the same name",
                                      "rename one, or use another folder", input));
    }
    std::error_code ignored;
    if (!page.path.empty() && fs::equivalent(page.path, input, ignored))
      return std::unexpected(
          Unusable("the page would overwrite the document itself", "give it another name", input));
    pages.push_back(std::move(page));
  }
  return pages;
}

// The page that may be published; nothing where a release would stop.
ExitCode MakePublic(const Settings& settings, const RedactionInputs& inputs, const RedactOptions& options,
                    Page& page) {
  const auto redaction = Redact(*inputs.document, *inputs.policy, settings.files.audience, options);
  if (!redaction) return ReportRedactionError(redaction.error(), inputs);
  if (redaction->blocked()) {
    ReportFindings(*redaction, page.input, *inputs.document);
    return ExitCode::kFindings;
  }
  page.html = SheetHtml(DerivativeSheet(*inputs.document, redaction->derivative, options.file_stem,
                                        options.as_of ? Name(*options.as_of) : std::string()));
  return ExitCode::kDone;
}

ExitCode Make(const Settings& settings, AsOf as_of, const std::optional<std::string>& former, Page& page) {
  RedactionInputs inputs;
  RedactionFiles files = settings.files;
  files.input = page.input;
  if (const auto failed = LoadRedactionInputs(files, inputs)) return *failed;
  RedactOptions options{.overrides = inputs.overrides_or_null(), .file_stem = page.stem, .as_of = as_of};
  // The name that goes out is that of the page.
  if (settings.is_public && !page.path.empty()) options.file_stem = fs::path(page.path).stem().string();
  if (settings.is_public) return MakePublic(settings, inputs, options, page);
  const auto review = MakeReview(*inputs.document, *inputs.policy, settings.files.audience, options);
  if (!review) return ReportRedactionError(review.error(), inputs);
  page.html = ReviewPage(*inputs.document, *inputs.policy, *review,
                         {.name = page.stem, .former = former, .today = {}});
  if (!review->blocked()) return ExitCode::kDone;
  NoteWhatStops(*review, page.input);
  return ExitCode::kFindings;
}

ExitCode Write(const Settings& settings, const std::vector<Page>& pages) {
  if (pages.front().path.empty()) return WriteResult(pages.front().html, {}, false);
  std::vector<PlannedFile> planned;
  planned.reserve(pages.size());
  for (const Page& page : pages) {
    planned.push_back(
        {.path = page.path, .bytes = page.html, .mode = settings.is_public ? mode_t{0644} : kReviewMode});
  }
  if (auto written = WriteAll(planned, settings.force); !written) return ReportError(written.error());
  if (!settings.is_public)
    Note("the page holds withheld text: keep it beside the document, never beside a release");
  return ExitCode::kDone;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedArguments parsed = ParseArguments("review", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (settings.inputs.empty()) settings.inputs = {"-"};
  if (const auto error = CheckSettings(settings)) return ReportError(*error);
  const auto day = DecidingDay(settings.as_of);
  if (!day) return ReportError(day.error());
  auto pages = PlanPages(settings);
  if (!pages) return ReportError(pages.error());
  std::optional<std::string> former;
  if (!settings.former.empty()) {
    auto text = ReadFormer(settings.former);
    if (!text) return ReportError(text.error());
    former = *std::move(text);
  }
  ExitCode worst = ExitCode::kDone;
  for (Page& page : *pages) {
    const ExitCode made = Make(settings, *day, former, page);
    if (made > ExitCode::kFindings) return made;
    worst = std::max(worst, made);
  }
  if (settings.is_public && worst != ExitCode::kDone) return worst;
  const ExitCode written = Write(settings, *pages);
  return written == ExitCode::kDone ? worst : written;
}

}  // namespace

const Command kReviewCommand = {"review", "a page to look at each decision, and to decide by hand", Run};

}  // namespace markings::cli
