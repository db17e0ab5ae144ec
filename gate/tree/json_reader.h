// A cursor into a JSON document that knows its file and pointer and gives typed values.
//
// The first wrong thing is kept as an Error (declaration) with file, pointer, what was found and
// what was expected; from then on every question gets an empty answer, so that what reads a
// document can be written as a list of what it expects.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gate/tree/json_value.h"

namespace gate {

class JsonReader {
 public:
  // The first wrong thing in one file.
  struct Trouble {
    std::string file;
    std::optional<Error> first;
  };

  JsonReader(const JsonValue& root, Trouble& trouble) : JsonReader(&root, {}, trouble) {}

  bool there() const { return value_ != nullptr; }
  bool is_null() const;
  bool is_false() const;
  const std::string& key() const { return key_; }
  // The member; one that is not there is wrong as soon as a value is asked of it.
  JsonReader at(std::string_view key) const;
  // An object whose keys are all among these.
  void only(std::initializer_list<std::string_view> known) const;

  // A string that is not empty.
  std::string text(std::string_view expected = "a string") const;
  // A string that may be empty.
  std::string any_text(std::string_view expected = "a string") const;
  // Any value but null as text: a string's own, others as written.
  std::string as_text() const;
  long long integer(long long least, long long most) const;
  // A number above zero.
  double positive(double most) const;
  std::vector<JsonReader> items(std::string_view expected) const;
  std::vector<JsonReader> members(std::string_view expected) const;
  // An array of strings that are not empty, each there once.
  std::vector<std::string> distinct_texts(std::string_view expected) const;

  // Notes that this value is wrong, in words, or as it is described by itself.
  void wrong(std::string_view found, std::string_view expected, std::string_view hint = {}) const;
  void unexpected(std::string_view expected, std::string_view hint = {}) const;

 private:
  JsonReader(const JsonValue* value, std::string pointer, Trouble& trouble);
  bool is(JsonValue::Kind kind) const { return value_ != nullptr && value_->kind == kind; }
  std::vector<JsonReader> children() const;

  const JsonValue* value_;
  std::string key_;
  std::string pointer_;
  Trouble* trouble_;
};

}  // namespace gate
