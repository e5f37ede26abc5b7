"""Read contracts and people out of the records of one contract in a GDV package.

Positions by technical name: exchange/gdv/fields.tsv (VUVM2023). Codes of the standard's annex: salutation 1 Herr,
2 Frau, 3 Firma; sex 1 male, 2 female, 3 diverse; kind of address 01 policyholder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from partnerportal.exchange.gdv import Contract, Entry, Record
from partnerportal.exchange.rules.accounts_read import account_of
from partnerportal.exchange.rules.people_read import persons_020, persons_030
from partnerportal.exchange.rules.portfolio import ContractRead, Finding, HolderRead, PersonRead
from partnerportal.exchange.rules.taking import Unusable, longest, text, when
from partnerportal.kernel.identifiers import policy_number_key

POLICYHOLDER = "01"
SALUTATIONS = {"1": "Herr", "2": "Frau", "3": "Firma"}
PEOPLE = {"020": persons_020, "030": persons_030}
FRAME = "000"
"""The Sparte of a bundle's own records: its contracts hang below it."""


class Group:
    """Hold the records of one contract by kind; order within the contract does not matter."""

    __slots__ = ("_by_kind", "contract", "line")

    def __init__(self, contract: Contract) -> None:
        self.contract, self.line = contract, contract.line
        self._by_kind: dict[str, list[Record]] = {}
        for record in contract.records:
            self._by_kind.setdefault(record.kind, []).append(record)

    def all(self, kind: str) -> list[Record]:
        """Return the part records of a kind such as 0220.020.1."""
        return self._by_kind.get(kind, [])

    def first(self, kind: str) -> Record | None:
        """Return the first part record of a kind."""
        found = self._by_kind.get(kind)
        return found[0] if found else None


def read_contract(records: Contract, created_on: date | None) -> Iterator[ContractRead | Finding]:
    """Yield what the records of one contract say: findings, and the contract when it can be taken over.

    `created_on` is the day of the file, on which its consents are said to exist.
    """
    group = Group(records)
    findings = [Finding(fault.line, "", "", "rejected", "parts_mixed", "number") for fault in records.faults]
    try:
        contract = _contract(group, findings)
    except Unusable as unusable:
        yield from findings
        yield unusable.finding
        return
    contract.given_on = created_on
    contract.persons = _persons(group, contract.line_of_business, findings)
    contract.tariff = contract.tariff or _tariff_names(contract.persons)
    contract.account = account_of(_address(group), contract.holder, findings)
    _take_consents(group, contract, findings)
    yield from findings
    yield contract


def _contract(group: Group, findings: list[Finding]) -> ContractRead:
    record = _head(group, findings)
    number = _policy_number(record, group.first("0200.2"))
    begins_on = when(record, "Vertragsbeginn", "begins_on")
    if begins_on is None:
        raise Unusable(record, "begins_on", "no_begin", "missing")
    return ContractRead(
        line=record.line,
        intermediary_number=_intermediary_number(record),
        policy_number=number,
        policy_number_key=policy_number_key(number),
        line_of_business=record.sparte,
        tariff=_product_name(group),
        begins_on=begins_on,
        ends_on=_end(record, begins_on),
        holder=_holder(group, record),
    )


def _head(group: Group, findings: list[Finding]) -> Record:
    """Return the record 0200 that is the contract; further ones of other lines of business are reported."""
    heads = group.all("0200.1")
    if not heads:
        raise Unusable(None, "", "no_contract", "missing", line=group.line)
    head = next((record for record in heads if record.sparte == FRAME), heads[0])
    findings += [
        Finding(record.line, "0200", "policy_number", "skipped", "contract_double", "code")
        for record in heads
        if record is not head
    ]
    return head


def _policy_number(record: Record, more: Record | None) -> str:
    """Return the number as printed (part 2) when it is the same number, otherwise as it stands in every record."""
    plain = text(record, "VsNr")
    printed = text(more, "DruckaufbereiteteVsNr") if more else ""
    key = policy_number_key(plain)
    if not key:
        raise Unusable(record, "policy_number", "no_policy_number", "missing")
    return printed if printed and policy_number_key(printed) == key and len(printed) <= 24 else plain


def _intermediary_number(record: Record) -> str:
    number = policy_number_key(text(record, "GeschaeftsstelleVermittler"))
    if not number:
        raise Unusable(record, "intermediary_number", "no_intermediary", "missing")
    return number


def _end(record: Record, begins_on: date) -> date | None:
    """Return the last day: of leaving, otherwise of expiry; None for an open end."""
    ends_on = when(record, "Abgangsdatum", "ends_on") or when(record, "Vertragsablauf", "ends_on")
    if ends_on is not None and ends_on < begins_on:
        raise Unusable(record, "ends_on", "ends_before_begin", "date")
    return ends_on


def _holder(group: Group, contract: Record) -> HolderRead:
    address = _address(group)
    record = address.parts[1] if address else None
    if record is None:
        raise Unusable(contract, "last_name", "no_address", "missing")
    salutation = SALUTATIONS.get(text(record, "Anredeschluessel"), "")
    first_name, last_name = _names(record, is_firm=salutation == "Firma")
    if not last_name:
        raise Unusable(record, "last_name", "no_name", "missing")
    return HolderRead(
        salutation=salutation,
        first_name=longest(record, first_name, "first_name", 60),
        last_name=longest(record, last_name, "last_name", 60),
        street=text(record, "Str") or text(record, "Postfach"),
        postal_code=text(record, "PLZ"),
        city=text(record, "Ort"),
    )


def _address(group: Group) -> Entry | None:
    """Return the policyholder's address with all its part records; others (payer, insured) are not needed."""
    addresses = [entry for entry in group.contract.entries("0100") if 1 in entry.parts]
    marked = (entry for entry in addresses if text(entry.parts[1], "Adresskennzeichen") in {POLICYHOLDER, ""})
    return next(marked, None)


def _names(record: Record, *, is_firm: bool) -> tuple[str, str]:
    """Return first and last name: a person's first name stands in Name 3, a firm's name runs over all three."""
    name_1, name_2, name_3 = (text(record, name) for name in ("Name1", "Name2", "Name3"))
    if is_firm:
        return "", " ".join(filter(None, (name_1, name_2, name_3)))
    return name_3, " ".join(filter(None, (name_1, name_2)))


_PRODUCTS = (
    ("0200.2", "Produktname"),
    ("0210.020.2", "Produktname"),
    ("0210.030.1", "Produktname"),
    ("0210.030.1", "Tarifbezeichnung"),
    ("0210.000.2", "Produktname"),
    ("0210.000.1", "Spartenbezeichnung"),
)


def _product_name(group: Group) -> str:
    """Return the name of the product where a record says it."""
    for kind, name in _PRODUCTS:
        record = group.first(kind)
        product = text(record, name) if record else ""
        if product:
            return product
    return ""


def _tariff_names(persons: Iterable[PersonRead]) -> str:
    """Return the names of the persons' tariffs, as many as fit into 60 characters."""
    names = dict.fromkeys(tariff.tariff for person in persons for tariff in person.tariffs)
    found = ""
    for name in names:
        longer = f"{found}, {name}" if found else name
        if len(longer) > 60:
            break
        found = longer
    return found


def _persons(group: Group, line_of_business: str, findings: list[Finding]) -> list[PersonRead]:
    """Return the insured persons; of other lines of business the file does not say any."""
    read = PEOPLE.get(line_of_business)
    return read(group.all, findings) if read else []


def _take_consents(group: Group, contract: ContractRead, findings: list[Finding]) -> None:
    """Give the consents of record 0202 (bytes 43, 44) to whom they surely belong: the only person, or the policyholder.

    The record names no person. Where several are insured and none is the policyholder, nobody's consent is guessed.
    """
    record = group.first("0202.1")
    kinds = _consent_kinds(record) if record else []
    if not record or not kinds:
        return
    owner = _consenting(contract)
    if owner is None:
        findings.append(Finding(record.line, "0202", "consent", "skipped", "person_unclear", "code"))
    else:
        owner.consents += kinds


def _consent_kinds(record: Record) -> list[str]:
    flags = {
        "health_consent": text(record, "EinwilligungZurDatenschutzklauselLiegtVor"),
        "release_from_secrecy": text(record, "EinwilligungZurEntbindungVonSchweigepflicht"),
    }
    return [kind for kind, flag in flags.items() if flag in {"1", "J"}]


def _consenting(contract: ContractRead) -> PersonRead | None:
    if len(contract.persons) == 1:
        return contract.persons[0]
    holder = (contract.holder.last_name, contract.holder.first_name)
    same = [person for person in contract.persons if (person.last_name, person.first_name) == holder]
    return same[0] if len(same) == 1 else None
