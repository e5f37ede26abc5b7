"""Keep a leader in every house, also when two people act at once; let who leads forget somebody's access.

Two owners could remove each other in the same moment: each of them would still see the other as active. So the
changes that take a leader away follow one another for each house.
"""

from django.db import migrations

LEADERS = """
CREATE FUNCTION portal_account_keeps_leader() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    viewer_role text := coalesce(current_setting('portal.role', true), '');
BEGIN
    IF current_user NOT IN ('portal_web', 'portal_worker') THEN
        RETURN NEW;
    END IF;
    IF OLD.role NOT IN ('owner', 'administrator') OR NOT OLD.is_active
       OR (NEW.is_active AND NEW.role = OLD.role) THEN
        RETURN NEW;
    END IF;
    -- A firm without an owner gets one by invitation of the administrator; who could let in an administrator?
    IF OLD.role = 'owner' AND viewer_role = 'administrator' THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('portal.leaders.' || coalesce(OLD.partner_id::text, ''), 0));
    IF NOT EXISTS (
        SELECT 1 FROM accounts_account other
         WHERE other.id <> OLD.id AND other.role = OLD.role AND other.is_active
           AND other.partner_id IS NOT DISTINCT FROM OLD.partner_id
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'the last owner and the last administrator stay';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER portal_account_keeps_leader BEFORE UPDATE OF role, is_active, blocked_at, removed_at ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION portal_account_keeps_leader();
"""

FORGET = """
CREATE FUNCTION portal_forget_access(of_account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT portal_leads(of_account) THEN
        RAISE insufficient_privilege USING MESSAGE = 'access is forgotten by its person or by who leads';
    END IF;
    DELETE FROM accounts_session WHERE account_id = of_account;
    DELETE FROM accounts_onetimelink WHERE account_id = of_account;
    DELETE FROM accounts_knowndevice WHERE account_id = of_account;
    DELETE FROM accounts_readingcount WHERE account_id = of_account;
    DELETE FROM accounts_emailchange WHERE account_id = of_account;
    DELETE FROM accounts_detailschange WHERE account_id = of_account;
    DELETE FROM accounts_factorrecovery WHERE account_id = of_account;
    DELETE FROM mfa_authenticator WHERE user_id = of_account;
    DELETE FROM journal_latesttransaction WHERE account_id = of_account;
END $$;
REVOKE ALL ON FUNCTION portal_forget_access(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_forget_access(uuid) TO portal_web, portal_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_authority_over_accounts"), ("journal", "0002_partitions_and_policies")]
    operations = [
        migrations.RunSQL(LEADERS, "DROP FUNCTION portal_account_keeps_leader() CASCADE"),
        migrations.RunSQL(FORGET, "DROP FUNCTION portal_forget_access(uuid)"),
    ]
