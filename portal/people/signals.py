"""What people tells to whoever stands above it. Sent inside the transaction that wrote."""

from django.dispatch import Signal

# A person's contact data was shown: view (the ContactView row).
contact_revealed = Signal()

# A person is about to be erased for good: person. What is kept about them elsewhere must go too.
person_erased = Signal()
