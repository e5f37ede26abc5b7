"""Lay out what a file says in the transaction's own tables, batch by batch, by COPY (ADR 20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from psycopg import sql

from partnerportal.contracts.rules import holder_sort_key_of, line_name, search_text_of
from partnerportal.database.keys import Vault, fresh_key, index_key, opened_key
from partnerportal.exchange.rules.accounts_read import full_name
from partnerportal.exchange.rules.portfolio import AccountRead, ContractRead, PersonRead
from partnerportal.kernel.crypto import keyed_hash

BATCH = 2000
CONTRACT = (
    "n line key policy_number partner_id line_of_business tariff begins_on ends_on given_on "
    "salutation first_name last_name street postal_code city holder_sort_key search_text"
)
PERSON = "n p line number salutation first_name last_name born_on has_tariffs"
SEALED_COLUMNS = ("holder", "iban", "bic", "bank_name")

Row = Sequence[object]


class Stage:
    """Take contracts up and pass them to the database in batches; constant memory however long the file."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT exchange_open_staging()")
        self.count = 0
        self._keys: set[str] = set()
        self._begin()

    def has(self, policy_number_key: str) -> bool:
        """Say whether the file has had this contract already."""
        return policy_number_key in self._keys

    def add(self, contract: ContractRead, partner_id: UUID) -> None:
        """Take up one contract of a known firm."""
        n = self.count
        self.count += 1
        self._keys.add(contract.policy_number_key)
        self._contracts.append(_contract_row(n, contract, partner_id))
        for p, person in enumerate(contract.persons):
            self._add_person(n, p, person)
        if contract.account:
            self._accounts[n] = contract.account
        if len(self._contracts) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Pass the batch on, and seal the accounts that are new or changed."""
        if not self._contracts:
            return
        first_n = self.count - len(self._contracts)
        copy_into("staged_contract", CONTRACT, self._contracts)
        copy_into("staged_person", PERSON, self._persons)
        copy_into("staged_tariff", "n p tariff begins_on ends_on", self._tariffs)
        copy_into("staged_consent", "n p kind", self._consents)
        copy_into("staged_account", "n line iban_hash last_four country", _account_rows(self._accounts))
        _seal_accounts(first_n, self._accounts)
        self._begin()

    def _begin(self) -> None:
        self._contracts: list[Row] = []
        self._persons: list[Row] = []
        self._tariffs: list[Row] = []
        self._consents: list[Row] = []
        self._accounts: dict[int, AccountRead] = {}

    def _add_person(self, n: int, p: int, person: PersonRead) -> None:
        self._persons.append(
            (
                n,
                p,
                person.line,
                person.number,
                person.salutation,
                person.first_name,
                person.last_name,
                person.born_on,
                bool(person.tariffs),
            )
        )
        self._tariffs += [(n, p, each.tariff, each.begins_on, each.ends_on) for each in person.tariffs]
        self._consents += [(n, p, kind) for kind in person.consents]


def copy_into(table: str, columns: str, rows: Iterable[Row]) -> None:
    """Write rows into one of the transaction's own tables; `columns` are names separated by spaces.

    Making the rows must not ask the database: the connection is busy with the copy.
    """
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns.split())
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier("pg_temp", table), names)
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _contract_row(n: int, contract: ContractRead, partner_id: UUID) -> Row:
    holder = contract.holder
    names = [full_name(holder), *(f"{person.first_name} {person.last_name}" for person in contract.persons)]
    return (
        n,
        contract.line,
        contract.policy_number_key,
        contract.policy_number,
        partner_id,
        contract.line_of_business,
        contract.tariff or line_name(contract.line_of_business),
        contract.begins_on,
        contract.ends_on,
        contract.given_on,
        holder.salutation,
        holder.first_name,
        holder.last_name,
        holder.street,
        holder.postal_code,
        holder.city,
        holder_sort_key_of(last_name=holder.last_name, first_name=holder.first_name),
        search_text_of(names=names),
    )


def _account_rows(accounts: Mapping[int, AccountRead]) -> Iterable[Row]:
    key = index_key()
    for n, account in accounts.items():
        iban_hash = keyed_hash(key, "iban", account.iban.encode())
        yield n, account.line, iban_hash, account.last_four, account.country


def _seal_accounts(first_n: int, accounts: Mapping[int, AccountRead]) -> None:
    """Resolve the batch, and seal with the policyholder's key what the database does not have yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM exchange_resolve(%s)", [first_n])
        wanted = cursor.fetchall()
    sealed: list[Row] = []
    new_keys: list[Row] = []
    for n, account_id, holder_id, partner_id, wrapped in wanted:
        if wrapped is None:
            key, made = fresh_key(holder_id)
            new_keys.append((holder_id, partner_id, made))
        else:
            key = opened_key(holder_id, wrapped)
        sealed.append((n, *_sealed(Vault({holder_id: key}), holder_id, account_id, accounts[n])))
    copy_into("staged_key", "subject_id partner_id wrapped", new_keys)
    copy_into("staged_sealed", "n holder iban bic bank_name", sealed)


def _sealed(vault: Vault, holder_id: UUID, account_id: UUID, account: AccountRead) -> tuple[bytes, ...]:
    return tuple(
        vault.seal(holder_id, f"contracts_bankaccount.{name}", account_id, getattr(account, name))
        for name in SEALED_COLUMNS
    )
