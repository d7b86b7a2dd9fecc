"""The try-out: PostgreSQL, Redis, web, worker and beat as foreground children of one supervisor.

For trying out, testing and developing only; production runs the same processes under its own supervisor
(docker-compose.yml). Nothing here is imported by the application itself.
"""
