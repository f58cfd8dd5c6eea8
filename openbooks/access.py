"""Who may see what: a role and the units it reaches. Pure facts; the views of `books` enforce them.

There is no sign-in yet: the program serves one machine only. The command line acts as `staff`; the
pages act as `audit`, for which names are masked and the sensitive columns are closed
(domain/privacy.md §2 and §4).
"""

from __future__ import annotations

from dataclasses import dataclass

from openbooks.errors import WrongUse

ROLES: dict[str, str] = {
    "staff": "工作人员",
    "audit": "经审",
    "chair": "主席",
    "member": "会员",
}


@dataclass(frozen=True)
class Reader:
    """Somebody who asks: a role, and the units whose rows it may see (None = all)."""

    role: str
    units: tuple[str, ...] | None = None

    @property
    def masked(self) -> bool:
        """True where names, numbers of persons and free text are masked."""
        return self.role != "staff"

    @property
    def sees_ends(self) -> bool:
        """True where the last digits of a person's numbers are shown: those who check payments
        must tell two accounts apart, others need not."""
        return self.role in {"staff", "audit"}


def reader(role: str, units: tuple[str, ...] | None = None) -> Reader:
    """A Reader; raises WrongUse for a role that does not exist."""
    if role not in ROLES:
        raise WrongUse(f"没有角色“{role}”，可用：{'、'.join(ROLES)}。")
    return Reader(role, units)


LOCAL_STAFF = Reader("staff")
LOCAL_PAGES = Reader("audit")
