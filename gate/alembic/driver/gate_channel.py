"""The way events leave the driver: one JSON object a line, to gate.

Standard output is the migrations' own (they print), so events have a descriptor to themselves. A
migration can close that descriptor; for then there is a piece of memory that parent and child share,
which no close() can take away. Nothing here knows what an event means.
"""
import json
import mmap
import os

LONGEST = 64 * 1024
SHARED_SIZE = 1024 * 1024
HEADER, NAMES = 16, 32 * 1024  # the memory's parts: outcome and length, names, lost events


def clean(value):
    """The value with every string bounded and free of lone surrogates, which no JSON reader takes."""
    if isinstance(value, str):
        if len(value) > LONGEST:
            # Both ends: a statement says what it is at its start, a traceback at its end.
            value = value[: LONGEST // 2] + "\n[... cut by gate ...]\n" + value[-LONGEST // 2:]
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {clean(str(key)): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return clean(str(value))


def line_of(event):
    return (json.dumps(clean(event)) + "\n").encode("ascii")


def whole_line_of(event):
    """Of texts that are to be compared: however long they are, nothing is cut."""
    return json.dumps(event).encode("ascii") + b"\n"


class Channel:
    """Events to a descriptor for as long as it is the one it was, then to the shared memory."""

    def __init__(self, descriptor, shared=None):
        self.descriptor = descriptor
        self.shared = shared
        self.owner = os.getpid()
        self.at_end = None  # to be called when all has been said
        self.identity = self._identity()

    def for_child(self, shared):
        """The same channel in a process just forked."""
        return Channel(self.descriptor, shared)

    def take_over(self, shared):
        """In a process just forked, which goes on with what holds this channel."""
        self.shared, self.owner = shared, os.getpid()

    def send(self, event, **facts):
        # A migration may fork and let its child run on into our code; that one is not the step.
        if os.getpid() != self.owner:
            return
        self._send(line_of(dict({"event": event}, **facts)))

    def send_whole(self, event, **facts):
        self._send(whole_line_of(dict({"event": event}, **facts)))

    def _send(self, line):
        if not self._write(line) and self.shared is not None:
            self.shared.keep(line)

    def pass_on(self, line):
        """A line that a child made and could not send."""
        self._write(line)

    def _identity(self):
        try:
            status = os.fstat(self.descriptor)
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _write(self, line):
        # The number may have been closed and given to a file of the migration's by now.
        if self.identity is None or self._identity() != self.identity:
            return False
        while line:
            try:
                line = line[os.write(self.descriptor, line):]
            except OSError:
                return False
        return True


class Shared:
    """Memory that a step's child and its parent both see: what became of the step, and lost events.

    The child's exit status alone cannot tell a step that ended from a migration that called
    os._exit(0), and a pipe can be closed by it; this cannot.
    """

    def __init__(self):
        self.memory = mmap.mmap(-1, SHARED_SIZE)

    def settle(self, outcome, loaded=()):
        """Called by the child: b"P" for passed, b"F" for failed; and the modules it loaded."""
        names = " ".join(loaded).encode("utf-8", "replace")[:NAMES - HEADER]
        self.memory[HEADER:HEADER + len(names)] = names
        self.memory[0:1] = outcome

    def outcome(self):
        return self.memory[0:1]

    def loaded(self):
        return self.memory[HEADER:NAMES].rstrip(b"\0").decode("utf-8", "replace").split()

    def keep(self, line):
        used = int.from_bytes(self.memory[8:HEADER], "little")
        if NAMES + used + len(line) <= SHARED_SIZE:
            self.memory[NAMES + used:NAMES + used + len(line)] = line
            self.memory[8:HEADER] = (used + len(line)).to_bytes(8, "little")

    def kept(self):
        used = int.from_bytes(self.memory[8:HEADER], "little")
        return self.memory[NAMES:NAMES + used]
