// Which extension has what a statement did not find: asked of the server itself, which creates each
// it has files for in a transaction that is rolled back.
//
// Only ever called when something is wrong; it leaves nothing behind.
#pragma once

#include <optional>

#include "gate/core/catalog_facts.h"
#include "gate/diagnosis/missing_object.h"
#include "gate/pipeline/own_connection.h"

namespace gate {

// Nothing where no extension is known to have it, or where one that the database has already does.
std::optional<ExtensionFact> extension_with(OwnConnection& connection, const MissingObject& object);

}  // namespace gate
