"""Open all contracts to the department that keeps them; let partners ask for changes, and it decide on them."""

from django.db import migrations

from partnerportal.database.policies import (
    ACCOUNT,
    DEPARTMENT,
    either,
    has_right,
    own_partner,
    protect,
    role_is,
)

A_CASE = (
    "EXISTS (SELECT 1 FROM claims_claim claim WHERE claim.{column} = {row} AND claim.department_id = {mine})"
)
A_VISIBLE_CONTRACT = """EXISTS (
    SELECT 1 FROM contracts_contract contract WHERE contract.policyholder_id = contracts_policyholder.id)"""
KEEPS_CONTRACTS = f"({role_is('clerk')} AND {has_right('contracts')})"
OWN = f"({own_partner()} AND {either(has_right('contracts'), has_right('claims'))})"
OWN_OR_KEEPER = either(OWN, KEEPS_CONTRACTS)
ASKED = f"({own_partner('contracts')} AND author_id = {ACCOUNT})"
WITHDRAWN = f"({own_partner('contracts')} AND state IN ('open', 'withdrawn'))"
OUR_DEPARTMENT = f"({KEEPS_CONTRACTS} AND department_id = {DEPARTMENT})"


def _narrowed(table: str, condition: str) -> migrations.RunSQL:
    """Let the keeping department past the condition that ties a clerk to the own cases."""
    return migrations.RunSQL(
        f"ALTER POLICY viewer_narrowed ON {table} USING (NOT {role_is('clerk')} OR {has_right('contracts')} OR {condition})",
        "",
    )


def _case_with(column: str, row: str) -> str:
    return A_CASE.format(column=column, row=row, mine=DEPARTMENT)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0005_history_and_change_requests")]
    operations = [
        _narrowed("contracts_contract", _case_with("contract_id", "contracts_contract.id")),
        _narrowed("contracts_policyholder", A_VISIBLE_CONTRACT),
        _narrowed("contracts_insuredperson", _case_with("insured_person_id", "contracts_insuredperson.id")),
        protect("contracts_persontariff", {"select": OWN_OR_KEEPER}),
        protect(
            "contracts_changerequest",
            {
                "select": either(own_partner("contracts"), OUR_DEPARTMENT),
                "insert": ASKED,
                "update": either(WITHDRAWN, OUR_DEPARTMENT),
            },
        ),
        protect(
            "contracts_contractchange",
            {"select": either(own_partner("contracts"), KEEPS_CONTRACTS), "insert": KEEPS_CONTRACTS},
        ),
        protect(
            "contracts_dataguard",
            {"select": KEEPS_CONTRACTS, "insert": KEEPS_CONTRACTS, "update": KEEPS_CONTRACTS},
        ),
        migrations.RunSQL(
            """
            REVOKE INSERT, UPDATE, DELETE ON contracts_persontariff FROM portal_web, portal_worker;
            REVOKE DELETE ON contracts_changerequest, contracts_dataguard FROM portal_web, portal_worker;
            REVOKE UPDATE, DELETE ON contracts_contractchange FROM portal_web, portal_worker;
            """,
            "",
        ),
    ]
