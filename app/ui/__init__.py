"""What people see: the window, its pages and the widgets they are made of. The only room that knows Qt."""
