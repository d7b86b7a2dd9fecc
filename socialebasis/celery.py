"""The Celery application. Results are ignored: the state of a job lives on its row (huis.md §4.5)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialebasis.settings")

app = Celery("socialebasis")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
