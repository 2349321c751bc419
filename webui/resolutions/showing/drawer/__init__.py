"""One project in both answers, a module per section of its drawer."""
