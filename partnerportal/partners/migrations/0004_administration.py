"""Let the administrator keep the partner register."""

from django.db import migrations

from partnerportal.database.policies import role_is

ADMINISTRATOR = role_is("administrator")


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_end_of_contract")]
    operations = [
        migrations.RunSQL(
            f"""
            GRANT INSERT, UPDATE ON partners_partner TO portal_web;
            CREATE POLICY viewer_insert ON partners_partner FOR INSERT TO portal_web WITH CHECK ({ADMINISTRATOR});
            CREATE POLICY viewer_update ON partners_partner FOR UPDATE TO portal_web
                USING ({ADMINISTRATOR}) WITH CHECK ({ADMINISTRATOR});
            """,
            "",
        ),
    ]
