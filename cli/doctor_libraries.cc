// Libraries: their versions as they run, and the packages of Debian that they come from.
//
// A library's version says nothing of its holes where a distribution mends them without a new version. So
// packages are compared, by dpkg itself, and only on the release of Debian that the table (data/holes.toml)
// is of; anywhere else it is said that it is not known.

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sodium.h>
#include <sqlite3.h>

#include <toml++/toml.h>
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/doctor.h"
#include "cli/io.h"
#include "cli/program_output.h"

namespace markings::internal {
extern const std::string_view kHoles;  // data/holes.toml
}

namespace markings::cli {
namespace {

// One update of a package and what it mends.
struct Update {
  std::string package, fixed, date, mends;
};
struct Holes {
  std::string release, date;
  std::vector<Update> updates;  // of each package in the order of versions
};

// The table that is compiled in; a test holds it to this form.
Holes ReadHoles() {
  Holes holes;
  const toml::table root = toml::parse(internal::kHoles);
  const auto text = [](const toml::table& from, std::string_view key) {
    return from[key].value_or(std::string());
  };
  holes.release = text(root, "release");
  holes.date = text(root, "date");
  const toml::array* updates = root["update"].as_array();
  for (std::size_t i = 0; updates != nullptr && i < updates->size(); ++i) {
    const toml::table& row = *updates->get(i)->as_table();
    std::string mends;
    for (const toml::node& one : *row["mends"].as_array())
      mends += (mends.empty() ? "" : ", ") + one.value_or(std::string());
    holes.updates.push_back({text(row, "package"), text(row, "fixed"), text(row, "date"), std::move(mends)});
  }
  return holes;
}

// "bookworm"; empty where nobody says.
std::string ReleaseOfSystem() {
  const auto text = ReadBytes("/etc/os-release");
  if (!text) return {};
  std::string id, codename;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    const std::string_view line = std::string_view(*text).substr(at, end - at);
    if (line.starts_with("ID=")) id = line.substr(3);
    if (line.starts_with("VERSION_CODENAME=")) codename = line.substr(17);
    at = end + 1;
  }
  // (Others that are made of Debian have versions of their own.)
  return id == "debian" ? codename : std::string();
}

// The versions of those packages that are installed.
std::map<std::string, std::string> InstalledVersions(const std::vector<std::string>& packages) {
  std::vector<std::string> words = {"-W", "-f", "${Package}\\t${db:Status-Status}\\t${Version}\\n"};
  words.insert(words.end(), packages.begin(), packages.end());
  std::map<std::string, std::string> versions;
  const auto answer = OutputOf("dpkg-query", std::move(words));
  if (!answer) return versions;
  for (std::size_t at = 0; at < answer->text.size();) {
    const std::size_t end = std::min(answer->text.find('\n', at), answer->text.size());
    const std::string line = answer->text.substr(at, end - at);
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (second != std::string::npos && line.substr(first + 1, second - first - 1) == "installed")
      versions[line.substr(0, first)] = line.substr(second + 1);
    at = end + 1;
  }
  return versions;
}

// Whether a version comes before another; nothing when dpkg gives no answer.
std::optional<bool> IsOlder(const std::string& version, const std::string& than) {
  const auto answer = OutputOf("dpkg", {"--compare-versions", version, "lt", than});
  if (!answer || answer->exit_code > 1) return std::nullopt;
  return answer->exit_code == 0;
}

void CheckPackage(const Holes& holes, const std::string& package, const std::string& version,
                  DoctorChecks& checks) {
  DoctorSubject subject(checks, "libraries", package);
  std::string open, needed;
  // From the newest on: whatever mends the last of them mends those before it.
  for (auto update = holes.updates.rbegin(); update != holes.updates.rend(); ++update) {
    if (update->package != package) continue;
    const auto older = IsOlder(version, update->fixed);
    if (!older) return subject.NotChecked("known-holes", "dpkg does not compare its versions");
    if (!*older) break;
    if (needed.empty()) needed = update->fixed;
    open = open.empty() ? update->mends : fmt::format("{}, {}", update->mends, open);
  }
  if (needed.empty())
    return subject.Ok("known-holes", fmt::format("{}: no hole known on {}", version, holes.date));
  subject.Finding("known-holes", fmt::format("{} has known holes: {}", version, open),
                  fmt::format("update it to {} or later: apt-get upgrade", needed));
}

void CheckRunning(DoctorChecks& checks) {
  const auto say = [&](std::string_view name, std::string_view version) {
    DoctorSubject(checks, "libraries", std::string(name))
        .Ok("library-version", "running " + Printable(version));
  };
  say("OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING));
  say("libsodium", sodium_version_string());
  say("SQLite", sqlite3_libversion());
}

}  // namespace

void CheckLibraries(DoctorChecks& checks) {
  CheckRunning(checks);
  const Holes holes = ReadHoles();
  const std::string release = ReleaseOfSystem();
  DoctorSubject all(checks, "libraries", "known holes");
  if (release != holes.release) {
    return all.NotChecked("known-holes",
                          fmt::format("not known: the table is of Debian's {} alone, and this system is {}",
                                      holes.release, release.empty() ? "another" : Printable(release)));
  }
  std::vector<std::string> packages;
  for (const Update& update : holes.updates) {
    if (std::ranges::find(packages, update.package) == packages.end()) packages.push_back(update.package);
  }
  const auto versions = InstalledVersions(packages);
  if (versions.empty()) return all.NotChecked("known-holes", "not known: dpkg has none of the packages");
  for (const auto& [package, version] : versions) CheckPackage(holes, package, version, checks);
}

}  // namespace markings::cli
