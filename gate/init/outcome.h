// What `gate init` found and did, and the same in words.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/core/error.h"

namespace gate {

// A file of seeds/ and what became of it.
struct InitFile {
  enum class State {
    not_written,  // not yet, not with --dry-run, or not at all
    written,
    was_there,  // and is as it was
  };
  std::string name;  // "seeds/shop.json"
  std::string text;
  State state = State::not_written;
};

struct InitTree {
  std::string name;
  std::vector<std::string> found;
  InitFile file;
  std::vector<InitFile> with;     // what the declaration leads to, where that was not there
  std::vector<std::string> open;  // what is still missing or to be checked, as sentences
};

struct InitOutcome {
  std::filesystem::path root;
  bool root_named = false;  // by --root: the next command has to name it as well
  std::size_t folders = 0;  // looked into
  std::vector<InitTree> trees;
  std::vector<std::string> notes;  // of what is no tree of the list
  std::vector<InitFile> others;    // the schema
  std::vector<Error> errors;       // what could not be written
};

std::string in_words(const InitOutcome& outcome);

}  // namespace gate
