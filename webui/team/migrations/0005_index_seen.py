"""When each case was last looked at for a change of an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("team", "0004_notes_edited"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="index_seen_at",
            field=models.DateTimeField(null=True),
        ),
    ]
