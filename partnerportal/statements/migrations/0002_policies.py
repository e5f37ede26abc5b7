"""Show closed statements to those of the partner who have the right, all to the department that settles them."""

from django.db import migrations

from partnerportal.database.policies import either, has_right, own_partner, protect, role_is

SETTLES = f"({role_is('clerk')} AND {has_right('statements')})"
CLOSED = f"({own_partner('statements')} AND state = 'closed')"
CLOSED_LINE = f"({own_partner('statements')} AND is_closed)"

IMMUTABLE = """
CREATE FUNCTION portal_statement_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.state = 'closed' AND current_user <> 'portal_retention' THEN
        IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'closed_by_id') = (to_jsonb(OLD) - 'closed_by_id')
           AND NEW.closed_by_id IS NULL THEN
            RETURN NEW;  -- the account of whoever closed it was removed
        END IF;
        RAISE EXCEPTION 'a closed statement never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'closed' AND OLD.state = 'open' AND (NEW.total, NEW.line_count) IS DISTINCT FROM
       (SELECT ROW(coalesce(sum(amount), 0), count(*)::integer) FROM statements_statementline
         WHERE statement_id = NEW.id AND is_closed AND currency = NEW.currency) THEN
        RAISE EXCEPTION 'total and count of a statement are those of its lines'
              USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER statement_stays BEFORE UPDATE OR DELETE ON statements_statement
    FOR EACH ROW EXECUTE FUNCTION portal_statement_stays();

CREATE FUNCTION portal_line_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.is_closed AND current_user <> 'portal_retention' THEN
        RAISE EXCEPTION 'a line of a closed statement never changes'
              USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER line_stays BEFORE UPDATE OR DELETE ON statements_statementline
    FOR EACH ROW EXECUTE FUNCTION portal_line_stays();

CREATE FUNCTION portal_lines_join_open() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM statements_statement statement
                WHERE statement.id IN (SELECT statement_id FROM added) AND statement.state = 'closed')
       OR EXISTS (SELECT 1 FROM added WHERE is_closed) THEN
        RAISE EXCEPTION 'a closed statement takes no more lines'
              USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lines_join_open AFTER INSERT ON statements_statementline
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION portal_lines_join_open();
"""


class Migration(migrations.Migration):
    dependencies = [("statements", "0001_initial")]
    operations = [
        protect(
            "statements_statement", {"select": either(CLOSED, SETTLES), "insert": SETTLES, "update": SETTLES}
        ),
        protect(
            "statements_statementline",
            {"select": either(CLOSED_LINE, SETTLES), "insert": SETTLES, "update": SETTLES, "delete": SETTLES},
        ),
        migrations.RunSQL(
            "REVOKE DELETE ON statements_statement FROM portal_web, portal_worker",
            "",
        ),
        migrations.RunSQL(
            IMMUTABLE,
            "DROP FUNCTION portal_statement_stays, portal_line_stays, portal_lines_join_open CASCADE",
        ),
    ]
