"""Members are invited instead of added: the messages that told of it have another name."""

from django.db import migrations

RENAME = """
UPDATE notices_noticepreference SET muted = array_replace(muted, 'member_added', 'member_invited');
UPDATE notices_notice
   SET kind = 'member_invited', state = CASE state WHEN 'queued' THEN 'skipped' ELSE state END
 WHERE kind = 'member_added';
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_to_and_language")]

    operations = [migrations.RunSQL(RENAME, migrations.RunSQL.noop)]
