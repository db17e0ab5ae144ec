#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "gate/cli/commands.h"
#include "gate/cli/output.h"
#include "gate/diagnosis/triage.h"
#include "gate/log/log_reader.h"
#include "gate/report/triage.h"

namespace gate {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 16U;

class OpenFile {
 public:
  explicit OpenFile(const std::string& name)
      : own_(name != "-"),
        descriptor_(own_ ? ::open(name.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO) {}
  ~OpenFile() {
    if (own_ && descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  bool own_;
  int descriptor_;
};

Error unreadable(const std::string& name, int problem) {
  return {
      ErrorCode::usage,
      fmt::format("{}: cannot be read: {}", name == "-" ? "stdin" : name, std::strerror(problem)),
      "Name a log's file, or - for stdin."};
}

Result<TriageReport> read_log(const std::string& name, const Interrupt& interrupt) {
  const OpenFile file(name);
  if (file.descriptor() < 0) return unreadable(name, errno);
  Triage triage;
  LogReader reader([&](const LogEvent& event) { triage.take(event); });
  const auto buffer = std::make_unique<std::array<char, chunk>>();
  while (!interrupt.requested()) {
    const ssize_t got = ::read(file.descriptor(), buffer->data(), buffer->size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(name, errno);
    if (got == 0) break;
    reader.feed({buffer->data(), static_cast<std::size_t>(got)});
  }
  reader.finish();
  return triage.finish();
}

}  // namespace

ExitCode triage_command(const Options& options, const Interrupt& interrupt) {
  if (options.log.empty() && ::isatty(STDIN_FILENO) != 0) {
    return print_error({ErrorCode::usage, "triage: no log given",
                        "Name a file (gate triage job.log), or pipe the log into it (gh run view "
                        "--log-failed | gate triage)."});
  }
  const std::string name = options.log.empty() ? std::string("-") : options.log;
  const auto report = read_log(name, interrupt);
  if (!report) return print_error(report.error());
  if (interrupt.requested()) return static_cast<ExitCode>(128 + interrupt.signal());
  const std::string text = options.format.value_or(Format::text) == Format::json
                               ? render_triage_json(*report)
                               : render_triage_text(*report, name, text_style(options));
  const ExitCode code = report->failed ? ExitCode::findings : ExitCode::pass;
  return print(text) ? code : worse(code, lost_result());
}

}  // namespace gate
