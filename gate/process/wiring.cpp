#include "gate/process/wiring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>

namespace gate {
namespace {

Result<int> open_file(Wiring& wiring, const std::filesystem::path& path, int flags) {
  wiring.files.push_back(open_high(path, flags));
  if (wiring.files.back().get() >= 0) return wiring.files.back().get();
  return Error{ErrorCode::infrastructure,
               fmt::format("cannot open {}: {}", path.string(), ::strerrordesc_np(errno)),
               "Set TMPDIR to a folder with room that you may write."};
}

// Where the child reads its stdin from.
Result<int> wire_input(const Command& command, Wiring& wiring) {
  if (command.takes_lines) {
    wiring.input = make_pipe();
    return wiring.input.reading.get();
  }
  return open_file(wiring, command.input_file.empty() ? "/dev/null" : command.input_file, O_RDONLY);
}

Result<void> wire_output(const Command& command, Wiring& wiring) {
  if (command.output_file.empty()) {
    wiring.output = make_pipe();
    wiring.errors = make_pipe();
    wiring.passed.push_back({wiring.output.writing.get(), 1});
    wiring.passed.push_back({wiring.errors.writing.get(), 2});
    return {};
  }
  const auto file = open_file(wiring, command.output_file, O_WRONLY | O_CREAT | O_APPEND);
  if (!file) return file.error();
  wiring.passed.push_back({*file, 1});
  wiring.passed.push_back({*file, 2});
  return {};
}

}  // namespace

Result<Wiring> wire(const Command& command, const Lifeline& lifeline) {
  Wiring wiring;
  const auto input = wire_input(command, wiring);
  if (!input) return input.error();
  wiring.passed = {{*input, 0}, {lifeline.reading_end(), lifeline_in_child}};
  if (auto output = wire_output(command, wiring); !output) return output.error();
  if (command.gives_events) {
    wiring.events = make_pipe();
    wiring.passed.push_back({wiring.events.writing.get(), 3});
  }
  return {boost::system::in_place_value, std::move(wiring)};
}

}  // namespace gate
