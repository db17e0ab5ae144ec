// What an Alembic command's result says, put into the evidence of the step that ran it.
//
// Facts only: whether the rows it left are the right ones is the walk's to check.
#pragma once

#include <vector>

#include "gate/alembic/step_result.h"
#include "gate/core/error.h"

namespace gate {

// `revisions` are the tree's: a failure that names no revision is given the one whose file it
// happened in.
void record(const StepResult& result, const std::vector<RevisionFile>& revisions,
            StepEvidence& seen);

// The Error for what a wall refused: a connection (wrong_database), a Flask application that cannot
// be loaded or several databases at once (declaration). failure.wall says which.
Error behind_the_wall(const Failure& failure);

}  // namespace gate
