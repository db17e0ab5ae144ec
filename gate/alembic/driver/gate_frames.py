"""Which lines of a stack are the user's: not the standard library's, a package's or this driver's.

It looks at paths only. What a line does is for others to say.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
START = os.getcwd()
STANDARD_LIBRARY = os.path.dirname(os.path.abspath(os.__file__))


def is_library(path):
    if not path or path.startswith("<"):
        return True
    parts = path.split(os.sep)
    if "site-packages" in parts or "dist-packages" in parts:
        return True
    return (path.startswith((STANDARD_LIBRARY + os.sep, HERE + os.sep))
            or path == os.path.abspath(sys.argv[0] or "-"))  # the `alembic` script itself


class Tree:
    """The folders that belong to the tree under test."""

    def __init__(self, directory, locations):
        self.directory, self.script_location = directory, locations.script_location
        self.repository = _repository(os.path.realpath(directory))
        self.named = {os.path.realpath(one): one for one in locations.version_locations}
        self.folders = [self.repository, os.path.realpath(locations.script_location)] + list(self.named)

    def owns(self, path):
        return not is_library(path) and _below(os.path.realpath(path), self.folders)

    def is_version(self, path):
        return _below(os.path.realpath(path), self.named)

    def name(self, path):
        """The path as the graph has it: Alembic resolves links from 1.16 on, and did not before."""
        real = os.path.realpath(path)
        for folder, named in self.named.items():
            if _below(real, [folder]):
                return os.path.join(named, os.path.relpath(real, folder))
        return path


def _below(path, folders):
    return any(path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)


def _repository(directory):
    folder = directory
    while not os.path.exists(os.path.join(folder, ".git")):
        if os.path.dirname(folder) == folder:
            return directory
        folder = os.path.dirname(folder)
    return folder


def _path(code):
    name = code.co_filename
    if name.startswith("<") or (not os.path.isabs(name) and not name.endswith(".py")):
        return "<%s>" % name.strip("<>")  # made up, or where a compiled module was once built
    return os.path.normpath(os.path.join(START, name))  # a migration may have changed directory


def of_exception(error):
    """(file, line, function) of an exception's traceback, innermost last."""
    found, entry = [], error.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        found.append((_path(code), entry.tb_lineno, code.co_name))
        entry = entry.tb_next
    return found


def of_caller():
    """(file, line, function) of whoever runs now, innermost first, through SQLAlchemy's greenlets."""
    frame, fiber = sys._getframe(1), None
    while frame is not None:
        yield _path(frame.f_code), frame.f_lineno, frame.f_code.co_name
        frame = frame.f_back
        if frame is None and "greenlet" in sys.modules:
            # An async engine runs in a greenlet, whose stack ends where it was switched to.
            fiber = sys.modules["greenlet"].getcurrent() if fiber is None else fiber
            fiber = fiber.parent
            frame = fiber.gr_frame if fiber is not None else None


def users_line():
    """(file, line) of the user's code that is running, or (None, None)."""
    for file, line, _ in of_caller():
        if not is_library(file):
            return file, line
    return None, None
