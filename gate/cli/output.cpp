#include "gate/cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>

#include "gate/cli/commands.h"
#include "gate/cli/report_file.h"
#include "gate/report/formats.h"
#include "gate/report/progress.h"

namespace gate {
namespace {

int terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

ExitCode write_file(const std::string& path, const std::string& text) {
  const auto written = write_report_file(path, text);
  return written ? ExitCode::pass : print_error(written.error());
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

Result<void> check_writable(const Options& options) {
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
  std::string out = options.format == Format::json ? render_json(report) : text;
  for (const ReportFormat& format : report_formats()) {
    const std::string& path = options.reports.at(std::string(format.name));
    if (path == "-") out = format.render(report);
    if (path.empty() || path == "-") continue;
    code = worse(code, write_file(path, format.render(report)));
  }
  return print(out) ? code : worse(code, lost_result());
}

ExitCode write_result(const Options& options, const std::string& json, const std::string& text,
                      ExitCode code) {
  const std::string& path = options.reports.at("json");
  if (!path.empty() && path != "-") code = worse(code, write_file(path, json));
  const bool as_json = path == "-" || options.format == Format::json;
  return print(as_json ? json : text) ? code : worse(code, lost_result());
}

}  // namespace gate
