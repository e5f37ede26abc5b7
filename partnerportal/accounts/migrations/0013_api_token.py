"""Keep tokens of the interface: their person sees and ends them, the gate finds one by its hash; none comes back."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnerportal.database.policies import ACCOUNT, either, own_partner, protect, role_is

SELF = f"(account_id = {ACCOUNT} AND {own_partner()})"

# What was revoked is never in use again: no row of it can be written any more.
RIGHTS = f"""
REVOKE UPDATE ON accounts_apitoken FROM portal_web, portal_worker;
GRANT UPDATE (last_used_at, revoked_at, window_began_at, window_requests) ON accounts_apitoken TO portal_web;
CREATE POLICY viewer_update ON accounts_apitoken FOR UPDATE TO portal_web
    USING ({SELF} AND revoked_at IS NULL) WITH CHECK ({SELF});
"""

# As in 0012, and the tokens too.
FORGET = """
CREATE OR REPLACE FUNCTION portal_forget_access(of_account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT portal_leads(of_account) THEN
        RAISE insufficient_privilege USING MESSAGE = 'access is forgotten by its person or by who leads';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM accounts_account WHERE id = of_account AND removed_at IS NOT NULL) THEN
        RAISE insufficient_privilege USING MESSAGE = 'access is forgotten once the account is removed';
    END IF;
    DELETE FROM accounts_session WHERE account_id = of_account;
    DELETE FROM accounts_apitoken WHERE account_id = of_account;
    DELETE FROM accounts_onetimelink WHERE account_id = of_account;
    DELETE FROM accounts_knowndevice WHERE account_id = of_account;
    DELETE FROM accounts_readingcount WHERE account_id = of_account;
    DELETE FROM accounts_emailchange WHERE account_id = of_account;
    DELETE FROM accounts_detailschange WHERE account_id = of_account;
    DELETE FROM accounts_factorrecovery WHERE account_id = of_account;
    DELETE FROM accounts_serviceoptin WHERE account_id = of_account;
    DELETE FROM mfa_authenticator WHERE user_id = of_account;
    DELETE FROM journal_latesttransaction WHERE account_id = of_account;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_service_opt_in"), ("partners", "0002_policies")]
    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=8)),
                ("scopes", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("ends_on", models.DateField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("window_began_at", models.DateTimeField(null=True)),
                ("window_requests", models.PositiveIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="partners.partner"),
                ),
            ],
        ),
        protect(
            "accounts_apitoken",
            {"select": either(role_is("gate", "worker"), SELF), "insert": SELF, "delete": role_is("worker")},
        ),
        migrations.RunSQL(RIGHTS, ""),
        migrations.RunSQL(FORGET, ""),
    ]
