// PostgreSQL's own log, written with log_error_verbosity=verbose and lc_messages=C: the errors in
// it with their SQLSTATE.
//
// Source: PostgreSQL manual, 20.8 "Error Reporting and Logging". Knows that one format only.
#pragma once

#include <string_view>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// Every ERROR, FATAL and PANIC in the text, in order.
std::vector<SqlError> errors_in_server_log(std::string_view text);

// The log puts the cursor's place behind the message ("... at character 15"); the client gets it as
// a field of its own.
void take_position_off(std::string& message);

}  // namespace gate
