"""What readers may ask for: `where` trees, checked and compiled to SQL conditions."""
