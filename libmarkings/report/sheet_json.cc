#include "libmarkings/report/sheet_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace markings {
namespace {

using Json = nlohmann::ordered_json;
using Block = Sheet::Block;

constexpr std::string_view kSchema = "markings/sheet/1";
constexpr std::array<std::pair<Block::Kind, std::string_view>, 4> kKinds = {{
    {Block::Kind::kTitle, "title"},
    {Block::Kind::kHeading, "heading"},
    {Block::Kind::kText, "text"},
    {Block::Kind::kTable, "table"},
}};

Json BlockJson(const Block& block) {
  Json runs = Json::array();
  for (const Sheet::Run& run : block.runs) runs.push_back({{"text", run.text}, {"box", run.box}});
  return {{"kind", std::ranges::find(kKinds, block.kind, [](const auto& row) { return row.first; })->second},
          {"line_ends", block.line_ends},
          {"runs", std::move(runs)},
          {"head", block.head},
          {"widths", block.widths},
          {"rows", block.rows}};
}

Result<Sheet> Refuse() {
  return Fail(ErrorCode::kUnusableInput, {}, "what was to be set on paper is not in its form", "report this");
}

// Throws what the library throws.
Block ReadBlock(const Json& json, bool& usable) {
  Block block;
  const auto kind = json.at("kind").get<std::string>();
  const auto* row = std::ranges::find(kKinds, kind, [](const auto& one) { return one.second; });
  usable = usable && row != kKinds.end();
  if (row != kKinds.end()) block.kind = row->first;
  block.line_ends = json.at("line_ends").get<std::size_t>();
  for (const Json& run : json.at("runs"))
    block.runs.push_back({run.at("text").get<std::string>(), run.at("box").get<bool>()});
  block.head = json.at("head").get<std::vector<std::string>>();
  block.rows = json.at("rows").get<std::vector<std::vector<std::string>>>();
  block.widths = json.at("widths").get<std::vector<unsigned>>();
  usable = usable && block.widths.size() == block.head.size() &&
           std::ranges::none_of(block.widths, [](unsigned width) { return width == 0; }) &&
           std::ranges::all_of(block.rows, [&](const std::vector<std::string>& cells) {
             return cells.size() == block.head.size();
           });
  return block;
}

}  // namespace

std::string SheetJson(const Sheet& sheet) {
  Json json{{"schema", kSchema},
            {"title", sheet.title},
            {"language", sheet.language},
            {"date", sheet.date},
            {"banner", sheet.banner},
            {"stamp", sheet.stamp},
            {"landscape", sheet.landscape},
            {"blocks", Json::array()}};
  for (const Block& block : sheet.blocks) json["blocks"].push_back(BlockJson(block));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Sheet> ReadSheet(std::string_view json) {
  Sheet sheet;
  try {
    const Json parsed = Json::parse(json);
    bool usable = parsed.at("schema").get<std::string>() == kSchema;
    sheet.title = parsed.at("title").get<std::string>();
    sheet.language = parsed.at("language").get<std::string>();
    sheet.date = parsed.at("date").get<std::string>();
    sheet.banner = parsed.at("banner").get<std::string>();
    sheet.stamp = parsed.at("stamp").get<std::string>();
    sheet.landscape = parsed.at("landscape").get<bool>();
    for (const Json& block : parsed.at("blocks")) sheet.blocks.push_back(ReadBlock(block, usable));
    if (!usable) return Refuse();
    return sheet;
  } catch (const Json::exception&) {
    return Refuse();  // its words may quote the text
  }
}

}  // namespace markings
