#include "gate/init/ini_text.h"

#include <fmt/format.h>

namespace gate {
namespace {

constexpr const char* head =
    "# Written by `gate init`: what gate runs these migrations with. The code that runs them has "
    "no\n"
    "# ini file.\n"
    "[alembic]\n"
    "script_location = {}\n"
    "prepend_sys_path = .\n";

constexpr const char* logging = R"(
[loggers]
keys = root,alembic

[handlers]
keys = console

[formatters]
keys = plain

[logger_root]
level = WARN
handlers = console
qualname =

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = plain

[formatter_plain]
format = %(levelname)-5.5s [%(name)s] %(message)s
)";

// configparser takes a % for the beginning of a reference.
std::string escaped(const std::string& path) {
  constexpr std::string_view here = "%(here)s";
  std::string out;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path.compare(at, here.size(), here) == 0) {
      out += here;
      at += here.size() - 1;
    } else {
      out += path[at];
      if (path[at] == '%') out += '%';
    }
  }
  return out;
}

}  // namespace

std::string ini_text(const std::string& script_location) {
  return fmt::format(fmt::runtime(head), escaped(script_location)) + logging;
}

}  // namespace gate
