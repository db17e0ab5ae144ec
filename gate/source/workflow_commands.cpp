#include "gate/source/workflow_commands.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gate {
namespace {

// One command of a line, and the operator that follows it: "|| true" is two of them.
struct ShellCommand {
  std::string text;
  std::string then;  // "||", "&&", ";", "|" or the end of the line
};

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Quotes keep what is in them together; a backslash at the end joins the next line.
std::vector<ShellCommand> commands_of(std::string_view script) {
  std::vector<ShellCommand> commands;
  std::string text;
  char quote = '\0';
  const auto end = [&](std::string_view then) {
    if (!trimmed(text).empty()) commands.push_back({std::string(trimmed(text)), std::string(then)});
    text.clear();
  };
  for (std::size_t at = 0; at < script.size(); ++at) {
    const char letter = script[at];
    const auto two = script.substr(at, 2);
    if (quote != '\0') {
      if (letter == quote) quote = '\0';
      text += letter;
    } else if (letter == '\'' || letter == '"') {
      quote = letter;
      text += letter;
    } else if (two == "\\\n") {
      ++at;
    } else if (letter == '#' && (text.empty() || text.back() == ' ')) {
      at = std::min(script.find('\n', at), script.size()) - 1;
    } else if (two == "||" || two == "&&") {
      end(two);
      ++at;
    } else if (letter == ';' || letter == '|' || letter == '\n') {
      end(letter == '\n' ? std::string_view() : script.substr(at, 1));
    } else {
      text += letter;
    }
  }
  end("");
  return commands;
}

bool is_assignment(std::string_view word) {
  const auto equals = word.find('=');
  return equals != word.npos && word.find('/') > equals;
}

// The name of the program that a command runs, without its folder.
std::string_view program_of(std::string_view command) {
  constexpr std::array<std::string_view, 8> before{"sudo", "time",  "exec", "env",
                                                   "!",    "nohup", "then", "command"};
  while (!command.empty()) {
    const std::string_view word = command.substr(0, command.find_first_of(" \t"));
    command = trimmed(command.substr(word.size()));
    if (is_assignment(word)) continue;
    if (std::find(before.begin(), before.end(), word) != before.end()) continue;
    return word.substr(word.find_last_of('/') + 1);
  }
  return {};
}

bool is_one_to_watch(const ShellCommand& command) {
  const auto program = program_of(command.text);
  return program == "gate" || program == "alembic";
}

// What ends well whatever came before it.
bool always_passes(std::string_view command) {
  return command == "true" || command == ":" || command == "exit 0" || command.starts_with("echo ");
}

}  // namespace

bool runs_gate(std::string_view script) {
  const auto commands = commands_of(script);
  return std::any_of(commands.begin(), commands.end(), [](const ShellCommand& command) {
    return program_of(command.text) == "gate";
  });
}

bool runs_what_gates(std::string_view script) {
  const auto commands = commands_of(script);
  return std::any_of(commands.begin(), commands.end(), is_one_to_watch);
}

std::string made_to_pass(std::string_view script) {
  const auto commands = commands_of(script);
  bool errors_count = true;
  for (std::size_t at = 0; at < commands.size(); ++at) {
    if (commands[at].text.starts_with("set +e")) errors_count = false;
    if (commands[at].text.starts_with("set -e")) errors_count = true;
    if (!is_one_to_watch(commands[at])) continue;
    const bool more = at + 1 < commands.size();
    if (more && commands[at].then == "||" && always_passes(commands[at + 1].text)) {
      return "`|| " + commands[at + 1].text + "`";
    }
    const bool passes_next =
        more && (commands[at + 1].text == "exit 0" || commands[at + 1].text == "true");
    if (commands[at].then == ";" && passes_next) return "`; " + commands[at + 1].text + "`";
    // A script that looks at the status afterwards may still fail.
    const bool looked_at = std::any_of(commands.begin() + static_cast<std::ptrdiff_t>(at),
                                       commands.end(), [](const ShellCommand& later) {
                                         return later.text.find("$?") != std::string::npos ||
                                                later.text.starts_with("exit $");
                                       });
    if (!errors_count && more && !looked_at) return "`set +e`";
  }
  return {};
}

}  // namespace gate
