"""Mark the department that keeps the contracts; the administrator decides which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("routing", "0004_department_policies")]
    operations = [
        migrations.AddField("department", "keeps_contracts", models.BooleanField(default=False)),
        migrations.RunSQL("GRANT UPDATE (keeps_contracts) ON routing_department TO portal_web", ""),
    ]
