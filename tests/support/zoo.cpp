#include "tests/support/zoo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path folder() { return fs::path(GATE_SOURCE_DIR) / "fixtures/zoo"; }

std::vector<int> numbers(const std::string& version) {
  std::vector<int> all;
  std::istringstream stream(version);
  for (std::string part; std::getline(stream, part, '.');) all.push_back(std::atoi(part.c_str()));
  return all;
}

std::string with_port(std::string text, int port) {
  constexpr std::string_view word = "FORBIDDEN";
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at)) {
    text.replace(at, word.size(), std::to_string(port));
  }
  return text;
}

// What the interpreter prints for a line of Python; empty where it fails.
std::string python_says(const std::string& line) {
  const auto command = fmt::format("'{}' -c '{}' 2>/dev/null", zoo_interpreter(), line);
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string said;
  for (std::array<char, 256> buffer{}; ::fgets(buffer.data(), buffer.size(), pipe) != nullptr;) {
    said += buffer.data();
  }
  const bool failed = ::pclose(pipe) != 0;
  while (!said.empty() && said.back() == '\n') said.pop_back();
  return failed ? std::string() : said;
}

}  // namespace

std::vector<std::string> zoo_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

ZooTree read_zoo_tree(const std::string& name) {
  return {name, json::parse(read_file(folder() / name / "zoo.json"))};
}

void lay_out(const Sandbox& sandbox, const ZooTree& tree, int forbidden_port) {
  const auto from = folder() / tree.name;
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const auto relative = fs::path("repository") / entry.path().lexically_relative(from);
    if (entry.path() == from / "zoo.json") continue;
    if (entry.is_symlink()) {
      fs::create_directories((sandbox.path() / relative).parent_path());
      fs::copy_symlink(entry.path(), sandbox.path() / relative);
    } else if (entry.is_directory()) {
      fs::create_directories(sandbox.path() / relative);
    } else {
      sandbox.write(relative, with_port(read_file(entry.path()), forbidden_port));
    }
  }
}

json expected_of(const ZooTree& tree, const std::string& via, const std::string& alembic) {
  json expected = tree.expected;
  if (via == "cli") expected.update(tree.expected.value("cli", json::object()));
  // The oldest that is still newer comes last and wins.
  const json before =
      tree.expected.value("before", json::object()).value("alembic", json::object());
  std::vector<std::string> versions;
  for (const auto& [version, keys] : before.items()) versions.push_back(version);
  std::sort(versions.begin(), versions.end(),
            [](const std::string& left, const std::string& right) {
              return numbers(left) > numbers(right);
            });
  for (const std::string& version : versions) {
    if (numbers(alembic) < numbers(version)) expected.update(before[version]);
  }
  return expected;
}

std::string zoo_interpreter() {
  const char* const active = std::getenv("VIRTUAL_ENV");
  return active != nullptr ? std::string(active) + "/bin/python" : "/usr/bin/python3";
}

// Its __init__.py, not the module: that would import SQLAlchemy, for each test anew.
std::string alembic_version() {
  return python_says(
      "from importlib.util import find_spec; exec([line for line in "
      "open(find_spec(\"alembic\").origin) if line.startswith(\"__version__\")][0]); "
      "print(__version__)");
}

bool has_module(const std::string& module) {
  return !python_says("import " + module + "; print(1)").empty();
}

std::string missing_plugin(const ZooTree& tree) {
  for (const std::string module : tree.expected.value("plugins", json::array())) {
    if (!has_module(module)) return module;
  }
  return {};
}

}  // namespace gate::test
