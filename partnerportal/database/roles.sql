-- The five roles of the portal. Run once per server by an administrator; may be run again at any time.
-- Nobody inherits: a right that comes from a membership must be taken with SET ROLE and is visible.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['portal_owner', 'portal_web', 'portal_worker', 'portal_retention', 'portal_read']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format(
                'CREATE ROLE %I LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION', name);
        ELSIF EXISTS (
            SELECT FROM pg_roles
            WHERE rolname = name
              AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR rolinherit OR NOT rolcanlogin)
        ) THEN
            EXECUTE format(
                'ALTER ROLE %I LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION', name);
        END IF;
    END LOOP;

    -- The worker deletes only inside the retention and erasure services, which say SET LOCAL ROLE.
    IF NOT pg_has_role('portal_worker', 'portal_retention', 'MEMBER') THEN
        GRANT portal_retention TO portal_worker;
    END IF;

    -- Tests log in as the owner and step down to the role they examine.
    FOREACH name IN ARRAY ARRAY['portal_web', 'portal_worker', 'portal_retention', 'portal_read']
    LOOP
        IF NOT pg_has_role('portal_owner', name, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO portal_owner', name);
        END IF;
    END LOOP;
END
$$;
