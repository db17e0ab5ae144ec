// The sub-commands: each takes the Options, prints, and gives the exit code.
#pragma once

#include "gate/cli/build_commit.h"
#include "gate/cli/options.h"
#include "gate/core/exit_code.h"
#include "gate/process/interrupt.h"

namespace gate {

// gate [run]: the whole main job (run.cpp).
ExitCode run_command(const Options& options, const Interrupt& interrupt);
// gate list: trees, declarations, steps; runs nothing (list.cpp).
ExitCode list_command(const Options& options);
// gate check: what the sources alone show (check.cpp).
ExitCode check_command(const Options& options, const Interrupt& interrupt);
// gate next: the next free revision id and the parent to name (next.cpp).
ExitCode next_command(const Options& options, const Interrupt& interrupt);
// gate plan: which trees a change touches; runs nothing but git (plan.cpp).
ExitCode plan_command(const Options& options, const Interrupt& interrupt);
// gate explain [MODE|SLUG]: a cause's page, or the table of all (explain.cpp).
ExitCode explain_command(const Options& options);
// gate triage: what another run's log says failed (triage.cpp).
ExitCode triage_command(const Options& options, const Interrupt& interrupt);
// gate init: finds a repository's trees and writes their declarations (init.cpp).
ExitCode init_command(const Options& options, const Interrupt& interrupt);
// gate completion SHELL: the shell's completion script (completion.cpp).
ExitCode completion_command(const Options& options);
// gate man: the man page (man.cpp).
ExitCode man_command(const BuildCommit& commit);
// gate --version: gate's own, and of what it would use here (version.cpp).
ExitCode version_command(const Options& options, const BuildCommit& commit,
                         const Interrupt& interrupt);

// The trees that the command line names.
Result<std::vector<Declaration>> chosen_trees(const Options& options);
// Prints an Error as `error: ...` and `hint: ...` to stderr, on GitHub Actions also as an
// annotation, and gives its exit code.
ExitCode print_error(const Error& error);

}  // namespace gate
