"""Who may save searches: whoever may look for work here."""

import rules

from portal.people.rules import may_seek

rules.add_perm("alerts.save_searches", may_seek)
