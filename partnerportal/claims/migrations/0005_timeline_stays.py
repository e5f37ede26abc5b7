"""Let nobody on the web rewrite a claim's timeline or delete a question; the counter of numbers only counts on."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_submission_gates")]
    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON claims_claimevent FROM portal_web, portal_worker;
            REVOKE DELETE ON claims_informationrequest, claims_claimcounter FROM portal_web, portal_worker;
            """,
            "",
        ),
    ]
