"""Where a tree keeps its revision files, read from its alembic.ini (or pyproject.toml) as Alembic does.

It runs before Alembic is imported, so it follows Alembic's rules by itself: `%(here)s`, paths
relative to the working directory, `package:path`, the separators. It imports no package of the tree.
"""
import configparser
import os
import sys
from importlib.machinery import PathFinder

SEPARATORS = {"space": " ", "newline": "\n", "os": os.pathsep, ":": ":", ";": ";"}

NEWER = ("Let gate use the interpreter that the tree is run with: activate its virtual environment, or name "
         "it as \"python\" in the tree's declaration.")


class ConfigurationError(Exception):
    """Alembic could not even start with this; told with the file, the line and what should be there."""

    def __init__(self, what, file, line, expected, hint=None):
        Exception.__init__(self, what)
        self.facts = {"what": what, "file": file, "line": line, "expected": expected}
        if hint:
            self.facts["hint"] = hint


class Locations:
    def __init__(self, script_location, version_locations, recursive, scheme, flask_migrate, sourceless,
                 needs):
        self.script_location = script_location
        self.version_locations = version_locations
        self.recursive = recursive
        self.flask_migrate = flask_migrate  # the ini leaves script_location to it
        self.scheme = scheme  # of sqlalchemy.url, which is often a placeholder
        self.sourceless = sourceless
        self.needs = needs  # [(Alembic's version as a tuple, ConfigurationError for an older one)]


def read(ini, section):
    """The Locations that the ini's section names."""
    settings = _Settings(ini, section)
    stated = settings.get("script_location")
    flask_migrate = not stated and settings.has_section and os.path.isfile(_beside(ini, "env.py"))
    if flask_migrate:  # it gives Alembic the ini's own folder
        stated = os.path.dirname(os.path.abspath(ini))
    if not stated:
        if not settings.has_section and not settings.is_toml:
            raise ConfigurationError("no section [%s]" % section, ini, None,
                                     "a section [%s] with script_location" % section)
        raise ConfigurationError("no script_location in section [%s]" % section, ini,
                                 settings.line_of("[%s]" % section),
                                 "script_location: the folder that holds env.py")
    search = settings.paths("prepend_sys_path", ",: ") + sys.path
    folder = _resolve(stated, search)
    line = settings.line_of("script_location")
    if folder is None:
        raise ConfigurationError("script_location names a package that is not installed: %s" % stated,
                                 ini, line, "a package that Python finds, or a path")
    if not os.path.isdir(folder):
        raise ConfigurationError("script_location is not a folder: %s" % folder, ini, line,
                                 "a folder that holds env.py (relative to %s)" % os.getcwd())
    if not os.path.isfile(os.path.join(folder, "env.py")):
        raise ConfigurationError("no env.py in %s" % folder, ini, line,
                                 "a folder that holds env.py")
    stated_versions = settings.paths("version_locations", ", ")
    versions = [_resolve(one, search) for one in stated_versions]
    for one, found in zip(stated_versions, versions):
        if found is None:
            raise ConfigurationError(
                "version_locations names a package that is not installed: %s" % one, ini,
                settings.line_of("version_locations"), "a package that Python finds, or a path")
    return Locations(folder, versions or [os.path.join(folder, "versions")],
                     settings.get("recursive_version_locations") in ("true", True),
                     settings.raw("sqlalchemy.url").partition("://")[0], flask_migrate,
                     settings.get("sourceless") in ("true", True), _needs(settings))


def _beside(ini, name):
    return os.path.join(os.path.dirname(os.path.abspath(ini)), name)


def check_version(locations, version, executable):
    """Raises what an Alembic of this version would read in another way, or not at all."""
    found = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    for least, error in locations.needs:
        if found < least:
            raise ConfigurationError(
                "%s, which Alembic %s of %s does not know" % (error.facts["what"], version, executable),
                error.facts["file"], error.facts["line"], "Alembic %d.%d or newer" % least,
                NEWER)


def _needs(settings):
    def told(what, name):
        return ConfigurationError(what, settings.ini, settings.line_of(name), "")

    found = []
    if settings.from_toml("script_location"):
        found.append(((1, 16), told("the configuration is in pyproject.toml", "[tool.alembic]")))
    if settings.get("recursive_version_locations") in ("true", True):
        name = "recursive_version_locations"
        found.append(((1, 10), told("%s is set" % name, name)))
    if settings.get("version_locations"):
        for name, least in (("path_separator", (1, 16)), ("version_path_separator", (1, 6))):
            if settings.get(name) and settings.paths("version_locations", ", ") != \
                    settings.get("version_locations").replace(",", " ").split():
                found.append((least, told("%s separates version_locations" % name, name)))
                break
    return found


def is_toml(ini):
    return os.path.basename(ini) == "pyproject.toml"


class _Settings:
    """One section of the ini, and [tool.alembic] of pyproject.toml for what it does not say."""

    def __init__(self, ini, section):
        self.ini, self.section, self.is_toml = ini, section, is_toml(ini)
        here = os.path.dirname(os.path.abspath(ini))
        self.parser = configparser.ConfigParser({"here": here})
        try:
            with open(ini) as file:
                self.text = file.read()
            if not self.is_toml:
                self.parser.read_string(self.text, ini)
        except OSError as error:
            raise ConfigurationError(error.strerror or str(error), ini, None, "a readable alembic.ini")
        except UnicodeDecodeError as error:
            raise ConfigurationError("not readable as text: %s" % error, ini, None, "a text file")
        except configparser.Error as error:
            line = getattr(error, "lineno", None)
            if line is None and getattr(error, "errors", None):
                line = error.errors[0][0]
            raise ConfigurationError(" ".join(str(error).split()), ini, line,
                                     "an ini file that Python's configparser reads")
        self.has_section = self.parser.has_section(section)
        self.toml_folder = here if self.is_toml else os.getcwd()
        self.toml = _tool_alembic(os.path.join(self.toml_folder, "pyproject.toml"))
        if self.is_toml and self.toml is None:
            raise ConfigurationError("no module of %s reads TOML" % sys.executable, ini, None,
                                     "Alembic 1.16 or newer, which brings one", NEWER)
        self.toml = self.toml or {}

    def get(self, name):
        try:
            if self.has_section and self.parser.has_option(self.section, name):
                return self.parser.get(self.section, name)
        except configparser.Error as error:
            raise ConfigurationError(" ".join(str(error).split()), self.ini, self.line_of(name),
                                     "a value whose %(...)s are all defined; a literal % is written %%")
        value = self.toml.get(name)
        if isinstance(value, str):
            return value.replace("%(here)s", self.toml_folder)
        return value

    def from_toml(self, name):
        return name in self.toml and not (self.has_section and self.parser.has_option(self.section, name))

    def raw(self, name):
        return self.parser.get(self.section, name, raw=True, fallback="")

    def paths(self, name, legacy):
        value = self.get(name)
        if not value:
            return []
        if isinstance(value, list):
            return [str(one).replace("%(here)s", self.toml_folder) for one in value]
        separator = self.get("path_separator")
        if name == "version_locations":  # the older key counts for these alone
            separator = separator or self.get("version_path_separator")
        if separator is None:
            for character in legacy:
                value = value.replace(character, " ")
            return value.split()
        if separator not in SEPARATORS:
            raise ConfigurationError("%s is not a separator that Alembic knows" % separator, self.ini,
                                     self.line_of("path_separator"), ", ".join(SEPARATORS))
        return [one.strip() for one in value.split(SEPARATORS[separator]) if one.strip()]

    def line_of(self, name):
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.startswith(name):
                return number
        return None


def _tool_alembic(path):
    # Alembic reads it from 1.16 on; where it is not named, only from the working directory.
    if not os.path.isfile(path):
        return {}
    with open(path, "rb") as file:
        data = file.read()
    if b"alembic" not in data:  # importing a TOML reader costs more than this look
        return {}
    try:
        import tomllib
    except ImportError:
        try:
            import tomli as tomllib
        except ImportError:
            return None
    try:
        return tomllib.loads(data.decode("utf-8")).get("tool", {}).get("alembic", {})
    except ValueError:
        return {}


def _resolve(stated, search):
    """An absolute path for a path or `package:path`; None when there is no such package."""
    if os.path.isabs(stated) or ":" not in stated:
        return os.path.abspath(stated)
    package, rest = stated.split(":", 1)
    places = search
    for count, _ in enumerate(package.split("."), 1):
        # PathFinder, part by part, because find_spec("a.b") would import "a".
        spec = PathFinder.find_spec(".".join(package.split(".")[:count]), places)
        if spec is None or spec.submodule_search_locations is None:
            return None
        places = list(spec.submodule_search_locations)
    return os.path.abspath(os.path.join(places[0], *rest.split(":")))
