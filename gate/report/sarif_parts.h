// The parts of a SARIF log (sarif.cpp), as JSON.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "gate/core/report.h"
#include "gate/report/fingerprint.h"

namespace gate {

using SarifJson = nlohmann::ordered_json;
// Where a rule stands in the driver's list, by the cause's slug.
using RuleIndexes = std::map<std::string, std::size_t>;

// The rule of a cause, with its page as help (sarif_rule.cpp).
SarifJson sarif_rule(const KnownCause& cause);
// A finding (sarif_result.cpp).
SarifJson sarif_result(const TreeReport& tree, const Finding& finding, const RuleIndexes& rules,
                       Fingerprints& fingerprints);
// The place of a file that is named from the root of git's working tree; line 0 is none.
SarifJson sarif_location(const std::string& path, int line);
// How the run went, and what gate itself stumbled over (sarif_invocation.cpp).
SarifJson sarif_invocation(const Report& report);

}  // namespace gate
