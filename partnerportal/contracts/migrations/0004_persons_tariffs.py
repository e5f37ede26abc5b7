"""Number the insured persons as the insurer does, and say who is insured by which tariff."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0003_clerks_see_their_cases"),
        ("partners", "0004_administration"),
    ]

    operations = [
        migrations.AddField(
            model_name="insuredperson",
            name="number",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="PersonTariff",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("tariff", models.CharField(max_length=60)),
                ("begins_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person_tariffs",
                        to="contracts.contract",
                    ),
                ),
                (
                    "insured_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tariffs",
                        to="contracts.insuredperson",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="partners.partner"),
                ),
            ],
        ),
    ]
