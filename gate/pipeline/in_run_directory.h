// Work that has a run's folder, a lifeline and a watcher, and what it comes to as a Report.
//
// However the work ends, and gate with it, the folder is removed. Says nothing about trees.
#pragma once

#include <functional>
#include <vector>

#include "gate/core/report.h"
#include "gate/pipeline/run_tree.h"
#include "gate/process/lifeline.h"
#include "gate/process/run_directory.h"

namespace gate {

// Does the work; an Error (infrastructure) where there is no folder to work in.
Result<void> with_run_directory(const std::function<void(RunDirectory&, const Lifeline&)>& work);

using Work = std::function<std::vector<TreeOutcome>(RunDirectory&, const Lifeline&)>;

// The concluded Report of what the work gives; of an Error where there is no folder to work in.
Report in_run_directory(const Work& work);

}  // namespace gate
