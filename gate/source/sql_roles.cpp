#include "gate/source/sql_roles.h"

#include <algorithm>

namespace gate {
namespace {

using Names = std::vector<std::string>;

void add(Names& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
    names.push_back(name);
  }
}

// A RoleSpec stands in lists as a node, in members such as `newowner` as bare content.
void add_role_specs(const Node& node, Names& names) {
  if (node.is_object() && text_of(node, "roletype") == "ROLESPEC_CSTRING") {
    add(names, text_of(node, "rolename"));
  }
  if (!node.is_structured()) return;
  for (const Node& one : node) add_role_specs(one, names);
}

// SET ROLE x; SET SESSION AUTHORIZATION x.
void add_setting(const Node& statement, Names& names) {
  const std::string name = text_of(statement, "name");
  if (name != "role" && name != "session_authorization") return;
  for (const Node& one : member(statement, "args")) {
    const auto role = literal_of(one);
    if (role && *role != "none" && *role != "default") add(names, *role);
  }
}

// GRANT a TO b: the roles granted are written where privileges would be.
void add_granted(const Node& statement, Names& names) {
  for (const Node& one : member(statement, "granted_roles")) {
    add(names, text_of(content_of(one), "priv_name"));
  }
}

}  // namespace

Names roles_named(const std::string& kind, const Node& statement) {
  Names names;
  if (kind == "DropRoleStmt") return names;
  if (kind == "VariableSetStmt") add_setting(statement, names);
  if (kind == "GrantRoleStmt") add_granted(statement, names);
  if (kind == "RenameStmt" && text_of(statement, "renameType") == "OBJECT_ROLE") {
    add(names, text_of(statement, "subname"));
  }
  if (kind == "CommentStmt" && text_of(statement, "objtype") == "OBJECT_ROLE") {
    add(names, text_of(content_of(member(statement, "object")), "sval"));
  }
  add_role_specs(statement, names);
  return names;
}

}  // namespace gate
