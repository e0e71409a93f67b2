"""One module a page, its template beside it: what a page shows is made here, what changes a visit is an action."""
