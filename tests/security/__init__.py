"""What the product withstands: each module shows one matter on a running server."""
