"""What was changed and by whom: /nhatky, /hoantac; /saoluu, /thongke."""
