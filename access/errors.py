"""Every way in which access can be refused or set up wrongly: where, why, how to fix."""

from __future__ import annotations


class AccessError(ValueError):
    """Something about accounts that a person can put right; the message says how."""


class AccountError(AccessError):
    """An account cannot be made or changed as asked."""


class LastLeadError(AccountError):
    """Without a lead nobody could invite, publish or read the record."""


class SetUpError(AccessError):
    """The study cannot be set up as asked."""
