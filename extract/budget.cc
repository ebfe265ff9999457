// What a run has left of its limits.

#include <fmt/format.h>

#include "extract/extractor.h"

namespace markings::extract {
namespace {

std::unexpected<Error> Over(std::string_view what, std::size_t limit, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, fmt::format("{} is over the limit of {}", what, limit),
              std::move(fix));
}

}  // namespace

Result<void> Budget::SpendText(std::size_t bytes) {
  if (bytes > limits().max_text_bytes - text_)
    return Over("the text in it, in bytes,", limits().max_text_bytes, "split the document");
  text_ += bytes;
  return {};
}

Result<void> Budget::SpendMember() {
  if (members_ == limits().max_members)
    return Over("the number of files and parts in it", limits().max_members, "split the archive");
  ++members_;
  return {};
}

Result<void> Budget::SpendUnpacked(std::size_t bytes) {
  constexpr std::size_t kFree = std::size_t{1} << 20;  // a small file may be packed well
  if (bytes > limits().max_member_bytes - unpacked_)
    return Over("what it unpacks to, in bytes,", limits().max_member_bytes, "split the archive");
  unpacked_ += bytes;
  if (unpacked_ > kFree && unpacked_ / limits().max_ratio > input_bytes_)
    return Over("what it unpacks to, for each byte packed,", limits().max_ratio,
                "unpack it with a tool that you trust, and look at what it holds");
  return {};
}

Result<void> Budget::SpendPage() {
  if (pages_ == limits().max_pages)
    return Over("the number of pages", limits().max_pages, "split the document");
  ++pages_;
  return {};
}

Result<void> Budget::CheckDepth(std::size_t depth) const {
  if (depth <= limits().max_depth) return {};
  return Over("the depth of archives and messages inside one another", limits().max_depth,
              "unpack the outer ones first");
}

}  // namespace markings::extract
