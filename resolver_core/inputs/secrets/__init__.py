"""Secrets in texts: found by rule, removed before anything is stored, and named by their line."""

from resolver_core.inputs.secrets.names import is_secret_parameter
from resolver_core.inputs.secrets.redaction import FoundSecret, RedactedText, SecretKind, redact

__all__ = ["FoundSecret", "RedactedText", "SecretKind", "is_secret_parameter", "redact"]
