"""Whether invented organisations are loaded: every page must say so, at no cost."""

from functools import partial

from django.core.cache import cache
from django.db import transaction

from portal.accounts.models import Organisation

KEY = "accounts.sample_loaded"
KEEP_SECONDS = 300


def sample_loaded() -> bool:
    """Whether there is a sample organisation, as it was at most 5 minutes ago."""
    there = Organisation.objects.filter(is_sample=True).exists
    return bool(cache.get_or_set(KEY, there, KEEP_SECONDS))


def sample_changed() -> None:
    """To be called where a sample comes or goes: pages see it as soon as that is committed."""
    transaction.on_commit(partial(cache.delete, KEY))
