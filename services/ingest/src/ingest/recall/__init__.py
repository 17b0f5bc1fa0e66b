"""What an outlet's section page or sitemap lists and its feed did not give."""
