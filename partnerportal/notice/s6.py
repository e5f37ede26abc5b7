"""Keep section 6: where the servers stand and who runs them."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind

CLAUSES = (
    Clause(
        id="C54",
        section=6,
        kinds=(Kind.ATTESTED,),
        sentence=(
            "Die Server betreibt {provider} in einem Hochsicherheits-Rechenzentrum in Deutschland ({site})."
        ),
        sentence_en="The servers are run by {provider} in a high-security data centre in Germany ({site}).",
        implementation=(
            "Die Betreiberdatei nennt Anbieter, Standort und Zertifikate. "
            "Läuft ein Zertifikat ab, wird der Nachweis rot."
        ),
        implementation_en=(
            "The controller file names provider, site and certificates. "
            "When a certificate lapses, the proof turns red."
        ),
        legal_basis="Art. 28 und 32 DSGVO",
    ),
    Clause(
        id="C55",
        section=6,
        kinds=(Kind.ATTESTED,),
        sentence="Wir setzen Geräte zertifizierter Hersteller ein.",
        sentence_en="We use hardware of certified makers.",
        implementation="Die Betreiberdatei führt die Nachweise der Hersteller mit Ablaufdatum.",
        implementation_en="The controller file holds the makers’ certificates with their expiry dates.",
        legal_basis="Art. 32 DSGVO",
    ),
    Clause(
        id="C56",
        section=6,
        kinds=(Kind.ATTESTED, Kind.OBSERVED),
        sentence="Die Systeme sind mehrfach ausgelegt und gegen Ausfall gesichert.",
        sentence_en="The systems are redundant and secured against failure.",
        implementation=(
            "Das Portal prüft das Alter der letzten Sicherung und der letzten Wiederherstellungsübung."
        ),
        implementation_en="The portal checks the age of the last backup and of the last restore drill.",
        legal_basis="Art. 32 Abs. 1 Buchst. b und c DSGVO",
    ),
    Clause(
        id="C57",
        section=6,
        kinds=(Kind.ENFORCED,),
        sentence="Auf anderen Servern oder im Ausland speichern wir Ihre Daten nicht.",
        sentence_en="We do not store your data on other servers or abroad.",
        implementation=(
            "Jedes Ziel ist mit seinem Land angegeben. "
            "Verbindungen zu anderen Zielen weist das Portal ab und meldet sie."
        ),
        implementation_en=(
            "Every destination is declared with its country. "
            "The portal refuses and reports connections to others."
        ),
        legal_basis="Art. 44 ff. DSGVO",
    ),
)
