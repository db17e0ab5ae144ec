// An SQL file as people have them, pg_dump's plain format above all, cut into what psql would send
// one by one: statements, and the data that follows a COPY ... FROM stdin.
//
// Cut with PostgreSQL's own scanner, so that quotes, dollar quotes and comments may hold anything.
// psql's own commands that only concern psql are passed over, the others are refused: gate is no
// psql. Nothing is understood of the statements, and nothing is run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/source/script_fault.h"

namespace gate {

struct ScriptPart {
  std::string_view sql;                  // of the given text
  int line = 1;                          // on which it begins
  std::optional<std::string_view> data;  // of a COPY ... FROM stdin, without the closing "\."
};

struct SqlScript {
  std::vector<ScriptPart> parts;
  std::optional<ScriptFault> fault;  // what gate does not run; parts then end there
};

// The parts of the text, in order; they refer to it.
SqlScript cut_script(std::string_view text);

}  // namespace gate
