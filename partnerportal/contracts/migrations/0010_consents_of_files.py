"""Let a consent come from the insurer's file (GDV record 0202)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0009_carry_over")]
    operations = [
        migrations.AlterField(
            model_name="consent",
            name="obtained_how",
            field=models.CharField(
                choices=[
                    ("paper", "Papier"),
                    ("signed_file", "Datei"),
                    ("in_person", "persönlich"),
                    ("guardian", "Vertretung"),
                    ("file", "Datei des Versicherers"),
                ],
                max_length=12,
            ),
        ),
    ]
