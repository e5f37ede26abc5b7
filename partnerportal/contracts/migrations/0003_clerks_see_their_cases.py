"""Let a clerk see a contract and its people only through a case of the own department, not by being a clerk."""

from django.db import migrations

from partnerportal.database.policies import DEPARTMENT, narrow_select, role_is

A_CASE = (
    "EXISTS (SELECT 1 FROM claims_claim claim WHERE claim.{column} = {row} AND claim.department_id = {mine})"
)
A_VISIBLE_CONTRACT = """EXISTS (
    SELECT 1 FROM contracts_contract contract WHERE contract.policyholder_id = contracts_policyholder.id)"""


def _case_with(column: str, row: str) -> str:
    return A_CASE.format(column=column, row=row, mine=DEPARTMENT)


def _clerk(condition: str) -> str:
    return f"(NOT {role_is('clerk')} OR {condition})"


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_policies"), ("claims", "0004_submission_gates")]
    operations = [
        narrow_select("contracts_contract", _clerk(_case_with("contract_id", "contracts_contract.id"))),
        narrow_select("contracts_policyholder", _clerk(A_VISIBLE_CONTRACT)),
        narrow_select(
            "contracts_insuredperson", _clerk(_case_with("insured_person_id", "contracts_insuredperson.id"))
        ),
        narrow_select(
            "contracts_consent",
            _clerk(_case_with("insured_person_id", "contracts_consent.insured_person_id")),
        ),
    ]
