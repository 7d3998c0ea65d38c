"""From the web to files on disk: pages, documents and the entries of feeds, fetched politely and safely.

``address`` is a place that may be asked, ``public`` says where its name leads, ``request`` asks it once, ``client``
follows redirects with the manners of ``robots``, ``content`` and ``feed`` say what came, ``cache`` keeps it,
``refresh`` puts these together for a run, and ``found`` hands the cache on to the plan.
"""
