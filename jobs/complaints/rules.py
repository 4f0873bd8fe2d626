"""Who looks into complaints. To make one nobody needs an account."""

import rules

from portal.accounts.rules import is_esc

rules.add_perm("complaints.decide", is_esc)
