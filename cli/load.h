#ifndef CLI_LOAD_H_
#define CLI_LOAD_H_

// Inputs that several commands read: a vocabulary, a policy, a document. Each reports what is wrong in one
// line, with its place, and gives the exit code.

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "cli/exit_code.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/policy/policy.h"

namespace markings::cli {

template <class T>
using Loaded = std::expected<T, ExitCode>;

// The vocabulary of a file, or of a regime when `file` is empty.
[[nodiscard]] Loaded<std::shared_ptr<const Vocabulary>> LoadVocabulary(const std::string& file,
                                                                       const std::string& regime,
                                                                       const std::string& edition = {});

// A policy and the text that places in it count in. `vocabulary_file` replaces the vocabulary that it names,
// when given. With kDocuments a policy is refused whose vocabulary has banner categories: documents are not
// read with those yet.
enum class PolicyUse : std::uint8_t { kDocuments, kMarks };
struct PolicyFile {
  Buffer text;
  Policy policy;
};
[[nodiscard]] Loaded<PolicyFile> LoadPolicy(const std::string& file, const std::string& vocabulary_file,
                                            PolicyUse use = PolicyUse::kDocuments);

// A document from a file or, for "-", from standard input.
[[nodiscard]] Loaded<Document> LoadDocument(const std::string& file,
                                            std::shared_ptr<const Vocabulary> vocabulary);

}  // namespace markings::cli

#endif  // CLI_LOAD_H_
