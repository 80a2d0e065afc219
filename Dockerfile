# Two stages: the first makes the environment and the pages by the script that every test run calls,
# the second holds what runs. No image was built where this project is developed (see the README).
FROM python:3.11.13-slim-bookworm AS made
WORKDIR /caunoi
COPY pyproject.toml requirements.lock README.md ./
COPY scripts/setup scripts/setup
COPY web web
COPY server server
RUN scripts/setup && rm -rf web/node_modules web/src

FROM python:3.11.13-slim-bookworm
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui fonts-liberation \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /data --uid 10001 caunoi
WORKDIR /caunoi
COPY --from=made /caunoi /caunoi
USER caunoi
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD [".venv/bin/python", "-m", "server", "healthy"]
CMD [".venv/bin/python", "-m", "server", "serve"]
