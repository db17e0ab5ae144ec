#include "gate/postgres/server_url.h"

#include <fmt/format.h>

#include "gate/postgres/percent.h"
#include "gate/postgres/private_file.h"

namespace gate {
namespace {

std::string host_in_url(const std::string& host) {
  return host.find(':') == std::string::npos ? percent_encoded(host) : "[" + host + "]";
}

std::string escaped(std::string_view field) {
  std::string text;
  for (const char c : field) {
    if (c == ':' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

std::string url_without_password(const ConnectionFacts& facts) {
  return fmt::format("postgresql://{}@{}:{}/{}", percent_encoded(facts.user),
                     host_in_url(facts.host), facts.port, percent_encoded(facts.database));
}

std::string passfile_line(const ConnectionFacts& facts) {
  return fmt::format("{}:{}:*:{}:{}", escaped(facts.host), facts.port, escaped(facts.user),
                     escaped(facts.password));
}

Result<KeptServer> kept_server(const ConnectionFacts& facts, const std::filesystem::path& folder,
                               std::string remove_command) {
  const auto passfile = folder / fmt::format("pgpass-{}", facts.port);
  if (!write_private_file(passfile, passfile_line(facts) + '\n')) {
    return Error{ErrorCode::infrastructure, fmt::format("cannot write {}", passfile.string()),
                 "Make room, or set TMPDIR to a folder that has some."};
  }
  return KeptServer{url_without_password(facts), passfile.string(), std::move(remove_command)};
}

}  // namespace gate
