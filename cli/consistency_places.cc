// The report is made with its places empty; each empty place is an errand to a document, which is done when
// its file is read again.

#include "cli/consistency_places.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "cli/io.h"
#include "cli/parallel.h"
#include "cli/progress.h"
#include "libmarkings/consistency/passage_text.h"

namespace markings::cli {
namespace {

// Of the redactions that one set of releases prints so many are named.
constexpr std::size_t kMostDisclosed = 50;

struct Errand {
  enum class What : std::uint8_t { kPassage, kHole, kLetters, kName };
  std::uint32_t document = 0;
  What what = What::kPassage;
  std::uint32_t begin = 0, end = 0;   // the number of the passage or hole; or letters
  ConsistencyPlace* place = nullptr;  // where to put it; none: only the words are wanted
  std::size_t* words = nullptr;       // to which those of the letters are added
  ConsistencyReport::Release* release = nullptr;
};

// A document that is open, and what leads to its places.
class OpenDocument {
 public:
  OpenDocument(const CorpusDocument& of, std::string file)
      : of_(of), file_(std::move(file)), text_(of.document), lines_(of.document.buffer().text()) {}

  void Do(const Errand& errand) {
    if (errand.release != nullptr) {
      errand.release->file = file_;
      errand.release->member = Printable(of_.member);
      return;
    }
    switch (errand.what) {
      case Errand::What::kPassage: {
        const Element element = of_.document.elements()[text_.passages()[errand.begin].element];
        const Span at = element.marking_span.empty() ? element.text_span : element.marking_span;
        return Put(*errand.place, element, {at.begin, std::max(at.end, element.text_span.end)});
      }
      case Errand::What::kHole: {
        const Element element = of_.document.elements()[text_.cuts()[errand.begin].element];
        return Put(*errand.place, element, element.text_span);
      }
      default:
        if (errand.words != nullptr) *errand.words += text_.WordsIn(errand.begin, errand.end);
        if (errand.place != nullptr) PutLetters(errand);
    }
  }

 private:
  void PutLetters(const Errand& errand) {
    const Span where = text_.SpanOf(errand.begin, errand.end);
    const auto passage = std::ranges::upper_bound(text_.passages(), errand.begin, {}, &PassageText::Of::end);
    if (passage != text_.passages().end())
      Put(*errand.place, of_.document.elements()[passage->element], where);
  }
  void Put(ConsistencyPlace& place, const Element& element, Span where) {
    const auto at_input = [&](std::size_t at) {
      return of_.extracted ? at : of_.document.buffer().InputOffset(at);
    };
    place.file = file_;
    place.member = Printable(of_.member);
    place.element = element.id();
    place.at = lines_.At(where.begin);
    place.where = {at_input(where.begin), at_input(where.end)};
  }

  const CorpusDocument& of_;
  std::string file_;
  PassageText text_;
  LineIndex lines_;
};

class Placer {
 public:
  Placer(const Inconsistencies& found, const Prints& prints, const std::vector<std::string>& files)
      : found_(found), prints_(prints), files_(files) {}

  ConsistencyReport MakeReport() {
    ConsistencyReport report;
    report.documents = found_.documents.size();
    report.passages = found_.passages;
    // (No list may grow once there is an errand to its places.)
    report.marks_differ.reserve(found_.marks_differ.size());
    for (const MarksDiffer& one : found_.marks_differ) AddMarks(one, report.marks_differ.emplace_back());
    report.redacted_printed.reserve(found_.redacted_printed.size());
    for (const RedactedPrinted& one : found_.redacted_printed)
      AddPrinted(one, report.redacted_printed.emplace_back());
    report.releases_disclose.reserve(found_.releases_disclose.size());
    for (const ReleasesDisclose& one : found_.releases_disclose)
      AddReleases(one, report.releases_disclose.emplace_back());
    return report;
  }

  std::optional<Error> DoErrands(const std::shared_ptr<const Vocabulary>& vocabulary, std::size_t jobs) {
    const auto source = [&](const Errand& one) {
      const PrintSource& from = prints_.sources.at(found_.documents[one.document].name);
      return std::tuple(from.file, from.document);
    };
    std::ranges::stable_sort(errands_, {}, source);
    std::vector<std::size_t> begins;  // of the errands to one file
    for (std::size_t i = 0; i < errands_.size(); ++i) {
      if (i == 0 || std::get<0>(source(errands_[i])) != std::get<0>(source(errands_[i - 1])))
        begins.push_back(i);
    }
    begins.push_back(errands_.size());
    std::optional<Error> error;
    std::mutex mutex;
    Progress progress("placing", begins.size() - 1);
    InParallel(begins.size() - 1, jobs, [&](std::size_t i) {
      auto fault =
          VisitFile(std::span(errands_).subspan(begins[i], begins[i + 1] - begins[i]), vocabulary, mutex);
      progress.Add();
      const std::lock_guard lock(mutex);
      if (fault && (!error || fault->file < error->file)) error = std::move(fault);
    });
    return error;
  }

 private:
  void AddMarks(const MarksDiffer& one, ConsistencyReport::Marks& to) {
    to.highest = one.highest;
    to.documents = one.documents;
    to.share = one.share;
    to.severity = one.written ? Severity::kWarning : Severity::kNote;
    to.marks.reserve(one.marks.size());
    for (const MarksDiffer::Marked& mark : one.marks) {
      auto& marked = to.marks.emplace_back(ConsistencyReport::Marked{mark.mark, mark.passages, {}});
      marked.places.resize(mark.places.size());
      for (std::size_t i = 0; i < mark.places.size(); ++i) {
        marked.places[i].origin = Name(mark.places[i].origin);
        errands_.push_back({mark.places[i].document, Errand::What::kPassage, mark.places[i].passage, 0,
                            &marked.places[i], nullptr, nullptr});
      }
    }
  }
  void AddHole(const HolePlace& one, ConsistencyPlace& to) {
    errands_.push_back({one.document, Errand::What::kHole, one.hole, 0, &to, nullptr, nullptr});
  }
  void AddLetters(const LetterPlace& one, ConsistencyPlace* to, std::size_t* words) {
    errands_.push_back({one.document, Errand::What::kLetters, one.begin, one.end, to, words, nullptr});
  }
  void AddPrinted(const RedactedPrinted& one, ConsistencyReport::Printed& to) {
    to.redacted_places = one.redacted_places;
    to.printed_places = one.printed_places;
    to.redacted.resize(one.redacted.size());
    for (std::size_t i = 0; i < one.redacted.size(); ++i) AddHole(one.redacted[i], to.redacted[i]);
    AddLetters(one.printed, &to.printed, &to.words);
  }
  void AddReleases(const ReleasesDisclose& one, ConsistencyReport::Releases& to) {
    to.more_releases = one.more_releases;
    to.beyond_each = one.beyond_each;
    to.disclosed_places = one.disclosed.size();
    to.releases.resize(one.releases.size());
    for (std::size_t i = 0; i < one.releases.size(); ++i) {
      const ReleasesDisclose::Release& release = one.releases[i];
      to.releases[i].redactions = release.holes;
      to.releases[i].printed = release.printed;
      errands_.push_back({release.document, Errand::What::kName, 0, 0, nullptr, nullptr, &to.releases[i]});
    }
    to.disclosed.resize(std::min(one.disclosed.size(), kMostDisclosed));
    for (std::size_t i = 0, release = 0; i < one.disclosed.size(); ++i) {
      const ReleasesDisclose::Disclosed& place = one.disclosed[i];
      while (one.releases[release].document != place.hole.document) ++release;  // both are by document
      AddLetters(place.printed, nullptr, &to.releases[release].words);
      if (i >= to.disclosed.size()) continue;
      AddHole(place.hole, to.disclosed[i].redacted);
      AddLetters(place.printed, &to.disclosed[i].printed, &to.disclosed[i].words);
    }
  }

  // (Words of one release may be counted in several files at once: under the lock.)
  std::optional<Error> VisitFile(std::span<Errand> errands,
                                 const std::shared_ptr<const Vocabulary>& vocabulary,
                                 std::mutex& mutex) const {
    const std::string& file =
        files_[prints_.sources.at(found_.documents[errands.front().document].name).file];
    const auto fault = [&](Error error) {
      error.file = file;
      error.where = {};
      return error;
    };
    auto documents = ReadCorpusFile(file, vocabulary);
    if (!documents) return fault(std::move(documents).error());
    for (std::size_t i = 0; i < errands.size();) {
      const DocumentPrint& print = found_.documents[errands[i].document];
      const std::size_t number = prints_.sources.at(print.name).document;
      const auto again = number < documents->size()
                             ? DocumentPrint::Of((*documents)[number].document, print.name)
                             : Result<DocumentPrint>(DocumentPrint{});
      if (!again) return fault(again.error());
      if (*again != print)
        return fault({ErrorCode::kIo,
                      {},
                      "the file has changed since it was first read",
                      "run the command again when nobody writes to it",
                      {}});
      OpenDocument open((*documents)[number], Printable(file));
      const std::uint32_t document = errands[i].document;
      const std::lock_guard lock(mutex);
      for (; i < errands.size() && errands[i].document == document; ++i) open.Do(errands[i]);
    }
    return std::nullopt;
  }

  const Inconsistencies& found_;
  const Prints& prints_;
  const std::vector<std::string>& files_;
  std::vector<Errand> errands_;
};

}  // namespace

Result<ConsistencyReport> PlaceFindings(const Inconsistencies& found, const Prints& prints,
                                        const std::vector<std::string>& files,
                                        const std::shared_ptr<const Vocabulary>& vocabulary,
                                        std::size_t jobs) {
  Placer placer(found, prints, files);
  ConsistencyReport report = placer.MakeReport();
  if (auto error = placer.DoErrands(vocabulary, jobs)) return std::unexpected(*std::move(error));
  return report;
}

}  // namespace markings::cli
