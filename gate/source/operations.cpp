#include "gate/source/operations.h"

#include <algorithm>
#include <map>
#include <set>

#include "gate/source/revision_graph.h"
#include "gate/source/sql.h"
#include "gate/source/sql_index.h"

namespace gate {
namespace {

OperationKind kind_of_call(const std::string& call) {
  static const std::map<std::string, OperationKind> kinds{
      {"create_table", OperationKind::create_table},
      {"drop_table", OperationKind::drop_table},
      {"rename_table", OperationKind::rename_table},
      {"create_index", OperationKind::create_index},
      {"create_exclude_constraint", OperationKind::create_index},
      {"drop_index", OperationKind::drop_index},
      {"bulk_insert", OperationKind::insert},
  };
  const auto found = kinds.find(call);
  return found == kinds.end() ? OperationKind::alter_table : found->second;
}

Operation at_place(Operation operation, const SourceFact& fact) {
  operation.file = fact.file;
  operation.line = fact.line;
  operation.end_line = fact.end_line;
  operation.function = fact.function;
  operation.upgrading = fact.upgrading;
  operation.guarded = operation.guarded && !fact.conditional;
  operation.conditional = operation.conditional || fact.conditional;
  operation.iterated = fact.iterated && operation.kind == OperationKind::look_up;
  return operation;
}

Operation operation_of_call(const SourceFact& fact) {
  Operation operation;
  operation.kind = kind_of_call(fact.call);
  operation.schema = fact.temporary ? "pg_temp" : fact.schema;
  operation.conditional = operation.guarded = fact.guarded;
  operation.statement = fact.source;
  if (operation.kind == OperationKind::create_index ||
      operation.kind == OperationKind::drop_index) {
    operation.name = fact.name;
    operation.table = fact.table;
    add_index_expression(operation, fact.elements, fact.predicate);
  } else {
    operation.name = fact.table;
    operation.new_name = fact.new_name;
    operation.columns = fact.definitions;
  }
  return operation;
}

// What an operation is about has to be known; an index may be without a name.
bool is_known(const Operation& operation) {
  return operation.kind == OperationKind::create_index || !operation.name.empty() ||
         operation.kind == OperationKind::set_search_path ||
         operation.kind == OperationKind::unread;
}

Operation unread(const SourceFact& fact) {
  Operation operation;
  operation.kind = OperationKind::unread;
  operation.statement = fact.sql;
  return at_place(std::move(operation), fact);
}

std::vector<Operation> operations_of_fact(const SourceFact& fact) {
  if (fact.unread) return {unread(fact)};
  if (!fact.call.empty()) return {at_place(operation_of_call(fact), fact)};
  std::vector<Operation> operations = operations_in(fact.sql, fact.parameters);
  if (operations.empty() && !is_sql(fact.sql)) return {unread(fact)};
  for (Operation& operation : operations) operation = at_place(std::move(operation), fact);
  return operations;
}

using Line = std::pair<std::string, int>;

// Lines of executed texts that are readable and look nothing up.
std::set<Line> lines_without_lookup(const SourceFacts& facts,
                                    const std::vector<Operation>& operations) {
  std::set<Line> lines;
  for (const SourceFact& fact : facts.facts) {
    for (int line = fact.line; line <= fact.end_line; ++line) lines.insert({fact.file, line});
  }
  for (const Operation& operation : operations) {
    if (operation.kind != OperationKind::look_up) continue;
    for (int line = operation.line; line <= operation.end_line; ++line) {
      lines.erase({operation.file, line});
    }
  }
  return lines;
}

}  // namespace

SourceReading read_operations(const SourceFacts& facts,
                              const std::vector<RevisionFile>& revisions) {
  const RevisionGraph graph(revisions);
  std::map<std::string, std::string> revision_of;
  for (const RevisionFile& file : revisions) revision_of[file.file] = file.revision;
  SourceReading reading;
  for (const SourceFact& fact : facts.facts) {
    for (Operation& operation : operations_of_fact(fact)) {
      if (!is_known(operation)) continue;
      operation.revision = revision_of[operation.file];
      reading.operations.push_back(std::move(operation));
    }
  }
  std::stable_sort(reading.operations.begin(), reading.operations.end(),
                   [&](const Operation& left, const Operation& right) {
                     return graph.position(left.revision) < graph.position(right.revision);
                   });
  const auto without = lines_without_lookup(facts, reading.operations);
  reading.raises = facts.raises;
  for (RaiseSite& raise : reading.raises) {
    std::erase_if(raise.lookup_lines, [&](int line) {
      return without.count({raise.file, line}) != 0;
    });
  }
  return reading;
}

}  // namespace gate
