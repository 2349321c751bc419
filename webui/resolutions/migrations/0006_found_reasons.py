import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resolutions", "0005_ladders"),
    ]

    operations = [
        migrations.CreateModel(
            name="FoundReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveIntegerField()),
                ("place", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("document", models.JSONField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="found_reasons",
                        to="resolutions.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["attempt", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "attempt", "place"), name="one_reason_per_place")
                ],
            },
        ),
    ]
