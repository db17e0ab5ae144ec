"""What an exception says of the process's surroundings: environment variables and modules that are not there.

Facts only: names, from the exception's own fields and the frames it came through. A `raise` of the tree's
own is asked which variables its condition looked at.
"""
import ast
import os

import gate_frames
import gate_modules
import gate_variables

# (module, local variable): where a library's function that raises keeps the variable's name.
ASKED = (("decouple", ("option",)), ("starlette.config", ("key",)), ("environs", ("parsed_key", "source_key", "name")),
         ("environ", ("var_name", "var")), ("dynaconf", ("name", "item")))
OF_LIBRARIES = ("UndefinedValueError", "EnvError", "EnvValidationError", "ImproperlyConfigured", "KeyError",
                "ValidationError", "AttributeError")
NOTHING_GIVEN = ("RuntimeError", "ValueError", "AssertionError", "SystemExit", "TypeError", "OSError",
                 "AttributeError", "ArgumentError", "Exception", "EnvironmentError", "ImproperlyConfigured",
                 "CommandError")


def facts(chain, tree):
    """The keys of a `failure` event: `missing_variables` and `missing_module`."""
    for error in chain:
        if isinstance(error, ModuleNotFoundError):
            return {"missing_variables": [], "missing_module": error.name}
    for error in chain:
        names = _of_environ(error) or _of_settings(error) or _of_library(error) or _of_own_raise(error, tree)
        if names:
            return {"missing_variables": list(dict.fromkeys(names)), "missing_module": None}
    return {"missing_variables": [], "missing_module": None}


def _frames(error):
    found, entry = [], error.__traceback__
    while entry is not None:
        found.append(entry)
        entry = entry.tb_next
    return found


def _of_environ(error):
    frames = _frames(error)
    if isinstance(error, KeyError) and frames and error.args and isinstance(error.args[0], str):
        if frames[-1].tb_frame.f_globals.get("__name__") == "os":
            return [error.args[0]]
    return []


def _of_library(error):
    if not any(kind.__name__ in OF_LIBRARIES for kind in type(error).__mro__):
        return []
    for entry in reversed(_frames(error)):
        name = entry.tb_frame.f_globals.get("__name__", "")
        for library, variables in ASKED:
            if name != library and not name.startswith(library + "."):
                continue
            values = [entry.tb_frame.f_locals.get(one) for one in variables]
            values = [one for one in values if isinstance(one, str)]
            return _of_dynaconf(entry, values) if library == "dynaconf" else values[:1]
    return []


def _of_dynaconf(entry, values):
    settings = entry.tb_frame.f_locals.get("settings") or entry.tb_frame.f_locals.get("self")
    prefix = getattr(settings, "ENVVAR_PREFIX_FOR_DYNACONF", None)
    return ["%s_%s" % (prefix or "DYNACONF", values[0])] if values and values[0].isupper() else []


def _of_settings(error):
    """The missing fields of a pydantic settings class, as the variables that would fill them."""
    if type(error).__name__ != "ValidationError" or not callable(getattr(error, "errors", None)):
        return []
    kind = next((one for one in map(_settings_class, _frames(error)) if one), None)
    if kind is None:
        return []
    found = []
    for one in error.errors():
        if one.get("type") in ("missing", "value_error.missing"):
            found += _variables_of(kind, [str(part) for part in one.get("loc", ())])
    return found


def _settings_class(entry):
    for name in ("__pydantic_self__", "self"):
        kind = type(entry.tb_frame.f_locals.get(name))
        if any(base.__name__ == "BaseSettings" for base in kind.__mro__):
            return kind
    return None


def _variables_of(kind, place):
    options = getattr(kind, "model_config", None)
    if options is None:  # pydantic 1
        config = kind.__config__
        options = {"env_prefix": config.env_prefix, "env_nested_delimiter":
                   getattr(config, "env_nested_delimiter", None)}
    fields = getattr(kind, "model_fields", None) or getattr(kind, "__fields__", {})
    for name, field in fields.items():
        if place[0] in (name, getattr(field, "alias", None)) or place[0] in _aliases(field):
            break
    else:
        return [place[0].upper()]
    names = _aliases(field)
    stated = getattr(getattr(field, "field_info", None), "extra", {}).get("env_names")
    first = sorted(stated)[0] if stated else names[0] if names else (options.get("env_prefix") or "") + name
    delimiter = options.get("env_nested_delimiter")
    inner = getattr(field, "annotation", None) if delimiter else None
    if len(place) == 1 and hasattr(inner, "model_fields"):
        return [(first + delimiter + one).upper() for one, it in inner.model_fields.items() if it.is_required()]
    return [(delimiter or "__").join([first] + place[1:]).upper()]


def _aliases(field):
    stated = getattr(field, "validation_alias", None)
    return [stated] if isinstance(stated, str) else [
        one for one in getattr(stated, "choices", None) or [] if isinstance(one, str)]


def _of_own_raise(error, tree):
    """Variables that are not set and that the tree's line which raised, or its condition, looked at."""
    if type(error).__name__ not in NOTHING_GIVEN:
        return []
    for file, line, _ in reversed(gate_frames.of_exception(error)):
        if not tree.owns(file):
            continue
        if tree.is_version(file):
            return []
        names = _unset_at(file, line, str(error))
        if names:
            return names
    return []


def _unset_at(file, line, message):
    source = gate_modules.parsed(file)
    if source is None:
        return []
    told = [name for name in _constants(source) if name in message and not os.environ.get(name)]
    if told:
        return told
    names = _names_at(source, line)
    return [one.name for one in gate_variables.reads(source, file) if not os.environ.get(one.name)
            and one.default is None and (one.target in names or one.line == line)]


def _constants(source):
    """Strings of the source that are spelled like a variable's name."""
    for node in ast.walk(source):
        text = gate_variables.text_of(node) or ""
        if len(text) > 2 and text.isidentifier() and text.isupper():
            yield text


def _names_at(source, line):
    """Names in the statement at a line, and in the conditions of the `if` it stands in."""
    names = set()
    for node in ast.walk(source):
        if not isinstance(node, ast.stmt) or not node.lineno <= line <= _end(node):
            continue
        if isinstance(node, ast.If):
            parts = [node.test] if any(one.lineno <= line <= _end(one) for one in node.body) else []
        else:
            parts = [] if getattr(node, "body", None) else [node]
        for part in parts:
            names.update(one.id for one in ast.walk(part) if isinstance(one, ast.Name))
            names.update(one.attr for one in ast.walk(part) if isinstance(one, ast.Attribute))
    return names


def _end(node):
    return getattr(node, "end_lineno", None) or max(getattr(one, "lineno", 0) for one in ast.walk(node))
