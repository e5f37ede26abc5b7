"""Lock the current process in before it parses a stranger's file.

Called by the child after its imports, because the interpreter may lie in a directory only root may read.
Each measure holds on its own; those a platform or container forbids are skipped (ADR 0005 says which).
"""

from __future__ import annotations

import ctypes
import os
import pwd
import resource
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITY_VERSION_3 = 0x20080522
_SIGKILL = 9
_STANDARD_STREAMS = 3
_ALL_THREADS_OF_THE_USER = 1000


def confine(cpu_seconds: int, memory_bytes: int, *, needs_threads: bool) -> None:
    """Take network, files, processes, privileges and unbounded time and memory from this process for good.

    With `needs_threads` new processes are only bounded: the kernel counts threads and processes alike.
    """
    if sys.platform == "linux":
        _leave_network_and_privileges()
    elif os.geteuid() == 0:
        _become_nobody()
    # The hard limit one second later: at the soft one the kernel sends SIGXCPU, which names the reason.
    _limit("RLIMIT_CPU", cpu_seconds, cpu_seconds + 1)
    _limit("RLIMIT_AS", memory_bytes)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_NPROC", _ALL_THREADS_OF_THE_USER if needs_threads else 0)
    # The three pipes are open; one descriptor more would be a file or a socket.
    _limit("RLIMIT_NOFILE", _STANDARD_STREAMS)


def _leave_network_and_privileges() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    is_root = os.geteuid() == 0
    # Result ignored on purpose: containers may forbid it, and without descriptors there is no socket.
    libc.unshare(_CLONE_NEWNET if is_root else _CLONE_NEWUSER | _CLONE_NEWNET)
    if is_root:
        _become_nobody()
    libc.capset((ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)())
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def _become_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def _limit(name: str, soft: int, hard: int | None = None) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    try:
        resource.setrlimit(kind, (soft, soft if hard is None else hard))
    except (ValueError, OSError):
        # macOS refuses an address space limit; a lower hard limit set by the operator is stricter already.
        return
