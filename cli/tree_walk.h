#ifndef CLI_TREE_WALK_H_
#define CLI_TREE_WALK_H_

// The files of a tree, in the byte order of their paths, found while others are already being read: a tree of
// millions takes no more memory than its largest folder. No link is followed, below the root or in a path.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "libmarkings/text/error.h"

namespace markings::cli {

// What a walk asks for and tells. All are called in the one thread of the walk; paths are below the root,
// with "/" between names.
struct WalkSink {
  // A plain file. False: enough.
  std::function<bool(std::string path)> file;
  // Whether a folder or a file is passed over; asked for each before anything else is done with it.
  std::function<bool(std::string_view path, bool is_folder)> passed_over;
  // A folder is entered, with its names known: what lies in it and decides about the rest can be read now.
  // `has` says whether it holds a file of a name.
  std::function<void(std::string_view folder, const std::function<bool(std::string_view)>& has)> enter;
  // A folder that cannot be read, and why.
  std::function<void(std::string_view folder, const Error& error)> unreadable;
};

// Walks the folder `root`. Errors: kIo, kUnusableInput when the root itself cannot be read.
[[nodiscard]] Result<void> WalkTree(const std::string& root, const WalkSink& sink);

// A descriptor of a plain file below an open folder, or -1 with errno. No part of the path may be a link;
// what is no plain file is EISDIR. It does not wait for pipes. `size`, unless null: its bytes as it is
// opened.
[[nodiscard]] int OpenBeneath(int folder, const std::string& path, std::size_t* size = nullptr);

}  // namespace markings::cli

#endif  // CLI_TREE_WALK_H_
