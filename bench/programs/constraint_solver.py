"""One-way constraints with strengths, planned and executed incrementally: many small classes, deep call chains."""

SIZES = {"small": 60, "full": 30000}

REQUIRED, STRONG, NORMAL, WEAK = range(4)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = WEAK + 1
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.chosen = None

    def variables(self):
        raise NotImplementedError

    def attach(self):
        for variable in self.variables():
            variable.constraints.append(self)

    def detach(self):
        for variable in self.variables():
            variable.constraints.remove(self)
        if self.chosen is not None:
            self.chosen.determined_by = None
            self.chosen.strength = WEAK + 1
            self.chosen = None

    def choose(self, mark):
        """Picks the weakest output this constraint may overwrite."""
        best = None
        for variable in self.outputs():
            if variable.mark != mark and variable.strength > self.strength:
                if best is None or variable.strength > best.strength:
                    best = variable
        self.chosen = best
        return best is not None

    def outputs(self):
        return self.variables()

    def inputs(self):
        return [v for v in self.variables() if v is not self.chosen]


class Stay(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable

    def variables(self):
        return [self.variable]

    def execute(self):
        pass


class Edit(Stay):
    def execute(self):
        self.variable.value = self.wanted


class Equal(Constraint):
    def __init__(self, a, b, strength):
        super().__init__(strength)
        self.a, self.b = a, b

    def variables(self):
        return [self.a, self.b]

    def execute(self):
        if self.chosen is self.b:
            self.b.value = self.a.value
        else:
            self.a.value = self.b.value


class Scale(Constraint):
    def __init__(self, source, factor, offset, target, strength):
        super().__init__(strength)
        self.source, self.factor, self.offset, self.target = source, factor, offset, target

    def variables(self):
        return [self.source, self.target]

    def execute(self):
        if self.chosen is self.target:
            self.target.value = self.source.value * self.factor + self.offset
        else:
            self.source.value = (self.target.value - self.offset) // self.factor


class Solver:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        constraint.attach()
        self.enforce(constraint)

    def enforce(self, constraint):
        self.mark += 1
        while constraint is not None:
            constraint = self.satisfy(constraint)

    def satisfy(self, constraint):
        """Enforces a constraint; returns the one it displaced, which may find another output."""
        if not constraint.choose(self.mark):
            return None
        output = constraint.chosen
        displaced = output.determined_by
        output.determined_by = constraint
        for variable in constraint.inputs():
            variable.mark = self.mark
        output.mark = self.mark
        if displaced is not None:
            displaced.chosen = None
        self.propagate([constraint])
        return displaced

    def propagate(self, todo):
        """A variable is as easily overwritten as the weakest thing that could give way for it, upstream."""
        while todo:
            constraint = todo.pop()
            output = constraint.chosen
            strength = constraint.strength
            for variable in constraint.inputs():
                if variable.strength > strength:
                    strength = variable.strength
            if output.strength != strength:
                output.strength = strength
                todo.extend(self.consumers(output))

    def consumers(self, variable):
        return [c for c in variable.constraints if c.chosen is not None and c.chosen is not variable]

    def remove(self, constraint):
        freed = constraint.variables()
        constraint.detach()
        unsatisfied, todo, seen = [], list(freed), set()
        while todo:
            variable = todo.pop()
            if variable in seen:
                continue
            seen.add(variable)
            unsatisfied.extend(c for c in variable.constraints if c.chosen is None)
            following = self.consumers(variable)
            self.propagate(list(following))
            todo.extend(c.chosen for c in following)
        unsatisfied.sort(key=lambda c: c.strength)
        for c in unsatisfied:
            if c.chosen is None:
                self.enforce(c)

    def plan(self, sources):
        """The constraints downstream of the given ones, in an order in which they can be executed."""
        self.mark += 1
        plan, todo = [], list(sources)
        while todo:
            constraint = todo.pop()
            output = constraint.chosen
            if output is None or output.mark == self.mark:
                continue
            output.mark = self.mark
            plan.append(constraint)
            for consumer in output.constraints:
                if consumer is not constraint and consumer.chosen is not None and consumer.chosen is not output:
                    todo.append(consumer)
        return plan


def chain(length):
    solver = Solver()
    variables = [Variable(f"v{i}") for i in range(length + 1)]
    for a, b in zip(variables, variables[1:]):
        solver.add(Equal(a, b, REQUIRED))
    solver.add(Stay(variables[-1], WEAK))
    edit = Edit(variables[0], STRONG)
    solver.add(edit)
    plan = solver.plan([edit])
    total = 0
    for wanted in range(20):
        edit.wanted = wanted
        for constraint in plan:
            constraint.execute()
        total += variables[-1].value
    solver.remove(edit)
    return total + len(plan)


def projection(count):
    solver = Solver()
    factor_offsets = [(i % 7 + 1, i % 13) for i in range(count)]
    sources, targets = [], []
    for i, (factor, offset) in enumerate(factor_offsets):
        source, target = Variable(f"s{i}", i), Variable(f"t{i}", i)
        sources.append(source)
        targets.append(target)
        solver.add(Stay(source, NORMAL))
        solver.add(Scale(source, factor, offset, target, REQUIRED))
    total = 0
    for variables in (sources, targets):
        for i in range(0, count, 3):
            edit = Edit(variables[i], STRONG)
            solver.add(edit)
            edit.wanted = i * 3
            for constraint in solver.plan([edit]):
                constraint.execute()
            total += sources[i].value + targets[i].value
            solver.remove(edit)
    return total


def main(size):
    return f"{chain(size)} {projection(size)} {chain(size // 2)}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
