"""Seal the journal: where each line stands in its month's tree, the heads, what was dropped, and who reads it why."""

from django.db import migrations, models

from partnerportal.database.policies import ACCOUNT, protect, role_is

TABLES = """
CREATE TABLE journal_sealed_line (
    month date NOT NULL CHECK (extract(day FROM month) = 1),
    leaf_index bigint NOT NULL CHECK (leaf_index >= 0),
    entry_id bigint NOT NULL,
    leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
    PRIMARY KEY (month, leaf_index),
    CONSTRAINT journal_line_sealed_once UNIQUE (month, entry_id)
) PARTITION BY LIST (month);

CREATE TABLE journal_head (
    number bigint PRIMARY KEY CHECK (number > 0),
    month date NOT NULL CHECK (extract(day FROM month) = 1),
    size bigint NOT NULL CHECK (size > 0),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    sealed_at timestamptz NOT NULL,
    previous bytea NOT NULL CHECK (octet_length(previous) = 32),
    signer bytea NOT NULL CHECK (octet_length(signer) = 32),
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    frontier bytea NOT NULL
);
CREATE INDEX journal_head_by_month ON journal_head (month, number DESC);

CREATE TABLE journal_dropped_month (
    month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    size bigint NOT NULL,
    dropped_at timestamptz NOT NULL
);

REVOKE ALL ON journal_entry, journal_latesttransaction, journal_sealed_line, journal_head, journal_dropped_month
    FROM portal_retention;
REVOKE ALL ON journal_sealed_line, journal_head, journal_dropped_month FROM portal_web, portal_worker;
GRANT SELECT ON journal_head, journal_dropped_month TO portal_web, portal_worker;
GRANT INSERT ON journal_head TO portal_worker;
GRANT SELECT, INSERT ON journal_sealed_line TO portal_worker;
"""
NO_TABLES = "DROP TABLE journal_dropped_month, journal_head, journal_sealed_line"

MONTH = """
CREATE FUNCTION portal_journal_month(month date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    suffix text := to_char(month, 'YYYY_MM');
    partition text;
BEGIN
    IF to_regclass('journal_entry_' || suffix) IS NULL THEN
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF journal_entry FOR VALUES FROM (%L) TO (%L)', 'journal_entry_' || suffix,
            month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    END IF;
    IF to_regclass('journal_sealed_line_' || suffix) IS NULL THEN
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF journal_sealed_line FOR VALUES IN (%L)', 'journal_sealed_line_' || suffix,
            month);
    END IF;
    -- A partition is a table of its own: without these lines it could be read past the parent's policies.
    FOREACH partition IN ARRAY ARRAY['journal_entry_' || suffix, 'journal_sealed_line_' || suffix] LOOP
        EXECUTE format('REVOKE ALL ON %I FROM portal_web, portal_worker, portal_retention', partition);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
    END LOOP;
    RETURN 'journal_entry_' || suffix;
END $$;
REVOKE ALL ON FUNCTION portal_journal_month(date) FROM PUBLIC;

CREATE OR REPLACE FUNCTION portal_journal_partitions(from_day date, months_ahead integer) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month date;
    names text[] := '{}';
BEGIN
    FOR offset_months IN 0..months_ahead LOOP
        month := date_trunc('month', from_day)::date + make_interval(months => offset_months);
        IF to_regclass('journal_sealed_line_' || to_char(month, 'YYYY_MM')) IS NULL THEN
            PERFORM portal_journal_month(month);
        END IF;
        names := names || ('journal_entry_' || to_char(month, 'YYYY_MM'));
    END LOOP;
    RETURN names;
END $$;

SELECT portal_journal_month(to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM'))
FROM pg_inherits WHERE inhparent = 'journal_entry'::regclass;
"""

# The last day of the month is 90 days past (R-PROTOKOLL). The database's own clock decides, not the caller's.
DROP = """
CREATE FUNCTION portal_journal_drop(due_month date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    suffix text := to_char(due_month, 'YYYY_MM');
    last_kept date := (due_month + interval '1 month' - interval '1 day')::date + 90;
    final_size bigint;
BEGIN
    IF (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date <= last_kept THEN
        RAISE EXCEPTION 'the journal of % is kept until %', suffix, last_kept USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(max(size), 0) INTO final_size FROM journal_head WHERE month = due_month;
    EXECUTE format('DROP TABLE %I', 'journal_entry_' || suffix);
    EXECUTE format('DROP TABLE IF EXISTS %I', 'journal_sealed_line_' || suffix);
    INSERT INTO journal_dropped_month (month, size, dropped_at) VALUES (due_month, final_size, clock_timestamp());
    RETURN final_size;
END $$;
REVOKE ALL ON FUNCTION portal_journal_drop(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_journal_drop(date) TO portal_retention;
"""

READING = """
REVOKE ALL ON journal_reading FROM portal_web, portal_worker, portal_retention;
GRANT SELECT, INSERT ON journal_reading TO portal_web;
GRANT SELECT ON journal_reading TO portal_worker; -- asked by the policy of journal_entry; the worker sees no row
GRANT SELECT, DELETE ON journal_reading TO portal_retention;
CREATE POLICY due ON journal_reading TO portal_retention USING (
    (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date
        > (date_trunc('month', opened_at AT TIME ZONE 'Europe/Berlin') + interval '1 month - 1 day')::date + 90
);
"""
OPEN_READING = f"""EXISTS (
    SELECT FROM journal_reading reading
    WHERE reading.account_id = {ACCOUNT} AND reading.opened_at BETWEEN statement_timestamp() - interval '15 minutes' AND statement_timestamp() + interval '1 minute'
)"""
SELECT = f"""(
    (kind = 'login' AND account_id = {ACCOUNT})
    OR {role_is("worker")}
    OR ({role_is("officer")} AND {OPEN_READING})
)"""

# Whoever does not have the index key cannot name the hash; the portal computes it only from the account's own name.
OWN_FAILURES = """
CREATE INDEX journal_entry_by_name ON journal_entry (name_hash, occurred_at DESC) WHERE name_hash IS NOT NULL;
CREATE FUNCTION portal_own_failures(own_name_hash bytea, since timestamptz, until timestamptz)
RETURNS TABLE (id bigint, occurred_at timestamptz, ip inet)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT entry.id, entry.occurred_at, entry.ip FROM journal_entry entry
    WHERE entry.kind = 'failed_login' AND entry.name_hash = own_name_hash
      AND entry.occurred_at >= since AND entry.occurred_at < until
$$;
REVOKE ALL ON FUNCTION portal_own_failures(bytea, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_own_failures(bytea, timestamptz, timestamptz) TO portal_web;
"""
NO_OWN_FAILURES = """
DROP FUNCTION portal_own_failures(bytea, timestamptz, timestamptz);
DROP INDEX journal_entry_by_name;
"""


def renew_macs(apps, schema_editor):
    """Give lines written before this version a MAC that covers their number too; a false MAC stays as it is."""
    from partnerportal.database.keys import index_key
    from partnerportal.journal.lines import COLUMNS, Line
    from partnerportal.kernel.crypto import keyed_hash

    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM journal_entry")  # noqa: S608 - a constant
        for line in [Line.from_row(row) for row in cursor.fetchall()]:
            without_number = line.statement.partition("\x1f")[2].encode()
            if line.mac == keyed_hash(index_key(), "journal_mac", without_number):
                renewed = line.mac_with(index_key())
                cursor.execute("UPDATE journal_entry SET mac = %s WHERE id = %s", [renewed, line.id])


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_partitions_and_policies")]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("account_id", models.UUIDField()),
                ("purpose", models.CharField(max_length=20)),
                ("reason", models.CharField(max_length=300)),
                ("asked_account_id", models.UUIDField(null=True)),
                ("asked_name_hash", models.BinaryField(null=True)),
                ("asked_kind", models.CharField(blank=True, max_length=12)),
                ("asked_since", models.DateField()),
                ("asked_until", models.DateField()),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["account_id", "opened_at"], name="journal_reading_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(reason__regex=r"\S.{8,}\S"), name="journal_reading_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(asked_since__lte=models.F("asked_until")),
                        name="journal_reading_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedLine",
            fields=[
                ("pk", models.CompositePrimaryKey("month", "leaf_index", serialize=False)),
                ("month", models.DateField()),
                ("leaf_index", models.BigIntegerField()),
                ("entry_id", models.BigIntegerField()),
                ("leaf_hash", models.BinaryField()),
            ],
            options={"db_table": "journal_sealed_line", "managed": False},
        ),
        migrations.CreateModel(
            name="TreeHead",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
                ("previous", models.BinaryField()),
                ("signer", models.BinaryField()),
                ("signature", models.BinaryField()),
                ("frontier", models.BinaryField()),
            ],
            options={"db_table": "journal_head", "managed": False},
        ),
        migrations.CreateModel(
            name="DroppedMonth",
            fields=[
                ("month", models.DateField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("dropped_at", models.DateTimeField()),
            ],
            options={"db_table": "journal_dropped_month", "managed": False},
        ),
        migrations.RunSQL(TABLES, NO_TABLES),
        migrations.RunSQL(MONTH, "DROP FUNCTION portal_journal_month(date)"),
        protect("journal_sealed_line", {"select": role_is("worker"), "insert": role_is("worker")}),
        protect("journal_head", {"select": role_is("worker", "officer"), "insert": role_is("worker")}),
        protect("journal_dropped_month", {"select": role_is("worker", "officer")}),
        migrations.RunSQL(DROP, "DROP FUNCTION portal_journal_drop(date)"),
        protect(
            "journal_reading",
            {
                "select": role_is("officer"),
                "insert": f"({role_is('officer')} AND account_id = {ACCOUNT}"
                " AND opened_at BETWEEN statement_timestamp() - interval '1 minute'"
                " AND statement_timestamp() + interval '1 minute')",
            },
        ),
        migrations.RunSQL(READING, ""),
        migrations.RunSQL(
            f"ALTER POLICY viewer_select ON journal_entry USING ({SELECT})",
            f"ALTER POLICY viewer_select ON journal_entry USING (kind = 'login' AND account_id = {ACCOUNT})",
        ),
        migrations.RunSQL(OWN_FAILURES, NO_OWN_FAILURES),
        migrations.RunPython(renew_macs, migrations.RunPython.noop),
    ]
