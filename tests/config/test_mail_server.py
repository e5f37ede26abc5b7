"""Where mail goes out: to the server the operator named, over TLS, from the operator's own address."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from partnerportal.config.environment import WrongSetting, read_environment

ROOT = Path(__file__).resolve().parents[2]
SHOWN = "EMAIL_BACKEND EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_HOST_PASSWORD EMAIL_USE_TLS EMAIL_USE_SSL"
CODE = f"""
import json
from django.conf import settings
print(json.dumps([getattr(settings, name) for name in {SHOWN.split()!r}]))
"""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "smtps://portal:gehe%40im@mail.example:4650",
            ["mail.example", 4650, "portal", "gehe@im", False, True],
        ),
        ("smtp://mail.example", ["mail.example", 587, "", "", True, False]),
    ],
)
def test_mail_goes_to_the_named_server_over_tls(tmp_path: Path, address: str, expected: list[object]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    environment |= {"PORTAL_MODE": "demo", "PORTAL_DATA_DIR": str(tmp_path), "PORTAL_SMTP_URL": address}
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == ["django.core.mail.backends.smtp.EmailBackend", *expected]


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_a_wrong_address_stops_the_start_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PORTAL_SMTP_URL", address)
    with pytest.raises(WrongSetting, match="PORTAL_SMTP_URL: expected") as refusal:
        read_environment()
    assert address not in str(refusal.value).split(",")[0]


def test_the_sender_is_the_operator() -> None:
    assert settings.CONTROLLER.operator.email == settings.DEFAULT_FROM_EMAIL
