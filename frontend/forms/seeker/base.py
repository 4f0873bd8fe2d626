"""What the steps of the profile share."""

from typing import Any, ClassVar

from frontend.forms.base import ServiceForm
from portal.people.models import JobWish, Person


class StepForm(ServiceForm):
    """One step of the profile: shows what the person said so far, and saves what they say now."""

    step: ClassVar[str]

    @property
    def understood(self) -> list[str]:
        """What typed words were taken for without asking, as far as it is called otherwise."""
        return []

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """`person` may have no row yet: the first step that is saved makes it."""
        self.person = person
        super().__init__(*args, initial=self.initial_of(person), **kwargs)

    def initial_of(self, person: Person) -> dict[str, Any]:
        """What is stored; of a person without a row what their account says."""
        raise NotImplementedError

    def save(self, person: Person) -> None:
        """Writes the step. Raises ValidationError by field; call it inside a transaction."""
        raise NotImplementedError


def wish_of(person: Person) -> JobWish:
    """The wishes of a person, empty where nothing was said."""
    return getattr(person, "wish", None) or JobWish()
