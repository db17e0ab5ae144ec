#include "gate/log/alembic_output.h"

#include <algorithm>

#include "gate/log/lines.h"
#include "gate/log/python_traceback.h"
#include "gate/log/server_log.h"

namespace gate {
namespace {

std::string id_or_base(std::string_view id) { return id == "<base>" ? "" : std::string(id); }

bool in_failed_transaction(const SqlError& error) { return error.sqlstate == "25P02"; }

// The error that the exception's own message repeats; a caught one earlier in the log is not it.
const SqlError* told_by(const std::vector<SqlError>& errors, const Traceback& traceback) {
  for (auto error = errors.rbegin(); error != errors.rend(); ++error) {
    for (const ExceptionLink& link : traceback.chain) {
      if (!error->primary.empty() && link.message.find(error->primary) != std::string::npos) {
        return &*error;
      }
    }
  }
  return nullptr;
}

std::string failed_line(std::string_view text) {
  for (const std::string_view line : split_lines(text)) {
    const auto mark = line.find("FAILED: ");
    if (mark == 0 || (mark != line.npos && line.substr(0, mark).find_first_not_of(" ") == line.npos)) {
      return std::string(line.substr(mark + 8));
    }
  }
  return {};
}

void place_in_tree(Failure& failure, std::string_view tree_folder) {
  for (const SourcePlace& frame : failure.frames) {
    const bool ours = frame.file.starts_with(tree_folder) &&
                      frame.file.find("/site-packages/") == std::string::npos;
    if (ours) failure.place = frame;
  }
  std::erase_if(failure.frames, [&](const SourcePlace& frame) {
    return !frame.file.starts_with(tree_folder) ||
           frame.file.find("/site-packages/") != std::string::npos;
  });
}

// The walls' exception, whichever module path it was raised under.
std::string wall_of(const Traceback& traceback) {
  for (const ExceptionLink& link : traceback.chain) {
    if (link.class_name.ends_with("gate_walls.ForeignEngine")) return "foreign-engine";
  }
  return {};
}

void add_server_words(Failure& failure, const Traceback& traceback, std::string_view server_log) {
  const auto errors = errors_in_server_log(server_log);
  const SqlError* told = told_by(errors, traceback);
  if (told == nullptr) return;
  failure.sql = *told;
  if (!in_failed_transaction(*told)) return;
  const auto first = std::find_if_not(errors.begin(), errors.end(), in_failed_transaction);
  if (first != errors.end()) failure.first_sql = *first;
}

}  // namespace

std::vector<RunningLine> running_lines(std::string_view text) {
  std::vector<RunningLine> all;
  for (const std::string_view line : split_lines(text)) {
    const auto mark = line.find("Running ");
    if (mark == line.npos) continue;
    const std::string_view rest = line.substr(mark + 8);
    for (const std::string_view direction : {"upgrade", "downgrade"}) {
      if (!rest.starts_with(direction)) continue;
      const std::string_view pair = rest.substr(direction.size());
      const auto arrow = pair.find(" -> ");
      if (!pair.starts_with(' ') || arrow == pair.npos) continue;
      const std::string_view to = pair.substr(arrow + 4);
      all.push_back({std::string(direction),
                     arrow > 0 ? id_or_base(pair.substr(1, arrow - 1)) : std::string(),
                     std::string(to.substr(0, to.find(", ")))});
    }
  }
  return all;
}

Failure failure_in_output(std::string_view text, std::string_view server_log,
                          std::string_view tree_folder) {
  Failure failure;
  const Traceback traceback = last_traceback(text);
  failure.chain = traceback.chain;
  failure.frames = traceback.frames;
  failure.wall = wall_of(traceback);
  place_in_tree(failure, tree_folder);
  if (!traceback.empty()) {
    const auto begin = text.rfind("Traceback (most recent call last):");
    failure.traceback = text.substr(begin);
  }
  if (const auto failed = failed_line(text); traceback.empty() && !failed.empty()) {
    failure.chain.push_back({"alembic.util.exc.CommandError", failed});
  }
  const auto running = running_lines(text);
  if (!running.empty()) {
    failure.direction = running.back().direction;
    failure.revision =
        failure.direction == "upgrade" ? running.back().to : running.back().from;
  }
  add_server_words(failure, traceback, server_log);
  return failure;
}

std::vector<std::string> heads_in_output(std::string_view text) {
  std::vector<std::string> heads;
  for (const std::string_view line : split_lines(text)) {
    if (line.find("(head)") == line.npos) continue;
    heads.emplace_back(line.substr(0, line.find(' ')));
  }
  return heads;
}

}  // namespace gate
