"""Keep wrapped keys of other partners' subjects out of reach; nobody on the web changes or removes one."""

from django.db import migrations

from partnerportal.database.policies import either, has_right, own_partner, protect, role_is

OWN = f"({own_partner()} AND {either(has_right('contracts'), has_right('claims'))})"


class Migration(migrations.Migration):
    dependencies = [("database", "0001_initial")]
    operations = [
        protect("database_subjectkey", {"select": either(OWN, role_is("clerk")), "insert": OWN}),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON database_subjectkey FROM portal_web, portal_worker", ""),
    ]
