"""Who decides what goes public."""

import rules

from portal.accounts.rules import is_esc

rules.add_perm("moderation.decide_review", is_esc)
