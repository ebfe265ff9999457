#include "cli/check_files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <exception>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/tree_walk.h"

namespace markings::cli {
namespace {

// What has become of a file that was listed and cannot be read now.
Diagnostic Unread(int number) {
  const bool gone = number == ENOENT || number == ENOTDIR || number == ELOOP || number == EISDIR;
  Diagnostic found{gone ? DiagnosticCode::kFileGone : DiagnosticCode::kFileUnreadable, {}, {}, {}};
  if (number == ENOENT) {
    found.message = "the file was removed after its folder was listed";
  } else if (gone) {
    found.message = "the file was replaced by something else after its folder was listed";
  } else {
    found.message = std::string("the file could not be read: ") + std::strerror(number);
    found.fix = "see to its permissions, or name it in .markingsignore";
  }
  return found;
}

// All bytes of a plain file, as many as there are when its end is met: it may have grown or shrunk since it
// had `expected` of them. 0, or errno.
int ReadAll(int descriptor, std::size_t expected, std::string& bytes) {
  constexpr std::size_t kMost = TextLimits{}.max_bytes + 1;  // the text's own limit speaks then
  int fault = 0;
  std::size_t size = 0;
  // (Without filling with zeros what is read into at once.)
  bytes.resize_and_overwrite(std::min(expected + 1, kMost), [&](char* to, std::size_t room) {
    const ssize_t got = read(descriptor, to, room);
    if (got < 0 && errno != EINTR) fault = errno;
    return size = static_cast<std::size_t>(std::max(got, ssize_t{0}));
  });
  // Less than was asked for, up to the byte that was its last: the end, without asking again.
  if (fault != 0 || (size > 0 && size == expected)) return fault;
  while (size < kMost) {
    if (size == bytes.size()) bytes.resize(std::min(2 * size + 4096, kMost));
    const ssize_t got = read(descriptor, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return 0;
}

CheckRun::Place PlaceOf(const CheckFinding& one) {
  return {one.file, one.diagnostic.where.begin, one.diagnostic.where.end};
}

// Adds what was found in a file, under the name that people know it by.
void Deliver(const CheckItem& item, std::vector<FileFinding> found, const CheckBy& by, CheckRun& run) {
  for (FileFinding& one : found) {
    one.finding.file = item.shown;
    if (by.regions && one.region) run.regions.insert_or_assign(PlaceOf(one.finding), *one.region);
    if (one.source) run.sources.insert_or_assign(PlaceOf(one.finding), *std::move(one.source));
    if (by.identities) run.identities.insert_or_assign(one.finding.fingerprint, std::move(one.identity));
    run.findings.push_back(std::move(one.finding));
  }
}

// One thread's tools, and what it has found.
class FileChecker {
 public:
  FileChecker(const CheckBy& by, CheckRun& run) : by_(by), text_(by), run_(run) {}

  // A thread's fault must not end the program: the file is named, and the exit code tells.
  void Check(CheckItem& item) {
    try {
      CheckFile(item);
    } catch (const std::exception&) {
      // (What it says may hold some of the text.)
      run_.failed.push_back(
          {item.shown, Fail(ErrorCode::kInternal, {}, "checking the file failed", "report this").error()});
    }
  }

 private:
  // What is known of a file that has not changed is delivered without reading it.
  bool DeliverKnown(const CheckItem& item) {
    if (!item.known || !item.known->settled) return false;
    if (StatBeneath(item.folder, item.below) != item.known->stat) return false;
    auto known = CheckCache::Decode(item.known->findings);
    // (Lines are not kept there: the file is read for them.)
    if (!known || (by_.source && !known->empty())) return false;
    Done(item);
    Deliver(item, *std::move(known), by_, run_);
    return true;
  }

  void CheckFile(CheckItem& item) {
    if (DeliverKnown(item)) return;
    const bool read_here = !item.bytes;
    std::optional<FileStat> stat;
    if (read_here) {
      item.bytes.emplace();
      std::size_t size = 0;
      const int descriptor = OpenBeneath(item.folder, item.below, &size);
      int fault = descriptor < 0 ? errno : 0;
      if (fault == 0 && by_.cache != nullptr) stat = StatOf(descriptor);
      if (fault == 0) fault = ReadAll(descriptor, size, *item.bytes);
      if (descriptor >= 0) close(descriptor);
      if (fault != 0) return Deliver(item, text_.Only(item.key, Unread(fault)), by_, run_);
    }
    if (!stat) return CheckBytes(item, nullptr);
    const CheckCache::Digest digest = by_.cache->DigestOf(item.key, *item.bytes);
    if (item.known && item.known->digest == digest) {
      if (auto known = CheckCache::Decode(item.known->findings)) {
        if (by_.source && !known->empty()) {
          const auto text = Buffer::FromInput(*std::move(item.bytes), item.shown);
          if (text) AddSource(text->text(), *known);
        }
        by_.cache->Remember(item.key, *stat, digest, item.known->findings);
        Done(item);
        return Deliver(item, *std::move(known), by_, run_);
      }
    }
    const auto remember = [&](const std::vector<FileFinding>& found) {
      by_.cache->Remember(item.key, *stat, digest, CheckCache::Encode(found));
    };
    CheckBytes(item, remember);
  }

  void CheckBytes(CheckItem& item, const std::function<void(const std::vector<FileFinding>&)>& remember) {
    auto text = Buffer::FromInput(*std::move(item.bytes), item.shown);
    auto found = text ? text_.Check(item.key, *std::move(text), item.named)
                      : Result<std::vector<FileFinding>>(std::unexpected(text.error()));
    if (!found && item.named) {
      run_.failed.push_back({item.shown, std::move(found).error()});
      return;
    }
    if (!found) return Deliver(item, text_.Only(item.key, Uncheckable(found.error())), by_, run_);
    if (remember) remember(*found);
    Done(item);
    Deliver(item, *std::move(found), by_, run_);
  }

  void Done(const CheckItem& item) {
    ++run_.files;
    if (by_.names) run_.names.push_back(item.shown);
  }

  static std::optional<FileStat> StatOf(int descriptor) { return StatBeneath(descriptor, ""); }

  const CheckBy& by_;
  TextChecker text_;
  CheckRun& run_;
};

// Batches of items between the one that finds them and those that check them: few at a time, so that a tree
// of millions is never in memory.
class Queue {
 public:
  explicit Queue(std::size_t most) : most_(most) {}

  void Put(std::vector<CheckItem> batch) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return batches_.size() < most_; });
    batches_.push_back(std::move(batch));
    some_.notify_one();
  }
  void End() {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    some_.notify_all();
  }
  // Empty: there are no more.
  std::vector<CheckItem> Take() {
    std::unique_lock lock(mutex_);
    some_.wait(lock, [&] { return ended_ || !batches_.empty(); });
    if (batches_.empty()) return {};
    std::vector<CheckItem> batch = std::move(batches_.front());
    batches_.pop_front();
    room_.notify_one();
    return batch;
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_, some_;
  std::deque<std::vector<CheckItem>> batches_;
  std::size_t most_;
  bool ended_ = false;
};

constexpr std::size_t kBatchFiles = 64, kBatchBytes = std::size_t{1} << 20;

// Fills the queue, each item with what the cache knows of it.
void Produce(const CheckSource& source, const CheckBy& by, Queue& queue) {
  std::vector<CheckItem> batch;
  std::size_t bytes = 0;
  source([&](CheckItem item) {
    if (by.cache != nullptr && !item.bytes) item.known = by.cache->Find(item.key);
    bytes += item.bytes ? item.bytes->size() : 0;
    batch.push_back(std::move(item));
    if (batch.size() < kBatchFiles && bytes < kBatchBytes) return true;
    queue.Put(std::exchange(batch, {}));
    bytes = 0;
    return true;
  });
  if (!batch.empty()) queue.Put(std::move(batch));
}

void Join(CheckRun& all, CheckRun run) {
  all.files += run.files;
  std::ranges::move(run.findings, std::back_inserter(all.findings));
  std::ranges::move(run.failed, std::back_inserter(all.failed));
  std::ranges::move(run.names, std::back_inserter(all.names));
  all.identities.merge(run.identities);
  all.regions.merge(run.regions);
  all.sources.merge(run.sources);
}

}  // namespace

std::optional<TextRegion> CheckRun::RegionOf(const CheckFinding& one) const {
  const auto found = regions.find(PlaceOf(one));
  return found == regions.end() ? std::nullopt : std::optional(found->second);
}

std::optional<SourceLine> CheckRun::SourceOf(const CheckFinding& one) const {
  const auto found = sources.find(PlaceOf(one));
  return found == sources.end() ? std::nullopt : std::optional(found->second);
}

CheckRun CheckAll(const CheckSource& source, const CheckBy& by, std::size_t jobs,
                  const std::function<void()>& progress) {
  jobs = std::max(jobs, std::size_t{1});
  Queue queue(2 * jobs);
  std::vector<CheckRun> runs(jobs);
  CheckRun all;
  {
    std::vector<std::jthread> workers;
    // Whatever ends the producing, the workers are told.
    struct Ender {
      Queue& queue;
      ~Ender() { queue.End(); }
    };
    workers.reserve(jobs);
    const Ender ender{queue};
    for (std::size_t i = 0; i < jobs; ++i) {
      workers.emplace_back([&, i] {
        FileChecker checker(by, runs[i]);
        for (auto batch = queue.Take(); !batch.empty(); batch = queue.Take()) {
          for (CheckItem& item : batch) {
            checker.Check(item);
            if (progress) progress();
          }
        }
      });
    }
    Produce(source, by, queue);
  }
  for (CheckRun& run : runs) Join(all, std::move(run));
  // (Those of one file come from one thread, in the order of their places.)
  std::ranges::stable_sort(all.findings, {}, &CheckFinding::file);
  std::ranges::stable_sort(all.failed, {}, &CheckRun::Failed::shown);
  std::ranges::sort(all.names);
  return all;
}

}  // namespace markings::cli
