#include "cli/git.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <utility>

#include "cli/child_process.h"
#include "cli/io.h"
#include "libmarkings/text/buffer.h"

namespace markings::cli {
namespace {

std::unexpected<Error> Fault(std::string message) {
  return Fail(ErrorCode::kIo, {}, std::move(message), "mend that and run it again");
}

// A running git: what it is told and what it says go through pipes; its standard error is read at the end.
class GitProcess {
 public:
  Result<void> Start(const std::vector<std::string>& words) {
    // (An unlinked file: git may say more than a pipe holds while nobody reads it.)
    errors_.Set(open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (errors_.get() < 0) errors_.Set(open("/dev/null", O_RDWR | O_CLOEXEC));
    Descriptor git_input, git_output;
    if (!OpenPipe(git_input, input_) || !OpenPipe(output_, git_output)) return Fault("no pipe can be had");
    const int fault = git_.Run({.program = "git",
                                .words = words,
                                .input = git_input.get(),
                                .output = git_output.get(),
                                .errors = errors_.get(),
                                .own_environment = false});
    if (fault == 0) return {};
    return std::unexpected(
        Unusable("git cannot be run: " + std::string(std::strerror(fault)), "install git"));
  }

  bool Tell(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = write(input_.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  void CloseInput() { input_.Close(); }

  // Up to and without a line end; nothing at the end.
  std::optional<std::string> Line() {
    std::string line;
    while (true) {
      const std::size_t end = held_.find('\n', from_);
      if (end != std::string::npos) {
        line.append(held_, from_, end - from_);
        from_ = end + 1;
        return line;
      }
      line.append(held_, from_);
      if (!Fill()) return std::nullopt;
    }
  }
  // Exactly so many bytes.
  std::optional<std::string> Bytes(std::size_t size) {
    std::string bytes;
    bytes.reserve(size);
    while (true) {
      const std::size_t take = std::min(size - bytes.size(), held_.size() - from_);
      bytes.append(held_, from_, take);
      from_ += take;
      if (bytes.size() == size) return bytes;
      if (!Fill()) return std::nullopt;
    }
  }
  std::string Rest() {
    std::string all(held_, from_);
    held_.clear();
    from_ = 0;
    while (Fill()) {
      all += held_;
      from_ = held_.size();
    }
    return all;
  }

  // Whether it ended well; what it says otherwise, in one line.
  Result<void> End() {
    CloseInput();
    const int status = git_.Wait();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    std::array<char, 400> said{};
    const ssize_t got = pread(errors_.get(), said.data(), said.size(), 0);
    std::string words(said.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    words.resize(std::min(words.find('\n'), words.size()));
    return Fault("git: " + (words.empty() ? "it failed" : words));
  }

 private:
  bool Fill() {
    held_.resize(std::size_t{1} << 16);
    from_ = 0;
    ssize_t got = 0;
    do {
      got = read(output_.get(), held_.data(), held_.size());
    } while (got < 0 && errno == EINTR);
    held_.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got > 0;
  }

  ChildProcess git_{SIGTERM};
  Descriptor input_, output_, errors_;  // closed before git is waited for, which may wait for them
  std::string held_;
  std::size_t from_ = 0;
};

Result<std::string> RunGit(const std::vector<std::string>& words) {
  GitProcess git;
  if (auto started = git.Start(words); !started) return std::unexpected(std::move(started).error());
  git.CloseInput();
  std::string said = git.Rest();
  if (auto ended = git.End(); !ended) return std::unexpected(std::move(ended).error());
  return said;
}

std::vector<std::string> SplitAtNul(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\0', from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

bool IsPlainFile(std::string_view mode) { return mode == "100644" || mode == "100755"; }

}  // namespace

Result<GitTree> GitTree::Open(const std::string& folder) {
  auto root = RunGit({"-C", folder, "rev-parse", "--show-toplevel"});
  if (!root) {
    return std::unexpected(Unusable("this is no working tree of git (" + root.error().message + ")",
                                    "run it in one, or name paths"));
  }
  if (root->ends_with('\n')) root->pop_back();
  return GitTree(*std::move(root));
}

Result<std::vector<IndexEntry>> GitTree::Staged() const {
  // Before the first commit everything is new.
  std::string base = "HEAD";
  if (!RunGit({"-C", root_, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"})) {
    auto empty = RunGit({"-C", root_, "hash-object", "-t", "tree", "/dev/null"});
    if (!empty) return std::unexpected(std::move(empty).error());
    base = empty->substr(0, empty->find('\n'));
  }
  const auto said = RunGit({"-C", root_, "-c", "core.quotePath=false", "diff-index", "--cached", "--raw",
                            "-z", "--no-renames", "--full-index", "--diff-filter=AM", base, "--"});
  if (!said) return std::unexpected(said.error());
  // ":OLDMODE NEWMODE OLD NEW STATUS" NUL PATH NUL
  const std::vector<std::string> parts = SplitAtNul(*said);
  std::vector<IndexEntry> entries;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const std::string& about = parts[i];
    const std::size_t mode = about.find(' ') + 1;
    const std::size_t last = about.rfind(' ');
    const std::size_t object = about.rfind(' ', last - 1) + 1;
    if (IsPlainFile(std::string_view(about).substr(mode, 6))) {
      entries.push_back({parts[i + 1], about.substr(object, last - object)});
    }
  }
  return entries;
}

Result<std::vector<IndexEntry>> GitTree::Named(const std::string& name) const {
  const auto said = RunGit({"-C", root_, "ls-files", "--stage", "-z", "--", ":(glob)**/" + name});
  if (!said) return std::unexpected(said.error());
  // "MODE OBJECT STAGE" TAB PATH NUL
  std::vector<IndexEntry> entries;
  for (const std::string& part : SplitAtNul(*said)) {
    const std::size_t tab = part.find('\t');
    const std::size_t object = part.find(' ') + 1;
    if (tab == std::string::npos || !IsPlainFile(part.substr(0, 6))) continue;
    entries.push_back({part.substr(tab + 1), part.substr(object, part.find(' ', object) - object)});
  }
  return entries;
}

Result<std::vector<std::string>> GitTree::ChangedSince(const std::string& revision) const {
  // (What begins with "-" would be an option.)
  if (revision.starts_with('-') ||
      !RunGit({"-C", root_, "rev-parse", "--verify", "--quiet", revision + "^{commit}"})) {
    return std::unexpected(Unusable("git knows no commit " + Printable(revision),
                                    "fetch it first, or name another with --since"));
  }
  auto changed = RunGit({"-C", root_, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
                         "--diff-filter=AM", revision, "--"});
  if (!changed) return std::unexpected(std::move(changed).error());
  auto unknown = RunGit({"-C", root_, "ls-files", "--others", "--exclude-standard", "-z"});
  if (!unknown) return std::unexpected(std::move(unknown).error());
  std::vector<std::string> paths = SplitAtNul(*changed);
  std::ranges::move(SplitAtNul(*unknown), std::back_inserter(paths));
  std::ranges::sort(paths);
  const auto twice = std::ranges::unique(paths);
  paths.erase(twice.begin(), twice.end());
  return paths;
}

Result<void> GitTree::ReadObjects(const std::vector<IndexEntry>& entries,
                                  const std::function<bool(const IndexEntry&, std::string)>& take) const {
  GitProcess git;
  if (auto started = git.Start({"-C", root_, "cat-file", "--batch"}); !started) return started;
  for (const IndexEntry& entry : entries) {
    if (!git.Tell(entry.object + "\n")) return Fault("git cat-file ended too early");
    // "OBJECT blob SIZE"
    const auto about = git.Line();
    const std::size_t blank = about ? about->rfind(' ') : std::string::npos;
    std::size_t size = 0;
    if (blank == std::string::npos || !about->contains(" blob ") ||
        std::from_chars(about->data() + blank + 1, about->data() + about->size(), size).ec != std::errc()) {
      return Fault("git cat-file does not give what is staged");
    }
    if (size > TextLimits{}.max_bytes) return Fault("a staged file is larger than any text that is read");
    auto bytes = git.Bytes(size + 1);
    if (!bytes) return Fault("git cat-file ended too early");
    bytes->pop_back();  // a line end after the object
    if (!take(entry, *std::move(bytes))) break;
  }
  return git.End();
}

}  // namespace markings::cli
