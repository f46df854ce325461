import heapq, bisect
h = []
for x in [5, 1, 8, 3, 2, 9, 1]: heapq.heappush(h, x)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), h, heapq.nlargest(2, h), heapq.nsmallest(3, h, key=lambda x: -x))
l = [9, 4, 7, 1, 8]; heapq.heapify(l); print(l, [heapq.heappop(l) for _ in range(5)], list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "b", reverse=True, key=ord)))
try: heapq.heappop([])
except IndexError as e: print(e)
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 4), bisect.bisect_left(a, 0), bisect.bisect(a, 9), bisect.bisect_left(a, 3, 2), bisect.bisect([(1, "a"), (2, "b")], 1, key=lambda p: p[0]))
bisect.insort(a, 4); bisect.insort_left(a, 3); print(a)
try: bisect.bisect(a, 1, -1)
except ValueError as e: print(e)
import random
r = random.Random(5); data = [r.random() for _ in range(200)]; heap = data[:]; heapq.heapify(heap)
print([heapq.heappop(heap) for _ in range(200)] == sorted(data))
