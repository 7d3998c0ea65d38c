# One image for every part of compose.yaml: the server of vectors, the ingest and the page.
FROM python:3.11-slim
WORKDIR /app
RUN useradd --create-home cluster && mkdir /state /data /feedback /shared && chown cluster /state /data /feedback /shared

# The packages first, so that a change of our own code fetches nothing anew. The processor-only PyTorch is a fraction of
# the size. EXTRAS=ocr or EXTRAS=ray adds an optional part of pyproject.toml.
ARG EXTRAS=
COPY constraints.txt pyproject.toml README.md LICENSE ui.py ./
COPY ingest ingest
COPY bot bot
COPY page page
COPY evals evals
COPY widget/dist widget/dist
RUN pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu \
        --constraint constraints.txt --editable ".[$EXTRAS]"

USER cluster
CMD ["python", "ui.py", "--host", "0.0.0.0"]
