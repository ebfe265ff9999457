#ifndef CLI_CHILD_PROCESS_H_
#define CLI_CHILD_PROCESS_H_

// Other programs, run as processes: git, and the helpers that are installed beside this program.

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::cli {

// A descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int descriptor = -1) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { Close(); }
  void Set(int descriptor);
  void Close();
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// A pipe whose ends are above the standard descriptors, so that laying them there closes none of them. False:
// errno says why.
[[nodiscard]] bool OpenPipe(Descriptor& reading, Descriptor& writing);

// A child: ended by a signal and waited for, whatever happens. Not thread-safe.
class ChildProcess {
 public:
  struct Start {
    std::string program;  // a path; a name is looked for in PATH
    std::vector<std::string> words;
    int input = -1, output = -1;  // descriptors
    int errors = -1;              // none: what it says there is dropped
    bool own_environment = true;  // of ours PATH alone
  };

  explicit ChildProcess(int end_signal) : end_signal_(end_signal) {}
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess();

  // It gets the three descriptors, no others, and each signal as it is by default. 0, or the number of the
  // fault.
  [[nodiscard]] int Run(const Start& start);
  void End() const;
  // Whether it has ended by then.
  [[nodiscard]] bool EndsBefore(std::chrono::steady_clock::time_point until) const;
  // Its status as waitpid has it.
  int Wait();

 private:
  pid_t pid_ = -1;
  int end_signal_;
};

// A program that takes bytes on its standard input and answers on its standard output.
struct HelperRequest {
  std::string program;  // a path
  std::vector<std::string> words;
  std::chrono::milliseconds time_limit;  // of the wall's clock; it is killed then
  std::size_t max_answer_bytes;
};

struct HelperEnd {
  enum class How : std::uint8_t { kEnded, kTooLong, kTooMuch, kFault };
  How how = How::kFault;
  std::string answer;
  int status = 0;         // kEnded: as waitpid has it
  const char* step = "";  // kFault: what failed
  int fault_number = 0;   // and errno
};

// Gives the bytes and takes the answer, whichever of the two goes on. The program gets no file and no
// descriptor of this process but the two pipes, and of the environment PATH alone; what it says on standard
// error is dropped, since it may hold text of a document. Thread-safe.
[[nodiscard]] HelperEnd RunHelper(const HelperRequest& request, std::string_view bytes);

// The path of a helper: beside this program (a build tree), or in libexec/markings. Errors: kIo, `purpose`
// and then where it was looked for: "it is no plain text, and the program that reads such files".
[[nodiscard]] Result<std::string> FindHelper(std::string_view name, std::string_view purpose);

// What a helper says is wrong with its input, {"error":{"message","fix"}}: kUnusableInput. Nothing when the
// answer is none of that form.
[[nodiscard]] std::optional<Error> ErrorSaidBy(std::string_view answer);

}  // namespace markings::cli

#endif  // CLI_CHILD_PROCESS_H_
