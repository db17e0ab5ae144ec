#include "gate/log/alembic_output.h"

#include <algorithm>
#include <iterator>

#include "gate/log/lines.h"
#include "gate/log/python_traceback.h"
#include "gate/log/server_log.h"

namespace gate {
namespace {

std::string id_or_base(std::string_view id) { return id == "<base>" ? "" : std::string(id); }

bool in_failed_transaction(const SqlError& error) { return error.sqlstate == "25P02"; }

std::string_view first_words(std::string_view text) {
  for (const std::string_view line : split_lines(text)) {
    if (!line.empty()) return line;
  }
  return {};
}

// The error that the exception's own message repeats; a caught one earlier in the log is not it.
// A traceback's message may end at an empty line, so the first line has to do. Python's own
// exceptions (no module in front) carry no server's words, they only look like it.
const SqlError* told_by(const std::vector<SqlError>& errors, const Failure& failure) {
  for (auto error = errors.rbegin(); error != errors.rend(); ++error) {
    const std::string_view words = first_words(error->primary);
    for (const ExceptionLink& link : failure.chain) {
      const bool has_module = link.class_name.find('.') != std::string::npos;
      if (!words.empty() && has_module && link.message.find(words) != std::string::npos) {
        return &*error;
      }
    }
  }
  return nullptr;
}

// The last one: Alembic ends once it has printed it.
std::string failed_line(std::string_view text) {
  std::string_view found;
  for (const std::string_view line : split_lines(text)) {
    const auto mark = line.find("FAILED: ");
    if (mark != line.npos && mark == line.find_first_not_of(' ')) found = line.substr(mark + 8);
  }
  return std::string(found);
}

bool is_below(const std::string& file, std::string_view folder) {
  return file.starts_with(folder) && file.size() > folder.size() && file[folder.size()] == '/';
}

// The `alembic` script in a .venv of the tree is no more the tree's own than its packages are.
bool is_own(const SourcePlace& frame, std::string_view tree_folder) {
  return is_below(frame.file, tree_folder) && !frame.file.ends_with("/bin/alembic") &&
         frame.file.find("/site-packages/") == std::string::npos;
}

// The innermost line of the version file, else of the tree: a helper that a migration calls is
// seldom at fault. Alembic calls a version file's upgrade() or downgrade().
void place_in_tree(Failure& failure, std::string_view tree_folder) {
  std::erase_if(failure.frames,
                [&](const SourcePlace& frame) { return !is_own(frame, tree_folder); });
  if (failure.frames.empty()) return;
  failure.place = failure.frames.back();
  if (failure.place.function.empty()) return;  // a file that does not parse: it is the place
  const auto called =
      std::find_if(failure.frames.begin(), failure.frames.end(), [](const SourcePlace& frame) {
        return frame.function == "upgrade" || frame.function == "downgrade";
      });
  if (called == failure.frames.end()) return;
  const std::string version_file = called->file;
  for (const SourcePlace& frame : failure.frames) {
    if (frame.file == version_file) failure.place = frame;
  }
}

// The walls' exception, whichever module path it was raised under.
std::string wall_of(const Traceback& traceback) {
  for (const ExceptionLink& link : traceback.chain) {
    if (link.class_name.ends_with("gate_walls.ForeignEngine")) return "foreign-engine";
    if (link.class_name.ends_with("gate_handed.SeveralDatabases")) return "several-databases";
    if (link.class_name.ends_with("gate_flask.NoApplication")) return "flask-app";
  }
  return {};
}

void add_server_words(Failure& failure, std::string_view server_log) {
  const auto errors = errors_in_server_log(server_log);
  const SqlError* told = told_by(errors, failure);
  if (told == nullptr) return;
  failure.sql = *told;
  if (!in_failed_transaction(*told)) return;
  // The nearest one before it broke the transaction; what came earlier was rolled back.
  const auto none = std::make_reverse_iterator(errors.data());
  const auto first =
      std::find_if_not(std::make_reverse_iterator(told), none, in_failed_transaction);
  if (first != none) failure.first_sql = *first;
}

void add_traceback(Failure& failure, std::string_view text, std::string_view tree_folder) {
  const Traceback traceback = last_traceback(text);
  if (traceback.empty()) return;
  failure.chain = traceback.chain;
  failure.frames = traceback.frames;
  failure.traceback = text.substr(traceback.begin);
  failure.wall = wall_of(traceback);
  place_in_tree(failure, tree_folder);
}

// "0002", or "0002, 0003" above a merge: ids without blanks, so that a sentence is none.
bool are_ids(std::string_view text) {
  for (auto blank = text.find(' '); blank != text.npos; blank = text.find(' ', blank + 1)) {
    if (blank == 0 || text[blank - 1] != ',') return false;
  }
  return true;
}

// The part of the line behind "Running upgrade "; nothing where it is not in it.
std::string_view behind(std::string_view line, std::string_view mark) {
  const auto begin = line.find(mark);
  return begin == line.npos ? std::string_view() : line.substr(begin + mark.size());
}

}  // namespace

std::vector<RunningLine> running_lines(std::string_view text) {
  std::vector<RunningLine> all;
  for (const std::string_view line : split_lines(text)) {
    for (const std::string_view direction : {"upgrade", "downgrade"}) {
      const std::string_view pair = behind(line, "Running " + std::string(direction) + " ");
      const auto arrow = pair.find("->");
      if (arrow == pair.npos) continue;
      std::string_view from = pair.substr(0, arrow);
      if (from.ends_with(' ')) from.remove_suffix(1);
      std::string_view to = pair.substr(arrow + 2);
      if (to.starts_with(' ')) to.remove_prefix(1);
      to = to.substr(0, to.find(", "));
      if (!are_ids(from) || !are_ids(to)) continue;
      all.push_back({std::string(direction), id_or_base(from), id_or_base(to)});
    }
  }
  return all;
}

Failure failure_in_output(std::string_view text, int exit_status, std::string_view server_log,
                          std::string_view tree_folder) {
  Failure failure;
  const std::string failed = failed_line(text);
  if (failed.empty() || exit_status != refused_by_alembic)
    add_traceback(failure, text, tree_folder);
  if (failure.chain.empty() && !failed.empty()) {
    failure.chain.push_back({"alembic.util.exc.CommandError", failed});
  }
  const auto running = running_lines(text);
  if (!running.empty()) {
    failure.direction = running.back().direction;
    failure.revision = failure.direction == "upgrade" ? running.back().to : running.back().from;
  }
  add_server_words(failure, server_log);
  return failure;
}

std::vector<std::string> heads_in_output(std::string_view text) {
  std::vector<std::string> heads;
  for (const std::string_view line : split_lines(text)) {
    // A head that another branch depends on is "(effective head)".
    if (line.find("(head)") == line.npos && line.find("(effective head)") == line.npos) continue;
    heads.emplace_back(line.substr(0, line.find(' ')));
  }
  return heads;
}

}  // namespace gate
