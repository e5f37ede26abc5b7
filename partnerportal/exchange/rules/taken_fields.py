"""Name the fields of a GDV file that are taken over, by kind of record: what a dry run tells line by line."""

from __future__ import annotations

_CONTRACT = {"VsNr", "GeschaeftsstelleVermittler", "Sparte"}
TAKEN = {
    "0100.1": frozenset({"Anredeschluessel", "Name1", "Name2", "Name3", "PLZ", "Ort", "Str", "Postfach"}),
    "0100.2": frozenset({"AbweichenderKontoinhaber1"}),
    "0100.4": frozenset({"IBAN1", "BIC1", "NameKreditinstituts1"}),
    "0200.1": frozenset({*_CONTRACT, "Vertragsbeginn", "Vertragsablauf", "Abgangsdatum"}),
    "0200.2": frozenset({"DruckaufbereiteteVsNr", "Produktname"}),
    "0202.1": frozenset(
        {"EinwilligungZurDatenschutzklauselLiegtVor", "EinwilligungZurEntbindungVonSchweigepflicht"}
    ),
    "0210.020.2": frozenset({"Produktname"}),
    "0210.030.1": frozenset({"Produktname", "Tarifbezeichnung"}),
    "0210.000.1": frozenset({"Spartenbezeichnung"}),
    "0210.000.2": frozenset({"Produktname"}),
    "0220.020.1": frozenset(
        {
            "LfdPersonenNrUnterNr",
            "NameVersichertenPersonVp",
            "VornameVersichertenPersonVp",
            "GeburtsdatumVp",
            "Geschlechtskennzeichen",
        }
    ),
    "0220.020.2": frozenset(
        {"LfdPersonenNrUnterNr", "Tarif", "VerssbeginnTarifes", "Ablauftermin", "Abgangsdatum"}
    ),
    "0220.030.1": frozenset(
        {
            "LfdNrVersichertenPersonVpPersonengruppe",
            "NameVp",
            "VornameVp",
            "GeburtsdatumVp",
            "GeschlechtVp",
        }
    ),
    "0400.1": frozenset({*_CONTRACT, "Buchungsdatum", "AbrechnungszeitraumVon", "GesProvisionsbetragInWE"}),
    "0410.1": frozenset(
        f"{name}{at}{unit}"
        for at in (1, 2, 3)
        for name, unit in (
            ("ProvPflichtBetrag", "InWE"),
            ("Provisionssatz", ""),
            ("TeilspartenProvBetrag", "InWE"),
            ("Provisionsart", ""),
        )
    ),
    "0430.1": frozenset({"Text1", "Text2", "Text3", "Text4"}),
}
"""By kind of record: the fields that are taken over; what `./portal import gdv FILE --dry-run` says."""
