#include "libmarkings/consistency/print_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "libmarkings/consistency/internal/part_body.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/grammar.h"

namespace markings {
namespace {

std::unexpected<Error> Bad(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

// (First that no number leads out of the vocabulary's tables, then that the mark is written as it says.)
bool IsMarkOf(const Vocabulary& vocabulary, const PrintedMark& one) {
  const std::size_t controls = vocabulary.controls().size();
  const Grammar* grammar = vocabulary.grammar();
  const std::size_t owners = grammar == nullptr ? 0 : grammar->owners.size();
  const std::size_t categories = grammar == nullptr ? 0 : grammar->categories.size();
  const auto only_controls = [&](std::uint64_t bits) { return controls >= 64 || bits >> controls == 0; };
  const auto is_name = [&](const MarkName& name) {
    if (name.control == MarkName::kOwnerCode || name.control < controls) return true;
    return name.control >= MarkName::kUnnamed && name.control < MarkName::kUnnamed + categories;
  };
  return one.mark.level < vocabulary.levels().size() && only_controls(one.mark.controls) &&
         (one.mark.owner == Marking::kOwn || one.mark.owner < owners) &&
         (grammar == nullptr
              ? one.mark.names.empty() && one.mark.fused == 0
              : std::ranges::all_of(one.mark.names, is_name) &&
                    (grammar->fused.size() >= 64 || one.mark.fused >> grammar->fused.size() == 0)) &&
         PortionForm(vocabulary, one.mark) == one.form;
}

}  // namespace

Result<std::string> PrintPart::Seal(const LeakKey& key) const {
  constexpr std::size_t kMostName = 0xFFFF;
  if (std::ranges::any_of(files, [](const PrintedFile& one) { return one.name.size() > kMostName; }))
    return Bad("the path of a file is longer than 65535 bytes", "name it by a shorter one");
  const std::string body = internal::WritePrintPartBody(*this);
  if (auto read = internal::ReadPrintPartBody(body); !read) {
    // (Rather now than when all parts are there.)
    return Fail(ErrorCode::kInternal, {}, read.error().message, "compare these files by themselves");
  }
  auto file = SealFile(SealedKind::kConsistencyPart, body, key);
  if (file && file->size() > kMostBytes) return Bad("the part is larger than 256 MiB", "take more shards");
  return file;
}

Result<PrintPart> PrintPart::Open(std::string_view file, const LeakKey& key) {
  const auto body = OpenFile(SealedKind::kConsistencyPart, file, key);
  if (!body) return std::unexpected(body.error());
  return internal::ReadPrintPartBody(*body);
}

MadeWith::Digest VocabularyDigest(const Vocabulary& vocabulary, const LeakKey& key) {
  MadeWith made_by(key);
  made_by.Add(vocabulary.source_text());
  made_by.Add(vocabulary.edition());
  return made_by.Finish();
}

Result<std::vector<PrintedFile>> JoinPrintParts(std::vector<PrintPart> parts) {
  std::vector<Shard> shards;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].made_by != parts[0].made_by) {
      return Bad(fmt::format("part {} was made with another vocabulary than the first", i + 1),
                 "read all shards with the same regime, policy or vocabulary");
    }
    if (parts[i].listing != parts[0].listing) {
      return Bad(fmt::format("part {} is of other files than the first", i + 1),
                 "read all shards from one folder, with the same files in it");
    }
    shards.push_back(parts[i].shard);
  }
  if (auto complete = EachShardOnce(shards); !complete) return std::unexpected(complete.error());
  std::vector<PrintedFile> files;
  for (PrintPart& one : parts) std::ranges::move(one.files, std::back_inserter(files));
  std::ranges::sort(files, {}, &PrintedFile::name);
  const auto twice = std::ranges::adjacent_find(files, {}, &PrintedFile::name);
  if (twice == files.end()) return files;
  return Bad(fmt::format("{} is in two parts", twice->name),
             "give each part once, all of one --shard K/N and of one state of the files");
}

Result<void> HasMarksOf(const std::vector<PrintedFile>& files, const Vocabulary& vocabulary) {
  for (const PrintedFile& file : files) {
    for (const DocumentPrint& print : file.documents) {
      if (!std::ranges::all_of(print.marks, [&](const auto& one) { return IsMarkOf(vocabulary, one); }))
        return Bad(fmt::format("{} has a mark that is none of the vocabulary", file.name),
                   "make the parts anew with markings consistency --shard");
    }
  }
  return {};
}

}  // namespace markings
