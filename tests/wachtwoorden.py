"""A password hasher for tests."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SnelleArgon2(Argon2PasswordHasher):
    """Argon2 as in production, at the lowest cost it accepts."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
