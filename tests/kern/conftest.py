import pytest


@pytest.fixture
def eigen_opslag(settings, tmp_path) -> None:
    """A private storage of one's own, empty at the start."""
    map_ = tmp_path / "bestanden"
    map_.mkdir()
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": map_},
        }
    }
