"""Offer counts to monitoring and doctor: two functions answer with numbers, nobody reads a row for them."""

from django.db import migrations

FIGURES = """
CREATE FUNCTION portal_figures() RETURNS TABLE (figure text, value double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH due AS (
        SELECT coalesce(job.scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = job.id)) AS since
          FROM procrastinate_jobs job
         WHERE job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now())
    SELECT 'jobs_waiting', count(*)::float8 FROM due
    UNION ALL SELECT 'oldest_job_seconds', coalesce(extract(epoch FROM now() - min(since)), 0)::float8 FROM due
    UNION ALL SELECT 'jobs_running', count(*)::float8 FROM procrastinate_jobs WHERE status = 'doing'
    UNION ALL SELECT 'jobs_failed', count(*)::float8 FROM procrastinate_jobs WHERE status = 'failed'
    UNION ALL SELECT 'worker_silent_seconds', extract(epoch FROM now() - max(last_heartbeat))::float8
                FROM procrastinate_workers
    UNION ALL SELECT 'deliveries_pending', count(*)::float8 FROM routing_delivery WHERE state = 'pending'
    UNION ALL SELECT 'deliveries_failed', count(*)::float8 FROM routing_delivery WHERE state = 'failed'
    UNION ALL SELECT 'sessions', count(*)::float8 FROM accounts_session WHERE expires_at > now()
    UNION ALL SELECT 'inbox_open', count(*)::float8 FROM routing_inboxentry WHERE done_at IS NULL
    UNION ALL SELECT 'journal_months_ahead', count(*)::float8 FROM pg_class
               WHERE relispartition AND relnamespace = 'public'::regnamespace AND relkind = 'r'
                 AND relname ~ '^journal_entry_[0-9]{4}_[0-9]{2}$'
                 AND relname > 'journal_entry_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')
    UNION ALL SELECT 'journal_unsealed_seconds', coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8
                FROM journal_entry
               WHERE occurred_at > coalesce((SELECT max(sealed_at) FROM journal_head), '-infinity')
$$;
REVOKE ALL ON FUNCTION portal_figures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_figures() TO portal_web, portal_worker, portal_read;
"""
KEY_VERSIONS = """
CREATE FUNCTION portal_key_versions() RETURNS TABLE (version integer, keys bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT get_byte(wrapped, 1) * 256 + get_byte(wrapped, 2), count(*) FROM database_subjectkey GROUP BY 1 ORDER BY 1
$$;
REVOKE ALL ON FUNCTION portal_key_versions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_key_versions() TO portal_read;
GRANT SELECT ON django_migrations TO portal_read;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("accounts", "0009_authority_over_accounts"),
        ("database", "0005_keys_of_accounts"),
        ("journal", "0003_seal"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("routing", "0004_department_policies"),
    ]
    operations = [
        migrations.RunSQL(FIGURES, "DROP FUNCTION portal_figures()"),
        migrations.RunSQL(
            KEY_VERSIONS,
            "REVOKE SELECT ON django_migrations FROM portal_read; DROP FUNCTION portal_key_versions()",
        ),
    ]
