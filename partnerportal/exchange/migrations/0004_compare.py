"""Compare what a file says with what is there: people, fields, guards, and what a full delivery lacks."""

from django.db import migrations

# A delivery is joined whole: nested loops are what a planner chooses who does not know yet how large it is.
PEOPLE = """
CREATE FUNCTION exchange_match_people() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
BEGIN
    ANALYZE pg_temp.staged_contract, pg_temp.staged_person, pg_temp.staged_tariff, pg_temp.staged_account;
    -- By the insurer's running number, when first name or birth date say it is the same person.
    UPDATE pg_temp.staged_person staged SET person_id = known.id, is_known = true
      FROM pg_temp.staged_contract contract, public.contracts_insuredperson known
     WHERE contract.n = staged.n AND contract.is_known AND known.contract_id = contract.contract_id
       AND known.number = staged.number
       AND (known.born_on = staged.born_on OR lower(known.first_name) = lower(staged.first_name));
    -- By name and birth date, unless the number has already found that person.
    UPDATE pg_temp.staged_person staged SET person_id = known.id, is_known = true
      FROM pg_temp.staged_contract contract, public.contracts_insuredperson known
     WHERE contract.n = staged.n AND contract.is_known AND NOT staged.is_known
       AND known.contract_id = contract.contract_id AND known.born_on = staged.born_on
       AND lower(known.first_name) = lower(staged.first_name) AND lower(known.last_name) = lower(staged.last_name)
       AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_person taken WHERE taken.n = staged.n AND taken.is_known
                        AND taken.person_id = known.id);
    -- Somebody else has the number, or two of the file are the same person: nobody guesses who is meant.
    WITH unclear AS (
        DELETE FROM pg_temp.staged_person staged
         WHERE (NOT staged.is_known AND EXISTS (
                    SELECT 1 FROM pg_temp.staged_contract contract
                      JOIN public.contracts_insuredperson known ON known.contract_id = contract.contract_id
                     WHERE contract.n = staged.n AND contract.is_known AND known.number = staged.number))
            OR (staged.is_known AND EXISTS (
                    SELECT 1 FROM pg_temp.staged_person twin
                     WHERE twin.n = staged.n AND twin.person_id = staged.person_id AND twin.p < staged.p))
        RETURNING staged.n, staged.p, staged.line
    )
    INSERT INTO pg_temp.staged_refusal SELECT n, p, line, 'insured_person', 'person_unclear' FROM unclear;
    DELETE FROM pg_temp.staged_person staged
     WHERE NOT EXISTS (SELECT 1 FROM pg_temp.staged_contract contract WHERE contract.n = staged.n);
END $$;
"""

CHANGES = """
CREATE FUNCTION exchange_find_changes() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO pg_temp.staged_change (n, line, satzart, field, contract_id)
    SELECT s.n, s.line, f.satzart, f.field, s.contract_id
      FROM pg_temp.staged_contract s
      JOIN public.contracts_contract c ON c.id = s.contract_id
      JOIN public.contracts_policyholder h ON h.id = s.holder_id
      CROSS JOIN LATERAL (VALUES
          ('0200', 'policy_number', c.policy_number <> s.policy_number),
          ('0200', 'line_of_business', c.line_of_business <> s.line_of_business),
          ('0200', 'tariff', c.tariff <> s.tariff),
          ('0200', 'begins_on', c.begins_on <> s.begins_on),
          ('0200', 'ends_on', c.ends_on IS DISTINCT FROM s.ends_on),
          ('0100', 'salutation', h.salutation <> s.salutation),
          ('0100', 'first_name', h.first_name <> s.first_name),
          ('0100', 'last_name', h.last_name <> s.last_name),
          ('0100', 'street', h.street <> s.street),
          ('0100', 'postal_code', h.postal_code <> s.postal_code),
          ('0100', 'city', h.city <> s.city)) AS f (satzart, field, differs)
     WHERE s.is_known AND f.differs
       AND (c.policy_number, c.line_of_business, c.tariff, c.begins_on, c.ends_on, h.salutation, h.first_name,
            h.last_name, h.street, h.postal_code, h.city)
           IS DISTINCT FROM (s.policy_number, s.line_of_business, s.tariff, s.begins_on, s.ends_on, s.salutation,
            s.first_name, s.last_name, s.street, s.postal_code, s.city);
    INSERT INTO pg_temp.staged_change (n, line, satzart, field, contract_id)
    SELECT s.n, a.line, '0100', 'bank_account', s.contract_id
      FROM pg_temp.staged_account a JOIN pg_temp.staged_contract s ON s.n = a.n
      LEFT JOIN public.contracts_bankaccount b ON b.id = a.account_id
     WHERE s.is_known AND b.iban_hash IS DISTINCT FROM a.iban_hash;
    INSERT INTO pg_temp.staged_change
    SELECT s.n, s.p, s.line, '0220', f.field, c.contract_id, s.person_id
      FROM pg_temp.staged_person s
      JOIN pg_temp.staged_contract c ON c.n = s.n AND c.is_known
      LEFT JOIN public.contracts_insuredperson k ON k.id = s.person_id
      CROSS JOIN LATERAL (VALUES
          ('insured_person', k.id IS NULL),
          ('insured_person.number', k.number IS DISTINCT FROM s.number AND s.number IS NOT NULL AND k.id IS NOT NULL),
          ('insured_person.salutation', k.salutation <> s.salutation),
          ('insured_person.first_name', k.first_name <> s.first_name),
          ('insured_person.last_name', k.last_name <> s.last_name),
          ('insured_person.born_on', k.born_on <> s.born_on)) AS f (field, differs)
     WHERE f.differs;
    INSERT INTO pg_temp.staged_change
    SELECT s.n, s.p, s.line, '0220', 'person_tariff', c.contract_id, s.person_id
      FROM (SELECT s.n, s.p FROM pg_temp.staged_tariff t
              JOIN pg_temp.staged_person s ON (s.n, s.p) = (t.n, t.p)
             WHERE s.is_known AND NOT EXISTS (
                   SELECT 1 FROM public.contracts_persontariff k
                    WHERE k.insured_person_id = s.person_id AND k.tariff = t.tariff
                      AND k.begins_on IS NOT DISTINCT FROM t.begins_on AND k.ends_on IS NOT DISTINCT FROM t.ends_on)
            UNION
            SELECT s.n, s.p FROM public.contracts_persontariff k
              JOIN pg_temp.staged_person s ON s.person_id = k.insured_person_id
             WHERE s.is_known AND s.has_tariffs AND NOT EXISTS (
                   SELECT 1 FROM pg_temp.staged_tariff t WHERE t.n = s.n AND t.p = s.p AND t.tariff = k.tariff
                      AND t.begins_on IS NOT DISTINCT FROM k.begins_on
                      AND t.ends_on IS NOT DISTINCT FROM k.ends_on)) differing
      JOIN pg_temp.staged_person s ON (s.n, s.p) = (differing.n, differing.p)
      JOIN pg_temp.staged_contract c ON c.n = s.n AND c.is_known;
END $$;
"""

# What lies under a guard is not overwritten: it becomes a conflict, and the staged row takes back what we have.
GUARDS = """
CREATE FUNCTION exchange_hold_guarded() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
BEGIN
    UPDATE pg_temp.staged_contract s SET is_frozen = true
     WHERE s.is_known AND EXISTS (SELECT 1 FROM public.contracts_dataguard g WHERE g.contract_id = s.contract_id
            AND g.lifted_at IS NULL AND g.fields = 'all' AND g.insured_person_id IS NULL);
    WITH held AS (
        DELETE FROM pg_temp.staged_change change USING public.contracts_dataguard guard
         WHERE guard.contract_id = change.contract_id AND guard.lifted_at IS NULL
           AND (guard.insured_person_id IS NULL OR guard.insured_person_id = change.person_id)
           AND (guard.fields = 'all' OR guard.fields = CASE
                WHEN change.field IN ('salutation', 'first_name', 'last_name') THEN 'name'
                WHEN change.field IN ('street', 'postal_code', 'city') THEN 'address'
                WHEN change.field = 'bank_account' THEN 'bank_account'
                WHEN change.field LIKE 'insured_person%' THEN 'insured_person' END)
        RETURNING change.*, guard.id AS guard_id
    )
    INSERT INTO pg_temp.staged_conflict
    SELECT DISTINCT ON (held.n, held.p, held.field) held.n, held.p, held.field, held.contract_id,
           CASE WHEN p.is_known THEN held.person_id END, c.holder_id, c.partner_id, held.guard_id,
           CASE held.field
               WHEN 'policy_number' THEN c.policy_number WHEN 'line_of_business' THEN c.line_of_business
               WHEN 'tariff' THEN c.tariff WHEN 'begins_on' THEN c.begins_on::text
               WHEN 'ends_on' THEN coalesce(c.ends_on::text, '') WHEN 'salutation' THEN c.salutation
               WHEN 'first_name' THEN c.first_name WHEN 'last_name' THEN c.last_name WHEN 'street' THEN c.street
               WHEN 'postal_code' THEN c.postal_code WHEN 'city' THEN c.city
               WHEN 'insured_person' THEN jsonb_build_object('salutation', p.salutation, 'first_name', p.first_name,
                   'last_name', p.last_name, 'born_on', p.born_on, 'number', p.number)::text
               WHEN 'insured_person.number' THEN p.number::text
               WHEN 'insured_person.salutation' THEN p.salutation
               WHEN 'insured_person.first_name' THEN p.first_name
               WHEN 'insured_person.last_name' THEN p.last_name
               WHEN 'insured_person.born_on' THEN p.born_on::text ELSE '' END
      FROM held JOIN pg_temp.staged_contract c ON c.n = held.n
      LEFT JOIN pg_temp.staged_person p ON p.n = held.n AND p.p = held.p;
    UPDATE pg_temp.staged_contract s
       SET salutation = h.salutation, first_name = h.first_name, last_name = h.last_name
      FROM public.contracts_policyholder h
     WHERE h.id = s.holder_id AND EXISTS (SELECT 1 FROM pg_temp.staged_conflict k
            WHERE k.n = s.n AND k.field IN ('salutation', 'first_name', 'last_name'));
    UPDATE pg_temp.staged_contract s SET street = h.street, postal_code = h.postal_code, city = h.city
      FROM public.contracts_policyholder h
     WHERE h.id = s.holder_id AND EXISTS (SELECT 1 FROM pg_temp.staged_conflict k
            WHERE k.n = s.n AND k.field IN ('street', 'postal_code', 'city'));
    UPDATE pg_temp.staged_account a SET is_held = true FROM pg_temp.staged_conflict k
     WHERE k.n = a.n AND k.field = 'bank_account';
    DELETE FROM pg_temp.staged_person p USING pg_temp.staged_conflict k
     WHERE k.n = p.n AND k.p = p.p AND k.field LIKE 'insured_person%';
END $$;
"""

MISSING = """
CREATE FUNCTION exchange_missing(today date) RETURNS TABLE (contract_id uuid, satzart text, field text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT c.id, '0200'::text, 'policy_number'::text FROM public.contracts_contract c
     WHERE c.partner_id IN (SELECT DISTINCT s.partner_id FROM pg_temp.staged_contract s)
       AND (c.ends_on IS NULL OR c.ends_on >= today)
       AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_contract s WHERE s.contract_id = c.id)
    UNION ALL
    SELECT c.contract_id, '0220'::text, 'insured_person'::text
      FROM pg_temp.staged_contract c JOIN public.contracts_insuredperson k ON k.contract_id = c.contract_id
     WHERE c.is_known AND NOT c.is_frozen AND c.line_of_business IN ('020', '030')
       AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_person p WHERE p.n = c.n AND p.person_id = k.id)
       AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_conflict f WHERE f.n = c.n AND f.person_id = k.id);
END $$;
"""

KEYS = """
CREATE FUNCTION exchange_keys_of_conflicts() RETURNS TABLE (subject_id uuid, wrapped bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT k.subject_id, k.wrapped FROM public.database_subjectkey k
                  WHERE k.subject_id IN (SELECT f.holder_id FROM pg_temp.staged_conflict f);
END $$;
"""

NAMES = "exchange_match_people(), exchange_find_changes(), exchange_hold_guarded(), exchange_missing(date), exchange_keys_of_conflicts()"
GRANTS = (
    f"REVOKE EXECUTE ON FUNCTION {NAMES} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {NAMES} TO portal_worker;"
)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_staging")]
    operations = [
        migrations.RunSQL(
            PEOPLE + CHANGES + GUARDS + MISSING + KEYS + GRANTS,
            f"DROP FUNCTION {NAMES}",
        )
    ]
