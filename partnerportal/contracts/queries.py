"""Read contracts, their people, bank account and consents, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from partnerportal.contracts.models import BankAccount, Consent, Contract, InsuredPerson
from partnerportal.contracts.rules import are_complete
from partnerportal.contracts.search_terms import SHORTEST_INSIDE, SearchTerms, read_search
from partnerportal.database.keys import open_vault
from partnerportal.kernel.iban import mask
from partnerportal.kernel.viewer import Viewer

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, repr=False)
class ContractRow:
    """Hold a contract as lists show it; `persons` are the insured, with last names where these differ."""

    id: UUID
    policy_number: str
    tariff: str
    line_of_business: str
    begins_on: date
    ends_on: date | None
    holder_first_name: str
    holder_last_name: str
    persons: tuple[str, ...]

    @property
    def holder(self) -> str:
        """Return the policyholder's full name; a firm has a last name only."""
        return f"{self.holder_first_name} {self.holder_last_name}".strip()


@dataclass(frozen=True, slots=True)
class ContractPage:
    """Hold one page of a list; `total` counts all pages, `next_after` is None on the last one."""

    rows: tuple[ContractRow, ...]
    total: int
    next_after: UUID | None


@dataclass(frozen=True, slots=True)
class ContractFigures:
    """Count the contracts insured on a day, and those of them that end soon."""

    active: int
    ending: int


@dataclass(frozen=True, slots=True, repr=False)
class PersonRow:
    """Hold an insured person."""

    id: UUID
    salutation: str
    first_name: str
    last_name: str
    born_on: date

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True, repr=False)
class HolderRow:
    """Hold the policyholder with address."""

    id: UUID
    salutation: str
    first_name: str
    last_name: str
    street: str
    postal_code: str
    city: str

    @property
    def name(self) -> str:
        """Return the full name; a firm has a last name only."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, repr=False)
class MaskedAccount:
    """Hold the contract's bank account as pages show it: never the whole IBAN."""

    holder: str
    iban: str
    bank_name: str


@dataclass(frozen=True, slots=True, repr=False)
class PlainAccount:
    """Hold the contract's bank account in full, for copying into a payee; never for a page."""

    policyholder_id: UUID
    holder: str
    iban: str
    bic: str
    bank_name: str
    last_four: str
    country: str


@dataclass(frozen=True, slots=True, repr=False)
class ContractDetail:
    """Hold all of one contract; `bank_account` is None where the viewer may not see it."""

    id: UUID
    partner_id: UUID
    policy_number: str
    line_of_business: str
    tariff: str
    begins_on: date
    ends_on: date | None
    policyholder: HolderRow
    persons: tuple[PersonRow, ...]
    bank_account: MaskedAccount | None = field(default=None)


def contract_page(*, viewer: Viewer, after: UUID | None = None, limit: int = PAGE_SIZE) -> ContractPage:
    """Return the viewer's contracts by policyholder, beginning behind the contract `after`.

    Three queries, one more behind a place.
    """
    return _page(_contracts(viewer), after, limit)


def search(*, viewer: Viewer, text: str, after: UUID | None = None, limit: int = PAGE_SIZE) -> ContractPage:
    """Return the viewer's contracts that fit a number, names or birth dates in any spelling.

    Several words must all fit one contract, whichever of its people they name. Queries as `contract_page`.
    """
    terms = read_search(text)
    if terms.is_empty:
        return ContractPage((), 0, None)
    spaced = _contracts(viewer).annotate(
        spaced_text=Concat(Value(" "), "search_text", output_field=TextField())
    )
    return _page(spaced.filter(_fits(terms)), after, limit)


def contract_figures(*, viewer: Viewer, today: date, ending_until: date) -> ContractFigures:
    """Return how many contracts are active today, and how many of them end up to a day; one query."""
    active = Q(begins_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    ending = Q(begins_on__lte=today, ends_on__gte=today, ends_on__lte=ending_until)
    counted = _contracts(viewer).aggregate(
        active=Count("id", filter=active), ending=Count("id", filter=ending)
    )
    return ContractFigures(**counted)


def contract_for(*, viewer: Viewer, contract_id: UUID) -> ContractDetail | None:
    """Return the contract; None for a foreign and for a missing one alike. At most four queries."""
    contract = _contracts(viewer).select_related("policyholder").filter(id=contract_id).first()
    if contract is None:
        return None
    holder = contract.policyholder
    return ContractDetail(
        id=contract.id,
        partner_id=contract.partner_id,
        policy_number=contract.policy_number,
        line_of_business=contract.line_of_business,
        tariff=contract.tariff,
        begins_on=contract.begins_on,
        ends_on=contract.ends_on,
        policyholder=HolderRow(
            holder.id,
            holder.salutation,
            holder.first_name,
            holder.last_name,
            holder.street,
            holder.postal_code,
            holder.city,
        ),
        persons=_persons(contract_id),
        bank_account=_masked(bank_account_plain(viewer=viewer, contract_id=contract_id)),
    )


def bank_account_plain(*, viewer: Viewer, contract_id: UUID) -> PlainAccount | None:
    """Return the contract's bank account in full, None when there is none for this viewer; two queries."""
    account = (
        BankAccount.objects.select_related("contract")
        .filter(_partner_side(viewer), contract_id=contract_id)
        .first()
    )
    if account is None:
        return None
    subject = account.contract.policyholder_id
    vault = open_vault([subject])

    def plain(column: str) -> str:
        return vault.unseal(subject, f"contracts_bankaccount.{column}", account.id, getattr(account, column))

    return PlainAccount(
        policyholder_id=subject,
        holder=plain("holder"),
        iban=plain("iban"),
        bic=plain("bic"),
        bank_name=plain("bank_name"),
        last_four=account.last_four,
        country=account.country,
    )


def has_consents(*, viewer: Viewer, insured_person_id: UUID) -> bool:
    """Say whether the person's consent and release from secrecy are on record and not withdrawn (C74)."""
    if not (viewer.is_clerk or (viewer.is_partner and viewer.may_see_claims)):
        return False
    scope = Q(partner_id=viewer.partner_id) if viewer.is_partner else Q()
    valid = Consent.objects.filter(scope, insured_person_id=insured_person_id, withdrawn_at__isnull=True)
    return are_complete(set(valid.values_list("kind", flat=True)))


def _contracts(viewer: Viewer) -> QuerySet[Contract]:
    """Return the door in front of the wall (the table's policy): own contracts, for clerks all."""
    return Contract.objects.all() if viewer.is_clerk else Contract.objects.filter(_partner_side(viewer))


def _partner_side(viewer: Viewer) -> Q:
    if viewer.is_partner and (viewer.may_see_contracts or viewer.may_see_claims):
        return Q(partner_id=viewer.partner_id)
    return Q(pk__in=())


def _fits(terms: SearchTerms) -> Q:
    parts = Q()
    for word in terms.words:
        inside = word if len(word) >= SHORTEST_INSIDE else f" {word}"
        parts &= Q(spaced_text__contains=inside)
    for days in terms.birth_dates:
        parts &= Q(*(("search_text__contains", day.isoformat()) for day in days), _connector=Q.OR)
    for number in terms.number_parts:
        parts &= Q(policy_number_key__contains=number)
    whole_number = Q(policy_number_key__contains=terms.number) if terms.number else None
    return parts if whole_number is None or terms.birth_dates else parts | whole_number


def _page(contracts: QuerySet[Contract], after: UUID | None, limit: int) -> ContractPage:
    total = contracts.count()
    rows = list(
        _behind(contracts, after).order_by("holder_sort_key", "id").values_list(*_COLUMNS)[: limit + 1]
    )
    persons = _names_by_contract([row[0] for row in rows[:limit]])
    shown = tuple(ContractRow(*row, _short_names(persons.get(row[0], []), row[-1])) for row in rows[:limit])
    return ContractPage(shown, total, shown[-1].id if len(rows) > limit else None)


_COLUMNS = (
    "id",
    "policy_number",
    "tariff",
    "line_of_business",
    "begins_on",
    "ends_on",
    "policyholder__first_name",
    "policyholder__last_name",
)


def _behind(contracts: QuerySet[Contract], after: UUID | None) -> QuerySet[Contract]:
    """Return the contracts behind one in the order of the list; from the beginning when that one is gone."""
    anchor = contracts.filter(id=after).values_list("holder_sort_key", "id").first() if after else None
    if anchor is None:
        return contracts
    key, last_id = anchor
    return contracts.filter(Q(holder_sort_key__gt=key) | Q(holder_sort_key=key, id__gt=last_id))


def _names_by_contract(contract_ids: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """Return first and last names of the insured of each contract, the eldest first; one query."""
    people = InsuredPerson.objects.filter(contract_id__in=contract_ids).order_by("born_on", "id")
    found: dict[UUID, list[tuple[str, str]]] = {}
    for contract_id, *name in people.values_list("contract_id", "first_name", "last_name"):
        found.setdefault(contract_id, []).append((name[0], name[1]))
    return found


def _short_names(names: list[tuple[str, str]], holder_last_name: str) -> tuple[str, ...]:
    return tuple(first if last == holder_last_name else f"{first} {last}" for first, last in names)


def _persons(contract_id: UUID) -> tuple[PersonRow, ...]:
    columns = ("id", "salutation", "first_name", "last_name", "born_on")
    people = InsuredPerson.objects.filter(contract_id=contract_id).order_by("born_on", "id")
    return tuple(PersonRow(*row) for row in people.values_list(*columns))


def _masked(account: PlainAccount | None) -> MaskedAccount | None:
    if account is None:
        return None
    return MaskedAccount(account.holder, mask(account.last_four, account.country), account.bank_name)
