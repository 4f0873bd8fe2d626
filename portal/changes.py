"""How a domain says that something changed, without knowing who listens.

Every service that writes announces what it wrote, inside its transaction. The search app
listens and queues the documents that depend on it, in that same transaction.
"""

from collections.abc import Iterable

from django.dispatch import Signal

changed = Signal()


def announce(kind: str, ids: Iterable[object]) -> None:
    """Tells that objects of a kind were created, changed or deleted.

    Call it inside the transaction that wrote them. Kinds are the names that document types
    list under `affected_by`: "vacancy", "course", "intake", "organisation", "occupation" …
    """
    keys = [str(i) for i in ids]
    if keys:
        changed.send(sender=kind, ids=keys)
