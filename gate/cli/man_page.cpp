#include "gate/cli/man_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "gate/cli/reference.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int input_width = 66;  // what is left of 80 columns where much is escaped

// A hyphen is escaped, so that it is one that can be copied into a shell.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    if (letter == '\\') {
      result += "\\e";
    } else if (letter == '-') {
      result += "\\-";
    } else {
      result += letter;
    }
  }
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

// Text that roff fills, in short lines; one that begins as a request would is shielded.
std::string filled(std::string_view text) {
  std::string result;
  for (const std::string& line : wrapped(text, input_width)) {
    if (line[0] == '.' || line[0] == '\'') result += "\\&";
    result += escaped(line) + "\n";
  }
  return result;
}

// A footer of --help: its lines are broken by hand, some within a sentence and some in columns.
std::string footer(std::string_view text) {
  std::string result = ".PP\n";
  std::string running;
  for (const std::string& line : wrapped(text, 1000)) {
    running += (running.empty() ? "" : " ") + line;
    if (line.back() != '.' && line.find("  ") == line.npos) continue;
    if (result.size() > 4) result += ".br\n";
    result += filled(running);
    running.clear();
  }
  return running.empty() ? result : result + filled(running);
}

std::string section(std::string_view name) { return fmt::format(".SH {}\n", name); }

std::string term(const std::string& name, std::string_view what) {
  return ".TP\n" + name + "\n" + filled(what);
}

std::string joined(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

// Words to be typed as they are in bold, what stands for a value in italics.
std::string value_words(const ValueShape& value) {
  std::vector<std::string> words;
  std::istringstream alternatives(value.shown);
  for (std::string one; std::getline(alternatives, one, '|');) {
    const bool placeholder = one.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != one.npos;
    words.push_back(placeholder ? italic(one) : bold(one));
  }
  return fmt::format("{}", fmt::join(words, "|"));
}

std::string option_term(const OptionShape& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) names.push_back(bold(name));
  std::string head = fmt::format("{}", fmt::join(names, ", "));
  if (!option.value.empty()) head += " " + value_words(option.value.front());
  return term(head, sentence(option.help));
}

std::string command_line_of(const SubCommandShape& shape) {
  std::string line = bold("gate " + shape.name);
  for (const OptionShape& option : shape.options) {
    line += " [" + bold(option.names.back());
    if (!option.value.empty()) line += " " + value_words(option.value.front());
    line += "]";
  }
  for (const ArgumentShape& argument : shape.arguments) {
    const std::string words = value_words(argument.value);
    line += argument.required ? " " + words : " [" + words + "]";
  }
  return line;
}

std::string synopsis(const CommandLineShape& shape) {
  std::string text = section("SYNOPSIS") + bold("gate") + " [" + italic("options") + "]\n";
  for (const SubCommandShape& one : shape.sub_commands) {
    text += ".br\n" + command_line_of(one) + " [" + italic("options") + "]\n";
  }
  return text;
}

std::string sub_commands(const CommandLineShape& shape) {
  std::string text = section("COMMANDS");
  text += "Without one of these, gate does what run does.\n";
  for (const SubCommandShape& one : shape.sub_commands) {
    text += term(command_line_of(one), sentence(one.help));
    if (one.options.empty() && one.arguments.empty() && one.footer.empty()) continue;
    text += ".RS\n";
    for (const OptionShape& option : one.options) text += option_term(option);
    for (const ArgumentShape& argument : one.arguments) {
      text += term(value_words(argument.value), sentence(argument.help));
    }
    if (!one.footer.empty()) text += footer(one.footer);
    text += ".RE\n";
  }
  return text;
}

std::string entries(std::string_view name, const std::vector<ReferenceEntry>& all) {
  std::string text = section(name);
  for (const ReferenceEntry& entry : all) text += term(bold(entry.name), entry.what);
  return text;
}

}  // namespace

std::string man_page(const CommandLineShape& shape, const std::string& version,
                     const std::string& date) {
  std::string text =
      fmt::format(".TH GATE 1 \"{}\" \"gate {}\" \"User Commands\"\n", date, version);
  text += section("NAME") + "gate \\- decides whether a database migration may merge\n";
  text += synopsis(shape);
  text += section("DESCRIPTION") + filled(joined(shape.description));
  text += sub_commands(shape);
  text += section("OPTIONS") + "They may stand before and after a command.\n";
  for (const OptionShape& option : shape.options) text += option_term(option);
  text += entries("EXIT STATUS", exit_codes());
  text += entries("ENVIRONMENT", environment_variables());
  text += entries("FILES", files());
  text += entries("EXAMPLES", examples());
  text += section("SEE ALSO") + ".BR alembic (1),\n.BR postgres (1),\n.BR git (1)\n";
  return text;
}

}  // namespace gate
