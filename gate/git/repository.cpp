#include "gate/git/repository.h"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <string_view>

#include "gate/git/fields.h"
#include "gate/git/git_environment.h"
#include "gate/process/child.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_output = 64u << 20;

// Programs that the configuration can name, and settings that change what is printed.
std::vector<std::string> quiet_settings() {
  std::vector<std::string> words{"--no-pager", "--literal-pathspecs"};
  for (const char* setting :
       {"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=false",
        "diff.external=", "diff.renameLimit=1000", "log.showSignature=false", "log.follow=false",
        "log.showRoot=true", "protocol.allow=never"}) {
    words.emplace_back("-c");
    words.emplace_back(setting);
  }
  return words;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string why_not(const Completed& completed) {
  const std::string& words = completed.standard_error;
  const auto says = [&](const char* phrase) { return words.find(phrase) != std::string::npos; };
  if (completed.status.code == 127) return "there is no git program";
  if (says("not a git repository") || says("must be run in a work tree")) {
    return "there is no git repository";
  }
  if (says("dubious ownership")) {
    return "git refuses the repository, which belongs to another user (safe.directory)";
  }
  if (says("'HEAD^{commit}'")) return "the repository has no commit yet";
  // Warnings come before what it ends with.
  const auto fatal = words.find("fatal: ");
  const std::string last = fatal == words.npos ? words : words.substr(fatal);
  return last.empty() ? "git ended with " + describe(completed.status)
                      : "git says: " + first_line(last);
}

}  // namespace

void throw_exception_from_error(const NotKnown& unknown, const boost::source_location&) {
  throw std::runtime_error(unknown.why());
}

GitRepository::GitRepository(std::string program, const Lifeline& lifeline,
                             const Interrupt& interrupt)
    : program_(std::move(program)),
      settings_(quiet_settings()),
      lifeline_(&lifeline),
      interrupt_(&interrupt) {}

Known<GitRepository> GitRepository::open(const fs::path& folder, const Lifeline& lifeline,
                                         const Deadline& deadline, const Interrupt& interrupt) {
  const auto program = find_program("git", own_environment());
  if (program.empty()) return NotKnown::because("there is no git program");
  GitRepository repository(program, lifeline, interrupt);
  if (auto read = repository.read_layout(folder, deadline); !read) return read.error();
  repository.switch_programs_off(deadline);
  return repository;
}

Known<bool> GitRepository::read_layout(const fs::path& folder, const Deadline& deadline) {
  std::error_code failed;
  const fs::path start = fs::canonical(folder, failed);
  if (failed) return NotKnown::because("there is no folder " + folder.string());
  const auto said =
      run_git(start,
              {"rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-cdup",
               "HEAD^{commit}", "--git-path", "objects", "--symbolic-full-name", "HEAD"},
              deadline);
  if (!said) return said.error();
  const auto lines = fields_of(*said, '\n');
  if (lines.empty() || lines[0] != "true") return NotKnown::because("there is no git repository");
  if (lines.size() != 6) return NotKnown::because("git's answer has another form than expected");
  shallow_ = lines[1] == "true";
  top_ = fs::canonical(start / lines[2], failed);
  head_ = lines[3];
  objects_ = fs::canonical(start / lines[4], failed);
  if (lines[5] != "HEAD") branch_ = lines[5];
  return true;
}

// Comparing with the working tree would run filters (git-lfs for one) on files that changed,
// merging the drivers that a repository has for some of its files: what has one of those cannot be
// merged here.
void GitRepository::switch_programs_off(const Deadline& deadline) {
  const auto names = run_git(
      top_, {"config", "-z", "--name-only", "--get-regexp", "^(filter|merge)[.].*[.]"}, deadline);
  if (!names) return;  // exit status 1: there are none
  const auto set = [&](std::string_view name, const char* value) {
    settings_.emplace_back("-c");
    settings_.push_back(fmt::format("{}={}", name, value));
  };
  for (const auto name : fields_of(*names)) {
    const auto kind = name.substr(name.rfind('.') + 1);
    if (name.starts_with("merge.")) {
      if (kind == "driver") set(name, "false");
    } else if (kind == "required") {
      set(name, "false");
    } else if (kind == "clean" || kind == "smudge" || kind == "process") {
      set(name, "");
    }
  }
}

Known<GitRepository> GitRepository::writing_to(const fs::path& folder) const {
  std::error_code failed;
  fs::create_directories(folder / "objects" / "info", failed);
  std::ofstream alternates(folder / "objects" / "info" / "alternates", std::ios::binary);
  alternates << objects_.string() << '\n';
  alternates.close();
  if (failed || !alternates) {
    return NotKnown::because("what git makes cannot be kept in " + folder.string());
  }
  GitRepository scratch = *this;
  scratch.scratch_ = folder;
  for (const char* setting : {"core.splitIndex=false", "core.untrackedCache=false", "gc.auto=0",
                              "merge.renames=true", "merge.directoryRenames=true",
                              "commit.gpgSign=false", "user.name=gate", "user.email=gate"}) {
    scratch.settings_.emplace_back("-c");
    scratch.settings_.emplace_back(setting);
  }
  return scratch;
}

std::optional<std::string> GitRepository::path_of(const fs::path& file) const {
  // A link at the end is a path of its own; the folders before it are what they lead to.
  std::error_code failed;
  const fs::path parent = fs::weakly_canonical(file.parent_path(), failed);
  const fs::path inside = (parent / file.filename()).lexically_relative(top_);
  if (failed || inside.empty() || *inside.begin() == "..") return std::nullopt;
  return inside.generic_string();
}

Known<GitAnswer> GitRepository::answer_in(const fs::path& directory,
                                          const std::vector<std::string>& arguments,
                                          const std::string& input,
                                          const Deadline& deadline) const {
  Command command;
  command.argv = {program_};
  command.argv.insert(command.argv.end(), settings_.begin(), settings_.end());
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.environment = git_environment(own_environment());
  command.directory = directory;
  command.output_limit = most_output;
  if (!scratch_.empty()) {
    command.environment.push_back("GIT_OBJECT_DIRECTORY=" + (scratch_ / "objects").string());
    command.environment.push_back("GIT_INDEX_FILE=" + (scratch_ / "index").string());
  }
  if (!input.empty()) {
    command.input_file = scratch_ / "input";
    std::ofstream file(command.input_file, std::ios::binary);
    file << input;
    if (!file.flush()) return NotKnown::because("git's input cannot be written");
  }
  const auto completed = run(command, *lifeline_, deadline, *interrupt_);
  if (!completed) {
    return NotKnown::because(deadline.passed() ? "git took too long to answer"
                                               : completed.error().message);
  }
  const ExitStatus& status = completed->status;
  const bool said_no = status.code == 1 &&
                       (!completed->standard_output.empty() || completed->standard_error.empty());
  if (!status.success() && !said_no) {
    return NotKnown::because(why_not(*completed));
  }
  if (completed->standard_output.size() >= most_output) {
    return NotKnown::because("git's answer is too long to be read");
  }
  return GitAnswer{status.success(), completed->standard_output};
}

Known<std::string> GitRepository::run_git(const fs::path& directory,
                                          const std::vector<std::string>& arguments,
                                          const Deadline& deadline) const {
  auto answered = answer_in(directory, arguments, {}, deadline);
  if (!answered) return answered.error();
  if (!answered->yes) return NotKnown::because("git ended with exit status 1");
  return std::move(answered->text);
}

Known<std::string> GitRepository::ask(std::vector<std::string> arguments,
                                      const Deadline& deadline) const {
  return run_git(top_, arguments, deadline);
}

Known<GitAnswer> GitRepository::answer(std::vector<std::string> arguments, const Deadline& deadline,
                                       const std::string& input) const {
  return answer_in(top_, arguments, input, deadline);
}

std::optional<std::string> GitRepository::commit_of(const std::string& name,
                                                    const Deadline& deadline) const {
  auto said = run_git(
      top_, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"}, deadline);
  if (!said || said->empty()) return std::nullopt;
  return first_line(*said);
}

}  // namespace gate
