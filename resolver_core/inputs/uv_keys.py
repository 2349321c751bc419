"""The keys of `[tool.uv]`, to tell a key that does not bear on resolution from one that uv refuses."""

from __future__ import annotations

KNOWN_KEYS = frozenset(
    """
    add-bounds allow-insecure-host audit build-backend build-constraint-dependencies cache-dir cache-keys check-url
    compile-bytecode concurrent-builds concurrent-downloads concurrent-installs config-settings
    config-settings-package conflicts constraint-dependencies default-groups dependency-groups dependency-metadata
    dev-dependencies environments exclude-dependencies exclude-newer exclude-newer-package extra-build-dependencies
    extra-build-variables extra-index-url find-links fork-strategy graalpy-install-mirror http-proxy https-proxy
    index index-strategy index-url keyring-provider link-mode managed minimum-libc-version native-tls no-binary
    no-binary-package no-build no-build-isolation no-build-isolation-package no-build-package no-cache no-index
    no-proxy no-sources no-sources-package offline override-dependencies package pip prerelease prerelease-package
    preview preview-features publish-url pyodide-install-mirror pypy-install-mirror python-downloads
    python-downloads-json-url python-install-mirror python-preference reinstall reinstall-package
    require-build-hashes required-environments required-version resolution sources system-certs torch-backend
    trusted-publishing upgrade upgrade-package workspace
    """.split()  # noqa: SIM905 (a table of words reads better than a list)
)
"""Every key that uv 0.13.8 accepts in `[tool.uv]`, as its own complaint about another key lists them."""
