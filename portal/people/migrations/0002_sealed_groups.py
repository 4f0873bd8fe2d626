"""Priority groups tell of health and poverty, and are sealed from now on."""

from typing import Any

from django.db import migrations

import portal.sealed


def seal(apps: Any, _schema: Any) -> None:
    people = apps.get_model("people", "Person")
    some = people.objects.exclude(open_groups=[]).only("open_groups")
    for person in some.iterator(chunk_size=1000):
        people.objects.filter(pk=person.pk).update(priority_groups=person.open_groups)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RenameField("person", "priority_groups", "open_groups"),
        migrations.AddField(
            "person",
            "priority_groups",
            portal.sealed.SealedCodesField(
                "priority_groups", blank=True, default=list, verbose_name="priority groups"
            ),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("person", "open_groups"),
    ]
