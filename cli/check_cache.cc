#include "cli/check_cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "cli/io.h"

namespace markings::cli {
namespace {

using Json = nlohmann::json;

constexpr int kSchema = 1;  // of the database
constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr std::int64_t kAtRest = 2 * kNanoseconds;  // the coarsest clock of a file system is FAT's
constexpr std::size_t kBatch = 2000;                // rows that are written together

std::int64_t Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}
std::int64_t Nanoseconds(const timespec& time) { return time.tv_sec * kNanoseconds + time.tv_nsec; }

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

bool Run(sqlite3* database, const char* sql) {
  return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}
Statement Prepare(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
  return Statement(statement);  // null on a fault: what uses it fails then
}
void BindBlob(const Statement& statement, int at, const void* bytes, std::size_t size) {
  // (A null pointer would be NULL, which is no empty blob.)
  sqlite3_bind_blob64(statement.get(), at, size == 0 ? "" : bytes, size, SQLITE_STATIC);
}
void BindBlob(const Statement& statement, int at, std::string_view bytes) {
  BindBlob(statement, at, bytes.data(), bytes.size());
}
std::string_view Blob(const Statement& statement, int column) {
  const void* bytes = sqlite3_column_blob(statement.get(), column);
  const int size = sqlite3_column_bytes(statement.get(), column);
  return bytes == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

CheckCache::Digest DigestUnder(std::span<const unsigned char> key, std::string_view name,
                               std::string_view bytes) {
  crypto_generichash_state state;
  CheckCache::Digest digest{};
  const std::uint64_t size = name.size();
  crypto_generichash_init(&state, key.data(), key.size(), digest.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(name.data()), name.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  crypto_generichash_final(&state, digest.data(), digest.size());
  return digest;
}

}  // namespace

struct CheckCache::Impl {
  // One to read rows in order while the other writes some.
  Database reading, writing;
  Statement cursor, one, put;
  std::array<unsigned char, crypto_generichash_KEYBYTES> key{};
  Digest context{};
  bool at_row = false, ended = false;
  std::string last;                  // key that was asked for
  std::vector<std::string> unasked;  // keys of rows that the cursor passed

  struct Row {
    std::string key;
    FileStat stat;
    bool settled;
    Digest digest;
    std::string findings;
  };
  std::mutex mutex;
  std::vector<Row> rows;

  [[nodiscard]] Known KnownAt(const Statement& row) const {
    Known known;
    known.stat = {sqlite3_column_int64(row.get(), 1), sqlite3_column_int64(row.get(), 2),
                  sqlite3_column_int64(row.get(), 3),
                  static_cast<std::uint64_t>(sqlite3_column_int64(row.get(), 4))};
    known.settled = sqlite3_column_int(row.get(), 5) != 0;
    const std::string_view digest = Blob(row, 6);
    if (digest.size() == known.digest.size()) std::ranges::copy(digest, known.digest.begin());
    known.findings = Blob(row, 7);
    return known;
  }

  void Step() {
    at_row = !ended && sqlite3_step(cursor.get()) == SQLITE_ROW;
    ended = !at_row;
  }

  void Write(const std::vector<Row>& some) {
    if (some.empty() || !Run(writing.get(), "BEGIN IMMEDIATE")) return;
    for (const Row& row : some) {
      BindBlob(put, 1, row.key);
      BindBlob(put, 2, context.data(), context.size());
      sqlite3_bind_int64(put.get(), 3, row.stat.size);
      sqlite3_bind_int64(put.get(), 4, row.stat.mtime);
      sqlite3_bind_int64(put.get(), 5, row.stat.ctime);
      sqlite3_bind_int64(put.get(), 6, static_cast<sqlite3_int64>(row.stat.inode));
      sqlite3_bind_int(put.get(), 7, row.settled ? 1 : 0);
      BindBlob(put, 8, row.digest.data(), row.digest.size());
      BindBlob(put, 9, row.findings);
      const bool done = sqlite3_step(put.get()) == SQLITE_DONE;
      sqlite3_reset(put.get());
      if (!done) break;
    }
    if (!Run(writing.get(), "COMMIT")) static_cast<void>(Run(writing.get(), "ROLLBACK"));
  }
};

CheckCache::CheckCache(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CheckCache::~CheckCache() = default;

Result<std::unique_ptr<CheckCache>> CheckCache::Open(const std::string& path, std::string_view context) {
  const auto fault = [&](std::string_view what) {
    Error error = Unusable(
        "the cache cannot be used: " + std::string(what),
        "name another with --cache, or take this one away: it holds nothing that is not found again");
    error.file = path;
    return std::unexpected(std::move(error));
  };
  if (sodium_init() < 0) return fault("libsodium could not be started");
  // (SQLite would make it for all to read.)
  if (const int made = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); made >= 0) {
    close(made);
  } else {
    return fault("it cannot be opened");
  }
  auto impl = std::make_unique<Impl>();
  for (Database* database : {&impl->writing, &impl->reading}) {
    sqlite3* opened = nullptr;
    const int done =
        sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    database->reset(opened);
    if (done != SQLITE_OK) return fault("SQLite does not open it");
    sqlite3_busy_timeout(opened, 5000);
  }
  sqlite3* writing = impl->writing.get();
  const auto version = Prepare(writing, "PRAGMA user_version");
  if (version == nullptr || sqlite3_step(version.get()) != SQLITE_ROW) return fault(sqlite3_errmsg(writing));
  const int known = sqlite3_column_int(version.get(), 0);
  if (known != 0 && known != kSchema) return fault("another version made it");
  sqlite3_reset(version.get());
  const std::string made = fmt::format(
      "BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value BLOB);"
      "CREATE TABLE IF NOT EXISTS files (key BLOB NOT NULL, context BLOB NOT NULL, size INTEGER, mtime "
      "INTEGER,"
      " ctime INTEGER, inode INTEGER, settled INTEGER, digest BLOB, findings BLOB, PRIMARY KEY (context, "
      "key)) "
      "WITHOUT ROWID; INSERT OR IGNORE INTO about VALUES ('key', randomblob(32)); PRAGMA user_version = {}; "
      "COMMIT",
      kSchema);
  if (!Run(writing, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") ||
      !Run(writing, made.c_str())) {
    return fault(sqlite3_errmsg(writing));
  }
  const auto key = Prepare(writing, "SELECT value FROM about WHERE name = 'key'");
  if (key == nullptr || sqlite3_step(key.get()) != SQLITE_ROW || Blob(key, 0).size() != impl->key.size()) {
    return fault("it has no key");
  }
  std::ranges::copy(Blob(key, 0), impl->key.begin());
  impl->context = DigestUnder(impl->key, "context", context);

  constexpr const char* kColumns =
      "SELECT key, size, mtime, ctime, inode, settled, digest, findings FROM files WHERE context = ?";
  impl->cursor = Prepare(impl->reading.get(), fmt::format("{} ORDER BY key", kColumns).c_str());
  impl->one = Prepare(impl->reading.get(), fmt::format("{} AND key = ?", kColumns).c_str());
  impl->put = Prepare(writing, "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (impl->cursor == nullptr || impl->one == nullptr || impl->put == nullptr)
    return fault(sqlite3_errmsg(writing));
  BindBlob(impl->cursor, 1, impl->context.data(), impl->context.size());
  BindBlob(impl->one, 1, impl->context.data(), impl->context.size());
  impl->Step();
  return std::unique_ptr<CheckCache>(new CheckCache(std::move(impl)));
}

std::optional<CheckCache::Known> CheckCache::Find(std::string_view key) {
  Impl& impl = *impl_;
  if (key < impl.last) {  // not in order: asked for by itself
    BindBlob(impl.one, 2, key);
    std::optional<Known> known;
    if (sqlite3_step(impl.one.get()) == SQLITE_ROW) known = impl.KnownAt(impl.one);
    sqlite3_reset(impl.one.get());
    return known;
  }
  impl.last = key;
  while (impl.at_row && Blob(impl.cursor, 0) < key) {
    impl.unasked.emplace_back(Blob(impl.cursor, 0));
    impl.Step();
  }
  if (!impl.at_row || Blob(impl.cursor, 0) != key) return std::nullopt;
  Known known = impl.KnownAt(impl.cursor);
  impl.Step();
  return known;
}

CheckCache::Digest CheckCache::DigestOf(std::string_view key, std::string_view bytes) const {
  return DigestUnder(impl_->key, key, bytes);
}

void CheckCache::Remember(std::string_view key, const FileStat& stat, const Digest& digest,
                          std::string_view findings) {
  const bool settled = std::max(stat.mtime, stat.ctime) + kAtRest < Now();
  const std::scoped_lock lock(impl_->mutex);
  impl_->rows.push_back({std::string(key), stat, settled, digest, std::string(findings)});
  if (impl_->rows.size() >= kBatch) impl_->Write(std::exchange(impl_->rows, {}));
}

void CheckCache::Finish(bool whole, const std::function<bool(std::string_view key)>& gone) {
  Impl& impl = *impl_;
  while (whole && impl.at_row) {
    impl.unasked.emplace_back(Blob(impl.cursor, 0));
    impl.Step();
  }
  impl.Write(std::exchange(impl.rows, {}));
  if (!whole || impl.unasked.empty() || !Run(impl.writing.get(), "BEGIN IMMEDIATE")) return;
  const auto drop = Prepare(impl.writing.get(), "DELETE FROM files WHERE context = ? AND key = ?");
  BindBlob(drop, 1, impl.context.data(), impl.context.size());
  for (const std::string& key : impl.unasked) {
    if (!gone(key)) continue;
    BindBlob(drop, 2, key);
    static_cast<void>(sqlite3_step(drop.get()));
    sqlite3_reset(drop.get());
  }
  static_cast<void>(Run(impl.writing.get(), "COMMIT"));
}

// ---- findings ----

std::string CheckCache::Encode(const std::vector<FileFinding>& findings) {
  if (findings.empty()) return {};
  Json all = Json::array();
  for (const FileFinding& one : findings) {
    const CheckFinding& found = one.finding;
    const Diagnostic& said = found.diagnostic;
    Json region = nullptr;
    if (one.region) {
      region = {one.region->begin.line, one.region->begin.column, one.region->end.line,
                one.region->end.column};
    }
    // Strings that may be no UTF-8 (paths) as bytes.
    const auto bytes = [](const std::string& text) { return Json::binary({text.begin(), text.end()}); };
    all.push_back({std::to_underlying(said.code),
                   said.where.begin,
                   said.where.end,
                   bytes(said.message),
                   bytes(said.fix),
                   bytes(said.rule),
                   bytes(said.source),
                   said.severity ? static_cast<int>(*said.severity) : -1,
                   found.at.line,
                   found.at.column,
                   bytes(found.element),
                   found.fingerprint,
                   std::to_underlying(found.suppressed),
                   bytes(found.justification),
                   std::move(region),
                   one.identity.code,
                   bytes(one.identity.rule),
                   bytes(one.identity.path),
                   bytes(one.identity.element),
                   one.identity.ordinal,
                   one.identity.tag,
                   one.identity.place_ordinal});
  }
  const std::vector<std::uint8_t> packed = Json::to_cbor(all);
  return {packed.begin(), packed.end()};
}

std::optional<std::vector<FileFinding>> CheckCache::Decode(std::string_view encoded) {
  std::vector<FileFinding> findings;
  if (encoded.empty()) return findings;
  try {
    const Json all = Json::from_cbor(encoded.begin(), encoded.end());
    const auto text = [](const Json& json) {
      const auto& bytes = json.get_binary();
      return std::string(bytes.begin(), bytes.end());
    };
    for (const Json& row : all) {
      const auto code = row.at(0).get<std::size_t>();
      const int severity = row.at(7).get<int>();
      if (code >= AllDiagnostics().size() || severity > static_cast<int>(Severity::kError))
        return std::nullopt;
      FileFinding one;
      Diagnostic& said = one.finding.diagnostic;
      said = {static_cast<DiagnosticCode>(code), {row.at(1), row.at(2)}, text(row.at(3)), text(row.at(4))};
      said.rule = text(row.at(5));
      said.source = text(row.at(6));
      if (severity >= 0) said.severity = static_cast<Severity>(severity);
      one.finding.at = {row.at(8), row.at(9)};
      one.finding.element = text(row.at(10));
      one.finding.fingerprint = row.at(11);
      one.finding.suppressed = static_cast<CheckFinding::Suppressed>(row.at(12).get<std::uint8_t>() % 3);
      one.finding.justification = text(row.at(13));
      if (const Json& region = row.at(14); region.is_array()) {
        one.region = TextRegion{{region.at(0), region.at(1)}, {region.at(2), region.at(3)}};
      }
      one.identity = {row.at(15), text(row.at(16)), text(row.at(17)), text(row.at(18)),
                      row.at(19), row.at(20),       row.at(21)};
      findings.push_back(std::move(one));
    }
  } catch (const Json::exception&) {
    return std::nullopt;  // damaged: checked anew
  }
  return findings;
}

std::optional<FileStat> StatBeneath(int folder, const std::string& path) {
  struct stat about{};
  if (fstatat(folder, path.c_str(), &about, path.empty() ? AT_EMPTY_PATH : AT_SYMLINK_NOFOLLOW) != 0 ||
      !S_ISREG(about.st_mode))
    return std::nullopt;
  return FileStat{about.st_size, Nanoseconds(about.st_mtim), Nanoseconds(about.st_ctim), about.st_ino};
}

}  // namespace markings::cli
