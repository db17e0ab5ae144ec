"""Runs a function on a module the moment it has been imported, or at once if it already is.

A migration's `from psycopg2 import connect` then gets what the function put there. It changes nothing
else about how modules are found or loaded.
"""
import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
_waiting = {}


def when_imported(name, action):
    module = sys.modules.get(name)
    if module is not None:
        action(module)
        return
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    _waiting.setdefault(name, []).append(action)


def own(name):
    """A module of this driver that is loaded only when it is needed; its folder is on no path by then."""
    sys.path.insert(0, HERE)
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(HERE)


class _Finder:
    """Lets the other finders find, and adds one call after the module's own code has run."""

    def find_spec(self, name, path=None, target=None):
        if name not in _waiting:
            return None
        spec = self._found_by_others(name, path, target)
        if spec is None or spec.loader is None:
            return spec
        loader, execute = spec.loader, spec.loader.exec_module

        def exec_module(module):
            execute(module)
            for action in _waiting.pop(name, []):
                action(module)

        # On the loader's instance, so that its type and everything else it can do stay as they are.
        loader.exec_module = exec_module
        return spec

    def _found_by_others(self, name, path, target):
        for finder in list(sys.meta_path):
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                return spec
        return None
