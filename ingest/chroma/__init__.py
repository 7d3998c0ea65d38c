"""The only home of Chroma: the passages of a generation by their vectors, in a folder or on a server.

``index.py`` is what both have in common, ``folder.py`` an index beside the other files of its generation, ``server.py``
the connection to a server, ``collections.py`` what a generation is there, and ``lock.py`` who may write.
"""
