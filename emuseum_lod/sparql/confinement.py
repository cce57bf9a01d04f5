"""What a query worker may not do: open a connection, start a program, use more memory than it is given, outlive its pool.

The engine follows SERVICE to any address and has no switch against it, and takes memory without limit (measured). The tokenizer
(`limits`) refuses such queries first; here the system refuses whatever comes past it.

Address space is what is limited, and glibc reserves 64 MB of it (128 MB for a moment) for each thread that allocates. The engine opens
a store with up to 16 threads, which a loaded machine lets live at the same time: more than a gigabyte, before the first query. With one
arena for all of them a worker starts in less than half of that (`_share_arena`).

The filter is a program of classic BPF over `struct seccomp_data` (linux/seccomp.h): the number of the system call at byte 0, the
architecture at byte 4. A denied call returns EACCES. With io_uring a socket could be made without the call `socket`.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_SET_MODE_FILTER: Final = 1
_SECCOMP_FILTER_FLAG_TSYNC: Final = 1  # for the threads that there are already, too

_M_ARENA_MAX: Final = -8  # malloc.h

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW: Final = 0x7FFF0000
_DENY: Final = 0x00050000 | errno.EACCES
_KILL: Final = 0x80000000

# Machine: the architecture as the kernel calls it, the number of `seccomp`, and the numbers of what is denied:
# socket, io_uring_setup, execve, execveat, ptrace.
_MACHINES: Final[dict[str, tuple[int, int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, 317, (41, 425, 59, 322, 101)),
    "aarch64": (0xC00000B7, 277, (198, 425, 221, 281, 117)),
}
_X32: Final = 0x40000000
"""From here on the numbers are those of x86_64's second call table."""


def confine(memory: int, parent: int) -> tuple[str, ...]:
    """Confine this process for good, to `memory` bytes of address space; return what this system could not do.

    To be called before the process has other threads.
    """
    _share_arena()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    missing = []
    if not _die_with(parent):
        missing.append("a worker may outlive its pool")
    if not _deny_calls():
        missing.append("the network is not shut off (no seccomp on this system)")
    return tuple(missing)


def _share_arena() -> None:
    """Let all threads allocate from one arena; where there is no `mallopt` (musl) there are no arenas either."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_M_ARENA_MAX, 1)


def _die_with(parent: int) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "prctl") or libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        return False
    if os.getppid() != parent:  # it was faster
        os.kill(os.getpid(), signal.SIGKILL)
    return True


def _deny_calls() -> bool:
    if platform.system() != "Linux" or platform.machine() not in _MACHINES:
        return False
    architecture, seccomp, denied = _MACHINES[platform.machine()]
    code = _program(architecture, denied)
    instructions = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: the number of instructions, and where they are.
    program = struct.pack("HP", len(code) // 8, ctypes.addressof(instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.syscall(seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, program) == 0)


def _program(architecture: int, denied: tuple[int, ...]) -> bytes:
    """Return the filter. A jump says how many instructions to pass over when it is true and when it is not."""
    checks = [(_EQUAL, number) for number in denied]
    if architecture == _MACHINES["x86_64"][0]:
        checks.append((_AT_LEAST, _X32))
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    steps += [(kind, len(checks) - place, 0, number) for place, (kind, number) in enumerate(checks)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
