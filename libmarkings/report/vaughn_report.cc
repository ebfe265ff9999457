#include "libmarkings/report/vaughn_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace markings {
namespace {

using Block = Sheet::Block;
using Figures = VaughnIndex::Figures;

struct Column {
  std::string_view key;   // in CSV
  std::string_view head;  // on paper
  unsigned width;
};
constexpr std::array<Column, 10> kColumns = {{
    {"number", "No.", 4},
    {"element", "Element", 8},
    {"place", "Place", 11},
    {"cut", "Cut", 9},
    {"mark", "Mark", 6},
    {"codes", "Exemption", 9},
    {"statute", "Statute", 11},
    {"reason", "Reason", 24},
    {"officer", "Officer", 11},
    {"date", "Date", 8},
}};

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

std::vector<std::string> Cells(const VaughnIndex::Cut& cut, std::size_t number) {
  return {std::to_string(number),
          cut.element,
          cut.place,
          cut.amount,
          cut.mark,
          cut.codes.empty() ? "none" : Joined(cut.codes, ", "),
          cut.statute,
          Joined(cut.reasons, "; "),
          Joined(cut.officers, "; "),
          cut.date};
}

std::string CsvCell(std::string_view text) {
  std::string cell = Showable(text);
  // Source: OWASP, CSV Injection. (A spreadsheet looks past blanks.)
  const std::size_t first = cell.find_first_not_of(" \t\n");
  if (first != std::string::npos && std::string_view("=+-@").contains(cell[first])) cell.insert(0, "'");
  if (cell.find_first_of(",\"\n\r") == std::string::npos && !cell.starts_with(' ') && !cell.ends_with(' '))
    return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

void AddLine(const std::vector<std::string>& cells, std::string& csv) {
  for (std::size_t i = 0; i < cells.size(); ++i) csv.append(i == 0 ? "" : ",").append(CsvCell(cells[i]));
  csv += "\r\n";
}

Block Text(Block::Kind kind, std::string text) {
  Block block;
  block.kind = kind;
  block.runs.push_back({std::move(text), false});
  return block;
}

Block CutTable(const VaughnIndex& index) {
  Block table = Text(Block::Kind::kTable, "Each place of deletion");
  for (const Column& column : kColumns) {
    table.head.emplace_back(column.head);
    table.widths.push_back(column.width);
  }
  for (const VaughnIndex::Cut& cut : index.cuts) table.rows.push_back(Cells(cut, table.rows.size() + 1));
  return table;
}

std::vector<std::string> FigureCells(std::string who, const Figures& figures) {
  const std::size_t all = figures.released + figures.masked + figures.withheld;
  return {std::move(who), std::to_string(figures.released), std::to_string(figures.masked),
          std::to_string(figures.withheld), fmt::format("{} of {}", figures.released + figures.masked, all)};
}

Block FigureTable(const VaughnIndex& index) {
  Block table = Text(Block::Kind::kTable, "Elements, by who decided on them");
  table.head = {"Decided by", "Released in full", "Released in part", "Withheld", "Segregated and released"};
  table.widths = {40, 15, 15, 15, 15};
  for (const Figures& figures : index.deciders) {
    table.rows.push_back(
        FigureCells(figures.who.empty() ? "Policy " + index.policy : "Officer " + figures.who, figures));
  }
  table.rows.push_back(FigureCells("The whole document", index.document));
  return table;
}

}  // namespace

std::string VaughnIndexCsv(const VaughnIndex& index) {
  std::string csv;
  std::vector<std::string> heads;
  heads.reserve(kColumns.size());
  for (const Column& column : kColumns) heads.emplace_back(column.key);
  AddLine(heads, csv);
  std::size_t number = 0;
  for (const VaughnIndex::Cut& cut : index.cuts) AddLine(Cells(cut, ++number), csv);
  return csv;
}

Sheet VaughnIndexSheet(const VaughnIndex& index) {
  Sheet sheet;
  sheet.title = "Vaughn index: " + index.stem;
  sheet.language = "en";
  sheet.date = index.date;
  sheet.banner = index.banner;
  sheet.stamp = index.stamp;
  sheet.landscape = true;
  sheet.blocks.push_back(Text(Block::Kind::kTitle, sheet.title));
  sheet.blocks.push_back(Text(
      Block::Kind::kText,
      index.cuts.empty()
          ? "Nothing is withheld."
          : "Each place of deletion, in the order of the released text. What is withheld is named in the "
            "units that stand at the place of deletion; several withheld elements that stand there as one "
            "are counted as one."));
  if (!index.cuts.empty()) sheet.blocks.push_back(CutTable(index));
  sheet.blocks.push_back(Text(Block::Kind::kHeading, "Segregability"));
  sheet.blocks.push_back(
      Text(Block::Kind::kText,
           "Elements of the document as they stand in the released text, the lines of its head and end among "
           "them. Those that several officers decided together count for each."));
  sheet.blocks.push_back(FigureTable(index));
  MakeShowable(sheet);
  return sheet;
}

}  // namespace markings
