# One image for web, worker and beat; docker-compose.yml says what each of them runs.

# ---- front-end packages: the only thing that Node is needed for
FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

# ---- Python with the locked packages and what PDFs are drawn with
FROM python:3.13-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

# ---- stylesheet, typeface and scripts, gathered for serving; the local mode here serves the build alone
FROM base AS assets
COPY . .
COPY --from=packages /app/node_modules node_modules
RUN export PORTAL_MODE=local PORTAL_DATA_DIR=/tmp/portal \
    && python manage.py build_front_end \
    && python manage.py collectstatic --noinput --ignore "*.scss"

# ---- what runs
FROM base
RUN useradd --system --uid 10001 --home-dir /data portal \
    && mkdir -p /data/files /data/schedule \
    && chown -R portal:portal /data
COPY . .
COPY --from=assets /app/build build
RUN python -m compileall -q dspp partnership subgroups reviews audits reports
ENV PORTAL_MODE=production PORTAL_DATA_DIR=/data PORTAL_FILES_DIR=/data/files
USER portal
EXPOSE 8000
CMD ["gunicorn", "dspp.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--preload", "--max-requests", "2000", "--max-requests-jitter", "200", "--worker-tmp-dir", "/dev/shm", \
     "--no-control-socket", "--access-logfile", "-"]
