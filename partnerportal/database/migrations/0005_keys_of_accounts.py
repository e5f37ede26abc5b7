"""Open the keys of accounts and applicants to the gate, to their person and to who decides about them."""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, either, role_is

WITHOUT_PARTNER = "(partner_id IS NULL)"
SELF = f"(subject_id = {ACCOUNT})"
APPLICANT = f"""({role_is("owner")} AND EXISTS (
    SELECT 1 FROM accounts_registration registration WHERE registration.id = database_subjectkey.subject_id))"""  # noqa: S608 - names of the schema
OF_ACCOUNTS = f"({WITHOUT_PARTNER} AND {either(role_is('gate', 'administrator', 'worker'), SELF, APPLICANT)})"
MADE_FOR_ACCOUNTS = (
    f"({WITHOUT_PARTNER} AND {either(role_is('gate', 'administrator'), SELF, role_is('owner'))})"
)
A_VISIBLE_PERSON = """(
    EXISTS (SELECT 1 FROM contracts_insuredperson person WHERE person.id = database_subjectkey.subject_id)
    OR EXISTS (SELECT 1 FROM contracts_policyholder holder WHERE holder.id = database_subjectkey.subject_id))"""
FOR_CLERKS = f"(NOT {role_is('clerk')} OR {SELF} OR {A_VISIBLE_PERSON})"


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0004_keys_without_partner"),
        ("accounts", "0009_authority_over_accounts"),
    ]
    operations = [
        migrations.RunSQL(
            f"""
            CREATE POLICY account_keys ON database_subjectkey FOR SELECT TO portal_web, portal_worker
                USING ({OF_ACCOUNTS});
            CREATE POLICY account_keys_made ON database_subjectkey FOR INSERT TO portal_web
                WITH CHECK ({MADE_FOR_ACCOUNTS});
            DROP POLICY viewer_narrowed ON database_subjectkey;
            CREATE POLICY viewer_narrowed ON database_subjectkey AS RESTRICTIVE FOR SELECT TO portal_web, portal_worker
                USING ({FOR_CLERKS});
            CREATE POLICY retention_select ON database_subjectkey FOR SELECT TO portal_retention
                USING ({WITHOUT_PARTNER});
            CREATE POLICY retention_delete ON database_subjectkey FOR DELETE TO portal_retention
                USING ({WITHOUT_PARTNER});
            """,
            "",
        ),
    ]
