"""The process that parses a stranger's file has nothing to steal, nowhere to go and little time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import partnerportal
from partnerportal.documents.inspection import inspect_upload
from partnerportal.documents.inspection.child_process import ChildBrokenError, ask_child
from partnerportal.documents.inspection.limits import ChildLimits
from partnerportal.kernel.errors import Refused
from tests.documents import samples

ROOT = Path(partnerportal.__file__).parent.parent
CONFINED = (
    "import errno, os, resource, socket, sys\n"
    "from partnerportal.documents.inspection.confinement import confine\n"
    "confine(5, 300 * 1024 * 1024, needs_threads=False)\n"
)
only_on_linux = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and address space limits")


def probe(attempt: str) -> str:
    """Run one attempt in a confined process and return what it printed."""
    ended = subprocess.run(
        [sys.executable, "-c", CONFINED + attempt],
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        input=b"",
        capture_output=True,
        timeout=30,
        check=False,
    )
    return ended.stdout.decode().strip()


def refused_code(data: bytes, limits: ChildLimits) -> str:
    with pytest.raises(Refused) as refusal:
        inspect_upload(data, "beleg", limits=limits)
    return refusal.value.code


def failing(statement: str, error: str = "OSError") -> str:
    return (
        f"try:\n    {statement}\n    print('done')\n"
        f"except {error} as error:\n    print(errno.errorcode.get(getattr(error, 'errno', 0), '{error}'))\n"
    )


def test_no_file_can_be_opened() -> None:
    assert probe(failing("open('/etc/passwd')")) == "EMFILE"


def test_no_socket_can_be_opened() -> None:
    assert probe(failing("socket.socket()")) == "EMFILE"


@only_on_linux
def test_even_with_a_free_descriptor_there_is_no_network() -> None:
    connecting = failing("socket.socket().connect(('192.0.2.1', 9))")
    addresses = probe("os.close(0)\nprint(len(socket.if_nameindex()))\n" + connecting)

    assert addresses.split() == ["1", "ENETUNREACH"]


@only_on_linux
def test_no_process_can_be_started() -> None:
    assert probe(failing("os.fork()")) == "EAGAIN"


@only_on_linux
def test_memory_has_a_ceiling() -> None:
    assert probe(failing("bytearray(400 * 1024 * 1024)", "MemoryError")) == "MemoryError"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to give up")
def test_root_becomes_nobody_for_good() -> None:
    assert probe("print(os.getuid() == os.geteuid() != 0, os.getgroups())\n") == "True []"
    assert probe(failing("os.setuid(0)")) == "EPERM"


def test_limits_cannot_be_raised_again() -> None:
    raising = failing("resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))", "ValueError")

    assert probe(raising) == "ValueError"


def test_the_environment_of_the_server_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    monkeypatch.setenv("LD_PRELOAD", "/nowhere/hook.so")
    monkeypatch.setenv("PYTHONHOME", "/nowhere")

    assert inspect_upload(samples.phone_jpeg(), "foto.jpg").pages == 1


def test_a_file_that_burns_time_is_refused() -> None:
    assert refused_code(samples.slow_png(), ChildLimits(cpu_seconds=1)) == "upload.too_slow"


@only_on_linux
def test_a_file_that_eats_memory_is_refused() -> None:
    assert refused_code(samples.slow_png(), ChildLimits(memory_bytes=120_000_000)) == "upload.too_complex"


def test_a_file_that_keeps_the_server_waiting_is_refused_in_time() -> None:
    started = time.monotonic()

    assert refused_code(samples.slow_png(), ChildLimits(wall_seconds=0.4)) == "upload.too_slow"
    assert time.monotonic() - started < 2


def test_a_child_that_cannot_start_is_our_defect_and_not_the_files() -> None:
    with pytest.raises(ChildBrokenError):
        ask_child(("clean",), samples.phone_jpeg())


def test_the_child_never_loads_django() -> None:
    program = (
        "import sys, partnerportal.documents.inspection.child as child\n"
        "for kind in ('application/pdf', 'image/tiff', 'image/heic', 'image/png'):\n"
        "    child._cleaning(kind)\n"
        "child._picturing('application/pdf', '1', '100')\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'jinja2')))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )

    assert ended.stdout.decode().strip() == "[]"


def test_the_server_itself_loads_no_parser() -> None:
    program = (
        "import sys, partnerportal.documents.inspection\n"
        "print([name for name in ('PIL', 'pikepdf', 'pypdfium2', 'pillow_heif') if name in sys.modules])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )

    assert ended.stdout.decode().strip() == "[]"
