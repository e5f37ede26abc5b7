-- What the roles may do in this database. Needs roles.sql first; may be run again at any time, also by portal_owner.
DO $$
BEGIN
    -- A template is cloned by others and keeps its owner.
    IF EXISTS (
        SELECT FROM pg_database
        WHERE datname = current_database() AND NOT datistemplate AND datdba <> 'portal_owner'::regrole
    ) THEN
        EXECUTE format('ALTER DATABASE %I OWNER TO portal_owner', current_database());
    END IF;

    IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public' AND nspowner <> 'portal_owner'::regrole) THEN
        ALTER SCHEMA public OWNER TO portal_owner;
    END IF;

    -- A temporary table is a table: no role but the owner makes any.
    IF EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND NOT datistemplate) THEN
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    END IF;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal_web, portal_worker, portal_retention, portal_read;

-- Every table the migrations create. Row-level security narrows this further; TRUNCATE goes round it, so nobody has it.
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_web, portal_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
    GRANT SELECT, DELETE ON TABLES TO portal_retention;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO portal_web, portal_worker;
