#include "gate/source/parse_tree.h"

#include <algorithm>

namespace gate {
namespace {

const Node nothing;

// SVFOP_CURRENT_TIMESTAMP_N is CURRENT_TIMESTAMP(n).
std::string value_function(const Node& content) {
  std::string name = text_of(content, "op");
  if (name.starts_with("SVFOP_")) name.erase(0, 6);
  if (name.ends_with("_N")) name.erase(name.size() - 2);
  return name;
}

std::string function_name(const Node& call) {
  auto names = names_of(member(call, "funcname"));
  if (names.empty()) return {};
  if (names.size() == 1 || names.front() == "pg_catalog") return names.back();
  return names.front() + "." + names.back();
}

}  // namespace

std::string kind_of(const Node& node) {
  if (!node.is_object() || node.size() != 1 || !node.begin()->is_object()) return {};
  const std::string& key = node.begin().key();
  // Members are in small letters, kinds of node are not.
  return !key.empty() && key[0] >= 'A' && key[0] <= 'Z' ? key : std::string();
}

const Node& content_of(const Node& node) { return kind_of(node).empty() ? nothing : *node.begin(); }

const Node& member(const Node& content, const char* name) {
  if (!content.is_object()) return nothing;
  const auto found = content.find(name);
  return found == content.end() ? nothing : *found;
}

std::string text_of(const Node& content, const char* name) {
  const Node& value = member(content, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool is_set(const Node& content, const char* name) {
  const Node& value = member(content, name);
  return value.is_boolean() && value.get<bool>();
}

std::vector<std::string> names_of(const Node& list) {
  std::vector<std::string> names;
  const Node& items = kind_of(list) == "List" ? member(content_of(list), "items") : list;
  if (!items.is_array()) return names;
  for (const Node& one : items) {
    if (kind_of(one) == "String") names.push_back(text_of(content_of(one), "sval"));
  }
  return names;
}

RelationName relation_of(const Node& range_var) {
  RelationName relation{text_of(range_var, "schemaname"), text_of(range_var, "relname"),
                        text_of(member(range_var, "alias"), "aliasname")};
  if (text_of(range_var, "relpersistence") == "t") relation.schema = "pg_temp";
  if (relation.alias.empty()) relation.alias = relation.name;
  return relation;
}

std::optional<std::string> literal_of(const Node& node) {
  const Node& content = content_of(node);
  if (kind_of(node) == "TypeCast") return literal_of(member(content, "arg"));
  if (kind_of(node) != "A_Const" || is_set(content, "isnull")) return std::nullopt;
  if (const Node& text = member(content, "sval"); text.is_object()) return text_of(text, "sval");
  if (const Node& number = member(content, "ival"); number.is_object()) {
    // The parser's JSON leaves it out where it is 0 or negative, so that the two are one.
    const Node& value = member(number, "ival");
    if (!value.is_number_integer()) return std::nullopt;
    return std::to_string(value.get<long>());
  }
  if (const Node& number = member(content, "fval"); number.is_object()) {
    return text_of(number, "fval");
  }
  if (const Node& truth = member(content, "boolval"); truth.is_object()) {
    return is_set(truth, "boolval") ? "true" : "false";
  }
  return std::nullopt;
}

int parameter_of(const Node& node) {
  if (kind_of(node) == "TypeCast") return parameter_of(member(content_of(node), "arg"));
  if (kind_of(node) != "ParamRef") return 0;
  const Node& number = member(content_of(node), "number");
  return number.is_number_integer() ? number.get<int>() : 0;
}

void visit(const Node& node, const std::function<bool(const std::string&, const Node&)>& see) {
  if (const std::string kind = kind_of(node); !kind.empty()) {
    if (!see(kind, content_of(node))) return;
    for (const Node& one : content_of(node)) visit(one, see);
  } else if (node.is_structured()) {
    for (const Node& one : node) visit(one, see);
  }
}

std::vector<std::string> functions_below(const Node& node) {
  std::vector<std::string> names;
  visit(node, [&](const std::string& kind, const Node& content) {
    std::string name;
    if (kind == "FuncCall") name = function_name(content);
    if (kind == "SQLValueFunction") name = value_function(content);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
    return true;
  });
  return names;
}

}  // namespace gate
