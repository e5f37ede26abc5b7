"""Give the worker two named functions to clean up uploads; it still sees no document (security.md, "Database roles")."""

from django.db import migrations

REMOVE = """
CREATE FUNCTION documents_remove_unattached(before timestamptz) RETURNS SETOF uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM documents_document
    WHERE stored_at < before AND department_id IS NULL
      AND NOT EXISTS (SELECT FROM claims_attachment WHERE document_id = documents_document.id)
    RETURNING id
$$;
"""
KNOWN = """
CREATE FUNCTION documents_known(ids uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM documents_document WHERE id = ANY (ids)
$$;
"""
RIGHTS = """
REVOKE EXECUTE ON FUNCTION documents_remove_unattached(timestamptz), documents_known(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_remove_unattached(timestamptz), documents_known(uuid[]) TO portal_worker;
"""
DROP = "DROP FUNCTION documents_remove_unattached(timestamptz); DROP FUNCTION documents_known(uuid[]);"


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_policies"), ("claims", "0003_policies")]
    operations = [migrations.RunSQL(REMOVE + KNOWN + RIGHTS, DROP)]
