"""Count what each account reads: one row of its own, which the owner of the same firm sees too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnerportal.database.policies import ACCOUNT, either, own_partner, protect, role_is

OWN = f"(account_id = {ACCOUNT} AND {own_partner()})"
OF_THE_FIRM = f"({role_is('owner')} AND {own_partner()})"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_read_only"), ("partners", "0002_policies")]
    operations = [
        migrations.CreateModel(
            name="ReadingCount",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("day", models.DateField()),
                ("records", models.PositiveIntegerField()),
                ("noticed_at", models.DateTimeField(null=True)),
                (
                    "partner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="partners.partner"),
                ),
            ],
        ),
        protect(
            "accounts_readingcount",
            {"select": either(OWN, OF_THE_FIRM), "insert": OWN, "update": OWN},
        ),
        migrations.RunSQL("REVOKE DELETE ON accounts_readingcount FROM portal_web, portal_worker", ""),
    ]
