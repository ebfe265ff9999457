#include "cli/check_sources.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "cli/git.h"
#include "cli/io.h"
#include "cli/tree_walk.h"
#include "libmarkings/corpus/ignore_file.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIgnoreFile = ".markingsignore";

// "a/b" for "./a//b/", without following links.
std::string Plain(const std::string& path) {
  std::string plain = fs::path(path).lexically_normal().string();
  while (plain.size() > 1 && plain.ends_with('/')) plain.pop_back();
  return plain;
}

// The nearest folder above with a `.git`, else the folder itself.
std::string FindRoot(const fs::path& folder) {
  std::error_code ignored;
  for (fs::path at = folder; !at.empty(); at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at.string();
    if (at == at.root_path()) break;
  }
  return folder.string();
}

// The .markingsignore files of a tree. Keys of folders are empty or have "/" at their end.
class IgnoreTree {
 public:
  [[nodiscard]] Result<void> Add(const std::string& folder, std::string_view text, const std::string& shown) {
    auto file = IgnoreFile::Parse(text);
    if (!file) {
      Error error = std::move(file).error();
      const std::size_t line = LineIndex(text).At(error.where.begin).line;
      error.file = fmt::format("{}:{}", Printable(shown), line);
      error.where = {};
      return std::unexpected(std::move(error));
    }
    rules_.Add(folder.empty() ? "" : std::string_view(folder).substr(0, folder.size() - 1), *std::move(file));
    return {};
  }

  [[nodiscard]] Result<void> Read(const std::string& folder, const std::string& path) {
    const auto bytes = ReadBytes(path);
    if (bytes) return Add(folder, *bytes, path);
    Error error = bytes.error();
    error.file = path;
    return std::unexpected(std::move(error));
  }

  // Those of the root and of the folders down to where `key` lies, each once.
  [[nodiscard]] Result<void> ReadAbove(const std::string& root, const std::string& key) {
    for (std::size_t from = 0; from != std::string::npos;) {
      const std::string folder = key.substr(0, from);
      const std::string path = fmt::format("{}/{}{}", root, folder, kIgnoreFile);
      std::error_code ignored;
      if (read_.insert(folder).second && fs::is_regular_file(fs::symlink_status(path, ignored))) {
        if (auto read = Read(folder, path); !read) return read;
      }
      if (key.starts_with('/')) break;  // outside the root: no folder of it lies above
      const std::size_t next = key.find('/', from);
      from = next == std::string::npos ? next : next + 1;
    }
    return {};
  }

  [[nodiscard]] bool Ignored(std::string_view key, bool is_folder) const {
    return rules_.Ignored(key, is_folder);
  }

 private:
  IgnoreRules rules_;
  std::set<std::string> read_;  // folders whose file was looked for
};

// Files and folders of the working tree.
class TreeCorpus : public Corpus {
 public:
  explicit TreeCorpus(SourceOptions options) : Corpus(std::move(options)) {}
  ~TreeCorpus() override {
    for (const int folder : folders_) close(folder);
  }
  TreeCorpus(const TreeCorpus&) = delete;
  TreeCorpus& operator=(const TreeCorpus&) = delete;

  Result<void> Begin() {
    std::error_code fault;
    root_ = options_.root.empty() ? FindRoot(fs::current_path(fault))
                                  : fs::canonical(options_.root, fault).string();
    if (fault) return std::unexpected(Unusable("the root cannot be found", "name a folder with --root"));
    leave_out_.reserve(options_.leave_out.size());
    for (const std::string& path : options_.leave_out) leave_out_.push_back(KeyOf(path));
    return {};
  }

  Result<void> List(const std::function<bool(CheckItem)>& put) override {
    const std::vector<std::string>& paths = options_.paths;
    // What lies in a folder that is named too comes with it.
    const auto prefix = [&](const std::string& path) {
      const std::string key = KeyOf(path);
      return key == "." ? "" : key + "/";
    };
    const auto covered = [&](const std::string& path) {
      return std::ranges::any_of(paths, [&](const std::string& other) {
        return path != "-" && other != "-" && &other != &path && prefix(path).starts_with(prefix(other)) &&
               (prefix(path) != prefix(other) || &other < &path);
      });
    };
    for (const std::string& path : paths) {
      std::error_code ignored;
      if (path == "-") {
        if (auto read = ListInput(put); !read) return read;
      } else if (!covered(path)) {
        auto listed = fs::is_directory(path, ignored) ? ListFolder(path, put) : ListFile(path, put);
        if (!listed) return listed;
      }
      whole_ = whole_ || (path != "-" && KeyOf(path) == ".");
    }
    whole_ = whole_ && !options_.shard;
    return {};
  }

 private:
  Result<void> ListInput(const std::function<bool(CheckItem)>& put) {
    if (options_.names_only) {
      static_cast<void>(put({.shown = "-", .key = "-", .below = {}, .named = true}));
      return {};
    }
    auto bytes = ReadBytes("-");
    if (!bytes) return std::unexpected(std::move(bytes).error());
    static_cast<void>(
        put({.shown = "-", .key = "-", .below = {}, .bytes = *std::move(bytes), .named = true}));
    return {};
  }

  Result<void> ListFile(const std::string& path, const std::function<bool(CheckItem)>& put) {
    const std::string key = KeyOf(path);
    if (auto above = ignore_.ReadAbove(root_, key); !above) return above;
    if (LeftOut(key, false)) return {};
    if (options_.names_only) {
      static_cast<void>(put({.shown = path, .key = key, .below = {}, .named = true}));
      return {};
    }
    auto bytes = ReadBytes(path);
    if (!bytes) {
      failed_.push_back({path, std::move(bytes).error()});
      return {};
    }
    CheckItem item{.shown = path, .key = key, .below = {}, .bytes = *std::move(bytes), .named = true};
    static_cast<void>(put(std::move(item)));
    return {};
  }

  Result<void> ListFolder(const std::string& path, const std::function<bool(CheckItem)>& put) {
    const std::string key = KeyOf(path);
    const std::string prefix = key == "." ? "" : key + "/";
    const std::string shown = Plain(path) == "." ? "" : Plain(path) + "/";
    const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) folders_.push_back(folder);
    if (auto above = ignore_.ReadAbove(root_, prefix); !above) return above;
    Result<void> fault;
    const auto walked = WalkTree(
        path, {.file =
                   [&](std::string below) {
                     if (!fault) return false;
                     CheckItem item{
                         .shown = shown + below, .key = prefix + below, .folder = folder, .below = {}};
                     item.below = std::move(below);
                     return put(std::move(item));
                   },
               .passed_over = [&](std::string_view below,
                                  bool is_folder) { return LeftOut(prefix + std::string(below), is_folder); },
               .enter =
                   [&](std::string_view below, const std::function<bool(std::string_view)>& has) {
                     // (Of the folder itself it was read with those above it.)
                     if (below.empty() || !has(kIgnoreFile) || !fault) return;
                     fault = ignore_.Read(prefix + std::string(below),
                                          shown + std::string(below) + std::string(kIgnoreFile));
                   },
               .unreadable =
                   [&](std::string_view below, const Error& error) {
                     // (Of one shard alone, as a file is.)
                     if (options_.shard && !InShard(prefix + std::string(below), *options_.shard)) return;
                     Diagnostic found{.code = DiagnosticCode::kFileUnreadable,
                                      .where = {},
                                      .message = error.message,
                                      .fix = error.fix + ", or name it in .markingsignore"};
                     unreadable_.push_back({shown + std::string(below), {1, 1}, std::move(found)});
                   }});
    if (!walked) {
      Error error = walked.error();
      error.file = path;
      return std::unexpected(std::move(error));
    }
    return fault;
  }

  bool LeftOut(const std::string& key, bool is_folder) {
    const std::string_view name = std::string_view(key).substr(key.rfind('/') + 1);
    if (is_folder ? name == ".git" : name == kIgnoreFile) return true;
    if (std::ranges::find(leave_out_, key) != leave_out_.end()) return true;
    if (ignore_.Ignored(key, is_folder)) {
      if (options_.keep_ignored) ignored_.push_back(is_folder ? key + "/" : key);
      return true;
    }
    return !is_folder && options_.shard && !InShard(key, *options_.shard);
  }

  IgnoreTree ignore_;
  std::vector<int> folders_;  // open while files are read beneath them
  std::vector<std::string> leave_out_;
};

// What git has: staged contents, or files of the working tree that changed.
class GitCorpus : public Corpus {
 public:
  GitCorpus(SourceOptions options, GitTree tree) : Corpus(std::move(options)), tree_(std::move(tree)) {
    root_ = tree_.root();
  }
  ~GitCorpus() override {
    if (folder_ >= 0) close(folder_);
  }
  GitCorpus(const GitCorpus&) = delete;
  GitCorpus& operator=(const GitCorpus&) = delete;

  Result<void> Begin() {
    folder_ = open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const std::string& path : options_.leave_out) leave_out_.push_back(KeyOf(path));
    for (const std::string& path : options_.paths) {
      const std::string key = KeyOf(path);
      wanted_.push_back(key == "." ? "" : key + "/");
    }
    if (options_.staged) {
      auto staged = tree_.Staged();
      if (!staged) return std::unexpected(std::move(staged).error());
      staged_ = *std::move(staged);
      // As the index has them, whatever lies in the working tree.
      const auto ignore_files = tree_.Named(std::string(kIgnoreFile));
      if (!ignore_files) return std::unexpected(ignore_files.error());
      Result<void> fault;
      auto read = tree_.ReadObjects(*ignore_files, [&](const IndexEntry& entry, const std::string& bytes) {
        const std::string folder = entry.path.substr(0, entry.path.size() - kIgnoreFile.size());
        fault = ignore_.Add(folder, bytes, entry.path);
        return fault.has_value();
      });
      std::erase_if(staged_, [&](const IndexEntry& entry) { return LeftOut(entry.path); });
      return fault ? read : fault;
    }
    auto changed = tree_.ChangedSince(options_.since);
    if (!changed) return std::unexpected(std::move(changed).error());
    changed_ = *std::move(changed);
    return {};
  }

  std::size_t size() const override { return staged_.size(); }

  Result<void> List(const std::function<bool(CheckItem)>& put) override {
    if (!options_.staged) return ListChanged(put);
    return tree_.ReadObjects(staged_, [&](const IndexEntry& entry, std::string bytes) {
      return put({.shown = entry.path, .key = entry.path, .below = {}, .bytes = std::move(bytes)});
    });
  }

 private:
  Result<void> ListChanged(const std::function<bool(CheckItem)>& put) {
    for (const std::string& path : changed_) {
      if (auto above = ignore_.ReadAbove(root_, path); !above) return above;
      if (LeftOut(path)) continue;
      // (A link or a submodule is no file of the corpus.)
      std::error_code ignored;
      if (!fs::is_regular_file(fs::symlink_status(root_ + "/" + path, ignored))) continue;
      if (!put({.shown = path, .key = path, .folder = folder_, .below = path})) break;
    }
    return {};
  }

  bool LeftOut(const std::string& key) {
    const bool wanted = wanted_.empty() || std::ranges::any_of(wanted_, [&](const std::string& folder) {
                          return (key + "/").starts_with(folder);
                        });
    if (!wanted || key.substr(key.rfind('/') + 1) == kIgnoreFile ||
        std::ranges::find(leave_out_, key) != leave_out_.end()) {
      return true;
    }
    if (ignore_.Ignored(key, false)) {
      if (options_.keep_ignored) ignored_.push_back(key);
      return true;
    }
    return options_.shard && !InShard(key, *options_.shard);
  }

  GitTree tree_;
  int folder_ = -1;
  IgnoreTree ignore_;
  std::vector<IndexEntry> staged_;
  std::vector<std::string> changed_, wanted_, leave_out_;
};

}  // namespace

std::string Corpus::KeyOf(const std::string& path) const {
  std::error_code fault;
  // Links above a file are followed, as the system does; the file itself is as it is named.
  const fs::path plain = fs::path(Plain(path));
  const bool folder = fs::is_directory(plain, fault);
  const fs::path whole =
      folder ? fs::canonical(plain, fault)
             : fs::weakly_canonical(fs::absolute(plain, fault).parent_path(), fault) / plain.filename();
  if (fault) return plain.string();
  const fs::path below = whole.lexically_relative(root_);
  return below.empty() || *below.begin() == ".." ? plain.string() : below.string();
}

bool Corpus::Gone(std::string_view key) const {
  std::error_code fault;
  const bool there = fs::exists(fs::symlink_status(root_ + "/" + std::string(key), fault));
  return !there;
}

Result<std::unique_ptr<Corpus>> Corpus::Open(SourceOptions options) {
  if (options.staged || !options.since.empty()) {
    auto tree = GitTree::Open(options.root.empty() ? "." : options.root);
    if (!tree) return std::unexpected(std::move(tree).error());
    auto corpus = std::make_unique<GitCorpus>(std::move(options), *std::move(tree));
    if (auto begun = corpus->Begin(); !begun) return std::unexpected(std::move(begun).error());
    return corpus;
  }
  auto corpus = std::make_unique<TreeCorpus>(std::move(options));
  if (auto begun = corpus->Begin(); !begun) return std::unexpected(std::move(begun).error());
  return corpus;
}

Result<FileList> ListFiles(const std::vector<std::string>& paths, const std::optional<Shard>& shard) {
  const auto corpus = Corpus::Open({.paths = paths, .names_only = true});
  if (!corpus) return std::unexpected(corpus.error());
  FileList list;
  auto listed = (*corpus)->List([&](CheckItem item) {
    if (!shard || InShard(item.key, *shard)) list.files.push_back(std::move(item.shown));
    if (shard) list.keys.push_back(std::move(item.key));
    return true;
  });
  if (!listed) return std::unexpected(std::move(listed).error());
  std::ranges::sort(list.keys);
  if ((*corpus)->unreadable().empty()) return list;
  const CheckFinding& first = (*corpus)->unreadable().front();
  Error error = Fail(ErrorCode::kIo, {}, first.diagnostic.message, first.diagnostic.fix).error();
  error.file = first.file;
  return std::unexpected(std::move(error));
}

Result<FileList> ListNamed(const std::vector<std::string>& files, const std::optional<Shard>& shard) {
  if (!shard) return FileList{files, {}};
  const auto corpus = Corpus::Open({.paths = {}, .names_only = true});
  if (!corpus) return std::unexpected(corpus.error());
  FileList list;
  for (const std::string& file : files) {
    list.keys.push_back((*corpus)->KeyOf(file));
    if (InShard(list.keys.back(), *shard)) list.files.push_back(file);
  }
  std::ranges::sort(list.keys);
  return list;
}

Result<std::optional<Shard>> ReadShard(const std::string& text) {
  if (text.empty()) return std::nullopt;
  auto shard = ParseShard(text);
  if (!shard) return std::unexpected(std::move(shard).error());
  return *shard;
}

}  // namespace markings::cli
