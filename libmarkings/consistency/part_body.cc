#include "libmarkings/consistency/internal/part_body.h"

#include <algorithm>
#include <utility>

#include "libmarkings/shingle/grams.h"
#include "libmarkings/text/big_endian.h"
#include "libmarkings/text/padded_size.h"

namespace markings::internal {
namespace {

// Bytes of the least that each can be.
constexpr std::size_t kLeastFile = 2 + 1, kLeastPrint = 2 + 4 + 3 * 4, kLeastMark = 2 + 1 + 8 + 1 + 8 + 2,
                      kLeastName = 1 + 2, kPassageBytes = 4 + 4 + 4 + 1, kHoleBytes = 4 + 4,
                      kGramBytes = 4 + 4;
constexpr std::size_t kMostText = 0xFFFF;  // bytes of one
constexpr std::uint8_t kRead = 0, kUnusable = 2, kFault = 3;

// (A message that is longer is cut: what follows says no more.)
void PutText(std::string& out, std::string_view text) {
  text = text.substr(0, kMostText);
  PutNumber(out, text.size(), 2);
  out += text;
}

void PutMark(std::string& out, const PrintedMark& one) {
  PutText(out, one.form);
  PutNumber(out, one.mark.level, 1);
  PutNumber(out, one.mark.controls, 8);
  PutNumber(out, one.mark.owner, 1);
  PutNumber(out, one.mark.fused, 8);
  PutNumber(out, one.mark.names.size(), 2);
  for (const MarkName& name : one.mark.names) {
    PutNumber(out, name.control, 1);
    PutText(out, name.name);
  }
}

void PutPrint(std::string& out, const DocumentPrint& print) {
  PutText(out, print.mrn);
  PutNumber(out, print.marks.size(), 4);
  for (const PrintedMark& one : print.marks) PutMark(out, one);
  PutNumber(out, print.passages.size(), 4);
  for (const Passage& one : print.passages) {
    PutNumber(out, one.end, 4);
    PutNumber(out, one.end_gram, 4);
    PutNumber(out, one.mark, 4);
    PutNumber(out, std::to_underlying(one.origin), 1);
  }
  PutNumber(out, print.holes.size(), 4);
  for (const Hole& one : print.holes) {
    PutNumber(out, one.at, 4);
    PutNumber(out, one.passage, 4);
  }
  PutNumber(out, print.grams.size(), 4);
  for (const PrintedGram& one : print.grams) {
    PutNumber(out, one.hash, 4);
    PutNumber(out, one.at, 4);
  }
}

void PutFile(std::string& out, const PrintedFile& file) {
  PutText(out, file.name);
  if (file.error) {
    const bool fault = file.error->code == ErrorCode::kIo || file.error->code == ErrorCode::kInternal;
    PutNumber(out, fault ? kFault : kUnusable, 1);
    for (const std::string* text : {&file.error->message, &file.error->fix, &file.error->file})
      PutText(out, *text);
    return;
  }
  PutNumber(out, kRead, 1);
  PutNumber(out, file.documents.size(), 4);
  for (const DocumentPrint& one : file.documents) PutPrint(out, one);
}

// What is wrong with a body: caught in ReadPrintPartBody, so that a hundred reads need no test each.
struct Fault {
  std::string what;
};

class BodyReader {
 public:
  explicit BodyReader(std::string_view body) : body_(body), bytes_(body) {}

  PrintPart Run() {
    PrintPart part;
    const std::uint64_t number = Number(4), of = Number(4);
    if (number < 1 || number > of || of > Shard::kMost) throw Fault{"a part that is none"};
    part.shard = {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(of)};
    for (MadeWith::Digest* digest : {&part.made_by, &part.listing}) {
      std::ranges::transform(Bytes(MadeWith::kBytes), digest->begin(),
                             [](char byte) { return static_cast<unsigned char>(byte); });
    }
    part.regime = Text();
    part.edition = Text();
    const std::size_t files = Count(kLeastFile);
    part.files.reserve(files);
    for (std::size_t i = 0; i < files; ++i) {
      PrintedFile file = File();
      if (!part.files.empty() && file.name <= part.files.back().name) throw Fault{"files out of order"};
      part.files.push_back(std::move(file));
    }
    if (body_.size() != PaddedSize(bytes_.at())) throw Fault{"another length than its content asks for"};
    if (bytes_.rest().find_first_not_of('\0') != std::string_view::npos)
      throw Fault{"something after its end"};
    return part;
  }

  [[nodiscard]] std::size_t at() const { return bytes_.at(); }

 private:
  std::string_view Bytes(std::size_t bytes) {
    const auto taken = bytes_.Bytes(bytes);
    if (!taken) throw Fault{"something that is cut off"};
    return *taken;
  }
  std::uint64_t Number(unsigned bytes) {
    const auto number = bytes_.Number(bytes);
    if (!number) throw Fault{"something that is cut off"};
    return *number;
  }
  std::uint32_t Letters() { return static_cast<std::uint32_t>(Number(4)); }
  std::string Text() { return std::string(Bytes(Number(2))); }
  // Of things that have so many bytes at least, so that no number asks for memory that nothing fills.
  std::size_t Count(std::size_t least) {
    const std::uint64_t count = Number(4);
    if (count > bytes_.left() / least) throw Fault{"more than there is in it"};
    return count;
  }

  PrintedFile File() {
    PrintedFile file;
    file.name = Text();
    if (file.name.empty() || file.name.contains('\0')) throw Fault{"a name that is none"};
    const std::uint64_t state = Number(1);
    if (state == kUnusable || state == kFault) {
      Error error{state == kFault ? ErrorCode::kIo : ErrorCode::kUnusableInput, {}, Text(), {}, {}};
      error.fix = Text();
      error.file = Text();
      file.error = std::move(error);
      return file;
    }
    if (state != kRead) throw Fault{"a file of a kind that there is not"};
    const std::size_t documents = Count(kLeastPrint);
    file.documents.reserve(documents);
    for (std::size_t i = 0; i < documents; ++i) file.documents.push_back(Print());
    return file;
  }

  PrintedMark Mark() {
    PrintedMark one;
    one.form = Text();
    one.mark.level = Number(1);
    one.mark.controls = Number(8);
    one.mark.owner = static_cast<std::uint8_t>(Number(1));
    one.mark.fused = Number(8);
    const std::uint64_t names = Number(2);
    if (names > bytes_.left() / kLeastName) throw Fault{"more than there is in it"};
    for (std::uint64_t i = 0; i < names; ++i) {
      const auto control = static_cast<std::uint8_t>(Number(1));
      one.mark.names.push_back({control, Text()});
    }
    return one;
  }

  DocumentPrint Print() {
    DocumentPrint print;
    print.mrn = Text();
    const std::size_t marks = Count(kLeastMark);
    print.marks.reserve(marks);
    for (std::size_t i = 0; i < marks; ++i) print.marks.push_back(Mark());
    ReadPassages(print);
    ReadHoles(print);
    ReadGrams(print);
    return print;
  }

  // (Passages follow each other without a gap, in letters and in grams.)
  void ReadPassages(DocumentPrint& print) {
    print.passages.resize(Count(kPassageBytes));
    std::uint32_t grams = 0;
    for (Passage& one : print.passages) {
      one.begin = print.letters;
      one.end = print.letters = Letters();
      one.first_gram = grams;
      one.end_gram = grams = Letters();
      if (one.end < one.begin || one.end_gram < one.first_gram) throw Fault{"passages out of order"};
      one.mark = Letters();
      if (one.mark != kNoMark && one.mark >= print.marks.size()) throw Fault{"a mark that is none"};
      const std::uint64_t origin = Number(1);
      if (origin > std::to_underlying(MarkOrigin::kDocument)) throw Fault{"a mark from nowhere"};
      one.origin = static_cast<MarkOrigin>(origin);
    }
  }

  void ReadHoles(DocumentPrint& print) {
    print.holes.resize(Count(kHoleBytes));
    std::uint32_t before = 0;
    for (Hole& one : print.holes) {
      one.at = Letters();
      one.passage = Letters();
      if (one.at < before || one.at > print.letters) throw Fault{"redactions out of order"};
      before = one.at;
      if (one.passage == kNoPassage) continue;
      if (one.passage >= print.passages.size() || one.at < print.passages[one.passage].begin ||
          one.at > print.passages[one.passage].end)
        throw Fault{"a redaction outside its passage"};
    }
  }

  void ReadGrams(DocumentPrint& print) {
    const std::size_t count = Count(kGramBytes);
    if (count != (print.passages.empty() ? 0 : print.passages.back().end_gram))
      throw Fault{"another number of grams than its passages have"};
    print.grams.reserve(count);
    for (const Passage& passage : print.passages) {
      for (std::uint32_t i = passage.first_gram; i < passage.end_gram; ++i) {
        PrintedGram gram;
        gram.hash = Letters();
        gram.at = Letters();
        if (gram.at < passage.begin || std::uint64_t{gram.at} + kGramLetters > passage.end ||
            (!print.grams.empty() && gram.at <= print.grams.back().at))
          throw Fault{"grams out of order"};
        print.grams.push_back(gram);
      }
    }
  }

  std::string_view body_;
  BytesReader bytes_;
};

}  // namespace

std::string WritePrintPartBody(const PrintPart& part) {
  std::string body;
  PutNumber(body, part.shard.number, 4);
  PutNumber(body, part.shard.of, 4);
  for (const MadeWith::Digest& digest : {part.made_by, part.listing}) {
    for (const unsigned char byte : digest) body += static_cast<char>(byte);
  }
  PutText(body, part.regime);
  PutText(body, part.edition);
  PutNumber(body, part.files.size(), 4);
  for (const PrintedFile& one : part.files) PutFile(body, one);
  body.resize(PaddedSize(body.size()), '\0');
  return body;
}

Result<PrintPart> ReadPrintPartBody(std::string_view body) {
  BodyReader reader(body);
  try {
    return reader.Run();
  } catch (const Fault& fault) {
    return Fail(ErrorCode::kUnusableInput, {reader.at(), reader.at()},
                "the part of a comparison holds " + fault.what,
                "make it anew with markings consistency --shard");
  }
}

}  // namespace markings::internal
