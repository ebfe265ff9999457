#include "libmarkings/report/consistency_json.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
double Hundredths(double share) { return std::floor(share * 100) / 100; }

Json PlaceJson(const ConsistencyPlace& one) {
  Json json = {{"file", one.file},        {"member", OrNull(one.member)},
               {"element", one.element},  {"line", one.at.line},
               {"column", one.at.column}, {"span", {one.where.begin, one.where.end}}};
  if (!one.origin.empty()) json["origin"] = one.origin;
  return json;
}

Json PlacesJson(const std::vector<ConsistencyPlace>& places) {
  Json json = Json::array();
  for (const ConsistencyPlace& one : places) json.push_back(PlaceJson(one));
  return json;
}

Json MarksJson(const ConsistencyReport::Marks& one) {
  Json marks = Json::array();
  for (const ConsistencyReport::Marked& mark : one.marks)
    marks.push_back({{"mark", mark.mark}, {"passages", mark.passages}, {"places", PlacesJson(mark.places)}});
  return {{"kind", "marks-differ"},     {"severity", Name(one.severity)},
          {"marks", std::move(marks)},  {"highest", one.highest ? Json(*one.highest) : Json(nullptr)},
          {"documents", one.documents}, {"share", Hundredths(one.share)}};
}

Json PrintedJson(const ConsistencyReport::Printed& one) {
  return {{"kind", "redacted-printed"},
          {"severity", "error"},
          {"redacted", PlacesJson(one.redacted)},
          {"redacted_places", one.redacted_places},
          {"printed", PlaceJson(one.printed)},
          {"printed_places", one.printed_places},
          {"words", one.words}};
}

Json ReleasesJson(const ConsistencyReport::Releases& one) {
  Json releases = Json::array(), disclosed = Json::array();
  for (const ConsistencyReport::Release& release : one.releases) {
    releases.push_back({{"file", release.file},
                        {"member", OrNull(release.member)},
                        {"redactions", release.redactions},
                        {"printed", release.printed},
                        {"words", release.words}});
  }
  for (const ConsistencyReport::Disclosed& place : one.disclosed) {
    disclosed.push_back({{"redacted", PlaceJson(place.redacted)},
                         {"printed", PlaceJson(place.printed)},
                         {"words", place.words}});
  }
  return {{"kind", "releases-disclose"},
          {"severity", "error"},
          {"releases", std::move(releases)},
          {"more_releases", one.more_releases},
          {"beyond_each", one.beyond_each},
          {"disclosed", std::move(disclosed)},
          {"disclosed_places", one.disclosed_places}};
}

std::string FileOf(const std::string& file, const std::string& member) {
  return member.empty() ? file : fmt::format("{}({})", file, member);
}
std::string At(const ConsistencyPlace& one) {
  return fmt::format("{}:{}:{}", FileOf(one.file, one.member), one.at.line, one.at.column);
}
std::string Count(std::size_t number, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", number, number == 1 ? one : several);
}
void AddMore(std::string& text, std::size_t all, std::size_t named) {
  if (all > named) text += fmt::format("  and {} more\n", all - named);
}

void AddMarks(std::string& text, const ConsistencyReport::Marks& one) {
  // (The first of a mark that is not that of most.)
  text += fmt::format("{}: {}: marks differ:", At(one.marks[1].places.front()), Name(one.severity));
  std::string_view separator = " ";
  for (const ConsistencyReport::Marked& mark : one.marks) {
    text += fmt::format("{}{} in {}", separator, mark.mark, Count(mark.passages, "passage", "passages"));
    separator = ", ";
  }
  text += one.highest ? fmt::format("; the highest is {}", *one.highest) : "; none is the highest";
  text += fmt::format("; {:.0f} % in common\n", Hundredths(one.share) * 100);
  for (const ConsistencyReport::Marked& mark : one.marks) {
    for (const ConsistencyPlace& place : mark.places) {
      text += fmt::format("  {} {}", mark.mark, At(place));
      if (place.origin != "own") text += fmt::format(" ({})", place.origin);
      text += '\n';
    }
    AddMore(text, mark.passages, mark.places.size());
  }
}

void AddPrinted(std::string& text, const ConsistencyReport::Printed& one) {
  text += fmt::format("{}: error: redacted here, printed at {} ({})\n", At(one.redacted.front()),
                      At(one.printed), Count(one.words, "word", "words"));
  for (std::size_t i = 1; i < one.redacted.size(); ++i)
    text += fmt::format("  redacted {}\n", At(one.redacted[i]));
  AddMore(text, one.redacted_places, one.redacted.size());
  if (one.printed_places > 1)
    text += fmt::format("  printed in {}\n", Count(one.printed_places, "copy", "copies"));
}

void AddReleases(std::string& text, const ConsistencyReport::Releases& one) {
  text += fmt::format(
      "{}: error: releases disclose more together than {}: {} printed in another\n",
      At(one.disclosed.front().redacted), one.beyond_each ? "each" : "this one",
      one.disclosed_places == 1 ? "1 redaction is" : fmt::format("{} redactions are", one.disclosed_places));
  for (const ConsistencyReport::Release& release : one.releases) {
    text += fmt::format("  {}: {} of {}, {}\n", FileOf(release.file, release.member), release.printed,
                        Count(release.redactions, "redaction", "redactions"),
                        Count(release.words, "word", "words"));
  }
  for (const ConsistencyReport::Disclosed& place : one.disclosed) {
    text += fmt::format("  redacted {}, printed {} ({})\n", At(place.redacted), At(place.printed),
                        Count(place.words, "word", "words"));
  }
  AddMore(text, one.disclosed_places, one.disclosed.size());
}

}  // namespace

std::string ConsistencyJson(const ConsistencyReport& report) {
  Json json;
  json["schema"] = "markings/consistency/1";
  Json& findings = json["findings"] = Json::array();
  for (const auto& one : report.releases_disclose) findings.push_back(ReleasesJson(one));
  for (const auto& one : report.redacted_printed) findings.push_back(PrintedJson(one));
  for (const auto& one : report.marks_differ) findings.push_back(MarksJson(one));
  json["unread"] = Json::array();
  for (const UnreadFile& one : report.unread) {
    json["unread"].push_back(
        {{"file", one.file}, {"message", one.error.message}, {"fix", OrNull(one.error.fix)}});
  }
  json["summary"] = {{"files", report.files},
                     {"documents", report.documents},
                     {"passages", report.passages},
                     {"marks_differ", report.marks_differ.size()},
                     {"redacted_printed", report.redacted_printed.size()},
                     {"releases_disclose", report.releases_disclose.size()},
                     {"unread", report.unread.size()}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string ConsistencyText(const ConsistencyReport& report) {
  std::string text;
  for (const auto& one : report.releases_disclose) AddReleases(text, one);
  for (const auto& one : report.redacted_printed) AddPrinted(text, one);
  for (const auto& one : report.marks_differ) AddMarks(text, one);
  return text;
}

}  // namespace markings
