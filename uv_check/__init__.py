"""The real uv, asked what the core was asked, about the same recorded data: nobody has to believe an emulation."""
