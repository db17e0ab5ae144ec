#include "gate/tree/json_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "gate/core/nearest.h"

namespace gate {
namespace {

constexpr std::string_view general_hint =
    "See tree.schema.json for what each key of a declaration may hold.";

}  // namespace

JsonReader::JsonReader(const JsonValue* value, std::string pointer, Trouble& trouble)
    : value_(value),
      key_(value != nullptr ? value->key : std::string()),
      pointer_(std::move(pointer)),
      trouble_(&trouble) {}

void JsonReader::wrong(std::string_view found, std::string_view expected,
                       std::string_view hint) const {
  if (trouble_->first) return;
  trouble_->first = Error{ErrorCode::declaration,
                          fmt::format("{}: {}{}found {}, expected {}", trouble_->file, pointer_,
                                      pointer_.empty() ? "" : ": ", found, expected),
                          std::string(hint.empty() ? general_hint : hint),
                          {},
                          {}};
}

void JsonReader::unexpected(std::string_view expected, std::string_view hint) const {
  wrong(there() ? describe(*value_) : "nothing", expected, hint);
}

bool JsonReader::is_null() const { return is(JsonValue::Kind::null); }

bool JsonReader::is_false() const {
  return is(JsonValue::Kind::boolean) && value_->text == "false";
}

JsonReader JsonReader::at(std::string_view key) const {
  const JsonValue* member = nullptr;
  if (is(JsonValue::Kind::object)) {
    const auto found = std::find_if(value_->children.begin(), value_->children.end(),
                                    [&](const JsonValue& child) { return child.key == key; });
    if (found != value_->children.end()) member = &*found;
  }
  return {member, pointer_ + pointer_step(key), *trouble_};
}

void JsonReader::only(std::initializer_list<std::string_view> known) const {
  for (const auto& member : members("an object")) {
    if (std::find(known.begin(), known.end(), member.key()) != known.end()) continue;
    const auto near = nearest(member.key(), {known.begin(), known.end()});
    member.wrong("an unknown key", fmt::format("one of {}", fmt::join(known, ", ")),
                 near.empty() ? "Take the key out." : fmt::format("Did you mean \"{}\"?", near));
  }
}

std::string JsonReader::any_text(std::string_view expected) const {
  if (is(JsonValue::Kind::string)) return value_->text;
  unexpected(expected);
  return {};
}

std::string JsonReader::text(std::string_view expected) const {
  auto value = any_text(expected);
  if (value.empty()) wrong("an empty string", expected);
  return value;
}

std::string JsonReader::as_text() const {
  if (!there()) return {};
  return is(JsonValue::Kind::string) ? value_->text : to_json(*value_);
}

long long JsonReader::integer(long long least, long long most) const {
  long long value = 0;
  if (is(JsonValue::Kind::number)) {
    const auto& digits = value_->text;
    const auto end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, value);
    if (problem == std::errc() && stop == end && value >= least && value <= most) return value;
  }
  unexpected(fmt::format("a whole number from {} to {}", least, most));
  return least;
}

double JsonReader::positive(double most) const {
  // JSON numbers are as the C locale writes them, and the gate never leaves it.
  const double value = is(JsonValue::Kind::number) ? std::strtod(value_->text.c_str(), nullptr) : 0;
  if (value > 0 && value <= most) return value;
  unexpected(fmt::format("a number above 0, at most {}", most));
  return most;
}

std::vector<JsonReader> JsonReader::children() const {
  std::vector<JsonReader> readers;
  for (const auto& child : value_->children) {
    const auto step =
        is(JsonValue::Kind::array) ? fmt::format("/{}", readers.size()) : pointer_step(child.key);
    readers.push_back({&child, pointer_ + step, *trouble_});
  }
  return readers;
}

std::vector<JsonReader> JsonReader::items(std::string_view expected) const {
  if (is(JsonValue::Kind::array)) return children();
  unexpected(expected);
  return {};
}

std::vector<JsonReader> JsonReader::members(std::string_view expected) const {
  if (is(JsonValue::Kind::object)) return children();
  unexpected(expected);
  return {};
}

std::vector<std::string> JsonReader::distinct_texts(std::string_view expected) const {
  std::vector<std::string> values;
  for (const auto& item : items(expected)) {
    auto value = item.text();
    if (std::find(values.begin(), values.end(), value) != values.end()) {
      item.wrong(describe(*item.value_) + " twice", "it once");
    }
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace gate
