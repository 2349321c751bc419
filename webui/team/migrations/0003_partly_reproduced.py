"""A state for what is partly reproduced. Cases that have a state keep it: a person may have decided it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("team", "0002_openid_identity"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("new", "new"),
                    ("reproduced", "reproduced"),
                    ("partly-reproduced", "partly reproduced"),
                    ("not-reproduced", "not reproduced"),
                    ("needs-information", "needs information"),
                    ("not-about-resolution", "not about resolution"),
                    ("explained", "explained"),
                    ("closed", "closed"),
                ],
                default="new",
                max_length=24,
            ),
        ),
    ]
