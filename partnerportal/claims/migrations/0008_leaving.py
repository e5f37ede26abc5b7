"""Leave nothing behind when somebody goes: a clerk's open cases are free again, no draft outlives its account.

The administrator who closes a clerk's account sees no claim, and an owner no draft of a colleague: so the database
itself frees the cases, and refuses to remove an account whose drafts were forgotten (clause C63).
"""

from django.db import migrations

LEAVING = """
CREATE FUNCTION claims_free_cases() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE claims_claim SET clerk_id = NULL WHERE clerk_id = OLD.id AND state <> 'closed';
    UPDATE routing_inboxentry SET taken_by_id = NULL, taken_at = NULL WHERE taken_by_id = OLD.id AND done_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER claims_free_cases AFTER UPDATE OF department_id, is_active ON accounts_account
    FOR EACH ROW WHEN (OLD.role = 'clerk' AND OLD.is_active
                       AND (NEW.department_id IS DISTINCT FROM OLD.department_id OR NOT NEW.is_active))
    EXECUTE FUNCTION claims_free_cases();

CREATE FUNCTION claims_drafts_are_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM claims_claim WHERE author_id = OLD.id AND state = 'draft')
       OR EXISTS (SELECT 1 FROM claims_attachment WHERE author_id = OLD.id AND department_id IS NULL) THEN
        RAISE integrity_constraint_violation USING MESSAGE = 'what an account has not sent goes before the account';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER claims_drafts_are_gone AFTER UPDATE OF removed_at ON accounts_account
    FOR EACH ROW WHEN (NEW.removed_at IS NOT NULL) EXECUTE FUNCTION claims_drafts_are_gone();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_who_may_write"),
        ("accounts", "0010_leaders_and_removal"),
        ("documents", "0003_unattached"),
    ]
    operations = [
        migrations.RunSQL(
            LEAVING,
            "DROP FUNCTION claims_free_cases() CASCADE; DROP FUNCTION claims_drafts_are_gone() CASCADE",
        ),
    ]
