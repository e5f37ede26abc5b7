"""./portal translate --check: what makes the English catalogue incomplete."""

import pytest
from babel.messages.catalog import Catalog

from partnerportal.config.development import translations
from partnerportal.config.development.translations import contradictions, stale_compilation

GERMAN = "Guten Tag, %(name)s"


def catalogue(*entries, **options):
    made = Catalog(locale="en")
    for message, string in entries:
        made.add(message, string, locations=[("page.html", 0)], flags=["python-format"], **options)
    return made


SOURCES = catalogue((GERMAN, ""), (("ein Vertrag", "%(num)s Verträge"), ("", "")))
PLURAL = (("ein Vertrag", "%(num)s Verträge"), ("one contract", "%(num)s contracts"))
COMPLETE = [(GERMAN, "Good day, %(name)s"), PLURAL]


def test_complete_catalogue_has_no_findings():
    assert list(contradictions(catalogue(*COMPLETE), SOURCES)) == []


@pytest.mark.parametrize(
    ("entries", "finding"),
    [
        ([PLURAL], "fehlt · missing: „Guten Tag"),
        ([(GERMAN, ""), PLURAL], "nicht übersetzt · untranslated: „Guten Tag"),
        ([COMPLETE[0], (PLURAL[0], ("one contract", ""))], "nicht übersetzt · untranslated: „ein Vertrag"),
        ([(GERMAN, "Good day, %(nome)s"), PLURAL], "passt nicht · misfit: „Guten Tag"),
        ([*COMPLETE, ("Auf Wiedersehen", "Goodbye")], "überholt · outdated: „Auf Wiedersehen“"),
    ],
)
def test_one_gap_is_one_finding(entries, finding):
    (found,) = contradictions(catalogue(*entries), SOURCES)

    assert found.startswith(finding)


def test_uncertain_translation_is_a_finding():
    english = catalogue(*COMPLETE)
    english.get(GERMAN).flags.add("fuzzy")

    assert [line.split(":")[0] for line in contradictions(english, SOURCES)] == ["unsicher · fuzzy"]


def test_writing_keeps_translations_adds_new_sentences_and_compiles(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "CATALOGUE", tmp_path / "django.po")
    monkeypatch.setattr(translations, "COMPILED", tmp_path / "django.mo")
    translations.write_catalogue(catalogue(COMPLETE[0], ("Auf Wiedersehen", "Goodbye")), SOURCES)

    written = translations.read_catalogue()

    assert written.get(GERMAN).string == "Good day, %(name)s"
    assert not any(written.get(PLURAL[0]).string)
    assert written.get("Auf Wiedersehen") is None
    assert list(stale_compilation(written)) == []


def test_catalogue_changed_without_compiling_is_a_finding(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "COMPILED", tmp_path / "django.mo")
    translations.COMPILED.write_bytes(translations.compiled(catalogue(COMPLETE[0])))

    assert len(list(stale_compilation(catalogue(*COMPLETE)))) == 1


def test_sentences_of_templates_and_of_python_are_found():
    sources = translations.extract_sources()

    files = {place for message in sources for place, _ in message.locations}
    assert any(place.endswith(".html") for place in files)
    assert any(place.endswith(".py") for place in files)
