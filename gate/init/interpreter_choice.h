// Which interpreter a tree will be run with, and whether the declaration has to name it.
//
// An interpreter is only asked whether it can import Alembic; nothing of the tree is run.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "gate/process/child.h"
#include "gate/process/lifeline.h"
#include "gate/tree/declaration.h"

namespace gate {

struct InterpreterChoice {
  std::filesystem::path python;  // to be declared; empty where gate finds it by itself
  std::string alembic;           // its version: "1.13.1"; empty where no interpreter has one
  std::string tried;             // those without it, and why each was thought of
};

// Asks each interpreter once, however many trees it may be for.
class InterpreterChooser {
 public:
  InterpreterChooser(const Lifeline& lifeline, const Deadline& deadline, const Interrupt& interrupt)
      : lifeline_(lifeline), deadline_(deadline), interrupt_(interrupt) {}

  InterpreterChoice choose(const Declaration& declaration);

 private:
  const std::string& alembic_of(const std::string& python);

  const Lifeline& lifeline_;
  const Deadline& deadline_;
  const Interrupt& interrupt_;
  std::map<std::string, std::string> asked_;
};

}  // namespace gate
