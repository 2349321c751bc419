"""Sign-in by OpenID Connect, where the operator names a provider.

sign-in ──> flow.Begin ──> provider ──> flow.Callback ──> backend ──> id_tokens ──> accounts
The library (mozilla-django-oidc) keeps state, nonce and PKCE; what is asked of the provider goes through provider.py.
"""
