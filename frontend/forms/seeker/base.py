"""What the steps of the profile share."""

from typing import Any, ClassVar

from frontend.forms.base import ServiceForm
from frontend.forms.meanings import Meanings, nearest_occupations, occupations
from portal.people.models import JobWish, Person
from portal.reference.catalogue import catalogue
from portal.textfold import fold


class StepForm(ServiceForm):
    """One step of the profile: shows what the person said so far, and saves what they say now."""

    step: ClassVar[str]

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


def trades(text: str) -> Meanings:
    """Occupations that a title may mean; sure where it is the label of one of them, for instance
    "thợ hàn". Everything else is for the person to confirm: by "lái xe" people mean many things.
    A title that nothing is called like may still be near to something."""
    read = occupations(text)
    if not read.choices:
        return nearest_occupations(text)
    known = catalogue().occupations
    labels = {code: (known[code].label_vi, known[code].label_en) for code in read.codes}
    same = [code for code, names in labels.items() if fold(text) in map(fold, names)]
    return Meanings(read.choices, same[0] if len(same) == 1 else "", read.likely)
