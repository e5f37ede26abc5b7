"""Make every form of a closed statement, the GDV package among them.

GDV stands here and not beside its four brothers in `statements.outputs`: the library of the format belongs to
exchange, one floor above, and a statement need not know who reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from partnerportal.exchange.gdv import GdvError, build_package
from partnerportal.exchange.rules.statement_records import drafts_of, prologue_of
from partnerportal.kernel.errors import Refused
from partnerportal.kernel.errors import marked_for_translation as _
from partnerportal.statements.outputs import FORMS, Form, OutputLine, StatementHead
from partnerportal.statements.outputs.forms import Writer


def as_gdv(head: StatementHead, lines: Iterable[OutputLine]) -> Iterator[bytes]:
    """Yield the statement as a GDV package, 0001 to 9999 with its control totals; one piece for each record.

    Raises: Refused (statement.gdv_does_not_fit) when a number or amount is longer than its field; nothing is cut.
    """
    try:
        yield from build_package(prologue_of(head), drafts_of(head, lines))
    except GdvError:
        raise Refused(
            "statement.gdv_does_not_fit",
            _(
                "Eine Nummer oder ein Betrag dieser Abrechnung ist länger, als das GDV-Format erlaubt. "
                "Bitte laden Sie eine andere Datei."
            ),
        ) from None


GDV_FORM = Form("gdv", _("GDV"), _("für Ihr Verwaltungsprogramm"), "application/octet-stream", as_gdv)
WRITERS: Mapping[str, Writer] = {
    **{key: form.write for key, form in FORMS.items()},
    GDV_FORM.key: GDV_FORM.write,
}
"""Who writes which form, by its key: the five of issue 5."""
