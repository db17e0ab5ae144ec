"""What a plain `alembic` process does not print of a failure: the variables and the module it missed.

Told when the exception leaves Alembic's environment, as env.py runs inside of it. It changes nothing of
how the process ends.
"""
import functools

import gate_frames
from gate_imports import own


def watch(environment, send):
    kind = environment.EnvironmentContext
    leave = kind.__exit__

    @functools.wraps(leave)
    def wrapper(context, *arguments):
        if arguments and isinstance(arguments[1], BaseException):
            try:
                _tell(context.script, arguments[1], send)
            except Exception:  # never in the way of the exception that is to be shown
                pass
        return leave(context, *arguments)

    kind.__exit__ = wrapper


class _Locations:
    def __init__(self, script):
        self.script_location = script.dir
        self.version_locations = list(script.version_locations or []) or [script.dir + "/versions"]


def _tell(script, error, send):
    chain = own("gate_failure").chain_of(error)
    facts = own("gate_missing").facts(chain, gate_frames.Tree(gate_frames.START, _Locations(script)))
    if any(facts.values()):
        send("missing", **facts)
