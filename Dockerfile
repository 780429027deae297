# Written, not yet tried: see docs/beheer/docker.md.
FROM python:3.13-slim AS build
RUN pip install --no-cache-dir uv
WORKDIR /source
COPY . .
# The locked versions, without the tools of development, into an environment that is copied whole.
ENV UV_PROJECT_ENVIRONMENT=/opt/bemanning UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.13-slim
# pg_dump and pg_restore, for a backup of PostgreSQL; Pango, for the PDFs of "Op papier".
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data bemanning && install -d -o bemanning -m 700 /data
COPY --from=build /opt/bemanning /opt/bemanning
ENV BEMANNING_DATA=/data PATH=/opt/bemanning/bin:$PATH
USER bemanning
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["bemanning"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
