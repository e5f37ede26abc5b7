"""Open an inbox to its department; a delivery is written by whoever causes it and read by the worker alone."""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, DEPARTMENT, either, own_partner, protect, role_is

OWN_INBOX = f"({role_is('clerk')} AND department_id = {DEPARTMENT})"


class Migration(migrations.Migration):
    dependencies = [("routing", "0001_initial"), ("claims", "0002_initial")]
    operations = [
        protect(
            "routing_inboxentry",
            {
                "select": either(own_partner("claims"), OWN_INBOX),
                "insert": own_partner("claims"),
                "update": OWN_INBOX,
            },
        ),
        protect(
            "routing_delivery",
            {
                "select": role_is("worker", "administrator"),
                "insert": f"({ACCOUNT} IS NOT NULL)",
                "update": role_is("worker"),
            },
        ),
        migrations.RunSQL(
            """
            REVOKE INSERT, UPDATE, DELETE ON routing_department, routing_routingrule FROM portal_web, portal_worker;
            REVOKE DELETE ON routing_inboxentry, routing_delivery FROM portal_web, portal_worker;
            """,
            "",
        ),
    ]
