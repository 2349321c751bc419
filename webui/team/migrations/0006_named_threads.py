"""The threads that the reports of earlier cases name become words of the search, as those of new ones do."""

from typing import Any

from django.db import migrations

from webui.team.named_threads import named_in


def add_words(apps: Any, schema_editor: Any) -> None:
    case_model, word_model = apps.get_model("team", "Case"), apps.get_model("team", "CaseWord")
    for case in case_model.objects.only("team_id", "title", "source_url", "report").iterator(chunk_size=100):
        words = {word for one in named_in([case.source_url, case.title, case.report]) for word in one.words}
        rows = [word_model(team_id=case.team_id, case=case, word=word) for word in sorted(words)]
        word_model.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = (("team", "0005_index_seen"),)
    operations = (migrations.RunPython(add_words, migrations.RunPython.noop),)
