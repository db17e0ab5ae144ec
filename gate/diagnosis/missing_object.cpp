#include "gate/diagnosis/missing_object.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gate {
namespace {

constexpr std::string_view does_not_exist = " does not exist";

// `access method "rum" does not exist`, `operator class "x" does not exist for access method "y"`.
constexpr std::array kinds_in_quotes{std::string_view("relation"),
                                     std::string_view("schema"),
                                     std::string_view("type"),
                                     std::string_view("operator class"),
                                     std::string_view("operator family"),
                                     std::string_view("access method"),
                                     std::string_view("collation"),
                                     std::string_view("text search configuration"),
                                     std::string_view("text search dictionary"),
                                     std::string_view("text search parser"),
                                     std::string_view("text search template"),
                                     std::string_view("foreign-data wrapper"),
                                     std::string_view("language"),
                                     std::string_view("extension"),
                                     std::string_view("function")};

MissingObject named(std::string_view kind, std::string name, std::string_view words) {
  MissingObject object{std::string(kind), {}, std::move(name), std::string(words)};
  // PostgreSQL puts one pair of quotes around both: relation "app.orders".
  const auto dot = object.name.find('.');
  if (dot != std::string::npos && kind != "schema" && kind != "extension") {
    object.schema = object.name.substr(0, dot);
    object.name.erase(0, dot + 1);
  }
  return object;
}

std::optional<MissingObject> in_quotes(std::string_view primary) {
  for (const std::string_view kind : kinds_in_quotes) {
    if (!primary.starts_with(kind) || !primary.substr(kind.size()).starts_with(" \"")) continue;
    const std::size_t begin = kind.size() + 2;
    const auto end = primary.find('"', begin);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view rest = primary.substr(end + 1);
    const bool lacks = rest.find(does_not_exist) != std::string_view::npos ||
                       rest.starts_with(" is not available");
    if (!lacks || rest.starts_with(" of ")) return std::nullopt;
    return named(kind, std::string(primary.substr(begin, end - begin)), primary.substr(0, end + 1));
  }
  return std::nullopt;
}

// `function app.rank(text, unknown) does not exist`
std::optional<MissingObject> function_call(std::string_view primary) {
  constexpr std::string_view begin = "function ";
  const auto open = primary.find('(');
  if (!primary.starts_with(begin) || open == std::string_view::npos ||
      !primary.ends_with(does_not_exist)) {
    return std::nullopt;
  }
  std::string name(primary.substr(begin.size(), open - begin.size()));
  std::erase(name, '"');
  return named("function", std::move(name),
               primary.substr(0, primary.size() - does_not_exist.size()));
}

// `operator does not exist: text % text`
std::optional<MissingObject> operator_use(std::string_view primary) {
  constexpr std::string_view begin = "operator does not exist: ";
  if (!primary.starts_with(begin)) return std::nullopt;
  const std::string_view use = primary.substr(begin.size());
  const auto found = use.find_first_of("+-*/<>=~!@#%^&|`?");
  if (found == std::string_view::npos) return std::nullopt;
  const auto end = use.find_first_not_of("+-*/<>=~!@#%^&|`?", found);
  const std::string name(use.substr(found, end == use.npos ? use.npos : end - found));
  return MissingObject{"operator", {}, name, "operator " + std::string(use)};
}

// `data type integer has no default operator class for access method "gist"`
std::optional<MissingObject> default_class(std::string_view primary) {
  constexpr std::string_view begin = "data type ";
  constexpr std::string_view middle = " has no default operator class for access method \"";
  const auto at = primary.find(middle);
  if (!primary.starts_with(begin) || at == std::string_view::npos) return std::nullopt;
  const auto method = primary.substr(at + middle.size());
  return MissingObject{"default operator class", std::string(method.substr(0, method.find('"'))),
                       std::string(primary.substr(begin.size(), at - begin.size())),
                       "default operator class of " +
                           std::string(primary.substr(begin.size(), at - begin.size())) + " for " +
                           std::string(method.substr(0, method.find('"')))};
}

// PostgreSQL up to 13: `could not open extension control file ".../vector.control": No such file`
std::optional<MissingObject> control_file(std::string_view primary) {
  constexpr std::string_view begin = "could not open extension control file \"";
  constexpr std::string_view ending = ".control\"";
  const auto end = primary.find(ending);
  if (!primary.starts_with(begin) || end == std::string_view::npos) return std::nullopt;
  const auto slash = primary.rfind('/', end);
  const std::string name(primary.substr(slash + 1, end - slash - 1));
  return MissingObject{"extension", {}, name, "extension \"" + name + "\""};
}

bool is_about_missing_things(const std::string& state) {
  constexpr std::array states{"42P01", "42704", "42883", "3F000", "0A000", "58P01", "22023"};
  return std::find(states.begin(), states.end(), state) != states.end();
}

}  // namespace

std::optional<MissingObject> missing_object(const SqlError& error) {
  if (!is_about_missing_things(error.sqlstate) || error.severity == "FATAL") return std::nullopt;
  for (const auto read : {in_quotes, function_call, operator_use, default_class, control_file}) {
    if (auto object = read(error.primary)) return object;
  }
  return std::nullopt;
}

}  // namespace gate
