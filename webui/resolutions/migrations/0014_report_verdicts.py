from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resolutions", "0013_smallest"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("why", "Why"),
                    ("why-not", "Why Not"),
                    ("experiment", "Experiment"),
                    ("check", "Check"),
                    ("report", "Report"),
                    ("smallest", "Smallest"),
                    ("own-uv", "Own Uv"),
                ],
                max_length=16,
            ),
        ),
    ]
