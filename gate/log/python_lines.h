// The single lines of a Python traceback, for those who put them together.
#pragma once

#include <string_view>

#include "gate/core/evidence.h"

namespace gate {

constexpr std::string_view traceback_mark = "Traceback (most recent call last):";

// `  File "/path/0002.py", line 31, in upgrade`; a SyntaxError's has no function.
bool read_frame(std::string_view line, SourcePlace& frame);
// `sqlalchemy.exc.ProgrammingError: (psycopg2...) ...`: a dotted name, then a colon or the end.
bool read_exception(std::string_view line, ExceptionLink& link);
// `migrations/versions/0002.py:13: in upgrade` of pytest; gives the length of what it read, with
// the
// ": " behind the line's number, 0 where it is none.
std::size_t read_short_frame(std::string_view line, SourcePlace& frame);
// "The above exception was the direct cause ...", "During handling of ...".
bool chains_tracebacks(std::string_view line);

}  // namespace gate
