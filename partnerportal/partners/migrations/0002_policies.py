"""Let a partner see its own firm, the operator's people all of them."""

from django.db import migrations

from partnerportal.database.policies import either, own_partner, protect, role_is


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]
    operations = [
        protect(
            "partners_partner",
            {"select": either(own_partner(column="id"), role_is("gate", "clerk", "administrator", "worker"))},
        ),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON partners_partner FROM portal_web, portal_worker", ""
        ),
    ]
