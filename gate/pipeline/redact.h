// Taking the cluster's password out of what a step printed or raised, before anything shows it.
//
// A migration can print its own URL or raise it in a message. What is random or the user's secret
// is replaced wherever it stands, as it is and percent-encoded. Knows no patterns: only the word.
#pragma once

#include <string>
#include <string_view>

#include "gate/alembic/step_result.h"

namespace gate {

std::string redact(std::string_view text, const std::string& password);
// Every text of a result: output, messages, statements, traceback.
void redact(StepResult& result, const std::string& password);

}  // namespace gate
