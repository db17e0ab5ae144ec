// Which Python may hold the tree's Alembic.
//
// `python3` on PATH need not be the one that has Alembic (a pyenv python before the
// distribution's). In order: the declaration's `python`; the tree's .venv; $VIRTUAL_ENV; the one
// in the first line of the `alembic` script on PATH; `python3`. The first that imports alembic is
// taken; this only lists them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/tree/declaration.h"

namespace gate {

struct Interpreter {
  std::string path;
  std::string why;  // "the tree's .venv", "python3 on PATH"
};

// Those that exist, without repeats; the declared one even when it does not exist.
std::vector<Interpreter> interpreters(const Declaration& declaration,
                                      const std::vector<std::string>& environment);

}  // namespace gate
