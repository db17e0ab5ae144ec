#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/cli/completion.h"

namespace gate {
namespace {

// What a command in parentheses prints, fish takes as candidates as it stands, line by line.
constexpr std::string_view helpers = R"fish(
# Whether the sub-command on the line is this one; '' asks for none.
function __gate_at
    set -l command ''
    set -l pending
    for word in (commandline -opc)[2..]
        if set -q pending[1]
            set -e pending
            continue
        end
        switch $word
            case {}
                set pending $word
            case '-*'
            case '*'
                set command $word
                break
        end
    end
    test "$command" = "$argv[1]"
end

# The folder of --root, else this one.
function __gate_root
    set -l words (commandline -opc)
    set -l at (contains -i -- --root $words)
    and set -q words[(math $at + 1)]
    and echo $words[(math $at + 1)]
    or string replace -f -- --root= '' $words
    or echo .
end

function __gate_trees
    set -l program (commandline -opc)[1]
    set -l root (string replace -r '^~/' ~/ -- (__gate_root)[1])
    if test "$root" = .
        $program list --names 2>/dev/null
    else
        $program list --names --root $root 2>/dev/null
    end
end

function __gate_refs
    git -C (string replace -r '^~/' ~/ -- (__gate_root)[1]) for-each-ref --format='%(refname:short)' 2>/dev/null
end

complete -c gate -f
)fish";

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') result += '\\';
    result += letter;
  }
  return result + "'";
}

std::string condition(const std::string& sub_command) {
  return fmt::format(" -n '__gate_at {}'", sub_command.empty() ? "\"\"" : sub_command);
}

// What `complete` is to be told of a value, and whether files are candidates (-F) or nothing but
// what it is told (-x).
std::string candidates(const ValueShape& value) {
  switch (value.kind) {
    case ValueKind::file:
      return " -r -F";
    case ValueKind::tree:
      return " -x -a '(__gate_trees)'";
    case ValueKind::ref:
      return " -x -a '(__gate_refs)'";
    case ValueKind::other:
      return " -x";
    case ValueKind::words:
      break;
  }
  std::vector<std::string> words;
  for (const ValueWord& one : value.words) words.push_back(one.word);
  return fmt::format(" -x -a {}", quoted(fmt::format("{}", fmt::join(words, " "))));
}

std::string option_line(const OptionShape& option, const std::string& when) {
  std::string text = "complete -c gate" + when;
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.value.empty()) text += candidates(option.value.front());
  return text + fmt::format(" -d {}\n", quoted(option.help));
}

std::string argument_lines(const ArgumentShape& argument, const std::string& when) {
  if (argument.value.kind == ValueKind::file) return fmt::format("complete -c gate{} -F\n", when);
  std::string text;
  for (const ValueWord& one : argument.value.words) {
    text += fmt::format("complete -c gate{} -a {} -d {}\n", when, quoted(one.word),
                        quoted(one.help.empty() ? argument.help : one.help));
  }
  return text;
}

std::vector<std::string> names_with_value(const CommandLineShape& shape) {
  std::vector<std::string> names;
  const auto add = [&](const std::vector<OptionShape>& options) {
    for (const OptionShape& option : options) {
      if (option.value.empty()) continue;
      names.insert(names.end(), option.names.begin(), option.names.end());
    }
  };
  add(shape.options);
  for (const SubCommandShape& sub_command : shape.sub_commands) add(sub_command.options);
  return names;
}

}  // namespace

std::string fish_completion(const CommandLineShape& shape) {
  std::string text = "# fish completion for gate, as `gate completion fish` prints it.\n";
  std::string functions(helpers);
  functions.replace(functions.find("{}"), 2,
                    fmt::format("{}", fmt::join(names_with_value(shape), " ")));
  text += functions;
  for (const SubCommandShape& one : shape.sub_commands) {
    text +=
        fmt::format("complete -c gate{} -a {} -d {}\n", condition(""), one.name, quoted(one.help));
  }
  for (const OptionShape& option : shape.options) text += option_line(option, "");
  for (const SubCommandShape& one : shape.sub_commands) {
    for (const OptionShape& option : one.options) text += option_line(option, condition(one.name));
    for (const ArgumentShape& argument : one.arguments) {
      text += argument_lines(argument, condition(one.name));
    }
  }
  return text;
}

}  // namespace gate
