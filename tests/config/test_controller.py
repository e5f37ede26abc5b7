"""Read the controller file: complete, or a start that stops with key, expectation and example."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerportal.config.controller import DEMO_CONTROLLER, ControllerInvalid, controller_at, read_controller


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Return a copy of the demo's file in which `old` was replaced once."""
    text = DEMO_CONTROLLER.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "controller.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_demo_operator_is_the_made_up_musterschutz() -> None:
    controller = read_controller(DEMO_CONTROLLER)

    assert controller.operator.name == "Musterschutz Assekuranz AG"
    assert controller.operator.address.line == "Musterstraße 1, 50667 Köln"
    assert controller.hosting.country == "DE"
    assert [recipient.key for recipient in controller.recipients] == ["leistung", "vertrag", "rechenhaus"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        pytest.param('name = "Musterschutz Assekuranz AG"\n', "", "operator.name", id="missing name"),
        pytest.param(
            'phone = "0221 4710 100"', 'phone = "auf Anfrage"', "operator.phone", id="phone in words"
        ),
        pytest.param('email = "partnerservice@', 'email = "partnerservice', "operator.email", id="no e-mail"),
        pytest.param('"https://www.must', '"http://www.must', "operator.general_notice_url", id="no https"),
        pytest.param("[officer]", "[beauftragte]", "officer", id="missing section"),
        pytest.param('provider = "', 'provider = 3 # "', "hosting.provider", id="number instead of text"),
        pytest.param('key = "vertrag"', 'key = "Vertrag!"', "recipients[2].key", id="second recipient"),
        pytest.param('country = "DE"', 'country = "Deutschland"', "operator.country", id="country"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(ControllerInvalid) as refused:
        read_controller(changed(tmp_path, old, new))

    assert refused.value.key == key
    assert "Erwartet: " in str(refused.value)
    assert "Beispiel: " in str(refused.value)


def test_a_retention_choice_needs_reason_and_source(tmp_path: Path) -> None:
    path = tmp_path / "controller.toml"
    choice = '\n[[retention]]\nclass = "R-BELEG"\nperiod = "10 Jahre"\nreason = "Aufsicht"\n'
    path.write_text(DEMO_CONTROLLER.read_text(encoding="utf-8") + choice, encoding="utf-8")

    with pytest.raises(ControllerInvalid, match=r"retention\[1\]\.source"):
        read_controller(path)


def test_production_does_not_start_without_a_file_of_its_own() -> None:
    with pytest.raises(ControllerInvalid, match="PORTAL_CONTROLLER"):
        controller_at(None, may_be_demo=False)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ControllerInvalid, match="PORTAL_CONTROLLER"):
        read_controller(tmp_path / "fehlt.toml")
