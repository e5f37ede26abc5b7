"""Let the database itself say who writes what: partners no decision, nobody a row of another partner.

The keys over two columns hold where a policy would need a look into another table for each row.
"""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, DEPARTMENT, own_partner, role_is

OWN = own_partner("claims")
MY_DRAFT = f"({OWN} AND department_id IS NULL AND author_id = {ACCOUNT})"
MINE_OR_SENT = f"({OWN} AND (department_id IS NOT NULL OR author_id = {ACCOUNT}))"
OWN_CASE = f"({role_is('clerk')} AND department_id = {DEPARTMENT})"
UNDECIDED = "outcome IS NULL AND paid_amount IS NULL AND decided_by_id IS NULL"
# A partner sends and answers; only the department decides and closes.
PARTNERS_STEP = f"({MINE_OR_SENT} AND state IN ('draft', 'submitted', 'in_review') AND closed_at IS NULL)"
OF_PARTNERS = "kind IN ('claim.submitted', 'claim.forwarded', 'claim.question.answered')"


def _only_draft(table: str) -> str:
    """Return the change for rows that stay as sent: the author writes the draft and hands it over."""
    return f"ALTER POLICY viewer_update ON {table} USING ({MY_DRAFT}) WITH CHECK ({MINE_OR_SENT});"


def _same_partner(table: str, column: str, parent: str) -> str:
    """Return a key that ties a row to a parent of the same partner."""
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_of_partner"
        f" FOREIGN KEY ({column}, partner_id) REFERENCES {parent} (id, partner_id);"
    )


PARENTS = ("contracts_contract", "contracts_insuredperson", "claims_claim", "documents_document")
SAME_PARTNER = (
    ("claims_claim", "contract_id", "contracts_contract"),
    ("claims_claim", "insured_person_id", "contracts_insuredperson"),
    ("claims_invoice", "claim_id", "claims_claim"),
    ("claims_payee", "claim_id", "claims_claim"),
    ("claims_attachment", "claim_id", "claims_claim"),
    ("claims_attachment", "document_id", "documents_document"),
    ("claims_informationrequest", "claim_id", "claims_claim"),
    ("claims_claimevent", "claim_id", "claims_claim"),
    ("routing_inboxentry", "claim_id", "claims_claim"),
    ("contracts_consent", "insured_person_id", "contracts_insuredperson"),
)

POLICIES = f"""
{_only_draft("claims_payee")}
{_only_draft("claims_attachment")}
{_only_draft("documents_document")}
ALTER POLICY viewer_insert ON claims_invoice WITH CHECK ({MY_DRAFT} AND {UNDECIDED});
ALTER POLICY viewer_update ON claims_invoice
    USING ({MY_DRAFT} OR {OWN_CASE}) WITH CHECK (({MINE_OR_SENT} AND {UNDECIDED}) OR {OWN_CASE});
ALTER POLICY viewer_update ON claims_claim WITH CHECK ({PARTNERS_STEP} OR ({OWN_CASE} AND state <> 'draft'));
ALTER POLICY viewer_update ON claims_informationrequest
    USING (({MINE_OR_SENT} OR {OWN_CASE}) AND answered_at IS NULL) WITH CHECK ({MINE_OR_SENT} OR {OWN_CASE});
ALTER POLICY viewer_insert ON claims_claimevent
    WITH CHECK (({MINE_OR_SENT} AND {OF_PARTNERS}) OR ({OWN_CASE} AND NOT {OF_PARTNERS}));
ALTER POLICY viewer_insert ON routing_inboxentry
    WITH CHECK ({OWN} AND taken_at IS NULL AND done_at IS NULL);
REVOKE UPDATE ON claims_informationrequest FROM portal_web, portal_worker;
GRANT UPDATE (answer, answered_by_id, answered_at) ON claims_informationrequest TO portal_web;
"""
KEYS = "".join(
    f"ALTER TABLE {parent} ADD CONSTRAINT {parent}_of_partner UNIQUE (id, partner_id);" for parent in PARENTS
) + "".join(_same_partner(*key) for key in SAME_PARTNER)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_unsent_answers"),
        ("contracts", "0002_policies"),
        ("documents", "0003_unattached"),
        ("routing", "0002_policies"),
    ]
    operations = [migrations.RunSQL(KEYS + POLICIES, migrations.RunSQL.noop)]
