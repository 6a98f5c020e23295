"""The version of the pipeline: results are kept by it, so it grows whenever results may change."""

VERSION = "0.15.0"
