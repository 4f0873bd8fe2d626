"""What accounts tells to whoever stands above it, without knowing them. Sent inside the
transaction that wrote; `portal.notices` turns them into messages."""

from django.dispatch import Signal

# A code was made for a user: user, channel ("sms" or "email"), to (the address), code.
code_issued = Signal()

# ESC staff verified, refused or suspended an organisation: organisation.
organisation_decided = Signal()

# Organisations wait longer for the centre than they should: organisations (a list).
organisations_overdue = Signal()

# An owner invites somebody with an account to act for an organisation: invitation, user.
member_invited = Signal()

# An account is about to be erased for good: user. What is kept about them elsewhere must go too.
account_erased = Signal()

# Nobody has used an account for long, and it will be erased: user, day (the last one to keep it).
account_inactive = Signal()
