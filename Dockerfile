# Built by docker-compose. No image was built where this project is developed; the script it calls
# is the one that every test run calls.
FROM python:3.11-slim-bookworm
WORKDIR /caunoi
COPY pyproject.toml requirements.lock README.md ./
COPY scripts/setup scripts/setup
COPY server server
RUN scripts/setup
RUN useradd --system --create-home --home-dir /data caunoi
USER caunoi
EXPOSE 8080
CMD [".venv/bin/python", "-m", "server", "serve"]
