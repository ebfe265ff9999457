#include "cli/candidates.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/io.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {

Loaded<Candidates> LoadCandidates(const std::string& file) {
  const auto text = ReadText(file);
  if (!text) return std::unexpected(ReportError(text.error(), file));
  auto candidates = Candidates::Load(*text);
  if (!candidates) return std::unexpected(ReportError(candidates.error(), *text));
  return *std::move(candidates);
}

ExitCode ReportFit(const Fit& fit, std::string_view text, double min_bits, std::string_view name) {
  const LineIndex lines(text);
  const std::vector<std::size_t> below = fit.Below(min_bits);
  for (const std::size_t index : below) {
    const FitCut& cut = fit.cuts[index];
    const Position at = lines.At(cut.where.begin);
    const std::string fits =
        cut.left == 0 ? fmt::format("none of {} candidates fits, so nothing is known of it", cut.before)
                      : fmt::format("{} of {} candidates fit, and {} bits must be left", cut.left, cut.before,
                                    min_bits);
    const std::string_view mend = cut.left == 0 ? "add to the list what was cut out, and others like it"
                                                : "withhold more of what stands around it";
    const std::string line =
        Printable(fmt::format(
            "markings: {}: too little is left open at line {}, column {} of the derivative: {}: {}", name,
            at.line, at.column, fits, mend)) +
        "\n";
    // (The exit code says it as well.)
    static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
  }
  return below.empty() ? ExitCode::kDone : ExitCode::kFindings;
}

}  // namespace markings::cli
