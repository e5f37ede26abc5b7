"""Give every partner of the portfolio to measure with closed statements: about five lines for each contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

MONTHS = 14
LINES_PER_CONTRACT = 5

# Everything that looks accidental is drawn from the contract's id: the same contracts give the same ledger.
_BOOKINGS = """
CREATE TEMP TABLE booking ON COMMIT DROP AS
SELECT drawn.*, (%(this_month)s::date - make_interval(months => 1 + month_back))::date AS month,
       CASE WHEN part = 1 THEN 'initial' WHEN kind = 0 THEN 'clawback' WHEN kind = 1 THEN 'liability_reserve'
            ELSE 'renewal' END AS kind_of,
       row_number() OVER (PARTITION BY partner_id, month_back ORDER BY policy_number_key, part) AS position
  FROM (SELECT contract.partner_id, contract.id AS contract_id, contract.policy_number, contract.policy_number_key,
               part, (abs(hash) %% %(months)s)::integer AS month_back, abs(hash / 16) %% 40 AS kind,
               (abs(hash / 1024) %% 24000 + 1200)::numeric / 10 AS basis, abs(hash / 65536) %% 28 AS day_of_month
          FROM contracts_contract contract
         CROSS JOIN generate_series(1, %(parts)s) AS part,
               LATERAL (SELECT hashint8extended(('x' || substr(contract.id::text, 1, 8))::bit(32)::bigint * 7 + part,
                                                part) AS hash) AS drawing
         WHERE contract.partner_id = ANY (%(partners)s)) AS drawn
"""
_AMOUNTS = """
ALTER TABLE booking ADD COLUMN rate numeric(7, 4), ADD COLUMN amount numeric(12, 2);
UPDATE booking SET rate = part.rate, amount = round(part.sign * basis * part.rate / 100, 2)
  FROM (VALUES ('initial', 12.5, 1), ('renewal', 3.75, 1), ('clawback', 6.25, -1), ('liability_reserve', 1.25, -1))
       AS part (kind, rate, sign)
 WHERE part.kind = booking.kind_of
"""
_STATEMENTS = """
INSERT INTO statements_statement
       (id, partner_id, number, month, state, currency, total, line_count, opened_at, closed_at)
SELECT md5(partner_id::text || month)::uuid, partner_id,
       'AB-' || to_char(month, 'YYYY-MM-')
             || lpad((row_number() OVER (PARTITION BY month ORDER BY partner_id) + coalesce(
                    (SELECT max(substr(number, 12)::integer) FROM statements_statement taken
                      WHERE taken.month = booked.month), 0))::text, 4, '0'),
       month, 'closed', 'EUR', total, line_count, month + interval '1 month', month + interval '1 month 4 days 9 hours'
  FROM (SELECT partner_id, month, sum(amount) AS total, count(*) AS line_count
          FROM booking GROUP BY partner_id, month) AS booked
"""
_LINES = """
INSERT INTO statements_statementline
       (partner_id, statement_id, position, contract_id, policy_number, kind, booked_on, basis, rate, amount, currency,
        is_closed)
SELECT partner_id, md5(partner_id::text || month)::uuid, position, contract_id, policy_number, kind_of,
       month + day_of_month::integer, basis, rate, amount, 'EUR', true
  FROM booking ORDER BY partner_id, month, position
"""


def write_ledger(*, partners: Sequence[UUID], today: date) -> None:
    """Write the statements of the last 14 months for the contracts of these partners, in the caller's transaction.

    They are written closed: as the owner of the schema, past the trigger that lets a statement be closed by a person
    only.
    """
    drawn: dict[str, Any] = {
        "partners": list(partners),
        "months": MONTHS,
        "parts": LINES_PER_CONTRACT,
        "this_month": today.replace(day=1),
    }
    with connection.cursor() as cursor:
        cursor.execute(_BOOKINGS, drawn)
        cursor.execute(_AMOUNTS)
        cursor.execute(_STATEMENTS)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE statements_statementline DISABLE TRIGGER USER")
        cursor.execute(_LINES)
        cursor.execute("ALTER TABLE statements_statementline ENABLE TRIGGER USER; DROP TABLE booking")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
