"""Read, explain and write GDV files (Datensatz VU-Vermittler, VUVM2023). See README.md beside this file.

A library of its own: no Django, nothing of the portal. `GdvError` is its only error.
"""

from partnerportal.exchange.gdv.builder import Draft, Prologue, build_package, build_record, changed, write
from partnerportal.exchange.gdv.encoding import Encoding
from partnerportal.exchange.gdv.errors import GdvError, Note
from partnerportal.exchange.gdv.explanation import Explanation, explain
from partnerportal.exchange.gdv.grouping import Contract, Entry
from partnerportal.exchange.gdv.layouts import Field, Layout, table
from partnerportal.exchange.gdv.reader import GdvReader, Package, open_gdv
from partnerportal.exchange.gdv.record import Record
from partnerportal.exchange.gdv.totals import Totals
from partnerportal.exchange.gdv.values import Value

__all__ = [
    "Contract",
    "Draft",
    "Encoding",
    "Entry",
    "Explanation",
    "Field",
    "GdvError",
    "GdvReader",
    "Layout",
    "Note",
    "Package",
    "Prologue",
    "Record",
    "Totals",
    "Value",
    "build_package",
    "build_record",
    "changed",
    "explain",
    "open_gdv",
    "table",
    "write",
]
