"""Tie a thread to a line its author sees, and a message to a thread its author sees, with the side it is written from.

Foreign keys look past row-level security: without this a partner could hang words on another partner's thread, or
name a stranger as the subject whose key the department then opens.
"""

from django.db import migrations

from partnerportal.database.policies import ACCOUNT, DEPARTMENT, either, has_right, own_partner, role_is

OUR_DEPARTMENT = f"({role_is('clerk')} AND {has_right('statements')} AND department_id = {DEPARTMENT})"
OWN_QUESTION = f"({own_partner('statements')} AND opened_by_id = {ACCOUNT})"
OWN_WORDS = f"({either(own_partner('statements'), OUR_DEPARTMENT)} AND author_id = {ACCOUNT})"

ABOUT_A_LINE = """
EXISTS (SELECT 1 FROM statements_statementline line
         WHERE line.id = statement_line_id AND line.partner_id = messages_thread.partner_id)
AND (subject_id = messages_thread.id OR EXISTS (
        SELECT 1 FROM statements_statementline line JOIN contracts_contract contract ON contract.id = line.contract_id
         WHERE line.id = statement_line_id AND contract.policyholder_id = subject_id))
"""
IN_THE_THREAD = """
EXISTS (SELECT 1 FROM messages_thread thread
         WHERE thread.id = thread_id AND thread.partner_id = messages_message.partner_id
           AND thread.department_id = messages_message.department_id)
"""


class Migration(migrations.Migration):
    dependencies = [("messages", "0002_policies"), ("contracts", "0006_policies_of_changes")]
    operations = [
        migrations.RunSQL(
            f"""
            ALTER POLICY viewer_insert ON messages_thread WITH CHECK ({OWN_QUESTION} AND {ABOUT_A_LINE});
            ALTER POLICY viewer_insert ON messages_message WITH CHECK (
                {OWN_WORDS} AND is_from_department = {role_is("clerk")} AND {IN_THE_THREAD});
            REVOKE UPDATE ON messages_thread FROM portal_web, portal_worker;
            GRANT UPDATE (state, last_message_at) ON messages_thread TO portal_web;
            """,
            f"""
            ALTER POLICY viewer_insert ON messages_thread WITH CHECK ({OWN_QUESTION});
            ALTER POLICY viewer_insert ON messages_message WITH CHECK ({OWN_WORDS});
            GRANT UPDATE ON messages_thread TO portal_web, portal_worker;
            """,
        ),
    ]
