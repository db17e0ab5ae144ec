"""A fresh child for each step, and what became of it.

The child is a fork, so it starts with Alembic imported and shares nothing with the step before it. It
leads a process group of its own, which dies with it and with the driver, whatever ends either.
"""
import fcntl
import gc
import os
import select
import signal
import time

from gate_channel import Shared

LOOK_ROUND = 0.5  # seconds between two looks at whether gate still listens


def high(descriptor):
    """The same descriptor at a number that programs which close 3..N seldom reach; not inherited."""
    for lowest in (960, 200):
        try:
            moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, lowest)
        except OSError:  # the limit on open files is below it
            continue
        os.close(descriptor)
        return moved
    os.set_inheritable(descriptor, False)
    return descriptor


def prepare():
    # Held back so that it can be waited for with a timeout, without a handler that interrupts calls.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])


class Fork:
    """A child that leads a process group of its own; in it, `pid` is 0.

    `private` descriptors are not the child's.
    """

    def __init__(self, private):
        self.shared = Shared()
        alive, self.held = os.pipe()
        self.begun = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _become_step(alive, self.held, private)
            except BaseException:
                os._exit(70)
            return
        os.close(alive)
        _own_group(self.pid)

    def ended(self, channel):
        """Waits for it: what became of it, and the names of modules it had to load."""
        status = _wait(self.pid, channel)
        left = _kill_group(self.pid)
        os.close(self.held)
        for line in self.shared.kept().splitlines():
            channel.pass_on(line + b"\n")
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
        outcome = {b"P": "passed", b"F": "failed"}.get(self.shared.outcome(), "died")
        if outcome != "died" and code != (0 if outcome == "passed" else 1):
            outcome = "died"
        ended = {"status": outcome, "exit_status": code,
                 "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
                 "duration_ms": round((time.monotonic() - self.begun) * 1000, 3), "leftovers": left}
        return ended, self.shared.loaded() if outcome == "passed" else []


def run(channel, private, body, started=None):
    """Runs body(channel) in a child; `private` descriptors are not the child's."""
    child = Fork(private)
    if child.pid == 0:
        try:
            body(channel.for_child(child.shared))
        finally:
            os._exit(70)
    if started:
        started(child.pid)
    return child.ended(channel)


def wait_for(descriptor, channel):
    """Waits until there is something to read, or its other end is closed."""
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)
    waiting.register(channel.descriptor, 0)
    while True:
        for which, what in waiting.poll(LOOK_ROUND * 1000):
            if which == descriptor:
                return
            if what & (select.POLLERR | select.POLLHUP):
                os._exit(0)  # gate is gone; what was forked follows


def _become_step(alive, held, private):
    gc.enable()
    _own_group(0)
    for descriptor in private + [held]:
        os.close(descriptor)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    # Nobody ever writes to this pipe. When the driver ends, by whatever hand, the kernel closes its
    # end, and that signals the whole group.
    alive = high(alive)
    if hasattr(fcntl, "F_SETSIG"):
        fcntl.fcntl(alive, fcntl.F_SETOWN, -os.getpid())
        fcntl.fcntl(alive, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(alive, fcntl.F_SETFL, fcntl.fcntl(alive, fcntl.F_GETFL) | os.O_ASYNC)


def _own_group(pid):
    # By both, as either may be first. A migration that signals "its group" must not hit the driver.
    try:
        os.setpgid(pid, pid)
    except OSError:
        pass


def _wait(pid, channel):
    listener = select.poll()
    listener.register(channel.descriptor, 0)
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status
        signal.sigtimedwait([signal.SIGCHLD], LOOK_ROUND)
        if any(what & (select.POLLERR | select.POLLHUP) for _, what in listener.poll(0)):
            os._exit(0)  # gate is gone; the group follows the driver


def _kill_group(pid):
    """What the step left running holds connections and pipes; True if there was something."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        return False
    return True
