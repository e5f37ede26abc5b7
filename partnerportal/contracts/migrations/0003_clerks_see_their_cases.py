"""Let a clerk see a contract and its people only through a case of the own department, not by being a clerk."""

from django.db import migrations

from partnerportal.database.policies import DEPARTMENT, narrow_select, role_is

CASE_OF_THE_CONTRACT = f"""EXISTS (
    SELECT 1 FROM claims_claim claim
    WHERE claim.contract_id = contracts_contract.id AND claim.department_id = {DEPARTMENT})"""
CASE_OF_THE_PERSON = f"""EXISTS (
    SELECT 1 FROM claims_claim claim
    WHERE claim.insured_person_id = {{person}} AND claim.department_id = {DEPARTMENT})"""
A_VISIBLE_CONTRACT = """EXISTS (
    SELECT 1 FROM contracts_contract contract WHERE contract.policyholder_id = contracts_policyholder.id)"""


def _clerk(condition: str) -> str:
    return f"(NOT {role_is('clerk')} OR {condition})"


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_policies"), ("claims", "0004_submission_gates")]
    operations = [
        narrow_select("contracts_contract", _clerk(CASE_OF_THE_CONTRACT)),
        narrow_select("contracts_policyholder", _clerk(A_VISIBLE_CONTRACT)),
        narrow_select(
            "contracts_insuredperson", _clerk(CASE_OF_THE_PERSON.format(person="contracts_insuredperson.id"))
        ),
        narrow_select(
            "contracts_consent",
            _clerk(CASE_OF_THE_PERSON.format(person="contracts_consent.insured_person_id")),
        ),
    ]
