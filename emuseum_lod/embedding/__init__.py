"""3D models to be looked at, on other people's pages too: a viewer in a page of its own, and oEmbed, which tells how to embed it."""
