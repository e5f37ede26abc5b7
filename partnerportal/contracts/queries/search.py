"""Find contracts by number, names, birth date or account, in any spelling and fast at any size (ADR 17)."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import Count as CountOf
from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, StrIndex, Substr

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

    One word alone comes in the order of the words found, everything else in that of policyholders. At most six
    queries, two more behind a place.
    """
    terms = read_search(text)
    if terms.is_empty:
        return ContractPage((), 0, None)
    word = terms.single_word
    if word:
        return _page_of_word(viewer, word, chosen, after, limit)
    return page_of(found_contracts(viewer=viewer, terms=terms, chosen=chosen), after, limit)


def found_contracts(
    *, viewer: Viewer, terms: SearchTerms, chosen: ContractFilter | None = None
) -> QuerySet[Contract]:
    """Return the contracts that fit, in no order; up to two queries are asked at once."""
    contracts = contracts_of(viewer).filter(narrowed(chosen))
    if terms.birth_dates:
        return _born(_spaced(contracts), viewer, terms).filter(_numbers(viewer, terms), _beginnings(terms))
    if terms.number:
        return _numbered(contracts, viewer, terms)
    return _named(contracts, viewer, terms)


def _numbered(contracts: QuerySet[Contract], viewer: Viewer, terms: SearchTerms) -> QuerySet[Contract]:
    """Return what fits the text as one number; only when nothing does, what fits its numbers and words each."""
    each = _numbers(viewer, terms)
    if terms.words and len(terms.number) < SHORTEST_INDEXED:
        return _named(contracts, viewer, terms).filter(each)
    whole = _ids_of_number(viewer, terms.number)
    if whole is None:
        # Where so many fit, the first page is soon full: walk through the list.
        return contracts.filter(Q(policy_number_key__contains=terms.number) | _account_alone(viewer, terms))
    if whole or terms.is_one_number:
        return contracts.filter(id__in=whole)
    if terms.words:
        return _named(contracts, viewer, terms).filter(each)
    longest = _ids_of_number(viewer, max(terms.number_parts, key=len))
    return contracts.filter(each) if longest is None else contracts.filter(each, id__in=longest)


def _named(contracts: QuerySet[Contract], viewer: Viewer, terms: SearchTerms) -> QuerySet[Contract]:
    for word in terms.words:
        contracts = contracts.filter(id__in=_words(viewer, word).values("contract_id"))
    return contracts


def _born(contracts: QuerySet[Contract], viewer: Viewer, terms: SearchTerms) -> QuerySet[Contract]:
    people = InsuredPerson.objects.filter(partner_side(viewer))
    for days in terms.birth_dates:
        contracts = contracts.filter(id__in=people.filter(born_on__in=days).values("contract_id"))
    return contracts


def _spaced(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    return contracts.annotate(spaced_text=Concat(Value(" "), "search_text", output_field=TextField()))


def _beginnings(terms: SearchTerms) -> Q:
    return Q(*(("spaced_text__contains", f" {word}") for word in terms.words))


def _numbers(viewer: Viewer, terms: SearchTerms) -> Q:
    """Return the condition that each part fits the number, or the account by the end of its IBAN."""
    condition = Q()
    for part in terms.number_parts:
        fits = Q(policy_number_key__contains=part)
        condition &= fits | Q(id__in=_with_account(viewer, part)) if len(part) == LAST_FOUR else fits
    return condition


def _account_alone(viewer: Viewer, terms: SearchTerms) -> Q:
    is_last_four = terms.is_one_number and len(terms.number) == LAST_FOUR
    return Q(id__in=_with_account(viewer, terms.number)) if is_last_four else Q(pk__in=())


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


def _with_account(viewer: Viewer, last_four: str) -> QuerySet[BankAccount, UUID]:
    accounts = BankAccount.objects.filter(partner_side(viewer), last_four=last_four)
    return accounts.values_list("contract_id", flat=True)


def _page_of_word(
    viewer: Viewer, word: str, chosen: ContractFilter | None, after: UUID | None, limit: int
) -> ContractPage:
    """Return a page in the order of the index: as fast for 10,000 hits as for ten."""
    words = _words(viewer, word)
    # A contract in which several words fit is shown at the first of them in its text.
    first = words.filter(narrowed(chosen, "contract__"), word=_first_fitting(word))
    total = _counted(words, first, chosen)
    ordered = _behind(first, after).order_by("word", "holder_sort_key", "contract_id")
    return page_in_order(list(ordered.values_list("contract_id", flat=True)[: limit + 1]), total, limit)


def _words(viewer: Viewer, beginning: str) -> QuerySet[SearchWord]:
    scope = Q() if viewer.is_clerk else partner_side(viewer)
    return SearchWord.objects.filter(scope, word__gte=beginning, word__lt=beginning + _LAST_SIGN)


def _first_fitting(beginning: str) -> Func:
    """Return the word of the contract's search text that fits first."""
    spaced = Concat(Value(" "), "contract__search_text", output_field=TextField())
    rest = Substr(spaced, StrIndex(spaced, Value(f" {beginning}")) + 1)
    return Func(rest, Value(" "), Value(1), function="split_part", output_field=TextField())


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


def _counted(
    words: QuerySet[SearchWord], first: QuerySet[SearchWord], chosen: ContractFilter | None
) -> Count:
    """Count contracts: in the index of words alone, unless a filter needs the contracts themselves."""
    if chosen and not chosen.is_empty:
        return Count.of(first[: MOST_COUNTED + 1].count())
    found = words.values("contract_id")[: 2 * MOST_COUNTED].aggregate(n=CountOf("contract_id", distinct=True))
    return Count.of(found["n"])
