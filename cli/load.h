#ifndef CLI_LOAD_H_
#define CLI_LOAD_H_

// Inputs that several commands read: a vocabulary, a policy, a document. Each reports what is wrong in one
// line, with its place, and gives the exit code.

#include <boost/program_options/options_description.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "extract/extraction.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/policy/extends.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"

namespace markings::cli {

template <class T>
using Loaded = std::expected<T, ExitCode>;

// The vocabulary of a file, or of a regime when `file` is empty.
[[nodiscard]] Loaded<std::shared_ptr<const Vocabulary>> LoadVocabulary(const std::string& file,
                                                                       const std::string& regime,
                                                                       const std::string& edition = {});

// Reads the policy that one in a file extends: from the same folder.
[[nodiscard]] PolicyReader ReaderBeside(const std::string& file);

// A policy and the text that places in it count in. `vocabulary_file` replaces the vocabulary that it names,
// when given.
struct PolicyFile {
  Buffer text;
  Policy policy;
};
[[nodiscard]] Loaded<PolicyFile> LoadPolicy(const std::string& file, const std::string& vocabulary_file);

// The names of --authority, which may be given once for each person, as one authority.
[[nodiscard]] std::optional<Error> JoinAuthority(const std::vector<std::string>& names,
                                                 std::string& authority);

// What is wrong with an exemption code that the policy does not have; nothing when it has it.
[[nodiscard]] std::optional<Error> UnknownCode(const Policy& policy, const std::string& code);

// An officer's decisions and the text that places in them count in.
struct OverridesFile {
  Buffer text;
  Overrides overrides;
};
[[nodiscard]] Loaded<OverridesFile> LoadOverrides(const std::string& file, const Policy& policy);

// How an input that may hold documents is to be read.
struct InputOptions {
  std::string type;    // of the file; empty: what its bytes say
  std::string member;  // the one document of it that is meant, by its number or name; empty: all
  bool ocr = false;    // recognise pages without a text layer
  std::string format;  // the form that the document has, whatever it looks like; empty: found
};
// Adds --type, --member and --document-format.
void AddInputOptions(boost::program_options::options_description& options, InputOptions& input);

// One document of an input. What was read out of another format has its regions and pages beside it, in bytes
// of the document's text.
struct LoadedDocument {
  Document document;
  std::string member;  // its place in the input; empty: it is the input
  extract::FileType type = extract::FileType::kText;
  bool extracted = false;
  std::vector<extract::Region> regions;
  std::vector<extract::Page> pages;
};

// The documents of an input, in its order, and the texts in it that are no cables.
struct LoadedInput {
  struct NoCable {
    std::size_t number;  // in the input, from 1
    std::string member;
    Error error;
  };
  std::size_t bytes = 0;
  extract::FileType type = extract::FileType::kText;
  std::vector<LoadedDocument> documents;  // at least one
  std::vector<NoCable> no_cables;
};

// All documents of a file or, for "-", of standard input. Plain text is read here, in any encoding that is
// known; anything else by `markings-extract`, in a process of its own.
[[nodiscard]] Loaded<LoadedInput> LoadInput(const std::string& file,
                                            std::shared_ptr<const Vocabulary> vocabulary,
                                            const InputOptions& options = {});

// The one document that is to be released from an input. Refused: several, unless one is named.
[[nodiscard]] Loaded<Document> LoadDocument(const std::string& file,
                                            std::shared_ptr<const Vocabulary> vocabulary,
                                            const InputOptions& options = {});

}  // namespace markings::cli

#endif  // CLI_LOAD_H_
