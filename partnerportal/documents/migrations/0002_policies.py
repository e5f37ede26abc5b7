"""Show a document to its author until it is sent, afterwards to the partner and the department of the case."""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, claim_scope, own_partner, protect

UNSENT_AND_MINE = f"({own_partner('claims')} AND department_id IS NULL AND author_id = {ACCOUNT})"


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        protect(
            "documents_document",
            {
                "select": claim_scope(),
                "insert": UNSENT_AND_MINE,
                "update": claim_scope(),
                "delete": UNSENT_AND_MINE,
            },
        ),
    ]
