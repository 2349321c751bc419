"""Which uv is emulated; `required-version` is compared with it."""

EMULATED_UV = "0.13.8"
