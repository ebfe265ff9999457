#ifndef CLI_RENDITIONS_H_
#define CLI_RENDITIONS_H_

// What `release` publishes beside the derivative when it is asked to.

#include <boost/program_options/options_description.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/release/letter.h"
#include "libmarkings/release/rendition.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

struct RenditionSettings {
  bool pdf = false, html = false, docx = false;
  std::vector<std::string> index;  // "csv", "html", "pdf"
  std::string letter;              // the template's path
  std::vector<std::string> letter_fields;
  std::string paper;

  void AddOptions(boost::program_options::options_description& options);
  // What cannot be asked for. `sealed`: the derivative goes to recipients.
  [[nodiscard]] std::optional<Error> Check(bool sealed) const;
};

// Makes those that were asked for.
class RenditionMaker {
 public:
  explicit RenditionMaker(const RenditionSettings& settings) : settings_(settings) {}

  // Reads the letter's template. Reports what goes wrong and gives its exit code.
  [[nodiscard]] std::optional<ExitCode> ReadTemplate();
  // What goes out in them beside what a redaction knows of: for RedactOptions::outgoing.
  [[nodiscard]] std::vector<OutgoingText> Texts(const Policy& policy, std::string_view audience) const;

  struct Cable {
    const Document& document;
    const Policy& policy;
    const Overrides* overrides;
    const Redaction& redaction;  // not blocked
    std::string_view stem, date;
  };
  // Errors: those of RunPaper.
  [[nodiscard]] Result<std::vector<Rendition>> Make(const Cable& cable) const;

 private:
  [[nodiscard]] bool Indexes(std::string_view form) const;

  const RenditionSettings& settings_;
  std::optional<LetterTemplate> letter_;
};

}  // namespace markings::cli

#endif  // CLI_RENDITIONS_H_
