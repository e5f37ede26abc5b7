"""Let PostgreSQL itself refuse a submitted claim that is not forwarded (C30) or lacks consent and release (C74)."""

from django.db import migrations

FORWARDED = """
CREATE FUNCTION portal_claim_is_forwarded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'draft' AND NOT EXISTS (SELECT 1 FROM routing_inboxentry WHERE claim_id = NEW.id) THEN
        RAISE EXCEPTION 'a submitted claim needs its inbox entry'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_is_forwarded';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_is_forwarded AFTER INSERT OR UPDATE OF state ON claims_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION portal_claim_is_forwarded();
"""
CONSENTED = """
CREATE FUNCTION portal_claim_has_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'draft' AND (
        SELECT count(DISTINCT kind) FROM contracts_consent
        WHERE insured_person_id = NEW.insured_person_id AND withdrawn_at IS NULL
    ) < 2 THEN
        RAISE EXCEPTION 'a submitted claim needs consent and release from secrecy'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_has_consent';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_has_consent_on_insert AFTER INSERT ON claims_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION portal_claim_has_consent();
CREATE CONSTRAINT TRIGGER claim_has_consent_on_submission AFTER UPDATE OF state ON claims_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state <> 'draft')
    EXECUTE FUNCTION portal_claim_has_consent();
"""
DROP = """
DROP TRIGGER claim_is_forwarded ON claims_claim;
DROP TRIGGER claim_has_consent_on_insert ON claims_claim;
DROP TRIGGER claim_has_consent_on_submission ON claims_claim;
DROP FUNCTION portal_claim_is_forwarded();
DROP FUNCTION portal_claim_has_consent();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_policies")]
    operations = [migrations.RunSQL(FORWARDED + CONSENTED, DROP)]
