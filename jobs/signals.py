"""What vacancies tell to whoever stands above them. Sent inside the transaction that wrote."""

from django.dispatch import Signal

# The last opening was filled: vacancy, whose row is locked.
vacancy_filled = Signal()
