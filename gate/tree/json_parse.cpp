#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "gate/tree/json_syntax.h"
#include "gate/tree/json_value.h"

namespace gate {
namespace {

// Far deeper than any declaration; keeps recursion over the values harmless.
constexpr std::size_t deepest = 32;

// Builds the value from nlohmann's events; the open containers are a stack.
class Builder {
 public:
  explicit Builder(const std::string& name) : name_(name) {}

  bool null() { return scalar(JsonValue::Kind::null, "null"); }
  bool boolean(bool value) { return scalar(JsonValue::Kind::boolean, value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return number(fmt::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return number(fmt::to_string(value)); }
  bool number_float(double, const std::string& written) { return number(written); }
  bool string(std::string& value) { return text(value) && scalar(JsonValue::Kind::string, value); }
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool start_object(std::size_t) { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t) { return open(JsonValue::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name);

  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception& exception) {
    const auto complaint = read_complaint(exception.what());
    error_ = Error{ErrorCode::declaration,
                   fmt::format("{}:{}: found {}, expected {}", name_, complaint.place,
                               complaint.problem, complaint.expected),
                   complaint.problem.find("UTF-8") != std::string::npos
                       ? "Save the file as UTF-8."
                       : "Mend the JSON; it may hold no comments and no comma after the last item.",
                   {},
                   {}};
    return false;
  }

  Result<JsonValue> result() {
    if (error_) return *error_;
    return std::move(root_);
  }

 private:
  struct Open {
    JsonValue* value;
    std::string key;  // the member being read
    std::set<std::string> keys;
  };

  bool wrong(std::string_view found, std::string_view expected, std::string_view hint) {
    const auto at = pointer();
    error_ = Error{ErrorCode::declaration,
                   fmt::format("{}: {}found {}, expected {}", name_, at.empty() ? "" : at + ": ",
                               found, expected),
                   std::string(hint),
                   {},
                   {}};
    return false;
  }

  // To what is being read: the open containers, then the item or member that comes next.
  std::string pointer() const {
    std::string path;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const bool last = i + 1 == open_.size();
      const auto& value = *open_[i].value;
      if (value.kind == JsonValue::Kind::array) {
        path += fmt::format("/{}", value.children.size() - (last ? 0 : 1));
      } else if (!last) {
        path += pointer_step(open_[i + 1].value->key);
      } else if (!open_[i].key.empty()) {
        path += pointer_step(open_[i].key);
      }
    }
    return path;
  }

  JsonValue& place(JsonValue::Kind kind, std::string value) {
    if (open_.empty()) return root_ = {kind, {}, std::move(value), {}};
    auto& [parent, key, keys] = open_.back();
    return parent->children.emplace_back(
        JsonValue{kind, std::exchange(key, {}), std::move(value), {}});
  }

  bool scalar(JsonValue::Kind kind, std::string value) {
    place(kind, std::move(value));
    return true;
  }
  bool number(std::string written) { return scalar(JsonValue::Kind::number, std::move(written)); }

  bool text(std::string_view value) {
    if (value.find('\0') == std::string_view::npos) return true;
    return wrong("a string with a NUL byte", "text",
                 "Take the \\u0000 out; neither PostgreSQL nor the environment can hold one.");
  }

  bool open(JsonValue::Kind kind) {
    if (open_.size() == deepest) {
      return wrong("more than 32 levels of nesting", "a declaration",
                   "Compare the file with seeds/tree.schema.json.");
    }
    open_.push_back({&place(kind, {}), {}, {}});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  const std::string& name_;
  JsonValue root_;
  std::vector<Open> open_;
  std::optional<Error> error_;
};

bool Builder::key(std::string& name) {
  if (!text(name)) return false;
  auto& level = open_.back();
  if (!level.keys.insert(name).second) {
    return wrong(fmt::format("the key {} twice", nlohmann::json(name).dump()), "it once",
                 "Of two equal keys only one would count; take one of them out.");
  }
  level.key = std::move(name);
  return true;
}

}  // namespace

Result<JsonValue> parse_json(std::string_view text, const std::string& name) {
  Builder builder(name);
  nlohmann::json::sax_parse(text, &builder);
  return builder.result();
}

}  // namespace gate
