#include "cli/renditions.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <map>
#include <utility>

#include "cli/choice.h"
#include "cli/io.h"
#include "cli/paper_process.h"
#include "libmarkings/report/derivative_sheet.h"
#include "libmarkings/report/sheet_html.h"
#include "libmarkings/report/vaughn_report.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

// NAME=VALUE, each name once.
Result<std::map<std::string, std::string>> ReadFields(const std::vector<std::string>& words) {
  std::map<std::string, std::string> fields;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      return std::unexpected(
          Unusable("--letter-field is not NAME=VALUE", "write --letter-field case=F-2026-01"));
    if (!fields.emplace(word.substr(0, equals), word.substr(equals + 1)).second)
      return std::unexpected(Unusable("--letter-field gives a name twice", "give each name once"));
  }
  return fields;
}

// Sets sheets on paper, or gives the first fault.
class PaperRenditions {
 public:
  explicit PaperRenditions(std::string paper) : paper_(paper.empty() ? "letter" : std::move(paper)) {}

  void Add(RenditionKind kind, const Sheet& sheet, PaperForm form) {
    if (error_) return;
    auto bytes = RunPaper(sheet, {.form = form, .paper = paper_});
    if (bytes) {
      made_.push_back({kind, *std::move(bytes)});
    } else {
      error_ = std::move(bytes).error();
    }
  }
  void Add(RenditionKind kind, std::string bytes) { made_.push_back({kind, std::move(bytes)}); }

  Result<std::vector<Rendition>> Take() {
    if (error_) return std::unexpected(*std::move(error_));
    return std::move(made_);
  }

 private:
  std::string paper_;
  std::vector<Rendition> made_;
  std::optional<Error> error_;
};

}  // namespace

void RenditionSettings::AddOptions(po::options_description& options) {
  auto add = options.add_options();
  add("pdf", po::bool_switch(&pdf), "");
  add("html", po::bool_switch(&html), "");
  add("docx", po::bool_switch(&docx), "");
  add("index", po::value(&index)->composing(), "");
  add("letter", po::value(&letter), "");
  add("letter-field", po::value(&letter_fields)->composing(), "");
  add("paper", OneOf(&paper, {"a4", "letter"}), "");
}

std::optional<Error> RenditionSettings::Check(bool sealed) const {
  for (const std::string& form : index) {
    if (form != "csv" && form != "html" && form != "pdf")
      return Unusable("--index is none of csv, html, pdf", "write --index csv, once for each form");
    if (std::ranges::count(index, form) > 1)
      return Unusable("--index names one form twice", "name each form once");
  }
  const bool on_paper = pdf || docx || std::ranges::find(index, "pdf") != index.end();
  if (!paper.empty() && !on_paper)
    return Unusable("--paper is given, and nothing is set on paper", "give --pdf, --docx or --index pdf too");
  if (!letter_fields.empty() && letter.empty())
    return Unusable("--letter-field is given without a letter", "name its template with --letter FILE");
  if (sealed && (on_paper || html || !index.empty() || !letter.empty())) {
    return Unusable("only the derivative is sealed to recipients, and other files are to go out beside it",
                    "leave --pdf, --html, --docx, --index and --letter out, or --recipient");
  }
  return std::nullopt;
}

std::optional<ExitCode> RenditionMaker::ReadTemplate() {
  if (settings_.letter.empty()) return std::nullopt;
  auto fields = ReadFields(settings_.letter_fields);
  if (!fields) return ReportError(fields.error());
  const auto text = ReadText(settings_.letter);
  if (!text) return ReportError(text.error(), settings_.letter);
  auto letter = LetterTemplate::Parse(*text, *std::move(fields));
  if (!letter) return ReportError(letter.error(), *text);
  letter_ = *std::move(letter);
  return std::nullopt;
}

std::vector<OutgoingText> RenditionMaker::Texts(const Policy& policy, std::string_view audience) const {
  std::vector<OutgoingText> texts;
  if (!settings_.index.empty()) texts = VaughnIndexTexts(policy, audience);
  if (letter_) std::ranges::move(letter_->Texts(policy), std::back_inserter(texts));
  return texts;
}

bool RenditionMaker::Indexes(std::string_view form) const {
  return std::ranges::find(settings_.index, form) != settings_.index.end();
}

Result<std::vector<Rendition>> RenditionMaker::Make(const Cable& cable) const {
  PaperRenditions made(settings_.paper);
  if (settings_.pdf || settings_.html || settings_.docx) {
    const Sheet sheet = DerivativeSheet(cable.document, cable.redaction.derivative, cable.stem, cable.date);
    if (settings_.pdf) made.Add(RenditionKind::kPdf, sheet, PaperForm::kPdf);
    if (settings_.html) made.Add(RenditionKind::kHtml, SheetHtml(sheet));
    if (settings_.docx) made.Add(RenditionKind::kDocx, sheet, PaperForm::kDocx);
  }
  if (settings_.index.empty() && !letter_) return made.Take();
  const VaughnIndex index =
      MakeVaughnIndex(cable.redaction, cable.document, cable.policy, cable.overrides, cable.stem, cable.date);
  if (Indexes("csv")) made.Add(RenditionKind::kIndexCsv, VaughnIndexCsv(index));
  if (Indexes("html")) made.Add(RenditionKind::kIndexHtml, SheetHtml(VaughnIndexSheet(index)));
  if (Indexes("pdf")) made.Add(RenditionKind::kIndexPdf, VaughnIndexSheet(index), PaperForm::kPdf);
  if (letter_) {
    made.Add(RenditionKind::kLetter, letter_->Fill(index, cable.policy, *cable.redaction.decisions.audience));
  }
  return made.Take();
}

}  // namespace markings::cli
