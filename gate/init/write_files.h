// Writes what `gate init` proposes below the repository's seeds/, and notes what became of it.
#pragma once

#include "gate/init/outcome.h"

namespace gate {

// Trees whose declaration was there are left alone; the schema is put beside those that are new.
// With `dry_run` nothing is written. Ends at the first file that cannot be.
void write_files(bool dry_run, InitOutcome& outcome);

}  // namespace gate
