// The wire form: one JSON object. It is checked as what an enemy may have written.

#include "extract/extraction.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

#include "libmarkings/text/utf8.h"

namespace markings::extract {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "markings/extraction/1";
constexpr std::array<std::string_view, 7> kTypes = {"text", "html", "email", "pdf", "docx", "zip", "tar"};
constexpr std::array<std::string_view, 3> kHiddenKinds = {"comment", "deletion", "hidden_text"};
constexpr std::array<std::string_view, 5> kUnreadKinds = {"image", "attachment", "embedded_file", "page",
                                                          "object"};
constexpr std::size_t kMostName = 4096;  // bytes
constexpr std::size_t kMostValues =
    16'000'000;  // in all of the JSON: what it takes in memory is some 40 times that
constexpr std::size_t kMostNesting = 8;
constexpr double kMostPoints = 1e6;

// ---- writing ----

double Points(double value) {
  return std::isfinite(value) ? std::clamp(value, -kMostPoints, kMostPoints) : 0.0;
}
double Extent(double value) { return std::max(Points(value), 0.0); }

Json PageJson(const Page& page) {
  Json boxes = Json::array();
  for (const Box& box : page.boxes) {
    boxes.push_back(
        {box.span.begin, box.span.end, Points(box.x), Points(box.y), Extent(box.width), Extent(box.height)});
  }
  Json json;
  json["span"] = Json::array({page.span.begin, page.span.end});
  json["readable"] = page.readable;
  json["by_ocr"] = page.by_ocr;
  json["width"] = Extent(page.width);
  json["height"] = Extent(page.height);
  json["boxes"] = std::move(boxes);
  return json;
}

Json DocumentJson(const Document& document) {
  Json json;
  json["name"] = document.name;
  json["type"] = Name(document.type);
  json["text"] = document.text;
  json["regions"] = Json::array();
  for (const Region& region : document.regions) {
    Json one;
    one["span"] = Json::array({region.span.begin, region.span.end});
    one["class"] = region.of == RegionClass::kHidden ? "hidden" : "unread";
    one["kind"] = region.kind;
    one["page"] = region.page ? Json(*region.page) : Json(nullptr);
    json["regions"].push_back(std::move(one));
  }
  json["pages"] = Json::array();
  for (const Page& page : document.pages) json["pages"].push_back(PageJson(page));
  return json;
}

// ---- reading ----

// What it takes to read the JSON is bounded before it is read: nesting and values, counted outside of
// strings.
bool IsBounded(std::string_view bytes) {
  std::size_t values = 0;
  std::size_t nesting = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++nesting > kMostNesting || ++values > kMostValues) return false;
    } else if (c == '}' || c == ']') {
      if (nesting-- == 0) return false;
    } else if (c == ',') {
      if (++values > kMostValues) return false;
    }
  }
  return true;
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool EndsLine(char c) { return c == '\n' || c == '\f'; }

bool IsOnBoundary(std::string_view text, std::size_t at) {
  return at == text.size() || (at < text.size() && !IsContinuation(text[at]));
}

// Nothing that may change how a terminal shows it (as cli/io.cc has it), and no way up out of a folder.
bool IsGoodName(std::string_view name) {
  if (name.size() > kMostName || FindInvalidUtf8(name) != std::string_view::npos) return false;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint c = DecodeUtf8(name, at);
    if (c.value < 0x20 || (c.value >= 0x7F && c.value <= 0x9F) || c.value == 0x61C || c.value == 0x200E ||
        c.value == 0x200F || (c.value >= 0x2028 && c.value <= 0x202E) ||
        (c.value >= 0x2066 && c.value <= 0x2069) || c.value == 0xFEFF)
      return false;
    at += c.size;
  }
  const std::string slashed = "/" + std::string(name) + "/";
  return slashed.find("/../") == std::string::npos;
}

bool IsGoodText(std::string_view text) {
  const auto is_bad = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\f';
  };
  return !text.empty() && std::ranges::none_of(text, is_bad) &&
         FindInvalidUtf8(text) == std::string_view::npos;
}

// Reads one extraction. The first thing that is not as it must be sets `fault`; every later answer is a
// harmless one.
class Reader {
 public:
  Extraction Read(Json& json) {
    Extraction extraction;
    if (!HasKeys(json, {"schema", "type", "documents"})) return extraction;
    Check(json["schema"].is_string() && json["schema"].get_ref<const std::string&>() == kSchema, "schema");
    extraction.type = Type(json["type"]);
    Json& documents = json["documents"];
    Check(documents.is_array() && !documents.empty() && documents.size() <= Limits{}.max_members + 1,
          "documents");
    if (!good()) return extraction;
    extraction.documents.reserve(documents.size());
    for (Json& one : documents) {
      extraction.documents.push_back(ReadDocument(one));
      if (!good()) break;
    }
    return extraction;
  }
  [[nodiscard]] bool good() const { return fault_.empty(); }
  [[nodiscard]] std::string_view fault() const { return fault_; }

 private:
  bool Check(bool holds, std::string_view what) {
    if (!holds && fault_.empty()) fault_ = what;
    return holds;
  }

  bool HasKeys(const Json& json, std::initializer_list<std::string_view> keys) {
    if (!Check(json.is_object() && json.size() == keys.size(), "keys")) return false;
    auto item = json.begin();
    for (const std::string_view key : keys) {
      if (!Check(item.key() == key, "keys")) return false;
      ++item;
    }
    return true;
  }

  FileType Type(const Json& json) {
    const auto type = json.is_string() ? FindFileType(json.get_ref<const std::string&>()) : std::nullopt;
    Check(type.has_value(), "type");
    return type.value_or(FileType::kText);
  }

  // A number of bytes, or of a page.
  std::size_t Count(const Json& json, std::size_t most) {
    if (!Check(json.is_number_unsigned() && json.get<std::uint64_t>() <= most, "a number")) return 0;
    return json.get<std::size_t>();
  }

  double Real(const Json& json, double least) {
    if (!Check(json.is_number_float(), "a measure")) return 0;
    const double value = json.get<double>();
    return Check(value >= least && value <= kMostPoints, "a measure") ? value : 0;
  }

  bool Flag(const Json& json) { return Check(json.is_boolean(), "a flag") && json.get<bool>(); }

  // At or after `from`, within the text and on boundaries of characters.
  Span SpanOf(const Json& begin, const Json& end, std::string_view text, std::size_t from) {
    const Span span = {Count(begin, text.size()), Count(end, text.size())};
    Check(span.begin >= from && span.end >= span.begin && IsOnBoundary(text, span.begin) &&
              IsOnBoundary(text, span.end),
          "a span");
    return span;
  }
  Span SpanOf(const Json& json, std::string_view text, std::size_t from) {
    if (!Check(json.is_array() && json.size() == 2, "a span")) return {};
    return SpanOf(json[0], json[1], text, from);
  }

  Document ReadDocument(Json& json) {
    Document document;
    if (!HasKeys(json, {"name", "type", "text", "regions", "pages"})) return document;
    if (!Check(json["name"].is_string() && json["text"].is_string() && json["regions"].is_array() &&
                   json["pages"].is_array(),
               "a document"))
      return document;
    document.name = std::move(json["name"].get_ref<std::string&>());
    document.type = Type(json["type"]);
    document.text = std::move(json["text"].get_ref<std::string&>());
    Check(IsGoodName(document.name), "a name");
    text_bytes_ += document.text.size();
    pages_ += json["pages"].size();
    Check(IsGoodText(document.text) && text_bytes_ <= Limits{}.max_text_bytes, "a text");
    Check(pages_ <= Limits{}.max_pages && (json["pages"].empty() || document.type == FileType::kPdf),
          "pages");
    std::size_t from = 0;
    for (const Json& one : json["pages"]) {
      if (!good()) return document;
      document.pages.push_back(ReadPage(one, document.text, from));
      from = document.pages.back().span.end;
    }
    Check(document.pages.empty() || from == document.text.size(), "pages");
    from = 0;
    for (const Json& one : json["regions"]) {
      if (!good()) return document;
      document.regions.push_back(ReadRegion(one, document, from));
      from = document.regions.back().span.end;
    }
    return document;
  }

  Region ReadRegion(const Json& json, const Document& document, std::size_t from) {
    Region region;
    if (!HasKeys(json, {"span", "class", "kind", "page"})) return region;
    region.span = SpanOf(json["span"], document.text, from);
    if (!Check(json["class"].is_string() && json["kind"].is_string(), "a region") || !good()) return region;
    const auto& of = json["class"].get_ref<const std::string&>();
    if (!Check(of == "hidden" || of == "unread", "a region")) return region;
    region.of = of == "hidden" ? RegionClass::kHidden : RegionClass::kUnread;
    region.kind = json["kind"].get_ref<const std::string&>();
    const bool known = region.of == RegionClass::kHidden
                           ? std::ranges::find(kHiddenKinds, region.kind) != kHiddenKinds.end()
                           : std::ranges::find(kUnreadKinds, region.kind) != kUnreadKinds.end();
    Check(known, "the kind of a region");
    if (!json["page"].is_null()) {
      region.page = Count(json["page"], document.pages.size());
      Check(*region.page > 0, "the page of a region");
    }
    CheckLines(region, document.text);
    return region;
  }

  // Whole lines, and one alone that says so where nothing was read.
  void CheckLines(const Region& region, std::string_view text) {
    const auto [begin, end] = region.span;
    Check(begin < end && (begin == 0 || EndsLine(text[begin - 1])) &&
              (end == text.size() || EndsLine(text[end - 1])),
          "the lines of a region");
    if (region.of != RegionClass::kUnread || !good()) return;
    std::string_view line = text.substr(begin, end - begin);
    while (!line.empty() && EndsLine(line.back())) line.remove_suffix(1);
    Check(line.starts_with(kObjectCharacter) && std::ranges::none_of(line, EndsLine), "the line of a region");
  }

  Page ReadPage(const Json& json, std::string_view text, std::size_t from) {
    Page page;
    if (!HasKeys(json, {"span", "readable", "by_ocr", "width", "height", "boxes"})) return page;
    page.span = SpanOf(json["span"], text, from);
    Check(page.span.begin == from, "the place of a page");
    page.readable = Flag(json["readable"]);
    page.by_ocr = Flag(json["by_ocr"]);
    page.width = Real(json["width"], 0);
    page.height = Real(json["height"], 0);
    if (!Check(json["boxes"].is_array(), "boxes")) return page;
    page.boxes.reserve(json["boxes"].size());
    std::size_t last = page.span.begin;
    for (const Json& one : json["boxes"]) {
      if (!good() || !Check(one.is_array() && one.size() == 6, "a box")) break;
      Box box;
      box.span = SpanOf(one[0], one[1], text, last);
      Check(box.span.end <= page.span.end, "a box");
      last = box.span.end;
      box.x = Real(one[2], -kMostPoints);
      box.y = Real(one[3], -kMostPoints);
      box.width = Real(one[4], 0);
      box.height = Real(one[5], 0);
      page.boxes.push_back(box);
    }
    return page;
  }

  std::string_view fault_;
  std::size_t text_bytes_ = 0, pages_ = 0;
};

std::unexpected<Error> Refuse(std::string_view what) {
  return Fail(ErrorCode::kInternal, {}, "the reader of the file gave no usable answer: " + std::string(what),
              "do not trust the file; please report it with an invented one like it");
}

}  // namespace

std::string_view Name(FileType type) { return kTypes[static_cast<std::size_t>(type)]; }

std::optional<FileType> FindFileType(std::string_view name) {
  const auto found = std::ranges::find(kTypes, name);
  if (found == kTypes.end()) return std::nullopt;
  return static_cast<FileType>(found - kTypes.begin());
}

std::string WriteExtraction(const Extraction& extraction) {
  Json json;
  json["schema"] = kSchema;
  json["type"] = Name(extraction.type);
  json["documents"] = Json::array();
  for (const Document& document : extraction.documents) json["documents"].push_back(DocumentJson(document));
  try {
    return json.dump();
  } catch (const Json::type_error&) {
    return {};  // a text that is no UTF-8: nothing, which no reader takes
  }
}

Result<Extraction> ReadExtraction(std::string_view bytes) {
  try {
    if (!IsBounded(bytes)) return Refuse("size");
    Json json = Json::parse(bytes, nullptr, false);
    if (json.is_discarded()) return Refuse("syntax");
    Reader reader;
    Extraction extraction = reader.Read(json);
    if (!reader.good()) return Refuse(reader.fault());
    // One form only: no key twice, no other way to write a number, nothing after the end.
    if (WriteExtraction(extraction) != bytes) return Refuse("form");
    return extraction;
  } catch (const std::exception&) {  // no memory, or a fault of the JSON library
    return Refuse("memory");
  }
}

}  // namespace markings::extract
