"""Name what a PDF carries besides its pages, before it is taken away."""

from __future__ import annotations

import pikepdf

_ACTIVE = frozenset(
    {
        "/GoTo3DView", "/GoToE", "/GoToR", "/Hide", "/ImportData", "/Launch", "/Movie", "/Rendition",
        "/ResetForm", "/RichMediaExecute", "/Sound", "/SubmitForm", "/Trans",
    }
)  # fmt: skip
_BY_KEY = (
    ("/JS", "javascript"),
    ("/JavaScript", "javascript"),
    ("/EF", "embedded_files"),
    ("/EmbeddedFiles", "embedded_files"),
    ("/AA", "actions"),
    ("/XFA", "form"),
    ("/ByteRange", "signature"),
)
_DEPTH_OF_DIRECT_OBJECTS = 4


def findings(pdf: pikepdf.Pdf) -> set[str]:
    """Return keys of `sentences.REMOVALS`."""
    found = _of_document(pdf)
    for thing in pdf.objects:
        _look_at(thing, found, depth=0)
    return found


def _of_document(pdf: pikepdf.Pdf) -> set[str]:
    found = set()
    if "/AcroForm" in pdf.Root:
        found.add("form")
    if "/Metadata" in pdf.Root or len(pdf.trailer.get("/Info", {})):
        found.add("metadata")
    if isinstance(pdf.Root.get("/OpenAction"), pikepdf.Dictionary):
        found.add("actions")
    return found


def _look_at(thing: object, found: set[str], depth: int) -> None:
    if depth > _DEPTH_OF_DIRECT_OBJECTS or not isinstance(
        thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array
    ):
        return
    if isinstance(thing, pikepdf.Array):
        children = [child for child in thing if not getattr(child, "is_indirect", True)]
    else:
        _look_at_keys(thing, found)
        children = [child for _, child in thing.items() if not getattr(child, "is_indirect", True)]
    for child in children:
        _look_at(child, found, depth + 1)


def _look_at_keys(thing: pikepdf.Object, found: set[str]) -> None:
    keys = set(thing.keys())
    found.update(name for key, name in _BY_KEY if key in keys)
    action = str(thing["/S"]) if "/S" in keys else ""
    if action in _ACTIVE:
        found.add("actions")
    if action == "/URI":
        found.add("links")
