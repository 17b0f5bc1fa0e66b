"""The sample day: invented outlets, served over HTTP, that let the whole chain be tried without the real press."""

from haichieu.sampleday.day import Expected, Feed, SampleDay, expected
from haichieu.sampleday.model import Publication, Sample, SampleError, load
from haichieu.sampleday.server import app

__all__ = ["Expected", "Feed", "Publication", "Sample", "SampleDay", "SampleError", "app", "expected", "load"]
