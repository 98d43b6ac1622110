FROM python:3.13-slim-bookworm AS build
WORKDIR /build
RUN python -m venv /opt/handover
COPY requirements/run.lock requirements/run.lock
RUN /opt/handover/bin/pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements/run.lock
COPY . .
RUN /opt/handover/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home handover \
    && install --directory --mode 700 --owner handover /var/lib/handover
COPY --from=build /opt/handover /opt/handover
ENV HANDOVER_HOME=/var/lib/handover PYTHONUNBUFFERED=1
USER 10001
VOLUME /var/lib/handover
ENTRYPOINT ["/opt/handover/bin/handover"]
CMD ["serve"]
