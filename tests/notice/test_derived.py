"""Derive the documents: the same code gives the same bytes, and a difference is found."""

from __future__ import annotations

from pathlib import Path

from partnerportal.notice.derived import documents, write
from partnerportal.notice.folder import different_names


def test_two_builds_are_equal_byte_for_byte() -> None:
    assert documents() == documents()


def test_a_fresh_build_matches_itself_and_replaces_what_is_stale(tmp_path: Path) -> None:
    (tmp_path / "veraltet.md").write_text("alt", encoding="utf-8")

    write(tmp_path)

    assert different_names(tmp_path, documents()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(documents())


def test_an_edited_and_a_missing_document_are_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "cookies.md").write_text("von Hand", encoding="utf-8")
    (tmp_path / "datenliste.md").unlink()

    assert different_names(tmp_path, documents()) == ["cookies.md", "datenliste.md"]


def test_the_record_names_controller_recipients_and_every_purpose() -> None:
    record = documents()["verzeichnis-von-verarbeitungstaetigkeiten.md"]

    assert "Musterschutz Assekuranz AG, Musterstraße 1, 50667 Köln" in record
    assert "Leistungsabteilung der Musterschutz Assekuranz AG (DE)" in record
    assert "## Bearbeitung von Erstattungsanträgen" in record
