// Reads a web page. libxml2 takes it to pieces and tells of each as it comes, so that no tree of it is ever
// built.

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <climits>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "extract/extractor.h"
#include "extract/html_encoding.h"
#include "extract/html_text.h"
#include "extract/printable.h"
#include "extract/text_writer.h"
#include "libmarkings/text/ascii.h"

namespace markings::extract {
namespace {

std::unexpected<Error> Unusable(std::string message) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), "save the page as text");
}

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string_view View(const xmlChar* text, int size) {
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

// What browsers take for a comment and libxml2 for text, or the other way round, in the one form that both
// take for one: "<?x ...>", "<!-- -->". It may stand in a comment or a script: there it changes nothing of
// where that ends.
std::string MendComments(std::string_view page) {
  std::string mended;
  mended.reserve(page.size());
  for (std::size_t i = 0; i < page.size(); ++i) {
    const std::string_view rest = page.substr(i);
    constexpr std::size_t kDoctype = 9;
    const bool declares =
        rest.starts_with("<!") && !rest.starts_with("<!--") && Lower(rest.substr(0, kDoctype)) != "<!doctype";
    const bool ends_nothing = rest.starts_with("</") && rest.size() > 2 && !IsLetter(rest[2]);
    if (rest.starts_with("<!-->") || rest.starts_with("<!--->")) {
      mended += "<!-- -->";
      i += rest[4] == '>' ? 4U : 5U;
    } else if (rest.starts_with("--!>")) {
      mended += "-->";
      i += 3;
    } else if (declares || ends_nothing || rest.starts_with("<?")) {
      mended += "<?x ";
      ++i;
    } else {
      mended += page[i];
    }
  }
  return mended;
}

struct Parse {
  htmlParserCtxtPtr context = nullptr;
  TextWriter* writer = nullptr;
  HtmlText* text = nullptr;
  HtmlText::Attributes attributes;
  bool stopped = false;
};

// Runs one step in answer to the parser, through which no exception may pass.
template <class Do>
void Answer(void* data, Do step) {
  Parse& parse = *static_cast<Parse*>(data);
  if (parse.stopped) return;
  try {
    step(parse);
  } catch (const std::exception&) {
    parse.writer->Refuse(
        {ErrorCode::kUnusableInput, {}, "the page cannot be read", "save the page as text", {}});
  }
  if (!parse.writer->failed()) return;
  parse.stopped = true;
  xmlStopParser(parse.context);
}

void OnStart(void* data, const xmlChar* name, const xmlChar** attributes) {
  Answer(data, [&](Parse& parse) {
    parse.attributes.clear();
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2)
      parse.attributes.emplace_back(View(attributes[0]), View(attributes[1]));
    parse.text->Start(View(name), parse.attributes);
  });
}

void OnEnd(void* data, const xmlChar* name) {
  Answer(data, [&](Parse& parse) { parse.text->End(View(name)); });
}

void OnText(void* data, const xmlChar* characters, int size) {
  Answer(data, [&](Parse& parse) {
    const std::string_view text = View(characters, size);
    // "&#150;": a dash, for browsers. (Where the page itself has such a character, it is U+FFFD by now.)
    const bool is_control =
        text.size() == 2 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
    if (is_control)
      parse.text->Text(Windows1252ToUtf8(text.substr(1)));
    else
      parse.text->Text(text);
  });
}

void OnComment(void* data, const xmlChar* text) {
  Answer(data, [&](Parse& parse) { parse.text->Comment(View(text)); });
}

// As MendComments writes comments. An XML declaration is none.
void OnInstruction(void* data, const xmlChar* target, const xmlChar* text) {
  Answer(data, [&](Parse& parse) {
    if (View(target) == "x" && !View(text).starts_with("xml ")) parse.text->Comment(View(text));
  });
}

// Most faults of a page are mended as browsers do. After these the parser has left out what may be text.
void OnError(void* data, xmlErrorPtr error) {
  Answer(data, [&](Parse& parse) {
    switch (error->code) {
      case XML_ERR_NO_MEMORY:
      case XML_ERR_INTERNAL_ERROR:
      case XML_ERR_COMMENT_NOT_FINISHED:
      case XML_ERR_PI_NOT_FINISHED:
      case XML_ERR_ATTRIBUTE_NOT_FINISHED:
      case XML_ERR_NAME_TOO_LONG:
      case XML_ERR_ENCODING_NAME:
      case XML_ERR_UNSUPPORTED_ENCODING:
        parse.writer->Refuse(Unusable("the page is damaged").error());
        break;
      default:
        break;
    }
  });
}

struct FreeContext {
  void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};

htmlSAXHandler Handlers() {
  htmlSAXHandler handlers = {};
  handlers.startElement = OnStart;
  handlers.endElement = OnEnd;
  handlers.characters = OnText;
  handlers.ignorableWhitespace = OnText;
  handlers.cdataBlock = OnText;
  handlers.comment = OnComment;
  handlers.processingInstruction = OnInstruction;
  handlers.serror = OnError;
  handlers.initialized = XML_SAX2_MAGIC;
  return handlers;
}

Result<Document> Read(std::string_view bytes, const std::string& name, Budget& budget) {
  Result<std::string> page = HtmlToUtf8(bytes);
  if (!page) return std::unexpected(std::move(page.error()));
  *page = MendComments(*page);
  if (page->size() >= INT_MAX) return Unusable("the page is too large");
  TextWriter writer(budget, name, FileType::kHtml);
  if (page->empty()) return writer.Finish();
  const std::unique_ptr<htmlParserCtxt, FreeContext> context(
      htmlCreateMemoryParserCtxt(page->data(), static_cast<int>(page->size())));
  if (context == nullptr) return Unusable("the page cannot be read");
  HtmlText text(writer, budget.limits().max_xml_depth);
  Parse parse;
  parse.context = context.get();
  parse.writer = &writer;
  parse.text = &text;
  htmlCtxtUseOptions(context.get(), HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
  context->charset = XML_CHAR_ENCODING_UTF8;
  *context->sax = Handlers();
  context->userData = &parse;
  htmlParseDocument(context.get());
  const xmlParserInput* const input = context->input;
  if (!parse.stopped && (input == nullptr || input->cur < input->end)) return Unusable("the page is damaged");
  text.Finish();
  return writer.Finish();
}

}  // namespace

Result<void> ReadHtml(std::string_view bytes, const std::string& name, Budget& budget, Extraction& out) {
  try {
    Result<Document> document = Read(bytes, name, budget);
    if (!document) return std::unexpected(std::move(document.error()));
    out.documents.push_back(*std::move(document));
    return {};
  } catch (const std::exception&) {
    return Unusable("the page cannot be read");
  }
}

}  // namespace markings::extract
