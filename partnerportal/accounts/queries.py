"""Read accounts."""

from __future__ import annotations

from uuid import UUID

from partnerportal.accounts.models import Account
from partnerportal.kernel.viewer import Role, Viewer


def viewer_of(account: Account) -> Viewer:
    """Return the viewer an account acts as; an owner has every right of the partner."""
    is_owner = account.role == Role.OWNER
    return Viewer(
        role=Role(account.role),
        account_id=account.id,
        partner_id=account.partner_id,
        department_id=account.department_id,
        may_see_statements=is_owner or account.may_see_statements,
        may_see_claims=is_owner or account.may_see_claims,
        may_see_contracts=is_owner or account.may_see_contracts,
        display_name=f"{account.first_name} {account.last_name}",
        organisation=_organisation(account),
        language=account.language,
    )


def email_of(account_id: UUID) -> str | None:
    """Return where news for an account is sent, None when it is gone or inactive. For the worker."""
    return Account.objects.filter(id=account_id, is_active=True).values_list("email", flat=True).first()


def _organisation(account: Account) -> str:
    if account.partner is not None:
        return account.partner.name
    return account.department.name if account.department is not None else ""
