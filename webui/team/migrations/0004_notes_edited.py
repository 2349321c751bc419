"""Kinds for notes that were edited or deleted by their authors; others are called as people call them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("team", "0003_partly_reproduced"),
    ]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="kind",
            field=models.CharField(
                choices=[
                    ("came", "received"),
                    ("came-again", "received again"),
                    ("judged", "verdict"),
                    ("moved", "moved"),
                    ("assigned", "assigned"),
                    ("priority", "priority"),
                    ("labels", "labels"),
                    ("noted", "note"),
                    ("note-edited", "note edited"),
                    ("note-deleted", "note deleted"),
                    ("merged", "merged"),
                    ("unmerged", "unmerged"),
                    ("regression", "regression"),
                    ("asked-again", "asked again"),
                    ("fingerprint", "fingerprint"),
                    ("thread", "thread"),
                    ("team", "team"),
                    ("people", "people"),
                    ("invited", "invitation"),
                    ("token", "token"),
                    ("filter", "filter"),
                    ("imported", "import"),
                ],
                max_length=16,
            ),
        ),
    ]
