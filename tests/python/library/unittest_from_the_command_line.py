# `python -m unittest` finds, chooses and runs tests, and its status says how they went.
import os
import re
import subprocess
import sys
import tempfile

GOOD = '''
import unittest

class Sums(unittest.TestCase):
    def setUp(self):
        self.numbers = [1, 2, 3]
    def test_sum(self):
        self.assertEqual(sum(self.numbers), 6)
    def test_each(self):
        for number in self.numbers:
            with self.subTest(number=number):
                self.assertLess(number, 4)
    @unittest.skip("not today")
    def test_skipped(self):
        self.fail("not run")
    @unittest.expectedFailure
    def test_known(self):
        self.assertEqual(1, 2)

class Awaits(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.value = 5
    async def test_value(self):
        import asyncio
        await asyncio.sleep(0)
        self.assertEqual(self.value, 5)

if __name__ == "__main__":
    unittest.main()
'''
BAD = '''
import unittest

class Wrong(unittest.TestCase):
    def test_difference(self):
        self.assertEqual([1, 2, 3], [1, 2, 4], "lists differ")
    def test_texts(self):
        self.assertMultiLineEqual("one\\ntwo\\n", "one\\ntoo\\n")
    def test_error(self):
        {}["key"]
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "b+"):
            raise ValueError("aaa")
    def test_sub(self):
        for i in range(3):
            with self.subTest("part", i=i):
                self.assertEqual(i, 1)
'''


def run(*arguments):
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    text = re.sub(r"in \d+\.\d+s", "in N s", done.stderr)
    text = text.replace(folder, "FOLDER")
    print("$", " ".join(arguments).replace(folder, "FOLDER"), "->", done.returncode)
    print(done.stdout + text)


with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    os.chdir(folder)
    with open("test_good.py", "w") as file:
        file.write(GOOD)
    with open("test_bad.py", "w") as file:
        file.write(BAD)
    run("-m", "unittest", "-v", "test_good")
    run("-m", "unittest", "test_bad")
    run("-m", "unittest", "-q", "test_good.Sums.test_sum")
    run("-m", "unittest", "discover", "-q", "-p", "test_g*.py")
    run("-m", "unittest", "-v", "-k", "sum", "test_good", "test_bad")
    run("-m", "unittest", "-f", "-b", "test_bad.Wrong.test_error")
    run("test_good.py", "Awaits")
    run("-m", "unittest", "test_missing")
