"""The addresses for people."""

from django.urls import path

from webui.resolutions import answer_views, question_views, views

urlpatterns = [
    path("", views.paste, name="paste"),
    path("found", views.found, name="found"),
    path("r/<slug:submission_id>", views.resolution, name="resolution"),
    path("r/<slug:submission_id>/pyproject.toml", views.pasted_text, name="pasted-text"),
    path("r/<slug:submission_id>/uv.lock", views.pasted_lock, name="pasted-lock"),
    path("r/<slug:submission_id>/p/<slug:project>", answer_views.project, name="project"),
    path("r/<slug:submission_id>/ask", question_views.ask, name="ask"),
    path("r/<slug:submission_id>/q/<int:question_id>", question_views.question, name="question"),
    path("r/<slug:submission_id>/experiment/<str:place>", question_views.experiment, name="experiment"),
    path("r/<slug:submission_id>/export/<str:label>/<str:name>", answer_views.export, name="export"),
    path("r/<slug:submission_id>/graph.svg", answer_views.graph_svg, name="graph-svg"),
    path("r/<slug:submission_id>/trace/<str:label>.jsonl", answer_views.trace_lines, name="trace"),
    path("r/<slug:submission_id>/preview.png", answer_views.preview_image, name="preview"),
    path("c/<slug:before>..<slug:after>", answer_views.pair, name="pair"),
    path("r/<slug:submission_id>/explaining", answer_views.explaining, name="explaining"),
    path("r/<slug:submission_id>/cancel", views.cancel, name="cancel"),
    path("r/<slug:submission_id>/retry", views.retry, name="retry"),
    path("r/<slug:submission_id>/refresh", views.refresh, name="refresh"),
]
