from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def old_ones_count_as_read(apps, schema_editor) -> None:
    """They were told when the portal had no page for them: nobody is to open years of them."""
    notice = apps.get_model("notices", "Notice")
    notice.objects.filter(read_at=None).update(read_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_notice_text"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="read_at",
            field=models.DateTimeField(
                blank=True, help_text="When the user first opened it in the portal.", null=True
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="subject",
            field=models.TextField(blank=True, help_text="As it was told; empty until it leaves."),
        ),
        migrations.AddField(
            model_name="notice",
            name="text",
            field=models.TextField(blank=True, help_text="As it was told, over its channel."),
        ),
        migrations.RunPython(old_ones_count_as_read, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at", None)), fields=["user"], name="notice_unread"
            ),
        ),
    ]
