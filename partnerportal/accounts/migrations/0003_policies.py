"""Let accounts be seen by the gate, by themselves and by those responsible; only preferences and passwords change."""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, DEPARTMENT, PARTNER, either, protect, role_is

SELF = f"(id = {ACCOUNT})"
COLLEAGUE = f"({role_is('owner')} AND partner_id = {PARTNER}) OR ({role_is('clerk')} AND department_id = {DEPARTMENT})"
OWN_SESSION = f"(account_id = {ACCOUNT})"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [
        protect(
            "accounts_account",
            {
                "select": either(role_is("gate", "worker", "administrator"), SELF, COLLEAGUE),
                "update": either(role_is("gate"), SELF),
            },
        ),
        migrations.RunSQL(
            """
            REVOKE INSERT, UPDATE, DELETE ON accounts_account FROM portal_web, portal_worker;
            GRANT UPDATE (password, language, appearance) ON accounts_account TO portal_web;
            """,
            "",
        ),
        protect(
            "accounts_session",
            {
                "select": either(role_is("gate", "worker"), OWN_SESSION),
                "insert": role_is("gate"),
                "update": either(role_is("gate"), OWN_SESSION),
                "delete": either(role_is("gate", "worker"), OWN_SESSION),
            },
        ),
        protect("account_emailaddress", {"select": role_is("gate")}),
        protect("account_emailconfirmation", {"select": role_is("gate")}),
    ]
