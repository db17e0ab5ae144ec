// The command line as plain data, read off the CLI11 App: what the completions and the man page
// are made from, so that they say what --help says.
//
// Knows nothing of a shell or of a format.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gate {

// What a value is, as far as somebody can be helped to type it.
enum class ValueKind { words, file, tree, ref, other };

struct ValueWord {
  std::string word;
  std::string help;  // empty: the word says it
};

struct ValueShape {
  std::string shown;  // as --help has it: "auto|local|container|given", "PATH"
  ValueKind kind = ValueKind::other;
  std::vector<ValueWord> words;
};

struct OptionShape {
  std::vector<std::string> names;  // "-v", "--verbose"
  std::vector<ValueShape> value;   // none of a flag, else one
  bool repeatable = false;
  std::string help;
};

struct ArgumentShape {
  ValueShape value;
  std::string help;
  bool required = false;
};

// The options are those of its own, beside the common ones.
struct SubCommandShape {
  std::string name;
  std::string help;
  std::string footer;
  std::vector<OptionShape> options;
  std::vector<ArgumentShape> arguments;
};

struct CommandLineShape {
  std::string description;
  std::vector<OptionShape> options;  // taken before and after every sub-command
  std::vector<SubCommandShape> sub_commands;
};

CommandLineShape shape_of(const CLI::App& app);

}  // namespace gate
