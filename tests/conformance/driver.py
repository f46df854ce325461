"""Runs one of CPython's test modules and writes a line for each test, also when the process does not live to the end.

usage: driver.py MODULE RESULTS [--only FILE | --skip FILE]

MODULE is `test_grammar` or `test_json.test_decode`, below the package `test`. Lines are appended to the file RESULTS as
things happen, so that a crash or a kill tells which test was running:

    start Class.method          the test begins
    ok | FAIL | ERROR | skip | xfail    Class.method [text]      how it ended

`--only` and `--skip` name files with one test a line. Written with as few features as can be: it runs on young VMs.
"""

import os
import sys
import unittest


class LineResult(unittest.TestResult):
    """Writes lines with os.write, so that nothing is lost in buffers."""

    def __init__(self, descriptor, prefix):
        super().__init__()
        self.descriptor = descriptor
        self.prefix = prefix
        self.outcome = None

    def line(self, *words):
        text = " ".join(words).replace("\n", " ").replace("\r", " ")
        os.write(self.descriptor, (text[:400] + "\n").encode("utf-8", "backslashreplace"))

    def startTest(self, test):
        self.outcome = None
        self.line("start", name_of(test, self.prefix))

    def stopTest(self, test):
        if self.outcome is not None:
            self.line(self.outcome[0], name_of(test, self.prefix), self.outcome[1])
        else:
            self.line("ERROR", name_of(test, self.prefix), "no outcome")

    def note(self, outcome, test, text=""):
        if not isinstance(test, (unittest.TestCase,)) and not hasattr(test, "runTest"):
            # A class or module fixture failed: its tests do not run.
            self.line(outcome, "fixture:" + str(test).replace(" ", "_"), text)
            return
        worse = self.outcome is None or (self.outcome[0] in ("ok", "skip") and outcome in ("FAIL", "ERROR"))
        if worse:
            self.outcome = (outcome, text)

    def addSuccess(self, test):
        self.note("ok", test)

    def addError(self, test, error):
        self.note("ERROR", test, describe(error))

    def addFailure(self, test, error):
        self.note("FAIL", test, describe(error))

    def addSkip(self, test, reason):
        self.note("skip", test, str(reason))

    def addExpectedFailure(self, test, error):
        self.note("xfail", test)

    def addUnexpectedSuccess(self, test):
        self.note("FAIL", test, "unexpected success")

    def addSubTest(self, test, subtest, error):
        if error is not None:
            kind = "FAIL" if issubclass(error[0], test.failureException) else "ERROR"
            self.note(kind, test, describe(error))


def describe(error):
    try:
        return "%s: %s" % (error[0].__name__, str(error[1])[:250])
    except BaseException:
        return error[0].__name__


def name_of(test, prefix):
    try:
        name = test.id()
    except BaseException:
        name = str(test)
    if name.startswith(prefix + "."):
        name = name[len(prefix) + 1 :]
    elif name.startswith("test."):
        name = name[5:]
    return name.replace(" ", "_")


def flatten(suite, found):
    for test in suite:
        if isinstance(test, unittest.TestSuite) or hasattr(test, "__iter__"):
            flatten(test, found)
        else:
            found.append(test)
    return found


def read_names(path):
    with open(path, encoding="utf-8") as file:
        return set(file.read().split("\n"))


class Session:
    """Runs the tests of one module that are wanted, and writes their lines."""

    def __init__(self, module, result, only, skip):
        self.module, self.result, self.only, self.skip = module, result, only, skip

    def run(self, suite):
        chosen = unittest.TestSuite()
        for test in flatten(suite, []):
            name = name_of(test, self.module)
            if (self.only is None or name in self.only) and (self.skip is None or name not in self.skip):
                chosen.addTest(test)
        chosen.run(self.result)

    def run_unittest(self, *classes):
        """In place of test.support.run_unittest, which older modules call from their test_main()."""
        loader = unittest.TestLoader()
        suite = unittest.TestSuite()
        for item in classes:
            if isinstance(item, str):
                suite.addTest(loader.loadTestsFromModule(sys.modules[item]))
            elif isinstance(item, (unittest.TestSuite, unittest.TestCase)):
                suite.addTest(item)
            else:
                suite.addTest(loader.loadTestsFromTestCase(item))
        self.run(suite)

    def run_doctest(self, module, verbosity=None, optionflags=0):
        import doctest

        self.run(doctest.DocTestSuite(module, optionflags=optionflags))
        return 0, 0


def collect_before_threading_cleanup():
    """The helper waits for Thread objects to die but holds one itself from its first look on: collect before that look."""
    import gc
    import test.support.threading_helper as helper

    original = helper.threading_cleanup

    def threading_cleanup(*values):
        gc.collect()
        original(*values)

    helper.threading_cleanup = threading_cleanup


def main():
    module, results = sys.argv[1], sys.argv[2]
    only = skip = None
    if len(sys.argv) > 4 and sys.argv[3] == "--only":
        only = read_names(sys.argv[4])
    if len(sys.argv) > 4 and sys.argv[3] == "--skip":
        skip = read_names(sys.argv[4])
    del sys.argv[1:]
    sys.path[0:1] = []  # not this file's folder
    descriptor = os.open(results, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    full_name = "test." + module
    result = LineResult(descriptor, full_name)
    session = Session(full_name, result, only, skip)

    try:
        import test.support

        test.support.use_resources = []
        test.support.verbose = 0
        test.support.run_unittest = session.run_unittest
        test.support.run_doctest = session.run_doctest
        collect_before_threading_cleanup()
    except Exception as error:
        result.line("note", "test.support:", describe((type(error), error)))

    try:
        __import__(full_name)
        loaded = sys.modules[full_name]
        if hasattr(loaded, "test_main") and not hasattr(loaded, "load_tests"):
            loaded.test_main()
        else:
            session.run(unittest.defaultTestLoader.loadTestsFromModule(loaded))
    except unittest.SkipTest as reason:
        result.line("skip", "module", str(reason))
    except BaseException as error:
        result.line("ERROR", "module", describe((type(error), error)))
    result.line("end")
    os.close(descriptor)
    sys.stdout.flush()
    # Threads and at-exit work of a test module are no part of the result.
    os._exit(0)


if __name__ == "__main__":  # child processes of test_multiprocessing_spawn import this file again
    main()
