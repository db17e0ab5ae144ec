// What became of a revision id that no file has any more.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/core/error.h"
#include "gate/core/history.h"
#include "gate/core/revision.h"
#include "gate/core/source_text.h"
#include "gate/git/repository.h"

namespace gate {

// Reads version files as the tree's files were read, with Python's ast: one for each text, in
// order.
using ReadVersions =
    std::function<Result<std::vector<RevisionFile>>(const std::vector<SourceText>&)>;

// Looks for the id in the changes made to the folders of versions (absolute paths): first in HEAD's
// history for the commit that took it away, then on branches that HEAD does not have for the one
// that brought it. Whoever only mentions it is told from who has it by reading the files.
// NotKnown: nothing was found, or not in time.
Known<IdHistory> id_history(const GitRepository& repository, const std::string& id,
                            const std::vector<std::string>& folders, const ReadVersions& read,
                            const Deadline& deadline);

}  // namespace gate
