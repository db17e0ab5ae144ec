#include "gate/source/sql_lookups.h"

#include <charconv>
#include <set>

namespace gate {

using nlohmann::json;

Parameters::Parameters(std::vector<std::string> markers, std::string_view text)
    : markers_(std::move(markers)), values_(json::parse(text, nullptr, false)) {}

std::optional<std::string> Parameters::value(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > markers_.size()) return std::nullopt;
  const std::string& name = markers_[static_cast<std::size_t>(number - 1)];
  const json* found = nullptr;
  if (values_.is_object() && values_.contains(name)) found = &values_[name];
  std::size_t place = 0;
  if (values_.is_array() &&
      std::from_chars(name.data(), name.data() + name.size(), place).ec == std::errc() &&
      place < values_.size()) {
    found = &values_[place];
  }
  if (found == nullptr || found->is_null()) return std::nullopt;
  return found->is_string() ? found->get<std::string>() : found->dump();
}

namespace {

struct Condition {
  std::string qualifier;
  ColumnValue value;
};

using Names = std::set<std::string>;

// lower(column) asks for a column as well.
const Node& without_cast(const Node& node) {
  const Node& content = content_of(node);
  if (kind_of(node) == "TypeCast") return without_cast(member(content, "arg"));
  const Node& arguments = member(content, "args");
  if (kind_of(node) == "FuncCall" && arguments.size() == 1 &&
      names_of(member(content, "funcname")) == std::vector<std::string>{"lower"}) {
    return without_cast(arguments[0]);
  }
  return node;
}

class Lookups {
 public:
  explicit Lookups(const Parameters& parameters) : parameters_(parameters) {}

  std::vector<Operation> below(const Node& node) {
    visit(node, [&](const std::string& kind, const Node& content) {
      if (kind == "CommonTableExpr") own_.insert(text_of(content, "ctename"));
      return true;
    });
    walk(node, false);
    return std::move(found_);
  }

 private:
  void walk(const Node& node, bool conditional) {
    visit(node, [&](const std::string& kind, const Node& content) {
      if (kind == "SubLink" && text_of(content, "subLinkType") == "EXISTS_SUBLINK") {
        walk(member(content, "subselect"), true);
        return false;
      }
      if (kind == "SubLink" && text_of(content, "subLinkType") == "EXPR_SUBLINK") {
        const std::size_t before = found_.size();
        walk(member(content, "subselect"), conditional);
        for (std::size_t i = before; i < found_.size(); ++i) found_[i].scalar = true;
        return false;
      }
      if (kind == "SelectStmt") select(content, conditional);
      return true;
    });
  }

  void select(const Node& content, bool conditional) {
    std::vector<RelationName> tables;
    std::vector<Condition> conditions;
    for (const Node& one : member(content, "fromClause")) add_tables(one, tables);
    add_conditions(member(content, "whereClause"), conditions);
    for (const RelationName& table : tables) {
      if (is_not_the_users(table)) continue;
      Operation operation;
      operation.kind = OperationKind::look_up;
      operation.schema = table.schema;
      operation.name = table.name;
      operation.conditional = conditional;
      for (const Condition& condition : conditions) {
        const bool its_own =
            condition.qualifier.empty() ? tables.size() == 1 : condition.qualifier == table.alias;
        if (its_own) operation.wanted.push_back(condition.value);
      }
      found_.push_back(std::move(operation));
    }
  }

  bool is_not_the_users(const RelationName& table) const {
    if (table.schema.empty() && own_.count(table.name) != 0) return true;
    return table.schema == "pg_catalog" || table.schema == "information_schema" ||
           (table.schema.empty() && table.name.starts_with("pg_"));
  }

  static void add_tables(const Node& from, std::vector<RelationName>& tables) {
    const Node& content = content_of(from);
    if (kind_of(from) == "RangeVar") tables.push_back(relation_of(content));
    if (kind_of(from) == "JoinExpr") {
      add_tables(member(content, "larg"), tables);
      add_tables(member(content, "rarg"), tables);
    }
  }

  void add_conditions(const Node& where, std::vector<Condition>& conditions) const {
    const Node& content = content_of(where);
    const std::string kind = kind_of(where);
    if (kind == "BoolExpr" && text_of(content, "boolop") == "AND_EXPR") {
      for (const Node& one : member(content, "args")) add_conditions(one, conditions);
    } else if (kind == "ColumnRef") {
      add_condition(where, "true", conditions);
    } else if (kind == "A_Expr" &&
               names_of(member(content, "name")) == std::vector<std::string>{"="}) {
      add_comparison(content, conditions);
    }
  }

  void add_comparison(const Node& content, std::vector<Condition>& conditions) const {
    const Node& left = member(content, "lexpr");
    const Node& right = member(content, "rexpr");
    const std::string how = text_of(content, "kind");
    if (how == "AEXPR_IN" || how == "AEXPR_OP_ANY") {
      const Node& items = member(content_of(right), how == "AEXPR_IN" ? "items" : "elements");
      const bool one = items.is_array() && items.size() == 1;
      add_condition(left, one ? value_of(items[0]) : std::nullopt, conditions);
    } else if (how == "AEXPR_OP") {
      if (is_value(right)) {
        add_condition(left, value_of(right), conditions);
      } else if (is_value(left)) {
        add_condition(right, value_of(left), conditions);
      }
    }
  }

  static bool is_value(const Node& node) {
    const std::string kind = kind_of(node);
    if (kind == "TypeCast") return is_value(member(content_of(node), "arg"));
    const Node& bare = without_cast(node);
    return kind_of(bare) == "A_Const" || kind_of(bare) == "ParamRef";
  }

  std::optional<std::string> value_of(const Node& node) const {
    const Node& bare = without_cast(node);
    const int parameter = parameter_of(bare);
    return parameter != 0 ? parameters_.value(parameter) : literal_of(bare);
  }

  static void add_condition(const Node& column, std::optional<std::string> value,
                            std::vector<Condition>& conditions) {
    const Node& bare = without_cast(column);
    if (kind_of(bare) != "ColumnRef") return;
    const auto names = names_of(member(content_of(bare), "fields"));
    if (names.empty() || names.size() != member(content_of(bare), "fields").size()) return;
    const std::string qualifier = names.size() > 1 ? names[names.size() - 2] : std::string();
    conditions.push_back({qualifier, {names.back(), std::move(value)}});
  }

  const Parameters& parameters_;
  Names own_;  // of WITH
  std::vector<Operation> found_;
};

}  // namespace

std::vector<Operation> lookups_below(const Node& node, const Parameters& parameters) {
  return Lookups(parameters).below(node);
}

}  // namespace gate
