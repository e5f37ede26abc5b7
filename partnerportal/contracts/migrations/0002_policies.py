"""Let a partner see its own contracts and people, clerks what their cases need, nobody else anything."""

from django.db import migrations

from partnerportal.database.policies import either, has_right, own_partner, protect, role_is

OWN = f"({own_partner()} AND {either(has_right('contracts'), has_right('claims'))})"
OWN_OR_CLERK = either(OWN, role_is("clerk"))
READ_ONLY = (
    "contracts_contract",
    "contracts_policyholder",
    "contracts_insuredperson",
    "contracts_bankaccount",
)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial")]
    operations = [
        protect("contracts_contract", {"select": OWN_OR_CLERK}),
        protect("contracts_policyholder", {"select": OWN_OR_CLERK}),
        protect("contracts_insuredperson", {"select": OWN_OR_CLERK}),
        protect("contracts_bankaccount", {"select": OWN}),
        protect(
            "contracts_consent",
            {
                "select": either(own_partner("claims"), role_is("clerk", "officer")),
                "insert": own_partner("claims"),
            },
        ),
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(READ_ONLY)} FROM portal_web, portal_worker;"
            "REVOKE UPDATE, DELETE ON contracts_consent FROM portal_web, portal_worker",
            "",
        ),
    ]
