#include "gate/cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>

#include "gate/cli/commands.h"
#include "gate/cli/github_files.h"
#include "gate/cli/report_file.h"
#include "gate/pipeline/finish_report.h"
#include "gate/postgres/password.h"
#include "gate/report/formats.h"
#include "gate/report/github.h"
#include "gate/report/progress.h"

namespace gate {
namespace {

int terminal_width() {
  winsize size{};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 100;
}

ExitCode write_file(const std::string& path, const std::string& text) {
  const auto written = write_report_file(path, text);
  return written ? ExitCode::pass : print_error(written.error());
}

// What is on stdout unless a report is to be there.
std::string printed(const Options& options, const Report& report, const std::string& text) {
  const bool for_github = options.format ? *options.format == Format::github : on_github();
  return for_github ? render_github(report, text_style(options), random_password()) : text;
}

// The one that a later step of a job on GitHub is told of, as another folder may be its own.
std::string report_path(const std::map<std::string, std::string>& written) {
  for (const char* format : {"json", "html"}) {
    std::error_code failed;
    const auto found = written.find(format);
    if (found == written.end()) continue;
    const auto whole = std::filesystem::absolute(found->second, failed);
    return failed ? found->second : whole.lexically_normal().string();
  }
  return {};
}

ExitCode tell_github(const Options& options, const Report& report, const std::string& path) {
  const auto told = write_github_files(github_files(options), report, path);
  return told ? ExitCode::pass : print_error(told.error());
}

// Writes the files that are asked for, and tells GitHub what there is.
ExitCode write_files(const Options& options, const Report& report) {
  ExitCode code = ExitCode::pass;
  std::map<std::string, std::string> written;
  for (const ReportFormat& format : report_formats()) {
    const std::string& path = options.reports.at(std::string(format.name));
    if (path.empty() || path == "-") continue;
    const ExitCode ending = write_file(path, format.render(report));
    if (ending == ExitCode::pass) written.emplace(format.name, path);
    code = worse(code, ending);
  }
  return worse(code, tell_github(options, report, report_path(written)));
}

// The report that is to be on stdout, where one is asked for.
std::optional<std::string> report_for_stdout(const Options& options, const Report& report) {
  for (const ReportFormat& format : report_formats()) {
    if (options.reports.at(std::string(format.name)) == "-") return format.render(report);
  }
  if (options.format == Format::json) return render_json(report);
  return std::nullopt;
}

Report report_of(const Error& error) {
  Report report;
  report.errors = {error};
  finish(report, Clock::now());
  return report;
}

}  // namespace

TextStyle text_style(const Options& options) {
  TextStyle style;
  style.plain = options.format == Format::plain;
  style.colour = !style.plain && progress_style(STDOUT_FILENO, false).colour;
  style.width = style.plain ? unbounded_width : terminal_width();
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

Result<void> check_writable(const Options& options) {
  if (auto writable = check_github_files(github_files(options)); !writable) return writable;
  for (const auto& [format, path] : options.reports) {
    if (path.empty() || path == "-") continue;
    if (auto writable = check_report_file(path); !writable) {
      return Error{ErrorCode::usage,
                   fmt::format("--{} {}: {}", format, path, writable.error().message),
                   writable.error().hint};
    }
  }
  return {};
}

ExitCode write_result(const Options& options, const Report& report, const std::string& text,
                      ExitCode code) {
  code = worse(code, write_files(options, report));
  const auto asked = report_for_stdout(options, report);
  return print(asked ? *asked : printed(options, report, text)) ? code : worse(code, lost_result());
}

ExitCode refuse_to_write(const Options& options, const Error& error) {
  return worse(print_error(error), tell_github(options, report_of(error), ""));
}

ExitCode refuse(const Options& options, const Error& error) {
  const Report report = report_of(error);
  const ExitCode code = worse(print_error(error), write_files(options, report));
  const auto asked = report_for_stdout(options, report);
  return !asked || print(*asked) ? code : worse(code, lost_result());
}

ExitCode write_result(const Options& options, const std::string& json, const std::string& text,
                      ExitCode code) {
  const std::string& path = options.reports.at("json");
  if (!path.empty() && path != "-") code = worse(code, write_file(path, json));
  const bool as_json = path == "-" || options.format == Format::json;
  return print(as_json ? json : text) ? code : worse(code, lost_result());
}

}  // namespace gate
