// The driver's events (one JSON object a line) as typed values.
//
// The protocol is written down in gate/alembic/driver/gate_driver.py and its neighbours. A line
// that is not an event is a fault of ours, told as such and never guessed at.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "gate/alembic/flask_application.h"
#include "gate/alembic/step_result.h"
#include "gate/core/error.h"
#include "gate/core/revision.h"
#include "gate/core/source_fact.h"
#include "gate/core/variable_read.h"

namespace gate {

// The JSON of a line, with its name under "event"; an Error (internal) when it is none.
Result<nlohmann::json> parse_event(std::string_view line);

// Adds an operation, sql, unread or raise; other events change nothing.
void add_event(const nlohmann::json& event, SourceFacts& facts);
VariableRead variable_read(const nlohmann::json& event);
FlaskApplication flask_application(const nlohmann::json& event);
RevisionFile revision_file(const nlohmann::json& event);
Failure failure(const nlohmann::json& event);
// Adds what a step's event says (context, revision-end, connection, heads, failure, step-ended) to
// its result; other events change nothing.
void add_event(const nlohmann::json& event, StepResult& result);

}  // namespace gate
