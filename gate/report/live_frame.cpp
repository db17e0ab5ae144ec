#include "gate/report/live_frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gate/report/utf8.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr std::array<std::string_view, 10> spinner{"⠋", "⠙", "⠹", "⠸", "⠼",
                                                   "⠴", "⠦", "⠧", "⠇", "⠏"};
constexpr std::string_view erase_rest_of_line = "\x1b[K";
constexpr std::string_view erase_below = "\x1b[J";

std::string_view mark(const LiveLine& line, Clock::time_point now) {
  if (!line.running) return " ";
  const auto tenths = (now - line.since) / std::chrono::milliseconds(100);
  return spinner[static_cast<std::size_t>(std::max<std::int64_t>(tenths, 0)) % spinner.size()];
}

std::string time_of(const LiveLine& line, Clock::time_point now) {
  if (!line.running) return line.ending;
  return fmt::format("{:.1f}s", std::chrono::duration<double>(now - line.since).count());
}

}  // namespace

// A terminal that was made narrower has broken the lines of the last frame.
std::string LiveFrame::back(const Screen& screen) const {
  int rows = 0;
  for (const auto width : widths_)
    rows += std::max(1, (width + screen.columns - 1) / screen.columns);
  return rows == 0 ? "\r" : fmt::format("\r\x1b[{}A", rows);
}

std::string LiveFrame::draw(const std::vector<LiveLine>& lines, Clock::time_point now,
                            const Screen& screen, bool colour) {
  std::string frame = back(screen);
  widths_.clear();
  const auto most = static_cast<std::size_t>(std::max(screen.rows - 1, 1));
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) {
    const auto ending = time_of(lines[i], now);
    // One column stays free, so that no terminal wraps the line by itself.
    const int room = screen.columns - 1 - 4 - display_width(ending);
    const auto whole =
        lines[i].outlook.empty() ? lines[i].text : lines[i].text + " (" + lines[i].outlook + ")";
    const auto text = shortened(whole, std::max(room, 1));
    const auto line = shortened(fmt::format("{} {}  {}", mark(lines[i], now), text, ending),
                                std::max(screen.columns - 1, 1));
    widths_.push_back(display_width(line));
    frame += colour && lines[i].running ? fmt::format("\x1b[36m{}\x1b[0m", line) : line;
    frame += erase_rest_of_line;
    frame += '\n';
  }
  frame += erase_below;
  return frame;
}

std::string LiveFrame::clear(const Screen& screen) {
  if (widths_.empty()) return {};
  auto frame = back(screen);
  frame += erase_below;
  widths_.clear();
  return frame;
}

}  // namespace gate
