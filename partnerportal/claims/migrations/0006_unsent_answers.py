"""Let the clean-up of uploads also take files that were meant for an answer and never sent (R-UPLOAD).

Once the question is answered or taken back, nobody can reach them any more: they tie to a sent claim, but to no
department.
"""

from django.db import migrations

REMOVE = """
CREATE OR REPLACE FUNCTION documents_remove_unattached(before timestamptz) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH unsent AS (
        DELETE FROM claims_attachment AS attachment
        USING documents_document AS document, claims_claim AS claim
        WHERE document.id = attachment.document_id AND claim.id = attachment.claim_id
          AND attachment.department_id IS NULL AND document.department_id IS NULL
          AND claim.state NOT IN ('draft', 'question') AND document.stored_at < before
        RETURNING attachment.document_id
    )
    DELETE FROM documents_document
    WHERE id IN (SELECT document_id FROM unsent)
       OR (stored_at < before AND department_id IS NULL
           AND NOT EXISTS (SELECT FROM claims_attachment WHERE document_id = documents_document.id))
    RETURNING id
$$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION documents_remove_unattached(before timestamptz) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM documents_document
    WHERE stored_at < before AND department_id IS NULL
      AND NOT EXISTS (SELECT FROM claims_attachment WHERE document_id = documents_document.id)
    RETURNING id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_timeline_stays"), ("documents", "0003_unattached")]
    operations = [migrations.RunSQL(REMOVE, AS_BEFORE)]
