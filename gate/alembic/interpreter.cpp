#include "gate/alembic/interpreter.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "gate/process/child.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

std::string value_of(std::string_view name, const std::vector<std::string>& environment) {
  for (const std::string& entry : environment) {
    if (entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=') {
      return entry.substr(name.size() + 1);
    }
  }
  return {};
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  return {std::istream_iterator<std::string>(stream), {}};
}

// The interpreter that a script's first line names (execve(2), "Interpreter scripts"), or the
// program that it has env(1) look for on PATH.
std::string interpreter_of_script(const std::string& script,
                                  const std::vector<std::string>& environment) {
  std::ifstream file(script);
  std::string line;
  if (!std::getline(file, line) || !line.starts_with("#!")) return {};
  const auto words = words_of(line.substr(2));
  if (words.empty()) return {};
  if (fs::path(words.front()).filename() != "env") return words.front();
  const auto named = std::find_if(words.begin() + 1, words.end(),
                                  [](const std::string& word) { return !word.starts_with('-'); });
  return named == words.end() ? std::string() : find_program(*named, environment);
}

void add(std::vector<Interpreter>& all, const std::string& path, const std::string& why) {
  std::error_code failed;
  if (path.empty() || !fs::exists(path, failed)) return;
  const auto same = [&](const Interpreter& one) { return one.path == path; };
  if (std::none_of(all.begin(), all.end(), same)) all.push_back({path, why});
}

}  // namespace

std::vector<Interpreter> interpreters(const Declaration& declaration,
                                      const std::vector<std::string>& environment) {
  std::vector<Interpreter> all;
  if (!declaration.python.empty()) {
    all.push_back({declaration.python.string(), "the declaration's python"});
    return all;
  }
  add(all, declaration.directory / ".venv/bin/python", "the tree's .venv");
  add(all, declaration.repository / ".venv/bin/python", "the repository's .venv");
  if (const auto active = value_of("VIRTUAL_ENV", environment); !active.empty()) {
    add(all, fs::path(active) / "bin/python", "$VIRTUAL_ENV");
  }
  const auto script = find_program("alembic", environment);
  if (!script.empty()) {
    add(all, interpreter_of_script(script, environment), "the alembic command on PATH");
  }
  add(all, find_program("python3", environment), "python3 on PATH");
  return all;
}

}  // namespace gate
