"""The API for programs: JSON over HTTP, described by its OpenAPI document."""
