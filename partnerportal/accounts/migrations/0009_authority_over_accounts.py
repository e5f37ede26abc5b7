"""Decide in the database who may change what at an account; rights of others need authority over them.

Row-level security says which rows, column rights say which columns; who may change which column of whose row only a
trigger can say. It binds the web and the worker, not the schema's owner.
"""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, DEPARTMENT, PARTNER, either, role_is

SELF = f"(id = {ACCOUNT})"
COLLEAGUE = f"({role_is('owner')} AND partner_id = {PARTNER}) OR ({role_is('clerk')} AND department_id = {DEPARTMENT})"
OWN_STAFF = f"({role_is('owner')} AND partner_id = {PARTNER} AND role IN ('owner', 'staff'))"

POLICIES = f"""
CREATE POLICY viewer_insert ON accounts_account FOR INSERT TO portal_web
    WITH CHECK ({either(role_is("gate", "administrator"), OWN_STAFF)});
DROP POLICY viewer_update ON accounts_account;
CREATE POLICY viewer_update ON accounts_account FOR UPDATE TO portal_web, portal_worker
    USING ({either(role_is("gate", "administrator", "worker"), SELF, OWN_STAFF)})
    WITH CHECK ({either(role_is("gate", "administrator", "worker"), SELF, OWN_STAFF)});
GRANT INSERT ON accounts_account TO portal_web;
GRANT UPDATE (
    email, salutation, first_name, last_name, role, department_id, may_see_statements, may_see_claims,
    may_see_contracts, born_on, street, postal_code, city, is_active, blocked_at, removed_at, has_second_factor,
    terms_version, terms_accepted_at, notice_version, notice_acknowledged_at
) ON accounts_account TO portal_web;
GRANT UPDATE (
    password, email, salutation, first_name, last_name, born_on, street, postal_code, city, has_second_factor
) ON accounts_account TO portal_worker;
"""

TRIGGER = """
CREATE FUNCTION portal_account_authority() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    viewer_role text := coalesce(current_setting('portal.role', true), '');
    viewer uuid := nullif(current_setting('portal.account_id', true), '')::uuid;
    is_self boolean := viewer IS NOT NULL AND viewer = OLD.id;
    leads boolean := NOT is_self AND viewer_role IN ('administrator', 'owner');
BEGIN
    IF current_user NOT IN ('portal_web', 'portal_worker') THEN
        RETURN NEW;
    END IF;

    IF NEW.partner_id IS DISTINCT FROM OLD.partner_id THEN
        RAISE insufficient_privilege USING MESSAGE = 'an account stays with its partner';
    END IF;

    IF (NEW.role, NEW.department_id, NEW.may_see_statements, NEW.may_see_claims, NEW.may_see_contracts)
       IS DISTINCT FROM (OLD.role, OLD.department_id, OLD.may_see_statements, OLD.may_see_claims, OLD.may_see_contracts)
       AND NOT leads THEN
        RAISE insufficient_privilege USING MESSAGE = 'nobody changes their own role or rights';
    END IF;

    IF NEW.blocked_at IS DISTINCT FROM OLD.blocked_at AND NOT leads THEN
        RAISE insufficient_privilege USING MESSAGE = 'nobody blocks or unblocks themselves';
    END IF;

    IF NEW.removed_at IS DISTINCT FROM OLD.removed_at AND (OLD.removed_at IS NOT NULL OR NOT (leads OR is_self)) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an account is removed once, by its person or by who leads';
    END IF;

    IF NEW.is_active AND NOT OLD.is_active AND NOT (leads OR viewer_role = 'gate') THEN
        RAISE insufficient_privilege USING MESSAGE = 'an account is opened at the gate or by who leads';
    END IF;

    IF NEW.password IS DISTINCT FROM OLD.password
       AND NOT (is_self OR viewer_role = 'gate' OR NEW.removed_at IS NOT NULL) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a password belongs to its person';
    END IF;

    IF NEW.email IS DISTINCT FROM OLD.email AND NOT (viewer_role = 'gate' OR OLD.removed_at IS NOT NULL) THEN
        RAISE insufficient_privilege USING MESSAGE = 'an e-mail address changes once both addresses confirmed it';
    END IF;

    IF (NEW.first_name, NEW.last_name, NEW.street, NEW.postal_code, NEW.city, NEW.born_on)
       IS DISTINCT FROM (OLD.first_name, OLD.last_name, OLD.street, OLD.postal_code, OLD.city, OLD.born_on)
       AND NOT (viewer_role = 'administrator' OR OLD.removed_at IS NOT NULL) THEN
        RAISE insufficient_privilege USING MESSAGE = 'name and address change with the approval of the administrator';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER portal_account_authority BEFORE UPDATE ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION portal_account_authority();
"""

SESSIONS = """
CREATE FUNCTION portal_leads(of_account uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM accounts_account a
         WHERE a.id = of_account
           AND (current_setting('portal.role', true) IN ('administrator', 'gate', 'worker')
                OR a.id = nullif(current_setting('portal.account_id', true), '')::uuid
                OR (current_setting('portal.role', true) = 'owner'
                    AND a.partner_id = nullif(current_setting('portal.partner_id', true), '')::uuid))
    )
$$;
CREATE FUNCTION portal_end_sessions(of_account uuid, except_handle uuid) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH ended AS (
        DELETE FROM accounts_session
         WHERE account_id = of_account AND handle IS DISTINCT FROM except_handle AND portal_leads(of_account)
        RETURNING 1
    )
    SELECT count(*)::integer FROM ended
$$;
CREATE FUNCTION portal_rotate_sessions(of_account uuid) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH marked AS (
        UPDATE accounts_session SET must_rotate = true
         WHERE account_id = of_account AND portal_leads(of_account)
        RETURNING 1
    )
    SELECT count(*)::integer FROM marked
$$;
REVOKE ALL ON FUNCTION portal_leads(uuid), portal_end_sessions(uuid, uuid), portal_rotate_sessions(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_end_sessions(uuid, uuid), portal_rotate_sessions(uuid) TO portal_web, portal_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_way_policies")]
    operations = [
        migrations.RunSQL(POLICIES, ""),
        migrations.RunSQL(TRIGGER, "DROP FUNCTION portal_account_authority() CASCADE"),
        migrations.RunSQL(
            SESSIONS,
            "DROP FUNCTION portal_rotate_sessions(uuid), portal_end_sessions(uuid, uuid), portal_leads(uuid)",
        ),
    ]
