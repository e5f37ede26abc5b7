"""Know when the contract with a partner ended, whether it is blocked, and its number in the public register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0002_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="blocked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="partner",
            name="ended_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="partner",
            name="register_number",
            field=models.CharField(blank=True, max_length=15),
        ),
    ]
