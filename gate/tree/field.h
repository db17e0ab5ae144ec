// The kinds of text that a declaration holds, each with what makes it wrong.
//
// Each reads one value, notes on the reader what is wrong with it, and gives it back.
#pragma once

#include <filesystem>
#include <string>

#include "gate/tree/json_reader.h"

namespace gate {

// Longer names PostgreSQL would cut without a word (NAMEDATALEN).
constexpr std::size_t longest_name = 63;

// What is wrong with a name for PostgreSQL; nothing when it serves.
void check_name(const JsonReader& field, const std::string& name);
std::string name(const JsonReader& field, std::string_view expected);
// A tree's own name: it becomes part of file, folder and container names.
std::string tree_name(const JsonReader& field);
// What env.py can find in its environment.
void check_variable(const JsonReader& field, const std::string& variable);
// An existing folder or file below `base`, given relative to it.
std::filesystem::path folder_below(const std::filesystem::path& base, const JsonReader& field);
std::filesystem::path file_below(const std::filesystem::path& base, const JsonReader& field);

}  // namespace gate
