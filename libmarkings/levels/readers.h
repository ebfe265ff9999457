#ifndef LIBMARKINGS_LEVELS_READERS_H_
#define LIBMARKINGS_LEVELS_READERS_H_

// Who may open a file that is sealed by levels: recipients.toml, `markings/recipients/1`. Form:
// docs/formats/recipients.md.

#include <string>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/span.h"

namespace markings {

struct MARKINGS_API Reader {
  std::string name;
  AgeRecipient key;
  std::string clearance, nationality;  // as written: what they mean is for the policy's vocabulary to say
  std::vector<std::string> levels;     // audiences; empty: all that the clearance lets the reader see
  Span where;
};

struct MARKINGS_API Recipients {
  std::string policy;               // file name; empty: none is named
  std::vector<std::string> levels;  // audiences of the policy, each a level
  std::vector<Reader> readers;

  // Errors: kBadKey with the place, for anything but the one form: a level or a name twice, a key that is no
  // age key.
  [[nodiscard]] static Result<Recipients> Load(const Buffer& toml);
};

// One level: an audience and who opens its derivative.
struct MARKINGS_API LevelPlan {
  const Audience* audience = nullptr;  // lives as long as the policy
  std::size_t below = 0;               // how many other levels it dominates
  std::vector<std::size_t> readers;    // indices, rising
};

// Who opens which level, the lowest levels first. A reader opens a level when the clearance dominates the
// audience's ceiling (MayRead), and, of another nation, when the audience consists of that nation or its
// ceiling is the lowest there is. Errors: kUnknownAudience; kBadKey, with the place, for a clearance that
// cannot be read, for a reader who is to open a level that the clearance does not dominate, with the reason,
// for one who would open none, and for a level that nobody would open.
[[nodiscard]] MARKINGS_API Result<std::vector<LevelPlan>> PlanLevels(const Recipients& recipients,
                                                                     const Policy& policy);

}  // namespace markings

#endif  // LIBMARKINGS_LEVELS_READERS_H_
