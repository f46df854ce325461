import unittest, io
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("setUpClass")
    def setUp(self): self.x = 1; self.addCleanup(print, "cleanup")
    def tearDown(self): print("tearDown")
    def test_ok(self): self.assertEqual(self.x, 1); self.assertIn(1, [1]); self.assertRaises(ValueError, int, "x"); self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertIsNone(None); self.assertCountEqual([1, 2], [2, 1])
    def test_fail(self): self.assertEqual([1, 2], [1, 3])
    def test_error(self): {}["k"]
    @unittest.skip("why")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.fail()
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_raises(self):
        with self.assertRaisesRegex(KeyError, "abc") as c: raise KeyError("xabcx")
        self.assertEqual(c.exception.args, ("xabcx",)); self.assertTrue(True, "msg")
suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)
o = io.StringIO(); r = unittest.TextTestRunner(o, verbosity=2).run(suite)
print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), r.wasSuccessful(), [str(t) for t, _ in r.failures])
print("AssertionError: Lists differ: [1, 2] != [1, 3]" in o.getvalue(), "KeyError: 'k'" in o.getvalue(), "FAILED (failures=2, errors=1, skipped=1, expected failures=1)" in o.getvalue())
from unittest import mock
m = mock.Mock(return_value=5, side_effect=None); print(m(1, k=2), m.call_count, m.call_args, m.attr.method(3) is m.attr.method.return_value, m.mock_calls[-1])
with mock.patch("builtins.abs", return_value=99): print(abs(-1))
m.assert_called_once_with(1, k=2)
try: m.assert_called_with(2)
except AssertionError as e: print(str(e).splitlines()[0])
mm = mock.MagicMock(); mm.__getitem__.return_value = "item"; print(mm["x"], len(mm), bool(mm), list(mm)); d = {}
with mock.patch.dict(d, {"a": 1}): print(d)
print(d, mock.sentinel.x, mock.ANY == 5)
