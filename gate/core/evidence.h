// All that was seen of one tree's run: what diagnosis decides from, complete and structured.
//
// Plain values. The pipeline fills it; diagnosis and report only read it, and never ask the
// cluster, a file or git for more.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gate/core/catalog_facts.h"
#include "gate/core/deadline.h"
#include "gate/core/history.h"
#include "gate/core/operation.h"
#include "gate/core/revision.h"
#include "gate/core/rival.h"
#include "gate/core/row_change.h"
#include "gate/core/schema.h"

namespace gate {

// What PostgreSQL said of one statement
// (https://www.postgresql.org/docs/15/protocol-error-fields.html).
struct SqlError {
  std::string sqlstate;
  std::string severity;
  std::string primary;
  std::string detail;
  std::string hint;
  std::string context;
  std::string schema;
  std::string table;
  std::string column;
  std::string datatype;
  std::string constraint;
  std::string statement;
};

struct ExceptionLink {
  std::string class_name;  // with its module: sqlalchemy.exc.ProgrammingError
  std::string message;
};

struct SourcePlace {
  std::string file;  // absolute path; empty unknown
  int line = 0;      // 0 unknown
  std::string function;
  std::string code;  // the source line
};

// A statement that the failing revision had PostgreSQL execute, and what came of it.
struct ExecutedStatement {
  std::string sql;         // as the driver got it: with its own kind of placeholders
  std::string parameters;  // as JSON: an object by name, an array by place; empty none
  long rows = -1;          // rows returned or changed; -1 unknown
  SourcePlace place;       // the line of the tree that executed it
};

// Why a step failed, as facts.
struct Failure {
  std::vector<ExceptionLink> chain;           // outermost first
  std::optional<SqlError> sql;                // the error that ended the step
  std::optional<SqlError> first_sql;          // an earlier one that the migration swallowed
  SourcePlace first_place;                    // where that was; empty where it is not known
  std::string revision;                       // the revision that was being applied; empty none
  std::string direction;                      // upgrade or downgrade
  SourcePlace place;                          // the innermost frame inside the tree's own files
  std::vector<SourcePlace> frames;            // outermost first
  std::vector<ExecutedStatement> statements;  // the revision's own, the last ones, in order
  std::string traceback;
  std::string wall;  // slug of the wall that refused, where one did
  std::vector<std::string>
      missing_variables;       // of the environment, which the tree cannot do without
  std::string missing_module;  // that Python could not find: "geoalchemy2"
};

enum class StepKind { upgrade, prerequisite, assert_single_head, downgrade, baseline, stamp };
enum class StepStatus { passed, failed, skipped };

// How the process that ran a step came to its end.
enum class StepEnd {
  told,         // it reported its result itself
  died,         // it ended without telling: killed, os._exit, descriptors closed
  timed_out,    // the deadline passed and the gate killed it
  server_died,  // the server went away under it
  not_run,
};

// The version rows are not those that a step which passed must leave, and what the step did is
// there (or, after a downgrade, gone): so it ran here, and the rows alone are wrong.
struct LostStamp {
  std::string table;  // with its schema where it is there
  // What it made, changed or took away: "table box", "rows of shelf"; few of many.
  std::vector<std::string> changes;
  std::vector<std::string> elsewhere;  // tables of that name in other schemas: "app.x holds 0002"
};

// One command issued by hand would do the same as the step.
struct StepEvidence {
  StepKind kind = StepKind::upgrade;
  std::string name;     // as the runbook has it: "Raptor — alembic upgrade head"
  std::string command;  // the words after `alembic`: "upgrade head"; SQL for prerequisites
  StepStatus status = StepStatus::skipped;
  StepEnd end = StepEnd::not_run;
  Clock::time_point begun{};  // of a step that ran
  double duration_ms = 0;
  std::string branch = {};  // the declared head (a label) whose walk it belongs to; empty: the tree
  bool second_upgrade = false;        // the round trip's upgrade after the downgrade
  bool stair = false;                 // part of a stairway (--steps)
  std::string revision = {};          // the one that the round trip is about
  std::vector<std::string> applied;   // revisions applied or undone, in order
  std::vector<std::string> expected;  // version rows that should be there afterwards
  std::vector<std::string> found;     // version rows that are there
  std::optional<Failure> failure;
  std::optional<LostStamp> lost_stamp;  // of a step that failed by that alone
  // Of a file of SQL that was applied a second time, to see that it may be: it then failed, or
  // changed this once more ("rows of plans: 3, then 6").
  bool second_time = false;
  std::vector<std::string> changed_again;
  // After a downgrade: what is not as it was before the revision; after a second upgrade: what is
  // not as it was before the downgrade.
  std::vector<SchemaDifference> differences;
  std::vector<RowChange> row_changes;   // the same of rows (--rows)
  std::size_t rows_put = 0;             // that gate had put into tables before the downgrade
  bool passes_without_rows = false;     // it failed, and passed when they were taken out again
  std::vector<UnfilledTable> unfilled;  // by which the rows of the step are not the whole proof
  std::string how_it_ended;             // words on StepEnd: "killed by signal 9 (SIGKILL)"
  std::string output_tail;              // the last lines the step printed
};

// A declared prerequisite that a downgrade took away.
struct LostPrerequisite {
  std::string label;
  std::string step;  // the step after which it was missing
  std::string required_by;
};

enum class PrerequisiteKind { row, role, extension, schema, sql };

// A prerequisite as declared, for those who ask what is declared already.
struct DeclaredPrerequisite {
  PrerequisiteKind kind = PrerequisiteKind::row;
  std::string name;  // its own; of a row its table's, of SQL its file's
  std::vector<ColumnValue> values;
  std::string after;
  std::string required_by;
  std::string label;
};

// What the declaration says beside the prerequisites.
struct DeclaredFacts {
  std::string file;  // as its user knows it: "seeds/raptor.json"; empty where there is none
  std::vector<DeclaredPrerequisite> prerequisites;
  std::vector<std::string> heads;               // branch labels that are heads by design
  std::vector<std::string> sensitive;           // patterns of tables: "audit_*"
  std::map<std::string, std::string> contacts;  // by owner: "operator" -> "kris@... in #ops"
  std::string baseline;                         // its file as declared; empty where there is none
  std::string baseline_revision;                // as declared
  int postgres = 0;                             // the major version
  std::vector<std::string> strict;              // tolerances that are none here: "column-order"
};

// `alembic check`: where the database after all migrations is not what the models say (--models).
struct ModelDrift {
  std::vector<std::string> operations;  // "add_column orders.total", as far as they can be told
  std::string words;                    // Alembic's own
};

struct Evidence {
  std::string tree;
  std::string title;
  std::string repository;  // absolute; paths in findings are relative to it
  std::vector<RevisionFile> revisions;
  std::vector<std::string> heads;
  std::vector<std::string> chain;  // ids, parents before children; what is on a cycle comes last
  std::vector<GraphFault> graph_faults;
  std::vector<StepEvidence> steps;  // all that were planned, in order
  std::vector<LostPrerequisite> lost_prerequisites;
  std::string server_log_tail;  // the server's own last words
  std::string version_table;    // as env.py configured it, with its schema where it names one
  DeclaredFacts declared;
  // What pipeline/collect adds when something is wrong (and `gate check` always has):
  std::vector<Operation> operations;  // of every revision, in the order of the chain
  std::vector<RaiseSite> raises;
  std::vector<Operation> failing;  // what the statement that PostgreSQL refused does
  std::vector<Operation> feeding;  // lookups whose result was to go into the column that got NULL
  std::vector<Operation> unanswered;  // lookups of the failing revision that found no row, in order
  CatalogFacts catalog;
  HistoryFacts history;
  std::vector<MergeCollision> collisions;  // with the base and the rivals that were named
  std::optional<ModelDrift> model_drift;
  // The folder of the repository from which the missing module could be imported; empty none.
  std::string module_folder;
};

}  // namespace gate
