"""What people look at: the page (pyvis), the table, the network (networkx), and what a notebook shows.

This package imports nothing heavy by itself; `kg.view.html` brings in pyvis, `kg.view.network` networkx.
"""
