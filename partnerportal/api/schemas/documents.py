"""Describe the mailbox of documents."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from ninja import Schema

from partnerportal.api.schemas.described import described, technical
from partnerportal.api.schemas.lists import Next

NAME = "receipt-EA-2026-000123-7"


class Kind(StrEnum):
    """Name what a document is."""

    RECEIPT = "receipt"
    STATEMENT = "statement"


class Format(StrEnum):
    """Name the forms of a document; receipts exist as PDF only."""

    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class Status(StrEnum):
    """Name which documents are listed."""

    NEW = "new"
    ALL = "all"


class Document(Schema):
    """A document in the mailbox."""

    name: str = technical("Name des Dokuments.", NAME)
    kind: Kind = technical("Art: Eingangsbestätigung oder Partnerabrechnung.", "receipt")
    number: str = technical("Nummer des Antrags oder der Abrechnung.", "EA-2026-000123-7")
    created_at: datetime = technical("Seit wann es das Dokument gibt.", "2026-11-24T09:30:00Z")
    formats: list[Format] = technical("Formen, in denen es abgerufen werden kann.", ["pdf"])
    acknowledged_at: datetime | None = described("api.DocumentReceipt.acknowledged_at", None)
    href: str = technical("Adresse zum Abrufen.", f"/api/v1/documents/{NAME}")
    acknowledgement: str = technical(
        "Adresse zum Bestätigen (PUT).", f"/api/v1/documents/{NAME}/acknowledgement"
    )


class DocumentList(Schema):
    """One page of the mailbox, the oldest first."""

    items: list[Document]
    next: Next
