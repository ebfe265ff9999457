// The repair of a mark that is not valid, as JSON. Columns count bytes from 1.

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/report/json.h"

namespace markings {
namespace {

// A marking is text of a vocabulary: UTF-8 without control characters.
void AppendMark(std::string& out, std::string_view mark) {
  out += '"';
  for (const char c : mark) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace

void AppendRepairJson(std::string& out, const std::optional<Repair>& repair) {
  if (!repair) {
    out += "null";
    return;
  }
  out += R"({"canonical":)";
  AppendMark(out, repair->canonical);
  // (Never 1: a repair is not certain.)
  out += fmt::format(R"(,"confidence":{:.3f},"edits":[)", std::min(repair->confidence, 0.999));
  for (const RepairEdit& edit : repair->edits) {
    if (out.back() != '[') out += ',';
    out += fmt::format(R"({{"column":{},"what":"{}"}})", edit.where.begin + 1, Name(edit.what));
  }
  out += R"(],"rivals":[)";
  for (const std::string& rival : repair->rivals) {
    if (out.back() != '[') out += ',';
    AppendMark(out, rival);
  }
  out += "]}";
}

}  // namespace markings
