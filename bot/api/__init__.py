"""The HTTP interface: the answer, the documents and the sites, for programs and for partners' pages."""
