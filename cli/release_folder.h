#ifndef CLI_RELEASE_FOLDER_H_
#define CLI_RELEASE_FOLDER_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/release/verify.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// What stands beside a manifest, as far as it is there.
class ReleaseFolder {
 public:
  // `manifest`: the path of STEM.release.json.
  explicit ReleaseFolder(const std::string& manifest);
  // The first file that is there and could not be read.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  // The views live as long as the folder.
  void AddTo(VerifyInput& input) const;

 private:
  std::optional<std::string> Read(const std::string& path);
  // FILE.minisig, then FILE.2.minisig and so on, as far as they go.
  std::vector<std::string> ReadSignatures(const std::string& file);

  std::optional<std::string> derivative_, proof_, note_, certificate_signature_, tlog_proof_;
  std::vector<std::pair<RenditionKind, std::string>> renditions_;
  std::vector<std::string> signatures_, note_signatures_;
  std::optional<Error> error_;
};

}  // namespace markings::cli

#endif  // CLI_RELEASE_FOLDER_H_
