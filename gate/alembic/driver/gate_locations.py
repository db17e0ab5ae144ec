"""Trees whose env.py says where the revision files are, so that no file can be asked for it.

Alembic reads the folders when it first needs a revision, which is after env.py has begun; until it has
been run, the graph is not known. Whether a tree is one of those is seen with `ast`.
"""
import ast
import os

from gate_imports import when_imported

NAME = "version_locations"


def decided_by_env(script_location):
    try:
        with open(os.path.join(script_location, "env.py"), "rb") as file:
            source = file.read()
        return NAME.encode() in source and any(map(_sets_them, ast.walk(ast.parse(source))))
    except (OSError, SyntaxError, ValueError, RecursionError):
        return False  # the step will say what is wrong with it


def _sets_them(node):
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(one, ast.Attribute) and one.attr == NAME for one in targets)
    if not isinstance(node, ast.Call):
        return False
    # set_main_option(NAME, ...), set_section_option(section, NAME, ...), setattr(script, NAME, ...)
    return any(isinstance(one, ast.Constant) and one.value == NAME for one in node.args[:2]) \
        and getattr(node.func, "attr", getattr(node.func, "id", "")).startswith("set")


def of(script):
    """The folders of a ScriptDirectory as they are now."""
    stated = script.version_locations
    if not stated:
        return [os.path.join(os.path.abspath(script.dir), "versions")]
    from alembic import util
    return [os.path.abspath(util.coerce_resource_to_filename(str(one))) for one in stated]


def keep(locations):
    """Every ScriptDirectory made from now on has these: `alembic heads` does not run env.py."""
    if locations:
        when_imported("alembic.script.base", lambda module: _keep(module.ScriptDirectory, locations))


def _keep(kind, locations):
    original = kind.from_config.__func__

    def from_config(cls, config):
        script = original(cls, config)
        script.version_locations = list(locations)
        return script

    kind.from_config = classmethod(from_config)
