"""What enrolments tell to whoever stands above them. Sent inside the transaction that wrote."""

from django.dispatch import Signal

# Certificates of a class were issued: intake.
class_certified = Signal()
