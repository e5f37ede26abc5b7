"""Let the worker lay out what a file says in tables that live for one transaction, and nothing else (ADR 20).

The worker may not write contracts. It fills temporary tables that the schema's owner made for it, and calls functions
of the owner that compare and take over. Nobody but the owner makes temporary tables, so none can stand in front of ours.
"""

from django.db import migrations

OPEN = """
CREATE FUNCTION exchange_open_staging() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET client_min_messages = warning AS $$
BEGIN
    DROP TABLE IF EXISTS pg_temp.staged_contract, pg_temp.staged_person, pg_temp.staged_tariff, pg_temp.staged_consent,
        pg_temp.staged_account, pg_temp.staged_sealed, pg_temp.staged_key, pg_temp.staged_change,
        pg_temp.staged_conflict, pg_temp.staged_refusal, pg_temp.staged_search;
    CREATE TEMP TABLE staged_contract (
        n integer PRIMARY KEY, line integer NOT NULL, key text NOT NULL, policy_number text NOT NULL,
        partner_id uuid NOT NULL, line_of_business text NOT NULL, tariff text NOT NULL,
        begins_on date NOT NULL, ends_on date, given_on date,
        salutation text NOT NULL, first_name text NOT NULL, last_name text NOT NULL,
        street text NOT NULL, postal_code text NOT NULL, city text NOT NULL,
        holder_sort_key text NOT NULL, search_text text NOT NULL,
        contract_id uuid NOT NULL DEFAULT gen_random_uuid(), holder_id uuid NOT NULL DEFAULT gen_random_uuid(),
        is_known boolean NOT NULL DEFAULT false, is_frozen boolean NOT NULL DEFAULT false
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_person (
        n integer NOT NULL, p integer NOT NULL, line integer NOT NULL, number smallint,
        salutation text NOT NULL, first_name text NOT NULL, last_name text NOT NULL, born_on date NOT NULL,
        has_tariffs boolean NOT NULL, person_id uuid NOT NULL DEFAULT gen_random_uuid(),
        is_known boolean NOT NULL DEFAULT false, PRIMARY KEY (n, p)
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_tariff (
        n integer NOT NULL, p integer NOT NULL, tariff text NOT NULL, begins_on date, ends_on date
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_consent (n integer NOT NULL, p integer NOT NULL, kind text NOT NULL) ON COMMIT DROP;
    CREATE TEMP TABLE staged_account (
        n integer PRIMARY KEY, line integer NOT NULL, iban_hash bytea NOT NULL, last_four text NOT NULL,
        country text NOT NULL, account_id uuid NOT NULL DEFAULT gen_random_uuid(),
        is_known boolean NOT NULL DEFAULT false, is_held boolean NOT NULL DEFAULT false
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_sealed (
        n integer PRIMARY KEY, holder bytea NOT NULL, iban bytea NOT NULL, bic bytea NOT NULL, bank_name bytea NOT NULL
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_key (
        subject_id uuid PRIMARY KEY, partner_id uuid NOT NULL, wrapped bytea NOT NULL
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_change (
        n integer NOT NULL, p integer, line integer, satzart text NOT NULL, field text NOT NULL,
        contract_id uuid NOT NULL, person_id uuid
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_conflict (
        n integer NOT NULL, p integer, field text NOT NULL, contract_id uuid NOT NULL, person_id uuid,
        holder_id uuid NOT NULL, partner_id uuid NOT NULL, guard_id uuid NOT NULL, value text NOT NULL
    ) ON COMMIT DROP;
    CREATE TEMP TABLE staged_refusal (n integer, p integer, line integer, field text NOT NULL, reason text NOT NULL)
        ON COMMIT DROP;
    CREATE TEMP TABLE staged_search (
        n integer PRIMARY KEY, holder_sort_key text NOT NULL, search_text text NOT NULL
    ) ON COMMIT DROP;
    GRANT SELECT ON staged_contract, staged_person, staged_tariff, staged_consent, staged_account, staged_sealed,
        staged_key, staged_change, staged_conflict, staged_refusal TO portal_worker;
    GRANT INSERT ON staged_contract, staged_person, staged_tariff, staged_consent, staged_account, staged_sealed,
        staged_key, staged_search TO portal_worker;
END $$;
"""

# One batch: find the contracts we have, refuse those of another partner, and say which accounts must be sealed anew.
RESOLVE = """
CREATE FUNCTION exchange_resolve(first_n integer)
RETURNS TABLE (n integer, account_id uuid, holder_id uuid, partner_id uuid, wrapped bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    UPDATE pg_temp.staged_contract staged
       SET contract_id = known.id, holder_id = known.policyholder_id, is_known = true,
           -- A bare number is the same number: it stays printed as it was issued.
           policy_number = CASE WHEN staged.policy_number = staged.key THEN known.policy_number
                                ELSE staged.policy_number END
      FROM public.contracts_contract known
     WHERE staged.n >= first_n AND known.policy_number_key = staged.key;
    WITH foreign_ones AS (
        DELETE FROM pg_temp.staged_contract staged USING public.contracts_contract known
         WHERE staged.n >= first_n AND staged.is_known AND known.id = staged.contract_id
           AND known.partner_id <> staged.partner_id
        RETURNING staged.n, staged.line
    )
    INSERT INTO pg_temp.staged_refusal (n, line, field, reason)
    SELECT foreign_ones.n, foreign_ones.line, 'partner', 'other_firm' FROM foreign_ones;
    UPDATE pg_temp.staged_account account SET account_id = known.id, is_known = true
      FROM pg_temp.staged_contract staged JOIN public.contracts_bankaccount known ON known.contract_id = staged.contract_id
     WHERE account.n >= first_n AND staged.n = account.n AND staged.is_known;
    RETURN QUERY
    SELECT account.n, account.account_id, staged.holder_id, staged.partner_id, key.wrapped
      FROM pg_temp.staged_account account
      JOIN pg_temp.staged_contract staged ON staged.n = account.n
      LEFT JOIN public.contracts_bankaccount known ON known.id = account.account_id
      LEFT JOIN public.contracts_policyholder holder ON holder.id = staged.holder_id
      LEFT JOIN public.database_subjectkey key ON key.subject_id = staged.holder_id
     WHERE account.n >= first_n
       AND (known.id IS NULL OR known.iban_hash <> account.iban_hash
            OR (holder.first_name, holder.last_name) IS DISTINCT FROM (staged.first_name, staged.last_name));
END $$;
"""

GRANTS = """
REVOKE EXECUTE ON FUNCTION exchange_open_staging(), exchange_resolve(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exchange_open_staging(), exchange_resolve(integer) TO portal_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_policies"),
        ("contracts", "0006_policies_of_changes"),
        ("database", "0006_keys_of_threads"),
    ]
    operations = [
        migrations.RunSQL(
            OPEN + RESOLVE + GRANTS, "DROP FUNCTION exchange_open_staging(), exchange_resolve(integer)"
        )
    ]
