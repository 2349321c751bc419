"""The addresses for people."""

from django.urls import path

from webui.resolutions.views import control, files, keeping, paste, project, questions, recording, result, smallest

urlpatterns = [
    path("", paste.paste, name="paste"),
    path("promises", keeping.promises_page, name="promises"),
    path("mine", keeping.mine, name="mine"),
    path("public", keeping.public, name="public"),
    path("import", recording.imported, name="import"),
    path("declared", paste.declared, name="declared"),
    path("r/<slug:submission_id>", result.resolution, name="resolution"),
    path("r/<slug:submission_id>/explaining", result.explaining, name="explaining"),
    path("r/<slug:submission_id>/cancel", control.cancel, name="cancel"),
    path("r/<slug:submission_id>/retry", control.retry, name="retry"),
    path("r/<slug:submission_id>/refresh", control.refresh, name="refresh"),
    path("r/<slug:submission_id>/exactly", questions.exactly, name="exactly"),
    path("r/<slug:submission_id>/delete", keeping.delete, name="delete"),
    path("r/<slug:submission_id>/delete/<str:key>", keeping.delete, name="delete"),
    path("r/<slug:submission_id>/p/<slug:project>", project.project, name="project"),
    path("r/<slug:submission_id>/check", questions.check, name="check"),
    path("r/<slug:submission_id>/own-uv", questions.own_uv, name="own-uv"),
    path("r/<slug:submission_id>/smallest", smallest.begin, name="smallest"),
    path("r/<slug:submission_id>/q/<int:question_id>/stop", smallest.stop, name="stop-smallest"),
    path("r/<slug:submission_id>/ask", questions.ask, name="ask"),
    path("r/<slug:submission_id>/q/<int:question_id>", questions.question, name="question"),
    path("r/<slug:submission_id>/q/<int:question_id>/output", files.pasted_output, name="pasted-output"),
    path("r/<slug:submission_id>/experiment/<str:place>", questions.experiment, name="experiment"),
    path("r/<slug:submission_id>/pyproject.toml", files.pasted_text, name="pasted-text"),
    path("r/<slug:submission_id>/files/<path:path>", files.pasted_file, name="pasted-file"),
    path("r/<slug:submission_id>/uv.lock", files.pasted_lock, name="pasted-lock"),
    path("r/<slug:submission_id>/export/<str:label>/<str:name>", files.export, name="export"),
    path("r/<slug:submission_id>/graph.svg", files.graph_svg, name="graph-svg"),
    path("r/<slug:submission_id>/trace/<str:label>.jsonl", files.trace_lines, name="trace"),
    path("r/<slug:submission_id>/recording.json.gz", recording.recording, name="recording"),
    path("r/<slug:submission_id>/preview.png", files.preview_image, name="preview"),
    path("c/<slug:before>..<slug:after>", result.pair, name="pair"),
]
