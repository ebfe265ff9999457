// An error that nobody looks at.
#include "libmarkings/text/buffer.h"

void Use() {
#ifdef FLAWED
  markings::Buffer::FromBytes("text", "name");
#else
  const auto buffer = markings::Buffer::FromBytes("text", "name");
  if (!buffer) return;
#endif
}
