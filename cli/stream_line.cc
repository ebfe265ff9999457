#include "cli/stream_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

using Json = nlohmann::ordered_json;

Json Head(std::size_t number, Json id, std::string_view status) {
  return {{"schema", "markings/stream/1"}, {"line", number}, {"id", std::move(id)}, {"status", status}};
}

std::string Line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string Refusal(std::size_t number, Json id, const Error& error) {
  Json json = Head(number, std::move(id), "error");
  json["error"] = {{"message", error.message}, {"fix", error.fix.empty() ? Json(nullptr) : Json(error.fix)}};
  return Line(json);
}

Error Unusable(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix)).error();
}

// What a finding says of itself, as in markings/check/1 without the file.
Json FindingJson(const Diagnostic& found, const LineIndex& lines) {
  const Position at = lines.At(found.where.begin);
  return {{"code", Info(found.code).id},
          {"rule", found.rule.empty() ? Json(nullptr) : Json(found.rule)},
          {"severity", Name(SeverityOf(found))},
          {"line", at.line},
          {"column", at.column},
          {"span", {found.where.begin, found.where.end}},
          {"message", found.message},
          {"fix", found.fix.empty() ? Json(nullptr) : Json(found.fix)}};
}

Json RedactionJson(const Document& document, const Redaction& redaction) {
  Json findings = Json::array();
  for (const ResidualFinding& one : redaction.findings) {
    if (!one.waived) findings.push_back({{"id", one.id}, {"kind", one.kind}, {"from", one.from}});
  }
  Json pending = Json::array();
  if (redaction.stop_pending) {
    for (const std::size_t element : redaction.decisions.pending) {
      pending.push_back(std::string(document.elements()[element].id()));
    }
  }
  Json json = Json::object();
  // What is blocked does not go out, nor what was made of it.
  if (!redaction.blocked()) {
    json["derivative"] = redaction.derivative.text;
    json["banner"] = redaction.derivative.banner_line;
    json["stamp"] = redaction.derivative.stamp;
    json["codes"] = redaction.derivative.codes;
  }
  json["residual"] = std::move(findings);
  json["pending"] = std::move(pending);
  return json;
}

// Of the marks, with those of the corpus rules.
std::string Checked(const StreamBy& by, std::size_t number, Json id, std::string_view text,
                    std::vector<Diagnostic> found) {
  if (by.corpus != nullptr) {
    for (Diagnostic& one : by.corpus->Find(text)) found.push_back(std::move(one));
  }
  std::ranges::stable_sort(found, {}, [](const Diagnostic& one) { return one.where.begin; });
  const LineIndex lines(text);
  Json json = Head(number, std::move(id), "done");
  Json findings = Json::array();
  for (const Diagnostic& one : found) findings.push_back(FindingJson(one, lines));
  json["findings"] = std::move(findings);
  return Line(json);
}

}  // namespace

std::string AnswerTooLong(std::size_t number, std::size_t most) {
  return Refusal(number, nullptr,
                 Unusable(fmt::format("the line is longer than {} bytes", most), "give the text in parts"));
}

std::string StreamAnswerer::Answer(std::string_view line, std::size_t number) {
  Json id = nullptr;
  try {
    // (What is wrong with the JSON is not quoted: the line holds the text.)
    Json input = Json::parse(line, nullptr, false);
    if (input.is_discarded() || !input.is_object()) {
      return Refusal(number, nullptr,
                     Unusable("the line is no JSON object", "write {\"id\": ..., \"text\": \"...\"}"));
    }
    if (const auto found = input.find("id"); found != input.end()) id = *found;
    const auto text = input.find("text");
    if (text == input.end() || !text->is_string()) {
      return Refusal(number, std::move(id), Unusable("the object has no text", "write \"text\": \"...\""));
    }
    auto buffer = Buffer::FromBytes(std::move(text->get_ref<std::string&>()), "text");
    if (!buffer) return Refusal(number, std::move(id), buffer.error());
    if (by_.work == StreamWork::kCheck && by_.vocabulary->grammar() != nullptr) {
      std::vector<Diagnostic> found = marks_.Check(buffer->text(), by_.facts);
      return Checked(by_, number, std::move(id), buffer->text(), std::move(found));
    }
    const auto document = Document::Parse(*std::move(buffer), by_.vocabulary);
    if (!document) {
      return Refusal(
          number, std::move(id),
          Unusable(document.error().message, "give the whole document, header lines and marks included"));
    }
    if (by_.work == StreamWork::kCheck) {
      return Checked(by_, number, std::move(id), document->buffer().text(),
                     {document->diagnostics().begin(), document->diagnostics().end()});
    }
    if (by_.work == StreamWork::kParse) {
      Json json = Head(number, std::move(id), "done");
      json["document"] = Json::parse(DocumentJson(*document, -1));
      return Line(json);
    }
    const auto redaction = Redact(*document, *by_.policy, by_.audience,
                                  {.overrides = nullptr, .file_stem = {}, .as_of = by_.as_of});
    if (!redaction) return Refusal(number, std::move(id), redaction.error());
    Json json = Head(number, std::move(id), redaction->blocked() ? "blocked" : "done");
    json.update(RedactionJson(*document, *redaction));
    return Line(json);
  } catch (const std::exception&) {
    // (What it says may hold some of the text.)
    return Refusal(number, std::move(id), Unusable("an internal fault", "report this"));
  }
}

}  // namespace markings::cli
