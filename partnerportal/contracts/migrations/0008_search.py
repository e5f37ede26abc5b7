"""Derive the words of names by triggers, protect them, and find numbers by any part of them (ADR 17)."""

from django.db import migrations

from partnerportal.database.policies import either, has_right, own_partner, protect, role_is

OWN = f"({own_partner()} AND {either(has_right('contracts'), has_right('claims'))})"
KEEPER = f"({role_is('clerk')} AND {has_right('contracts')})"

CHANGED = """LEFT JOIN {other} other ON other.id = mine.id
     WHERE (mine.partner_id, mine.holder_sort_key, mine.search_text)
           IS DISTINCT FROM (other.partner_id, other.holder_sort_key, other.search_text)"""
FORGET = """
    DELETE FROM contracts_searchword found
     USING (SELECT mine.id, mine.partner_id, mine.holder_sort_key, string_to_table(mine.search_text, ' ') AS word
              FROM old_rows mine {which}) gone
     WHERE found.partner_id = gone.partner_id AND found.word = gone.word
       AND found.holder_sort_key = gone.holder_sort_key AND found.contract_id = gone.id;"""
LEARN = """
    INSERT INTO contracts_searchword (partner_id, word, word_before, holder_sort_key, contract_id)
    SELECT fresh.partner_id, word, coalesce(lag(word) OVER (PARTITION BY fresh.id ORDER BY word COLLATE "C"), ''),
           fresh.holder_sort_key, fresh.id
      FROM (SELECT mine.* FROM {rows} mine {which}) fresh,
           LATERAL (SELECT DISTINCT word FROM string_to_table(fresh.search_text, ' ') AS word WHERE word <> '') words;"""


def _derive(moment: str, event: str, tables: str, body: str) -> migrations.RunSQL:
    """Return a trigger for whole statements: one that writes 100,000 contracts derives their words in one more."""
    name = f"contracts_words_of_{moment}"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$
        BEGIN
            {body}
            RETURN NULL;
        END $$;
        REVOKE EXECUTE ON FUNCTION {name}() FROM PUBLIC;
        CREATE TRIGGER {name} AFTER {event} ON contracts_contract REFERENCING {tables}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}();
        """,
        f"DROP TRIGGER {name} ON contracts_contract; DROP FUNCTION {name}();",
    )


# LIKE is not leakproof, so under row-level security no index would serve it. The function says itself whose contracts
# it looks through, from the same settings as the policies, and gives out ids only: the rows stay behind the policies.
NUMBERS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX contracts_by_number_part ON contracts_contract USING gin (partner_id, policy_number_key gin_trgm_ops);
CREATE FUNCTION contracts_with_number_part(part text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    asking text := current_setting('portal.role', true);
    rights text[] := string_to_array(current_setting('portal.rights', true), ',');
    own uuid := nullif(current_setting('portal.partner_id', true), '')::uuid;
BEGIN
    IF part !~ '^[A-Z0-9]+$' THEN
        RETURN;
    END IF;
    IF asking IN ('owner', 'staff') AND rights && ARRAY['contracts', 'claims'] THEN
        RETURN QUERY SELECT id FROM contracts_contract WHERE policy_number_key = part AND partner_id = own;
        IF NOT FOUND THEN
            RETURN QUERY SELECT id FROM contracts_contract
                          WHERE partner_id = own AND policy_number_key LIKE '%' || part || '%' LIMIT most;
        END IF;
    ELSIF asking = 'clerk' AND 'contracts' = ANY (rights) THEN
        RETURN QUERY SELECT id FROM contracts_contract WHERE policy_number_key = part;
        IF NOT FOUND THEN
            RETURN QUERY SELECT id FROM contracts_contract
                          WHERE policy_number_key LIKE '%' || part || '%' LIMIT most;
        END IF;
    END IF;
END $$;
REVOKE EXECUTE ON FUNCTION contracts_with_number_part(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contracts_with_number_part(text, integer) TO portal_web;
"""
UNNUMBERS = """
DROP FUNCTION contracts_with_number_part(text, integer);
DROP INDEX contracts_by_number_part;
"""

# Birth dates are found in the persons' own table now; their copy in the text goes.
WITHOUT_DATES = r"""
UPDATE contracts_contract SET search_text = btrim(regexp_replace(search_text, '\s?\d{4}-\d{2}-\d{2}', '', 'g'))
 WHERE search_text ~ '\d{4}-\d{2}-\d{2}'
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0007_search_words")]
    operations = [
        protect("contracts_searchword", {"select": either(OWN, KEEPER)}),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON contracts_searchword FROM portal_web, portal_worker, portal_retention",
            "",
        ),
        # So that rare words are known to be rare, and common ones to be common.
        migrations.RunSQL("ALTER TABLE contracts_searchword ALTER COLUMN word SET STATISTICS 1000", ""),
        # A million contracts take minutes; the limit of a statement returns with the end of the transaction.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", ""),
        migrations.RunSQL(WITHOUT_DATES, ""),
        migrations.RunSQL(LEARN.format(rows="contracts_contract", which=""), ""),
        _derive("new", "INSERT", "NEW TABLE AS new_rows", LEARN.format(rows="new_rows", which="")),
        _derive(
            "changed",
            "UPDATE",
            "OLD TABLE AS old_rows NEW TABLE AS new_rows",
            FORGET.format(which=CHANGED.format(other="new_rows"))
            + LEARN.format(rows="new_rows", which=CHANGED.format(other="old_rows")),
        ),
        _derive("deleted", "DELETE", "OLD TABLE AS old_rows", FORGET.format(which="")),
        migrations.RunSQL(NUMBERS, UNNUMBERS),
    ]
