// A parsed cable as JSON (markings/document/1, docs/formats/document.md). Spans and fields; of the text only
// what the header says and what stands in numbers and marks.

#include <nlohmann/json.hpp>

#include "libmarkings/marking/forms.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }
// In bytes of the input, whatever encoding it came in.
Json SpanJson(const Document& document, Span span) {
  const Buffer& buffer = document.buffer();
  return Json::array({buffer.InputOffset(span.begin), buffer.InputOffset(span.end)});
}
Json IdOf(const Document& document, std::size_t index) {
  return index == kNoElement ? Json(nullptr) : Json(document.elements()[index].id());
}

std::string_view StatusName(MarkingStatus status) {
  switch (status) {
    case MarkingStatus::kValid:
      return "valid";
    case MarkingStatus::kUnknown:
      return "unknown";
    case MarkingStatus::kMalformed:
      return "malformed";
    case MarkingStatus::kNone:
      break;
  }
  return "none";
}

Json HeaderJson(const Document& document) {
  const Header& header = document.header();
  Json json;
  json["mrn"] = OrNull(FormatMrn(header));
  json["origin"] = header.mrn ? Json(header.mrn->origin) : Json(nullptr);
  json["serial"] = header.mrn ? Json(header.mrn->serial) : Json(nullptr);
  json["year"] = header.mrn && header.mrn->year ? Json(*header.mrn->year) : Json(nullptr);
  json["dtg"] = OrNull(header.dtg);
  json["from"] = OrNull(header.from);
  json["addressees"] = Json::array();
  for (const Header::Addressee& one : header.addressees) {
    json["addressees"].push_back(
        {{"name", one.name}, {"precedence", OrNull(one.precedence)}, {"info", one.info}});
  }
  json["captions"] = Json::array();
  for (const Header::Caption& one : header.captions) {
    json["captions"].push_back(
        {{"name", one.name}, {"known", one.known}, {"element", IdOf(document, one.element)}});
  }
  json["passing"] = header.passing;
  json["eo"] = nullptr;
  if (header.eo) {
    json["eo"] = {{"order", header.eo->order},
                  {"value", header.eo->value},
                  {"declassify_on", OrNull(header.eo->declassify_on)}};
  }
  json["tags"] = Json::array();
  for (const Header::Tag& one : header.tags) {
    json["tags"].push_back(
        {{"code", one.code}, {"known", one.known}, {"span", SpanJson(document, one.span)}});
  }
  json["subject"] = OrNull(header.subject);
  json["references"] = Json::array();
  for (const Header::Reference& one : header.references) {
    json["references"].push_back({{"label", OrNull(one.label)}, {"text", one.text}});
  }
  json["fields"] = Json::array();
  for (const Header::Field& one : header.fields) {
    json["fields"].push_back(
        {{"label", one.label}, {"value", one.value}, {"element", IdOf(document, one.element)}});
  }
  json["classified_by"] = OrNull(header.classified_by);
  json["signature"] = OrNull(header.signature);
  return json;
}

Json BannerJson(const Document& document) {
  const Vocabulary& vocabulary = document.vocabulary();
  const bool valid = document.banner_status() == MarkingStatus::kValid;
  Json json;
  json["status"] = StatusName(document.banner_status());
  json["canonical"] = valid ? Json(BannerForm(vocabulary, document.banner())) : Json(nullptr);
  json["level"] = valid ? Json(vocabulary.levels()[document.banner().level].id) : Json(nullptr);
  json["roll_up"] =
      document.roll_up_known() ? Json(BannerForm(vocabulary, document.roll_up())) : Json(nullptr);
  json["overall"] =
      document.overall_known() ? Json(BannerForm(vocabulary, document.overall())) : Json(nullptr);
  return json;
}

Json ElementJson(const Document& document, std::size_t index) {
  const Element element = document.elements()[index];
  Json json;
  json["id"] = element.id();
  json["kind"] = Name(element.kind);
  json["number"] = element.number ? Json(*element.number) : Json(nullptr);
  std::string_view written = element.number ? document.Text(element.label_span) : std::string_view();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  while (!written.empty() && !is_digit(written.back())) written.remove_suffix(1);
  while (!written.empty() && !is_digit(written.front())) written.remove_prefix(1);
  json["number_as_written"] = OrNull(written);
  json["marking"] =
      element.mark_known ? Json(PortionForm(document.vocabulary(), element.marking())) : Json(nullptr);
  json["marking_as_written"] = OrNull(document.Text(element.marking_span));
  json["marking_status"] = StatusName(element.marking_status);
  json["mark_origin"] = Name(element.mark_origin);
  json["inherited"] = element.mark_origin != MarkOrigin::kOwn && element.mark_origin != MarkOrigin::kNone;
  json["parent"] = IdOf(document, element.parent);
  json["continues"] = IdOf(document, element.continues);
  json["section"] = IdOf(document, element.section);
  json["region"] = OrNull(document.RegionKind(index));
  json["span"] = SpanJson(document, element.span);
  json["text_span"] = SpanJson(document, element.text_span);
  return json;
}

Json EvidenceJson(const Document& document) {
  Json all = Json::array();
  LineCounter lines(document.buffer().text());
  for (const FormatEvidence& one : document.format_evidence()) {
    all.push_back(
        {{"format", Name(one.format)}, {"what", one.what}, {"line", lines.At(one.where.begin).line}});
  }
  return all;
}

Json ReleaseJson(const Document& document) {
  const ReleaseBanner& banner = document.release_banner();
  return {{"marking", OrNull(banner.marking)},
          {"case_number", OrNull(banner.case_number)},
          {"document_number", OrNull(banner.document_number)},
          {"date", OrNull(banner.date)},
          {"stamp", OrNull(banner.stamp)},
          {"codes", banner.codes},
          {"review", OrNull(banner.review)}};
}

Json ReviewsJson(const Document& document) {
  Json all = Json::array();
  for (const ReviewMarking& one : document.review_markings()) {
    all.push_back({{"level", OrNull(one.level)},
                   {"reasons", one.reasons},
                   {"declassify_on", OrNull(one.declassify_on)},
                   {"element", IdOf(document, one.element)}});
  }
  return all;
}

Json RedactionsJson(const Document& document) {
  Json all = Json::array();
  for (const ForeignRedaction& one : document.foreign_redactions()) {
    all.push_back({{"element", IdOf(document, one.element)},
                   {"style", Name(one.style)},
                   {"codes", one.codes},
                   {"amount", one.amount > 0 ? Json(one.amount) : Json(nullptr)},
                   {"unit", OrNull(one.unit)}});
  }
  return all;
}

Json MessagesJson(const Document& document) {
  Json all = Json::array();
  for (const Message& one : document.messages()) {
    const bool valid = one.banner_status == MarkingStatus::kValid;
    const Vocabulary& vocabulary = document.vocabulary();
    all.push_back(
        {{"first", IdOf(document, one.first)},
         {"elements", one.end - one.first},
         {"from", OrNull(one.from)},
         {"sent", OrNull(one.sent)},
         {"to", OrNull(one.to)},
         {"cc", OrNull(one.cc)},
         {"subject", OrNull(one.subject)},
         {"attachments", OrNull(one.attachments)},
         {"banner", valid ? Json(BannerForm(vocabulary, one.banner)) : Json(nullptr)},
         {"overall", one.overall_known ? Json(BannerForm(vocabulary, one.overall)) : Json(nullptr)}});
  }
  return all;
}

Json SourceJson(const Document& document, const DocumentSource& source) {
  const Buffer& buffer = document.buffer();
  Json json;
  json["name"] = source.name.empty() ? std::string_view(buffer.name()) : source.name;
  json["bytes"] = buffer.InputOffset(buffer.text().size());
  json["type"] = source.type;
  json["encoding"] = source.extracted ? Json(nullptr) : Json(Name(buffer.encoding()));
  json["member"] = OrNull(source.member);
  json["spans"] = source.extracted ? "extracted" : "input";
  json["pages"] = Json::array();
  for (const SourcePage& page : source.pages) {
    Json one = {{"span", SpanJson(document, page.span)},
                {"readable", page.readable},
                {"by_ocr", page.by_ocr},
                {"width", page.width},
                {"height", page.height}};
    if (source.lines) {
      one["lines"] = Json::array();
      for (const SourcePage::Line& line : page.lines) {
        one["lines"].push_back(
            {{"span", SpanJson(document, line.span)}, {"box", {line.x, line.y, line.width, line.height}}});
      }
    }
    json["pages"].push_back(std::move(one));
  }
  return json;
}

// Members of an object, in their order, of which an array may be too long to hold.
class ObjectWriter {
 public:
  ObjectWriter(int indent, const TextSink& sink) : indent_(indent), sink_(sink) {}
  ~ObjectWriter() { sink_(text_); }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;

  void Members(const Json& object) {
    std::string all = object.dump(indent_, ' ', false, Json::error_handler_t::replace);
    all.resize(all.size() - (indent_ < 0 ? 1 : 2));  // its brace, and the line end before it
    if (any_) all.front() = ',';
    any_ = true;
    Add(all);
  }
  // `item(i)` is the JSON of the array's i-th element.
  template <class Item>
  void Array(std::string_view name, std::size_t size, Item item) {
    Add(any_ ? "," : "{");
    any_ = true;
    Break(1);
    Add("\"" + std::string(name) + (indent_ < 0 ? "\":[" : "\": ["));
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0) Add(",");
      Break(2);
      item(i);
    }
    if (size > 0) Break(1);
    Add("]");
  }
  void Item(const Json& json) { Deeper(json.dump(indent_, ' ', false, Json::error_handler_t::replace)); }
  // Text of JSON that stands two levels down: a line end in it is one of its form.
  void Deeper(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', begin)) {
      Add(text.substr(begin, at - begin));
      Break(2);
      begin = at + 1;
    }
    Add(text.substr(begin));
  }
  void End() {
    Break(0);
    Add("}");
  }

 private:
  void Add(std::string_view text) {
    constexpr std::size_t kMost = 64UL << 10;
    text_ += text;
    if (text_.size() < kMost) return;
    sink_(text_);
    text_.clear();
  }
  void Break(std::size_t depth) {
    if (indent_ < 0) return;
    text_ += '\n';
    text_.append(depth * static_cast<std::size_t>(indent_), ' ');
  }

  int indent_;
  const TextSink& sink_;
  std::string text_;
  bool any_ = false;
};

Json DiagnosticJson(const Document& document, LineCounter& lines, const Diagnostic& one) {
  const Position at = lines.At(one.where.begin);
  const Buffer& buffer = document.buffer();
  const std::size_t line_begin = one.where.begin - (at.column - 1);
  const DiagnosticInfo& info = Info(one.code);
  return {{"code", info.id},
          {"severity", Name(info.severity)},
          {"line", at.line},
          {"column", buffer.InputOffset(one.where.begin) - buffer.InputOffset(line_begin) + 1},
          {"span", SpanJson(document, one.where)},
          {"message", one.message},
          {"fix", OrNull(one.fix)},
          {"citation", info.source}};
}

}  // namespace

void WriteDocumentJson(const Document& document, const DocumentSource& source, int indent,
                       const TextSink& sink) {
  Json json;
  json["schema"] = "markings/document/1";
  json["source"] = SourceJson(document, source);
  json["format"] = Name(document.format());
  json["format_forced"] = document.format_forced();
  json["format_evidence"] = EvidenceJson(document);
  json["regime"] = document.vocabulary().regime();
  json["header"] = HeaderJson(document);
  json["banner"] = BannerJson(document);
  json["release_banner"] = ReleaseJson(document);
  json["review_markings"] = ReviewsJson(document);
  json["foreign_redactions"] = RedactionsJson(document);
  json["messages"] = MessagesJson(document);
  ObjectWriter writer(indent, sink);
  writer.Members(json);
  writer.Array("elements", document.elements().size(),
               [&](std::size_t i) { writer.Item(ElementJson(document, i)); });
  const std::vector<Diagnostic>& diagnostics = document.diagnostics();
  LineCounter lines(document.buffer().text());  // they stand in order of the text
  writer.Array("diagnostics", diagnostics.size(),
               [&](std::size_t i) { writer.Item(DiagnosticJson(document, lines, diagnostics[i])); });
  writer.End();
}

std::string DocumentJson(const Document& document, int indent) {
  std::string json;
  WriteDocumentJson(document, {}, indent, [&](std::string_view text) { json += text; });
  return json;
}

void WriteDocumentsJson(const InputSource& input, std::span<const SourcedDocument> documents,
                        std::span<const NoCable> no_cables, int indent, const TextSink& sink) {
  ObjectWriter writer(indent, sink);
  writer.Members({{"schema", "markings/documents/1"},
                  {"source", {{"name", input.name}, {"bytes", input.bytes}, {"type", input.type}}}});
  writer.Array("documents", documents.size(), [&](std::size_t i) {
    WriteDocumentJson(*documents[i].document, documents[i].source, indent,
                      [&](std::string_view text) { writer.Deeper(text); });
  });
  writer.Array("no_cables", no_cables.size(), [&](std::size_t i) {
    const NoCable& one = no_cables[i];
    writer.Item({{"member", one.member}, {"message", one.message}, {"fix", one.fix}});
  });
  writer.End();
}

}  // namespace markings
