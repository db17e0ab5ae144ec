#include "tests/support/github_runner.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace gate::test {
namespace {

using Escapes = std::vector<std::pair<std::string, std::string>>;
const Escapes of_data{{"%0D", "\r"}, {"%0A", "\n"}, {"%25", "%"}};
const Escapes of_properties{{"%0D", "\r"}, {"%0A", "\n"}, {"%3A", ":"}, {"%2C", ","}, {"%25", "%"}};

// White space of .NET that is not ASCII, as UTF-8.
const std::vector<std::string> blanks{"\xC2\x85",
                                      "\xC2\xA0",
                                      "\xE1\x9A\x80",
                                      "\xE2\x80\x80",
                                      "\xE2\x80\x81",
                                      "\xE2\x80\x82",
                                      "\xE2\x80\x83",
                                      "\xE2\x80\x84",
                                      "\xE2\x80\x85",
                                      "\xE2\x80\x86",
                                      "\xE2\x80\x87",
                                      "\xE2\x80\x88",
                                      "\xE2\x80\x89",
                                      "\xE2\x80\x8A",
                                      "\xE2\x80\xA8",
                                      "\xE2\x80\xA9",
                                      "\xE2\x80\xAF",
                                      "\xE2\x81\x9F",
                                      "\xE3\x80\x80",
                                      " ",
                                      "\t",
                                      "\v",
                                      "\f"};

std::string unescaped(std::string text, const Escapes& escapes) {
  for (const auto& [from, to] : escapes) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

std::string trimmed(std::string line) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string& blank : blanks) {
      if (!line.starts_with(blank)) continue;
      line.erase(0, blank.size());
      again = true;
    }
  }
  return line;
}

RunnerCommand read(const std::string& info, char between, const std::string& data,
                   const Escapes& escapes) {
  RunnerCommand command;
  const auto blank = info.find(' ');
  command.name = lower(info.substr(0, blank));
  command.data = unescaped(data, of_data);
  std::istringstream properties(blank == info.npos ? "" : info.substr(blank + 1));
  for (std::string one; std::getline(properties, one, between);) {
    const auto equals = one.find('=');
    if (equals == one.npos) continue;
    command.properties[lower(trimmed(one.substr(0, equals)))] =
        unescaped(one.substr(equals + 1), escapes);
  }
  return command;
}

std::optional<RunnerCommand> command_in(const std::string& line) {
  const std::string text = trimmed(line);
  if (text.starts_with("::")) {
    const auto end = text.find("::", 2);
    if (end != text.npos) {
      return read(text.substr(2, end - 2), ',', text.substr(end + 2), of_properties);
    }
  }
  const auto begin = line.find("##[");
  const auto end = line.find(']', begin == line.npos ? line.size() : begin);
  if (end == line.npos) return std::nullopt;
  return read(line.substr(begin + 3, end - begin - 3), ';', line.substr(end + 1), of_data);
}

}  // namespace

std::vector<RunnerCommand> RunnerLog::of(const std::string& name) const {
  std::vector<RunnerCommand> some;
  std::copy_if(commands.begin(), commands.end(), std::back_inserter(some),
               [&](const RunnerCommand& one) { return one.name == name; });
  return some;
}

RunnerLog as_the_runner_reads(const std::string& output) {
  const std::set<std::string> known{"error",      "warning",        "notice",       "debug",
                                    "group",      "endgroup",       "add-mask",     "add-matcher",
                                    "set-output", "save-state",     "set-env",      "add-path",
                                    "echo",       "remove-matcher", "stop-commands"};
  RunnerLog log;
  std::string stopped;  // by this word, in lower case
  std::string line;
  std::istringstream lines(output);
  while (std::getline(lines, line)) {
    const auto command = command_in(line);
    if (!command || (known.count(command->name) == 0 && command->name != stopped) ||
        (!stopped.empty() && command->name != stopped)) {
      log.lines.push_back(line);
    } else if (!stopped.empty()) {
      stopped.clear();
    } else if (command->name == "stop-commands") {
      stopped = lower(command->data);
    } else {
      log.commands.push_back(*command);
    }
  }
  if (!stopped.empty()) throw std::runtime_error("commands are stopped and never resumed");
  return log;
}

std::map<std::string, std::string> outputs_in(const std::string& text) {
  std::map<std::string, std::string> values;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find('=');
    const auto here = line.find("<<");
    if (line.empty()) continue;
    if (equals < here) {
      values[line.substr(0, equals)] = line.substr(equals + 1);
      continue;
    }
    if (here == line.npos) throw std::runtime_error("no output: " + line);
    const std::string name = line.substr(0, here);
    const std::string end = line.substr(here + 2);
    while (std::getline(lines, line) && line != end) {
      values[name] += (values[name].empty() ? "" : "\n") + line;
    }
    if (line != end) throw std::runtime_error("output without end: " + name);
  }
  return values;
}

}  // namespace gate::test
