from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def mark_what_is_not_for_everybody(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """An answer says itself whether it was read with the operator's credentials."""
    submissions = apps.get_model("resolutions", "Submission").objects
    private = submissions.filter(solves__document__stats__used_operator_credentials=True).values("pk")
    submissions.filter(pk__in=list(private.values_list("pk", flat=True))).update(used_operator_credentials=True)


class Migration(migrations.Migration):
    dependencies = [
        ("resolutions", "0009_uv_checks"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="index_bytes",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="submission",
            name="index_requests",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="submission",
            name="used_operator_credentials",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_what_is_not_for_everybody, migrations.RunPython.noop),
    ]
