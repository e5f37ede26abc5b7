"""Find contracts by number, names, birth date or account, in any spelling and fast at any size (ADR 17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from partnerportal.contracts.models import BankAccount, Contract, InsuredPerson, SearchWord
from partnerportal.contracts.queries.chosen import ContractFilter, narrowed
from partnerportal.contracts.queries.lists import (
    MOST_COUNTED,
    PAGE_SIZE,
    ContractPage,
    Count,
    page_in_order,
    page_of,
)
from partnerportal.contracts.queries.scope import contracts_of, partner_side
from partnerportal.contracts.search_terms import SearchTerms, read_search
from partnerportal.kernel.viewer import Viewer

SHORTEST_INDEXED = 3
"""Characters from which the index of number parts helps; it is made of threes."""
LAST_FOUR = 4
WORD_ORDER = ("word", "holder_sort_key", "contract_id")
_LAST_SIGN = "\U0010ffff"


def search(
    *,
    viewer: Viewer,
    text: str,
    chosen: ContractFilter | None = None,
    after: UUID | None = None,
    limit: int = PAGE_SIZE,
) -> ContractPage:
    """Return the viewer's contracts that fit a number, names or birth dates in any spelling.

    Several words must all fit one contract, whichever of its people they name; each is found by its beginning. A
    number is found by any part of it, an account by the last four signs of its IBAN. A clerk who keeps contracts
    finds those of all partners, but not by what a clerk does not see: birth dates and accounts.

    Names come in the order of the word found, everything else in that of policyholders. At most six queries, one
    more behind a place.
    """
    terms = read_search(text)
    if terms.is_empty:
        return ContractPage((), 0, None)
    found = found_contracts(viewer=viewer, terms=terms, chosen=chosen)
    if isinstance(found, Named):
        return _page_of_words(found.words, after, limit)
    return page_of(found.contracts, after, limit, found.total)


@dataclass(frozen=True, slots=True)
class Named:
    """Hold what was found by a name: one row per contract, in the table of words."""

    words: QuerySet[SearchWord]


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what was found otherwise; `total` is known where collecting it was stopped."""

    contracts: QuerySet[Contract]
    total: Count | None = None


def found_contracts(
    *, viewer: Viewer, terms: SearchTerms, chosen: ContractFilter | None = None
) -> Named | Found:
    """Return the contracts that fit, in no order; up to two queries are asked at once."""
    wanted = _Wanted(viewer, terms, chosen)
    if terms.birth_dates:
        return Found(_born(viewer, terms, wanted.contracts))
    if terms.number:
        return _numbered(wanted)
    return Named(wanted.words)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Hold who asks for what."""

    viewer: Viewer
    terms: SearchTerms
    chosen: ContractFilter | None

    @property
    def contracts(self) -> QuerySet[Contract]:
        """Return all contracts that pass the filter."""
        return contracts_of(self.viewer).filter(narrowed(self.chosen))

    @property
    def words(self) -> QuerySet[SearchWord]:
        """Return one row for each contract with all the words: that of the longest one, which is the rarest."""
        longest, *others = sorted(self.terms.words, key=len, reverse=True)
        # Of several words of a contract that fit, only the smallest has a smaller one before it.
        found = _words(self.viewer, longest).filter(word_before__lt=longest)
        for word in others:
            found = found.filter(_one_of(_words(self.viewer, word).values("contract_id")))
        if self.chosen and self.chosen.is_selective:
            return found.filter(_one_of(self.contracts.values("id")))
        return found.filter(narrowed(self.chosen, "contract__"))


def _numbered(wanted: _Wanted) -> Named | Found:
    """Return what fits the text as one number; only when nothing does, what fits its numbers and words each."""
    terms, viewer = wanted.terms, wanted.viewer
    each = _numbers(viewer, terms)
    whole = _ids_of_number(viewer, terms.number)
    if whole is None and not terms.words:
        return _many(wanted, each if terms.is_one_number else Q(policy_number_key__contains=terms.number))
    if whole or terms.is_one_number:
        return Found(wanted.contracts.filter(_given(whole or [])))
    longest = _ids_of_number(viewer, max(terms.number_parts, key=len))
    if longest is not None:
        return Found(_spaced(wanted.contracts.filter(_given(longest), each)).filter(_beginnings(terms)))
    if terms.words:
        return Named(wanted.words.filter(_one_of(wanted.contracts.filter(each).values("id"))))
    return Found(wanted.contracts.filter(each))


def _many(wanted: _Wanted, condition: Q) -> Found:
    """Return contracts by walking through their list: so many fit that the first page is soon full."""
    is_counted = not wanted.chosen and len(wanted.terms.number) >= SHORTEST_INDEXED
    return Found(wanted.contracts.filter(condition), Count(MOST_COUNTED, is_cut=True) if is_counted else None)


def _born(viewer: Viewer, terms: SearchTerms, contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    people = InsuredPerson.objects.filter(partner_side(viewer))
    for days in terms.birth_dates:
        contracts = contracts.filter(id__in=people.filter(born_on__in=days).values("contract_id"))
    return _spaced(contracts).filter(_numbers(viewer, terms), _beginnings(terms))


def _spaced(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    return contracts.annotate(spaced_text=Concat(Value(" "), "search_text", output_field=TextField()))


def _beginnings(terms: SearchTerms) -> Q:
    """Return the condition that each word begins one of the contract's, for the few rows another term has found."""
    return Q(*(("spaced_text__contains", f" {word}") for word in terms.words))


def _numbers(viewer: Viewer, terms: SearchTerms) -> Q:
    """Return the condition that each part fits the number, or the account by the end of its IBAN."""
    condition = Q()
    for part in terms.number_parts:
        fits = Q(policy_number_key__contains=part)
        condition &= fits | Q(id__in=_with_account(viewer, part)) if len(part) == LAST_FOUR else fits
    return condition


def _ids_of_number(viewer: Viewer, part: str) -> list[UUID] | None:
    """Return the contracts with this part in their number, or at the end of their IBAN; None for too many."""
    if len(part) < SHORTEST_INDEXED:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT contracts_with_number_part(%s, %s)", [part, MOST_COUNTED + 1])
        ids = [row[0] for row in cursor.fetchall()]
    if len(part) == LAST_FOUR:
        ids += _with_account(viewer, part)
    return ids if len(ids) <= MOST_COUNTED else None


def _given(ids: list[UUID]) -> Q:
    """Return the condition "one of these", as one parameter: planning a thousand of them takes longer than asking."""
    return Q(id__in=RawSQL("SELECT unnest(%s::uuid[])", [ids]))


def _with_account(viewer: Viewer, last_four: str) -> QuerySet[BankAccount, UUID]:
    accounts = BankAccount.objects.filter(partner_side(viewer), last_four=last_four)
    return accounts.values_list("contract_id", flat=True)


def _words(viewer: Viewer, beginning: str) -> QuerySet[SearchWord]:
    scope = Q() if viewer.is_clerk else partner_side(viewer)
    return SearchWord.objects.filter(scope, word__gte=beginning, word__lt=beginning + _LAST_SIGN)


def _one_of(ids: QuerySet[Any]) -> Func:
    """Return the condition that the hit's contract is among these, which are read once and looked up by hash.

    With row-level security PostgreSQL expects one row where thousands come, and would read them anew for each hit.
    """
    return Func(
        F("contract_id"),
        ArraySubquery(ids),
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )


def _page_of_words(words: QuerySet[SearchWord], after: UUID | None, limit: int) -> ContractPage:
    """Return a page in the order of the index: as fast for 10,000 hits as for ten."""
    # Counting goes along the same index; without an order PostgreSQL would look at the table.
    total = Count.of(words.order_by(*WORD_ORDER)[: MOST_COUNTED + 1].count())
    ids = _behind(words, after).order_by(*WORD_ORDER).values_list("contract_id", flat=True)
    return page_in_order(list(ids[: limit + 1]), total, limit)


def _behind(words: QuerySet[SearchWord], after: UUID | None) -> QuerySet[SearchWord]:
    """Return the hits behind that contract; from the beginning when it is none any more."""
    hit = words.filter(contract_id=after).values_list("word", "holder_sort_key").first() if after else None
    if hit is None:
        return words
    word, key = hit
    return words.filter(word__gte=word).filter(
        Q(word__gt=word)
        | Q(word=word, holder_sort_key__gt=key)
        | Q(word=word, holder_sort_key=key, contract_id__gt=after)
    )
