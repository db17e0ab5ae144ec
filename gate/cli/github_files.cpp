#include "gate/cli/github_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "gate/postgres/password.h"
#include "gate/report/github_outputs.h"
#include "gate/report/step_summary.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_off() { return environment("GATE_GITHUB") == "off"; }

// The errno of why it cannot be written to; 0 where it can.
int problem_with(const std::string& path) {
  std::error_code failed;
  const fs::path file(path);
  if (fs::is_directory(file, failed)) return EISDIR;
  const bool there = fs::exists(file, failed);
  const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const int denied = there ? ::access(file.c_str(), W_OK) : ::access(folder.c_str(), W_OK | X_OK);
  return denied == 0 ? 0 : errno;
}

Result<void> check(const char* variable, const std::string& path) {
  const int problem = path.empty() ? 0 : problem_with(path);
  if (problem == 0) return {};
  return Error{ErrorCode::usage,
               fmt::format("{}={}: cannot be written: {}", variable, path, std::strerror(problem)),
               "Let it name a file that can be written, or set GATE_GITHUB=off to write nothing "
               "for GitHub Actions."};
}

class Appended {
 public:
  explicit Appended(const std::string& path)
      : path_(path),
        descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
    // A pipe or a terminal may refuse to be read.
    if (descriptor_ < 0) descriptor_ = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  }
  ~Appended() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Appended(const Appended&) = delete;
  Appended& operator=(const Appended&) = delete;

  // Of what is not a plain file, none.
  std::size_t size() const {
    struct stat facts {};
    const bool plain = ::fstat(descriptor_, &facts) == 0 && S_ISREG(facts.st_mode);
    return plain ? static_cast<std::size_t>(facts.st_size) : 0;
  }
  // Whether what is there ends within a line.
  bool within_line() const {
    char last = '\n';
    const auto length = size();
    return length > 0 && ::pread(descriptor_, &last, 1, static_cast<off_t>(length - 1)) == 1 &&
           last != '\n';
  }
  Result<void> write(const std::string& text) const {
    const auto written = ::write(descriptor_, text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size())) return {};
    return Error{ErrorCode::infrastructure,
                 fmt::format("cannot write {}: {}", path_,
                             written < 0 ? std::strerror(errno) : "it takes no more"),
                 "See whether the disk is full, and whether the folder is still there."};
  }

 private:
  std::string path_;
  int descriptor_;
};

// A value of several lines ends with a word that nobody can have put into it.
std::string output_lines(const std::string& name, const std::string& value) {
  if (value.find_first_of("\r\n") == std::string::npos) return name + "=" + value + "\n";
  const std::string end = "end_" + random_password();
  return name + "<<" + end + "\n" + value + "\n" + end + "\n";
}

Result<void> append_summary(const std::string& path, const Report& report) {
  const Appended file(path);
  const auto taken = file.size() + 2;  // and the empty line before ours
  const auto room = step_summary_limit - std::min(step_summary_limit, taken);
  return file.write((file.within_line() ? "\n\n" : "") + render_step_summary(report, room));
}

Result<void> append_outputs(const std::string& path, const Report& report,
                            const std::string& report_path) {
  const Appended file(path);
  std::string lines = file.within_line() ? "\n" : "";
  for (const auto& [name, value] : github_outputs(report, report_path)) {
    lines += output_lines(name, value);
  }
  return file.write(lines);
}

}  // namespace

bool on_github() { return environment("GITHUB_ACTIONS") == "true" && !is_off(); }

GitHubFiles github_files(const Options& options) {
  const bool reports =
      options.sub_command == SubCommand::run || options.sub_command == SubCommand::check;
  const bool asked = options.format == Format::github && !is_off();
  if (!reports || (!asked && !on_github())) return {};
  return {environment("GITHUB_STEP_SUMMARY"), environment("GITHUB_OUTPUT")};
}

Result<void> check_github_files(const GitHubFiles& files) {
  if (auto checked = check("GITHUB_STEP_SUMMARY", files.summary); !checked) return checked;
  return check("GITHUB_OUTPUT", files.outputs);
}

Result<void> write_github_files(const GitHubFiles& files, const Report& report,
                                const std::string& report_path) {
  Result<void> outputs =
      files.outputs.empty() ? Result<void>() : append_outputs(files.outputs, report, report_path);
  Result<void> summary =
      files.summary.empty() ? Result<void>() : append_summary(files.summary, report);
  return outputs ? summary : outputs;
}

}  // namespace gate
