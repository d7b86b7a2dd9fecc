# The image of web, worker, beat and the one-off migration (docker-compose.yml).

FROM node:24-slim AS opmaak
WORKDIR /bouw
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY static ./static
RUN npm run bouw

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fontconfig libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && fc-cache -f \
    && useradd --system --uid 10001 --create-home socialebasis \
    && install -d -o socialebasis /var/socialebasis/bestanden
WORKDIR /app
COPY requirements.txt ./
RUN pip install --require-hashes --only-binary :all: -r requirements.txt
COPY . .
COPY --from=opmaak /bouw/static/gebouwd ./static/gebouwd
COPY --from=opmaak /bouw/node_modules/@fontsource/source-sans-3 ./node_modules/@fontsource/source-sans-3
RUN python -m brieven.lettertypen && rm -rf node_modules
ENV PRIVATE_ROOT=/var/socialebasis/bestanden STATIC_ROOT=/app/statisch
# Nothing of this environment stays in the image; collectstatic asks no server anything.
RUN SECRET_KEY=0000000000000000000000000000000000000000000000000000 ALLOWED_HOSTS=bouw.invalid \
    DATABASE_URL=postgres://bouw@bouw.invalid/bouw REDIS_URL=redis://bouw.invalid \
    python manage.py collectstatic --no-input
USER socialebasis
EXPOSE 8000
# No access log here: a path can hold an invitation. The proxy in front keeps its own.
CMD ["gunicorn", "socialebasis.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--no-control-socket"]
