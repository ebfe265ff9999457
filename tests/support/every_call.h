#ifndef TESTS_SUPPORT_EVERY_CALL_H_
#define TESTS_SUPPORT_EVERY_CALL_H_

// What holds when a process is stopped at any one of its system calls (Linux, by ptrace).

#include <functional>

namespace markings::testing {

struct Outcome {
  bool acted = false;  // there was such a call
  int exit_code = -1;  // when it ended by itself
  bool traced = false;
};

// Runs `work` in a child and stops it at the entry of its system call `at` (from 1): kills it there when
// `fault` is 0, else makes the call fail with that errno, without its being done (x86-64 only).
Outcome RunUntilCall(const std::function<int()>& work, int at, int fault);

}  // namespace markings::testing

#endif  // TESTS_SUPPORT_EVERY_CALL_H_
