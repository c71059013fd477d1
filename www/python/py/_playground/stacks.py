"""The stacks of a process's threads, and how one of them gives way to another.

Every thread has a stack of its own, entered from JavaScript by JSPI. One stack runs until it waits
for something; nothing interrupts it before (there is no preemption), so between two waits a thread
has the process for itself. A wait is a promise, and JavaScript's event loop resumes the stacks
whose promises have been fulfilled, in that order.

This module is imported before anything that makes a lock, so it imports nothing of Python's own.
"""

from itertools import count
from time import monotonic

#: What a stack does: it runs or could run, it is parked until another one or the time wakes it, or
#: it looks again and again at what is shared by processes. A dead one is another process's.
RUNS, PARKED, POLLS, DEAD = range(4)

#: The longest time that a thread blocks all others, in ms, when they only wait as well: alone, or
#: where others also have to look at what is shared by processes.
_ALONE_MS = 20
_SHARED_MS = 1
#: So often a thread lets the others run at once before it lets time pass.
_EAGER_TURNS = 20
#: Elsewhere a wait asks again after this time, in ms, so that it hears of every signal.
_REMOTE_MS = 200
#: So often a loop that never waits lets others run, in seconds.
_GIVE_WAY = 0.005
_given_way = 0.0
#: A time that never ends, in ms, as timers can have it.
_EVER_MS = 2**31 - 1


class Stack:
    """A thread as the scheduler sees it."""

    __slots__ = ("__weakref__", "ident", "state", "deadline")

    def __init__(self, ident):
        self.ident = ident
        self.state = RUNS
        #: When it wakes by itself, if it does.
        self.deadline = None


#: The system calls, once they are there.
kernel = None

main = current = None
#: All that live; the main one is always there.
stacks = set()
#: Handlers of signals that came while another thread than the main one ran.
signals = []

_idents = count(1)
#: So far apart they are.
_IDENTS = 16
#: The stacks that wait for anything to happen.
_resting = []
#: Where memory is shared, the kernel's waits block all threads.
_blocks = False


def begin(ident):
    """Makes the stack that runs the only one, and the main one."""
    global main, current
    main = current = Stack(ident)
    stacks.add(main)


def number_of(stack):
    """0 for the main thread; the others are numbered from 1."""
    return (stack.ident - main.ident) // _IDENTS


def connect(system_calls):
    """From now on a stack can wait."""
    global kernel
    kernel = system_calls


def can_start():
    """Whether there can be another stack, and this one can be suspended."""
    from pyodide.ffi import can_run_sync

    return kernel is not None and can_run_sync()


def start(body):
    """A new stack, on which `body` is called when this one waits."""
    global _blocks
    stack = Stack(main.ident + _IDENTS * next(_idents))

    def run():
        global current
        current = stack
        try:
            body()
        finally:
            stack.state = DEAD
            stacks.discard(stack)
            if len(stacks) == 1:
                kernel.wait_by = None
            current = main

    if len(stacks) == 1:
        _blocks = type(kernel.size(-1)) is int
        kernel.suspend = suspend
        kernel.wait_by = wait_code
    stacks.add(stack)
    kernel.thread_start(run)
    return stack


def suspend(reply):
    """What the promise of a door's reply gives; other stacks run meanwhile."""
    global current
    me = current
    # What JavaScript calls by itself counts as the main thread's.
    current = main
    try:
        return kernel.suspended(reply)
    finally:
        current = me
        if signals and me is main:
            handle_signals()


def turn():
    """Lets every other stack run that can."""
    suspend(kernel.turn())


def park(timeout=None):
    """Waits until `unpark`, the end of the time in seconds, or a signal. May also end without."""
    if len(stacks) == 1:
        # Nobody else is there; a signal's handler may change what is waited for.
        ms = _EVER_MS if timeout is None else max(0.0, timeout * 1000)
        code = kernel.number(kernel.sleep(ms))
        if code == kernel.INTERRUPTED:
            kernel.check_signals()
    else:
        _park(timeout)


def _park(timeout):
    me = current
    me.deadline = None if timeout is None else monotonic() + timeout
    me.state = PARKED
    try:
        ms = -1 if timeout is None else max(0.0, timeout * 1000)
        code = suspend(kernel.park(me.ident, ms, me is main))
    finally:
        me.state = RUNS
    if code == kernel.INTERRUPTED and me is main:
        kernel.check_signals()


def park_for_javascript(timeout):
    """As `park`, where JavaScript may wake even the only thread."""
    if len(stacks) > 1 or not can_start():
        park(timeout)
    else:
        _park(timeout)


def give_way():
    """Lets others run, in a loop that never waits; not at every call, for that takes time."""
    global _given_way
    if len(stacks) > 1 and monotonic() > _given_way + _GIVE_WAY:
        turn()
        _given_way = monotonic()


def unpark(stack):
    """The stack can run again."""
    if stack.state == PARKED:
        stack.state = RUNS
        kernel.unpark(stack.ident, 0)


def rest(timeout):
    """Waits until another thread calls `stir`, or as `park`."""
    me = current
    _resting.append(me)
    try:
        park(timeout)
    finally:
        _resting.remove(me)


def stir():
    """Something has happened that those who rest may wait for."""
    for stack in _resting:
        unpark(stack)


def handle_signals():
    """Calls the handlers of signals that came while another thread ran."""
    while signals:
        handler, number = signals.pop(0)
        handler(number, None)


def defer(handler, number):
    """Has the main thread call the handler of a signal."""
    signals.append((handler, number))
    unpark(main)


def wait_code(call, args, timeout):
    """As `kernel.wait_code`, while there are other threads."""
    if call is kernel.sleep:
        return _sleep(timeout)
    return (_poll if _blocks else _ask)(call, args, timeout)


def _sleep(timeout):
    if timeout <= 0:
        turn()
        return 0
    end = monotonic() + timeout
    left = timeout
    while left > 0:
        park(left)
        left = end - monotonic()
    return 0


def _ask(call, args, timeout):
    """Waits where a call answers with a promise: the others run anyway."""
    end = None if timeout is None else monotonic() + timeout
    while True:
        left = _REMOTE_MS
        if end is not None:
            left = min(left, max(0.0, (end - monotonic()) * 1000))
        code = kernel.number(call(*args, left))
        kernel.place_wait()
        if code == kernel.INTERRUPTED:
            _interrupted()
        elif code not in kernel.TIME_OVER or (end is not None and monotonic() >= end):
            return code


def _poll(call, args, timeout):
    """Waits where a call blocks: it must not, while another thread could run."""
    me = current
    end = None if timeout is None else monotonic() + timeout
    rounds = ms = 0
    while True:
        code = call(*args, ms)
        kernel.place_wait()
        if code == kernel.INTERRUPTED:
            _interrupted()
        elif code not in kernel.TIME_OVER or (end is not None and monotonic() >= end):
            return code
        ms = _slice(me, end)
        rounds = 0 if ms else rounds + 1
        me.state = POLLS
        me.deadline = end
        try:
            # Somebody who could run but waits for JavaScript needs time to pass.
            suspend(kernel.turn() if rounds < _EAGER_TURNS else kernel.park(me.ident, 1, False))
        finally:
            me.state = RUNS


def _interrupted():
    if current is main:
        kernel.check_signals()


def _slice(me, end):
    """For how many ms nobody else could run."""
    most = _ALONE_MS
    for stack in stacks:
        if stack is me:
            continue
        if stack.state == RUNS:
            return 0
        if stack.state == POLLS:
            most = _SHARED_MS
        if stack.deadline is not None and (end is None or stack.deadline < end):
            end = stack.deadline
    return most if end is None else min(most, max(0.0, (end - monotonic()) * 1000))


def after_fork():
    """In a copy of the process: the thread that forked is the only one."""
    global main
    for stack in stacks:
        stack.state = DEAD
    stacks.clear()
    main = current
    main.state = RUNS
    stacks.add(main)
    signals.clear()
    _resting.clear()
    kernel.wait_by = None
