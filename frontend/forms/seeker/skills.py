"""Step 3: what somebody can do, and where they learnt it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms import meanings
from frontend.forms.asking import READ, Ticked
from frontend.forms.base import LineField, from_model, label_of
from frontend.forms.meanings import Meanings
from frontend.forms.seeker.base import StepForm, wish_of
from portal.people.models import Person, PersonSkill
from portal.people.services import set_skills, update_person
from portal.reference.catalogue import catalogue
from portal.reference.models import OccupationSkill, Skill
from portal.reference.names import Name, name_of
from training.models import Course, CourseRecord
from training.services import set_course_records

PLAIN = ("education", "cmkt", "major", "languages", "soft_skills", "about")
FINISHED, STUDYING = CourseRecord.State.FINISHED, CourseRecord.State.STUDYING
# As many as somebody reads through on a phone; the essential ones of their trades come first.
MOST_PROPOSED = 18
MOST_COURSES = 8
# What is typed of a course and is no longer than this has to be there as whole words.
LONGEST_SHORT = 4


def _several(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class SkillsForm(StepForm):
    """Schooling, courses, skills. What typed words may mean is offered as further checkboxes."""

    step = "skills"

    education = from_model(Person, "education", empty=gettext_lazy("choose"))
    cmkt = from_model(
        Person,
        "cmkt",
        empty=gettext_lazy("choose"),
        help_text=gettext_lazy("The highest certificate of a trade or study that you have."),
    )
    major = from_model(
        Person,
        "major",
        help_text=gettext_lazy("For example: welding, accounting, industrial electricity"),
    )
    finished = _several(gettext_lazy("Courses you finished"))
    finished_words = LineField(
        label=gettext_lazy("Name of a course or centre where you finished"),
        required=False,
        max_length=READ,
    )
    studying = _several(gettext_lazy("Courses you take now"))
    studying_words = LineField(
        label=gettext_lazy("Name of a course or centre where you study now"),
        required=False,
        max_length=READ,
    )
    skills = _several(
        gettext_lazy("Tick what you can do"),
        help_text=gettext_lazy("Also what you learnt at home or in the field, without papers."),
    )
    skill_words = LineField(
        label=gettext_lazy("What else can you do?"),
        help_text=gettext_lazy("With commas between: forklift driving, electrical fault repair"),
        required=False,
        max_length=READ,
    )
    languages = from_model(Person, "languages")
    soft_skills = from_model(Person, "soft_skills")
    about = from_model(Person, "about", widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        known = {s.id: s.label for s in catalogue().skills.values()}
        if person.pk:
            # Also one that has left the list since.
            known |= {skill.pk: skill.label for skill in person.skills.all()}
        self.gained = skills_gained(person)
        usual = [s for s in usual_skills(person) if s in known and s not in self.gained]
        records = list(person.course_records.select_related("course__centre")) if person.pk else []
        taken = {str(r.course_id): course_label(r.course) for r in records}
        self.ticked = [
            Ticked(self, "finished", "finished_words", find=courses, proposed=taken.items(),
                   labels=_named_courses(self["finished"].value())),
            Ticked(self, "studying", "studying_words", find=courses,
                   proposed=[(str(r.course_id), course_label(r.course))
                             for r in records if r.state == STUDYING],
                   labels=_named_courses(self["studying"].value())),
            Ticked(self, "skills", "skill_words", find=meanings.skills,
                   proposed=[(s, known[s]) for s in usual], labels=known),
        ]  # fmt: skip

    def initial_of(self, person: Person) -> dict[str, Any]:
        shown = {name: getattr(person, name) for name in PLAIN}
        if not person.pk:
            return shown
        records = list(person.course_records.all())
        stated = person.skill_links.filter(source=PersonSkill.Source.STATED)
        return shown | {
            "finished": [str(r.course_id) for r in records if r.state == FINISHED],
            "studying": [str(r.course_id) for r in records if r.state == STUDYING],
            "skills": list(stated.order_by("pk").values_list("skill_id", flat=True)),
        }

    @property
    def more_said(self) -> bool:
        """Whether the part for languages and own words should stand open."""
        names = ("languages", "soft_skills", "about")
        pointed_to = any(not meant.choices for meant in self.ticked[2].typed.values())
        return pointed_to or any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        finished, studying, skills = self.ticked
        for ticked in (finished, studying):
            ticked.clean(
                lambda word: (
                    _("We find no course “%(word)s”. Write it under “%(box)s” instead.")
                    % {"word": word, "box": label_of(Person, "major")}
                )
            )
        skills.clean(
            lambda word: (
                _("We know no skill “%(word)s”. Write it under “%(box)s” instead.")
                % {"word": word, "box": label_of(Person, "about")}
            )
        )
        return data

    def save(self, person: Person) -> None:
        data = self.cleaned_data
        update_person(person_id=person.pk, values={name: data[name] for name in PLAIN})
        # Whoever ticks a course in both lists has finished it by now.
        states = dict.fromkeys(data["studying"], STUDYING) | dict.fromkeys(
            data["finished"], FINISHED
        )
        set_course_records(
            person_id=person.pk, states={int(pk): state for pk, state in states.items()}
        )
        chosen = Skill.objects.filter(pk__in=data["skills"])
        set_skills(person_id=person.pk, skills=chosen, step=self.step)


def skills_gained(person: Person) -> dict[str, str]:
    """Skills that finished courses gave, which nobody has to tick: code → label."""
    if not person.pk:
        return {}
    links = person.skill_links.filter(source=PersonSkill.Source.COURSE).select_related("skill")
    return {link.skill_id: link.skill.label for link in links}


def usual_skills(person: Person) -> list[str]:
    """Skills of the occupations that somebody did, wants or learnt; the essential ones first."""
    if not person.pk:
        return []
    trades = set(person.experiences.values_list("occupation_id", flat=True))
    trades |= set(person.course_records.values_list("course__occupations", flat=True))
    wish = wish_of(person)
    if wish.pk:
        trades |= set(wish.occupations.values_list("pk", flat=True))
    links = OccupationSkill.objects.filter(occupation__in=trades - {None})
    skills = links.order_by("-essential", "pk").values_list("skill_id", flat=True)
    return list(dict.fromkeys(skills))[:MOST_PROPOSED]


def course_label(course: Course) -> str:
    """A course with the centre that teaches it."""
    return f"{course.title} – {course.centre.name}"


def courses(text: str) -> Meanings:
    """Courses whose title and centre have all the words typed, those first that have them letter
    by letter; sure where one has the very title.

    Also those that are closed by now: people took them.
    """
    typed = name_of(text)
    if not typed.folded:
        return Meanings()
    rows = Course.objects.once_public().order_by("-published_at", "-pk")
    found, same = [], []
    for pk, title, centre in rows.values_list("pk", "title", "centre__name"):
        apart = _how_far(typed, name_of(f"{title} {centre}"))
        if apart is not None:
            found.append((apart, str(pk), f"{title} – {centre}"))
            if name_of(title).folded == typed.folded:
                same.append(str(pk))
    found.sort(key=lambda course: course[0])
    choices = tuple((pk, label) for _apart, pk, label in found[:MOST_COURSES])
    return Meanings(choices, same[0] if len(same) == 1 else "")


def _how_far(typed: Name, name: Name) -> int | None:
    """0 where a name has all words as typed, 1 with other marks, 2 where some only begin so; None
    where it lacks one. Short words begin too many others: "hàn" is not "hàng"."""
    if set(typed.written.split()) <= set(name.written.split()):
        return 0
    if set(typed.folded.split()) <= set(name.folded.split()):
        return 1
    words = f" {name.folded}"
    begins = len(typed.folded) > LONGEST_SHORT and all(
        f" {word}" in words for word in typed.folded.split()
    )
    return 2 if begins else None


def _named_courses(ticked: Iterable[Any] | None) -> dict[str, str]:
    """Labels of the courses that a browser sent, as far as there are such."""
    ids = [
        int(pk) for pk in map(str, ticked or ()) if pk.isascii() and pk.isdigit() and len(pk) < 19
    ]
    found = Course.objects.once_public().filter(pk__in=ids).select_related("centre")
    return {str(course.pk): course_label(course) for course in found}
