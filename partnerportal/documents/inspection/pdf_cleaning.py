"""Open a PDF and write it anew with nothing but pages: no scripts, actions, attachments, forms or metadata.

Works by keeping what is known to be needed and dropping the rest, so an invention of tomorrow is dropped too.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from partnerportal.documents.inspection.limits import MAX_PAGES
from partnerportal.documents.inspection.media_types import PDF
from partnerportal.documents.inspection.pdf_findings import findings
from partnerportal.documents.inspection.pdf_streams import clean_stream, refuse_if_it_unpacks_too_far
from partnerportal.documents.inspection.verdicts import Cleaned, RejectedError

_CATALOGUE_KEYS = frozenset({"/Type", "/Pages", "/OCProperties", "/Lang", "/Version"})
_TREE_KEYS = frozenset(
    {"/Type", "/Kids", "/Count", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
)
_PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit", "/Group"}
)
_FORBIDDEN_ANYWHERE = frozenset(
    {
        "/A", "/AA", "/AF", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/LastModified", "/Metadata",
        "/OpenAction", "/OPI", "/PieceInfo", "/Ref", "/StructParent", "/StructParents", "/Thumb",
        "/URI", "/XFA",
    }
)  # fmt: skip


def prepare() -> None:
    """Let qpdf open the system's random source now; once locked in, it could not read protected files."""
    with pikepdf.new() as blank:
        blank.save(io.BytesIO(), encryption=pikepdf.Encryption(user="", owner="warm"))


def clean_pdf(data: bytes) -> Cleaned:
    """Return the PDF with its pages as they look, forms flattened into them.

    Raises: RejectedError when encrypted, too long or unpacking too far; pikepdf.PdfError when broken.
    """
    with _opened(data) as pdf:
        _refuse_by_pages(pdf)
        _refuse_when_the_pages_are_only_a_cover(pdf)
        removed = findings(pdf)
        _flatten(pdf)
        _keep_only_pages(pdf)
        removed |= _clean_reachable(pdf)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True, fix_metadata_version=False)
        return Cleaned(PDF, target.getvalue(), len(pdf.pages), frozenset(removed))


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as locked:
        raise RejectedError("upload.encrypted") from locked
    if pdf.is_encrypted:
        raise RejectedError("upload.locked")
    return pdf


def _refuse_by_pages(pdf: pikepdf.Pdf) -> None:
    if not pdf.pages:
        raise RejectedError("upload.unreadable")
    if len(pdf.pages) > MAX_PAGES:
        raise RejectedError("upload.too_many_pages")


def _refuse_when_the_pages_are_only_a_cover(pdf: pikepdf.Pdf) -> None:
    """Refuse files whose content is not on their pages: cleaned, they would lose the receipt."""
    if "/Collection" in pdf.Root:
        raise RejectedError("upload.portfolio")
    if pdf.Root.get("/NeedsRendering", False):
        raise RejectedError("upload.dynamic_form")


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Print what forms, stamps and notes show onto their pages; a filled form is often the receipt itself."""
    if "/AcroForm" in pdf.Root and pdf.Root.AcroForm.get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _keep_only_pages(pdf: pikepdf.Pdf) -> None:
    _keep(pdf.Root, _CATALOGUE_KEYS)
    for key in list(pdf.trailer.keys()):
        if key not in ("/Root", "/Size"):
            del pdf.trailer[key]
    for page in pdf.pages:
        _keep(page.obj, _PAGE_KEYS)
        for node in _ancestors(page.obj):
            _keep(node, _TREE_KEYS)


def _keep(dictionary: pikepdf.Object, allowed: frozenset[str]) -> None:
    for key in list(dictionary.keys()):
        if key not in allowed:
            del dictionary[key]


def _ancestors(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    seen = set()
    node = page.get("/Parent")
    while node is not None and node.objgen not in seen:
        seen.add(node.objgen)
        yield node
        node = node.get("/Parent")


def _clean_reachable(pdf: pikepdf.Pdf) -> set[str]:
    removed: set[str] = set()
    unpacked = 0
    for thing in _reachable(pdf.Root):
        if isinstance(thing, pikepdf.Stream):
            unpacked += refuse_if_it_unpacks_too_far(thing, unpacked)
            removed |= clean_stream(pdf, thing)
    return removed


def _reachable(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Walk all dictionaries and streams once, taking forbidden keys out; no recursion a file could deepen."""
    seen: set[tuple[int, int]] = set()
    waiting: list[pikepdf.Object] = [root]
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, pikepdf.Array):
            waiting.extend(child for child in thing if isinstance(child, pikepdf.Object))
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in _FORBIDDEN_ANYWHERE.intersection(thing.keys()):
                del thing[key]
            waiting.extend(child for _, child in thing.items() if isinstance(child, pikepdf.Object))
            yield thing
