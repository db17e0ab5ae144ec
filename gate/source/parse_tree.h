// Reading the parser's JSON: what stands where in a node of PostgreSQL's parse tree
// (https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/nodes/parsenodes.h).
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gate {

using Node = nlohmann::json;

// The word of a node: "SelectStmt" of {"SelectStmt": {...}}; empty where it is none.
std::string kind_of(const Node& node);
// Its content; null where it is none.
const Node& content_of(const Node& node);
// A member, or null.
const Node& member(const Node& content, const char* name);
std::string text_of(const Node& content, const char* name);
bool is_set(const Node& content, const char* name);
// The strings of a list of String nodes: ["public", "orders"].
std::vector<std::string> names_of(const Node& list);

struct RelationName {
  std::string schema;
  std::string name;
  std::string alias;  // what columns are qualified with: the alias, else the name
};
// Of a RangeVar's content; a temporary one has the schema pg_temp.
RelationName relation_of(const Node& range_var);

// The literal's text: of a constant, through casts. Nothing for NULL and for what is none.
std::optional<std::string> literal_of(const Node& node);
// $n, through casts; 0 where it is none.
int parameter_of(const Node& node);

// Calls for every content below the node with its kind; false: does not go below that one.
void visit(const Node& node, const std::function<bool(const std::string&, const Node&)>& see);

// Functions called below the node: "now", "CURRENT_TIMESTAMP", "app.rank"; each once.
std::vector<std::string> functions_below(const Node& node);

}  // namespace gate
