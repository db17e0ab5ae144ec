// What a chain of Python exceptions says about the database: the server's words and what they mean.
//
// Text in, values out; how the lines were gathered is python_failure.h's and pytest_failure.h's.
#pragma once

#include <string_view>

#include "gate/core/log_failure.h"

namespace gate {

// Whether the exception's name is one that a traceback's last line can be known by, alone.
bool is_exception_line(std::string_view line, ExceptionLink& link);
// Fills what follows from the exception chain: the server's words and what they say.
void read_chain(LogFailure& failure);
// Adds the statement as SQLAlchemy or psycopg2 print it, to a failure that has none.
void add_statement(LogFailure& failure, std::string_view printed);

}  // namespace gate
