"""Let the administrator keep the departments: a department names a person, its deputy."""

from django.db import migrations

from partnerportal.database.policies import protect, role_is

EVERYBODY_NAMED = role_is("gate", "owner", "staff", "clerk", "officer", "administrator", "worker")


class Migration(migrations.Migration):
    dependencies = [("routing", "0003_deputy")]
    operations = [
        protect(
            "routing_department",
            {
                "select": EVERYBODY_NAMED,
                "insert": role_is("administrator"),
                "update": role_is("administrator"),
            },
        ),
        migrations.RunSQL(
            """
            GRANT INSERT ON routing_department TO portal_web;
            GRANT UPDATE (name, email, deputy_id) ON routing_department TO portal_web;
            """,
            "",
        ),
    ]
