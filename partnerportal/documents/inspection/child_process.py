"""Run one inspection in a process of its own and take its answer, trusting neither.

Bytes travel through pipes only; nothing touches the disk (design.md section 4).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import partnerportal
from partnerportal.documents.inspection.limits import MAX_ANSWER_BYTES, ChildLimits
from partnerportal.documents.inspection.sentences import REFUSALS
from partnerportal.kernel.errors import Refused

READY = b"ready\n"
"""Sent by the child once it is locked in; a child that dies earlier is our defect, later the file's."""

_CODE_ROOT = str(Path(partnerportal.__file__).resolve().parent.parent)
_DEFAULT_LIMITS = ChildLimits()
_SLOTS = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))
_SLOT_WAIT_SECONDS = 60.0


class ChildBrokenError(RuntimeError):
    """Tell that the inspecting process could not start: a defect of the installation, not of the file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what the child says: its facts as parsed JSON, and the bytes after them."""

    facts: dict[str, object]
    content: bytes


@dataclass(frozen=True, slots=True)
class _Ending:
    output: bytes
    status: int
    was_stopped: bool


def ask_child(task: tuple[str, ...], data: bytes, limits: ChildLimits = _DEFAULT_LIMITS) -> Answer:
    """Give one task (words as `child` reads them) and the file to a fresh child, return its answer.

    Raises: Refused with the sentence that fits how the child ended; ChildBrokenError when it could not start.
    """
    if not _SLOTS.acquire(timeout=_SLOT_WAIT_SECONDS):
        raise refusal("upload.busy")
    try:
        ending = _run(task, data, limits)
    finally:
        _SLOTS.release()
    return _answer(ending)


def refusal(code: str) -> Refused:
    """Return the refusal with its sentence; an unknown code counts as an unreadable file."""
    known = code if code in REFUSALS else "upload.unreadable"
    return Refused(known, REFUSALS[known])


def _run(task: tuple[str, ...], data: bytes, limits: ChildLimits) -> _Ending:
    command = [sys.executable, "-s", "-P", "-B", "-m", "partnerportal.documents.inspection.child"]
    command += [str(limits.cpu_seconds), str(limits.memory_bytes), *task]
    stopped = threading.Event()
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, words from closed lists
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PYTHONPATH": _CODE_ROOT},
    ) as child:
        alarm = threading.Timer(limits.wall_seconds, _stop, (child, stopped))
        feeder = threading.Thread(target=_feed, args=(child, data))
        alarm.start()
        feeder.start()
        try:
            output = _read_bounded(child)
            status = child.wait()
        finally:
            child.kill()
            alarm.cancel()
            feeder.join()
    return _Ending(output, status, stopped.is_set())


def _stop(child: subprocess.Popen[bytes], stopped: threading.Event) -> None:
    stopped.set()
    child.kill()


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    if child.stdin is None:
        return
    try:
        child.stdin.write(data)
        child.stdin.close()
    except BrokenPipeError:
        # The child ended early; its status and answer say why.
        return


def _read_bounded(child: subprocess.Popen[bytes]) -> bytes:
    if child.stdout is None:
        return b""
    output = child.stdout.read(MAX_ANSWER_BYTES + 1)
    if len(output) > MAX_ANSWER_BYTES:
        child.kill()
    return output


def _answer(ending: _Ending) -> Answer:
    if ending.was_stopped or ending.status == -signal.SIGXCPU:
        raise refusal("upload.too_slow")
    if not ending.output.startswith(READY):
        raise ChildBrokenError("partnerportal.documents.inspection.child ended before it was ready")
    if ending.status != 0:
        raise refusal("upload.unreadable")
    head, _, content = ending.output[len(READY) :].partition(b"\n")
    facts = json.loads(head)
    if not isinstance(facts, dict):
        raise refusal("upload.unreadable")
    return Answer(facts, content)
