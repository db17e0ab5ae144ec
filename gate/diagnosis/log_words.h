// What the log rules of several causes ask of a LogFailure.
#pragma once

#include <string>
#include <string_view>

#include "gate/core/log_failure.h"
#include "gate/core/triage_report.h"

namespace gate {

// What PostgreSQL refused first; null where it refused nothing.
const SqlError* server_error(const LogFailure& failure);
// The connection was refused, not a statement.
bool at_connect(const SqlError& error);
// It happened while a downgrade ran.
bool going_down(const LogFailure& failure);
// The outermost exception's class, without its module; empty where there is none.
std::string_view exception_name(const LogFailure& failure);
std::string_view exception_message(const LogFailure& failure);
bool raised(const LogFailure& failure, std::string_view class_name);
// The statement begins so, in capitals, whatever its case and blanks.
bool statement_begins(const LogFailure& failure, std::string_view words);
// How sure a claim can be that rests on the failure's form alone.
Confidence confidence_in(LogForm form);
// The first line of what the exception or the server said.
std::string words_of(const LogFailure& failure);

// 'x' without its quotes.
std::string_view unquoted(std::string_view text);

}  // namespace gate
