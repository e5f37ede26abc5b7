"""Run the demo: database, web server and worker as children of one process that ends them all."""
