"""OFD (GB/T 33190), the national fixed-layout format: a package of XML, read as pages are.

`easyofd` was looked at: it draws OFD as PDF and unpacks to disk, reads no matrix, no template's ruling and
no path in full, and drags a PDF writer along; what is needed is a few hundred lines of XML.
"""
