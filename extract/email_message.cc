// Lines of format=flowed stay as they are sent: the wrapped lines of a paragraph are one paragraph to the
// parser either way.

#include "extract/email_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/clean_text.h"
#include "extract/email_text.h"

namespace markings::extract {
namespace {

// GMime itself stops at 1024 parts inside one another (it then says GMIME_CRIT_NESTING_OVERFLOW, which is an
// error here), so that neither its parser nor the walk below runs out of stack, however high
// Limits::max_depth is.
constexpr std::size_t kMaxNesting = 256;

std::unexpected<Error> Unusable(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

// The text of a document without what is in its regions.
std::string VisibleText(const Document& document) {
  std::string text;
  std::size_t at = 0;
  for (const Region& region : document.regions) {
    text += Slice(document.text, {at, region.span.begin});
    at = region.span.end;
  }
  return text += Slice(document.text, {at, document.text.size()});
}

// Reads one message, and the messages in it by readers of their own.
class MessageReader {
 public:
  MessageReader(const EmailSource& from, std::string name, std::size_t depth)
      : from_(from), name_(std::move(name)), depth_(depth) {}

  // `hidden`: clean lines that belong to the message and are seen by nobody.
  Result<void> Read(GMimeMessage* message, std::string hidden) {
    if (auto done = from_.budget.CheckDepth(depth_); !done) return done;
    hidden_ = std::move(hidden);
    document_.name = name_;
    document_.type = FileType::kEmail;
    // The documents of the parts come after the one of the message, which is complete only when they are
    // read.
    const std::size_t place = from_.out.documents.size();
    from_.out.documents.emplace_back();
    GMimeObject* const content = g_mime_message_get_mime_part(message);
    if (content != nullptr)
      if (auto done = Walk(content, 0, Role::kBody); !done) return done;
    AddHeaders(message);
    for (auto step : {&MessageReader::AddBody, &MessageReader::AddAlternatives, &MessageReader::AddParts})
      if (auto done = (this->*step)(); !done) return done;
    if (document_.text.empty()) return Unusable("the message is empty", "leave it out");
    if (auto done = from_.budget.SpendText(document_.text.size() - spent_); !done) return done;
    from_.out.documents[place] = std::move(document_);
    return {};
  }

 private:
  // What a text may be that is met within a multipart: the body if there is none yet, another form of it,
  // neither.
  enum class Role : std::uint8_t { kBody, kAlternative, kPart };
  struct Leaf {
    GMimeObject* object;
    std::size_t number;
    bool sealed;
  };

  Result<std::string> Decode(GMimeObject* object) {
    GMimeDataWrapper* const content = g_mime_part_get_content(GMIME_PART(object));
    if (content == nullptr) return std::string();
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    if (g_mime_data_wrapper_write_to_stream(content, stream.get()) < 0)
      return Unusable("a part cannot be decoded", "save its parts with a mail program and give those");
    const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    if (auto done = from_.budget.SpendUnpacked(bytes->len); !done) return std::unexpected(done.error());
    return std::string(bytes->len == 0 ? "" : reinterpret_cast<const char*>(bytes->data), bytes->len);
  }

  static std::string Text(GMimeObject* object, std::string_view bytes) {
    const char* const charset = g_mime_object_get_content_type_parameter(object, "charset");
    return DecodeCharset(bytes, charset == nullptr ? "" : charset);
  }

  // HTML with a charset of the part goes on in UTF-8 that says so; without one it says itself what it is.
  static std::string Html(GMimeObject* object, std::string bytes) {
    if (g_mime_object_get_content_type_parameter(object, "charset") == nullptr) return bytes;
    std::string text = Text(object, bytes);
    const bool ascii =
        std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7E; });
    return ascii || text.starts_with("\uFEFF") ? text : "\uFEFF" + text;
  }

  void Hide(std::string_view text) {
    const std::string line = CleanLine(text);
    if (!line.empty()) hidden_ += line + "\n";
  }

  void HideHeaders(GMimeObject* object) {
    for (const HeaderLine& header : Headers(object, from_.options))
      if (!IsMechanicalHeader(header.name)) Hide(header.value);
    Hide(DecodeCharset(FileName(object), ""));
  }

  // Finds the body, its other forms and the parts. Nothing of a part is read but a body.
  Result<void> Walk(GMimeObject* object, std::size_t nesting, Role role) {
    if (auto done = from_.budget.SpendMember(); !done) return done;
    HideHeaders(object);
    if (GMIME_IS_MULTIPART(object)) return WalkMultipart(GMIME_MULTIPART(object), nesting + 1, role);
    ++leaves_;
    const bool html = GMIME_IS_PART(object) && IsType(object, "text", "html") && !IsAttached(object);
    if ((html || IsPlainForm(object)) && role == Role::kBody && body_ == nullptr) {
      body_ = object;
    } else if (html && role == Role::kAlternative) {
      alternatives_.push_back(object);
    } else {
      parts_.push_back({object, leaves_, false});
    }
    return {};
  }

  Result<void> WalkMultipart(GMimeMultipart* multipart, std::size_t nesting, Role role) {
    if (auto done = from_.budget.CheckDepth(depth_ + nesting); !done) return done;
    if (nesting > kMaxNesting)
      return Unusable("its parts are too deep inside one another", "send it anew, flat");
    GMimeObject* const object = GMIME_OBJECT(multipart);
    // What stands before the first part and after the last is shown by no mail program.
    for (const char* text :
         {g_mime_multipart_get_prologue(multipart), g_mime_multipart_get_epilogue(multipart)})
      if (text != nullptr) hidden_ += HiddenLines(DecodeCharset(text, ""));
    const int count = g_mime_multipart_get_count(multipart);
    if (count == 0 || GMIME_IS_MULTIPART_ENCRYPTED(object) || IsType(object, "multipart", "encrypted")) {
      parts_.push_back({object, ++leaves_, true});
      return {};
    }
    const bool alternative =
        role == Role::kBody && body_ == nullptr && IsType(object, "multipart", "alternative");
    const auto plain = alternative ? FindPlain(multipart) : Result<int>(-1);
    if (!plain) return std::unexpected(plain.error());
    for (int i = 0; i < count; ++i) {
      GMimeObject* const child = g_mime_multipart_get_part(multipart, i);
      if (alternative && *plain < 0 && IsPlainForm(child)) {  // an empty one, that must not be the body
        HideHeaders(child);
        continue;
      }
      const Role part = *plain < 0 || i == *plain ? role : Role::kAlternative;
      if (auto done = Walk(child, nesting, part); !done) return done;
    }
    return {};
  }

  static bool IsPlainForm(GMimeObject* object) {
    return GMIME_IS_PART(object) && IsType(object, "text", "plain") && !IsAttached(object);
  }

  // Which child is plain text with something in it (an empty one is often sent with HTML); -1 when none is.
  Result<int> FindPlain(GMimeMultipart* multipart) {
    for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) {
      GMimeObject* const child = g_mime_multipart_get_part(multipart, i);
      if (!IsPlainForm(child)) continue;
      const auto bytes = Decode(child);
      if (!bytes) return std::unexpected(bytes.error());
      if (!CleanLine(Text(child, *bytes)).empty()) return i;
    }
    return -1;
  }

  static std::string HiddenLines(std::string_view text) {
    std::string lines = CleanText(text);
    if (CleanLine(lines).empty()) return {};
    if (lines.back() != '\n') lines += '\n';
    return lines;
  }

  void AddHeaders(GMimeMessage* message) {
    const std::vector<HeaderLine> headers = Headers(GMIME_OBJECT(message), from_.options);
    const auto add = [&](std::string_view name, std::string_view value) {
      document_.text += fmt::format("{}:{}{}\n", name, value.empty() ? "" : " ", value);
    };
    for (const auto& [name, shown] : kAddressHeaders)
      for (const HeaderLine& header : headers)
        if (header.name == name) add(shown, header.value);
    if (!parts_.empty()) add("Attachments", std::to_string(parts_.size()));
    for (const HeaderLine& header : headers) {
      if (IsMarkingHeader(header.name)) {
        add(header.shown, header.value);
      } else if (!IsAddressHeader(header.name) && !IsMechanicalHeader(header.name)) {
        Hide(header.value);
      }
    }
    if (!document_.text.empty()) document_.text += '\n';
  }

  Result<void> AddBody() {
    if (body_ == nullptr) return {};
    auto bytes = Decode(body_);
    if (!bytes) return std::unexpected(bytes.error());
    if (IsType(body_, "text", "html")) {
      auto html = ReadHtmlText(Html(body_, std::move(*bytes)));
      if (!html) return std::unexpected(html.error());
      for (Document& part : *html) {
        const std::size_t begin = document_.text.size();
        document_.text += part.text;
        spent_ += part.text.size();  // by ReadHtml
        if (!document_.text.ends_with('\n')) document_.text += '\n';
        for (Region& region : part.regions) {
          region.span = {region.span.begin + begin, region.span.end + begin};
          document_.regions.push_back(std::move(region));
        }
      }
      return {};
    }
    const std::string text = CleanText(Text(body_, *bytes));
    plain_ = CleanLine(text);
    document_.text += text;
    if (!document_.text.empty() && !document_.text.ends_with('\n')) document_.text += '\n';
    if (text.find("-----BEGIN PGP MESSAGE-----") != std::string::npos) AddUnread("attachment");
    return {};
  }

  // The documents that ReadHtml makes of a text, none for an empty one.
  Result<std::vector<Document>> ReadHtmlText(std::string_view html) {
    if (CleanLine(html).empty()) return std::vector<Document>();
    Extraction scratch;
    if (auto done = ReadHtml(html, name_, from_.budget, scratch); !done) return std::unexpected(done.error());
    return std::move(scratch.documents);
  }

  // What an HTML form of the body shows that the body does not, and what it holds beside its text.
  Result<void> AddAlternatives() {
    for (GMimeObject* const part : alternatives_) {
      auto bytes = Decode(part);
      if (!bytes) return std::unexpected(bytes.error());
      auto html = ReadHtmlText(Html(part, std::move(*bytes)));
      if (!html) return std::unexpected(html.error());
      for (const Document& form : *html) {
        const bool hides =
            std::ranges::find(form.regions, RegionClass::kHidden, &Region::of) != form.regions.end();
        if (hides || CleanLine(VisibleText(form)) != plain_) hidden_ += HiddenLines(form.text);
        for (const Region& region : form.regions)
          if (region.of == RegionClass::kUnread) unread_.push_back(region.kind);
      }
    }
    return {};
  }

  void AddUnread(std::string kind) { unread_.push_back(std::move(kind)); }

  Result<void> AddParts() {
    for (const Leaf& part : parts_)
      if (auto done = AddPart(part); !done) return done;
    AppendRegion(document_, RegionClass::kHidden, "hidden_text", hidden_);
    for (const std::string& kind : unread_)
      AppendRegion(document_, RegionClass::kUnread, kind, kObjectCharacter);
    return {};
  }

  std::string PartName(const Leaf& part) {
    std::string number = fmt::format("part {}", part.number);
    std::string name = CleanName(DecodeCharset(FileName(part.object), ""));
    if (name.empty()) {
      name = number;
    } else if (!names_.insert(name).second) {
      name += fmt::format(" ({})", number);
    }
    return JoinName(name_, name);
  }

  Result<void> AddPart(const Leaf& part) {
    const std::string name = PartName(part);
    if (GMIME_IS_MESSAGE_PART(part.object)) {
      GMimeMessage* const message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part.object));
      if (message != nullptr) return MessageReader(from_, name, depth_ + 1).Read(message, {});
    }
    if (part.sealed || !GMIME_IS_PART(part.object) || IsSealed(part.object)) {
      AddUnread("attachment");
      return {};
    }
    auto bytes = Decode(part.object);
    if (!bytes) return std::unexpected(bytes.error());
    std::optional<FileType> type = DetectFileType(*bytes);
    const bool binary =
        type == FileType::kPdf || type == FileType::kDocx || type == FileType::kZip || type == FileType::kTar;
    if (IsType(part.object, "text", "*") && !binary) {
      std::string text = CleanText(Text(part.object, *bytes));
      if (CleanLine(text).empty()) return {};  // nothing in it
      if (IsType(part.object, "text", "html"))
        return ReadHtml(Html(part.object, std::move(*bytes)), name, from_.budget, from_.out);
      *bytes = std::move(text);
      type = DetectFileType(*bytes);
    }
    // (In base64, which no message should be, GMime has not looked into it.)
    if (type && !binary && IsType(part.object, "message", "rfc822"))
      return ReadEmail(*bytes, name, depth_ + 1, from_.budget, from_.out);
    const bool image = IsType(part.object, "image", "*");  // of an SVG, its text is not all that it shows
    if (!type || image) AddUnread(image ? "image" : "attachment");
    if (!type) return {};
    return ExtractInto(*bytes, name, depth_ + 1, from_.budget, from_.out);
  }

  const EmailSource& from_;
  std::string name_;
  std::size_t depth_;
  Document document_;
  GMimeObject* body_ = nullptr;
  std::vector<GMimeObject*> alternatives_;
  std::vector<Leaf> parts_;
  std::size_t leaves_ = 0;
  std::set<std::string> names_;
  std::string plain_;  // the body on one line
  std::string hidden_;
  std::vector<std::string> unread_;  // kinds
  std::size_t spent_ = 0;            // of the text, of the budget
};

}  // namespace

Result<void> ReadMessage(const EmailSource& from, GMimeMessage* message, const std::string& name,
                         std::size_t depth, std::string hidden) {
  return MessageReader(from, name, depth).Read(message, std::move(hidden));
}

}  // namespace markings::extract
