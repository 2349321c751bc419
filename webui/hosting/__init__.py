"""Running it on one machine or many: whether it is ready, figures, log records, export and import of everything."""
