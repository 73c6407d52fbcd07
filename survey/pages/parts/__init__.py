"""What the survey's pages share: drawings of results, and the address of a link."""
