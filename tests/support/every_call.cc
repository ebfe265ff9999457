#include "tests/support/every_call.h"

#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace markings::testing {

Outcome RunUntilCall(const std::function<int()>& work, int at, int fault) {
  Outcome outcome;
  const pid_t child = fork();
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(99);
    raise(SIGSTOP);
    _exit(work());
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFSTOPPED(status)) return outcome;
  outcome.traced = true;
  ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  int stops = 0, signal = 0;
  bool failing = false;
  while (true) {
    ptrace(PTRACE_SYSCALL, child, nullptr, signal);
    waitpid(child, &status, 0);
    if (WIFEXITED(status) || WIFSIGNALED(status)) break;
    signal = 0;
    if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
      signal = WSTOPSIG(status);
      continue;
    }
    ++stops;
    const bool entry = stops % 2 == 1;
    if (entry && (stops + 1) / 2 == at && fault == 0) {
      outcome.acted = true;
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return outcome;
    }
#if defined(__x86_64__)
    if (entry && (stops + 1) / 2 == at) {
      user_regs_struct registers = {};
      ptrace(PTRACE_GETREGS, child, nullptr, &registers);
      registers.orig_rax = ~0ULL;  // no call
      ptrace(PTRACE_SETREGS, child, nullptr, &registers);
      failing = true;
      outcome.acted = true;
    } else if (failing) {
      user_regs_struct registers = {};
      ptrace(PTRACE_GETREGS, child, nullptr, &registers);
      registers.rax = static_cast<unsigned long long>(-static_cast<long long>(fault));
      ptrace(PTRACE_SETREGS, child, nullptr, &registers);
      failing = false;
    }
#else
    (void)failing;
#endif
  }
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

}  // namespace markings::testing
