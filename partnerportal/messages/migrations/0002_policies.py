"""Show threads to those of the partner who see statements, and to the department they were sent to."""

from django.db import migrations

from partnerportal.database.policies import (
    ACCOUNT,
    DEPARTMENT,
    either,
    has_right,
    own_partner,
    protect,
    role_is,
)

OUR_DEPARTMENT = f"({role_is('clerk')} AND {has_right('statements')} AND department_id = {DEPARTMENT})"
EITHER_SIDE = either(own_partner("statements"), OUR_DEPARTMENT)
OWN_WORDS = f"({EITHER_SIDE} AND author_id = {ACCOUNT})"
OWN_QUESTION = f"({own_partner('statements')} AND opened_by_id = {ACCOUNT})"


class Migration(migrations.Migration):
    dependencies = [("messages", "0001_initial")]
    operations = [
        protect("messages_thread", {"select": EITHER_SIDE, "insert": OWN_QUESTION, "update": EITHER_SIDE}),
        protect("messages_message", {"select": EITHER_SIDE, "insert": OWN_WORDS}),
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON messages_message FROM portal_web, portal_worker;
            REVOKE DELETE ON messages_thread FROM portal_web, portal_worker;
            """,
            "",
        ),
    ]
