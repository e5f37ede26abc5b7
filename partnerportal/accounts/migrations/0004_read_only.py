"""Take away what no policy allows anyway: the tables of Django and allauth are read-only on the web.

Without a policy a write would silently find no row; without the right it is refused and seen.
"""

from django.db import migrations

READ_ONLY = (
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_policies"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(READ_ONLY)} FROM portal_web, portal_worker", ""
        ),
    ]
