# Nodes are reduced to their class and their attributes.
import ast
import copy

tree = ast.parse("x = [1, 'a', None]")
print(ast.Load().__reduce__())
print(ast.dump(copy.copy(tree)))
again = copy.deepcopy(tree)
print(again is tree, ast.dump(again, include_attributes=True) == ast.dump(tree, include_attributes=True))
