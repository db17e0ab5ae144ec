#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/cli/completion.h"

namespace gate {
namespace {

// Candidates that come from outside are compared and quoted, never expanded: `compgen -W` would
// run a branch that is named $(...).
constexpr std::string_view helpers =
    R"bash(# Offers those of the words that begin with what is typed.
_gate_offer() {
    local candidate
    for candidate in "$@"; do
        if [[ $candidate == "$typed"* ]]; then
            printf -v candidate %q "$candidate"
            COMPREPLY+=("$before_typed$candidate")
        fi
    done
}

_gate_offer_files() {
    local name
    compopt -o filenames 2>/dev/null
    while IFS= read -r name; do
        COMPREPLY+=("$before_typed$name")
    done < <(compgen -f -- "$typed")
}

_gate_offer_trees() {
    local -a names
    mapfile -t names < <("$program" list --names ${root:+--root "$root"} 2>/dev/null)
    _gate_offer "${names[@]}"
}

_gate_offer_refs() {
    local -a refs
    mapfile -t refs < <(git -C "${root:-.}" for-each-ref --format='%(refname:short)' 2>/dev/null)
    _gate_offer "${refs[@]}"
}

)bash";

// bash splits --name=value into three words, unless its user took = out of COMP_WORDBREAKS.
constexpr std::string_view beginning = R"bash(_gate() {
    local program=${1/#\~\//$HOME/} typed=$2 before_typed='' option=$3 command='' root='' pending='' word
    COMPREPLY=()
    if [[ $typed == -*=* ]]; then
        option=${typed%%=*} before_typed=${typed%%=*}= typed=${typed#*=}
    elif [[ ${COMP_WORDS[COMP_CWORD]} == '=' ]]; then
        typed='' option=${COMP_WORDS[COMP_CWORD - 1]}
    elif [[ $option == '=' ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ $word == '=' ]]; then continue; fi
        if [[ $pending == --root ]]; then root=${word/#\~\//$HOME/}; fi
        if [[ -n $pending ]]; then
            pending=''
            continue
        fi
)bash";

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char letter : word) text += letter == '\'' ? "'\\''" : std::string(1, letter);
  return text + "'";
}

std::string offer(const ValueShape& value) {
  switch (value.kind) {
    case ValueKind::file:
      return "_gate_offer_files";
    case ValueKind::tree:
      return "_gate_offer_trees";
    case ValueKind::ref:
      return "_gate_offer_refs";
    case ValueKind::other:
      return ":";
    case ValueKind::words:
      break;
  }
  std::string words = "_gate_offer";
  for (const ValueWord& one : value.words) words += " " + quoted(one.word);
  return words;
}

std::vector<std::string> names_of(const std::vector<OptionShape>& options) {
  std::vector<std::string> names;
  for (const OptionShape& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::vector<OptionShape> with_value(const std::vector<OptionShape>& options) {
  std::vector<OptionShape> some;
  for (const OptionShape& option : options) {
    if (!option.value.empty()) some.push_back(option);
  }
  return some;
}

std::vector<std::string> sub_command_names(const CommandLineShape& shape) {
  std::vector<std::string> names;
  for (const SubCommandShape& one : shape.sub_commands) names.push_back(one.name);
  return names;
}

// Which words before the cursor are options' values, and which one is the sub-command.
std::string word_cases(const CommandLineShape& shape) {
  auto names = names_of(with_value(shape.options));
  for (const SubCommandShape& sub_command : shape.sub_commands) {
    for (const auto& name : names_of(with_value(sub_command.options))) names.push_back(name);
  }
  return fmt::format(
      "        case $word in\n"
      "            {}) pending=$word ;;\n"
      "            {}) command=${{command:-$word}} ;;\n"
      "        esac\n"
      "    done\n",
      fmt::join(names, " | "), fmt::join(sub_command_names(shape), " | "));
}

std::string value_lines(const std::string& sub_command, const std::vector<OptionShape>& options) {
  std::string text;
  for (const OptionShape& option : with_value(options)) {
    std::vector<std::string> patterns;
    for (const std::string& name : option.names) patterns.push_back(sub_command + ":" + name);
    text += fmt::format("        {}) {}; return ;;\n", fmt::join(patterns, " | "),
                        offer(option.value.front()));
  }
  return text;
}

std::string value_cases(const CommandLineShape& shape) {
  std::string text = "    case $command:$option in\n";
  for (const SubCommandShape& one : shape.sub_commands) text += value_lines(one.name, one.options);
  return text + value_lines("*", shape.options) + "    esac\n";
}

std::string sub_command_case(const SubCommandShape& shape) {
  std::string text;
  if (!shape.options.empty()) {
    text += fmt::format("            if [[ $typed == -* ]]; then _gate_offer {}; fi\n",
                        fmt::join(names_of(shape.options), " "));
  }
  for (const ArgumentShape& argument : shape.arguments) {
    text += fmt::format("            if [[ $typed != -* ]]; then {}; fi\n", offer(argument.value));
  }
  return text.empty() ? text : fmt::format("        {})\n{}            ;;\n", shape.name, text);
}

}  // namespace

std::string bash_completion(const CommandLineShape& shape) {
  std::string text = "# bash completion for gate, as `gate completion bash` prints it.\n\n";
  text += helpers;
  text += beginning;
  text += word_cases(shape);
  text += value_cases(shape);
  text += fmt::format("    if [[ $typed == -* ]]; then _gate_offer {}; fi\n",
                      fmt::join(names_of(shape.options), " "));
  text += "    case $command in\n";
  text += fmt::format("        '') if [[ $typed != -* ]]; then _gate_offer {}; fi ;;\n",
                      fmt::join(sub_command_names(shape), " "));
  for (const SubCommandShape& one : shape.sub_commands) text += sub_command_case(one);
  return text + "    esac\n}\n\ncomplete -F _gate gate\n";
}

}  // namespace gate
