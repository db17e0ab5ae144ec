#include "gate/source/script_fault.h"

#include <fmt/format.h>

#include <algorithm>

namespace gate {
namespace {

constexpr std::string_view sql_text = "SQL as text, as psql takes it";
constexpr std::size_t tar_magic_at = 257;

// How to make a plain dump of one that is not.
std::string restore(const std::string& file) {
  return fmt::format(
      "Make text of it: pg_restore --no-owner --no-privileges -f baseline.sql {} (or dump again "
      "without -F), and name that file.",
      file);
}

ScriptFault is_a(std::string found, std::string hint) {
  return {0, std::move(found), std::string(sql_text), std::move(hint)};
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(" \t\r\n;"));
}

template <std::size_t size>
bool is_one_of(std::string_view word, const std::string_view (&words)[size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr std::string_view without_effect[] = {
    "\\restrict", "\\unrestrict", "\\echo", "\\qecho", "\\warn", "\\timing",
    "\\pset",     "\\x",          "\\a",    "\\t",     "\\q",    "\\errverbose"};
// psql's own variables; any other would be written into the statements behind it.
constexpr std::string_view own_variables[] = {
    "ON_ERROR_STOP", "ON_ERROR_ROLLBACK", "QUIET",      "VERBOSITY",
    "ECHO",          "SHOW_CONTEXT",      "ECHO_HIDDEN"};

std::string_view argument_of(std::string_view command) {
  const std::string_view word = first_word(command);
  const auto begin = command.find_first_not_of(" \t", word.size());
  return begin == std::string_view::npos ? std::string_view() : first_word(command.substr(begin));
}

std::string hint_for(std::string_view word) {
  if (word == "\\connect" || word == "\\c") {
    return "The dump makes and enters a database of its own, and gate gives each tree one: dump "
           "again without --create (and with pg_dump, not pg_dumpall).";
  }
  if (word == "\\i" || word == "\\ir" || word == "\\include") {
    return "Put that file's statements here, or declare it as a prerequisite of its own.";
  }
  if (word == "\\copy") return "Write COPY ... FROM stdin; with the rows and a line \\. behind it.";
  return "Take the line out, or write it as SQL: gate runs the file itself, without psql.";
}

}  // namespace

std::optional<ScriptFault> not_sql_text(std::string_view text, const std::string& file) {
  if (text.starts_with("PGDMP")) return is_a("a dump in pg_dump's custom format", restore(file));
  if (text.size() > tar_magic_at && text.substr(tar_magic_at).starts_with("ustar")) {
    return is_a("a tar archive", restore(file));
  }
  if (text.starts_with("\x1f\x8b")) {
    return is_a("a file compressed with gzip", fmt::format("Unpack it first: gunzip {}", file));
  }
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    return is_a("text in UTF-16",
                "A shell of Windows writes that behind \">\": dump with -f FILE instead.");
  }
  if (text.find('\0') != std::string_view::npos) {
    return is_a("a binary file", "Name a file of SQL statements.");
  }
  return std::nullopt;
}

std::optional<ScriptFault> refuse_command(std::string_view command, int line) {
  const std::string_view word = first_word(command);
  if (is_one_of(word, without_effect)) return std::nullopt;
  const std::string_view argument = argument_of(command);
  if (word == "\\set" && is_one_of(argument, own_variables)) return std::nullopt;
  if (word == "\\encoding" && (argument == "UTF8" || argument == "utf8" || argument == "UTF-8")) {
    return std::nullopt;
  }
  return ScriptFault{line, fmt::format("psql's own command {}", word), "SQL", hint_for(word)};
}

}  // namespace gate
