"""An exception as facts: the chain, what PostgreSQL said, what was missing, and the tree's line of it.

It reports and does not judge: which of these facts is the cause is gate's to say.
"""
import linecache
import os
import traceback

import gate_frames
import gate_sqlerror
from gate_flask import NoApplication
from gate_handed import SeveralDatabases
from gate_imports import own
from gate_walls import ForeignEngine

LONGEST_CHAIN = 20


def chain_of(error):
    """The exception and all it came from, outermost first, each once."""
    found, waiting = [], [error]
    while waiting and len(found) < LONGEST_CHAIN:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or any(one is known for known in found):
            continue
        found.append(one)
        inner = [getattr(one, "orig", None), one.__cause__]
        if not one.__suppress_context__:
            inner.append(one.__context__)
        # An asyncio TaskGroup hides the real exception in a group.
        group = getattr(one, "exceptions", None)
        waiting = inner + (list(group) if isinstance(group, (list, tuple)) else []) + waiting
    return found


def name_of(error):
    kind = type(error)
    module = kind.__module__
    return kind.__qualname__ if module in (None, "builtins") else module + "." + kind.__qualname__


def message_of(error):
    try:
        return str(error)
    except Exception:  # a user's __str__ may itself fail
        return object.__repr__(error)


def facts(error, tree, running):
    """All keys of a `failure` event; `running` says which revision was under way."""
    chain = chain_of(error)
    found = {"chain": [{"class": name_of(one), "message": message_of(one)} for one in chain]}
    found.update(gate_sqlerror.facts(chain))
    found.update(running)
    found.update(_place(chain, tree))
    if found["sqlstate"] is None:
        found.update(own("gate_missing").facts(chain, tree))
    found["traceback"] = "".join(
        traceback.format_exception(type(error), error, error.__traceback__))
    for one in chain:
        if isinstance(one, (ForeignEngine, NoApplication, SeveralDatabases)):
            found["wall"] = one.wall
    return found


def _place(chain, tree):
    """The innermost line of a revision file, else of the tree, on the way to the outermost error."""
    frames = []
    for one in chain:
        frames = [(tree.name(file), line, function)
                  for file, line, function in gate_frames.of_exception(one) if tree.owns(file)]
        if frames:
            break
    place = {"file": None, "line": None, "code": None, "function": None, "frames": [
        {"file": file, "line": line, "function": function} for file, line, function in frames]}
    for file, line, function in sorted(frames, key=lambda frame: tree.is_version(frame[0])):
        place.update(file=file, line=line, function=function,
                     code=linecache.getline(file, line).strip() or None)
    for one in chain:
        # A file that does not parse has no frame; the exception names the place itself.
        if isinstance(one, SyntaxError) and one.filename:
            place.update(file=tree.name(os.path.abspath(one.filename)), line=one.lineno, function=None,
                         code=(one.text or "").strip() or None)
    return place


class Memory:
    """The last SQL error before a transaction refused all others.

    A migration that catches its first error and carries on fails later with 25P02, which says
    nothing; SQLAlchemy's `handle_error` has seen the one that matters.
    """

    def __init__(self, tree, running):
        self.tree, self.running, self.error = tree, running, None

    def see(self, context):
        found = gate_sqlerror.facts(chain_of(context.original_exception))
        if found["sqlstate"] in (None, "25P02"):
            return
        found["statement"] = context.statement or found["statement"]
        found["chain"] = [{"class": name_of(one), "message": message_of(one)}
                          for one in chain_of(context.original_exception)]
        frames = [(self.tree.name(file), line, function)
                  for file, line, function in gate_frames.of_caller() if self.tree.owns(file)]
        frames.sort(key=lambda frame: not self.tree.is_version(frame[0]))
        file, line, function = frames[0] if frames else (None, None, None)
        found.update(self.running(), file=file, line=line, function=function,
                     code=linecache.getline(file, line).strip() or None if file else None)
        self.error = found
