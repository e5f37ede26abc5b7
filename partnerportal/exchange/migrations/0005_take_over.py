"""Take over what was compared: insert what is new, update what differs, touch nothing else, write the history."""

from django.db import migrations

CONTRACTS = """
CREATE FUNCTION exchange_take_keys() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO public.database_subjectkey (subject_id, partner_id, wrapped, created_at)
    SELECT subject_id, partner_id, wrapped, now() FROM pg_temp.staged_key ON CONFLICT (subject_id) DO NOTHING;
END $$;

CREATE FUNCTION exchange_take_contracts() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
BEGIN
    PERFORM public.exchange_take_keys();
    INSERT INTO public.contracts_policyholder
           (id, partner_id, salutation, first_name, last_name, street, postal_code, city)
    SELECT holder_id, partner_id, salutation, first_name, last_name, street, postal_code, city
      FROM pg_temp.staged_contract WHERE NOT is_known;
    INSERT INTO public.contracts_contract (id, partner_id, policyholder_id, policy_number, policy_number_key,
           line_of_business, tariff, begins_on, ends_on, holder_sort_key, search_text)
    SELECT contract_id, partner_id, holder_id, policy_number, key, line_of_business, tariff, begins_on, ends_on,
           holder_sort_key, search_text
      FROM pg_temp.staged_contract WHERE NOT is_known;
    UPDATE public.contracts_policyholder h
       SET (salutation, first_name, last_name, street, postal_code, city)
         = (s.salutation, s.first_name, s.last_name, s.street, s.postal_code, s.city)
      FROM pg_temp.staged_contract s
     WHERE s.is_known AND NOT s.is_frozen AND h.id = s.holder_id
       AND (h.salutation, h.first_name, h.last_name, h.street, h.postal_code, h.city)
           IS DISTINCT FROM (s.salutation, s.first_name, s.last_name, s.street, s.postal_code, s.city);
    UPDATE public.contracts_contract c
       SET (policy_number, line_of_business, tariff, begins_on, ends_on, holder_sort_key, search_text)
         = (s.policy_number, s.line_of_business, s.tariff, s.begins_on, s.ends_on, s.holder_sort_key, s.search_text)
      FROM pg_temp.staged_contract s
     WHERE s.is_known AND NOT s.is_frozen AND c.id = s.contract_id
       AND (c.policy_number, c.line_of_business, c.tariff, c.begins_on, c.ends_on, c.holder_sort_key, c.search_text)
           IS DISTINCT FROM (s.policy_number, s.line_of_business, s.tariff, s.begins_on, s.ends_on,
                             s.holder_sort_key, s.search_text);
    INSERT INTO public.contracts_bankaccount
           (id, partner_id, contract_id, holder, iban, bic, bank_name, iban_hash, last_four, country)
    SELECT a.account_id, s.partner_id, s.contract_id, x.holder, x.iban, x.bic, x.bank_name, a.iban_hash, a.last_four,
           a.country
      FROM pg_temp.staged_account a JOIN pg_temp.staged_sealed x ON x.n = a.n
      JOIN pg_temp.staged_contract s ON s.n = a.n
     WHERE NOT s.is_frozen AND NOT a.is_held
    ON CONFLICT (id) DO UPDATE SET (holder, iban, bic, bank_name, iban_hash, last_four, country)
         = (excluded.holder, excluded.iban, excluded.bic, excluded.bank_name, excluded.iban_hash, excluded.last_four,
            excluded.country);
END $$;
"""

PEOPLE = """
CREATE FUNCTION exchange_take_people(taken_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
BEGIN
    DELETE FROM pg_temp.staged_person p USING pg_temp.staged_contract c WHERE c.n = p.n AND c.is_frozen;
    INSERT INTO public.contracts_insuredperson
           (id, partner_id, contract_id, salutation, first_name, last_name, born_on, number)
    SELECT p.person_id, c.partner_id, c.contract_id, p.salutation, p.first_name, p.last_name, p.born_on, p.number
      FROM pg_temp.staged_person p JOIN pg_temp.staged_contract c ON c.n = p.n WHERE NOT p.is_known;
    UPDATE public.contracts_insuredperson k
       SET (salutation, first_name, last_name, born_on, number)
         = (p.salutation, p.first_name, p.last_name, p.born_on, coalesce(p.number, k.number))
      FROM pg_temp.staged_person p
     WHERE p.is_known AND k.id = p.person_id
       AND (k.salutation, k.first_name, k.last_name, k.born_on, k.number)
           IS DISTINCT FROM (p.salutation, p.first_name, p.last_name, p.born_on, coalesce(p.number, k.number));
    DELETE FROM public.contracts_persontariff k USING pg_temp.staged_person p
     WHERE p.is_known AND p.has_tariffs AND k.insured_person_id = p.person_id
       AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_tariff t WHERE (t.n, t.p) = (p.n, p.p) AND t.tariff = k.tariff
            AND t.begins_on IS NOT DISTINCT FROM k.begins_on AND t.ends_on IS NOT DISTINCT FROM k.ends_on);
    INSERT INTO public.contracts_persontariff
           (id, partner_id, contract_id, insured_person_id, tariff, begins_on, ends_on)
    SELECT gen_random_uuid(), c.partner_id, c.contract_id, p.person_id, t.tariff, t.begins_on, t.ends_on
      FROM pg_temp.staged_tariff t JOIN pg_temp.staged_person p ON (p.n, p.p) = (t.n, t.p)
      JOIN pg_temp.staged_contract c ON c.n = t.n
     WHERE NOT p.is_known OR NOT EXISTS (
            SELECT 1 FROM public.contracts_persontariff k WHERE k.insured_person_id = p.person_id AND k.tariff = t.tariff
            AND k.begins_on IS NOT DISTINCT FROM t.begins_on AND k.ends_on IS NOT DISTINCT FROM t.ends_on);
    -- A consent that was withdrawn is not brought back by a file, and one that is on record stays the first proof.
    INSERT INTO public.contracts_consent (id, partner_id, insured_person_id, kind, wording_version, obtained_by_id,
           obtained_how, given_on, recorded_at, withdrawn_at)
    SELECT gen_random_uuid(), c.partner_id, p.person_id, s.kind, 'insurer', NULL, 'file', c.given_on, taken_at, NULL
      FROM pg_temp.staged_consent s JOIN pg_temp.staged_person p ON (p.n, p.p) = (s.n, s.p)
      JOIN pg_temp.staged_contract c ON c.n = s.n
     WHERE c.given_on IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM public.contracts_consent k WHERE k.insured_person_id = p.person_id AND k.kind = s.kind);
END $$;
"""

HISTORY = """
CREATE FUNCTION exchange_take_history(run uuid, taken_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
BEGIN
    INSERT INTO public.contracts_contractchange (partner_id, contract_id, field, source, source_id, changed_at)
    SELECT DISTINCT c.partner_id, c.contract_id, k.field, 'file', run, taken_at
      FROM pg_temp.staged_change k JOIN pg_temp.staged_contract c ON c.n = k.n WHERE NOT c.is_frozen;
    -- The file says what was rectified: from now on it may be trusted again.
    UPDATE public.contracts_dataguard g SET lifted_at = taken_at
      FROM pg_temp.staged_contract c
     WHERE g.contract_id = c.contract_id AND g.lifted_at IS NULL AND g.reason = 'rectification'
       AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_conflict f WHERE f.guard_id = g.id)
       AND (g.fields IN ('name', 'address')
            OR (g.fields = 'bank_account' AND EXISTS (SELECT 1 FROM pg_temp.staged_account a WHERE a.n = c.n))
            OR (g.fields = 'insured_person' AND EXISTS (
                SELECT 1 FROM pg_temp.staged_person p WHERE p.n = c.n AND p.is_known
                   AND (g.insured_person_id IS NULL OR p.person_id = g.insured_person_id))));
    -- A portfolio that was just founded or doubled: let the planner know before the next file and the next page.
    IF (SELECT count(*) FROM pg_temp.staged_contract WHERE NOT is_known) > 5000 THEN
        ANALYZE public.contracts_contract, public.contracts_policyholder, public.contracts_insuredperson,
            public.contracts_persontariff, public.contracts_bankaccount, public.database_subjectkey;
    END IF;
END $$;
"""

# Where the file does not say all that stays stored (a guard, a person it no longer names), names come from both.
SEARCH = """
CREATE FUNCTION exchange_names_elsewhere()
RETURNS TABLE (n integer, first_name text, last_name text, people text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET enable_nestloop = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH odd AS (
        SELECT c.n, c.contract_id, c.first_name, c.last_name FROM pg_temp.staged_contract c
         WHERE c.is_known AND NOT c.is_frozen AND (
               EXISTS (SELECT 1 FROM pg_temp.staged_conflict f WHERE f.n = c.n)
            OR EXISTS (SELECT 1 FROM public.contracts_insuredperson k WHERE k.contract_id = c.contract_id
                AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_person p WHERE p.n = c.n AND p.person_id = k.id)))
    ), everybody AS (
        SELECT p.n, p.first_name || ' ' || p.last_name AS name, p.born_on, p.person_id
          FROM pg_temp.staged_person p JOIN odd ON odd.n = p.n
        UNION ALL
        SELECT odd.n, k.first_name || ' ' || k.last_name, k.born_on, k.id
          FROM odd JOIN public.contracts_insuredperson k ON k.contract_id = odd.contract_id
         WHERE NOT EXISTS (SELECT 1 FROM pg_temp.staged_person p WHERE p.n = odd.n AND p.person_id = k.id)
    )
    SELECT odd.n, odd.first_name, odd.last_name,
           coalesce(array_agg(e.name ORDER BY e.born_on, e.person_id) FILTER (WHERE e.name IS NOT NULL), '{}')
      FROM odd LEFT JOIN everybody e ON e.n = odd.n GROUP BY odd.n, odd.first_name, odd.last_name;
END $$;

CREATE FUNCTION exchange_put_search() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE pg_temp.staged_contract c SET search_text = s.search_text, holder_sort_key = s.holder_sort_key
      FROM pg_temp.staged_search s WHERE c.n = s.n;
END $$;
"""

NAMES = (
    "exchange_take_keys(), exchange_take_contracts(), exchange_take_people(timestamptz), exchange_take_history(uuid, timestamptz), "
    "exchange_names_elsewhere(), exchange_put_search()"
)
GRANTS = (
    f"REVOKE EXECUTE ON FUNCTION {NAMES} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {NAMES} TO portal_worker;"
)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_compare")]
    operations = [migrations.RunSQL(CONTRACTS + PEOPLE + HISTORY + SEARCH + GRANTS, f"DROP FUNCTION {NAMES}")]
