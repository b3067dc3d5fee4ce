"""RDF: how readings, links and knowledge look as quads, how they are read back, and the formats they are written in."""
