"""Let a clerk use the keys of persons in cases of the own department only."""

from django.db import migrations

from partnerportal.database.policies import narrow_select, role_is

A_VISIBLE_PERSON = """(
    EXISTS (SELECT 1 FROM contracts_insuredperson person WHERE person.id = database_subjectkey.subject_id)
    OR EXISTS (SELECT 1 FROM contracts_policyholder holder WHERE holder.id = database_subjectkey.subject_id))"""


class Migration(migrations.Migration):
    dependencies = [("database", "0002_policies"), ("contracts", "0003_clerks_see_their_cases")]
    operations = [
        narrow_select("database_subjectkey", f"(NOT {role_is('clerk')} OR {A_VISIBLE_PERSON})"),
    ]
