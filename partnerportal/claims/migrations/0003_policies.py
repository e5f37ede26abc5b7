"""Show a draft to its author, a submitted claim to the partner and to the department of the case."""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, DEPARTMENT, claim_scope, own_partner, protect, role_is

SCOPE = claim_scope()
DRAFT = f"({own_partner('claims')} AND department_id IS NULL AND author_id = {ACCOUNT})"
OWN_CASE = f"({role_is('clerk')} AND department_id = {DEPARTMENT})"
DRAFTED = {"select": SCOPE, "insert": DRAFT, "update": SCOPE, "delete": DRAFT}


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_initial"), ("routing", "0002_policies"), ("contracts", "0002_policies")]
    operations = [
        protect("claims_claim", DRAFTED),
        protect("claims_invoice", DRAFTED),
        protect("claims_payee", DRAFTED),
        protect("claims_attachment", DRAFTED),
        protect("claims_informationrequest", {"select": SCOPE, "insert": OWN_CASE, "update": SCOPE}),
        protect("claims_claimevent", {"select": SCOPE, "insert": SCOPE}),
    ]
