"""Keep which additional services an account switched on; only its own person sees and changes that."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnerportal.database.policies import ACCOUNT, either, protect, role_is

SELF = f"(account_id = {ACCOUNT})"

# As in 0010, and the services too.
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
    dependencies = [("accounts", "0011_registrations")]
    operations = [
        migrations.CreateModel(
            name="ServiceOptIn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("service", models.CharField(max_length=40)),
                ("wording_version", models.CharField(max_length=20)),
                ("opted_in_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "service"), name="service_switched_on_once")
                ],
            },
        ),
        protect(
            "accounts_serviceoptin",
            {"select": SELF, "insert": SELF, "delete": either(role_is("worker"), SELF)},
        ),
        migrations.RunSQL("REVOKE UPDATE ON accounts_serviceoptin FROM portal_web, portal_worker", ""),
        migrations.RunSQL(FORGET, ""),
    ]
