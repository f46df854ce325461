import sys, platform
print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 11), sys.hexversion >> 16 == 0x030b, sys.byteorder, sys.maxsize, sys.maxunicode, sys.platform, platform.python_version_tuple()[:2], sys.float_info.max, sys.int_info.bits_per_digit > 0, sys.hash_info.width, sys.getdefaultencoding(), sys.getfilesystemencoding())
print(sys.float_info, sys.version.startswith("3.11"), type(sys.implementation.name).__name__, len(sys.implementation.cache_tag) > 3, sys.thread_info.name)
