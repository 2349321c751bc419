from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resolutions", "0012_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="stop_asked",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("why", "Why"),
                    ("why-not", "Why Not"),
                    ("experiment", "Experiment"),
                    ("check", "Check"),
                    ("smallest", "Smallest"),
                    ("own-uv", "Own Uv"),
                ],
                max_length=16,
            ),
        ),
    ]
