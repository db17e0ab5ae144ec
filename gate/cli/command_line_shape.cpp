#include "gate/cli/command_line_shape.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <sstream>

#include "gate/diagnosis/cause.h"

namespace gate {
namespace {

// The modes in their order, then the slugs.
std::vector<ValueWord> words_of_causes() {
  std::vector<ValueWord> modes;
  std::vector<ValueWord> slugs;
  for (const Cause* cause : all_causes()) {
    slugs.push_back({std::string(cause->slug), std::string(cause->title)});
    const auto same = [&](const ValueWord& one) { return one.word == cause->mode; };
    if (cause->mode.empty() || std::any_of(modes.begin(), modes.end(), same)) continue;
    modes.push_back({std::string(cause->mode), std::string(cause->title)});
  }
  std::sort(modes.begin(), modes.end(),
            [](const ValueWord& left, const ValueWord& right) { return left.word < right.word; });
  modes.insert(modes.end(), slugs.begin(), slugs.end());
  return modes;
}

bool is_word_to_type(const std::string& alternative) {
  return std::none_of(alternative.begin(), alternative.end(),
                      [](unsigned char letter) { return std::isupper(letter) != 0; });
}

// A type's name says what the value is: small letters are words to type, capitals a kind.
ValueShape value_of(const std::string& shown) {
  ValueShape value{shown, ValueKind::other, {}};
  std::istringstream alternatives(shown);
  for (std::string one; std::getline(alternatives, one, '|');) {
    if (is_word_to_type(one)) value.words.push_back({one, ""});
    if (one == "PATH" || one == "FILE") value.kind = ValueKind::file;
    if (one == "NAME") value.kind = ValueKind::tree;
    if (one == "REF") value.kind = ValueKind::ref;
    if (one == "SLUG") value.words = words_of_causes();
  }
  if (!value.words.empty()) value.kind = ValueKind::words;
  return value;
}

OptionShape option_of(const CLI::Option& option) {
  OptionShape shape;
  for (const std::string& name : option.get_snames()) shape.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) shape.names.push_back("--" + name);
  if (option.get_expected_max() > 0) shape.value = {value_of(option.get_type_name())};
  shape.repeatable = option.get_expected_max() > 1;
  shape.help = option.get_description();
  return shape;
}

// In CLI11 an option without a group is one that help keeps to itself.
std::vector<const CLI::Option*> shown_options(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
}

std::vector<OptionShape> options_of(const CLI::App& app) {
  std::vector<OptionShape> options;
  for (const CLI::Option* option : shown_options(app)) {
    if (option->nonpositional()) options.push_back(option_of(*option));
  }
  return options;
}

SubCommandShape sub_command_of(const CLI::App& app, const CommandLineShape& common) {
  SubCommandShape shape{app.get_name(), app.get_description(), "", {}, {}};
  // One that has none of its own has its parent's.
  if (app.get_footer() != app.get_parent()->get_footer()) shape.footer = app.get_footer();
  for (const OptionShape& option : options_of(app)) {
    // Each sub-command has a --help of its own.
    const auto same = [&](const OptionShape& one) {
      return one.names == option.names && one.help == option.help;
    };
    if (std::any_of(common.options.begin(), common.options.end(), same)) continue;
    shape.options.push_back(option);
  }
  for (const CLI::Option* option : shown_options(app)) {
    if (option->nonpositional()) continue;
    shape.arguments.push_back(
        {value_of(option->get_type_name()), option->get_description(), option->get_required()});
  }
  return shape;
}

}  // namespace

CommandLineShape shape_of(const CLI::App& app) {
  CommandLineShape shape{app.get_description(), options_of(app), {}};
  for (const CLI::App* sub_command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (sub_command->get_group().empty()) continue;
    shape.sub_commands.push_back(sub_command_of(*sub_command, shape));
  }
  return shape;
}

}  // namespace gate
