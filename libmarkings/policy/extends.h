#ifndef LIBMARKINGS_POLICY_EXTENDS_H_
#define LIBMARKINGS_POLICY_EXTENDS_H_

// Policies that build on another: `extends = "base.toml"`. docs/formats/policy.md says what the one that
// extends may add, and what it may not weaken.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings {

// Reads the policy that another extends. The name is that of a file beside it: it ends in ".toml", has no
// slash and does not begin with a point. Its errors are reported at the place of `extends`.
using PolicyReader = std::function<Result<Buffer>(std::string_view file)>;

// As Policy::Load, which refuses a policy that extends another. `read` is called for each base, at most eight
// deep. Errors: those of Policy::Load; those of a base, at the place of `extends`, with its own place in
// words; kBadPolicy where the two contradict each other. source_text() of the result is PolicySource.
[[nodiscard]] MARKINGS_API Result<Policy> LoadPolicy(const Buffer& toml, const PolicyReader& read,
                                                     std::shared_ptr<const Vocabulary> vocabulary = nullptr);

// The bytes that the digest of a policy is of: the file's, then those of the policy that it extends, and so
// on. A file that extends none, and one that is no TOML, is that file. Errors: those of `read`; kBadPolicy
// for a chain of more than eight.
[[nodiscard]] MARKINGS_API Result<std::string> PolicySource(const Buffer& toml, const PolicyReader& read);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_EXTENDS_H_
