"""The open API of HSDS 3.0 at /hsds/: the directory for whoever wants to read it, and for nobody to write."""
