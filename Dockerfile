FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock

COPY bot bot
COPY domain domain
COPY storage storage
COPY gateways gateways
COPY web web
COPY migrations migrations
COPY locales locales

RUN useradd --system --no-create-home vision && mkdir var && chown vision var
USER vision
VOLUME /app/var
EXPOSE 8090

# Stops in order on SIGTERM, within ten seconds.
CMD ["python", "-m", "bot", "run"]
