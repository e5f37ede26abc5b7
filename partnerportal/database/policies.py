"""Write row-level security policies as migration operations: short words for who, SQL for PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.migrations import RunSQL

ROLE = "(SELECT current_setting('portal.role', true))"
ACCOUNT = "(SELECT nullif(current_setting('portal.account_id', true), '')::uuid)"
PARTNER = "(SELECT nullif(current_setting('portal.partner_id', true), '')::uuid)"
DEPARTMENT = "(SELECT nullif(current_setting('portal.department_id', true), '')::uuid)"


def role_is(*roles: str) -> str:
    """Return the condition "the viewer has one of these roles"."""
    return f"{ROLE} IN ({', '.join(repr(role) for role in roles)})"


def has_right(name: str) -> str:
    """Return the condition "the viewer's account was given this right" (statements, claims or contracts)."""
    return f"(SELECT '{name}' = ANY (string_to_array(current_setting('portal.rights', true), ',')))"


def own_partner(right: str | None = None, column: str = "partner_id") -> str:
    """Return the condition "the row belongs to the viewer's partner", optionally with a right."""
    scope = f"{column} = {PARTNER}"
    return f"({scope} AND {has_right(right)})" if right else f"({scope})"


def claim_scope() -> str:
    """Return who sees a row of a claim: a draft its author, afterwards the partner and the department of the case."""
    partner_side = f"({own_partner('claims')} AND (department_id IS NOT NULL OR author_id = {ACCOUNT}))"
    department_side = f"({role_is('clerk')} AND department_id = {DEPARTMENT})"
    return f"({partner_side} OR {department_side})"


def either(*conditions: str) -> str:
    """Join conditions with OR."""
    return "(" + " OR ".join(conditions) + ")"


def protect(table: str, policies: Mapping[str, str]) -> RunSQL:
    """Turn on forced row-level security and add one policy per command ("select", "insert", "update", "delete").

    A command without a policy is refused to the web and worker roles. The owner of the schema, used by migrations
    and the seed only, has a policy of its own because FORCE binds it too.
    """
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY schema_owner ON {table} TO portal_owner USING (true) WITH CHECK (true)",
    ]
    statements += [_policy(table, command, condition) for command, condition in policies.items()]
    reverse = [
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    return RunSQL(";\n".join(statements), ";\n".join(reverse))


def narrow_select(table: str, condition: str) -> RunSQL:
    """Add a restrictive policy: whoever may read a row by another policy must meet this condition too.

    Unlike a partner's own rows, a clerk's are found through another table. The look-up costs nothing for a partner:
    PostgreSQL evaluates it only where the rest of the condition has not decided.
    """
    policy = (
        f"CREATE POLICY viewer_narrowed ON {table} AS RESTRICTIVE FOR SELECT TO portal_web, portal_worker"
    )
    return RunSQL(f"{policy} USING ({condition})", f"DROP POLICY viewer_narrowed ON {table}")


def _policy(table: str, command: str, condition: str) -> str:
    clause = {
        "select": f"USING ({condition})",
        "insert": f"WITH CHECK ({condition})",
        "update": f"USING ({condition}) WITH CHECK ({condition})",
        "delete": f"USING ({condition})",
    }[command]
    return f"CREATE POLICY viewer_{command} ON {table} FOR {command.upper()} TO portal_web, portal_worker {clause}"
