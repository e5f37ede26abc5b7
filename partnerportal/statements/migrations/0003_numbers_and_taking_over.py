"""Number statements without gaps, let the worker add the lines of a file without reading one, tell whom to tell.

The import writes commissions but has no business reading them: it gets no policy, only one function that adds what
a month does not hold yet.
"""

from django.db import migrations

NUMBERS = """
CREATE FUNCTION portal_next_statement_number(of_month date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    prefix text := 'AB-' || to_char(of_month, 'YYYY-MM') || '-';
    running integer;
BEGIN
    -- Whoever opens a statement of this month waits here for the commit of whoever did before.
    PERFORM pg_advisory_xact_lock(hashtextextended('statements of ' || prefix, 0));
    SELECT coalesce(max(substr(number, 12)::integer), 0) + 1 INTO running
      FROM statements_statement WHERE month = of_month;
    RETURN prefix || lpad(running::text, greatest(4, length(running::text)), '0');
END $$;
"""

FRESH_LINES = """
CREATE FUNCTION portal_fresh_lines(
    of_partner uuid, of_month date, of_currency text,
    numbers text[], keys text[], kinds text[], days date[], bases numeric[], rates numeric[], amounts numeric[]
) RETURNS TABLE (
    place bigint, policy_number text, policy_key text, kind text, booked_on date, basis numeric, rate numeric, amount numeric
)
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    WITH incoming AS (
        SELECT file.*, row_number() OVER (
                   PARTITION BY file.policy_number, file.kind, file.booked_on, file.basis, file.rate, file.amount
                   ORDER BY file.place
               ) AS nth
          FROM unnest(numbers, keys, kinds, days, bases, rates, amounts) WITH ORDINALITY
               AS file (policy_number, policy_key, kind, booked_on, basis, rate, amount, place)
    ), stored AS (
        SELECT line.policy_number, line.kind, line.booked_on, line.basis, line.rate, line.amount, count(*) AS times
          FROM statements_statementline line JOIN statements_statement statement ON statement.id = line.statement_id
         WHERE statement.partner_id = of_partner AND statement.month = of_month AND statement.currency = of_currency
         GROUP BY 1, 2, 3, 4, 5, 6
    )
    SELECT incoming.place, incoming.policy_number, incoming.policy_key, incoming.kind, incoming.booked_on,
           incoming.basis, incoming.rate, incoming.amount
      FROM incoming LEFT JOIN stored USING (policy_number, kind, booked_on, basis, rate, amount)
     WHERE incoming.nth > coalesce(stored.times, 0)
$$;
"""

TAKING_OVER = """
CREATE FUNCTION portal_take_over_lines(
    of_partner uuid, of_month date, of_currency text, at timestamptz, is_trial boolean,
    numbers text[], keys text[], kinds text[], days date[], bases numeric[], rates numeric[], amounts numeric[]
) RETURNS TABLE (added integer, statement_number text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    next_number text := portal_next_statement_number(of_month);
    target uuid;
    is_about_earlier boolean;
BEGIN
    SELECT count(*)::integer INTO added FROM portal_fresh_lines(
        of_partner, of_month, of_currency, numbers, keys, kinds, days, bases, rates, amounts);
    SELECT id, number INTO target, statement_number FROM statements_statement
     WHERE partner_id = of_partner AND month = of_month AND currency = of_currency AND state = 'open' FOR UPDATE;
    IF is_trial OR added = 0 THEN
        RETURN NEXT;
        RETURN;
    END IF;
    IF target IS NULL THEN
        target := gen_random_uuid();
        statement_number := next_number;
        INSERT INTO statements_statement (id, partner_id, number, month, state, currency, total, line_count, opened_at)
        VALUES (target, of_partner, next_number, of_month, 'open', of_currency, 0, 0, at);
    END IF;
    -- First the bookings, then the corrections: a correction may be about a booking of the same file.
    FOREACH is_about_earlier IN ARRAY ARRAY[false, true] LOOP
        INSERT INTO statements_statementline
            (partner_id, statement_id, position, contract_id, policy_number, kind, booked_on, basis, rate, amount,
             currency, corrects_id, is_closed)
        SELECT of_partner, target,
               (SELECT coalesce(max(position), 0) FROM statements_statementline WHERE statement_id = target)
                   + row_number() OVER (ORDER BY fresh.place),
               contract.id, fresh.policy_number, fresh.kind, fresh.booked_on, fresh.basis, fresh.rate, fresh.amount,
               of_currency,
               CASE WHEN is_about_earlier THEN (
                   SELECT booked.id FROM statements_statementline booked
                     JOIN statements_statement statement ON statement.id = booked.statement_id
                    WHERE statement.partner_id = of_partner AND booked.policy_number = fresh.policy_number
                      AND booked.currency = of_currency AND booked.kind <> 'correction'
                      AND booked.booked_on <= fresh.booked_on
                    ORDER BY booked.booked_on DESC, booked.id DESC LIMIT 1) END,
               false
          FROM portal_fresh_lines(of_partner, of_month, of_currency, numbers, keys, kinds, days, bases, rates, amounts)
               AS fresh
          LEFT JOIN contracts_contract contract
                 ON contract.policy_number_key = fresh.policy_key AND contract.partner_id = of_partner
         WHERE (fresh.kind = 'correction') = is_about_earlier;
    END LOOP;
    RETURN NEXT;
END $$;
"""

WHOM_TO_TELL = """
CREATE FUNCTION portal_accounts_with_statements(of_partner uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT id FROM accounts_account
     WHERE partner_id = of_partner AND is_active AND (role = 'owner' OR may_see_statements)
       AND current_setting('portal.role', true) = 'clerk'
       AND 'statements' = ANY (string_to_array(current_setting('portal.rights', true), ','))
     ORDER BY created_at, id
$$;
"""

FRESH = (
    "portal_fresh_lines(uuid, date, text, text[], text[], text[], date[], numeric[], numeric[], numeric[])"
)
TAKE = (
    "portal_take_over_lines(uuid, date, text, timestamptz, boolean, text[], text[], text[], date[], numeric[],"
    " numeric[], numeric[])"
)
GRANTS = f"""
REVOKE EXECUTE ON FUNCTION portal_next_statement_number(date), portal_accounts_with_statements(uuid), {FRESH}, {TAKE}
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_next_statement_number(date), portal_accounts_with_statements(uuid) TO portal_web;
GRANT EXECUTE ON FUNCTION {TAKE} TO portal_worker;
"""
GONE = f"""
DROP FUNCTION {TAKE}; DROP FUNCTION {FRESH};
DROP FUNCTION portal_accounts_with_statements(uuid); DROP FUNCTION portal_next_statement_number(date);
"""


class Migration(migrations.Migration):
    dependencies = [("statements", "0002_policies"), ("accounts", "0009_authority_over_accounts")]
    operations = [
        migrations.RunSQL(NUMBERS + FRESH_LINES + TAKING_OVER + WHOM_TO_TELL + GRANTS, GONE),
    ]
