#include <unistd.h>

#include <filesystem>

#include "gate/process/child.h"

extern char** environ;

namespace gate {
namespace {

bool is_program(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::string_view value_of(std::string_view name, const std::vector<std::string>& environment) {
  for (const std::string& entry : environment) {
    const std::string_view view(entry);
    if (view.size() > name.size() && view.starts_with(name) && view[name.size()] == '=') {
      return view.substr(name.size() + 1);
    }
  }
  return {};
}

}  // namespace

std::string find_program(std::string_view name, const std::vector<std::string>& environment) {
  if (name.find('/') != std::string_view::npos) {
    return is_program(std::string(name)) ? std::string(name) : std::string();
  }
  std::string_view path = value_of("PATH", environment);
  while (!path.empty()) {
    const auto colon = path.find(':');
    const std::string_view folder = path.substr(0, colon);
    const std::string candidate =
        std::string(folder.empty() ? "." : folder) + "/" + std::string(name);
    if (is_program(candidate)) return candidate;
    path = colon == std::string_view::npos ? std::string_view() : path.substr(colon + 1);
  }
  return {};
}

std::vector<std::string> own_environment() {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) all.emplace_back(*entry);
  return all;
}

}  // namespace gate
