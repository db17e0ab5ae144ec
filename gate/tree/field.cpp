#include "gate/tree/field.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace gate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view digits = "0123456789";

bool all_of(std::string_view text, std::initializer_list<std::string_view> sets) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return std::any_of(sets.begin(), sets.end(),
                       [&](std::string_view set) { return set.find(c) != std::string_view::npos; });
  });
}

// The path below base, or nothing where it leads out of it.
fs::path below(const fs::path& base, const JsonReader& field, std::string_view expected) {
  const auto text = field.text(expected);
  const auto relative = fs::path(text).lexically_normal();
  if (relative.is_absolute() || (!relative.empty() && *relative.begin() == "..")) {
    field.unexpected(fmt::format("a path below {}", base.string()),
                     "Paths in a declaration are relative to the repository under test and stay "
                     "inside it.");
    return {};
  }
  auto path = (base / relative).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

}  // namespace

void check_name(const JsonReader& field, const std::string& name) {
  if (name.size() <= longest_name) return;
  field.wrong(fmt::format("a name of {} bytes", name.size()),
              fmt::format("at most {}", longest_name),
              "PostgreSQL cuts longer names without a word; shorten it.");
}

std::string name(const JsonReader& field, std::string_view expected) {
  auto text = field.text(expected);
  check_name(field, text);
  return text;
}

std::string tree_name(const JsonReader& field) {
  constexpr std::string_view expected =
      "a name of lower-case letters, digits, _ and -, a letter first";
  auto text = name(field, expected);
  if (!all_of(text, {lower, digits, "_-"}) || !all_of(text.substr(0, 1), {lower})) {
    field.unexpected(expected, "The name becomes part of file, folder and container names.");
  }
  return text;
}

void check_variable(const JsonReader& field, const std::string& variable) {
  if (!variable.empty() && all_of(variable, {lower, upper, digits, "_"}) &&
      !all_of(variable.substr(0, 1), {digits})) {
    return;
  }
  field.wrong(fmt::format("the name \"{}\"", variable),
              "a variable's name: letters, digits and _, not a digit first",
              "Write the name as a shell would have it, without $ and =.");
}

fs::path folder_below(const fs::path& base, const JsonReader& field) {
  const auto path = below(base, field, "the path of a folder");
  std::error_code ignored;
  if (!path.empty() && !fs::is_directory(path, ignored)) {
    field.wrong(
        fmt::format("{} {}", fs::exists(path, ignored) ? "a file" : "no folder", path.string()),
        "an existing folder", "Make the folder, or mend the path.");
  }
  return path;
}

fs::path file_below(const fs::path& base, const JsonReader& field) {
  const auto path = below(base, field, "the path of a file");
  std::error_code ignored;
  if (!path.empty() && !fs::is_regular_file(path, ignored)) {
    field.wrong(
        fmt::format("{} {}", fs::exists(path, ignored) ? "a folder" : "no file", path.string()),
        "an existing file", "Make the file, or mend the path.");
  }
  return path;
}

}  // namespace gate
