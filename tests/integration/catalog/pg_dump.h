// What `pg_dump --schema-only` says of a database, in a form that two dumps can be compared in.
#pragma once

#include <string>
#include <vector>

#include "gate/postgres/cluster.h"
#include "gate/process/child.h"

namespace gate::test {

// The folder of pg_dump for the server's major version; empty where there is none.
std::filesystem::path pg_dump_program(int major_version);

// Its statements without comments, sorted: their order depends on what depends on what. With the
// database's own properties, without Alembic's table.
std::vector<std::string> pg_dump(const std::filesystem::path& program, const ConnectionFacts& facts,
                                 const Lifeline& lifeline, const Interrupt& interrupt);

// The statements that only one of them has, with - and + in front.
std::string dump_differences(const std::vector<std::string>& before,
                             const std::vector<std::string>& after);

}  // namespace gate::test
