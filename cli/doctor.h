#ifndef CLI_DOCTOR_H_
#define CLI_DOCTOR_H_

// What `markings doctor` looks at, a file for each area. Nothing is changed, no passphrase is asked for, and
// nothing of a key is shown.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace markings::cli {

// One thing that was looked at.
struct DoctorCheck {
  enum class State : std::uint8_t {
    kOk,
    kFinding,     // something to be mended
    kNotChecked,  // it could not be known
  };
  std::string id;       // "key-mode"
  std::string area;     // "keys", "policies", "keyring", "libraries", "program", "system"
  std::string subject;  // a file, a package, a variable
  State state = State::kOk;
  std::string message;  // what was found
  std::string fix{};    // of a finding; empty else
};
[[nodiscard]] std::string_view Name(DoctorCheck::State state);  // "ok", "finding", "not-checked"

using DoctorChecks = std::vector<DoctorCheck>;

// The checks of one area, all about one subject.
class DoctorSubject {
 public:
  DoctorSubject(DoctorChecks& checks, std::string area, std::string subject)
      : checks_(checks), area_(std::move(area)), subject_(std::move(subject)) {}
  void Ok(std::string id, std::string message) {
    Add(std::move(id), DoctorCheck::State::kOk, std::move(message), {});
  }
  void NotChecked(std::string id, std::string message) {
    Add(std::move(id), DoctorCheck::State::kNotChecked, std::move(message), {});
  }
  void Finding(std::string id, std::string message, std::string fix) {
    Add(std::move(id), DoctorCheck::State::kFinding, std::move(message), std::move(fix));
  }

 private:
  void Add(std::string id, DoctorCheck::State state, std::string message, std::string fix) {
    checks_.push_back({std::move(id), area_, subject_, state, std::move(message), std::move(fix)});
  }
  DoctorChecks& checks_;
  std::string area_, subject_;
};

// A key file: whose it is, who may read it, what it is, whether it has a passphrase. With a keyring (empty:
// none), whether the public half beside it counts on `today`, "2026-11-27".
void CheckKeyFile(const std::string& file, const std::string& keyring, const std::string& today,
                  DoctorChecks& checks);
// A signed keyring: its signatures, and what its keys are worth today.
void CheckKeyring(const std::string& file, const std::string& today, DoctorChecks& checks);
// A policy: whether it loads, what lint finds, whether its tests hold.
void CheckPolicyFile(const std::string& file, DoctorChecks& checks);
// The libraries as they run, and the packages of Debian that they come from against those that mend known
// holes.
void CheckLibraries(DoctorChecks& checks);
// The program that reads other formats: whether it is found, and is of this version.
void CheckPrograms(DoctorChecks& checks);
// Clock, encoding, terminal, temporary folder.
void CheckSystem(DoctorChecks& checks);

}  // namespace markings::cli

#endif  // CLI_DOCTOR_H_
