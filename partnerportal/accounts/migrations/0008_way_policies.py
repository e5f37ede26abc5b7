"""Say who sees and changes registrations, invitations, links, mail, brakes, devices and changes."""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, either, own_partner, protect, role_is

SELF = f"(account_id = {ACCOUNT})"
OWNER = f"({role_is('owner')} AND {own_partner()})"
OWNER_DECIDES = f"({OWNER} AND state IN ('owner', 'approved', 'refused'))"
ADMINISTRATOR_DECIDES = f"({role_is('administrator')} AND state <> 'draft')"
OWNER_INVITES = f"({OWNER} AND role IN ('owner', 'staff'))"
SIGNED_IN = f"({ACCOUNT} IS NOT NULL)"

# The web may end what a mail or a link hangs on without seeing either: the database removes them itself.
CASCADE = """
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT con.conname, con.conrelid::regclass AS tab, pg_get_constraintdef(con.oid) AS definition
          FROM pg_constraint con
         WHERE con.contype = 'f' AND con.conrelid IN ('accounts_letter'::regclass, 'accounts_onetimelink'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.tab, found.conname);
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', found.tab, found.conname,
            regexp_replace(found.definition, ' DEFERRABLE.*$', '') || ' ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED');
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_way_references"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [
        migrations.RunSQL(CASCADE, ""),
        protect(
            "accounts_registration",
            {
                "select": either(role_is("gate", "worker"), ADMINISTRATOR_DECIDES, OWNER_DECIDES),
                "insert": role_is("gate"),
                "update": either(role_is("gate"), ADMINISTRATOR_DECIDES, OWNER_DECIDES),
                "delete": either(role_is("worker"), f"({role_is('gate')} AND state = 'draft')"),
            },
        ),
        protect(
            "accounts_invitation",
            {
                "select": either(role_is("gate", "worker", "administrator"), OWNER),
                "insert": either(role_is("administrator"), OWNER_INVITES),
                "update": either(role_is("administrator"), OWNER_INVITES),
                "delete": either(role_is("gate", "worker", "administrator"), OWNER_INVITES),
            },
        ),
        protect(
            "accounts_letter",
            {
                "select": role_is("worker"),
                "insert": either(role_is("gate", "worker"), SIGNED_IN),
                "update": role_is("worker"),
                "delete": role_is("worker"),
            },
        ),
        protect(
            "accounts_onetimelink",
            {
                "select": role_is("gate", "worker"),
                "insert": role_is("worker"),
                "update": role_is("gate"),
                "delete": role_is("gate", "worker"),
            },
        ),
        protect(
            "accounts_signinbrake",
            {
                "select": role_is("gate", "worker", "administrator"),
                "insert": role_is("gate"),
                "update": role_is("gate"),
                "delete": role_is("gate", "worker", "administrator"),
            },
        ),
        protect(
            "accounts_knowndevice",
            {
                "select": either(role_is("gate", "worker"), SELF),
                "insert": role_is("gate"),
                "update": role_is("gate"),
                "delete": either(role_is("worker"), SELF),
            },
        ),
        protect(
            "accounts_emailchange",
            {
                "select": either(role_is("gate", "worker"), SELF),
                "insert": SELF,
                "update": either(role_is("gate"), SELF),
                "delete": either(role_is("gate", "worker"), SELF),
            },
        ),
        protect(
            "accounts_detailschange",
            {
                "select": either(role_is("worker", "administrator"), SELF),
                "insert": SELF,
                "update": SELF,
                "delete": either(role_is("worker", "administrator"), SELF),
            },
        ),
        protect(
            "accounts_factorrecovery",
            {
                "select": either(role_is("gate", "worker", "administrator"), OWNER, SELF),
                "insert": role_is("gate"),
                "update": either(role_is("administrator"), OWNER),
                "delete": either(role_is("worker", "administrator"), OWNER, SELF),
            },
        ),
        protect(
            "mfa_authenticator",
            {
                "select": either(role_is("gate", "worker"), f"(user_id = {ACCOUNT})"),
                "insert": f"(user_id = {ACCOUNT})",
                "update": either(role_is("gate"), f"(user_id = {ACCOUNT})"),
                "delete": either(role_is("worker"), f"(user_id = {ACCOUNT})"),
            },
        ),
        migrations.RunSQL(
            """
            REVOKE INSERT, UPDATE, DELETE ON accounts_registration FROM portal_worker;
            GRANT DELETE ON accounts_registration TO portal_worker;
            REVOKE UPDATE, DELETE ON accounts_letter, accounts_onetimelink FROM portal_web;
            GRANT UPDATE (used_at) ON accounts_onetimelink TO portal_web;
            GRANT DELETE ON accounts_onetimelink TO portal_web;
            """,
            "",
        ),
    ]
