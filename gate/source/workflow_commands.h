// The commands of a workflow's `run` step, as far as the gate's fate goes.
#pragma once

#include <string>
#include <string_view>

namespace gate {

// Whether a line runs the program `gate`, by whatever path.
bool runs_gate(std::string_view script);
// Whether it runs `gate`, or the plain `alembic` commands that a gate can be made of.
bool runs_what_gates(std::string_view script);
// What keeps a script from failing when the gate or alembic in it does: "`|| true`", "`; exit 0`",
// "`set +e`"; empty where nothing does.
std::string made_to_pass(std::string_view script);

}  // namespace gate
