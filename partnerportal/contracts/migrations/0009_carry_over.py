"""Let nobody but the database itself carry a change over: by a clerk with the right, and a bank account by two people.

The web role writes neither contracts nor people. One function does, for one request at a time; a bank account only
when somebody else has checked it (clause C27). What a partner asked for stays as it was sent: no column of it can be
updated, so what was checked is what is carried over.
"""

from django.db import migrations, models

from partnerportal.database.policies import ACCOUNT, either, has_right, own_partner, role_is

KEEPS_CONTRACTS = f"({role_is('clerk')} AND {has_right('contracts')})"
OF_OWN_CONTRACT = """EXISTS (
    SELECT 1 FROM contracts_contract contract
     WHERE contract.id = contract_id AND contract.partner_id = contracts_changerequest.partner_id)"""
OF_THAT_CONTRACT = """(insured_person_id IS NULL OR EXISTS (
    SELECT 1 FROM contracts_insuredperson person
     WHERE person.id = insured_person_id AND person.contract_id = contracts_changerequest.contract_id))"""
A_KEEPING_DEPARTMENT = """EXISTS (
    SELECT 1 FROM routing_department department WHERE department.id = department_id AND department.keeps_contracts)"""
ASKED = f"""({own_partner("contracts")} AND author_id = {ACCOUNT} AND state = 'open' AND checked_by_id IS NULL
    AND decided_by_id IS NULL AND {OF_OWN_CONTRACT} AND {OF_THAT_CONTRACT} AND {A_KEEPING_DEPARTMENT})"""
UNDECIDED = "state IN ('open', 'checked')"
WITHDRAWN = f"({own_partner('contracts')} AND state = 'withdrawn')"
CHECKED = f"(state = 'checked' AND checked_by_id = {ACCOUNT})"
REFUSED = f"(state = 'refused' AND decided_by_id = {ACCOUNT})"
GUARD_OF_CONTRACT = """EXISTS (
    SELECT 1 FROM contracts_contract contract
     WHERE contract.id = contract_id AND contract.partner_id = contracts_dataguard.partner_id)"""

POLICIES = f"""
ALTER POLICY viewer_select ON contracts_changerequest USING ({either(own_partner("contracts"), KEEPS_CONTRACTS)});
ALTER POLICY viewer_insert ON contracts_changerequest WITH CHECK ({ASKED});
ALTER POLICY viewer_update ON contracts_changerequest
    USING ({UNDECIDED} AND {either(own_partner("contracts"), KEEPS_CONTRACTS)})
    WITH CHECK ({either(WITHDRAWN, f"({KEEPS_CONTRACTS} AND {either(CHECKED, REFUSED)})")});
REVOKE UPDATE ON contracts_changerequest FROM portal_web, portal_worker;
GRANT UPDATE (state, checked_by_id, checked_at, decided_by_id, decided_at, reason, reason_note)
    ON contracts_changerequest TO portal_web;

ALTER POLICY viewer_insert ON contracts_dataguard WITH CHECK
    ({KEEPS_CONTRACTS} AND reason = 'restriction' AND change_request_id IS NULL AND {GUARD_OF_CONTRACT});
REVOKE UPDATE ON contracts_dataguard FROM portal_web;
GRANT UPDATE (lifted_at) ON contracts_dataguard TO portal_web;
"""
PLAIN_POLICIES = f"""
REVOKE UPDATE ON contracts_changerequest FROM portal_web;
GRANT UPDATE ON contracts_changerequest, contracts_dataguard TO portal_web, portal_worker;
ALTER POLICY viewer_update ON contracts_changerequest USING ({KEEPS_CONTRACTS}) WITH CHECK ({KEEPS_CONTRACTS});
ALTER POLICY viewer_insert ON contracts_dataguard WITH CHECK ({KEEPS_CONTRACTS});
"""

REQUEST_IN_HAND = """
CREATE FUNCTION contracts_request_in_hand(request uuid) RETURNS contracts_changerequest
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    clerk uuid := nullif(current_setting('portal.account_id', true), '')::uuid;
    wish contracts_changerequest;
BEGIN
    IF clerk IS NULL OR current_setting('portal.role', true) IS DISTINCT FROM 'clerk'
       OR coalesce('contracts' = ANY (string_to_array(current_setting('portal.rights', true), ',')), false) IS FALSE
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'only clerks who keep contracts carry changes over';
    END IF;
    SELECT * INTO wish FROM contracts_changerequest WHERE id = request AND state IN ('open', 'checked') FOR UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'there is no such change request, or it is decided';
    END IF;
    IF wish.kind = 'bank_account'
       AND (wish.state <> 'checked' OR wish.checked_by_id IS NULL OR wish.checked_by_id = clerk) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a new bank account needs a second person';
    END IF;
    RETURN wish;
END $$;
REVOKE ALL ON FUNCTION contracts_request_in_hand(uuid) FROM PUBLIC;
"""

# `new` holds the new values by column, sealed ones as hexadecimal; `found_by` how the contracts of these people are
# found from now on: {contract: [search_text, holder_sort_key]}.
CARRY_OVER = """
CREATE FUNCTION contracts_carry_over(request uuid, new jsonb, found_by jsonb, decided timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    wish contracts_changerequest := contracts_request_in_hand(request);
    holder uuid := (SELECT policyholder_id FROM contracts_contract WHERE id = wish.contract_id);
    field text := CASE wish.kind WHEN 'insured_person' THEN 'insured_person.' ELSE '' END;
    touched uuid[] := ARRAY[wish.contract_id];
BEGIN
    CASE wish.kind
    WHEN 'address', 'name' THEN
        touched := ARRAY(SELECT id FROM contracts_contract WHERE policyholder_id = holder);
        PERFORM contracts_write_policyholder(holder, wish.kind, new);
    WHEN 'insured_person' THEN
        UPDATE contracts_insuredperson
           SET salutation = coalesce(new->>'salutation', salutation),
               first_name = coalesce(new->>'first_name', first_name),
               last_name = coalesce(new->>'last_name', last_name),
               born_on = coalesce((new->>'born_on')::date, born_on)
         WHERE id = wish.insured_person_id AND contract_id = wish.contract_id;
    ELSE
        PERFORM contracts_write_bank_account(wish.contract_id, wish.partner_id, new);
    END CASE;
    UPDATE contracts_contract contract
       SET search_text = found_by->contract.id::text->>0, holder_sort_key = found_by->contract.id::text->>1
     WHERE contract.id = ANY (touched) AND found_by ? contract.id::text;
    INSERT INTO contracts_contractchange (partner_id, contract_id, field, source, source_id, changed_at)
    SELECT contract.partner_id, contract.id, name, 'change_request', wish.id, decided
      FROM contracts_contract contract,
           unnest(CASE wish.kind WHEN 'bank_account' THEN ARRAY['bank_account']
                  ELSE ARRAY(SELECT field || key FROM jsonb_object_keys(new) key) END) name
     WHERE contract.id = ANY (touched);
    UPDATE contracts_dataguard SET lifted_at = decided
     WHERE contract_id = ANY (touched) AND reason = 'rectification' AND fields = wish.kind AND lifted_at IS NULL
       AND insured_person_id IS NOT DISTINCT FROM wish.insured_person_id;
    INSERT INTO contracts_dataguard
           (id, partner_id, contract_id, insured_person_id, reason, fields, change_request_id, set_at)
    SELECT gen_random_uuid(), partner_id, id, wish.insured_person_id, 'rectification', wish.kind, wish.id, decided
      FROM contracts_contract WHERE id = ANY (touched);
    UPDATE contracts_changerequest
       SET state = 'done', decided_by_id = nullif(current_setting('portal.account_id', true), '')::uuid, decided_at = decided
     WHERE id = wish.id;
END $$;
REVOKE ALL ON FUNCTION contracts_carry_over(uuid, jsonb, jsonb, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contracts_carry_over(uuid, jsonb, jsonb, timestamptz) TO portal_web;
"""

WRITERS = """
CREATE FUNCTION contracts_write_policyholder(holder uuid, kind text, new jsonb) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public AS $$
    UPDATE contracts_policyholder
       SET street = CASE kind WHEN 'address' THEN coalesce(new->>'street', street) ELSE street END,
           postal_code = CASE kind WHEN 'address' THEN coalesce(new->>'postal_code', postal_code) ELSE postal_code END,
           city = CASE kind WHEN 'address' THEN coalesce(new->>'city', city) ELSE city END,
           salutation = CASE kind WHEN 'name' THEN coalesce(new->>'salutation', salutation) ELSE salutation END,
           first_name = CASE kind WHEN 'name' THEN coalesce(new->>'first_name', first_name) ELSE first_name END,
           last_name = CASE kind WHEN 'name' THEN coalesce(new->>'last_name', last_name) ELSE last_name END
     WHERE id = holder;
$$;
CREATE FUNCTION contracts_write_bank_account(contract uuid, partner uuid, new jsonb) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public AS $$
    -- Sealed values are tied to the row's id: a new account is a new row.
    DELETE FROM contracts_bankaccount WHERE contract_id = contract;
    INSERT INTO contracts_bankaccount
           (id, partner_id, contract_id, holder, iban, bic, bank_name, iban_hash, last_four, country)
    VALUES ((new->>'id')::uuid, partner, contract, decode(new->>'holder', 'hex'), decode(new->>'iban', 'hex'),
            decode(new->>'bic', 'hex'), decode(new->>'bank_name', 'hex'), decode(new->>'iban_hash', 'hex'),
            new->>'last_four', new->>'country');
$$;
REVOKE ALL ON FUNCTION contracts_write_policyholder(uuid, text, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION contracts_write_bank_account(uuid, uuid, jsonb) FROM PUBLIC;
"""
DROP = """
DROP FUNCTION contracts_carry_over(uuid, jsonb, jsonb, timestamptz);
DROP FUNCTION contracts_write_policyholder(uuid, text, jsonb);
DROP FUNCTION contracts_write_bank_account(uuid, uuid, jsonb);
DROP FUNCTION contracts_request_in_hand(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0008_search"), ("routing", "0005_keeps_contracts")]
    operations = [
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.UniqueConstraint(
                fields=["contract", "kind", "insured_person"],
                condition=models.Q(state__in=["open", "checked"]),
                nulls_distinct=False,
                name="one_open_change_of_a_kind",
            ),
        ),
        migrations.RunSQL(POLICIES, PLAIN_POLICIES),
        migrations.RunSQL(WRITERS + REQUEST_IN_HAND + CARRY_OVER, DROP),
    ]
