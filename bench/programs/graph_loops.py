"""Finds strongly connected parts and dominators of control-flow graphs: objects, dicts, sets, lists as stacks."""

SIZES = {"small": 40, "full": 1500}


class Block:
    def __init__(self, number):
        self.number = number
        self.successors = []
        self.predecessors = []

    def connect(self, other):
        self.successors.append(other)
        other.predecessors.append(self)


class Graph:
    def __init__(self):
        self.blocks = []

    def block(self):
        block = Block(len(self.blocks))
        self.blocks.append(block)
        return block

    def straight(self, start, count):
        for _ in range(count):
            following = self.block()
            start.connect(following)
            start = following
        return start

    def diamond(self, start):
        left, right, join = self.block(), self.block(), self.block()
        start.connect(left)
        start.connect(right)
        left.connect(join)
        right.connect(join)
        return join

    def loop(self, start, depth):
        header = self.block()
        start.connect(header)
        body = self.diamond(self.straight(header, 2))
        if depth:
            body = self.loop(body, depth - 1)
            body = self.loop(body, depth - 1) if depth % 2 else body
        body.connect(header)
        return self.straight(header, 1)


def components(graph):
    """Tarjan's algorithm without recursion."""
    index, low, on_stack, stack, result = {}, {}, set(), [], []
    for root in graph.blocks:
        if root in index:
            continue
        work = [(root, iter(root.successors))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            block, successors = work[-1]
            for following in successors:
                if following not in index:
                    index[following] = low[following] = len(index)
                    stack.append(following)
                    on_stack.add(following)
                    work.append((following, iter(following.successors)))
                    break
                if following in on_stack:
                    low[block] = min(low[block], index[following])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[block])
                if low[block] == index[block]:
                    component = []
                    while True:
                        member = stack.pop()
                        on_stack.remove(member)
                        component.append(member.number)
                        if member is block:
                            break
                    result.append(sorted(component))
    return result


def dominators(graph):
    """Immediate dominators by iteration over the reverse post-order."""
    order, seen = [], {graph.blocks[0]}
    work = [(graph.blocks[0], iter(graph.blocks[0].successors))]
    while work:
        block, successors = work[-1]
        for following in successors:
            if following not in seen:
                seen.add(following)
                work.append((following, iter(following.successors)))
                break
        else:
            order.append(block)
            work.pop()
    order.reverse()
    position = {block: i for i, block in enumerate(order)}
    idom = {order[0]: order[0]}
    changed = True
    while changed:
        changed = False
        for block in order[1:]:
            best = None
            for predecessor in block.predecessors:
                if predecessor not in idom:
                    continue
                if best is None:
                    best = predecessor
                    continue
                a, b = predecessor, best
                while a is not b:
                    while position[a] > position[b]:
                        a = idom[a]
                    while position[b] > position[a]:
                        b = idom[b]
                best = a
            if idom.get(block) is not best:
                idom[block] = best
                changed = True
    return sum(position[d] * (i + 1) for i, d in enumerate(idom.values())) % 1000003


def main(size):
    total = 0
    for round in range(3):
        graph = Graph()
        block = graph.block()
        for i in range(size):
            block = graph.loop(graph.straight(block, i % 4), (i + round) % 5)
        found = components(graph)
        total += sum(len(c) * c[0] for c in found) + dominators(graph)
    return f"{len(graph.blocks)} {len(found)} {total}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
