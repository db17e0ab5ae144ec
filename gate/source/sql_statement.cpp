#include "gate/source/sql_statement.h"

#include <map>

#include "gate/source/sql_definitions.h"
#include "gate/source/sql_index.h"
#include "gate/source/sql_roles.h"

namespace gate {
namespace {

class Statement {
 public:
  Statement(const Node& tree, const std::string& text, const Parameters& parameters)
      : kind_(kind_of(tree)),
        content_(content_of(tree)),
        tree_(tree),
        text_(text),
        parameters_(parameters) {}

  std::vector<Operation> operations() {
    static const std::map<std::string, void (Statement::*)()> handlers{
        {"CreateStmt", &Statement::create_table},
        {"CreateForeignTableStmt", &Statement::create_foreign_table},
        {"CreateTableAsStmt", &Statement::create_table_as},
        {"SelectStmt", &Statement::select},
        {"ViewStmt", &Statement::create_view},
        {"IndexStmt", &Statement::create_index},
        {"CreateRoleStmt", &Statement::create_role},
        {"DropRoleStmt", &Statement::drop_role},
        {"DropStmt", &Statement::drop},
        {"RenameStmt", &Statement::rename},
        {"AlterObjectSchemaStmt", &Statement::move},
        {"AlterTableStmt", &Statement::alter_table},
        {"InsertStmt", &Statement::insert},
        {"CopyStmt", &Statement::copy},
        {"UpdateStmt", &Statement::change_rows},
        {"DeleteStmt", &Statement::change_rows},
        {"MergeStmt", &Statement::insert},
        {"TruncateStmt", &Statement::truncate},
        {"CreateFunctionStmt", &Statement::create_function},
        {"VariableSetStmt", &Statement::set},
        {"CreateSchemaStmt", &Statement::create_schema},
        {"CreateExtensionStmt", &Statement::create_extension},
        {"CreateEnumStmt", &Statement::create_type},
        {"CreateRangeStmt", &Statement::create_type},
        {"CreateDomainStmt", &Statement::create_type},
        {"CompositeTypeStmt", &Statement::create_composite},
        {"CreateSeqStmt", &Statement::create_sequence},
        {"TransactionStmt", &Statement::transaction},
    };
    const auto found = handlers.find(kind_);
    if (found != handlers.end()) (this->*found->second)();
    for (const std::string& role : roles_named(kind_, content_)) {
      const bool guarded = is_set(content_, "missing_ok");
      add(OperationKind::use_role, {{}, role, {}}).conditional = guarded;
    }
    return std::move(operations_);
  }

 private:
  Operation& add(OperationKind kind, const RelationName& name) {
    Operation operation;
    operation.kind = kind;
    operation.schema = name.schema;
    operation.name = name.name;
    operations_.push_back(std::move(operation));
    return operations_.back();
  }

  RelationName relation(const char* name = "relation") const {
    return relation_of(member(content_, name));
  }

  void create_table() { create_table(content_); }
  void create_foreign_table() { create_table(member(content_, "base")); }
  void create_table(const Node& content) {
    const RelationName table = relation_of(member(content, "relation"));
    Operation& operation = add(OperationKind::create_table, table);
    operation.conditional = is_set(content, "if_not_exists");
    for (const Node& parent : member(content, "inhRelations")) {
      operation.table = relation_of(content_of(parent)).name;
    }
    operation.columns = definitions_of(text_);
    for (Operation& index : exclusions_below(member(content, "tableElts"), table)) {
      index.conditional = is_set(content, "if_not_exists");
      operations_.push_back(std::move(index));
    }
  }

  void create_table_as() {
    const bool view = text_of(content_, "objtype") == "OBJECT_MATVIEW";
    add(view ? OperationKind::create_view : OperationKind::create_table,
        relation_of(member(member(content_, "into"), "rel")))
        .conditional = is_set(content_, "if_not_exists");
    if (!view) look_up(member(content_, "query"), {});
  }

  void select() {
    const Node& into = member(content_, "intoClause");
    if (!into.is_null()) {
      add(OperationKind::create_table, relation_of(member(into, "rel")));
    }
    look_up(tree_, {});
    // set_config('search_path', ...) and such.
    visit(member(content_, "targetList"), [&](const std::string& kind, const Node& content) {
      const auto names = names_of(member(content, "funcname"));
      const Node& arguments = member(content, "args");
      if (kind == "FuncCall" && !names.empty() && names.back() == "set_config" &&
          !arguments.empty() && literal_of(arguments[0]) == "search_path") {
        add(OperationKind::set_search_path, {});
      }
      return true;
    });
  }

  void look_up(const Node& node, const std::string& feeds) {
    for (Operation& operation : lookups_below(node, parameters_)) {
      operation.feeds = feeds;
      operations_.push_back(std::move(operation));
    }
  }

  // CREATE OR REPLACE takes a view that is there.
  void create_view() {
    add(OperationKind::create_view, relation("view")).conditional = is_set(content_, "replace");
  }

  void create_index() { operations_.push_back(index_of(content_, text_)); }

  void create_role() { add(OperationKind::create_role, {{}, text_of(content_, "role"), {}}); }

  void drop_role() {
    for (const Node& one : member(content_, "roles")) {
      add(OperationKind::drop_role, {{}, text_of(content_of(one), "rolename"), {}}).conditional =
          is_set(content_, "missing_ok");
    }
  }

  void drop() {
    static const std::map<std::string, OperationKind> kinds{
        {"OBJECT_TABLE", OperationKind::drop_table},
        {"OBJECT_FOREIGN_TABLE", OperationKind::drop_table},
        {"OBJECT_VIEW", OperationKind::drop_view},
        {"OBJECT_MATVIEW", OperationKind::drop_view},
        {"OBJECT_INDEX", OperationKind::drop_index},
        {"OBJECT_SCHEMA", OperationKind::drop_schema},
    };
    const auto found = kinds.find(text_of(content_, "removeType"));
    if (found == kinds.end()) return;
    for (const Node& one : member(content_, "objects")) {
      auto names = kind_of(one) == "String"
                       ? std::vector<std::string>{text_of(content_of(one), "sval")}
                       : names_of(one);
      if (names.empty()) continue;
      const std::string schema = names.size() > 1 ? names[names.size() - 2] : std::string();
      add(found->second, {schema, names.back(), {}}).conditional = is_set(content_, "missing_ok");
    }
  }

  void rename() {
    const std::string what = text_of(content_, "renameType");
    const std::string new_name = text_of(content_, "newname");
    if (what == "OBJECT_ROLE") {
      add(OperationKind::create_role, {{}, new_name, {}});
    } else if (what == "OBJECT_TABLE" || what == "OBJECT_VIEW" || what == "OBJECT_MATVIEW" ||
               what == "OBJECT_FOREIGN_TABLE") {
      Operation& operation = add(OperationKind::rename_table, relation());
      operation.new_name = new_name;
      operation.conditional = is_set(content_, "missing_ok");
    } else if (text_of(content_, "relationType") == "OBJECT_TABLE") {
      add(OperationKind::alter_table, relation());
    }
  }

  // ALTER TABLE ... SET SCHEMA
  void move() {
    if (text_of(content_, "objectType") != "OBJECT_TABLE") return;
    Operation& operation = add(OperationKind::rename_table, relation());
    operation.new_name = text_of(content_, "newschema") + "." + operation.name;
    operation.conditional = is_set(content_, "missing_ok");
  }

  void alter_table() {
    if (text_of(content_, "objtype") != "OBJECT_TABLE") return;
    add(OperationKind::alter_table, relation()).conditional = is_set(content_, "missing_ok");
    for (Operation& index : exclusions_below(member(content_, "cmds"), relation())) {
      operations_.push_back(std::move(index));
    }
  }

  void insert() {
    const RelationName table = relation();
    add(OperationKind::insert, table);
    look_up(tree_, table.name);
  }

  void copy() {
    if (is_set(content_, "is_from")) add(OperationKind::insert, relation());
  }

  void change_rows() {
    const RelationName table = relation();
    add(OperationKind::change_rows, table);
    look_up(tree_, table.name);
  }

  void truncate() {
    for (const Node& one : member(content_, "relations")) {
      add(OperationKind::change_rows, relation_of(content_of(one)));
    }
  }

  void create_function() {
    const auto names = names_of(member(content_, "funcname"));
    if (names.empty()) return;
    add(OperationKind::create_function,
        {names.size() > 1 ? names.front() : std::string(), names.back(), {}});
  }

  void set() {
    if (text_of(content_, "name") == "search_path") add(OperationKind::set_search_path, {});
  }

  // CREATE SCHEMA may hold the statements that fill it.
  void create_schema() {
    const std::string schema = text_of(content_, "schemaname");
    if (!schema.empty()) {
      add(OperationKind::create_schema, {{}, schema, {}}).conditional =
          is_set(content_, "if_not_exists");
    }
    for (const Node& one : member(content_, "schemaElts")) {
      for (Operation& operation : operations_of(one, text_, parameters_)) {
        operation.columns.clear();
        if (operation.schema.empty()) operation.schema = schema;
        operation.conditional = operation.conditional || is_set(content_, "if_not_exists");
        operations_.push_back(std::move(operation));
      }
    }
  }

  void create_extension() {
    add(OperationKind::create_extension, {{}, text_of(content_, "extname"), {}}).conditional =
        is_set(content_, "if_not_exists");
  }

  void create_type() {
    const auto names =
        names_of(member(content_, kind_ == "CreateDomainStmt" ? "domainname" : "typeName"));
    if (names.empty()) return;
    add(OperationKind::create_type,
        {names.size() > 1 ? names.front() : std::string(), names.back(), {}});
  }
  void create_composite() { add(OperationKind::create_type, relation("typevar")); }

  void create_sequence() { add(OperationKind::create_sequence, relation("sequence")); }

  void transaction() {
    const std::string what = text_of(content_, "kind");
    if (what == "TRANS_STMT_COMMIT") add(OperationKind::end_transaction, {{}, "COMMIT", {}});
    if (what == "TRANS_STMT_ROLLBACK") add(OperationKind::end_transaction, {{}, "ROLLBACK", {}});
  }

  const std::string kind_;
  const Node& content_;
  const Node& tree_;
  const std::string& text_;
  const Parameters& parameters_;
  std::vector<Operation> operations_;
};

}  // namespace

std::vector<Operation> operations_of(const Node& tree, const std::string& text,
                                     const Parameters& parameters) {
  return Statement(tree, text, parameters).operations();
}

}  // namespace gate
