"""The web application: it stores what is asked, queues it, and renders stored answers."""

from webui.celery import app as celery_app

__all__ = ["celery_app"]
