"""Leave the history to the functions that change a contract: no role of the web writes a line of it by hand."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contracts", "0010_consents_of_files")]
    operations = [
        migrations.RunSQL(
            "REVOKE INSERT ON contracts_contractchange FROM portal_web",
            "GRANT INSERT ON contracts_contractchange TO portal_web",
        )
    ]
