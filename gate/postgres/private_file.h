// Small files that nobody else may read, and the check that nobody else can have written.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gate {

// Owned by this user, writable by nobody else, no symbolic link.
bool is_ours_alone(const std::filesystem::path& path);
// Writes text to a new file of mode 0600. False when it cannot.
bool write_private_file(const std::filesystem::path& path, std::string_view text);
// The first line of a file; empty where there is none.
std::string read_line(const std::filesystem::path& path);

}  // namespace gate
