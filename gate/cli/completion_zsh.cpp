#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/cli/completion.h"

namespace gate {
namespace {

// compadd takes candidates as they are and quotes what it puts on the line.
constexpr std::string_view helpers = R"zsh(_gate_trees() {
    local expl root=${(Q)${opt_args[--root]:-$gate_root}}
    local -a names where
    if [[ -n $root ]]; then where=(--root ${root/#\~\//$HOME/}); fi
    names=(${(f)"$($gate_program list --names $where 2>/dev/null)"})
    _wanted trees expl tree compadd -a names
}

_gate_refs() {
    local expl root=${(Q)${opt_args[--root]:-$gate_root}}
    local -a refs
    refs=(${(f)"$(git -C ${${root/#\~\//$HOME/}:-.} for-each-ref --format='%(refname:short)' 2>/dev/null)"})
    _wanted refs expl ref compadd -a refs
}

)zsh";

constexpr std::string_view beginning = R"zsh(_gate() {
    local curcontext=$curcontext state state_descr gate_root gate_program=${${(Q)words[1]}/#\~\//$HOME/}
    local -a line options
    local -A opt_args
)zsh";

// Sourced, the script declares itself; found by compinit as the file _gate, it is the function.
constexpr std::string_view end = R"zsh(
if [[ $funcstack[1] == _gate ]]; then
    _gate "$@"
else
    compdef _gate gate
fi
)zsh";

// Within '...' of the shell, the letters before which _arguments and _describe want a backslash.
std::string escaped(const std::string& text, std::string_view special) {
  std::string result;
  for (const char letter : text) {
    if (letter == '\'') {
      result += "'\\''";
      continue;
    }
    if (special.find(letter) != std::string_view::npos) result += '\\';
    result += letter;
  }
  return result;
}

std::string described(const std::vector<ValueWord>& words) {
  std::string text;
  for (const ValueWord& one : words) {
    text += fmt::format("        '{}:{}'\n", escaped(one.word, ":\\"), escaped(one.help, "\\"));
  }
  return text;
}

// A function that offers words with what each of them is.
std::string offering(const std::string& name, const std::string& what,
                     const std::vector<ValueWord>& words) {
  return fmt::format("{}() {{\n    local -a all=(\n{}    )\n    _describe -t {} {} all\n}}\n\n",
                     name, described(words), what, what);
}

std::string action(const ValueShape& value, const std::string& function) {
  switch (value.kind) {
    case ValueKind::file:
      return "_files";
    case ValueKind::tree:
      return "_gate_trees";
    case ValueKind::ref:
      return "_gate_refs";
    case ValueKind::other:
      return " ";
    case ValueKind::words:
      break;
  }
  if (!value.words.front().help.empty()) return function;
  std::vector<std::string> words;
  for (const ValueWord& one : value.words) words.push_back(escaped(one.word, ": ()\\"));
  return fmt::format("({})", fmt::join(words, " "));
}

std::string option_spec(const OptionShape& option) {
  const bool flag = option.value.empty();
  std::string rest = fmt::format("[{}]", escaped(option.help, "[]\\"));
  if (!flag) {
    const ValueShape& value = option.value.front();
    rest += fmt::format(":{}:{}", escaped(value.shown, ":\\"), action(value, ""));
  }
  std::string text;
  for (const std::string& name : option.names) {
    const std::string exclusive =
        option.repeatable ? "*" : fmt::format("({})", fmt::join(option.names, " "));
    const std::string_view assign = flag ? "" : name.starts_with("--") ? "=" : "+";
    text += fmt::format("        '{}{}{}{}'\n", exclusive, name, assign, rest);
  }
  return text;
}

std::string function_of(const SubCommandShape& shape) { return "_gate_words_of_" + shape.name; }

std::string sub_command_case(const SubCommandShape& shape) {
  std::string specs;
  for (const OptionShape& option : shape.options) specs += option_spec(option);
  for (const ArgumentShape& argument : shape.arguments) {
    specs += fmt::format("        '::{}:{}'\n", escaped(argument.value.shown, ":\\"),
                         action(argument.value, function_of(shape)));
  }
  if (specs.empty()) return {};
  return fmt::format("    {})\n        options+=(\n{}        )\n        ;;\n", shape.name, specs);
}

std::string functions(const CommandLineShape& shape) {
  std::vector<ValueWord> sub_commands;
  std::string text;
  for (const SubCommandShape& one : shape.sub_commands) {
    sub_commands.push_back({one.name, one.help});
    for (const ArgumentShape& argument : one.arguments) {
      const auto& words = argument.value.words;
      if (words.empty() || words.front().help.empty()) continue;
      text += offering(function_of(one), "cause", words);
    }
  }
  return text + offering("_gate_sub_commands", "sub-command", sub_commands);
}

}  // namespace

std::string zsh_completion(const CommandLineShape& shape) {
  std::string text =
      "#compdef gate\n# zsh completion for gate, as `gate completion zsh` prints it.\n\n";
  text += helpers;
  text += functions(shape);
  text += beginning;
  text += "    options=(\n";
  for (const OptionShape& option : shape.options) text += option_spec(option);
  text += "    )\n";
  text +=
      "    _arguments -C -s -S : $options '1:sub-command:_gate_sub_commands' '*::argument:->rest' "
      "&& return\n"
      "    [[ $state == rest ]] || return 1\n"
      "    gate_root=$opt_args[--root]\n"
      "    case $line[1] in\n";
  for (const SubCommandShape& one : shape.sub_commands) text += sub_command_case(one);
  text += "    esac\n    _arguments -s -S : $options\n}\n";
  text += end;
  return text;
}

}  // namespace gate
