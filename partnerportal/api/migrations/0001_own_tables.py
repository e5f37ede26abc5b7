"""Keep keys of repeated requests and what an account's software acknowledged; only the account itself sees either."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from partnerportal.database.policies import ACCOUNT, either, protect, role_is

SELF = f"(account_id = {ACCOUNT})"

RIGHTS = """
REVOKE UPDATE ON api_documentreceipt FROM portal_web, portal_worker;
REVOKE INSERT, UPDATE ON api_repeatablerequest FROM portal_worker;
REVOKE INSERT ON api_documentreceipt FROM portal_worker;
"""

# What the interface kept goes with the account, as everything else of its access (accounts 0013).
FORGET = """
CREATE FUNCTION portal_forget_interface() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    DELETE FROM api_repeatablerequest WHERE account_id = NEW.id;
    DELETE FROM api_documentreceipt WHERE account_id = NEW.id;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION portal_forget_interface() FROM PUBLIC;
CREATE TRIGGER portal_forget_interface AFTER UPDATE OF removed_at ON accounts_account
    FOR EACH ROW WHEN (NEW.removed_at IS NOT NULL) EXECUTE FUNCTION portal_forget_interface();
"""
REMEMBER = """
DROP TRIGGER portal_forget_interface ON accounts_account;
DROP FUNCTION portal_forget_interface();
"""


def account() -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "0013_api_token")]
    operations = [
        migrations.CreateModel(
            name="RepeatableRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key_hash", models.CharField(max_length=64)),
                ("route", models.CharField(max_length=60)),
                ("content_hash", models.CharField(max_length=64)),
                ("created", models.CharField(blank=True, max_length=40)),
                ("begun_at", models.DateTimeField(db_index=True)),
                ("account", account()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "key_hash"), name="key_belongs_to_one_request")
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentReceipt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("document", models.CharField(max_length=40)),
                ("acknowledged_at", models.DateTimeField()),
                ("account", account()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "document"), name="document_acknowledged_once")
                ],
            },
        ),
        protect(
            "api_repeatablerequest",
            {
                "select": either(role_is("worker"), SELF),
                "insert": SELF,
                "update": SELF,
                "delete": role_is("worker"),
            },
        ),
        protect("api_documentreceipt", {"select": SELF, "insert": SELF, "delete": SELF}),
        migrations.RunSQL(RIGHTS, ""),
        migrations.RunSQL(FORGET, REMEMBER),
    ]
