"""What a person asks: forms, examples, reports."""
