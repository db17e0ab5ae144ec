// What belongs to the command line and is no option: exit codes, variables and files. One table
// for --help, which tells them in brief, and for the man page, which tells them whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

struct ReferenceEntry {
  std::string_view name;
  std::string_view brief;  // for --help; where it is empty, --help has the name alone
  std::string_view what;   // for the man page: whole sentences
};

const std::vector<ReferenceEntry>& exit_codes();
const std::vector<ReferenceEntry>& environment_variables();
const std::vector<ReferenceEntry>& files();
// Commands to begin with, and what each does.
const std::vector<ReferenceEntry>& examples();

// The last lines of --help.
std::string help_footer();

}  // namespace gate
