// The repair of a mark that is not valid, as JSON. Columns count bytes from 1.

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/report/internal/marking_json.h"

namespace markings::internal {
void AppendRepair(std::string& out, const std::optional<Repair>& repair) {
  if (!repair) {
    out += "null";
    return;
  }
  out += R"({"canonical":)";
  AppendString(out, repair->canonical);
  // (Never 1: a repair is not certain.)
  out += fmt::format(R"(,"confidence":{:.3f},"edits":[)", std::min(repair->confidence, 0.999));
  for (const RepairEdit& edit : repair->edits) {
    if (out.back() != '[') out += ',';
    out += fmt::format(R"({{"column":{},"what":"{}"}})", edit.where.begin + 1, Name(edit.what));
  }
  out += R"(],"rivals":[)";
  for (const std::string& rival : repair->rivals) {
    if (out.back() != '[') out += ',';
    AppendString(out, rival);
  }
  out += "]}";
}

}  // namespace markings::internal
