"""Queens on a board, by sets and backtracking, and by bit masks."""

SIZES = {"small": 7, "full": 12}


def solve(n, row, columns, up, down):
    if row == n:
        return 1
    found = 0
    for column in range(n):
        if column in columns or row + column in up or row - column in down:
            continue
        columns.add(column)
        up.add(row + column)
        down.add(row - column)
        found += solve(n, row + 1, columns, up, down)
        columns.discard(column)
        up.discard(row + column)
        down.discard(row - column)
    return found


def solve_masks(full, columns, left, right):
    if columns == full:
        return 1
    found = 0
    free = full & ~(columns | left | right)
    while free:
        bit = free & -free
        free ^= bit
        found += solve_masks(full, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return found


def all_boards(n):
    """Boards as tuples, made by a recursive generator."""

    def place(board):
        row = len(board)
        if row == n:
            yield board
            return
        for column in range(n):
            if all(c != column and abs(c - column) != row - r for r, c in enumerate(board)):
                yield from place(board + (column,))

    return place(())


def main(n):
    sets = solve(n, 0, set(), set(), set())
    masks = solve_masks((1 << n) - 1, 0, 0, 0)
    boards = sum(sum(i * c for i, c in enumerate(board)) for board in all_boards(n - 2))
    return f"{sets} {masks} {boards}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
