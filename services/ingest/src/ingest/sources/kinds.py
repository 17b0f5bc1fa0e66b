"""What is watched: a list of articles, of whatever form, or a single page for itself."""

FEED, PAGE = "feed", "page"
