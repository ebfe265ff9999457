#include "cli/release_folder.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "cli/io.h"

namespace markings::cli {
namespace {

constexpr std::string_view kManifestSuffix = ".release.json";

// A file's bytes, or nothing when it is not there. Errors: kIo.
Result<std::optional<std::string>> ReadIfThere(const std::string& path) {
  auto bytes = ReadBytes(path);
  if (bytes) return std::optional<std::string>(*std::move(bytes));
  if (bytes.error().code == ErrorCode::kUnusableInput) return std::optional<std::string>();
  return std::unexpected(std::move(bytes).error());
}

}  // namespace

ReleaseFolder::ReleaseFolder(const std::string& manifest) {
  const std::string stem = manifest.substr(0, manifest.size() - kManifestSuffix.size());
  derivative_ = Read(stem + ".txt");
  for (const RenditionForm& form : RenditionForms()) {
    if (auto bytes = Read(stem + std::string(form.suffix)))
      renditions_.emplace_back(form.kind, *std::move(bytes));
  }
  proof_ = Read(stem + ".proof");
  note_ = Read(stem + ".original.note");
  certificate_signature_ = Read(manifest + ".p7s");
  tlog_proof_ = Read(stem + ".tlog-proof");
  signatures_ = ReadSignatures(manifest);
  note_signatures_ = ReadSignatures(stem + ".original.note");
}

void ReleaseFolder::AddTo(VerifyInput& input) const {
  if (derivative_) input.derivative = *derivative_;
  input.renditions.assign(renditions_.begin(), renditions_.end());
  if (proof_) input.proof = *proof_;
  if (note_) input.note = *note_;
  if (certificate_signature_) input.certificate_signature = *certificate_signature_;
  if (tlog_proof_) input.tlog_proof = *tlog_proof_;
  input.signatures.assign(signatures_.begin(), signatures_.end());
  input.note_signatures.assign(note_signatures_.begin(), note_signatures_.end());
}

std::optional<std::string> ReleaseFolder::Read(const std::string& path) {
  auto bytes = ReadIfThere(path);
  if (bytes) return *std::move(bytes);
  if (!error_) {
    error_ = std::move(bytes).error();
    error_->file = path;
  }
  return std::nullopt;
}

std::vector<std::string> ReleaseFolder::ReadSignatures(const std::string& file) {
  constexpr int kMostSignatures = 64;
  std::vector<std::string> signatures;
  if (auto first = Read(file + ".minisig")) signatures.push_back(*std::move(first));
  for (int i = 2; i <= kMostSignatures; ++i) {
    auto further = Read(fmt::format("{}.{}.minisig", file, i));
    if (!further) break;
    signatures.push_back(*std::move(further));
  }
  return signatures;
}

}  // namespace markings::cli
