"""What is printed around a table, or in the rows of its head: title, 公开XX表, 部门/编制单位, 单位, 注."""
