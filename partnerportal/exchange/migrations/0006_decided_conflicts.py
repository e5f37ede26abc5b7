"""Let the worker write one value of a file that a clerk decided to take, and nothing else."""

from django.db import migrations

KEY = """
CREATE FUNCTION exchange_key_of_conflict(conflict uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT k.wrapped FROM public.exchange_importconflict c
      JOIN public.contracts_contract t ON t.id = c.contract_id
      JOIN public.database_subjectkey k ON k.subject_id = t.policyholder_id
     WHERE c.id = conflict AND c.state = 'taken'
$$;

CREATE FUNCTION exchange_holder_of(conflict uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT t.policyholder_id FROM public.exchange_importconflict c
      JOIN public.contracts_contract t ON t.id = c.contract_id
     WHERE c.id = conflict AND c.state = 'taken'
$$;
"""

# `new` holds the new values by column, sealed ones as hexadecimal.
TAKE = """
CREATE FUNCTION exchange_take_conflict(conflict uuid, new jsonb, taken_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    chosen public.exchange_importconflict;
    holder uuid;
    field_group text;
BEGIN
    SELECT * INTO chosen FROM public.exchange_importconflict WHERE id = conflict AND state = 'taken' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'nobody decided to take this value';
    END IF;
    holder := (SELECT policyholder_id FROM public.contracts_contract WHERE id = chosen.contract_id);
    field_group := CASE WHEN chosen.field IN ('salutation', 'first_name', 'last_name') THEN 'name'
        WHEN chosen.field IN ('street', 'postal_code', 'city') THEN 'address'
        WHEN chosen.field LIKE 'insured_person%' THEN 'insured_person' ELSE chosen.field END;
    IF field_group IN ('name', 'address') THEN
        PERFORM public.contracts_write_policyholder(holder, field_group, new);
    ELSIF field_group = 'bank_account' THEN
        PERFORM public.contracts_write_bank_account(chosen.contract_id, chosen.partner_id, new);
    ELSIF chosen.field = 'insured_person' THEN
        INSERT INTO public.contracts_insuredperson
               (id, partner_id, contract_id, salutation, first_name, last_name, born_on, number)
        SELECT gen_random_uuid(), chosen.partner_id, chosen.contract_id, p.salutation, p.first_name, p.last_name,
               p.born_on, p.number
          FROM jsonb_to_record(new) AS p (salutation text, first_name text, last_name text, born_on date, number smallint);
    ELSIF field_group = 'insured_person' THEN
        UPDATE public.contracts_insuredperson
           SET salutation = coalesce(new->>'salutation', salutation),
               first_name = coalesce(new->>'first_name', first_name),
               last_name = coalesce(new->>'last_name', last_name),
               born_on = coalesce((new->>'born_on')::date, born_on),
               number = coalesce((new->>'number')::smallint, number)
         WHERE id = chosen.insured_person_id;
    ELSE
        UPDATE public.contracts_contract
           SET policy_number = coalesce(new->>'policy_number', policy_number),
               line_of_business = coalesce(new->>'line_of_business', line_of_business),
               tariff = coalesce(new->>'tariff', tariff),
               begins_on = coalesce((new->>'begins_on')::date, begins_on),
               ends_on = CASE WHEN new ? 'ends_on' THEN nullif(new->>'ends_on', '')::date ELSE ends_on END
         WHERE id = chosen.contract_id;
    END IF;
    UPDATE public.contracts_dataguard SET lifted_at = taken_at
     WHERE contract_id = chosen.contract_id AND reason = 'rectification' AND lifted_at IS NULL AND fields = field_group
       AND insured_person_id IS NOT DISTINCT FROM chosen.insured_person_id;
    INSERT INTO public.contracts_contractchange (partner_id, contract_id, field, source, source_id, changed_at)
    VALUES (chosen.partner_id, chosen.contract_id, chosen.field, 'file', chosen.run_id, taken_at);
    RETURN chosen.contract_id;
END $$;

CREATE FUNCTION exchange_names_of(contract uuid) RETURNS TABLE (first_name text, last_name text, people text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT h.first_name, h.last_name, ARRAY(
           SELECT k.first_name || ' ' || k.last_name FROM public.contracts_insuredperson k
            WHERE k.contract_id = c.id ORDER BY k.born_on, k.id)
      FROM public.contracts_contract c JOIN public.contracts_policyholder h ON h.id = c.policyholder_id
     WHERE c.id = contract
       AND EXISTS (SELECT 1 FROM public.exchange_importconflict f WHERE f.contract_id = c.id AND f.state = 'taken')
$$;

CREATE FUNCTION exchange_find_by(contract uuid, new_text text, new_key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE public.contracts_contract c SET search_text = new_text, holder_sort_key = new_key
     WHERE c.id = contract AND (c.search_text, c.holder_sort_key) IS DISTINCT FROM (new_text, new_key)
       AND EXISTS (SELECT 1 FROM public.exchange_importconflict f WHERE f.contract_id = c.id AND f.state = 'taken')
$$;
"""

NAMES = (
    "exchange_key_of_conflict(uuid), exchange_holder_of(uuid), exchange_take_conflict(uuid, jsonb, timestamptz), exchange_names_of(uuid), "
    "exchange_find_by(uuid, text, text)"
)
GRANTS = (
    f"REVOKE EXECUTE ON FUNCTION {NAMES} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {NAMES} TO portal_worker;"
)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_take_over"), ("contracts", "0009_carry_over")]
    operations = [migrations.RunSQL(KEY + TAKE + GRANTS, f"DROP FUNCTION {NAMES}")]
