"""Let a reading name one of the known purposes only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_seal"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["authority", "check", "incident", "misuse", "request"])),
                name="journal_reading_known_purpose",
            ),
        ),
    ]
