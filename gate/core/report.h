// What a run comes to: the one value that every renderer prints and the exit code is made from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/core/error.h"
#include "gate/core/evidence.h"
#include "gate/core/finding.h"
#include "gate/core/known_cause.h"
#include "gate/core/seed_dependence.h"
#include "gate/core/shown_revision.h"

namespace gate {

enum class Verdict { pass, fail, error };

// The server a tree ran on. Holds no password.
struct ServerFacts {
  std::string kind;           // local, container, given; empty when none was needed
  std::string version;        // "15.18"
  std::string why;            // how it was chosen, in words: "no container engine answers"
  std::string where;          // "127.0.0.1:45123", never with a password
  std::string programs = {};  // of a local one: the folder of initdb and postgres
};

// A cluster that --keep left up: how to connect, how to remove it. Holds no password.
struct KeptServer {
  std::string url;       // without password
  std::string passfile;  // readable by the user alone
  std::string remove_command;
};

struct TreeReport {
  std::string name;
  std::string title;
  Verdict verdict = Verdict::pass;
  ServerFacts server;
  std::string python;  // the interpreter taken, and the versions found in it
  std::vector<std::string> heads;
  std::vector<ShownRevision> revisions;  // parents before children
  std::vector<StepEvidence> steps;
  std::vector<Finding> findings;       // in the order to mend them
  std::vector<std::string> reproduce;  // shell commands that do the same by hand
  std::vector<KeptServer> kept;
  std::string server_log_tail;  // the server's own last words, on red
  std::string note;             // "the tree has no revisions"; empty mostly
  // Of `gate check` alone; files relative to the repository.
  std::optional<std::vector<SeedDependence>> seed_dependent = {};
};

struct Report {
  Verdict verdict = Verdict::pass;
  double duration_ms = 0;
  Clock::time_point begun{};  // what the steps' own times are counted from
  std::string started_at;     // the same by the calendar: "2026-11-20T18:30:00Z"
  std::string gate_version;
  std::vector<TreeReport> trees;
  std::vector<Error> errors;
  std::vector<KnownCause> causes;  // of what was found, by slug
};

std::string_view to_string(Verdict verdict);
std::string_view to_string(StepStatus status);

// The verdict of one tree from its findings alone; notes leave it at pass.
Verdict verdict_of(const std::vector<Finding>& findings);
// Milliseconds from `begun` (the report's) to the beginning of a step that ran.
double since(Clock::time_point begun, const StepEvidence& step);
// Sets the report's verdict from its trees and errors.
void conclude(Report& report);
// The exit code that the report calls for; an interruption is told by its Error.
ExitCode exit_code(const Report& report);

}  // namespace gate
