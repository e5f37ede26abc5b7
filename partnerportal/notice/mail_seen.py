"""Read the mails that went out and look for names and numbers in them."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from partnerportal.notice.context import ProofContext

_NAMES_AND_NUMBERS = """
SELECT first_name || ' ' || last_name FROM contracts_policyholder WHERE first_name <> ''
UNION SELECT first_name || ' ' || last_name FROM contracts_insuredperson
UNION SELECT policy_number FROM contracts_contract
UNION SELECT number FROM claims_claim WHERE number IS NOT NULL
"""


def mails_with_data(context: ProofContext) -> tuple[int, int]:
    """Return how many stored mails there are, and how many carry a person's name, a contract's or a claim's number.

    Only subject and text are read: the address is needed to deliver the mail.
    """
    texts = [_text(path) for path in sorted((context.data_dir / "mail").glob("*.eml"))]
    if not texts:
        return 0, 0
    forbidden = [str(row[0]) for row in context.rows(_NAMES_AND_NUMBERS)]
    return len(texts), sum(any(word in text for word in forbidden) for text in texts)


def _text(path: Path) -> str:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return "\n".join([str(message["Subject"] or ""), *(_content(part) for part in message.walk())])


def _content(part: object) -> str:
    if isinstance(part, EmailMessage) and part.get_content_maintype() == "text":
        return str(part.get_content())
    return ""
