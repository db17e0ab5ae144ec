// Evidence written shortly, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "gate/core/evidence.h"
#include "gate/diagnosis/classify.h"

namespace gate {

inline StepEvidence step(StepKind kind, StepStatus status, StepEnd end = StepEnd::told) {
  StepEvidence made;
  made.kind = kind;
  made.status = status;
  made.end = end;
  switch (kind) {
    case StepKind::upgrade:
      made.name = "Shop — alembic upgrade head";
      break;
    case StepKind::prerequisite:
      made.name = "Shop — create shop_app role (required by 0002)";
      break;
    case StepKind::assert_single_head:
      made.name = "Shop — assert single head";
      break;
    case StepKind::downgrade:
      made.name = "Shop — downgrade -1 (reversibility check)";
      break;
    case StepKind::baseline:
      made.name = "Shop — apply baseline db/baseline.sql";
      break;
    case StepKind::stamp:
      made.name = "Shop — alembic stamp 0001 (baseline)";
      break;
  }
  return made;
}

inline StepEvidence failed(StepKind kind, Failure failure) {
  StepEvidence made = step(kind, StepStatus::failed);
  made.failure = std::move(failure);
  return made;
}

// A migration in 0002.py, line 13, that Python ended.
inline Failure raised(const std::string& class_name, const std::string& message) {
  Failure failure;
  failure.chain = {{class_name, message}};
  failure.revision = "0002";
  failure.direction = "upgrade";
  failure.place = {"/srv/shop/versions/0002.py", 13, "upgrade", "raise"};
  return failure;
}

inline SqlError sql_error(const std::string& sqlstate, const std::string& primary) {
  SqlError error;
  error.sqlstate = sqlstate;
  error.severity = "ERROR";
  error.primary = primary;
  error.statement = "SELECT '" + sqlstate + "'";
  return error;
}

// The same migration, ended by PostgreSQL.
inline Failure refused(const std::string& sqlstate, const std::string& primary) {
  Failure failure = raised("sqlalchemy.exc.ProgrammingError", primary);
  failure.sql = sql_error(sqlstate, primary);
  return failure;
}

inline Evidence evidence(std::vector<StepEvidence> steps, std::vector<GraphFault> faults = {}) {
  Evidence made;
  made.tree = "shop";
  made.title = "Shop";
  made.repository = "/srv/shop";
  made.heads = {"0002"};
  made.steps = std::move(steps);
  made.graph_faults = std::move(faults);
  return made;
}

inline RevisionFile version_file(const std::string& revision, const std::string& name) {
  RevisionFile file;
  file.file = "/srv/shop/versions/" + name;
  file.revision = revision;
  file.revision_line = 6;
  file.down_line = 7;
  return file;
}

inline Operation operation(OperationKind kind, const std::string& revision, const std::string& name,
                           int line = 10) {
  Operation made;
  made.kind = kind;
  made.revision = revision;
  made.file = "/srv/shop/versions/" + revision + ".py";
  made.line = line;
  made.name = name;
  return made;
}

// 0001 <- 0002 (which fails) <- 0003.
inline Evidence chain(const Failure& failure) {
  Evidence made = evidence({failed(StepKind::upgrade, failure)});
  made.chain = {"0001", "0002", "0003"};
  for (const auto& revision : made.chain) {
    made.revisions.push_back(version_file(revision, revision + ".py"));
  }
  made.revisions[1].down_revisions = {"0001"};
  made.declared.file = "seeds/shop.json";
  return made;
}

// What every cause makes of it, where that is one finding.
inline Finding only(const Evidence& seen) {
  const auto findings = classify(seen);
  EXPECT_EQ(findings.size(), 1u);
  return findings.empty() ? Finding{} : findings.front();
}
inline std::string kind_of(const Evidence& seen) { return only(seen).kind; }

}  // namespace gate
