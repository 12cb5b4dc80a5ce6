# Two images out of one file. The last stage runs every role; `--target backup` also has the programs with
# which PostgreSQL is backed up. Written and linted (`make check`), not built where it was written: the base is
# pinned by its tag. Pin it by digest (`docker buildx imagetools inspect`) where builds must repeat exactly.
FROM python:3.13-slim-trixie AS packages

WORKDIR /build
COPY requirements.lock .
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock

FROM python:3.13-slim-trixie AS runtime

LABEL org.opencontainers.image.title="Vision" \
      org.opencontainers.image.description="Pay bills from a Telegram chat" \
      org.opencontainers.image.documentation="docs/deployment.md"

# Nothing is written below /app while it runs, so that the root file system may be read-only.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HTTP_HOST=0.0.0.0 LOG_FORMAT=json
WORKDIR /app

COPY --from=packages /opt/venv /opt/venv
COPY bot bot
COPY domain domain
COPY storage storage
COPY gateways gateways
COPY web web
COPY migrations migrations
COPY locales locales
RUN python -m compileall -q bot domain storage gateways web migrations

USER 10001:10001
EXPOSE 8090
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=3s --retries=3 \
    CMD ["python", "-m", "bot", "health"]

# Stops in order on SIGTERM, within ten seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]

FROM runtime AS backup

USER 0:0
# pg_dump reads servers of its own version and of older ones. Its security fixes are wanted whenever this is built.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001
HEALTHCHECK NONE
CMD ["backup", "/backups"]

FROM runtime AS vision
