"""Indexes over the network: the guarded client and what is read through it."""
