"""Open the keys of threads and of contracts to those who read them: partners with statements, the department."""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, either, has_right, own_partner, role_is

OWN = f"({own_partner()} AND {either(has_right('contracts'), has_right('claims'), has_right('statements'))})"
SELF = f"(subject_id = {ACCOUNT})"
A_VISIBLE_ROW = """(
    EXISTS (SELECT 1 FROM contracts_insuredperson person WHERE person.id = database_subjectkey.subject_id)
    OR EXISTS (SELECT 1 FROM contracts_policyholder holder WHERE holder.id = database_subjectkey.subject_id)
    OR EXISTS (SELECT 1 FROM messages_thread thread WHERE thread.subject_id = database_subjectkey.subject_id))"""


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0005_keys_of_accounts"),
        ("contracts", "0006_policies_of_changes"),
        ("messages", "0002_policies"),
    ]
    operations = [
        migrations.RunSQL(
            f"""
            ALTER POLICY viewer_select ON database_subjectkey USING ({either(OWN, role_is("clerk"))});
            ALTER POLICY viewer_insert ON database_subjectkey WITH CHECK ({OWN});
            ALTER POLICY viewer_narrowed ON database_subjectkey
                USING (NOT {role_is("clerk")} OR {SELF} OR {A_VISIBLE_ROW});
            """,
            "",
        ),
    ]
