#include "gate/cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "gate/cli/commands.h"
#include "gate/report/progress.h"

namespace gate {
namespace {

int terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

// Written beside it and renamed, so that nobody ever reads half a report.
bool write_file(const std::string& path, const std::string& text) {
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary);
  file << text;
  file.close();
  std::error_code failed;
  if (file) std::filesystem::rename(beside, path, failed);
  if (!file || failed) std::filesystem::remove(beside, failed);
  return file && !failed;
}

}  // namespace

TextStyle text_style(const Options& options) {
  TextStyle style;
  style.colour = progress_style(STDOUT_FILENO, false).colour;
  style.width = terminal_width();
  style.verbose = options.verbose;
  return style;
}

bool print(const std::string& text) {
  errno = 0;
  std::cout << text;
  std::cout.flush();
  return std::cout.good() || errno == EPIPE || errno == EBADF;
}

ExitCode lost_result() {
  return print_error({ErrorCode::infrastructure, "cannot write the result to stdout",
                      "See whether the disk it leads to is full."});
}

// Found out before the work starts, not after it.
Result<void> check_writable(const std::string& path) {
  if (path.empty() || path == "-") return {};
  const std::filesystem::path file(path);
  const auto folder = std::filesystem::absolute(file).parent_path();
  std::error_code failed;
  const bool writable =
      std::filesystem::exists(file, failed)
          ? std::filesystem::is_regular_file(file, failed) && ::access(path.c_str(), W_OK) == 0
          : ::access(folder.c_str(), W_OK) == 0;
  if (writable) return {};
  return Error{ErrorCode::usage, fmt::format("--json {}: cannot be written", path),
               "Name a file in a folder that exists and that you may write."};
}

ExitCode write_result(const Options& options, const Report& report, const std::string& text,
                      ExitCode code) {
  return write_result(options, options.json.empty() ? std::string() : render_json(report), text,
                      code);
}

ExitCode write_result(const Options& options, const std::string& json, const std::string& text,
                      ExitCode code) {
  if (options.json == "-") return print(json) ? code : worse(code, lost_result());
  if (!print(text)) code = worse(code, lost_result());
  if (!options.json.empty() && !write_file(options.json, json)) {
    code = worse(
        code, print_error({ErrorCode::infrastructure, fmt::format("cannot write {}", options.json),
                           "See whether the disk is full."}));
  }
  return code;
}

}  // namespace gate
