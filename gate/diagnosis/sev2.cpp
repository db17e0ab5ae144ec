#include "gate/diagnosis/sev2.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <set>

#include "gate/diagnosis/sources.h"

namespace gate {
namespace {

// The table that an operation changes; a lookup changes none, a GRANT is a change to RBAC.
std::string changed_table(const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::look_up:
    case OperationKind::create_role:
    case OperationKind::drop_role:
      return {};
    case OperationKind::use_role:
    case OperationKind::create_index:
    case OperationKind::drop_index:
      return operation.table;
    default:
      return qualified(operation);
  }
}

bool matches(const std::string& table, const std::string& pattern) {
  const auto dot = table.find('.');
  const std::string bare = dot == std::string::npos ? table : table.substr(dot + 1);
  return ::fnmatch(pattern.c_str(), table.c_str(), 0) == 0 ||
         ::fnmatch(pattern.c_str(), bare.c_str(), 0) == 0;
}

// The first of the sensitive tables that the finding's migration changes; empty none.
std::string sensitive_table(const Finding& finding, const Evidence& evidence) {
  std::set<std::string> changed;
  for (const Operation& one : evidence.operations) {
    if (one.revision == finding.revision) changed.insert(changed_table(one));
  }
  for (const Operation& one : evidence.failing) {
    if (one.revision.empty() || one.revision == finding.revision) {
      changed.insert(changed_table(one));
    }
  }
  for (const RowChange& one : finding.row_changes) changed.insert(one.table);
  changed.erase("");
  for (const std::string& table : changed) {
    for (const std::string& pattern : evidence.declared.sensitive) {
      if (matches(table, pattern)) return table;
    }
  }
  return {};
}

}  // namespace

void mark_sev2(std::vector<Finding>& findings, const Evidence& evidence) {
  const auto known = evidence.declared.contacts.find("operator");
  const std::string who =
      known == evidence.declared.contacts.end() ? "operator" : "operator, " + known->second;
  for (Finding& finding : findings) {
    if (finding.severity != Severity::error || finding.revision.empty()) continue;
    const std::string table = sensitive_table(finding, evidence);
    if (table.empty()) continue;
    finding.severity = Severity::sev2;
    finding.escalate.push_back(
        fmt::format("{}: migration {} touches {}; a SEV-2 until it is confirmed that no data is "
                    "lost",
                    who, finding.revision, table));
  }
}

}  // namespace gate
