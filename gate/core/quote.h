// Names and values written into SQL text.
//
// For identifiers, which cannot be parameters, and for SQL that a person is to read. Where a value
// can go as a parameter it goes as one, and not through here. NUL bytes cannot be in SQL at all:
// whoever reads values from outside refuses them.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// In double quotes, doubled inside (PostgreSQL manual, 4.1.1).
std::string quote_identifier(std::string_view identifier);
// The same for a name that may have a schema in front: "app.users".
std::string quote_qualified(std::string_view name);
// In single quotes, doubled inside; with a backslash as E'...', so that it reads the same whatever
// standard_conforming_strings says (PostgreSQL manual, 4.1.2).
std::string quote_literal(std::string_view value);

}  // namespace gate
