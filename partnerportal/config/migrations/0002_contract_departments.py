"""Let the doctor count the departments that keep contracts: without one nobody takes a change request."""

from django.db import migrations

COUNT = """
CREATE FUNCTION portal_contract_departments() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT count(*) FROM routing_department WHERE keeps_contracts
$$;
REVOKE ALL ON FUNCTION portal_contract_departments() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_contract_departments() TO portal_read;
"""


class Migration(migrations.Migration):
    dependencies = [("config", "0001_figures"), ("routing", "0005_keeps_contracts")]
    operations = [migrations.RunSQL(COUNT, "DROP FUNCTION portal_contract_departments()")]
