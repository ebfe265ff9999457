#ifndef FUZZ_LEAK_KEY_H_
#define FUZZ_LEAK_KEY_H_

#include <algorithm>
#include <string>

#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/secret/secret_bytes.h"

// The same each time: of zeros alone.
inline markings::LeakKey FuzzLeakKey() {
  const std::string text = "markings-leak-key/1\n" + std::string(2 * markings::LeakKey::kBytes, '0') + "\n";
  markings::SecretBytes file(text.size());
  std::ranges::copy(text, file.RevealForWriting().begin());
  return markings::LeakKey::Parse(file).value();
}

#endif  // FUZZ_LEAK_KEY_H_
