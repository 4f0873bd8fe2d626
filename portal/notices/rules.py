"""Who may what with messages."""

import rules

from portal.accounts.rules import is_esc_administrator, is_esc_manager

rules.add_perm("notices.edit_texts", is_esc_administrator | is_esc_manager)
