// PDF, through poppler.
//
// What poppler-cpp does not tell, and so is not read: comments on a page (the text of a note that is shut;
// what a comment or a form field draws on the page is read), files attached to a comment, scripts, layers
// that are switched off, text outside of the crop box. It does not list pictures: a page that has text beside
// a picture of text counts as readable. Text in white or behind a picture is text like any other.

#include <poppler-document.h>
#include <poppler-embedded-file.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <poppler-toc.h>

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "extract/clean_text.h"
#include "extract/extractor.h"
#include "extract/ocr.h"
#include "extract/page_layout.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {
namespace {

std::unexpected<Error> Unusable(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

void Ignore(const std::string& /*message*/, void* /*closure*/) {}

// poppler's own conversion loses a text in which a surrogate stands alone.
std::string Utf8(const poppler::ustring& text) {
  std::string utf8;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    const bool pair = c >= 0xD800 && c < 0xDC00 && i + 1 < text.size() && (text[i + 1] & 0xFC00) == 0xDC00;
    if (pair) {
      c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - char32_t{0xDC00});
    } else if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
    }
    AppendUtf8(utf8, c);
  }
  return utf8;
}

// The name of an embedded file, "" when poppler-cpp has cut it: it ends a name in UTF-16 at its first NUL.
std::string FileName(const poppler::embedded_file& file) {
  const std::string name = file.name();
  if (name.starts_with("\xFE\xFF")) return {};
  return FindInvalidUtf8(name) == std::string::npos ? name : Utf8(poppler::ustring::from_latin1(name));
}

// PDFs that are open, one within another: ReadPdf is not told how deep its input lies, and a file that is
// embedded in it may hold it again.
thread_local std::size_t open_documents = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
struct Opened {
  Opened() { ++open_documents; }
  ~Opened() { --open_documents; }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
};

class PdfReader {
 public:
  PdfReader(std::string_view bytes, const std::string& name, Budget& budget, Extraction& out)
      : bytes_(bytes), name_(name), budget_(budget), out_(out) {}

  Result<void> Read() {
    if (auto done = Open(); !done) return done;
    const int pages = pdf_->pages();
    if (pages <= 0) return Unusable("the PDF has no page", "get it again whole, or print it anew");
    for (int i = 0; i < pages; ++i)  // before the work that each is
      if (auto done = budget_.SpendPage(); !done) return done;
    document_.name = name_;
    document_.type = FileType::kPdf;
    // Documents of embedded files come after the one that they are in, which is complete only then.
    const std::size_t place = out_.documents.size();
    out_.documents.emplace_back();
    for (int i = 0; i < pages; ++i) {
      if (auto done = AddPage(i); !done) return done;
      if (i + 1 == pages)
        if (auto done = AddTail(); !done) return done;
      if (auto done = budget_.SpendText(1); !done) return done;
      document_.text += '\f';
      document_.pages.back().span.end = document_.text.size();
    }
    out_.documents[place] = std::move(document_);
    return {};
  }

 private:
  Result<void> Open() {
    // Half of a document would be read as if it were all: poppler mends a file that is cut off.
    constexpr std::size_t kTail = 1024;  // where the end must be (PDF 1.7, Annex H, note 18)
    const std::string_view tail = bytes_.substr(bytes_.size() - std::min(bytes_.size(), kTail));
    if (bytes_.size() > INT_MAX || tail.find("%%EOF") == std::string_view::npos)
      return Unusable("the PDF is cut short", "get it again whole, or print it anew");
    poppler::set_debug_error_function(Ignore, nullptr);
    pdf_.reset(poppler::document::load_from_raw_data(bytes_.data(), static_cast<int>(bytes_.size())));
    if (pdf_ == nullptr) return Unusable("the PDF is damaged", "get it again whole, or print it anew");
    if (pdf_->is_locked())
      return Unusable("the PDF is encrypted", "save it without a password and give that");
    return {};
  }

  std::size_t page_number() const { return document_.pages.size(); }

  Result<void> AddUnread(std::string_view kind) {
    if (auto done = budget_.SpendText(kObjectCharacter.size() + 1); !done) return done;
    AppendRegion(document_, RegionClass::kUnread, kind, kObjectCharacter, page_number());
    return {};
  }

  Result<void> AddPage(int index) {
    Page& page = document_.pages.emplace_back();
    page.span = {document_.text.size(), document_.text.size()};
    const std::unique_ptr<poppler::page> source(pdf_->create_page(index));
    std::vector<Word> words;
    if (source != nullptr) {
      const poppler::rectf shape = source->page_rect();
      const auto orientation = source->orientation();
      const bool turned = orientation == poppler::page::landscape || orientation == poppler::page::seascape;
      page.width = turned ? shape.height() : shape.width();
      page.height = turned ? shape.width() : shape.height();
      words = Words(*source);
      if (words.empty() && budget_.options().ocr) {
        auto recognised = RecognisePage(*source, page.width, page.height);
        if (!recognised) return std::unexpected(recognised.error());
        words = std::move(*recognised);
        page.by_ocr = true;
      }
    }
    page.readable = !words.empty();
    if (!page.readable) return AddUnread("page");  // empty, a picture, or damaged: nobody can tell
    return LayOut(std::move(words), budget_, document_, page);
  }

  static std::vector<Word> Words(const poppler::page& page) {
    std::vector<Word> words;
    for (const poppler::text_box& box : page.text_list()) {
      const poppler::rectf place = box.bbox();
      Word word{.x = place.x(),
                .y = place.y(),
                .width = place.width(),
                .height = place.height(),
                .quarter_turns = box.rotation() & 3,
                .space_after = box.has_space_after(),
                .text = CleanLine(Utf8(box.text()))};
      if (!word.text.empty()) words.push_back(std::move(word));
    }
    return words;
  }

  void Hide(std::string_view text) {
    const std::string line = CleanLine(text);
    if (!line.empty()) hidden_ += line + "\n";
  }

  // What is in the document and on no page of it.
  Result<void> AddTail() {
    for (const std::string& key : pdf_->info_keys())
      if (key != "CreationDate" && key != "ModDate") Hide(Utf8(pdf_->info_key(key)));
    const std::string metadata = CleanText(Utf8(pdf_->metadata()));
    if (!CleanLine(metadata).empty()) hidden_ += metadata + (metadata.ends_with('\n') ? "" : "\n");
    AddOutline();
    std::size_t unread = 0;
    if (pdf_->has_embedded_files())
      if (auto done = AddEmbedded(unread); !done) return done;
    if (auto done = budget_.SpendText(hidden_.size()); !done) return done;
    AppendRegion(document_, RegionClass::kHidden, "hidden_text", hidden_, page_number());
    for (std::size_t i = 0; i < unread; ++i)
      if (auto done = AddUnread("embedded_file"); !done) return done;
    return {};
  }

  void AddOutline() {
    const std::unique_ptr<poppler::toc> outline(pdf_->create_toc());
    if (outline == nullptr) return;
    std::vector<const poppler::toc_item*> open = {outline->root()};
    while (!open.empty()) {
      const poppler::toc_item* const item = open.back();
      open.pop_back();
      if (item == nullptr) continue;
      Hide(Utf8(item->title()));
      const auto children = item->children();
      open.insert(open.end(), children.rbegin(), children.rend());
    }
  }

  Result<void> AddEmbedded(std::size_t& unread) {
    std::set<std::string> names;
    std::size_t number = 0;
    for (const poppler::embedded_file* const file : pdf_->embedded_files()) {
      if (auto done = budget_.SpendMember(); !done) return done;
      ++number;
      if (file == nullptr || !file->is_valid()) {
        ++unread;
        continue;
      }
      Hide(FileName(*file));
      Hide(Utf8(file->description()));
      // What it says that it unpacks to is a lie at the worst: then the limit of the process ends it.
      const auto declared = static_cast<std::size_t>(std::max(file->size(), 0));
      if (declared > budget_.limits().max_member_bytes) return budget_.SpendUnpacked(declared);
      const poppler::byte_array data = file->data();
      if (auto done = budget_.SpendUnpacked(data.size()); !done) return done;
      const std::string_view content(data.data(), data.size());
      if (!DetectFileType(content)) {
        ++unread;
        continue;
      }
      std::string name = CleanName(FileName(*file));
      const std::string unnamed = fmt::format("embedded file {}", number);
      if (name.empty()) name = unnamed;
      if (!names.insert(name).second) name += fmt::format(" ({})", unnamed);
      if (auto done = ExtractInto(content, JoinName(name_, name), open_documents, budget_, out_); !done)
        return done;
    }
    return {};
  }

  std::string_view bytes_;
  const std::string& name_;
  Budget& budget_;
  Extraction& out_;
  std::unique_ptr<poppler::document> pdf_;
  Document document_;
  std::string hidden_;
};

}  // namespace

Result<void> ReadPdf(std::string_view bytes, const std::string& name, Budget& budget, Extraction& out) {
  try {
    const Opened opened;
    if (auto done = budget.CheckDepth(open_documents - 1); !done) return done;
    return PdfReader(bytes, name, budget, out).Read();
  } catch (const std::exception&) {
    return Unusable("the PDF needs more memory than there is", "split the document");
  }
}

}  // namespace markings::extract
