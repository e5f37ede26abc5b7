"""Let the keys of accounts and applicants belong to no partner."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0003_clerks_see_their_cases"),
        ("partners", "0003_end_of_contract"),
    ]

    operations = [
        migrations.AlterField(
            model_name="subjectkey",
            name="partner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="partners.partner"
            ),
        ),
    ]
