"""The graph of both answers as a picture: what is shown, where it stands, and how it is drawn."""
