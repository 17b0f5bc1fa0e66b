"""One jinja2 environment for feeds and pages."""

from jinja2 import Environment, PackageLoader, StrictUndefined

ENVIRONMENT = Environment(
    loader=PackageLoader("haichieu.sampleday"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def missing(gone: bool) -> str:
    return ENVIRONMENT.get_template("missing.html").render(gone=gone)
