"""In production every host name is written out: a pattern would let a stranger's name into links of mails."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerportal.config.environment import WrongSetting, read_environment


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Return an environment of production without host names."""
    monkeypatch.setenv("PORTAL_MODE", "production")
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("PORTAL_HOSTS", raising=False)
    return monkeypatch


@pytest.mark.parametrize("hosts", ["", " , ", "*", "portal.example,*", "*.portal.example", ".portal.example"])
def test_production_takes_full_host_names_only(production: pytest.MonkeyPatch, hosts: str) -> None:
    production.setenv("PORTAL_HOSTS", hosts)
    with pytest.raises(WrongSetting, match="PORTAL_HOSTS"):
        read_environment()


def test_links_in_mails_carry_the_first_host(production: pytest.MonkeyPatch) -> None:
    production.setenv("PORTAL_HOSTS", "portal.example, makler.example")
    environment = read_environment()
    assert environment.hosts == ("portal.example", "makler.example")
    assert environment.origin == "https://portal.example"
