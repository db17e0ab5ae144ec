// Settings of a server that is thrown away: nothing is kept safe, nothing runs in the background.
//
// None of them changes what a migration sees on a server with PostgreSQL's defaults.
#pragma once

#include <string>
#include <vector>

namespace gate {

// As words for a postgres command line: "-c", "fsync=off", ...
std::vector<std::string> throw_away_settings();

}  // namespace gate
