# A module is the receiver of the methods that its type has, not only the place of its functions.
import sys
print("maxsize" in sys.__dir__(), sys.__eq__(sys), sys.__ne__(1))
try:
    sys.__reduce_ex__(2)
except TypeError as e:
    print(e)
