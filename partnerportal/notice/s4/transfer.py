"""Keep C39 and C40: encrypted transfer, and that no security is absolute."""

from __future__ import annotations

from partnerportal.notice.clause import Clause, Kind
from partnerportal.notice.s4.transfer_proof import transfers_encrypted_only

CLAUSES = (
    Clause(
        id="C39",
        section=4,
        kinds=(Kind.ENFORCED, Kind.OBSERVED),
        sentence="Daten übertragen wir nur über verschlüsselte Verbindungen.",
        sentence_en="We transfer data over encrypted connections only.",
        implementation="Erlaubt sind TLS 1.2 und 1.3. Unverschlüsselte Aufrufe leitet das Portal um.",
        implementation_en="TLS 1.2 and 1.3 are allowed. The portal redirects unencrypted requests.",
        legal_basis="Art. 32 Abs. 1 Buchst. a DSGVO",
        proof=transfers_encrypted_only,
    ),
    Clause(
        id="C40",
        section=4,
        kinds=(Kind.STATEMENT, Kind.ENFORCED),
        sentence=(
            "Vollständige Sicherheit gibt es bei der Übertragung im Internet nicht. "
            "Unbefugtes Lesen oder Verändern lässt sich nicht ganz ausschließen."
        ),
        sentence_en=(
            "There is no absolute security in transfer over the internet. "
            "Unauthorised reading or altering cannot be fully excluded."
        ),
        implementation=(
            "Die Eingangsbestätigung nennt zu jeder Datei eine Prüfsumme. So fällt eine Veränderung auf."
        ),
        implementation_en="The receipt names a checksum for each file. So an alteration shows.",
        legal_basis="Art. 13 und 32 DSGVO",
    ),
)
