"""One part of the result page per module: the rows, the trace, the graph, the record, …"""
